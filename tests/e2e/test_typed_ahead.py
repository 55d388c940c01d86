"""Keys that come together, as from a slow line or to a busy machine, do what they do one by one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fcntl", reason="pseudo-terminals are for Unix")

from tests.bench.terminal import Terminal

F2 = "\x1bOQ"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8"}


def told(environ: dict[str, str], *words: str) -> Any:  # noqa: ANN401 - JSON
    done = subprocess.run([sys.executable, "-m", "tui", *words], env=environ, capture_output=True, check=True)
    return json.loads(done.stdout)


def test_every_key_of_a_bunch_goes_where_it_would_go_alone(environ: dict[str, str]) -> None:
    terminal = Terminal([sys.executable, "-m", "tui"], environ, 100, 30)
    try:
        terminal.wait_for("督办duban")
        terminal.press("2", settle=0.3)
        terminal.press(f"T2027-01-31{F2}{F2}", settle=0.5)
        terminal.press(f"japlease{F2}jd", settle=0.5)
        terminal.press(f"jp40{F2}{F2}{F2}", settle=0.5)
        assert terminal.press("j" * 40, settle=0.5)[0] < 12_000, "what lies between is not painted"
        terminal.press("f\r\r", settle=0.5)
        terminal.press("A:\r\rq", settle=0.5)
    finally:
        terminal.end()
    tasks = told(environ, "tasks", "--json")["tasks"]
    assert tasks[0]["deadline"]["by"] == "2027-01-31"
    assert [task["no"] for task in tasks if task["status"] == "done"] == ["3"]
    assert [note["target"] for note in told(environ, "notes", "--json")["notes"]] == [tasks[1]["id"]]
    assert tasks[3]["percent"] == 40
