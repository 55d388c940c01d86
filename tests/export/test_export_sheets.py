"""Tables for a terminal, a pipe, a spreadsheet and Markdown: nothing lost, nothing live, nothing too wide."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.export.comma import guarded, to_csv
from tui.export.markdown import escaped, to_markdown
from tui.export.plain import NARROW, print_columns, to_lines, wrapped
from tui.export.sheet import Sheet
from tui.model.text import visible

CHINESE = st.text(alphabet="财政厅省发展改革委、，。（）“”abc 12\n", max_size=60)
ANY = st.text(max_size=60)


def sheets(cells: st.SearchStrategy[str]) -> st.SearchStrategy[Sheet]:
    rows = st.lists(st.tuples(cells, cells, cells), max_size=4)
    return rows.map(lambda found: Sheet.of(("序号", "主要任务", "参加"), found))


def columns(sheet: Sheet, width: int, *, colour: bool = False) -> str:
    out = io.StringIO()
    print_columns(sheet, out, width, colour)
    return out.getvalue()


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+8610", "'+8610"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("省财政厅", "省财政厅"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_a_spreadsheet_computes_nothing_that_a_person_wrote(cell: str, shown: str) -> None:
    assert guarded(cell) == shown


@given(sheets(ANY))
def test_csv_reads_back_as_it_was_shown(sheet: Sheet) -> None:
    heading, *rows = csv.reader(io.StringIO(to_csv(sheet), newline=""))
    assert tuple(heading) == sheet.headings
    assert [tuple(row) for row in rows] == [tuple(map(guarded, row)) for row in sheet.rows]


@given(sheets(ANY))
def test_markdown_has_one_line_a_row_and_no_cell_ends_early(sheet: Sheet) -> None:
    lines = to_markdown(sheet).split("\n")[:-1]
    assert len(lines) == 2 + len(sheet.rows)
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in lines} == {4}


def test_markdown_shows_markup_as_text() -> None:
    assert escaped("*a* <b> [x](y) `c` a|b") == r"\*a\* \<b\> \[x\](y) \`c\` a\|b"
    assert escaped("一\n二") == "一<br>二"


@given(sheets(ANY))
def test_a_line_a_row_for_grep(sheet: Sheet) -> None:
    lines = "".join(to_lines(sheet)).split("\n")
    assert len(lines) == 1 + len(sheet.rows)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\uf8ff]", "".join(lines))


def test_a_line_names_its_columns_but_the_first_two() -> None:
    sheet = Sheet.of(("no.", "task", "lead", "due"), [("1", "build", "省财政厅", None)])
    assert list(to_lines(sheet, ": ")) == ["1  build  lead: 省财政厅\n"]


@settings(max_examples=60)
@given(sheets(CHINESE), st.integers(NARROW, 160))
def test_columns_fit_the_terminal_and_lose_no_character(sheet: Sheet, width: int) -> None:
    shown = columns(sheet, width)
    assert max((cell_len(line) for line in shown.splitlines()), default=0) <= width

    def letters(text: str) -> list[str]:
        return sorted(re.sub(r"[\s─]", "", text))

    used = sheet.without_empty()
    assert letters(shown) == letters("".join(used.headings) + "".join(map("".join, used.rows)))


@given(CHINESE, st.integers(4, 40))
def test_wrapping_loses_nothing_and_is_never_too_wide(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert "".join(lines) == text.replace("\n", "")
    assert all(cell_len(line) <= width for line in lines)


def test_lines_do_not_begin_with_what_may_not_begin_one() -> None:
    assert list(wrapped("省财政厅、省教育厅", 8)) == ["省财政", "厅、省教", "育厅"]
    assert list(wrapped("省财政（厅）", 8)) == ["省财政", "（厅）"]
    assert list(wrapped("））））））", 4)) == ["））", "））", "））"]


def test_markup_in_a_cell_is_text_at_a_terminal() -> None:
    sheet = Sheet.of(("no.", "text"), [("1", "[/x] [@click=app.quit]y [bold]z :smile: \x1b[2J")])
    assert "[/x] [@click=app.quit]y [bold]z :smile: ⟨U+001B⟩[2J" in columns(sheet, 100, colour=True)
    assert "\x1b" not in columns(sheet, 100)


@given(ANY)
def test_every_cell_is_fit_to_show(text: str) -> None:
    ((cell,),) = Sheet.of(("a",), [(text,)]).rows
    assert cell == visible(text, lines=True)
