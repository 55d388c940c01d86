"""Plain text: bytes → characters → paragraphs and tables."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from tui.ingest.blocks import Block, Cell, Paragraph, Reading, Table, make_table
from tui.ingest.fitness import check_length, check_prose
from tui.ingest.structure.broken import LONGEST, closes, goes_on, put_together
from tui.ingest.structure.contents import is_entry
from tui.ingest.structure.lettered import likely_label
from tui.ingest.structure.numbering import bare_label, find_label
from tui.ingest.tables.barred import read_barred
from tui.ingest.tables.boxes import read_boxes
from tui.ingest.tables.columns import Role, role_of
from tui.ingest.tables.stacked import read_stacked
from tui.ingest.twins import turned, twins_of
from tui.model.document import Doubt
from tui.model.errors import Invalid, Usage
from tui.model.text import count_characters

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ASSUMED: Final = frozenset({"gb18030", "utf-16-le", "utf-16-be", "big5", "cp950", "big5hkscs"})
"""Encodings that a file does not name and that only fit."""
_PLAIN: Final = re.compile("[\t\n\r -~\u2010-\u2026\u3000-\u301f\u4e00-\u9fff\ue000-\ue0ff\uff01-\uff5e]")
_MARK: Final = re.compile("[\u3000-\u301f\uff01-\uff5e\u2010-\u2026]")
_LINE_END: Final = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_PAGE_NUMBER: Final = re.compile(
    r"\s*(?:[-—–－]+\s*\d{1,4}\s*[-—–－]+|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?)\s*"
)
_MARKS: Final = re.compile(r"\*\*|__|^\s{0,3}(?:#{1,6}|[-*+>])\s+|^\s{0,3}(?:-{3,}|\*{3,}|_{3,})\s*$")
_ESCAPED: Final = re.compile(r"\\([.\-*_#+()\[\]>])")
_RULE: Final = re.compile("[-:|\u2500-\u257f]")
_INDENT: Final = re.compile(r"\u3000\u3000|\s{4}")
_ENDED: Final = tuple("。；：！？;:!?”」』）)】〕…，、")

Line = tuple[int, str]


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The characters of a file and the encoding they were written in.

    Byte order mark, else UTF-16 where zero bytes and the letters they make say so, else strict UTF-8, else strict
    GB18030, or Big5 where that makes better words of it; `encoding` overrides. Raises Invalid where none fits.
    """
    if encoding is not None:
        return _decode_as(data, name, encoding)
    for mark, named in _BOMS:
        if data.startswith(mark):
            return _strict(data.removeprefix(mark) if named == "utf-8" else data, name, named), named
    if b"\0" in data:
        for named in ("utf-16-le", "utf-16-be"):
            text = data.decode(named, "replace")
            if len(_PLAIN.findall(text)) > 0.95 * len(text):
                return text, named
    fits = [
        (text, named) for named in ("utf-8", "gb18030", "big5", "cp950", "big5hkscs") if (text := _tried(data, named))
    ]
    if not fits or "\0" in fits[0][0]:
        raise Invalid("undecodable", file=name)
    if fits[0][1] != "gb18030":
        return fits[0]
    return max(fits[:2], key=lambda fit: _wellformed(*fit))


