"""Rich text as it stands inside other files: paragraphs and tables, with what is hidden or struck out noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from tui.ingest.blocks import Block, Cell, Paragraph, Reading, make_table
from tui.ingest.fitness import check_length
from tui.ingest.readers.left_out import LeftOut
from tui.ingest.readers.table_cells import WIDEST, Places
from tui.model.errors import Invalid
from tui.model.text import count_characters

_TOKEN: Final = re.compile(
    rb"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>.)|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_ASIDE: Final = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata colorschememapping latentstyles datastore listtable "
    b"listoverridetable rsidtbl generator xmlnstbl fldinst filetbl revtbl bkmkstart bkmkend nonshppict".split()
)
"""Groups that hold no words of the text."""
_BESIDE: Final = frozenset(
    b"header headerl headerr headerf footer footerl footerr footerf footnote annotation atnid atnauthor".split()
)
"""Groups of words that stand beside the text."""
_SIGNS: Final = {
    b"tab": " ", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"emspace": " ", b"enspace": " ", b"line": "\n",
}  # fmt: skip
_CHARSETS: Final = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949", 0: "cp1252"}
_PAGES: Final = {936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 65001: "utf-8"}
_MOST_TOKENS: Final = 600_000
"""Greatest number of words, marks and letters written as numbers."""
_DEEPEST: Final = 200
"""How many groups may stand in each other."""


@dataclass(frozen=True, slots=True)
class _State:
    """How the words of a group are meant."""

    aside: bool = False
    code: str = ""
    """Under what its words are noted; empty where they are shown."""
    skipped: int = 1
    """How many signs behind a `\\u` stand for it in older programs."""
    encoding: str = ""
    in_table: bool = False


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, name: str) -> None:
        self.left = LeftOut()
        self.blocks: list[Block] = []
        self.source = 0
        self._name = name
        self._states = [_State()]
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._bytes = bytearray()
        self._skip = 0
        self._high = 0
        """The first half of a character that is written as two."""
        self._words: list[str] = []
        self._cells: list[str] = []
        self._rows: list[list[str]] = []
        self._places = Places(name)

    @property
    def _state(self) -> _State:
        return self._states[-1]

    @property
    def _where(self) -> str:
        return f"paragraph {len(self.blocks) + 1}"

    def read(self, data: bytes) -> None:
        """Read all of a file."""
        for number, match in enumerate(_TOKEN.finditer(data)):
            if number > _MOST_TOKENS:
                raise Invalid("too_many_elements", file=self._name, limit=_MOST_TOKENS)
            if match["byte"]:
                self._byte(int(match["byte"], 16))
                continue
            if match["text"] is not None:
                self._text(match["text"])
                continue
            self._flush()
            if match["brace"] == b"{":
                self._open()
            elif match["brace"]:
                self._states = self._states[:-1] or [_State()]
            elif match["word"]:
                self._word(match["word"], int(match["number"]) if match["number"] else None)
            elif match["sign"]:
                self._sign(match["sign"])
        self._flush()
        self._end_paragraph()
        self._end_table()

    def _open(self) -> None:
        if len(self._states) > _DEEPEST:
            raise Invalid("broken_file", file=self._name, format="rtf", reason="groups nested too deep")
        self._states.append(self._state)

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(byte)

    def _text(self, text: bytes) -> None:
        gone = min(self._skip, len(text))
        self._skip -= gone
        self._bytes += text[gone:]

    def _flush(self) -> None:
        """Take the bytes so far as words."""
        if self._bytes:
            held, self._bytes = bytes(self._bytes), bytearray()
            self._put(held.decode(self._state.encoding or self._encoding, "replace"))

    def _put(self, text: str) -> None:
        state = self._state
        if state.aside:
            return
        count = count_characters(text)
        self.source += count
        if state.code:
            told = {"words": text} if state.code in {"struck", "page_edges"} else {}
            self.left.count(state.code, self._where, count, times=int(bool(text.strip())), **told)
        else:
            self._words.append(text)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._change(aside=True)
        elif sign in b"\\{}":
            self._put(sign.decode())
        elif sign == b"~":
            self._words.append(" ")
        elif sign in b"\r\n":
            self._end_paragraph()

    def _change(self, *, aside: bool | None = None, code: str | None = None) -> None:
        state = self._state
        self._states[-1] = replace(
            state, aside=state.aside if aside is None else aside, code=state.code if code is None else code
        )

    def _word(self, word: bytes, number: int | None) -> None:
        if word in _ASIDE:
            self._change(aside=True)
        elif word in _BESIDE:
            self._change(code="page_edges")
        elif word in {b"v", b"strike", b"striked", b"deleted"}:
            code = {b"v": "hidden_text", b"deleted": "revisions"}.get(word, "struck")
            self._change(code="" if number == 0 else code)
        elif word == b"plain":
            self._change(code="" if self._state.code != "page_edges" else None)
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        elif not self._letters(word, number):
            self._layout(word)

    def _letters(self, word: bytes, number: int | None) -> bool:
        """Whether a word told how the bytes of letters are meant, and that is now kept."""
        if word == b"u" and number is not None:
            self._put(self._character(number & 0xFFFF if number < 0 else number))
            self._skip = self._state.skipped
        elif word == b"uc":
            self._states[-1] = replace(self._state, skipped=max(0, min(number or 0, 8)))
        elif word == b"ansicpg":
            self._encoding = _PAGES.get(number or 0, self._encoding)
        elif word == b"f" and number is not None:
            self._font = number
            self._states[-1] = replace(self._state, encoding=self._fonts.get(number, ""))
        elif word == b"fcharset" and number in _CHARSETS and number:
            self._fonts[self._font] = _CHARSETS[number]
        else:
            return False
        return True

    def _character(self, code: int) -> str:
        """The character of a number; of those that are written as two, with the second."""
        high, self._high = self._high, code if 0xD800 <= code < 0xDC00 else 0
        if 0xDC00 <= code < 0xE000 and high:
            return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00)
        return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""

    def _layout(self, word: bytes) -> None:
        if self._state.aside or self._state.code == "page_edges":
            return
        if word == b"intbl":
            self._states[-1] = replace(self._state, in_table=True)
        elif word == b"pard":
            self._states[-1] = replace(self._state, in_table=False)
        elif word in {b"cell", b"nestcell"}:
            self._cells.append("".join(self._words).strip())
            self._words = []
        elif word in {b"row", b"nestrow"}:
            self._rows += [self._cells] if self._cells else []
            self._cells = []
        elif word in {b"par", b"sect", b"page"}:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        if self._state.in_table:
            self._words.append("\n")
            return
        text, self._words = "".join(self._words), []
        if text.strip():
            self._end_table()
            self.blocks += [Paragraph(line.strip(), self._where) for line in text.split("\n") if line.strip()]

    def _end_table(self) -> None:
        rows, self._rows = self._rows + ([self._cells] if self._cells else []), []
        self._cells = []
        if rows:
            self.blocks.append(self._table(rows))

    def _table(self, rows: list[list[str]]) -> Block:
        place = f"table {1 + sum(not isinstance(block, Paragraph) for block in self.blocks)}"
        lines: list[tuple[str, list[Cell]]] = []
        for at, row in enumerate(rows, 1):
            where = f"{place} row {at}"
            if row[WIDEST:]:
                self.left.note("cells_left_out", where, "".join(row[WIDEST:]), times=len(row) - WIDEST)
            lines.append((where, [Cell(text) for text in row[:WIDEST]]))
        self._places.take(len(lines) * max(len(cells) for _, cells in lines))
        return make_table(lines, place)


def read_rich_text(data: bytes, name: str) -> Reading:
    """The blocks of rich text. Raises Invalid where it holds more than any document does."""
    reader = _Reader(name)
    reader.read(data)
    check_length(sum(1 for _ in _lines(reader.blocks)), reader.source, name)
    return Reading(tuple(reader.blocks), "rtf", None, reader.left.doubts(), source=reader.source)


def _lines(blocks: list[Block]) -> Iterator[object]:
    for block in blocks:
        yield from (block,) if isinstance(block, Paragraph) else block.rows
