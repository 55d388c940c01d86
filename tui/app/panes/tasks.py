"""The table of tasks: one line a task, any number of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import ClassVar, cast

from rich.cells import cell_len
from textual.reactive import reactive

from tui.app.lines.pieces import Piece, Spans, cut_within
from tui.app.lines.rows import LineList
from tui.app.panes import cells
from tui.export.lights import days_words
from tui.i18n import Texts
from tui.model.ledger import Entry, Key, Ledger, Look
from tui.model.timing import DEFAULT, Rules, Timing, timing

_STATUSES = frozenset(f"status-{key}" for key in cells.KNOWN_STATUSES)
_SAMPLE = 100
"""The widths of chosen columns are taken from so many rows."""
_LEAST, _MOST = 6, 20
"""Cells of a column of details."""
_OWN = frozenset({"star", "late", "soon"})


class TaskTable(LineList):
    """The tasks of a ledger in columns that fit the width; `show` replaces them and repaints only what changed."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"tasks--{name}" for name in _STATUSES | _OWN}
    DEFAULT_CSS = """
    TaskTable > .tasks--star { color: $text-warning; }
    TaskTable > .tasks--status-active { color: $text-warning; }
    TaskTable > .tasks--status-review { color: $text-secondary; }
    TaskTable > .tasks--status-done { color: $text-success; }
    TaskTable > .tasks--status-stopped { color: $text-error; }
    TaskTable > .tasks--late { color: $text-error; }
    TaskTable > .tasks--soon { color: $text-warning; }
    """

    header_height: ClassVar[int] = 1

    cell: reactive[str] = reactive("leads", repaint=False, init=False)
    """Name of the column whose cell the cursor is on."""

    def __init__(
        self,
        texts: Texts,
        today: Callable[[], date],
        rules: Callable[[], Rules] = lambda: DEFAULT,
        called: Callable[[str, int], str] = cut_within,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """`called` gives the name of a document, from its id, in so many cells."""
        super().__init__(id=id)
        self._texts = texts
        self._called = called
        self._today = today
        self._rules = rules
        self._ledger = Ledger()
        self._held: frozenset[Key] = frozenset()
        self._spans: Spans | None = None
        self._columns: tuple[cells.Column, ...] = ()
        self._columns_for: tuple[object, ...] = ()
        self._look = Look()
        self._order: tuple[str, bool] | None = None
        self._chosen: tuple[str, ...] = ()
        self._chosen_cells: dict[str, int] = {}

    # What it shows

    @property
    def ledger(self) -> Ledger:
        """The tasks shown."""
        return self._ledger

    @property
    def current(self) -> Entry | None:
        """The task the cursor is on; None where there are none."""
        return self._ledger[self.cursor] if self._ledger else None

    def show(self, ledger: Ledger, spans: Spans | None = None, held: frozenset[Key] = frozenset()) -> None:
        """Show these tasks, with the hits that `spans` finds; the cursor stays on its task where it can.

        Those `held` are dim: the filter leaves them out, and they stand only until the cursor moves.
        """
        with self.replacing():
            self._ledger, self._spans, self._held = ledger, spans, held
            self._measure()

    def sorted_by(self, order: tuple[str, bool] | None) -> None:
        """Say in the header by which order (`no`, whether down) the rows stand; None for that of the document."""
        if order != self._order:
            self._order = order
            self.refresh_header()

    def want(self, chosen: Sequence[str]) -> None:
        """Show these further columns too, as far as there is room for them."""
        if tuple(chosen) != self._chosen:
            self._chosen = tuple(chosen)
            self._measure_chosen()
            self.refresh()

    @property
    def missing_columns(self) -> tuple[str, ...]:
        """The columns asked for that the present width has no room for."""
        shown = {column.name for column in self.shown_columns}
        return tuple(name for name in self._chosen if name not in shown)

    def name_of(self, column: str) -> str:
        """What a column is called."""
        return cells.column_name(column, self._texts)

    def _measure_chosen(self) -> None:
        """The cells of the chosen columns, after the first rows: what is longer is cut."""
        self._chosen_cells = dict.fromkeys(self._chosen, 0)
        for name in self._chosen:
            if name.startswith(cells.DETAIL):
                printed = name.removeprefix(cells.DETAIL)
                said = ("；".join(entry.task.detail(printed)) for entry in self._ledger[:_SAMPLE])
                widest = max(map(cell_len, said), default=0)
                self._chosen_cells[name] = max(min(widest, _MOST), min(cell_len(printed), _MOST), _LEAST)

    def use_texts(self, texts: Texts) -> None:
        """Speak another language."""
        self._texts = texts
        self._columns_for = ()
        self.refresh()

    def _measure(self) -> None:
        """The widest number, whether there are deadlines, and several documents: all that the layout asks."""
        look = self._ledger.look
        before = self._chosen_cells
        self._measure_chosen()
        if look != self._look or before != self._chosen_cells:
            self._look = look
            self.refresh()  # the header too

    # Cells

    @property
    def shown_columns(self) -> tuple[cells.Column, ...]:
        """The columns that the present width shows."""
        return self._layout(self.line_width)

    def _layout(self, width: int) -> tuple[cells.Column, ...]:
        wanted = (width, self._look, self._texts.lang, tuple(self._chosen_cells.items()))
        if wanted != self._columns_for:
            status = 8 if self._texts.lang == "zh" else 9
            look = self._look
            self._columns = cells.columns(
                width,
                number=max(2, min(6, look.number)),
                status=status,
                due=look.due,
                several=look.several,
                percent=look.percent,
                chosen=self._chosen_cells,
            )
            self._columns_for = wanted
        return self._columns

    def move_cell(self, steps: int) -> None:
        """Go to the cell so many columns to the right, or to the left where negative."""
        names = [column.name for column in self.shown_columns if column.name != "chosen"]
        at = names.index(self.cell) if self.cell in names else 0
        self.cell = names[max(0, min(at + steps, len(names) - 1))]

    def watch_cell(self) -> None:
        """Repaint the row of the cursor."""
        self.refresh_index(self.cursor)

    # Rows

    @property
    def row_count(self) -> int:
        """How many tasks there are."""
        return len(self._ledger)

    def row_key(self, index: int) -> Hashable:
        """Document and task."""
        return self._ledger[index].key

    def index_of(self, key: Hashable) -> int | None:
        """Index of the task of this key; None where it is not shown."""
        return self._ledger.index_of(cast("tuple[str, str]", key))

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """One task in its columns."""
        entry, columns = self._ledger[index], self._layout(width)
        stands = timing(entry.case, self._today(), self._rules())
        cells_of = {column.name: column.width for column in columns}
        named = cells_of.get("doc", 0)
        return cells.task_row(
            entry,
            columns,
            self._texts.lang,
            self._spans,
            chosen=entry.key in self._selected,
            current=self.cell if index == self.cursor and self.has_focus else "",
            held=entry.key in self._held,
            stands=stands,
            days=self._late_words(stands, cells_of.get("due", 0)),
            doc=self._called(entry.doc, named) if named else "",
        )

    def _late_words(self, stands: Timing, width: int) -> str:
        """How late an open task is: `▲逾期 12 天`, or `▲逾 120 天` in little room; empty where it is not."""
        if stands.overdue_days is None:
            return ""
        words = days_words(stands, self._texts)
        return words if cell_len(words) <= width else self._texts("time.overdue_short", days=stands.overdue_days)

    def header_pieces(self, width: int) -> Sequence[Piece]:
        """The names of the columns."""
        return cells.task_header(self._layout(width), self._texts, self._order)

    def component_of(self, name: str) -> str:
        """The table has styles of its own for statuses and stars."""
        return f"tasks--{name}" if name in _STATUSES | _OWN else super().component_of(name)
