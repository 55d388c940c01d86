"""What a verb found, printed: JSON, CSV, Markdown, a table, or plain lines."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Mapping
from itertools import islice
from typing import Any, Final, TextIO

from tui.cli.terminal import Voice, is_terminal
from tui.export.comma import to_csv
from tui.export.markdown import to_markdown
from tui.export.plain import NARROW, print_columns, to_lines
from tui.export.records import dump
from tui.export.sheet import Listing, Sheet

_FIRST: Final = 32
_MORE: Final = 1024
"""So many lines are printed at a time: few at first, for somebody waits for them."""


class Printer(Voice):
    """Prints what a verb found and says; of a demo, that it is one."""

    demo = False
    """Whether what is printed was made up."""

    _meant = ""

    def meant(self, doc: str) -> None:
        """Say once which document is meant where none was named."""
        if doc != self._meant:
            self.say("use.meant", doc=doc)
            self._meant = doc

    def record(self, record: Mapping[str, Any]) -> None:
        """Print one JSON document, which is UTF-8 whatever the locale."""
        self.utf8(dump({**record, "demo": True} if self.demo else record) + "\n")

    def utf8(self, text: str) -> None:
        """Print what is UTF-8 whatever the locale."""
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        self.data(text)

    def csv(self, sheet: Sheet) -> None:
        """Print CSV as UTF-8; redirected to a file it begins with the byte order mark that Excel wants."""
        mark = "\ufeff" if sys.stdout is not None and _is_new_file(sys.stdout) else ""
        self.utf8(mark + to_csv(sheet.with_column(self.texts("cli.demo.name")) if self.demo else sheet))

    def markdown(self, sheet: Sheet) -> None:
        """Print a Markdown table."""
        note = f"{self.texts('cli.demo.note')}\n\n" if self.demo else ""
        self.data(note + to_markdown(sheet))

    def sheet(self, table: Sheet | Listing) -> None:
        """Print a table: in columns on a terminal, else one complete line a row, the first while others are made."""
        width = width_of(sys.stdout) if is_terminal(sys.stdout) else 0
        if width < NARROW:
            lines, many = to_lines(table, self.texts("cli.colon")), _FIRST
            while some := "".join(islice(lines, many)):
                self.data(self.shown(some, sys.stdout))
                many = _MORE
            return
        sheet = table.sheet() if isinstance(table, Listing) else table
        if not sheet.rows:
            return
        columns = io.StringIO()
        print_columns(sheet, columns, width, _wants_colour(os.environ))
        self.data(self.shown(columns.getvalue(), sys.stdout))


def _is_new_file(stream: TextIO) -> bool:
    """Whether the stream was redirected to a file that is empty yet (`> tasks.csv`)."""
    try:
        about = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(about.st_mode) and not about.st_size


def width_of(out: TextIO) -> int:
    """Width of a terminal in cells."""
    try:
        return os.get_terminal_size(out.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _wants_colour(environ: Mapping[str, str]) -> bool:
    """Whether bold and colour are welcome."""
    return not environ.get("NO_COLOR") and environ.get("TERM", "") not in {"", "dumb"}
