"""What is meant for paper: headings, paragraphs and tables, before anybody says in which format."""

from __future__ import annotations

from typing import NamedTuple

from tui.export.sheet import Sheet


class Remark(NamedTuple):
    """What somebody noted on words of a document, with what answers it."""

    author: str
    at: str
    """ISO form; may be empty."""
    text: str
    quote: str = ""
    """The words it is about; all of them where they are not found."""
    answers: tuple[Remark, ...] = ()
    settled: bool = False


class Heading(NamedTuple):
    """A heading of the first, second or third rank."""

    text: str
    level: int = 1
    remarks: tuple[Remark, ...] = ()


class Paragraph(NamedTuple):
    """A paragraph of running text."""

    text: str
    right: bool = False
    """Whether it stands at the right, as a signature and a date do."""
    plain: bool = False
    """Whether it begins without an indent, as a salutation does."""
    remarks: tuple[Remark, ...] = ()


class Table(NamedTuple):
    """A table, and how wide each of its columns is beside the others; empty where all are alike."""

    sheet: Sheet
    widths: tuple[int, ...] = ()
    remarks: tuple[tuple[int, Remark], ...] = ()
    """Those on its rows, each with the number of its row, from 0."""


class NewPage(NamedTuple):
    """What follows begins a page, under a title of its own."""

    title: str


Block = Heading | Paragraph | Table | NewPage


class Paper(NamedTuple):
    """One document for paper."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    remarks: tuple[Remark, ...] = ()
    """Those on its title."""
    head: str = ""
    """What stands at the head of every page, and is no word of the document; where the format has pages."""
