"""Facets before the main screen: departments, statuses, sections and authors with their counts, to filter by."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, Static

from tui.app.beside import beside
from tui.app.dialogs.dialog import Dialog, Moves
from tui.app.dialogs.narrowed import moves_while_typing
from tui.app.lines.pieces import Piece, Span, cut, highlight, pad
from tui.app.lines.rows import LineList
from tui.app.panes.field import Field
from tui.export.values import with_today
from tui.i18n import Texts
from tui.model.text import visible
from tui.query.columns.facets import ROLES, Choice, Counts, Facet, Facets
from tui.query.match.needle import Needle

Spans = Callable[[str], Sequence[Span]]
"""Where a text holds what was typed."""

_FEW = 1000
"""So many values are looked through at once; more beside the screen."""
_KIND = 5
_COUNT = 5
"""Cells of the kind's name at the left, and of one count at the right."""
_ROLE = "▸"
"""Stands before the role in which a department is, or would be, chosen."""


class Names(NamedTuple):
    """What finds a value by what is typed."""

    needle: Callable[[str], Needle]
    meant: Callable[[str], frozenset[str]]
    """The departments, as keys, that a word means too."""
    today: Callable[[str, str | None], str]
    """What a department is called now, by its printed name and who issued the document."""


class FacetRows(LineList):
    """One value a row: its kind where that begins, whether it is chosen, its name, its counts."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._spans: Spans | None = None
        self._otherwise: Callable[[Facet], str] = lambda facet: ""
        self._printed: Callable[[Facet], str] = lambda facet: facet.label
        self.facets: Sequence[Facet] = ()
        self.counts = Counts({}, {}, 0)
        self.chosen: frozenset[Choice] = frozenset()
        self._turned: dict[str, str] = {}
        """As what a department is, or would be, chosen where that is not as either."""

    def use(self, facets: Facets) -> None:
        """Show all values of these facets, as they are printed."""
        self._printed = facets.printed
        self.show(facets.facets, None)

    def show(
        self, facets: Sequence[Facet], spans: Spans | None, otherwise: Callable[[Facet], str] = lambda facet: ""
    ) -> None:
        """Show these values, with what was typed marked on them; `otherwise` says what one is called that lacks it."""
        with self.replacing():
            self.facets, self._spans, self._otherwise = facets, spans, otherwise

    def count(self, counts: Counts, chosen: frozenset[Choice]) -> None:
        """Show these counts and what is chosen."""
        self.counts, self.chosen = counts, chosen
        self.refresh_changed()

    @property
    def current(self) -> Facet | None:
        """The value the cursor is on."""
        return self.facets[self.cursor] if self.facets else None

    def role_of(self, facet: Facet) -> str | None:
        """As what a value is chosen; None where it is not."""
        return next((choice.kind for choice in self.chosen if _means(choice, facet)), None)

    def role_to_be(self, facet: Facet) -> str:
        """As what a value is chosen, or would be."""
        return self.role_of(facet) or self._turned.get(facet.value, facet.kind)

    def turn(self, facet: Facet, step: int) -> str:
        """Turn to the next role in which a department is, or would be, chosen; says which."""
        role = ROLES[(ROLES.index(self.role_to_be(facet)) + step) % len(ROLES)]
        self._turned[facet.value] = role
        self.refresh_index(self.cursor)
        return role

    def next_kind(self) -> None:
        """Go to the first value of the next kind, or around to the first of all, and show it on top."""
        kind = self.current.kind if self.current else ""
        behind = range(self.cursor, len(self.facets))
        self.go_to(next((index for index in behind if self.facets[index].kind != kind), 0))
        self.scroll_to_row(self.cursor)

    @property
    def row_count(self) -> int:
        """How many values there are."""
        return len(self.facets)

    def row_key(self, index: int) -> Hashable:
        """Kind and value."""
        return self.facets[index].kind, self.facets[index].value

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """One value."""
        facet = self.facets[index]
        first = index == 0 or self.facets[index - 1].kind != facet.kind
        role = self.role_of(facet)
        counts = self._said(facet)
        room = max(8, width - _KIND - 2 - sum(cell_len(text) for text, _ in counts))
        label = cut("  " * facet.depth + visible(self._otherwise(facet) or self._printed(facet)), room)
        return [
            (pad(self._texts(f"app.facet.{facet.kind}") if first else "", _KIND), "dim"),
            ("✓ " if role else "  ", "strong"),
            *highlight(pad(label, room), self._spans(label) if self._spans else (), "strong" if role else ""),
            *counts,
        ]

    def _said(self, facet: Facet) -> list[Piece]:
        """The counts of a value: of a department as lead and as participant, marked in which role it is chosen."""
        if facet.kind != "dept":
            count = self.counts.having(facet.kind, facet.value)
            return [(pad(str(count), _COUNT, right=True), "" if count else "dim")]
        role, chosen = self.role_to_be(facet), self.role_of(facet)
        marked = {"lead", "part"} if chosen == "dept" else {role}
        pieces = []
        for each in ("lead", "part"):
            number = str(self.counts.having(each, facet.value))
            mark = _ROLE if each in marked else " "
            style = "strong" if chosen and each in marked else "dim"
            pieces.append((f" {mark}{self._texts(f'app.facet.{each}')}{pad(number, _COUNT, right=True)}", style))
        return pieces


def _means(choice: Choice, facet: Facet) -> bool:
    return choice.group == facet.kind and choice.value == facet.value


class FacetPanel(Dialog[str]):
    """A list of values to choose among, narrowed as one types; answers with the filter they make, or None."""

    BLANK_CHOOSES: ClassVar[bool] = True
    """A blank of any width is no text here, but chooses the row."""
    CSS = """
    FacetPanel { align: center middle; background: transparent; }
    FacetPanel > Vertical { width: 90%; max-width: 100; height: 90%; border: round $primary; padding: 0 1; }
    FacetPanel Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    FacetPanel .-title { text-style: bold; }
    FacetPanel Input { height: 1; border: none; padding: 0; background: $surface; }
    FacetPanel FacetRows { height: 1fr; }
    """

    class Ready(Message):
        """The rows were read."""

        def __init__(self, facets: Facets) -> None:
            super().__init__()
            self.facets = facets

    def __init__(
        self,
        make: Callable[[], Facets],
        texts: Texts,
        names: Names,
        say: Callable[[str], str],
        total: int,
    ) -> None:
        """`make` reads the rows, off the main thread; `say` puts a filter in words; `total` counts all tasks."""
        super().__init__()
        self._make = make
        self._texts = texts
        self._names = names
        self._say = say
        self._total = total
        self._facets: Facets | None = None
        self._typed = ""
        self._rows = FacetRows(texts)
        self._title = Static("", classes="-title", markup=False)

    def compose(self) -> ComposeResult:
        """What the choice comes to, the field, the values, the keys."""
        with Vertical():
            yield self._title
            field = _Field(placeholder=self._texts("app.facet.placeholder"), compact=True)
            field.cursor_blink = False
            yield field
            yield self._rows
            yield Static(self._texts("app.facet.keys"), markup=False)

    def on_mount(self) -> None:
        """Read the rows beside the screen: of a whole library they are many."""
        beside(self, self._read)

    async def _read(self) -> None:
        self.post_message(self.Ready(await asyncio.to_thread(self._make)))

    def on_facet_panel_ready(self, event: FacetPanel.Ready) -> None:
        """Show what there is to choose."""
        self._facets = event.facets
        self._rows.use(event.facets)
        self._choose(event.facets.chosen)

    def _choose(self, chosen: frozenset[Choice]) -> None:
        """Count anew under this choice, and say what it comes to."""
        if self._facets is None:
            return
        counts = self._facets.counts(chosen)
        self._rows.count(counts, chosen)
        words = self._say(self._facets.expression(chosen))
        self._title.update(visible(f"{counts.left}/{self._total}  {words}"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Only the values that hold what is typed, in characters or pinyin."""
        event.stop()
        self._typed = event.value.strip()
        if self._facets is None:
            return
        if not self._typed:
            self._rows.show(self._facets.facets, None)
        elif len(self._facets.facets) < _FEW:
            self._narrow(self._holding(self._facets, self._typed))
        else:
            beside(self, partial(self._hold, self._facets, self._typed), "narrow")

    async def _hold(self, facets: Facets, typed: str) -> None:
        """Look through many values beside the screen; what is found of a word typed before is dropped."""
        found = await asyncio.to_thread(self._holding, facets, typed)
        if typed == self._typed:
            self._narrow(found)

    def _holding(self, facets: Facets, typed: str) -> list[Facet]:
        return facets.holding(self._names.needle(typed), self._names.meant(typed))

    def _narrow(self, found: Sequence[Facet]) -> None:
        wanted = self._names.needle(self._typed)
        self._rows.show(found, partial(wanted.spans_name, gaps=True), partial(self._otherwise, wanted))

    def _otherwise(self, wanted: Needle, facet: Facet) -> str:
        """A department with what it is called today, where its printed name does not hold what was typed."""
        if self._facets is None or facet.kind != "dept" or wanted.in_name(facet.value) or wanted.trail(facet.value):
            return ""
        name = self._facets.printed(facet)
        return with_today(name, self._names.today(name, self._facets.issuer(facet)), self._texts)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter filters by what is chosen; where nothing was chosen here, by the value of the cursor."""
        event.stop()
        self._accept()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A second click chooses."""
        event.stop()
        self._toggle()

    def _accept(self) -> None:
        if self._facets is None:
            return
        if self._rows.chosen == self._facets.chosen:
            self._toggle(on=True)
        self.dismiss(self._facets.expression(self._rows.chosen))

    def _toggle(self, *, on: bool = False) -> None:
        """Choose the value of the cursor, or take it out of the choice."""
        facet = self._rows.current
        if facet is None:
            return
        if not any(_means(choice, facet) for choice in self._rows.chosen):
            self._choose(self._rows.chosen | {Choice(self._rows.role_to_be(facet), facet.value)})
        elif not on:
            self._choose(frozenset(choice for choice in self._rows.chosen if not _means(choice, facet)))

    def _turn(self, step: int) -> None:
        """As what the department of the cursor is meant: as either, as lead, as participant; a blank chooses it."""
        facet = self._rows.current
        if facet is None or facet.kind != "dept":
            return
        role = self._rows.turn(facet, step)
        if self._rows.role_of(facet):
            others = frozenset(choice for choice in self._rows.chosen if not _means(choice, facet))
            self._choose(others | {Choice(role, facet.value)})

    def on_key(self, event: Key) -> None:
        """Choosing, moving and leaving; everything else is typed."""
        moves: Moves = {
            **moves_while_typing(self._rows),
            "space": self._toggle,
            "tab": self._rows.next_kind,
            "right": lambda: self._turn(1),
            "left": lambda: self._turn(-1),
            "escape": lambda: self.dismiss(None),
        }
        if (key := _key(event)) in moves:
            event.stop()
            event.prevent_default()
            moves[key]()


def _key(event: Key) -> str:
    """The key, a blank of full width being a blank."""
    return "space" if event.character == "\u3000" else event.key


class _Field(Field):
    """A field that leaves to the panel the keys that act there."""

    def on_key(self, event: Key) -> None:
        """A blank chooses, the arrows turn the role."""
        if _key(event) in {"space", "left", "right"}:
            event.prevent_default()
