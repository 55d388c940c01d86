"""Ledgers that come back filled in: workbooks that duban wrote and others, comma-separated files, tasks as JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from tui.ingest.readers.characters import decode
from tui.model.errors import Invalid
from tui.model.ledger_form import (
    BASE_KEY,
    COLUMNS,
    FIELDS,
    MARK,
    REPORTED,
    Said,
    Sent,
    SentRow,
    key_of,
    read_base,
    tidy,
)

_HEAD: Final = 20
"""In so many rows at the top the heading is looked for."""
_NAMED: Final = 3
"""So many names that are known make a heading."""
_WIDEST: Final = 400
_BROKEN: Final = (
    *(zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError),
    *(OverflowError, SyntaxError, NotImplementedError, RuntimeError),
)
"""All that reading a workbook that is none may raise; a fault of XML is a `SyntaxError`."""
_WHOLE: Final = 1 << 30
"""Bytes that the parts of a workbook may have in all."""
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_SERIAL: Final = re.compile(r"[3-6]\d{4}(?:\.0+)?")
_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]0?0:00(?::00(?:\.0+)?)?)?")
_EPOCH: Final = date(1899, 12, 30)
Line = Sequence[object]


def read_workbook(data: bytes, name: str) -> Sent:
    """The ledger of a workbook: of its first sheet that has one. Raises `Invalid` (`broken_file`, `no_ledger`)."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _WHOLE:
                raise Invalid("zip_bomb", file=name)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        about = book.properties
        made = about.modified.isoformat(timespec="seconds") if about.modified else ""
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            found = _ledger(sheet.iter_rows(values_only=True, max_col=_WIDEST), about.lastModifiedBy or name, made)
            if found is not None:
                return found
    except _BROKEN as problem:
        raise Invalid("broken_file", file=name, format="xlsx", reason=str(problem)) from problem
    raise Invalid("no_ledger", file=name)


