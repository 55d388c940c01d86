"""A fault of duban's own: one sentence, nothing lost, and a file that tells where it arose, not what people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.app.mishap import NAME, report
from tui.i18n import Texts

from .conftest import Desk


async def test_a_fault_ends_in_one_sentence_and_what_was_saved_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path)
    said: list[str] = []
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - it is the leaving of the app that raises
        async with desk.sit() as seat:
            await seat.press("2", "d")
            monkeypatch.setattr(seat.app, "_print_error_renderables", lambda: None)
            monkeypatch.setattr(type(seat.main.table), "move", lambda *_: 1 // 0)
            await seat.press("j")
            said += map(str, seat.app._exit_renderables)
    (folder,) = {file.parent for file in tmp_path.rglob(NAME)}
    assert [line.count("ZeroDivisionError") for line in said] == [1]
    assert str(folder / NAME) in said[0].replace("\n", "")
    assert "lambda" in (folder / NAME).read_text(encoding="utf-8")
    async with desk.sit() as seat:
        assert seat.main.ledger[0].status.key == "done"


def test_where_no_file_can_be_kept_the_fault_is_told_in_full(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    try:
        raise ValueError("财政\x1b[2J")
    except ValueError as error:
        told = report(error, blocked, Texts("zh"))
    assert "Traceback" in told
    assert "\x1b" not in told
