"""What stands beside the cells of a sheet: comments of people, and words, pictures and charts that are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from tui.ingest.readers.left_out import LeftOut
from tui.ingest.readers.packages import Package, words_in
from tui.ingest.readers.sheet_cells import S, place_of
from tui.model.text import count_characters

_THREAD: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def read_beside(package: Package, part: str, left: LeftOut, sheet: str, main: str) -> int:
    """Note what stands beside the cells of a sheet; how many characters that are."""
    held = 0
    threads = package.related(part, "threadedComment")
    found = _threads(package, threads, main) if threads else _comments(package, part)
    for reference, author, words in found:
        place = place_of(reference)
        left.note("comment", f"{sheet} row {place[0]}" if place else sheet, words, author=author or "?", words=words)
        held += count_characters(words)
    for drawing in package.related(part, "drawing"):
        held += _drawn(package, drawing, left, sheet)
    return held


def _comments(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """Cell, author and words of each comment."""
    for comments in package.related(part, "comments"):
        root = package.xml(comments)
        authors = [author.text or "" for author in root.iter(S + "author")]
        for comment in root.iter(S + "comment"):
            number = comment.get("authorId") or ""
            author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
            yield comment.get("ref") or "", author, "".join(words_in(comment))


def _threads(package: Package, parts: list[str], main: str) -> Iterator[tuple[str, str, str]]:
    """Cell, author and words of each comment and answer of a conversation."""
    people = {
        person.get("id"): person.get("displayName") or ""
        for part in package.related(main, "person")
        for person in package.xml(part).iter(_THREAD + "person")
    }
    for part in parts:
        for comment in package.xml(part).iter(_THREAD + "threadedComment"):
            words = comment.findtext(_THREAD + "text") or ""
            yield comment.get("ref") or "", people.get(comment.get("personId"), ""), words


def _drawn(package: Package, part: str, left: LeftOut, sheet: str) -> int:
    """Note the pictures, charts and words of a drawing over the cells; how many characters these are."""
    held = 0
    for each in package.xml(part).iter():
        name = each.tag.rpartition("}")[2]
        if name == "blip":
            left.note("image_ignored", sheet)
        elif name == "chart":
            left.note("drawings", sheet, kind=name)
        elif each.tag == _DRAWING + "p" and (words := _line(each)):
            left.note("drawn_words", sheet, words, words=words)
            held += count_characters(words)
    return held


def _line(paragraph: Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(_DRAWING + "t")).strip()