def read_table(data: bytes, name: str) -> Sent:
    """The ledger of a comma-separated file; raises `Invalid` (`no_ledger`, `broken_file`, …)."""
    text, _ = decode(data, name, None)
    mark = max(",\t;", key=text[:4096].count)
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=mark))
    except csv.Error as problem:
        raise Invalid("broken_file", file=name, format="csv", reason=str(problem)) from problem
    found = _ledger(iter([[_bare(cell) for cell in row] for row in rows]), name, "")
    if found is None:
        raise Invalid("no_ledger", file=name)
    return found


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from computing it."""
    return cell[1:] if re.match("'\\s*[=+\\-@＝＋－＠]", cell) else cell


# Rows


def _ledger(lines: Iterator[Line], sender: str, at: str) -> Sent | None:
    """The ledger that rows of cells are; None where they have no heading."""
    head = [list(line[:_WIDEST]) for line in islice(lines, _HEAD)]
    marked = next((row for row, line in enumerate(head) if any(_mark(cell) for cell in line)), None)
    named = [row for row, line in enumerate(head) if len(set(_named(line).values())) >= _NAMED]
    if marked is None and not named:
        return None
    last = max([row for row in named if marked is None or row > marked], default=marked if marked is not None else 0)
    if marked is None:
        last = named[0]
    names = head[last] if last != marked else []
    keys, count = _marks(head[marked]) if marked is not None else (_named(names), None)
    reader = _Rows(keys)
    rest = chain(enumerate(head[last + 1 :], last + 2), enumerate(lines, _HEAD + 1))
    rows = tuple(filter(None, (reader.row(number, line) for number, line in rest)))
    added = [_words(name) for column, name in enumerate(names) if column not in keys and _words(name).strip()]
    lost = tuple(key for key in FIELDS if key not in keys.values()) if marked is not None else ()
    return Sent(rows, sender, at, count, lost, tuple(added) if marked is not None else (), reader.turned)


def _mark(cell: object) -> bool:
    return isinstance(cell, str) and cell.startswith(MARK)


def _marks(line: Line) -> tuple[dict[int, str], int | None]:
    """The keys of the columns by the hidden line, and how many rows went out."""
    keys: dict[int, str] = {}
    count = None
    for column, cell in enumerate(line):
        if _mark(cell):
            key, _, number = str(cell).removeprefix(MARK).partition("/")
            keys[column] = key
            count = int(number) if number.isdecimal() else count
    return keys, count


def _named(line: Line) -> dict[int, str]:
    """The keys of the columns by their names, each key once: exact names come before what others call a column."""
    exact = {name: column.key for column in COLUMNS for name in (column.zh, column.en)}
    keys: dict[int, str] = {}
    for known in (exact.get, key_of):
        for column, cell in enumerate(line):
            key = known(_words(cell).strip()) if cell else None
            if key is not None and column not in keys and key not in keys.values():
                keys[column] = key
    return keys


class _Rows:
    """Reads rows, given what each column is."""

    def __init__(self, keys: Mapping[int, str]) -> None:
        self._keys = {column: key for column, key in keys.items() if not key.startswith("detail.")}
        self.turned = 0
        """How many days were words."""

    def row(self, where: int, line: Line) -> SentRow | None:
        """One row; None for one that says nothing."""
        values = {key: line[column] for column, key in self._keys.items() if column < len(line)}
        cells = {key: self._cell(key, values.get(key)) for key in self._keys.values() if key in _READ}
        if not any(cells.values()) and not values.get("id"):
            return None
        doc, task = (_words(values.get(name)).strip() or None for name in ("doc", "id"))
        place = _words(values.get("place"))
        return SentRow(
            where=where,
            doc=doc,
            id=task,
            base=read_base(values.get(BASE_KEY)) if task else None,
            cells=cells,
            place=int(place) if place.isdecimal() else None,
        )

    def _cell(self, key: str, value: object) -> str:
        if key == "due":
            day = day_of(value)
            self.turned += day is not None and isinstance(value, str)
            return day or tidy(_words(value))
        if key == "percent":
            return percent_of(value)
        return tidy(_words(value))


_READ: Final = frozenset({*FIELDS, "no"})


def _words(value: object) -> str:
    """What a cell says, as words."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def day_of(value: object) -> str | None:
    """The day that a cell names, in ISO form: a day, its number in a spreadsheet, or words; None for none."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    words = _words(value).strip()
    if _SERIAL.fullmatch(words):
        return (_EPOCH + timedelta(days=int(float(words)))).isoformat()
    found = _DAY.fullmatch(words)
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def percent_of(value: object) -> str:
    """A percentage in digits: `40`, `40%` and 0.4 are one, and the number 1.4 is what its cell shows as 140%.

    Other words are as they are.
    """
    words = _words(value).strip().replace("％", "%")
    bare = words.removesuffix("%").strip()
    try:
        number = float(bare)
    except ValueError:
        return words
    broken = isinstance(value, float) and not value.is_integer()
    share = not words.endswith("%") and (0 < number <= 1 or (broken and number > 0))
    return f"{round(number * 100 if share else number)}"


# JSON


def read_records(records: Sequence[Mapping[str, Any]], sender: str) -> Sent:
    """Tasks as `tasks --json` and an export have them; what is none is passed over."""
    rows = (_record(number, record) for number, record in enumerate(records, 1) if isinstance(record, Mapping))
    return Sent(tuple(filter(None, rows)), sender, "")


def _record(number: int, record: Mapping[str, Any]) -> SentRow | None:
    doc, task = record.get("doc"), record.get("id")
    if not isinstance(doc, str) or not isinstance(task, str):
        return None
    sent = record.get("sent")
    base = read_base(_dumped(sent)) if isinstance(sent, Mapping) else None
    return SentRow(number, doc, task, base, _said(record), changed=_text(record.get("changed")) or None)


def _dumped(sent: Mapping[str, Any]) -> str:
    return json.dumps(sent)


def _said(record: Mapping[str, Any]) -> Said:
    """What a record says in the columns that people fill in."""
    cells: Said = {"status": _text(record.get("status"))}
    deadline, progress = record.get("deadline"), record.get("progress")
    if "deadline" in record:
        cells["due"] = _text(deadline.get("by") or deadline.get("text")) if isinstance(deadline, Mapping) else ""
    if "percent" in record:
        cells["percent"] = percent_of(record["percent"]) if record["percent"] is not None else ""
    if "progress" in record:
        held: Mapping[str, Any] = progress if isinstance(progress, Mapping) else {}
        cells |= {name: tidy(_text(held.get(name))) for name in REPORTED if name != "percent"}
    tags = record.get("tags")
    if isinstance(tags, list):
        cells["tags"] = "、".join(tag for tag in tags if isinstance(tag, str))
    return {name: words for name, words in cells.items() if name != "status" or words}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


Reader = Callable[[bytes, str], Sent]
READERS: Final[Mapping[str, Reader]] = {
    "xlsx": read_workbook,
    "xlsm": read_workbook,
    "csv": read_table,
    "tsv": read_table,
}
"""What reads a ledger, by the suffix of its file."""


def reader_of(file: Path) -> Reader | None:
    """What reads a ledger of this name; None for another kind of file."""
    return READERS.get(file.suffix.lower().removeprefix("."))
