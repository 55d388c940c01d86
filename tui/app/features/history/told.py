"""The history, step by step: by task, by person, by day; a batch can be opened, and any point can be looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.app.beside import beside
from tui.app.dialogs.dialog import Moves
from tui.app.dialogs.narrowed import Listing
from tui.app.dialogs.picker import Spans
from tui.app.lines.pieces import Piece, cut, highlight
from tui.app.lines.rows import LineList
from tui.app.panes.field import Field
from tui.export.history import Aloud
from tui.i18n import minute
from tui.model.change import Change
from tui.model.history import Step, Told, Wanted, steps
from tui.model.text import visible

Answer: TypeAlias = tuple[Change, bool]
"""The Change that was chosen, and whether to look at what was so just after it rather than to go to its place."""

NARROW = 90
"""Cells of a line under which the titles of documents are cut, so that what was done is read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a step, or one Change of a step that was opened."""

    step: Step
    part: bool = False

    @property
    def key(self) -> tuple[str, str, bool]:
        """What tells it from all others."""
        return self.step.last.author, self.step.last.stamp, self.part


class Steps(LineList):
    """The steps, the latest first."""

    def __init__(self, aloud: Aloud) -> None:
        super().__init__()
        self._aloud = aloud
        self._rows: Sequence[Row] = ()
        self._spans: Spans | None = None
        self._lines: dict[Hashable, str] = {}
        self.named = True
        """Whether each line names its document: not where they are of one alone."""
        self.opened: set[Hashable] = set()

    def show(self, found: Sequence[Step], spans: Spans | None) -> None:
        """Show these steps, with what was typed marked on them."""
        rows: list[Row] = []
        for step in reversed(found):
            rows.append(Row(step))
            if rows[-1].key in self.opened:
                rows += [Row(part, part=True) for part in reversed(step.opened())]
        with self.replacing():
            self._rows, self._spans = rows, spans
        self.refresh()

    @property
    def current(self) -> Row | None:
        """The row of the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def go_to_stamp(self, stamp: str) -> None:
        """Put the cursor on the step that holds this Change."""
        at = next((at for at, row in enumerate(self._rows) if stamp in {row.step.last.stamp, row.step.first.stamp}), 0)
        self.go_to(at)

    @property
    def head(self) -> Row | None:
        """The batch that the row of the cursor is, or belongs to; None where it is none."""
        row = next((row for row in self._rows[self.cursor :: -1] if not row.part), None) if self._rows else None
        return row if row and len(row.step.parts) > 1 else None

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def row_key(self, index: int) -> Hashable:
        """A row is known by who did it and when."""
        return self._rows[index].key

    def line(self, step: Step) -> str:
        """A step in one line: who, where, what and why; the time stands before it, and a status speaks for itself."""
        key = (step.last.author, step.last.stamp, len(step.parts), self.line_width < NARROW, self.named)
        if key not in self._lines:
            self._lines[key] = self._line(step)
        return self._lines[key]

    def _line(self, step: Step) -> str:
        several = self._aloud.several and self.named
        aloud = replace(self._aloud, narrow=self.line_width < NARROW, several=several)
        because = step.last.because
        said = f"{aloud.who(step.last)}  {aloud.step_line(step)}"
        return said + aloud.texts("cli.aside", words=because) if because else said

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """The time, a sign where there is more to open, and the line, what was typed marked."""
        row = self._rows[index]
        several = len(row.step.parts) > 1
        sign = "  └ " if row.part else f" {'▾' if row.key in self.opened else '▸'} " if several else "   "
        time = minute(row.step.last.at)
        text = cut(visible(self.line(row.step)), max(0, width - len(time) - len(sign) - 1))
        return [(f" {time}", "dim"), (sign, ""), *highlight(text, self._spans(text) if self._spans else (), "")]


def _step_of(told: Sequence[Told], name: str | None) -> Step | None:
    """The step of this name."""
    return next((step for step in reversed(steps(told)) if step.last.step == name), None) if name is not None else None


