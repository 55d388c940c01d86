"""Tables as CSV, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import Final

from tui.export.sheet import Sheet

_FORMULA: Final = tuple("=+-@＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, in half and full width."""


def guarded(cell: str) -> str:
    """The cell as text: an apostrophe keeps a spreadsheet from computing what a person or a file wrote."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def to_csv(sheet: Sheet) -> str:
    """The table as CSV with a heading line; whoever writes it to a file puts a byte order mark in front for Excel."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(sheet.headings)
    writer.writerows([guarded(cell) for cell in row] for row in sheet.rows)
    return out.getvalue()
