"""The cells of a sheet as they are shown, gone through once: a sheet may claim more rows than any memory holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from tui.ingest.fitness import MOST_LETTERS
from tui.ingest.readers.packages import Walker
from tui.ingest.readers.sheet_formats import BUILT_IN, general, shown
from tui.model.errors import Invalid
from tui.model.text import count_characters

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PAGE_EDGES: Final = {S + page + edge for page in ("odd", "even", "first") for edge in ("Header", "Footer")}
_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ESCAPED: Final = re.compile("_x(?![dD][89a-fA-F])([0-9A-Fa-f]{4})_")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T00:00:00(?:\.0+)?Z?)?")
_RECKONED: Final = {"n", "b", "d"}
"""Kinds of cells that show something else than they hold: numbers, truths and days."""
MOST_CELLS: Final = 400_000
"""Greatest number of cells with words in a workbook."""
_MOST_MERGED: Final = 100_000
"""Greatest number of merged cells of a sheet that are looked at."""

Place = tuple[int, int]
"""Row from 1 and column from 0."""


@dataclass(slots=True)
class Said:
    """Words of a cell: as shown, struck out, and set above others as a reading."""

    words: str = ""
    struck: str = ""
    ruby: str = ""
    added: int = 0
    """How many characters more are shown than the cell holds: `95%` of 0.95."""


@dataclass(frozen=True, slots=True)
class Styles:
    """How cells of each style number show what they hold."""

    formats: Sequence[str] = ()
    struck: frozenset[int] = frozenset()
    from_1904: bool = False

    def shown(self, number: float, held: str, code: str) -> str:
        """What is shown of a number, written `held` in the file, by a format code."""
        return shown(number, held, code, from_1904=self.from_1904) if code else general(number, held)


def read_styles(root: Element | None, *, from_1904: bool) -> Styles:
    """The styles of a workbook: format codes, and which of them strike out their cells."""
    if root is None:
        return Styles(from_1904=from_1904)
    own = {form.get("numFmtId"): form.get("formatCode") or "" for form in root.iter(S + "numFmt")}
    fonts = root.find(S + "fonts")
    lined = {at for at, font in enumerate(fonts if fonts is not None else ()) if _is_on(font.find(S + "strike"))}
    formats: list[str] = []
    struck: set[int] = set()
    styles = root.find(S + "cellXfs")
    for at, style in enumerate(styles if styles is not None else ()):
        number = style.get("numFmtId") or "0"
        formats.append(own.get(number) or (BUILT_IN.get(int(number), "") if number.isdecimal() else ""))
        if (style.get("fontId") or "").isdecimal() and int(style.get("fontId") or "") in lined:
            struck.add(at)
    return Styles(formats, frozenset(struck), from_1904)


def _is_on(element: Element | None) -> bool:
    return element is not None and (element.get("val") or "1") not in {"0", "false"}


def _is_nothing(size: str | None) -> bool:
    """Whether a row is no points high, or a column no letters wide."""
    return bool(size) and re.fullmatch(r"0+(?:\.0*)?", size or "") is not None


def place_of(reference: str) -> Place | None:
    """Row and column of a reference such as B12."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


