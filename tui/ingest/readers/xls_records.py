"""How an old workbook shows its cells (MS-XLS): their formats, what is hidden, struck out or said of them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tui.ingest.readers.ole import Compound
from tui.ingest.readers.sheet_cells import Place
from tui.ingest.readers.sheet_formats import BUILT_IN
from tui.model.errors import Invalid

_BEGIN: Final = 0x809
_END: Final = 0x0A
_LOCKED: Final = 0x2F
_CONTINUE: Final = 0x3C
_CELLS: Final = frozenset({0x06, 0x203, 0x27E, 0xFD, 0x204, 0x205, 0xD6})
"""Formulas, numbers, strings, truths and errors: each begins with row, column and number of its style."""
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_STRUCK: Final = 0x08
_HIDDEN_ROW: Final = 0x20
_UNUSED_FONT: Final = 4
"""No font has this number: those from here on are numbered one higher than they stand."""


@dataclass(slots=True)
class Looks:
    """How a sheet shows its cells."""

    styles: dict[Place, int] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    rows: dict[int, bool] = field(default_factory=dict)
    """Rows that say something of themselves, and whether they are hidden."""
    rows_hidden: bool = False
    """Whether all other rows are hidden."""
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    page_edges: list[str] = field(default_factory=list)
    notes: list[tuple[Place, str, str]] = field(default_factory=list)
    """Cell, author and words of each comment."""
    drawn: list[str] = field(default_factory=list)
    """Words in what is drawn over the cells."""

    def hides(self, row: int) -> bool:
        """Whether a row does not show."""
        return self.rows.get(row, self.rows_hidden)


@dataclass(slots=True)
class _Texts:
    """Words of the drawn objects of a sheet, and what said of which cell is which object."""

    words: dict[int, str] = field(default_factory=dict)
    notes: dict[int, tuple[Place, str]] = field(default_factory=dict)
    object: int = 0
    wanted: int = 0
    """How many letters of the object's words are still to come."""


