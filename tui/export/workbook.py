"""The ledger as a workbook (xlsx): written row by row with openpyxl, so that its size does not matter.

The first sheet is the ledger, the second its figures. Nothing in it is a formula, and the same state at the same
moment gives the same bytes.
"""

from __future__ import annotations

import errno
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self

from openpyxl import LXML, Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from tui.export.ledger_table import Cell, LedgerTable, Row
from tui.model.board import Group, Tally
from tui.model.ledger_form import LONGEST, MARK, Column, clipped, hidden_columns
from tui.model.text import visible
from tui.model.timing import Light

if TYPE_CHECKING:
    from tui.i18n import Texts

_STEP: Final = 500
"""After so many rows it is told how far it is."""
_SHEET_NAME: Final = 31
_BARRED: Final = str.maketrans({"[": "［", "]": "］", ":": "：", "*": "＊", "?": "？", "/": "／", "\\": "＼", "'": "’"})
_LINE: Final = Side(style="thin", color="BFBFBF")
_EDGE: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_COLOURS: Final = {Light.RED: "F8CBAD", Light.YELLOW: "FFE699", Light.BLUE: "BDD7EE", Light.GREEN: "C6E0B4"}
_CENTRED: Final = frozenset({"no", "due", "status", "percent", "overdue", "light", "source"})
_FORMATS: Final = {"due": "yyyy-mm-dd", "percent": "0%"}
_DETAIL_WIDTH: Final = 24
_FORMULA: Final = tuple("=+-@＝＋－＠")
_LIST: Final = 240
"""Characters of a drop-down that may stand in it itself; more must lie on a sheet."""
_A4: Final = 9
_LINE_POINTS: Final = 16
"""Points of a line of a cell."""
_TALLEST: Final = 400
"""Points of the highest row; a spreadsheet has none above 409."""
_CHART_ROWS: Final = 14
"""So many rows the chart takes; what follows begins below it."""
_PAGE_ROWS: Final = 55
"""So many rows of figures stand on a page."""
_MUCH: Final = 4000
"""Characters of a cell that fill the highest row."""
_MARGIN: Final = 0.4
"""Inches at each side of the paper."""

Told = Callable[[int], None]
"""Is told how many rows are written."""


@dataclass(frozen=True)
class About:
    """What a workbook says of itself."""

    title: str
    facts: str
    """The filter, the number of tasks, the moment."""
    author: str
    made: datetime


class _StampedZip(zipfile.ZipFile):
    """A zip file whose members all bear one time, so that the same content gives the same bytes."""

    moment = (1980, 1, 1, 0, 0, 0)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any) -> None:  # noqa: ANN401
        """Add bytes under a name."""
        super().writestr(self._entry(zinfo_or_arcname), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any) -> None:  # noqa: ANN401
        """Add a file, piece by piece."""
        entry = self._entry(arcname or filename)
        with Path(filename).open("rb") as file, self.open(entry, "w", force_zip64=True) as member:
            while piece := file.read(1 << 20):
                member.write(piece)

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self.moment)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return entry


def _broken() -> tuple[type[Exception], ...]:
    """What may be raised where a temporary file takes no more; openpyxl writes through lxml where that is installed."""
    if not LXML:
        return (OSError, StopIteration)
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    return (OSError, StopIteration, LxmlError)


