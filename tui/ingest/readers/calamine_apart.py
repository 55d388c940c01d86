"""Run as a program of its own: prints what calamine reads in a workbook, for it may end the process it runs in.

`python -c SOURCE FILE`; uses nothing of duban.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta

_MOST: int = 2_000_000
"""How many places of all sheets are looked at."""


def plain(value: object) -> object:
    """A value as JSON holds it: moments as `[days since 1899-12-30, how they are written]`."""
    if isinstance(value, datetime):
        return [(value - datetime(1899, 12, 30)) / timedelta(days=1), str(value)]
    if isinstance(value, date):
        return [(value - date(1899, 12, 30)).days, str(value)]
    if isinstance(value, time):
        return [(value.hour * 3600 + value.minute * 60 + value.second) / 86_400, str(value)]
    return [value / timedelta(days=1), str(value)] if isinstance(value, timedelta) else value


def main(file: str) -> None:
    """Print the sheets of a file as a list of objects: name, whether it shows, cells, merged ranges."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_path(file)
    sheets: list[dict[str, object]] = []
    looked_at = 0
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        top, left = sheet.start or (0, 0)
        looked_at += sheet.height * sheet.width
        if looked_at > _MOST:
            sys.exit("too many places")
        cells = [
            [row, column, plain(value)]
            for row, values in enumerate(sheet.to_python(), top + 1)
            for column, value in enumerate(values, left)
            if value != ""
        ]
        shown = about.visible == SheetVisibleEnum.Visible
        sheets.append({"name": about.name, "shown": shown, "cells": cells, "merged": sheet.merged_cell_ranges or []})
    json.dump(sheets, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