class Records:
    """The records of a workbook, gone through once. Raises Invalid for what is damaged or protected."""

    def __init__(self, data: bytes, name: str) -> None:
        self.sheets: dict[str, Looks] = {}
        self.from_1904 = False
        self._name = name
        self._wide = True
        """Whether words are written in two bytes a letter where they need it (since 1997)."""
        self._forms: dict[int, str] = {}
        self._fonts: list[bool] = []
        self._styles: list[tuple[int, int]] = []
        self._starts: dict[int, str] = {}
        try:
            self._read(Compound(data).stream({"Workbook", "Book", "WORKBOOK", "BOOK"}))
        except (struct.error, ValueError, IndexError) as problem:
            raise Invalid("broken_file", file=name, format="xls", reason=str(problem)[:80]) from problem

    def code(self, style: int | None) -> str:
        """The format code of a style; empty where numbers are shown as they are."""
        form = self._styles[style][1] if style is not None and style < len(self._styles) else 0
        return self._forms.get(form) or BUILT_IN.get(form, "")

    def strikes(self, style: int | None) -> bool:
        """Whether a style strikes out its cells."""
        font = self._styles[style][0] if style is not None and style < len(self._styles) else 0
        font -= font > _UNUSED_FONT
        return font < len(self._fonts) and self._fonts[font]

    def _read(self, stream: bytes) -> None:
        depth = 0
        looks: Looks | None = None
        texts = _Texts()
        for at, kind, held in _records(stream):
            if kind == _BEGIN:
                depth += 1
                if depth == 1:
                    looks, texts = self._begin(at, held), _Texts()
            elif kind == _END:
                depth -= 1
                if depth == 0 and looks is not None:
                    _settle(looks, texts)
                    looks = None
            elif depth == 1 and looks is None:
                self._of_book(kind, held)
            elif depth == 1 and looks is not None:
                self._of_sheet(kind, held, looks, texts)

    def _begin(self, at: int, held: bytes) -> Looks | None:
        """A sheet begins, or what holds for all of them."""
        self._wide = struct.unpack_from("<H", held)[0] >= 0x600
        name = self._starts.get(at)
        return None if name is None else self.sheets.setdefault(name, Looks())

    def _of_book(self, kind: int, held: bytes) -> None:
        if kind == _LOCKED:
            raise Invalid("encrypted_file", file=self._name)
        if kind == 0x85:
            self._starts[struct.unpack_from("<I", held)[0]] = self._short(held, 6)
        elif kind == 0x22:
            self.from_1904 = held[:1] == b"\1"
        elif kind == 0x31:
            self._fonts.append(bool(held[2] & _STRUCK))
        elif kind == 0xE0:
            self._styles.append(struct.unpack_from("<HH", held))
        elif kind == 0x41E:
            number = struct.unpack_from("<H", held)[0]
            self._forms[number] = self._long(held, 2) if self._wide else self._short(held, 2)

    def _of_sheet(self, kind: int, held: bytes, looks: Looks, texts: _Texts) -> None:
        if kind in _CELLS:
            _cell(kind, held, looks)
        elif kind == 0xBD:
            row, column = struct.unpack_from("<HH", held)
            for more in range((len(held) - 6) // 6):
                looks.styles[row + 1, column + more] = struct.unpack_from("<H", held, 4 + 6 * more)[0]
        elif kind == 0x208:
            row, height, flags = *struct.unpack_from("<H4xH", held), struct.unpack_from("<H", held, 12)[0]
            looks.rows[row + 1] = bool(flags & _HIDDEN_ROW) or height & 0x7FFF == 0
        elif kind == 0x225:
            looks.rows_hidden = bool(held[0] & 2)
        elif kind == 0x7D:
            first, last, width, _, flags = struct.unpack_from("<HHHHH", held)
            if flags & 1 or not width:
                looks.hidden_columns.append((first, last))
        elif kind in {0x14, 0x15} and held:
            looks.page_edges.append(self._long(held, 0) if self._wide else self._short(held, 0))
        else:
            self._drawn(kind, held, looks, texts)

    def _drawn(self, kind: int, held: bytes, looks: Looks, texts: _Texts) -> None:
        """What is said of a cell, and words of what is drawn, which come in a record of their own."""
        if kind == 0x1C and self._wide:
            row, column, number = struct.unpack_from("<HH2xH", held)
            texts.notes[number] = (row + 1, column), self._long(held, 8)
        elif kind == 0x1C:
            row, column, length = struct.unpack_from("<HHH", held)
            looks.notes.append(((row + 1, column), "", _narrow(held[6 : 6 + length])))
        elif kind == 0x5D and held[:2] == b"\x15\0":
            texts.object = struct.unpack_from("<H", held, 6)[0]
        elif kind == 0x1B6:
            texts.wanted = struct.unpack_from("<H", held, 10)[0]
        elif kind == _CONTINUE and texts.wanted:
            words = _letters(held, 0, texts.wanted)
            texts.wanted -= len(words) or texts.wanted
            texts.words[texts.object] = texts.words.get(texts.object, "") + words

    def _short(self, held: bytes, at: int) -> str:
        """Words whose length stands in one byte."""
        return _letters(held, at + 1, held[at]) if self._wide else _narrow(held[at + 1 : at + 1 + held[at]])

    def _long(self, held: bytes, at: int) -> str:
        """Words whose length stands in two bytes."""
        return _letters(held, at + 2, struct.unpack_from("<H", held, at)[0])


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and bytes of each record."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _cell(kind: int, held: bytes, looks: Looks) -> None:
    row, column, style = struct.unpack_from("<HHH", held)
    looks.styles[row + 1, column] = style
    if kind == 0x205 and held[7]:
        looks.errors[row + 1, column] = _ERRORS.get(held[6], "#N/A")
    elif kind == 0x06 and held[12:14] == b"\xff\xff" and held[6] == 2:
        looks.errors[row + 1, column] = _ERRORS.get(held[8], "#N/A")


def _settle(looks: Looks, texts: _Texts) -> None:
    """Tell what was said of cells from what is drawn."""
    looks.hidden_columns.sort()
    looks.notes += [(place, author, texts.words.get(number, "")) for number, (place, author) in texts.notes.items()]
    looks.drawn += [words for number, words in texts.words.items() if number not in texts.notes]


def _letters(held: bytes, at: int, count: int) -> str:
    """So many letters behind a byte that says whether each takes two bytes or one."""
    if held[at] & 1:
        return held[at + 1 : at + 1 + 2 * count].decode("utf-16-le", "replace")
    return held[at + 1 : at + 1 + count].decode("latin-1")


def _narrow(held: bytes) -> str:
    """Words of before 1997, in the letters of a Chinese system."""
    return held.decode("gb18030", "replace")
