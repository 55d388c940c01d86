"""Why a row is shown, and why a task named by its number is not."""

from __future__ import annotations

from tui.app.view import Pane

from .conftest import Desk, Seat


async def detail(seat: Seat) -> str:
    """The lines of the detail, seen or not."""
    seat.main.show_detail()
    await seat.settle()
    return "\n".join(f"{fact.label} {fact.text}" for fact in seat.main.detail._facts)


async def test_the_row_of_the_cursor_and_a_hidden_one_by_number(desk: Desk) -> None:
    async with desk.sit((80, 24), expression="牵头:财政厅 -有:批注") as seat:
        await seat.press("w")
        assert "显示：牵头含“财政厅”，且非（有批注）" in seat.text
        assert "✓ 牵头含“财政厅”：省财政厅" in seat.text
        await seat.type("14")
        assert "不显示：" in seat.text
        assert "✗ 牵头含“财政厅”：省工商局" in seat.text
        await seat.type("0")
        assert "没有任务" in seat.text or "140" in seat.text
        await seat.press("escape")
        assert seat.main.view.expression == "牵头:财政厅 -有:批注"


async def test_a_section_that_narrows_is_a_reason_too(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("o")
        seat.main.outline.go_to_section("五")
        await seat.press("=", "2", "w", "1")
        assert "不显示：只看［五］中的任务" in seat.text


async def test_nothing_shown_still_tells_why(desk: Desk) -> None:
    async with desk.sit(expression="状态:已中止") as seat:
        assert seat.numbers == []
        await seat.press("w")
        assert "输入一个序号" in seat.text
        await seat.type("3")
        assert "✗ 已中止：未启动" in seat.text


async def test_the_detail_says_under_which_name_and_what_became_of_it(desk: Desk) -> None:
    async with desk.sit((140, 40), expression="部门:卫计委 序号:3") as seat:
        await seat.press("2")
        assert "查得 “卫计委”即省卫生计生委" in await detail(seat)
        assert "查得" in seat.text, "it stands above what may have to be scrolled to"
        chain = "沿革 省卫生计生委 → 2018 山西省卫生健康委员会（据《山西省机构改革方案》（2018年））"
        assert chain in await detail(seat)
        await seat.press("/", "end", "ctrl+u")
        await seat.paste("卫生计生委 序号:3")
        await seat.press("enter")
        assert "查得" not in await detail(seat), "it was found by its printed name"


async def test_a_register_that_cannot_be_read_is_said_in_the_detail(desk: Desk) -> None:
    (desk.folder / "shared").mkdir()
    (desk.folder / "shared" / "agencies.toml").write_text("[[agency]]\nname = 1", encoding="utf-8")
    async with desk.sit((140, 40)) as seat:
        await seat.press("2")
        assert "agencies.toml" in await detail(seat)
        await seat.press("/", "c", "z", "t", "enter", "escape", "/", *"牵头:卫", "tab")
        assert seat.main.prompts[Pane.TASKS].text == "牵头:省卫生计生委", "what is printed is completed all the same"
