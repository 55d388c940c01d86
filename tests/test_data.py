"""The bundled document is what `duban import` makes of the text as given."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui import cli

DATA = Path(__file__).parent.parent / "data"


def test_the_bundled_file_is_made_anew_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("tui.workspace.bundled_documents", lambda: tmp_path / "none")
    source = DATA / "shanxi-2016-new-consumption.txt"
    assert cli.main(["import", str(source), "--workspace", str(tmp_path / "work"), "--lang", "en"]) == 0
    (made,) = (tmp_path / "work" / "library").glob("*.json")
    (bundled,) = DATA.glob("*.json")
    assert made.name == bundled.name
    assert made.read_bytes() == bundled.read_bytes()
