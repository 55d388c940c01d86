"""Responsibility notes in a text: （…牵头，…配合） （责任单位：…） （…负责，2020年底前完成）, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tui.ingest.duties.names import Duty, ends_as_body
from tui.ingest.duties.roles import KEYED, NOTE_BEGINS, role_of_key
from tui.ingest.duties.rules import (
    is_marked,
    is_signed,
    telling_sign,
    with_leads_marked,
    with_marks_alike,
    without_rules,
)
from tui.ingest.duties.wording import bare_duty, is_dated, is_due, read_duty

_BRACKETS: Final = {"（": "）", "(": ")", "〔": "〕", "[": "]", "【": "】"}
_BEHIND: Final = re.compile("[^ \u3000\t*\ue004]")
"""What stands behind a note, blanks and marks passed over."""
_DUE_BRACKET: Final = re.compile(r"\s*[（(〔\[【]([^（()）〔〕\[\]【】]{2,40})[）)〕\]】]")
_NEAR: Final = 80
"""So many letters before a note are looked at, and more where these are blank."""


@dataclass(frozen=True, slots=True)
class Note:
    """A responsibility note in a text: what it says and where it stands (offsets, brackets included)."""

    start: int
    end: int
    duty: Duty


def find_notes(text: str, *, bare: bool = False, sign: str = "") -> list[Note]:
    """The responsibility notes of a text, in order; what is mere prose in brackets is none.

    With `bare`, brackets that close a text and hold nothing but names of bodies count as notes too; `sign` marks who
    leads.
    """
    return list(_notes(text, bare=bare, sign=sign))


@lru_cache(maxsize=8192)
def _notes(text: str, *, bare: bool, sign: str) -> list[Note]:
    """What `find_notes` finds, kept: headings, paragraphs and tasks all ask for the notes of one text."""
    found: list[Note] = []
    for start, end in _bracketed(text):
        inside = text[start + 1 : end - 1]
        duty = read_duty(inside, sign) or _unlabelled(text, start, inside, bare=bare, sign=sign)
        if duty and (KEYED.match(inside) or _stands_apart(text, start, end)):
            found.append(Note(start, end, duty))
    return found or _unbracketed(text, sign)


def _unlabelled(text: str, start: int, inside: str, *, bare: bool, sign: str) -> Duty:
    """The bodies of a bracket that holds nothing else, where a rule, a sign, a deadline or others like it say so."""
    plain = with_marks_alike(without_rules(inside))
    duty = bare_duty(with_leads_marked(plain, sign or telling_sign(plain))).lifted()
    if not duty:
        return duty
    signed = is_signed(inside) or is_marked(inside) or any(each in inside for each in sign)
    alone = signed or without_rules(inside) != inside or (bare and not ends_as_body(_before(text, start)))
    return duty if alone or (is_dated(duty) and not ends_as_body(_before(text, start))) else Duty()


def ends_with_names(text: str) -> bool:
    """Whether a text closes with brackets that hold nothing but names of bodies."""
    spans = _bracketed(text)
    words = text.rstrip(" \u3000。；;\ue004")
    if not spans or spans[-1][1] < len(words):
        return False
    start, end = spans[-1]
    inside, before = text[start + 1 : end - 1], _before(text, start)
    return not read_duty(inside) and bool(bare_duty(inside)) and not ends_as_body(before)


def _bracketed(text: str) -> list[tuple[int, int]]:
    """The outermost brackets; a bracket that never closes runs to the end of the text."""
    spans: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        if char in _BRACKETS:
            stack.append((char, place))
        elif stack and char in "）)〕]】":
            start = stack.pop()[1]
            if not stack:
                spans.append((start, place + 1))
    if stack and KEYED.match(text[stack[0][1] + 1 :]):
        spans.append((stack[0][1], len(text) + 1))
    return spans


def due_behind(text: str, end: int) -> tuple[int, str | None]:
    """Where a bracket that stands right behind a note and holds a deadline alone ends, and that deadline."""
    match = _DUE_BRACKET.match(text, end)
    if match is None:
        return end, None
    keyed = KEYED.match(match[1])
    if keyed is not None and role_of_key(keyed["key"] or keyed["boxed"] or "") == "due":
        return match.end(), match[1][keyed.end() :].strip() or None
    return (match.end(), match[1].strip()) if is_due(match[1]) and not read_duty(match[1]) else (end, None)


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether a bracket closes a sentence: it follows one, or one ends with it."""
    behind = _BEHIND.search(text, end)
    before, after = _before(text, start), behind[0] if behind else ""
    return not after or after in "。；;！\n（(〔[【" or not before or before[-1] in '。；;！”"）)'


def _before(text: str, start: int) -> str:
    """The last words before a place of a text, which may be very long."""
    near = _NEAR
    while not (words := text[max(0, start - near) : start].rstrip()) and near < start:
        near *= 8
    return words


def _unbracketed(text: str, sign: str) -> list[Note]:
    """A note without brackets that closes a paragraph: `…水平。责任单位：市科委、市教委。`."""
    match = NOTE_BEGINS.search(text)
    if match is None:
        return []
    duty = read_duty(text[match.end() :], sign)
    return [Note(len(text[: match.start()].rstrip()), len(text), duty)] if duty else []