def _plain(text: str) -> str:
    """Words with the letters that are written as `_x000D_` (ECMA-376, 22.9.2.19)."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class _Strings(Walker):
    """Words in runs: of shared strings, and of cells that hold their own."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()
        self._taking = False
        self._ruby = False
        self._text: list[str] = []

    def opened(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == S + "t":
            self._taking = True
            self._text = []
        elif tag == S + "r":
            self._struck = False
        elif tag == S + "strike":
            self._struck = attrs.get("val", "1") not in {"0", "false"}
        elif tag == S + "rPh":
            self._ruby = True

    def closed(self, tag: str) -> None:
        if tag == S + "t":
            held = "".join(self._text)
            text = _plain(held)
            self._added += count_characters(text) - count_characters(held)
            self._take(text)
            self._taking = False
        elif tag == S + "r":
            self._struck = False
        elif tag == S + "rPh":
            self._ruby = False

    def data(self, text: str) -> None:
        if self._taking:
            self._text.append(text)

    def _take(self, text: str) -> None:
        (self._readings if self._ruby else self._gone if self._struck else self._words).append(text)

    def begin(self) -> None:
        """Begin a string."""
        self._words: list[str] = []
        self._gone: list[str] = []
        self._readings: list[str] = []
        self._added = 0
        self._struck = False

    def whole(self) -> Said:
        """The string so far."""
        return Said("".join(self._words), "".join(self._gone), "".join(self._readings), self._added)


class SharedStrings(_Strings):
    """The strings that cells share."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Said] = []

    def opened(self, tag: str, attrs: dict[str, str]) -> None:
        """A string begins, or a part of one."""
        if tag == S + "si":
            self.begin()
        super().opened(tag, attrs)

    def closed(self, tag: str) -> None:
        """A string is whole, or a part of one."""
        super().closed(tag)
        if tag == S + "si":
            self.all.append(self.whole())


@dataclass(slots=True)
class _Held:
    """A cell as it is written."""

    place: Place
    kind: str
    style: int


@dataclass(slots=True)
class Sheet:
    """What a sheet shows, by place; formulas without a value apart, and what is hidden."""

    cells: dict[Place, Said] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    styles: dict[Place, str] = field(default_factory=dict)
    """The format codes of the cells of formulas without a value."""
    shared: dict[str, tuple[Place, str]] = field(default_factory=dict)
    """The formulas that cells share, by number: where each is written, and its text."""
    sharing: dict[Place, str] = field(default_factory=dict)
    """Cells without a value that only name the formula that they share."""
    errors: list[Place] = field(default_factory=list)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    page_edges: list[str] = field(default_factory=list)

    def is_hidden_column(self, column: int) -> bool:
        """Whether a column does not show."""
        at = bisect_right(self.hidden_columns, (column, 1 << 20)) - 1
        return at >= 0 and column <= self.hidden_columns[at][1]


class Bound:
    """How many cells and letters a workbook may still hold."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._cells = MOST_CELLS
        self._letters = MOST_LETTERS

    def take(self, letters: int) -> None:
        """Take a cell. Raises Invalid where there are more than any document has."""
        self._cells -= 1
        self._letters -= letters
        if self._cells < 0:
            raise Invalid("too_many_cells", file=self.name, limit=MOST_CELLS)
        if self._letters < 0:
            raise Invalid("too_many_letters", file=self.name, limit=MOST_LETTERS)


class SheetWalker(_Strings):
    """Reads a sheet."""

    def __init__(self, strings: Sequence[Said], styles: Styles, bound: Bound) -> None:
        super().__init__()
        self.sheet = Sheet()
        self._shared = strings
        self._styles = styles
        self._bound = bound
        self._row = self._column = 0
        self._rows_hidden = False
        self._cell: _Held | None = None
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._shares = ""
        self._into: list[str] | None = None

    def opened(self, tag: str, attrs: dict[str, str]) -> None:
        """A cell, a row or something in them begins."""
        if tag == S + "c":
            self._open_cell(attrs)
        elif tag == S + "v":
            self._value = self._into = []
        elif tag == S + "f" and self._cell is not None:
            self._formula = self._into = []
            self._shares = (attrs.get("si") or "") if attrs.get("t") == "shared" else ""
        elif tag == S + "row":
            self._open_row(attrs)
        elif tag == S + "col":
            self._column_hidden(attrs)
        elif tag == S + "sheetFormatPr":
            self._rows_hidden = attrs.get("zeroHeight") in {"1", "true"}
        elif tag == S + "mergeCell":
            self._merge(attrs.get("ref") or "")
        elif tag in {
            S + name for name in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
        }:
            self._value = self._into = []
        else:
            super().opened(tag, attrs)

    def closed(self, tag: str) -> None:
        """A cell or something in it is whole."""
        if tag in {S + "v", S + "f"}:
            self._into = None
        elif tag == S + "c":
            self._close_cell()
        elif tag in _PAGE_EDGES and self._into is not None:
            self.sheet.page_edges.append("".join(self._into))
            self._into = None
        elif tag == S + "cols":
            self.sheet.hidden_columns.sort()
        else:
            super().closed(tag)

    def data(self, text: str) -> None:
        """Take characters of a value, a formula, a string or a page's head."""
        if self._into is not None:
            self._into.append(text)
        else:
            super().data(text)

    def _open_row(self, attrs: dict[str, str]) -> None:
        number = attrs.get("r") or ""
        self._row = int(number) if number.isdecimal() and len(number) < 9 else self._row + 1
        self._column = 0
        unsaid = self._rows_hidden and "hidden" not in attrs
        if attrs.get("hidden") in {"1", "true"} or unsaid or _is_nothing(attrs.get("ht")):
            self.sheet.hidden_rows.add(self._row)

    def _column_hidden(self, attrs: dict[str, str]) -> None:
        first, last = attrs.get("min") or "", attrs.get("max") or ""
        hidden = attrs.get("hidden") in {"1", "true"} or _is_nothing(attrs.get("width"))
        if hidden and first.isdecimal() and last.isdecimal():
            self.sheet.hidden_columns.append((int(first) - 1, int(last) - 1))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = place_of(first), place_of(last)
        if start and end and len(self.sheet.merged) < _MOST_MERGED:
            self.sheet.merged.append((start, end))

    def _open_cell(self, attrs: dict[str, str]) -> None:
        place = place_of(attrs.get("r") or "") or (self._row, self._column)
        self._column = place[1] + 1
        style = attrs.get("s") or "0"
        number = int(style) if style.isdecimal() and len(style) < 9 else 0
        self._cell = _Held(place, attrs.get("t") or "n", number)
        self._value, self._formula, self._shares = [], None, ""
        self.begin()

    def _close_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        value = "".join(self._value)
        said = self._said(cell, value)
        if cell.style in self._styles.struck and said.words:
            said = Said("", said.words + said.struck, said.ruby, said.added)
        formula = "".join(self._formula or ())
        if self._shares and formula:
            self.sheet.shared.setdefault(self._shares, (cell.place, formula))
        if self._formula is not None and not value and cell.kind != "str":
            self._bound.take(len(formula))
            self.sheet.formulas[cell.place] = formula
            self.sheet.styles[cell.place] = self._code(cell)
            if self._shares and not formula:
                self.sheet.sharing[cell.place] = self._shares
        elif said.words.strip() or said.struck.strip() or said.ruby.strip():
            if cell.kind in _RECKONED:
                said.added = count_characters(said.words + said.struck) - count_characters(value)
            self._bound.take(len(said.words) + len(said.struck) + len(said.ruby))
            self.sheet.cells[cell.place] = said
            if cell.kind == "e":
                self.sheet.errors.append(cell.place)

    def _said(self, cell: _Held, value: str) -> Said:
        """What a cell shows: its own or a shared string, a truth, a day, or a number by its format."""
        if cell.kind == "inlineStr":
            return self.whole()
        if cell.kind == "s":
            return self._shared[int(value)] if value.isdecimal() and int(value) < len(self._shared) else Said()
        if cell.kind == "b":
            return Said({"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}.get(value, value))
        if cell.kind == "d":
            day = _DAY.fullmatch(value)
            return Said(f"{int(day[1])}年{int(day[2])}月{int(day[3])}日" if day else value)
        if cell.kind in {"str", "e"} or not _NUMBER.fullmatch(value):
            text = _plain(value)
            return Said(text, added=count_characters(text) - count_characters(value))
        return Said(self._styles.shown(float(value), value, self._code(cell)))

    def _code(self, cell: _Held) -> str:
        return self._styles.formats[cell.style] if cell.style < len(self._styles.formats) else ""
