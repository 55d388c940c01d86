"""The report of an import: what the reader was not sure of, each with its place, to be looked at and corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Static

from tui.app.dialogs.dialog import Dialog, Moves
from tui.app.dialogs.narrowed import moves_through
from tui.app.lines.labelled import wrapped
from tui.app.lines.pieces import Piece, cut
from tui.app.lines.rows import LineList
from tui.export.records import warning_words
from tui.i18n import Texts, place_words
from tui.model.document import Kind
from tui.model.text import visible
from tui.workspace.looked import key_of
from tui.workspace.report import Finding, Group, Report

SIGNS = {Group.CHECK: "?", Group.DROPPED: "-", Group.TOLD: "i"}


class Line(NamedTuple):
    """One row: a finding, or a task that people corrected."""

    sign: str
    where: str
    words: str
    finding: Finding | None = None
    place: str = ""
    """Id of the task or section, where it is known."""

    @property
    def leads_somewhere(self) -> bool:
        """Whether it names a place, here or in the file."""
        return bool(self.place or (self.finding and self.finding.doubt.where))


NO_LINE = Line("", "", "")
"""For what is asked of the document as a whole."""


class Asked(NamedTuple):
    """What the person wants done about a row."""

    line: Line
    what: str
    """`look`, `correct`, `add`, `roles` or `progress`."""


class Lines(LineList):
    """The rows of the report; what one has looked at is ticked and dim."""

    def __init__(self, rows: Sequence[Line], ticked: frozenset[str]) -> None:
        super().__init__()
        self.rows = tuple(rows)
        self.ticked = ticked

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def row_key(self, index: int) -> Hashable:
        """A row is known by its number."""
        return index

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """The sign, the place and the words."""
        row = self.rows[index]
        seen = row.finding is not None and key_of(row.finding) in self.ticked
        head = f" {'✓' if seen else row.sign} "
        where = f"{visible(row.where)}  " if row.where else ""
        return [
            (head, ""),
            (where, "dim"),
            (cut(visible(row.words), max(8, width - cell_len(head) - cell_len(where) - 1)), "dim" if seen else ""),
        ]


class ReportScreen(Dialog[Asked]):
    """How a document was read; answers with what is to be done about a row, or None."""

    CSS = """
    ReportScreen { align: center middle; background: transparent; }
    ReportScreen > Vertical { width: 96%; height: 92%; border: round $primary; padding: 0 1; }
    ReportScreen Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    ReportScreen .-title { text-style: bold; }
    ReportScreen Lines { height: 1fr; }
    ReportScreen .-whole { height: 4; border-top: solid ansi_bright_black; }
    """

    def __init__(
        self, report: Report, texts: Texts, ticked: frozenset[str], tick: Callable[[Finding], frozenset[str]]
    ) -> None:
        """`ticked` are the keys of what was looked at; `tick` turns one and answers with all of them."""
        super().__init__()
        self._report = report
        self._texts = texts
        self._tick = tick
        self._list = Lines(list(_rows(report, texts)), ticked)
        self._counts = Static(markup=False)
        self._whole = Static(classes="-whole", markup=False)

    def compose(self) -> ComposeResult:
        """Title, counts, rows, the whole of the row under the cursor, keys."""
        with Vertical():
            yield Static(
                self._texts("app.report", title=visible(self._report.document.title)), classes="-title", markup=False
            )
            yield self._counts
            yield self._list
            yield self._whole
            yield Static(self._texts("app.report_keys" if self._list.rows else "app.report_keys_none"), markup=False)

    def on_mount(self) -> None:
        """The cursor stands on the first row."""
        self._list.focus()
        self._counts.update(_counts(self._report, self._texts, self._list.ticked))
        self.call_after_refresh(self._tell)

    def on_resize(self) -> None:
        """Another width breaks lines elsewhere."""
        self.call_after_refresh(self._tell)

    def on_line_list_cursor_moved(self, event: LineList.CursorMoved) -> None:
        """The whole row is told below."""
        event.stop()
        self._tell()

    def _tell(self, said: str = "") -> None:
        row = self._list.rows[self._list.cursor] if self._list.rows else None
        said = said or (f"{row.where}  {row.words}".strip() if row else self._texts("app.report_empty"))
        self._whole.update("\n".join(wrapped(said, max(20, self._whole.size.width))))

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A second click looks at it."""
        event.stop()
        self._ask("look")

    def on_key(self, event: Key) -> None:
        """Move, look, correct, leave."""
        self.press(event, self._moves)

    @property
    def _moves(self) -> Moves:
        return {
            **moves_through(self._list),
            "enter": partial(self._ask, "look"),
            "space": self._turn,
            "p": partial(self.dismiss, Asked(NO_LINE, "progress")),
            "c": partial(self._ask, "correct"),
            "a": partial(self._ask, "add"),
            "r": partial(self._ask, "roles"),
            "escape": partial(self.dismiss, None),
            "q": partial(self.dismiss, None),
            "W": partial(self.dismiss, None),
        }

    def _turn(self) -> None:
        """What is under the cursor was looked at, or is to be looked at again; then on to the next."""
        finding = self._list.rows[self._list.cursor].finding if self._list.rows else None
        if finding is not None:
            self._list.ticked = self._tick(finding)
            self._list.refresh_index(self._list.cursor)
            self._counts.update(_counts(self._report, self._texts, self._list.ticked))
            self._list.move(1)

    def _ask(self, what: str) -> None:
        if not self._list.rows:
            return
        line = self._list.rows[self._list.cursor]
        if what == "look" and not line.leads_somewhere:
            self._tell(self._texts("app.report_of_all"))
        else:
            self.dismiss(Asked(line, what))


def _rows(report: Report, texts: Texts) -> Sequence[Line]:
    """The findings, then what people corrected."""
    rows = [
        Line(
            SIGNS[each.group], place_words(each.doubt.where, texts), warning_words(each.doubt, texts), each, each.place
        )
        for each in report.findings
    ]
    for place, fields in report.corrected.items():
        task = report.document.task(place)
        words = texts("app.listed_by").join(texts(f"app.field.{field}") for field in fields)
        name = f"{task.no or f'#{task.ordinal}'} {task.text}" if task else place
        rows.append(Line("✓", "", texts("app.report_corrected", task=name, fields=words), None, place))
    return rows


def _counts(report: Report, texts: Texts, ticked: frozenset[str]) -> str:
    """How much was read, and how much of it asks for a look and was not looked at."""
    left = Counter(each.group for each in report.findings if key_of(each) not in ticked)
    document = report.document
    read = texts(
        "app.report_read",
        sections=document.count(Kind.CHAPTER, Kind.SECTION),
        articles=document.count(Kind.ARTICLE),
        tasks=len(document.tasks),
    )
    groups = [texts(f"app.report.{group.value}", count=left[group]) for group in Group if report.count(group)]
    corrected = [texts("app.report_corrections", count=len(report.corrected))] if report.corrected else []
    return "   ".join([read, *groups, *corrected])
