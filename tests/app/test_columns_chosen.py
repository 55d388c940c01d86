"""The details of a ledger as columns of the table: chosen, kept, in their order, and shown as far as there is room."""

from __future__ import annotations

from pathlib import Path

from .conftest import DOC, Desk, Seat

NAMES = ("工作目标", "主要举措", "成果形式", "责任人", "联系电话", "一季度", "二季度", "存在问题", "备注")
LEDGER = (
    "甲市2024年重点任务台账\n\n序号\t重点任务\t责任单位\t"
    + "\t".join(NAMES)
    + "\n"
    + "\n".join(f"{n}\t建设第{n}座平台\t市甲局\t" + "\t".join(f"{name[:2]}{n}" for name in NAMES) for n in (1, 2, 3))
    + "\n"
)


async def opened(seat: Seat) -> None:
    await seat.press("2", "g", "l")
    await seat.paste("甲市2024")
    await seat.press("enter")
    assert seat.main.document.id == "ledger"


def bring(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ledger.txt"
    file.write_text(LEDGER, encoding="utf-8")
    workspace = desk.open()
    workspace.import_file(file, doc_id="ledger")
    workspace.close()


def header(seat: Seat) -> str:
    return next(line for line in seat.lines() if "序" in line and "★" in line)


async def test_a_ledger_of_twelve_columns_is_shown_as_one_wants_it(desk: Desk, tmp_path: Path) -> None:
    bring(desk, tmp_path)
    async with desk.sit((100, 30)) as seat:
        await opened(seat)
        assert "备注" not in header(seat)
        await seat.press("C")
        assert all(f"[ ] {name}" in seat.text for name in NAMES)
        await seat.press("space", *"jjjjjjj", "space", "enter")
        assert "工作目标" in header(seat)
        assert header(seat).index("工作目标") < header(seat).index("备注")
        row = next(line for line in seat.lines() if "建设第2座平台" in line)
        assert "工作2" in row
        assert "备注2" in row
        await seat.press("C", "J", "enter")
        assert header(seat).index("备注") < header(seat).index("工作目标"), "their order is one's own"
    async with desk.sit((100, 30)) as seat:
        await opened(seat)
        assert "备注" in header(seat), "it is kept"
        await seat.press("g", "l")
        await seat.paste(DOC[:6])
        await seat.press("enter")
        assert "备注" not in header(seat), "for its document alone"


async def test_what_has_no_room_is_said_and_comes_with_it(desk: Desk, tmp_path: Path) -> None:
    bring(desk, tmp_path)
    async with desk.sit((80, 24)) as seat:
        await opened(seat)
        await seat.press("C", *["space"] * len(NAMES), "enter")
        assert "窗口放不下" in seat.text
        assert all(len(line) <= 80 for line in seat.lines())
        assert "建设第1座平台" in seat.text, "the words of the task come first"
        await seat.pilot.resize_terminal(200, 40)
        await seat.press("z")
        assert all(name in header(seat) for name in NAMES)


async def test_leaving_the_chooser_changes_nothing(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("2")
        before = header(seat)
        await seat.press("C", "space", "escape")
        assert header(seat) == before
