"""What rows say: short forms, columns and marks, measured in cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.app.lines import pieces
from tui.app.panes import cells as table
from tui.app.panes import shown as cells
from tui.i18n import Texts
from tui.model.change import Note
from tui.model.document import Document, Kind, Section, Source
from tui.model.ledger import Entry
from tui.model.profile import SUPERVISION, Status
from tui.model.task import Due, Origin, Task

CHAPTER = Section("四", None, Kind.CHAPTER, "四", "加快制度创新", "加快制度创新", "　　四、")
ARTICLE = Section(
    "四/（一）", "四", Kind.ARTICLE, "（一）", "建设统一大市场", "建设统一大市场。健全规则。", "　　（一）"
)
OTHER = Section("四/（二）", "四", Kind.ARTICLE, "（二）", "扩大开放", "扩大开放。", "　　（二）")
PLAIN = Section("p1", "四", Kind.PARAGRAPH, None, None, "一段话。", "　　")
ANNEX = Section("附件", None, Kind.ANNEX, None, "附件", "附件", "　　")
TASK = Task(
    "附件#3",
    "3",
    3,
    "推进公立教育、医疗等事业单位分类改革",
    ("省编办", "省财政厅"),
    ("各市人民政府",),
    None,
    (),
    (),
    Origin("table", "line 1"),
)
NOTE = Note("n1", "d", "附件#3", "查", "li", "2016-06-18T10:00:00+08:00", None, "n1")


def entry(task: Task = TASK, status: str = "todo", *path: Section, star: bool = False, notes: int = 0) -> Entry:
    found = SUPERVISION.get(status)
    assert found is not None
    return Entry("d", task, path, found, star, (NOTE,) * notes)


def said(pieces: list[pieces.Piece]) -> str:
    return "".join(text for text, _ in pieces)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("省财政厅", 8, "省财政厅"),
        ("省财政厅", 7, "省财政…"),
        ("省财政厅", 6, "省财…"),
        ("省财政厅", 1, "…"),
        ("省财政厅", 0, ""),
    ],
)
def test_cut_counts_cells(text: str, width: int, expected: str) -> None:
    assert pieces.cut(text, width) == expected


@given(st.text(st.characters(exclude_categories=["C", "M"]), max_size=60), st.integers(0, 60), st.booleans())
def test_pad_takes_exactly_its_cells(text: str, width: int, right: bool) -> None:
    assert cell_len(pieces.pad(text, width, right=right)) == width


@pytest.mark.parametrize(
    ("names", "width", "first", "expected"),
    [
        ((), 10, 0, ""),
        (("省编办",), 12, 0, "省编办"),
        (("省编办", "省财政厅"), 12, 0, "省编办等2"),
        (("省发展改革委", "省商务厅", "省工商局", "省法制办"), 12, 0, "省发展改…等4"),
        (("省编办", "省财政厅"), 13, 1, "…省财政厅等2"),
        (("省\u202e办",), 14, 0, "省⟨U+202E⟩办"),
    ],
)
def test_bodies_in_short(names: tuple[str, ...], width: int, first: int, expected: str) -> None:
    assert table.bodies(names, width, first=first) == expected


@pytest.mark.parametrize(
    ("width", "due", "expected"),
    [
        (48, False, "chosen star no text leads status notes"),
        (34, False, "chosen star no text status notes"),
        (80, False, "chosen star no text leads basis status notes"),
        (100, True, "chosen star no text leads basis due status notes"),
        (140, True, "chosen star no text leads participants basis due status notes"),
    ],
)
def test_columns_come_where_the_width_allows(width: int, due: bool, expected: str) -> None:
    assert " ".join(column.name for column in table.columns(width, due=due)) == expected


@given(st.integers(30, 300), st.integers(2, 6), st.booleans(), st.booleans())
def test_columns_fill_the_width_and_no_more(width: int, number: int, due: bool, several: bool) -> None:
    shown = table.columns(width, number=number, due=due, several=several)
    assert sum(column.width for column in shown) + len(shown) - 1 == width
    assert several == any(column.name == "doc" for column in shown)


@given(st.integers(30, 200), st.text(st.characters(exclude_categories=["C", "M"]), max_size=80), st.integers(0, 99))
def test_a_row_is_as_wide_as_its_columns(width: int, text: str, notes: int) -> None:
    row = table.task_row(entry(TASK._replace(text=text), notes=notes), table.columns(width))
    assert cell_len(said(row)) == width


def test_a_row_says_number_words_lead_status_and_notes() -> None:
    row = table.task_row(entry(TASK, "active", ARTICLE, CHAPTER, star=True, notes=2), table.columns(80), chosen=True)
    assert said(row).split() == [
        "✓",
        "★",
        "3",
        "推进公立教育、医疗等事业单位分类…",
        "省编办等2",
        "四（一）",
        "◐",
        "推进中",
        "2",
    ]
    assert ("★", "star") in [(text.strip(), style) for text, style in row]
    assert [text for text, style in row if style == "status-active"] == ["◐ 推进中 "]


@pytest.mark.parametrize(
    ("status", "style"),
    [
        (SUPERVISION.statuses[3], "status-done"),
        (Status("hold", "h", "挂起", "on hold", "□"), "status-todo"),
        (Status("void", "v", "作废", "void", "■", closed=True), "status-done"),
    ],
)
def test_a_status_of_another_profile_has_a_style_too(status: Status, style: str) -> None:
    assert table.status_style(status) == style


def test_hits_are_marked_on_the_characters_themselves() -> None:
    def spans(column: str, text: str) -> list[pieces.Span]:
        word = {"text": "医疗", "leads": "财政"}.get(column, "—")
        return [(text.index(word), text.index(word) + 2)] if word in text else []

    row = table.task_row(entry(), table.columns(80), spans=spans)
    assert [text for text, style in row if "hit" in style] == ["医疗", "财政"]
    assert "省财政厅等2" in said(row), "the lead that was hit stands for all"


def test_a_hit_in_what_was_cut_off_marks_nothing() -> None:
    row = table.task_row(entry(), table.columns(34), spans=lambda column, text: [(12, 14)] if column == "text" else [])
    assert not [text for text, style in row if "hit" in style]


def test_the_marks_of_a_body_end_where_it_is_cut() -> None:
    task = TASK._replace(leads=("省人力资源社会保障厅", "省财政厅"))
    cell = table.cell(entry(task), table.Column("leads", 13), spans=lambda _, text: [(1, len(text))])
    assert [text for text, style in cell if "hit" in style] == ["人力资"]
    assert "".join(text for text, _ in cell) == "省人力资…等2 "


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [("甲乙丙丁", "s")]),
        ([(1, 2)], [("甲", "s"), ("乙", "s hit"), ("丙丁", "s")]),
        ([(2, 9), (0, 1)], [("甲", "s hit"), ("乙", "s"), ("丙丁", "s hit")]),
        ([(0, 3), (1, 2)], [("甲乙丙", "s hit"), ("丁", "s")]),
    ],
)
def test_highlight_cuts_at_the_spans(spans: list[pieces.Span], expected: list[pieces.Piece]) -> None:
    assert pieces.highlight("甲乙丙丁", spans, "s") == expected


@pytest.mark.parametrize(
    ("numbers", "expected"), [([], ""), ([3], "3"), ([3, 4], "3–4"), ([6, 3, 4, 5, 9], "3–6,9"), ([1, 1, 3], "1,3")]
)
def test_ranges(numbers: list[int], expected: str) -> None:
    assert cells.ranges(numbers) == expected


def test_progress_counts_a_task_in_its_article_and_in_what_that_stands_in() -> None:
    entries = [
        entry(TASK, "done", ARTICLE, CHAPTER),
        entry(TASK, "todo", ARTICLE, CHAPTER),
        entry(TASK, "stopped", OTHER, CHAPTER),
    ]
    assert cells.progress(entries) == {"四/（一）": (1, 2), "四/（二）": (1, 1), "四": (2, 3)}


def test_margins_say_which_tasks_rest_on_an_article_and_where_notes_hang() -> None:
    second = TASK._replace(id="附件#4", no="4")
    entries = [entry(TASK, "done", ARTICLE, star=True, notes=1), entry(second, "todo", ARTICLE)]
    assert cells.margins(entries, {"四/（一）": 2, "四": 1}) == {
        "四/（一）": "▪3–4 ✎2",
        "四": "✎1",
        "附件#3": "★● ✎1",
        "附件#4": "○",
    }


def test_the_outline_holds_headings_alone_and_knows_what_they_stand_in() -> None:
    document = Document(
        "d", "题", True, None, None, None, Source("x", "0", "txt", None), (CHAPTER, PLAIN, ARTICLE, OTHER, ANNEX), ()
    )
    found = [(node.section.id, node.above, node.branch) for node in cells.outline(document)]
    assert found == [
        ("四", (), True),
        ("四/（一）", ("四",), False),
        ("四/（二）", ("四",), False),
        ("附件", (), False),
    ]


@pytest.mark.parametrize(
    ("section", "above", "branch", "folded", "noted", "progress", "expected"),
    [
        (CHAPTER, (), True, False, False, None, "▾ 四、加快制度创新          "),
        (CHAPTER, (), True, True, False, (2, 14), "▸ 四、加快制度创新      2/14"),
        (ARTICLE, ("四",), False, False, True, (0, 3), "   （一）建设统一大市… ✎ 0/3"),
        (ANNEX, (), False, False, False, None, "  附件                      "),
    ],
)
def test_a_line_of_the_outline(
    section: Section,
    above: tuple[str, ...],
    branch: bool,
    folded: bool,
    noted: bool,
    progress: tuple[int, int] | None,
    expected: str,
) -> None:
    node = cells.Node(section, above, branch)
    row = cells.outline_row(node, 28, progress=progress, folded=folded, noted=noted)
    assert cell_len(said(row)) == 28
    assert said(row) == expected


def test_the_header_names_the_columns() -> None:
    shown = table.columns(100, due=True)
    assert "主要任务" in said(table.task_header(shown, Texts("zh")))
    assert cell_len(said(table.task_header(shown, Texts("en")))) == 100


def test_a_deadline_is_shown_in_its_own_words() -> None:
    row = table.task_row(entry(TASK._replace(due=Due("2016年6月底前", "2016-06-30"))), table.columns(120, due=True))
    assert "2016年6月底前" in said(row)
