"""Searching the text of all documents, before the main screen: hits come in as documents are looked into."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from time import perf_counter
from typing import Final

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
from tui.app.panes.hits import Find
from tui.i18n import Texts
from tui.model.text import visible
from tui.query.match.passages import Passage
from tui.workspace.searching import Looked

MOST: Final = 1000
"""So many hits are listed: a word that has more wants another word with it."""
SLICE: Final = 0.05
"""Seconds of looking into documents before what was found is shown."""
_WHERE: Final = 10
_BEFORE: Final = 12
"""Cells of the printed numbers, and characters of the text before the first hit."""

Look = Callable[[str], Iterator[Looked]]
"""Looks for a word in one document after the other."""


class Passages(LineList):
    """One section or task a row: its document where that begins, its number, the words around the first hit."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Passage] = []
        self.find: Find = lambda _: ()
        """Where the hits lie in a text as shown."""
        self._titles: dict[str, str] = {}

    def begin(self, find: Find) -> None:
        """Show nothing yet of another word."""
        with self.replacing():
            self.rows, self.find = [], find
        self.refresh()

    def add(self, title: str, passages: Sequence[Passage]) -> None:
        """Show further hits of one document."""
        with self.replacing():
            self._titles[passages[0].doc] = title
            self.rows += passages
        self.refresh()

    @property
    def row_count(self) -> int:
        """How many there are."""
        return len(self.rows)

    def row_key(self, index: int) -> Hashable:
        """Its place among them."""
        return index

    def index_of(self, key: Hashable) -> int | None:
        """Hits only come behind those there are."""
        return key if isinstance(key, int) and key < len(self.rows) else None

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """One hit."""
        row = self.rows[index]
        again = index > 0 and self.rows[index - 1].doc == row.doc
        title = pad("" if again else visible(self._titles[row.doc]), max(8, width // 4))
        words, spans = around(row.text, self.find)
        room = width - max(8, width // 4) - _WHERE - 2
        shown = cut(words, room)
        return [
            (f"{title} ", "dim"),
            (f"{pad(visible(row.where), _WHERE)} ", ""),
            *highlight(shown, [(start, min(end, len(shown))) for start, end in spans], ""),
        ]


def around(text: str, find: Find) -> tuple[str, list[Span]]:
    """The words of a text in one line from a little before its first hit, and where the hits stand in them."""
    shown = visible(text).replace("\u3000", " ").strip()
    spans = find(shown)
    begin = max(0, spans[0][0] - _BEFORE) if spans else 0
    mark = "…" if begin else ""
    return mark + shown[begin:], [(start - begin + len(mark), end - begin + len(mark)) for start, end in spans]


class Seek(Dialog[tuple[str, Passage]]):
    """A field for a word and the hits in all documents; answers with the word and the hit that was chosen, or None."""

    CSS = """
    Seek { align: center middle; background: transparent; }
    Seek > Vertical { width: 96%; max-width: 130; height: 90%; border: round $primary; padding: 0 1; }
    Seek Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Seek Input { height: 1; border: none; padding: 0; background: $surface; }
    Seek Passages { height: 1fr; }
    """

    class Found(Message):
        """Some documents were looked into."""

        def __init__(self, word: str, looked: Sequence[Looked]) -> None:
            super().__init__()
            self.word = word
            self.looked = looked

    def __init__(self, look: Look, needle: Callable[[str], Find], total: int, texts: Texts, word: str = "") -> None:
        """`look` looks into `total` documents for what `needle` finds; `word` stands in the field at first."""
        super().__init__()
        self._look = look
        self._needle = needle
        self._total = total
        self._texts = texts
        self._word = word
        self._rows = Passages()
        self._hits = 0
        self._said = Static(markup=False)

    def compose(self) -> ComposeResult:
        """The field, how far the search is, the hits."""
        with Vertical():
            field = Field(self._word, placeholder=self._texts("app.seek_placeholder"), compact=True)
            field.cursor_blink = False
            yield field
            yield self._said
            yield self._rows

    def on_mount(self) -> None:
        """Look for what stands in the field."""
        self._begin(self._word)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another word: the search for the one before is given up."""
        event.stop()
        if event.value.strip() != self._word:
            self._begin(event.value.strip())

    def _begin(self, word: str) -> None:
        self._word, self._hits = word, 0
        self._rows.begin(self._needle(word))
        beside(self, partial(self._seek, word))
        self._say(0)

    async def _seek(self, word: str) -> None:
        """Look into some documents at a time beside the screen, until another word is wanted or all are through."""
        looking = self._look(word) if word else iter(())
        while looked := await asyncio.to_thread(_some, looking):
            self.post_message(self.Found(word, looked))

    def on_seek_found(self, event: Seek.Found) -> None:
        """Show what was found in them."""
        if event.word != self._word:
            return
        for looked in event.looked:
            self._hits += len(looked.passages)
            room = MOST - self._rows.row_count
            if looked.passages and room > 0:
                self._rows.add(looked.title, looked.passages[:room])
        self._say(event.looked[-1].so_far)

    def _say(self, count: int) -> None:
        key = "app.seek_found" if self._word else "app.seek_keys"
        more = self._texts("app.seek_more", count=MOST) if self._rows.row_count >= MOST else ""
        said = self._texts(key, hits=self._hits, count=count, total=self._total)
        self._said.update(f"{said}{more}")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the hit of the cursor."""
        event.stop()
        self._take()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """So does a second click."""
        event.stop()
        self._take()

    def _take(self) -> None:
        if self._rows.row_count:
            self.dismiss((self._word, self._rows.rows[self._rows.cursor]))

    def on_key(self, event: Key) -> None:
        """Moving and leaving; everything else is typed."""
        moves: Moves = {
            **moves_while_typing(self._rows),
            "ctrl+n": lambda: self._rows.move(1),
            "ctrl+p": lambda: self._rows.move(-1),
            "escape": lambda: self.dismiss(None),
        }
        if event.key in moves:
            event.stop()
            event.prevent_default()
            moves[event.key]()


def _some(looking: Iterator[Looked]) -> list[Looked]:
    """What is found in a slice of time; empty once all documents were looked into."""
    found: list[Looked] = []
    end = perf_counter() + SLICE
    while perf_counter() < end and (looked := next(looking, None)):
        found.append(looked)
    return found