def _tried(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _wellformed(text: str, encoding: str) -> float:
    """How much of a text is made of the common letters of its encoding and of marks between Chinese words."""
    first, last = (0xB0, 0xD7) if encoding == "gb18030" else (0xA4, 0xC6)
    told = re.findall("[^\x00-\x7f]", text[:20_000])
    good = [char for char in told if _MARK.match(char) or first <= char.encode(encoding)[0] <= last]
    return len(good) / max(len(told), 1)


def _decode_as(data: bytes, name: str, encoding: str) -> tuple[str, str]:
    try:
        codec = codecs.lookup(encoding)
    except (LookupError, ValueError) as problem:
        raise Usage("unknown_encoding", encoding=encoding) from problem
    text = _strict(data, name, codec.name)
    return text.removeprefix("\ufeff"), codec.name


def _strict(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError) as problem:
        raise Invalid("wrong_encoding", file=name, encoding=encoding) from problem


def read_text(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The blocks of a text file: tab-separated lines become tables, page numbers go, broken lines are joined."""
    text, used = decode(data, name, encoding)
    check_prose(text, name)
    assumed = [Doubt("encoding_assumed", "", {"encoding": used})] if used in ASSUMED and encoding is None else []
    reading = reading_of_text(text, name)
    return replace(reading, encoding=used, doubts=(*assumed, *reading.doubts))


def reading_of_text(text: str, name: str) -> Reading:
    """The blocks of decoded text, whatever it is about."""
    doubts: list[Doubt] = []
    twins = twins_of(text)
    blocks = tuple(blocks_of(twins.plain if twins else text, name, doubts))
    blocks = turned(blocks, twins.back) if twins else blocks
    return Reading(blocks, "text", None, tuple(doubts), source=count_characters(text))


def blocks_of(text: str, name: str, doubts: list[Doubt]) -> list[Block]:
    """The blocks of decoded text; what was dropped or joined is added to `doubts`."""
    lines = [(number, line) for number, line in enumerate(_LINE_END.split(text), 1)]
    check_length(sum(bool(line) for _, line in lines), len(text), name)
    lines = _drop_marks(_drop_page_numbers(lines, doubts), doubts)
    lines = _join_broken(lines, doubts)
    return list(_group(lines, name, doubts))


def _drop_marks(lines: list[Line], doubts: list[Doubt]) -> list[Line]:
    """The lines without Markdown's marks of bold words, headings and lists, where any is bold or a heading."""
    marked = [number for number, line in lines if re.search(r"\*\*|^\s{0,3}#{1,6}\s", line)]
    if not marked:
        return lines
    bare = [(number, _ESCAPED.sub(r"\1", _MARKS.sub("", line))) for number, line in lines]
    doubts.append(Doubt("marks_dropped", f"line {marked[0]}", {"count": len(marked)}, _count(lines) - _count(bare)))
    return bare


def _count(lines: Iterable[Line]) -> int:
    return sum(count_characters(line) for _, line in lines)


def _drop_page_numbers(lines: list[Line], doubts: list[Doubt]) -> list[Line]:
    """The lines without page numbers, and without what stands beside them on page after page."""
    filled = [line for line in lines if line[1].strip()]
    pages = [at for at, (_, line) in enumerate(filled) if _PAGE_NUMBER.fullmatch(line)]
    if not pages:
        return lines
    beside = {near for at in pages for near in (at - 1, at + 1) if 0 <= near < len(filled)}
    said = Counter(filled[at][1].strip() for at in beside)
    often = max(3, len(pages) // 2)
    running = {words for words, count in said.items() if count >= often and _may_run(words)}
    gone = {filled[at][0] for at in (*pages, *(at for at in beside if filled[at][1].strip() in running))}
    count = _count(line for line in lines if line[0] in gone)
    doubts.append(Doubt("page_numbers", f"line {min(gone)}", {"count": len(gone)}, count))
    return [line for line in lines if line[0] not in gone]


def _may_run(words: str) -> bool:
    """Whether a line may be the head or the foot of every page: short, no sentence, nothing numbered."""
    return len(words) <= 40 and not re.search("[：:。；\t]", words) and find_label(words) is None


def _join_broken(lines: list[Line], doubts: list[Doubt]) -> list[Line]:
    """Lines that a page end or a fixed width broke are joined to what they continue."""
    filled = [line for line in lines if line[1].strip()]
    indented = sum(bool(_INDENT.match(line)) for _, line in filled) > len(filled) * 0.3
    width = _fixed_width([line for _, line in filled])
    joined: list[Line] = []
    broken: list[int] = []
    last = ""
    for number, line in filled:
        if joined and _continues(joined[-1][1], last, line, indented, width):
            joined[-1] = (joined[-1][0], put_together(joined[-1][1], line))
            broken.append(number)
        else:
            joined.append((number, line))
        last = line
    if broken:
        doubts.append(Doubt("lines_joined", f"line {broken[0]}", {"count": len(broken)}))
    return joined


def _fixed_width(lines: list[str]) -> int:
    """The width at which every line was broken; 0 where lines are whole paragraphs.

    Nearly all long lines then stand just below one width, but for a table's or a few that were left whole.
    """
    whole = (line for line in lines if "\t" not in line and not is_entry(line))
    long = sorted(cells for line in whole if (cells := _cells(line)) >= 40)
    if len(long) < 8:
        return 0
    width = long[(len(long) * 49) // 50]
    near = sum(width - 5 <= cells <= width for cells in long)
    return width if near * 5 > len(long) * 2 and width <= 120 else 0


def _cells(line: str) -> int:
    """How wide a line is printed, a Chinese character counting two."""
    return sum(1 if unicodedata.east_asian_width(char) in "NaH" or char < "\x7f" else 2 for char in line.rstrip())


def _continues(before: str, last: str, line: str, indented: bool, width: int) -> bool:
    """Whether a line only goes on with the paragraph before it, whose last printed line is `last`."""
    starts = bool(_INDENT.match(line))
    if len(before) > LONGEST or "\t" in before + line or re.search("[\u2500-\u257f]", last + line) or is_entry(last):
        return False
    labelled = likely_label(line) is not None or bare_label(line) is not None
    if width and not starts and _cells(last) >= width - 5 and not (labelled and closes(last)):
        return True
    if labelled:
        return False
    if not starts and goes_on(before, line):
        return True
    return (
        indented
        and bool(_INDENT.match(before))
        and not starts
        and len(before.strip()) >= 24
        and not before.rstrip().endswith(_ENDED)
        and not re.match(r"\s*(?:附\s*件|\d{4}年|[（(]此件)", line)
    )


def _group(lines: list[Line], name: str, doubts: list[Doubt]) -> Iterator[Block]:
    """Paragraphs, and tables where lines hold tabs, box drawing, or one cell each."""
    at = 0
    rules: list[tuple[str, int]] = []
    while at < len(lines):
        number, line = lines[at]
        for read in (_boxed, _piped, _tabbed, _aligned, read_stacked, read_barred):
            end, table = read(lines, at, name)
            if table is not None:
                if read in {_aligned, read_stacked, read_barred}:
                    doubts.append(Doubt("table_put_together", table.where, {"rows": len(table.rows)}))
                rules.append((table.where, _ruled(lines[at:end], table)))
                yield table
                at = end
                break
        else:
            yield Paragraph(line.strip("\r"), f"line {number}")
            at += 1
    drawn = [(where, count) for where, count in rules if count]
    if drawn:
        doubts.append(Doubt("table_rules", drawn[0][0], {"count": len(drawn)}, sum(count for _, count in drawn)))


def _ruled(lines: list[Line], table: Table) -> int:
    """How many characters of these lines only draw the table."""
    cells = "".join(cell.text for row in table.rows for cell in row.cells if not cell.covered)
    beside = Counter("".join(line for _, line in lines)) - Counter(cells)
    return sum(count for char, count in beside.items() if _RULE.match(char))


def _boxed(lines: list[Line], at: int, name: str) -> tuple[int, Table | None]:
    end = at
    while end < len(lines) and re.search("[\u2500-\u257f]", lines[end][1]):
        end += 1
    return end, read_boxes(lines[at:end], name) if end - at > 1 else None


def _tabbed(lines: list[Line], at: int, _name: str) -> tuple[int, Table | None]:
    """Tab-separated lines; a short line between two of them is a band row of the same table."""
    rows: list[tuple[str, list[Cell]]] = []
    end = at
    while end < len(lines):
        number, line = lines[end]
        between = bool(rows) and end + 1 < len(lines) and "\t" in lines[end + 1][1] and _band(line)
        if not between and "\t" not in line:
            break
        rows.append((f"line {number}", [Cell(cell) for cell in line.split("\t")]))
        end += 1
    if len(rows) < 2 or max(len(cells) for _, cells in rows) < 2:
        return at, None
    return end, make_table(rows, f"line {lines[at][0]}")


def _aligned(lines: list[Line], at: int, _name: str) -> tuple[int, Table | None]:
    """A task table whose columns stand apart by white space: a header that names them, then lines of as many cells."""
    head = _apart(lines[at][1])
    roles = [role_of(cell) for cell in head]
    if len(head) < 3 or Role.UNKNOWN in roles or not {Role.TASK, Role.DETAIL} & set(roles):
        return at, None
    rows = [(f"line {lines[at][0]}", [Cell(cell) for cell in head])]
    end = at + 1
    while end < len(lines):
        cells = _apart(lines[end][1])
        between = len(cells) == 1 and end + 1 < len(lines) and len(_apart(lines[end + 1][1])) == len(head)
        if len(cells) != len(head) and not (between and _band(lines[end][1])):
            break
        rows.append((f"line {lines[end][0]}", [Cell(cell) for cell in cells]))
        end += 1
    return (end, make_table(rows, f"line {lines[at][0]}")) if len(rows) > 2 else (at, None)


def _apart(line: str) -> list[str]:
    return re.split(r"[ \u00a0]{2,}|\u3000+", line.strip())


def _band(line: str) -> bool:
    return len(line.strip()) <= 40 and not line.strip().endswith(("。", "："))


def _piped(lines: list[Line], at: int, _name: str) -> tuple[int, Table | None]:
    """A table in Markdown: cells between bars, a rule below the header."""
    end = at
    while end < len(lines) and re.match(r"\s*\|.*\|\s*$", lines[end][1]):
        end += 1
    if end - at < 2:
        return at, None
    rows = [
        (f"line {number}", [Cell(cell.strip()) for cell in line.strip().strip("|").split("|")])
        for number, line in lines[at:end]
        if not re.fullmatch(r"[\s|:\-]+", line)
    ]
    return end, make_table(rows, f"line {lines[at][0]}")
