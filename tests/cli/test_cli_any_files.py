"""Whatever stands in a file of a workspace, every verb ends with a code of the contract, soon and in little memory.

`DUBAN_FUZZ=1000` hurts so many workspaces of each kind; a failure names its seed for `python -m tests.cli.hurting`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

pytest.importorskip("resource", reason="memory is not told here")

COUNT: Final = int(os.environ.get("DUBAN_FUZZ", "2"))
KINDS: Final = ("journal", "library", "checkpoint", "config", "session", "backup", "sent")
ROOT: Final = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("kind", KINDS)
def test_any_values_in_any_file(kind: str) -> None:
    command = [sys.executable, "-m", "tests.cli.hurting", kind, "0", str(COUNT)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60 + COUNT, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert told["slowest"] < 2
    assert told["megabytes"] < 300
