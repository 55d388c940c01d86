"""Which numbered and unnumbered pieces carry a heading, judged by their words and by what stands beside them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from tui.ingest.duties.notes import ends_with_names, find_notes
from tui.ingest.duties.roles import is_role_line
from tui.ingest.structure.numbering import Level
from tui.model.document import Kind, Section
from tui.model.text import visible

_SENTENCE: Final = re.compile(r"[^。！？]*")
_FIGURES: Final = re.compile(
    r"\d[\d.,，]*\s*(?:%|％|亿|万|千|余|多|个|家|公里|平方|亩|吨|元(?!宇)|人(?![才大工民力口员])|户(?!籍)|项(?!目)|座|条(?!例)|套|台|辆|件|次|名|处|所|米|千瓦|张|期|批|场)|百分之|以上$|左右$"
)
"""Figures: a sentence that counts something tells what is done and heads nothing."""
_LONGEST: Final = 80
"""Longer first sentences are no headings, whatever their number."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A section, the level of its numbering and its place in the file."""

    section: Section
    level: Level | None
    where: str


def settle(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces with headings, and with kinds that depend on them."""
    parents = {piece.section.parent for piece in pieces}
    lists = _lists(pieces)
    titled = _titled_levels(pieces, parents)
    told = _told_in_full(pieces, parents, titled)
    run_in = _run_in(pieces)
    for piece in pieces:
        section = piece.section
        if section.kind in {Kind.ARTICLE, Kind.SECTION, Kind.CHAPTER} and (section.parent, piece.level) in lists:
            section = section._replace(kind=Kind.ITEM)
        elif section.kind is Kind.ANNEX:
            section = section._replace(heading="".join(visible(section.text).split()) or None)
        elif (
            section.kind is Kind.ITEM
            and piece.level in titled
            and (_short_head(section, parents, 30) or _noted(section))
        ):
            kind = Kind.ITEM if (section.parent, piece.level) in told else Kind.ARTICLE
            section = section._replace(kind=kind, heading=_heading(section.text, 40))
        elif section.kind in {Kind.ARTICLE, Kind.SECTION, Kind.CHAPTER}:
            heading = _clause_heading(section.text) if piece.level is Level.CLAUSE else _heading(section.text, _LONGEST)
            section = section._replace(heading=heading)
        elif section.id in run_in:
            section = section._replace(heading=_heading(section.text, 20))
        yield replace(piece, section=section)


def clean(text: str) -> str:
    """Words as a heading shows them."""
    return visible(text).strip(" \u3000\t：:")


def _without_note(text: str) -> str:
    notes = find_notes(text, bare=ends_with_names(text))
    return text[: notes[0].start] if notes and notes[0].start else text


def first_sentence(text: str) -> str:
    """The words up to the first full stop, without a responsibility note."""
    words = _without_note(text)
    match = _SENTENCE.match(words)
    return clean(match.group() if match else words)


def _heading(text: str, longest: int) -> str | None:
    """The heading that a text is or begins with; None where its first sentence is too long for one."""
    sentence = first_sentence(text)
    before, colon, after = sentence.replace(":", "：").partition("：")
    if colon and 0 < len(before) <= 30 and (re.search("[；;]", after) or len(sentence) > 30):
        return before.strip()
    return sentence if 0 < len(sentence) <= longest and not re.search("[；;]", sentence) else None


def _clause_heading(text: str) -> str | None:
    """The name of an article (第一条 目的); most have none."""
    words = clean(text)
    return (
        words
        if len(words) <= 15 and not text.rstrip().endswith(("：", ":")) and not re.search("[，,。；;：:、]", words)
        else None
    )


def _lists(pieces: list[Piece]) -> set[tuple[str | None, Level | None]]:
    """Groups of articles that only list things: most of them close with a semicolon."""
    groups: dict[tuple[str | None, Level | None], list[str]] = {}
    for piece in pieces:
        if piece.level is Level.ARTICLE:
            groups.setdefault((piece.section.parent, piece.level), []).append(clean(piece.section.text))
    return {
        key
        for key, texts in groups.items()
        if len(texts) > 1 and sum(text.endswith(("；", ";")) for text in texts) * 2 >= len(texts)
    }


def _short_head(section: Section, parents: set[str | None], longest: int = 16) -> bool:
    """Whether an item reads as a heading: a short line with text below it, or a short first sentence before others."""
    words = clean(_without_note(section.text))
    sentence = first_sentence(section.text)
    if sentence == words:
        return len(words) <= 30 and section.id in parents and not re.search("[，,；;]", words)
    return (
        2 < len(sentence) <= longest
        and not re.search("[，,]", sentence)
        and not _FIGURES.search(sentence)
        and words.startswith(sentence + "。")
        and len(words) > len(sentence) + 4
    )


def _noted(section: Section) -> bool:
    """Whether an item is nothing but a short sentence and the note on who answers for it."""
    words, whole = clean(_without_note(section.text)).rstrip("。"), clean(section.text)
    return len(words) + 4 < len(whole) and 2 < len(words) <= 16 and not re.search("[，,；;。]", words)


def _titled_levels(pieces: list[Piece], parents: set[str | None]) -> set[Level | None]:
    """The levels of items most of which read as headings."""
    votes: dict[Level | None, list[bool]] = {}
    for piece in pieces:
        if piece.level in {Level.ITEM, Level.TENTH, Level.HUNDREDTH, Level.SUBITEM, Level.LETTER}:
            votes.setdefault(piece.level, []).append(_short_head(piece.section, parents))
    return {level for level, heads in votes.items() if sum(heads) * 5 >= len(heads) * 3}


def _told_in_full(
    pieces: list[Piece], parents: set[str | None], titled: set[Level | None]
) -> set[tuple[str | None, Level | None]]:
    """Groups of items below a heading that each say what is done and, in a note or in lines below, who does it."""
    groups: dict[tuple[str | None, Level | None], list[bool]] = {}
    annexes = {piece.section.id for piece in pieces if piece.section.kind is Kind.ANNEX}
    carded = {piece.section.parent for piece in pieces if is_role_line(piece.section.text)}
    headed = {piece.section.parent for piece in pieces if piece.level is not None}
    for piece in pieces:
        section = piece.section
        below = section.parent is not None and section.parent not in annexes
        if section.kind is Kind.ITEM and piece.level in titled and below:
            own = section.id not in parents and _without_note(section.text) != section.text
            own = own or (section.id in carded and section.id not in headed)
            groups.setdefault((section.parent, piece.level), []).append(own)
    return {key for key, own in groups.items() if sum(own) * 2 > len(own)}


def _run_in(pieces: list[Piece]) -> set[str]:
    """Paragraphs with a run-in heading: short first sentences, at least two under one parent."""
    groups: dict[str | None, list[str]] = {}
    for piece in pieces:
        section = piece.section
        if section.kind is Kind.PARAGRAPH and section.parent is not None and _opens_short(section.text):
            groups.setdefault(section.parent, []).append(section.id)
    return {found for ids in groups.values() if len(ids) > 1 for found in ids}


def _opens_short(text: str) -> bool:
    sentence = first_sentence(text)
    return 2 < len(sentence) <= 16 and clean(text).startswith(sentence + "。") and len(clean(text)) > len(sentence) + 12