class LedgerBook:
    """A workbook that is being written."""

    def __init__(self, texts: Texts, about: About) -> None:
        self._texts = texts
        self._about = about
        self._book = Workbook(write_only=True)
        self._names: set[str] = set()
        self._long: list[tuple[str, str]] = []
        """The place and the words of what no cell holds."""
        moment = about.made.replace(tzinfo=None, microsecond=0)
        properties = self._book.properties
        properties.creator = properties.lastModifiedBy = visible(about.author)
        properties.title = visible(about.title)
        properties.created = properties.modified = moment

    def add_ledger(self, name: str, table: LedgerTable, told: Told = lambda _: None, title: str = "") -> None:
        """Add a sheet with a ledger."""
        _Ledger(self._sheet(name), table, self._about, title=title or self._about.title, long=self._long).write(told)

    def add_figures(
        self,
        name: str,
        whole: Tally,
        groups: Mapping[str, Sequence[Group]],
        statuses: Mapping[str, str],
        head: Sequence[str] = (),
    ) -> None:
        """Add a sheet with the figures: of the whole, and of some kinds of groups; `statuses` are the names by key.

        `head` are lines above them, where the sheet is not one behind the ledger.
        """
        _Figures(self._sheet(name), self._texts, statuses).write(whole, groups, head)

    def save(self, file: BinaryIO) -> None:
        """Write all of it."""
        if self._long:
            self._add_long()
        with _StampedZip(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            ExcelWriter(self._book, archive).write_data()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, _: object) -> None:
        """Let go of the sheets where the work was cut short: openpyxl would complain about them at any later time.

        What is wrong with the disk of its temporary files it tells in many ways: all of them are `OSError` here.
        """
        broken = _broken()
        for sheet in self._book.worksheets if kind else ():
            with suppress(*broken):  # a disk that is full still is
                if not sheet.closed:
                    sheet.close()
        if isinstance(problem, broken) and not isinstance(problem, OSError):
            code = errno.ENOSPC if "ENOSPC" in str(problem) else errno.EIO
            raise OSError(code, os.strerror(code)) from problem

    def _sheet(self, name: str) -> Any:  # noqa: ANN401
        plain = sheet_name(name, self._names)
        self._names.add(plain.lower())
        return self._book.create_sheet(plain)

    def _add_long(self) -> None:
        """A sheet with the words that no cell holds, in pieces."""
        sheet = self._sheet(self._texts("exchange.long"))
        sheet.column_dimensions["B"].width = 100
        for place, words in self._long:
            pieces = [words[at : at + LONGEST] for at in range(0, len(words), LONGEST)]
            for piece in pieces:
                sheet.append([_text(sheet, place), _text(sheet, piece)])


def sheet_name(name: str, taken: Iterable[str]) -> str:
    """A name that a sheet may have, and none has yet: without `/` and the like, not too long."""
    plain = re.sub(r"\s+", " ", visible(name)).translate(_BARRED).strip()[:_SHEET_NAME] or "1"
    known, tried, at = set(taken), plain, 2
    while tried.lower() in known:
        tail = f"（{at}）"
        tried, at = plain[: _SHEET_NAME - len(tail)] + tail, at + 1
    return tried


