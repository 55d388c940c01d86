"""An earlier program at a journal of today: `python -m tests.by_hand.earlier f0bd313`, the last before deadlines.

Today's program does something of every kind. The earlier one must list, tell, mark, undo and save it all without an
error, and what it saved must hold line for line what it was given.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.workspace.test_kinds import DEEDS
from tui.config import read
from tui.workspace import Workspace

ROOT = Path(__file__).parents[2]
READING = ("docs", "tasks", "tasks --json", "show 1", "notes", "log", "log --json", "doctor")


def call(code: Path, environ: Mapping[str, str], *words: str) -> str:
    """What a program of this code prints; it must succeed."""
    command = [sys.executable, "-m", "tui", *words]
    done = subprocess.run(
        command, cwd=code, env={**environ, "PYTHONPATH": str(code)}, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode or "Traceback" in done.stderr:
        raise SystemExit(f"{' '.join(words)}: {done.returncode}\n{done.stderr}")
    return done.stdout or done.stderr


def do_everything() -> None:
    """Do something of every kind, each to a task of its own."""
    workspace = Workspace.open(read(os.environ))
    keys = iter([entry.key for entry in workspace.ledger()])
    for deed in DEEDS.values():
        key = next(keys)
        deed.before(workspace, key)
        deed.do(workspace, key)
    workspace.close()


def changes(code: Path, environ: Mapping[str, str]) -> list[object]:
    found: list[object] = json.loads(call(code, environ, "log", "--json"))["changes"]
    return found


def main(revision: str) -> None:
    """Run it and say what came out."""
    packed = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=True).stdout
    with tempfile.TemporaryDirectory() as place:
        home, earlier = Path(place) / "home", Path(place) / "earlier"
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(earlier, filter="data")
        environ = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "DUBAN_LANG": "zh"}
        subprocess.run([sys.executable, "-m", __spec__.name], cwd=ROOT, env=environ, check=True)
        before = len(changes(ROOT, environ))
        for line in READING:
            assert call(earlier, environ, *line.split()), line
        call(earlier, environ, "mark", "60", "done")
        call(earlier, environ, "undo")
        call(earlier, environ, "backup", f"{place}/saved.zip")
        now = changes(ROOT, environ)
        assert len(now) == before + 2
        elsewhere = {**environ, "HOME": f"{place}/another"}
        call(ROOT, elsewhere, "restore", f"{place}/saved.zip")
        kept = changes(ROOT, elsewhere)
        claimed = [{**each, "claimed": True} for each in now if isinstance(each, dict)]
        assert kept in (now, claimed), "what the earlier program saved is not what it was given"
        print(f"{len(DEEDS)} kinds, {len(now)} changes: read, told, marked, undone, saved and restored by {revision}")


if __name__ == "__main__":
    main(sys.argv[1]) if len(sys.argv) > 1 else do_everything()
