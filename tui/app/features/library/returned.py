"""What came back in a file, row by row beside what is here, and what the person decides of it."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from functools import partial
from typing import Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Static

from tui.app.aloud import aloud_in
from tui.app.beside import beside
from tui.app.dialogs.dialog import Dialog, Moves
from tui.app.dialogs.narrowed import moves_through
from tui.app.lines.labelled import Fact
from tui.app.lines.pieces import Piece, cut
from tui.app.lines.rows import LineList
from tui.app.panes.detail import Detail
from tui.export.exchanged import field_words, item_place, theirs_words, value_words, why_words
from tui.export.history import Aloud
from tui.i18n import Texts, minute
from tui.model.errors import Problem
from tui.model.merging import Choice, Item, Merged, Outcome, counts
from tui.model.text import visible
from tui.workspace import Workspace
from tui.workspace.merging import Merge

TAKEN: Final = "✓"
REFUSED: Final = "✗"
WAITS: Final = "?"
_ORDER: Final = (Outcome.CONFLICT, Outcome.NEW, Outcome.UNKNOWN)
"""What needs a person comes first; what is the same is only counted."""
_STYLES: Final = {TAKEN: "strong", REFUSED: "dim", WAITS: "strong"}


class Decided:
    """What is decided of the rows so far: new ones are taken unless refused, conflicts wait."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._signs = {item.n: TAKEN if item.state is Outcome.NEW else WAITS for item in items if _is_open(item)}

    def sign(self, item: Item) -> str:
        """What will become of a row; blank where nothing can."""
        return self._signs.get(item.n, " ")

    def decide(self, item: Item, sign: str) -> None:
        """Take or refuse a row."""
        if _is_open(item):
            self._signs[item.n] = sign

    def turn(self, item: Item) -> None:
        """The next thing that may become of a row."""
        signs = (WAITS, TAKEN, REFUSED) if item.state is Outcome.CONFLICT else (TAKEN, REFUSED)
        if _is_open(item):
            self._signs[item.n] = signs[(signs.index(self._signs[item.n]) + 1) % len(signs)]

    def numbers(self, sign: str) -> frozenset[int]:
        """The rows with a sign."""
        return frozenset(n for n, its in self._signs.items() if its == sign)

    @property
    def choice(self) -> Choice:
        """The same for the merge."""
        return Choice(accepted=self.numbers(TAKEN), refused=self.numbers(REFUSED))


def _is_open(item: Item) -> bool:
    return item.state in {Outcome.NEW, Outcome.CONFLICT}


class ReturnedRows(LineList):
    """The rows that differ from what is here."""

    def __init__(self, items: Sequence[Item], decided: Decided, texts: Texts, aloud: Aloud) -> None:
        super().__init__()
        self.items = items
        self._decided = decided
        self._texts = texts
        self._aloud = aloud
        self.say_empty(texts("app.returned.nothing"))

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self.items)

    def row_key(self, index: int) -> Hashable:
        """A row is known by its number in the file."""
        return self.items[index].n

    @property
    def current(self) -> Item | None:
        """The row of the cursor."""
        return self.items[self.cursor] if self.items else None

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """The decision, what the row is, its place, and what would become of what."""
        item = self.items[index]
        sign = self._decided.sign(item)
        state = self._texts(f"exchange.state.{item.state}")
        head = f"{item_place(item, self._texts, self._aloud)} {field_words(item, self._texts, self._aloud)}  "
        here, theirs = value_words(item, item.here, self._aloud), theirs_words(item, self._texts, self._aloud)
        words = f"{visible(here) or '—'} → {visible(theirs) or '—'}"
        rest = max(8, width - cell_len(f" {sign} {state} ") - 1)
        return [
            (f" {sign} ", _STYLES.get(sign, "")),
            (f"{state} ", "dim"),
            (cut(f"{visible(head)}{words}", rest), ""),
        ]