def _text(sheet: Any, words: str, **style: Any) -> Any:  # noqa: ANN401
    """A cell with words, whatever they begin with."""
    cell = WriteOnlyCell(sheet, words)
    cell.data_type = "s"
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def _lines(words: str, width: int) -> int:
    """How many lines some words take in a column of so many characters; a Chinese one counts twice."""
    return sum(max(1, -(-(len(line) + sum(map(_is_wide, line))) // width)) for line in words[:_MUCH].split("\n"))


def _is_wide(char: str) -> bool:
    return char > "\u2e7f"


def _dress(holder: Any, column: Column | None) -> None:  # noqa: ANN401
    """How the cells of a column look: those that are filled, and by the column itself those that are not yet."""
    key = column.key if column else ""
    centred = "center" if key in _CENTRED else None
    holder.alignment = Alignment(horizontal=centred, vertical="top", wrap_text=True)
    if key in _FORMATS:
        holder.number_format = _FORMATS[key]


class _Ledger:
    """One sheet with a ledger."""

    def __init__(
        self,
        sheet: Any,  # noqa: ANN401 - openpyxl has no types
        table: LedgerTable,
        about: About,
        *,
        title: str,
        long: list[tuple[str, str]],
    ) -> None:
        self._sheet = sheet
        self._table = table
        self._about = about
        self._title = title
        self._long = long
        self._hidden = hidden_columns()
        self._columns: tuple[Column | None, ...] = (*table.columns, *(None for _ in table.details), *self._hidden)
        self._shown = len(self._columns) - len(self._hidden)
        self._head = 4 if table.texts.lang == "zh" else 5
        """The row of the heading."""

    def write(self, told: Told) -> None:
        """Write the heading and all rows."""
        self._lay_out()
        self._write_head()
        written = 0
        made = self._makers()
        heights = self._sheet.row_dimensions
        for row in self._table.rows():
            number = self._head + written + 1
            heights[number].height = self._height(row)
            self._sheet.append(self._cells(row, made, number))
            del heights[number]  # it is written; of very many rows they would fill the memory
            written += 1
            if not written % _STEP:
                told(written)
        told(written)
        self._finish(self._head + max(written, 1))

    def _lay_out(self) -> None:
        """Widths, the frozen heading, the paper."""
        sheet = self._sheet
        for at, column in enumerate(self._columns, 1):
            dimension = sheet.column_dimensions[get_column_letter(at)]
            dimension.width = column.width if column else _DETAIL_WIDTH
            dimension.hidden = at > self._shown
            _dress(dimension, column)
        sheet.row_dimensions[1].height = 28
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[self._head].height = 30
        sheet.freeze_panes = f"C{self._head + 1}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = f"{self._head}:{self._head}"
        sheet.page_margins = PageMargins(left=_MARGIN, right=_MARGIN, top=0.6, bottom=0.7, footer=0.3)
        sheet.print_options.horizontalCentered = sheet.print_options.gridLines = True
        sheet.oddFooter.center.text = "&P / &N"

    def _write_head(self) -> None:
        sheet, bold = self._sheet, Font(bold=True)
        sheet.append([_text(sheet, self._title, font=Font(bold=True, size=16))])
        sheet.append([_text(sheet, self._about.facts, font=Font(color="595959"))])
        keys = [column.key if column else f"detail.{at}" for at, column in enumerate(self._columns)]
        keys[-1] += f"/{len(self._table.entries)}"
        sheet.append([_text(sheet, f"{MARK}{key}") for key in keys])
        style = {
            "font": bold,
            "fill": PatternFill("solid", fgColor="D9E1F2"),
            "border": _EDGE,
            "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True),
        }
        hidden = [column.zh for column in self._hidden]
        if self._table.texts.lang != "zh":
            sheet.append([_text(sheet, name, font=Font(italic=True)) for name in self._table.headings()])
        names = [*self._table.headings("zh"), *hidden]
        sheet.append([_text(sheet, name, **style) for name in names])

    def _makers(self) -> list[tuple[Any, Any]]:
        """For each column a cell for what is plain and one for words that look like a formula; used row by row."""
        return [(self._styled(column), self._styled(column, quoted=True)) for column in self._columns]

    def _styled(self, column: Column | None, *, quoted: bool = False) -> Any:  # noqa: ANN401
        cell = WriteOnlyCell(self._sheet)
        _dress(cell, column)
        if quoted:
            cell.quotePrefix = True
        return cell

    def _cells(self, row: Row, made: Sequence[tuple[Any, Any]], number: int) -> list[Any]:
        """The cells of a row."""
        values: tuple[Cell, ...] = (*row.cells, *row.hidden)
        return [
            None if value is None else self._cell(value, made[at], column, (at, number))
            for at, (value, column) in enumerate(zip(values, self._columns, strict=True))
        ]

    def _height(self, row: Row) -> int:
        """Points that the fullest cell of a row needs: not every program finds that out by itself."""
        widths = [column.width if column else _DETAIL_WIDTH for column in self._columns]
        words = ((cell, width) for cell, width in zip(row.cells, widths, strict=False) if isinstance(cell, str))
        most = max((_lines(cell, width - 1) for cell, width in words), default=1)
        return min(_LINE_POINTS * most + 3, _TALLEST)

    def _cell(self, value: Cell, made: tuple[Any, Any], column: Column | None, at: tuple[int, int]) -> Any:  # noqa: ANN401
        if isinstance(value, str):
            cell = made[1] if value.lstrip().startswith(_FORMULA) else made[0]
            cell.value = value if len(value) <= LONGEST else self._beginning(value, at)
            cell.data_type = "s"
            return cell
        cell = made[0]
        cell.value = value / 100 if isinstance(value, int) and column and column.key == "percent" else value
        return cell

    def _beginning(self, words: str, at: tuple[int, int]) -> str:
        """As much of very long words as a cell holds; the whole stands on a sheet of its own."""
        self._long.append((f"{get_column_letter(at[0] + 1)}{at[1]}", words))
        return clipped(words)

    def _finish(self, last: int) -> None:
        """What holds of all rows: the filter, the drop-down, the colours of the lights, what is printed."""
        sheet, first = self._sheet, self._head + 1
        sheet.auto_filter.ref = f"A{self._head}:{get_column_letter(len(self._columns))}{last}"
        sheet.print_area = f"A1:{get_column_letter(self._shown)}{last}"
        self._drop_down(f"{self._letter('status')}{first}:{self._letter('status')}{last + 200}")
        lights = f"{self._letter('light')}{first}:{self._letter('light')}{last}"
        for light, colour in _COLOURS.items():
            name = self._table.texts(f"time.light.{light}")
            fill = PatternFill("solid", bgColor=colour, fgColor=colour)
            sheet.conditional_formatting.add(lights, CellIsRule(operator="equal", formula=[f'"{name}"'], fill=fill))

    def _letter(self, key: str) -> str:
        return str(get_column_letter(next(at for at, each in enumerate(self._columns, 1) if each and each.key == key)))

    def _drop_down(self, place: str) -> None:
        """The statuses to choose from; what is typed may be another word for one."""
        names = [visible(status.name(self._table.texts.lang)) for status in self._table.profile.statuses]
        words = ",".join(names)
        if len(words) > _LIST or any(mark in name for name in names for mark in ',"'):
            return
        choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
        choice.add(place)
        self._sheet.data_validations.append(choice)


class _Figures:
    """One sheet with figures and a chart."""

    def __init__(self, sheet: Any, texts: Texts, statuses: Mapping[str, str]) -> None:  # noqa: ANN401
        self._sheet = sheet
        self._texts = texts
        self._statuses = statuses
        self._rows = 0
        self._page = 0
        """After which row the present page begins, as far as it was begun by hand."""

    def write(self, whole: Tally, groups: Mapping[str, Sequence[Group]], head: Sequence[str]) -> None:
        """What it is, the whole, a chart of its statuses, and a table for each kind of groups."""
        sheet, texts = self._sheet, self._texts
        sheet.column_dimensions["A"].width = 36
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", _A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        for line in head:
            self._sheet.append([_text(self._sheet, visible(line), font=Font(bold=line == head[0]))])
            self._rows += 1
        figures = ("total", "closed", "overdue", "due_soon")
        self._add([texts(f"cli.column.{name}") for name in (*figures, "percent")], head=True)
        self._add([whole.total, whole.closed, whole.overdue, whole.due_soon, whole.percent / 100])
        self._add([])
        first = self._rows + 1
        counts = whole.by_status
        self._add([texts("cli.column.status"), texts("cli.column.total")], head=True)
        for key in dict.fromkeys([*self._statuses, *counts]):
            self._add([self._statuses.get(key, key), counts[key]])
        self._chart(first, self._rows)
        while self._rows < first + _CHART_ROWS:
            self._add([])
        for kind, held in groups.items():
            self._table(kind, held)

    def _table(self, kind: str, groups: Sequence[Group]) -> None:
        texts = self._texts
        self._add([])
        if self._rows + len(groups) + 1 - self._page > _PAGE_ROWS:  # its head would stand on another page than its rows
            self._sheet.row_breaks.append(Break(id=self._rows))
            self._page = self._rows
        figures = [texts(f"cli.column.{name}") for name in ("closed", "overdue", "due_soon", "percent")]
        self._add([texts(f"board.by.{kind}"), texts("cli.column.total"), *self._statuses.values(), *figures], head=True)
        for group in groups:
            tally = group.tally
            counts = [tally.by_status[key] for key in self._statuses]
            name = texts(f"time.light.{group.key}") if kind == "light" else group.name
            row: list[str | float] = [visible(name), tally.total, *counts, tally.closed, tally.overdue, tally.due_soon]
            self._add([*row, tally.percent / 100])

    def _chart(self, first: int, last: int) -> None:
        """The statuses as bars."""
        chart = BarChart()
        chart.type, chart.legend = "bar", None
        chart.title = self._texts("board.statuses")
        chart.add_data(Reference(self._sheet, min_col=2, min_row=first, max_row=last), titles_from_data=True)
        chart.set_categories(Reference(self._sheet, min_col=1, min_row=first + 1, max_row=last))
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.x_axis.scaling.orientation = "maxMin"
        chart.height, chart.width = 7, 14
        self._sheet.add_chart(chart, f"D{first}")

    def _add(self, values: Sequence[str | float], *, head: bool = False) -> None:
        style: dict[str, Any] = {"border": _EDGE}
        if head:
            style |= {"font": Font(bold=True), "fill": PatternFill("solid", fgColor="D9E1F2")}
        self._sheet.append(list(self._styled(values, style)))
        self._rows += 1

    def _styled(self, values: Sequence[str | float], style: Mapping[str, Any]) -> Iterator[Any]:
        for at, value in enumerate(values):
            centred = {"alignment": Alignment(horizontal="center")} if at else {}
            if isinstance(value, str):
                yield _text(self._sheet, value, **style, **centred)
                continue
            cell = WriteOnlyCell(self._sheet, value)
            for name, each in {**style, **centred}.items():
                setattr(cell, name, each)
            if isinstance(value, float):
                cell.number_format = _FORMATS["percent"]
            yield cell
