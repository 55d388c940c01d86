"""Old workbooks (.xls): calamine reads the cells, apart; their records say how each is shown and what is hidden."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from tui.ingest.blocks import Reading
from tui.ingest.readers.apart import run
from tui.ingest.readers.extras import missing
from tui.ingest.readers.sheet_cells import Bound, Place, Said, Sheet, Styles
from tui.ingest.readers.sheet_formats import BUILT_IN, general, shown
from tui.ingest.readers.sheets import Book
from tui.ingest.readers.xls_records import Looks, Records
from tui.model.errors import Invalid
from tui.model.text import count_characters
from tui.packaged import packaged

_SECONDS: Final = 60
"""How long reading the cells may take."""
_MEMORY: Final = 2 << 30
"""Bytes that reading the cells may hold: a sheet of its greatest size takes half a gigabyte."""
_DAY: Final = BUILT_IN[14]


def read_xls(data: bytes, name: str, _encoding: str | None = None) -> Reading:
    """The sheets of a workbook as tables, as those of `.xlsx`.

    Raises Usage (`missing_extra`) without calamine, Invalid for what is damaged, protected or grows too large.
    """
    if find_spec("python_calamine") is None:
        raise missing("xls")
    records = Records(data, name)
    book = Book(name, Styles(from_1904=records.from_1904))
    bound = Bound(name)
    for found in _cells_of(data, name):
        looks = records.sheets.get(found["name"], Looks())
        sheet = _sheet(found, looks, records, bound)
        book.take(sheet, found["name"], shown=found["shown"])
        if found["shown"]:
            _beside(looks, found["name"], book)
    return book.reading("xls")


def _cells_of(data: bytes, name: str) -> list[dict[str, Any]]:
    """What `calamine_apart` tells of each sheet."""
    with tempfile.TemporaryDirectory(prefix="duban-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "source.xls"
        source.write_bytes(data)
        program = packaged("ingest/readers/calamine_apart.py").read_text(encoding="utf-8")
        path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
        command = [sys.executable, "-P", "-c", program, str(source)]
        told = run(command, Path(folder), name, seconds=_SECONDS, memory=_MEMORY, environ=path)
    try:
        found: list[dict[str, Any]] = json.loads(told)
    except ValueError as problem:
        raise Invalid("broken_file", file=name, format="xls", reason="BIFF") from problem
    return found


def _sheet(found: dict[str, Any], looks: Looks, records: Records, bound: Bound) -> Sheet:
    """A sheet as it is shown."""
    cells: dict[Place, Said] = {}
    for row, column, value in found["cells"]:
        said = _said(value, records.code(looks.styles.get((row, column))), from_1904=records.from_1904)
        cells[row, column] = said
    for place, words in looks.errors.items():
        cells[place] = Said(words, added=count_characters(words))
    for place, said in cells.items():
        bound.take(len(said.words))
        if records.strikes(looks.styles.get(place)):
            said.words, said.struck = "", said.words
    rows = {row for row, _ in cells}
    return Sheet(
        cells={place: cells[place] for place in sorted(cells)},
        errors=sorted(looks.errors),
        merged=[((top + 1, left), (bottom + 1, right)) for (top, left), (bottom, right) in found["merged"]],
        hidden_rows={row for row in rows if looks.hides(row)},
        hidden_columns=looks.hidden_columns,
        page_edges=looks.page_edges,
    )


def _said(value: object, code: str, *, from_1904: bool) -> Said:
    """What a cell shows; what it holds is its value as calamine writes it."""
    if isinstance(value, str):
        return Said(value)
    if isinstance(value, bool):
        words, held = str(value).upper(), str(value)
    elif isinstance(value, list):
        number, held = float(value[0]), str(value[1])
        words = shown(number, held, code or _DAY)
    elif isinstance(value, int | float):
        number, held = float(value), str(value)
        words = shown(number, held, code, from_1904=from_1904) if code else general(number, held)
    else:
        return Said()
    return Said(words, added=count_characters(words) - count_characters(held))


def _beside(looks: Looks, name: str, book: Book) -> None:
    """Note what people said of cells, and words in what is drawn over them."""
    for (row, _), author, words in looks.notes:
        book.left.note("comment", f"{name} row {row}", words, author=author or "?", words=words)
        book.source += count_characters(words)
    for words in looks.drawn:
        book.left.note("drawn_words", name, words, words=words)
        book.source += count_characters(words)