class ReturnedScreen(Dialog[Merged]):
    """The rows of one file; answers with what was done, or None where nothing was."""

    CSS = """
    ReturnedScreen { align: center middle; background: transparent; }
    ReturnedScreen > Vertical { width: 98%; height: 94%; border: round $primary; padding: 0 1; }
    ReturnedScreen Static { height: auto; max-height: 3; }
    ReturnedScreen .-title { text-style: bold; }
    ReturnedScreen ReturnedRows { height: 1fr; min-height: 3; }
    ReturnedScreen Detail { height: 7; max-height: 7; border: none; border-top: solid ansi_bright_black; }
    """

    def __init__(self, workspace: Workspace, texts: Texts, merge: Merge) -> None:
        super().__init__()
        self._texts = texts
        self._merge = merge
        self._aloud = aloud_in(workspace, texts)
        self._decided = Decided(merge.items)
        told = [item for item in merge.items if item.state in _ORDER]
        told.sort(key=lambda item: (_ORDER.index(item.state), item.n))
        self._list = ReturnedRows(told, self._decided, texts, self._aloud)
        self._title = Static(classes="-title", markup=False)
        self._detail = Detail()
        self._detail.can_focus = False
        self._keys = Static(texts("app.returned.keys"), markup=False)
        self._writing = False

    def compose(self) -> ComposeResult:
        """Who sent what, the rows, the row of the cursor in full, the keys."""
        with Vertical():
            yield self._title
            yield self._list
            yield self._detail
            yield self._keys

    def on_mount(self) -> None:
        """The cursor stands on the first row."""
        merge = self._merge
        file, sender = visible(merge.file.name), visible(merge.sender)
        self._title.update(self._texts("cli.merge.counts", file=file, sender=sender, **counts(merge.items)))
        self._list.focus()
        self.call_after_refresh(self._tell)

    def on_line_list_cursor_moved(self, event: LineList.CursorMoved) -> None:
        """The row of the cursor is told in full."""
        event.stop()
        self._tell()

    def _tell(self) -> None:
        item = self._list.current
        self._detail.show([*(self._facts(item) if item else ()), *self._notices()])

    def _facts(self, item: Item) -> list[Fact]:
        """What both started from, what is here, what came: who says so, when and why."""
        texts = self._texts

        def said(words: str, *who: str) -> str:
            by = " ".join(filter(None, who))
            words = words or texts("app.returned.none")
            return words + texts("cli.aside", words=by) if by else words

        base, here = (value_words(item, value, self._aloud) for value in (item.base, item.here))
        base = said(base, item.base_by, minute(item.base_at))
        facts = [Fact(texts("exchange.column.base"), base)] if item.base is not None else []
        here = said(here, item.here_by, minute(item.here_at), item.here_because)
        facts.append(Fact(texts("exchange.column.here"), here))
        by = texts("app.returned.claimed", who=item.by) if item.by else ""
        facts.append(
            Fact(texts("exchange.column.theirs"), said(theirs_words(item, texts, self._aloud), by, minute(item.at)))
        )
        if item.because:
            facts.append(Fact(texts("app.returned.because"), item.because))
        if item.why:
            facts.append(Fact(texts("app.returned.not_taken"), why_words(item, texts)))
        return facts

    def _notices(self) -> list[Fact]:
        """What else is to be told of the file."""
        return [Fact("", self._texts(f"cli.merge.{each.code}", **each.values)) for each in self._merge.notices]

    # Keys

    def on_key(self, event: Key) -> None:
        """Move, decide, write, leave."""
        event.stop()
        event.prevent_default()
        if not self._writing:
            self.press(event, self._moves)

    @property
    def _moves(self) -> Moves:
        leave = partial(self.dismiss, None)
        return {
            **moves_through(self._list),
            "space": self._turn,
            "enter": partial(self.say_below, self._texts("app.returned.enter")),
            "y": partial(self._decide, TAKEN),
            "n": partial(self._decide, REFUSED),
            "Y": partial(self._decide_all, TAKEN),
            "N": partial(self._decide_all, REFUSED),
            "f2": self._write,
            "ctrl+s": self._write,
            "escape": leave,
            "q": leave,
        }

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A second click decides."""
        event.stop()
        self._turn()

    def _turn(self) -> None:
        if self._list.current is not None:
            self._decided.turn(self._list.current)
            self._list.refresh()

    def _decide(self, sign: str) -> None:
        """Decide the row of the cursor and go to the next."""
        if self._list.current is not None:
            self._decided.decide(self._list.current, sign)
            self._list.move(1)
            self._list.refresh()

    def _decide_all(self, sign: str) -> None:
        """Decide every row alike."""
        for item in self._list.items:
            self._decided.decide(item, sign)
        self._list.refresh()

    def _write(self) -> None:
        """Do what was decided, as one step."""
        if not self._list.items and not self._merge.new_documents:
            self.dismiss(None)
            return
        self._writing = True
        self._keys.update(self._texts("app.returned.writing"))
        beside(self, self._run)

    async def _run(self) -> None:
        try:
            merged = await asyncio.to_thread(self._merge.decide, self._decided.choice)
        except Problem as problem:
            self._writing = False
            self._keys.update(visible(self._texts(f"error.{problem.code}", **problem.values)))
        else:
            self.dismiss(merged)


def merged_words(merged: Merged, texts: Texts) -> str:
    """What was done, in one sentence."""
    done = [
        texts(f"app.returned.{name}", count=len(rows))
        for name, rows in (
            ("documents", merged.documents),
            ("taken", merged.taken),
            ("refused", merged.refused),
            ("moved", merged.moved),
            ("left", merged.left),
        )
        if rows
    ]
    if not done:
        return texts("app.returned.none_taken")
    key = f"app.returned.undo.{merged.undone_by}" if merged.undone_by else "app.returned.done"
    return texts(key, what=texts("app.returned.join").join(done))
