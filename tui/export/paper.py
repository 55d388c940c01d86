"""What is meant for paper: headings, paragraphs and tables, before anybody says in which format."""

from __future__ import annotations

from typing import NamedTuple

from tui.export.sheet import Sheet


class Heading(NamedTuple):
    """A heading of the first, second or third rank."""

    text: str
    level: int = 1


class Paragraph(NamedTuple):
    """A paragraph of running text."""

    text: str
    right: bool = False
    """Whether it stands at the right, as a signature and a date do."""
    plain: bool = False
    """Whether it begins without an indent, as a salutation does."""


class Table(NamedTuple):
    """A table, and how wide each of its columns is beside the others; empty where all are alike."""

    sheet: Sheet
    widths: tuple[int, ...] = ()


class NewPage(NamedTuple):
    """What follows begins a page, under a title of its own."""

    title: str


Block = Heading | Paragraph | Table | NewPage


class Paper(NamedTuple):
    """One document for paper."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