class History(Listing[Answer]):
    """What was done to a document; answers with the Change that was chosen."""

    _list: Steps
    CSS = """
    History { align: center middle; background: transparent; }
    History > Vertical { width: 96%; height: 90%; border: round $primary; padding: 0 1; }
    History Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    History .-title { text-style: bold; }
    History Input { height: 1; border: none; padding: 0; background: $surface; display: none; }
    History Steps { height: 1fr; }
    """

    def __init__(
        self,
        told: Sequence[Told],
        aloud: Aloud,
        needle: Callable[[str], Spans],
        *,
        doc: str = "",
        at: str = "",
        undone: str | None = None,
        again: Callable[[], tuple[Sequence[Told], str | None]],
    ) -> None:
        """`doc` is the document that is told of, with what is of all; of all where it is empty. `at` is a stamp.

        `undone` is the step that an undo would take back, of whatever document. `again` reads what was told, and that
        step, anew.
        """
        super().__init__()
        self._doc = doc
        self._only = doc
        self._told = told
        self._aloud = aloud
        self._needle = needle
        self._at = at
        self._wanted = Wanted()
        self._again = again
        self._undone = _step_of(told, undone)
        self._next = Static(markup=False)
        self._title = Static(classes="-title", markup=False)
        self._field = Field(placeholder=aloud.texts("app.history_placeholder"), compact=True)
        self._list = Steps(aloud)

    def compose(self) -> ComposeResult:
        """Title, field, steps, keys."""
        with Vertical():
            yield self._title
            self._field.cursor_blink = False
            yield self._field
            yield self._list
            yield self._next
            yield Static(self._aloud.texts("app.history_keys"), markup=False)

    def _next_undone(self) -> str:
        """What an undo would take back: it may be of another document than the one that is told of."""
        texts, step = self._aloud.texts, self._undone
        if step is None:
            return texts("app.history_undo_none")
        return visible(texts("app.history_undo", what=f"{minute(step.last.at)} {self._aloud.step_line(step)}"))

    def on_mount(self) -> None:
        """The cursor starts on the point one looks at, else on the latest."""
        self._list.focus()
        self._refresh()
        if self._at:
            self.call_after_refresh(self._list.go_to_stamp, self._at)

    def _refresh(self) -> None:
        """Show the steps that are wanted, and say which these are."""
        told = (each for each in self._told if not self._only or each[0].doc in {self._only, ""})
        found = steps(filter(self._wanted, told))
        word = self._field.value.strip()
        spans = self._needle(word) if word else None
        if spans is not None:
            found = [step for step in found if spans(visible(self._list.line(step)))]
        self._list.named = not self._only
        self._list.show(found, spans)
        texts = self._aloud.texts
        narrowed = spans is not None or self._wanted != Wanted()
        self._list.say_empty(texts("app.empty.list" if narrowed else "app.empty.history"))
        whose = texts("app.history_of", title=self._aloud.title(self._only)) if self._only else texts("app.history_all")
        self._next.update(self._next_undone())
        said = [texts("app.history", count=len(found)), whose, *self._narrowed()]
        self._title.update(" · ".join(map(visible, said)))

    def _narrowed(self) -> list[str]:
        """The task, the person, the day that alone are shown."""
        places = sorted(self._aloud.place(doc, place) for doc, place in self._wanted.places)
        return [
            words
            for words in (self._aloud.texts("app.listed_by").join(places), self._wanted.who, self._wanted.day)
            if words
        ]

    def renew(self) -> None:
        """Something was done, or taken back: read it beside the screen."""
        beside(self, self._read_again, "again")

    async def _read_again(self) -> None:
        self._told, undone = await asyncio.to_thread(self._again)
        self._undone = _step_of(self._told, undone)
        self._refresh()

    # Keys

    def deeds(self) -> Moves:
        """Open, narrow, choose, leave."""
        return {
            "space": self._fold,
            "right": partial(self._fold, True),
            "l": partial(self._fold, True),
            "left": partial(self._fold, False),
            "h": partial(self._fold, False),
            "enter": partial(self._choose, look=False),
            "v": partial(self._choose, look=True),
            "A": self._widen,
            "t": partial(self._narrow, "places"),
            "p": partial(self._narrow, "who"),
            "d": partial(self._narrow, "day"),
            "q": partial(self.dismiss, None),
            "U": partial(self.dismiss, None),
        }

    def _fold(self, opened: bool | None = None) -> None:
        """Open a batch, or close it; on one of its Changes, the batch is meant."""
        rows, head = self._list, self._list.head
        if head is not None and opened != (head.key in rows.opened):
            rows.opened ^= {head.key}
            rows.go_to_key(head.key)
            self._refresh()

    def _widen(self) -> None:
        """Tell of all documents, or of the open one again."""
        row = self._list.current
        self._only = "" if self._only else self._doc or (row.step.last.doc if row else "")
        self._refresh()

    def _narrow(self, what: str) -> None:
        """Only this task, this person, this day; all again where it was so."""
        row = self._list.current
        if getattr(self._wanted, what):
            self._wanted = replace(self._wanted, **{what: getattr(Wanted(), what)})
        elif row is not None:
            here = Wanted(row.step.places, row.step.last.author, row.step.last.at[:10])
            self._wanted = replace(self._wanted, **{what: getattr(here, what)})
        self._refresh()

    def step_back(self) -> None:
        """What was typed goes first, then what narrows, then the history."""
        if self._field.display:
            self._field.value = ""
            self.close_field()
            self._refresh()
        elif self._wanted != Wanted():
            self._wanted = Wanted()
            self._refresh()
        else:
            self.dismiss(None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Only the steps that say what is typed, in characters or pinyin."""
        event.stop()
        self._refresh()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """So does a second click."""
        event.stop()
        self._choose(look=False)

    def _choose(self, *, look: bool) -> None:
        row = self._list.current
        if row is not None:
            self.dismiss((row.step.last, look))
