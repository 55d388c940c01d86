"""Searching the text of all documents in the running app."""

from __future__ import annotations

from pathlib import Path

from tui.app.features.seek.seek import Seek, around

from .conftest import DOC, Desk, Seat

NOTICE = """关于加强养老服务的通知

各市人民政府：

一、深化户籍制度改革

（一）放宽落户条件。长治市先行先试户籍改革，由省公安厅负责。

二、保障措施

（一）加强督查。省财政厅要会同有关部门落实资金。

2017年3月1日
"""


def seek(seat: Seat) -> Seek:
    assert isinstance(seat.app.screen, Seek)
    return seat.app.screen


def with_notice(desk: Desk) -> None:
    file = Path(desk.folder) / "notice.txt"
    file.write_text(NOTICE, encoding="utf-8")
    desk.open().import_file(file, doc_id="notice")


async def test_hits_of_all_documents_and_going_to_one(desk: Desk) -> None:
    with_notice(desk)
    async with desk.sit((80, 24)) as seat:
        await seat.press("g", "/")
        await seat.paste("户籍")
        await seat.settle()
        rows = seek(seat)._rows.rows
        assert [row.doc for row in rows] == [DOC, DOC, "notice", "notice"], "the open document comes first"
        assert "4 处，已查 2/2 份文件" in seat.text
        assert "深化户籍制度改革" in seat.text
        await seat.press("down", "down", "down", "enter")
        assert seat.main.document.id == "notice"
        assert seat.pane.value == "text"
        assert seat.main.text.place == rows[3].place
        assert seat.main.text.hit == (2, 2), "n and N go on from there"
        assert "2/2" in seat.text
        await seat.press("g", "b")
        assert seat.main.document.id == DOC


async def test_another_word_supersedes_and_esc_leaves(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("1", "g", "／")
        await seat.type("changzhi")
        assert "长治" in seat.text
        places = {row.place for row in seek(seat)._rows.rows}
        assert "三/¶3" in places
        await seat.press(*["backspace"] * 8)
        assert seek(seat)._rows.row_count == 0
        await seat.press("escape")
        assert seat.main.document.id == DOC
        assert not seat.main.view.searched


async def test_a_task_of_an_annex_is_found_in_its_text(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("g", "/")
        await seat.paste("三网融合")
        await seat.press("down", "enter")
        assert seat.main.text.place == "附件#8"
        assert seat.main.text.hit[0] == 3


def test_the_words_around_a_hit() -> None:
    text = "\u3000\u3000为贯彻落实文件精神，现就积极发挥新消费引领作用提出以下意见。"
    shown, spans = around(text, lambda words: [(words.index("消费"), words.index("消费") + 2)])
    assert [shown[start:end] for start, end in spans] == ["消费"]
    assert shown.startswith("…")
    assert around("没有", lambda _: []) == ("没有", [])
