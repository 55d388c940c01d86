"""Tables as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui.export.sheet import Sheet

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&#]")


def escaped(cell: str) -> str:
    """The cell as text that Markdown shows as it is: no markup, no HTML, no end of the cell."""
    return _MARKUP.sub(lambda found: f"\\{found.group()}", cell).replace("\n", "<br>")


def to_markdown(sheet: Sheet) -> str:
    """The table as a pipe table."""
    return "".join(f"{line}\n" for line in (_line(sheet.headings), _line("---" for _ in sheet.headings), *_body(sheet)))


def _body(sheet: Sheet) -> Iterable[str]:
    return (_line(escaped(cell) for cell in row) for row in sheet.rows)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
