"""Tables, and what is meant for paper, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui.export.paper import Block, Heading, NewPage, Paper, Paragraph, Table
from tui.export.sheet import Sheet
from tui.model.text import visible

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


def to_text(paper: Paper) -> str:
    """What is meant for paper, as Markdown."""
    parts = [f"# {escaped(visible(paper.title))}", *(_part(block) for block in paper.blocks)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _part(block: Block) -> str:
    match block:
        case NewPage(title):
            return f"---\n\n# {escaped(visible(title))}"
        case Heading(text, level):
            return f"{'#' * (level + 1)} {escaped(visible(text))}"
        case Paragraph(text):
            return escaped(visible(text))
        case Table(sheet):
            return to_markdown(sheet).rstrip("\n")
