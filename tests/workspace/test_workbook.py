"""The ledger as a workbook: what offices expect of one, nothing live in it, the same bytes for the same state."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import HOSTILE
from tests.workspace.conftest import Office
from tui.export.ledger_table import LedgerTable
from tui.export.workbook import sheet_name
from tui.i18n import Texts
from tui.model.ledger_form import LONGEST
from tui.model.text import visible
from tui.workspace import Workspace

NAMES = [
    "序号",
    "任务",
    "牵头",
    "参加",
    "时限",
    "状态",
    "进度",
    "进展情况",
    "存在问题",
    "下一步",
    "逾期天数",
    "灯",
    "批注",
    "来源条款",
]


@pytest.fixture
def wang(office: Office) -> Workspace:
    workspace = office.enter("王芳")
    workspace.set_due([("plan", "附件#1")], "2026-12-31")
    workspace.report(
        ("plan", "附件#2"), percent=40, text='=HYPERLINK("x")', problem="已\x1b[2J", next_step="字" * 20_000
    )
    return workspace


def test_it_is_what_an_office_expects(wang: Workspace, tmp_path: Path) -> None:
    wang.export(tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 8) if sheet.cell(row, 1).value == "序号")
    names = [cell.value for cell in sheet[head]]
    assert names[: len(NAMES)] == NAMES
    assert [cell.value for cell in sheet["B"]][head:] == ["清理地方保护", "落实财税政策", visible(HOSTILE).strip()]
    columns = {name: at for at, name in enumerate(names)}
    due = sheet.cell(head + 1, columns["时限"] + 1)
    assert due.value in {datetime(2026, 12, 31), date(2026, 12, 31)}
    assert sheet.cell(head + 2, columns["进度"] + 1).value == 0.4
    assert sheet.cell(head + 2, columns["灯"] + 1).value == "红"
    assert sheet.freeze_panes == f"C{head + 1}"
    assert sheet.auto_filter.ref.startswith(f"A{head}:")
    assert sheet.print_title_rows == f"${head}:${head}"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"未启动,推进中,待审核,已办结,已中止"'
    hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    assert hidden
    assert len(book.worksheets[1]._charts) == 1


def test_no_cell_is_a_formula_and_nothing_is_lost(wang: Workspace, tmp_path: Path) -> None:
    wang.export(tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}
    words = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert '=HYPERLINK("x")' in words
    assert "已⟨U+001B⟩[2J" in words
    assert max(map(len, words)) <= LONGEST


def test_very_long_words_go_on_on_a_sheet_of_their_own(office: Office, tmp_path: Path) -> None:
    workspace = office.enter("王芳")
    long = "x" * 60_000
    workspace.add_note("plan", "附件#1", long)
    workspace.export(tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    assert long in "".join(str(row[1].value) for row in book.worksheets[-1].iter_rows())
    assert workspace.open_merge(tmp_path / "a.xlsx").items[0].state == "same"
    sheet, at = book.worksheets[0], NAMES.index("批注") + 1
    cell = next(sheet.cell(row, at) for row in range(1, 12) if str(sheet.cell(row, at).value).startswith("xxx"))
    cell.value = f"y{cell.value}"
    book.save(tmp_path / "b.xlsx")
    assert workspace.open_merge(tmp_path / "b.xlsx").items[0].state == "unknown"


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.json", "a.csv", "a.html", "a.md"])
def test_the_same_state_at_the_same_moment_gives_the_same_bytes(name: str, office: Office, tmp_path: Path) -> None:
    office.enter("王芳").mark([("plan", "附件#1")], office.enter("王芳").profile.parse("done"))
    moment = office.time
    found = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        workspace = office.enter("王芳")
        workspace.now = lambda: moment
        workspace.export(tmp_path / folder / name)
        found.append((tmp_path / folder / name).read_bytes())
    assert found[0] == found[1]


def test_a_demo_says_that_it_is_one_and_counts_are_those_of_the_board(office: Office, tmp_path: Path) -> None:
    workspace = office.enter("王芳")
    workspace.mark([("plan", "附件#1")], workspace.profile.parse("done"))
    workspace.export(tmp_path / "a.xlsx")
    figures = [[cell.value for cell in row] for row in load_workbook(tmp_path / "a.xlsx").worksheets[1].iter_rows()]
    whole = workspace.board("", workspace.ledger()).whole
    assert figures[1][:5] == [whole.total, whole.closed, whole.overdue, whole.due_soon, whole.percent / 100]
    for group in workspace.stats("", workspace.ledger(), "lead").groups:
        row = next(row for row in figures if row[0] == group.name)
        assert row[1] == group.tally.total
        assert row[-4:] == [group.tally.closed, group.tally.overdue, group.tally.due_soon, group.tally.percent / 100]


def test_a_task_that_was_closed_late_is_not_overdue(office: Office) -> None:
    """Its days stood in the column of those that are, and the figures did not count it."""
    workspace = office.enter("王芳")
    workspace.set_due([("plan", "附件#1")], "2026-11-01")
    workspace.mark([("plan", "附件#1")], workspace.profile.parse("done"))
    table = LedgerTable(workspace.ledger(), Texts("zh"), workspace.now().date(), workspace.profile)
    row = dict(zip(table.headings(), next(iter(table.rows())).cells, strict=True))
    assert (row["逾期天数"], row["灯"]) == (None, "办结时逾期 22 天")


def test_a_file_gets_a_name_that_every_system_takes(office: Office) -> None:
    workspace = office.enter("王芳")
    assert workspace.export_name(["plan"]) == "台账-实施意见-20261123.xlsx"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("省财政厅/税务局", "省财政厅／税务局"),
        ("[x]:*?\\", "［x］：＊？＼"),
        ("", "1"),
        ("长" * 40, "长" * 31),
        ("a\nb", "a b"),
    ],
)
def test_a_sheet_has_a_name_that_it_may_have(name: str, told: str) -> None:
    assert sheet_name(name, ()) == told
    assert sheet_name(name, {told.lower()}) != told
    assert len(sheet_name(name, {told.lower()})) <= 31
