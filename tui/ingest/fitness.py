"""Whether what was read can be a policy document at all; else it is refused plainly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from tui.ingest.blocks import Block, Paragraph, Reading
from tui.model.errors import Invalid

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


_FEWEST_HAN: Final = 30
"""Chinese characters of the shortest text beside which another language may stand."""
MOST_LINES: Final = 50_000
"""Paragraphs and rows of the longest document that is read; the longest known has some thousand."""


MOST_LETTERS: Final = 1_500_000
"""Characters of the longest document that is read; a book has a million."""


def check_length(lines: int, letters: int, name: str) -> None:
    """Raise Invalid (`too_many_lines`, `too_many_letters`) where there is more than any policy document holds."""
    if lines > MOST_LINES:
        raise Invalid("too_many_lines", file=name, limit=MOST_LINES)
    if letters > MOST_LETTERS:
        raise Invalid("too_many_letters", file=name, limit=MOST_LETTERS)


_PROGRAMS: Final = re.compile(
    r"\.(?:json|jsonl|ndjson|ipynb|xml|svg|py|m?js|[jt]sx?|vue|s?css|java|kt|c|h|[ch]pp|cs|go|rs|rb|php|pl|lua|swift|sh|bat|ps1"
    r"|sql|ya?ml|toml|ini|cfg|conf|properties|log|srt|vtt|ics|vcf|diff|patch)"
)
"""Suffixes of programs, data, settings and logs."""
_CODE: Final = re.compile(
    r"\s*(?:(?:import|from|package|using|export|const|let|var|def|class|function|func|fn|public|private|protected|static|return"
    r"|void|int|SELECT|INSERT|CREATE|UPDATE|ALTER|DROP|echo|sudo|apt|pip|npm|git)\s+\S.*|(?:if|for|while|switch|catch)\s*\(.*"
    r"|//.*|#(?:include|define|!).*|/\*.*|\*/|[^\s=，。；：]+\s*(?:=|\+=|:=)\s*[^\s=].*|[{}\[\]()]+[;,]?"
    r"|[\"']?[A-Za-z\d_.\-/]+[\"']?\s*:(?!//)(?:\s.*)?|.*[;{}]|-\s+[A-Za-z\d_\-]+:.*|\[[A-Za-z\d_.\-]+\]"
    r"|\W?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d.*)\s*",
    re.IGNORECASE,
)
"""A line of a program, of marks or settings, or of a log."""


def check_prose(text: str, name: str) -> None:
    """Raise Invalid (`no_document`) for JSON, for programs and settings, marked-up data and logs."""
    if _PROGRAMS.fullmatch(PurePath(name).suffix.lower()) or text[:200].lstrip("\ufeff \t\r\n").startswith("<?xml"):
        raise Invalid("not_prose", file=name)
    lines = [line for line in text[:200_000].split("\n") if line.strip()]
    data = text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["} and _is_json(text)
    code = sum(len(line) < 400 and bool(_CODE.fullmatch(line)) for line in lines)
    if data or (code > 2 and code * 5 >= len(lines) * 3):
        raise Invalid("not_prose", file=name)


def _is_json(text: str) -> bool:
    """Whether a text is JSON, or a line of it is (one record a line)."""
    for part in (text, text.strip().split("\n", 1)[0]):
        try:
            found = json.loads(part)
        except ValueError:
            continue
        except RecursionError:
            return True
        if isinstance(found, dict | list):
            return True
    return len(re.findall(r'"[^"\n]{1,60}"\s*:', text[:20_000])) > 2


def _is_bilingual(reading: Reading) -> bool:
    """Whether a text is in two languages: most of the Chinese, and no little, stands in lines and cells of its own."""
    own = all_han = foreign = 0
    for words in _texts(reading):
        han, letters = len(_HAN.findall(words)), sum(map(str.isalpha, words))
        all_han += han
        own += han if han * 2 > letters else 0
        foreign += letters - han if han * 4 < letters else 0
    return all_han >= _FEWEST_HAN and own * 5 >= all_han * 4 and foreign > 0


def _texts(reading: Reading) -> Iterator[str]:
    """Every line and every cell."""
    for block in reading.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row.cells)


def check(reading: Reading, name: str) -> None:
    """Raise Invalid where there is too much, or letters are missing, wrong or lost."""
    lines = sum(1 if isinstance(block, Paragraph) else len(block.rows) for block in reading.blocks)
    check_length(lines, sum(map(_letters, reading.blocks)), name)
    text = "\n".join(_texts(reading))
    letters = sum(char.isalpha() for char in text)
    han = len(_HAN.findall(text))
    if not text.strip():
        raise Invalid("no_text", file=name)
    if text.count("\ufffd") * 200 > len(text):
        raise Invalid("letters_lost", file=name)
    strange = sum(char.isalpha() and not char.isascii() for char in text) - han
    foreign = (strange > 20 and strange > han) or (letters > 40 and han * 4 < letters)
    two = foreign and _is_bilingual(reading)
    if len(_PRIVATE.findall(text)) * 5 > len(text) or (strange > 20 and strange > han and not two):
        raise Invalid("wrong_letters", file=name)
    if han < 8 or (letters > 40 and han * 4 < letters and not two):
        raise Invalid("no_policy", file=name)
    if _digits_lost(text, han):
        raise Invalid("digits_lost", file=name)


def _letters(block: Block) -> int:
    """How many letters a block holds, those included that merged cells say again: each row is read with them."""
    if isinstance(block, Paragraph):
        return len(block.text)
    return sum(len(cell.text) for row in block.rows for cell in row.cells)


def _digits_lost(text: str, han: int) -> bool:
    """Whether dates stand without their numbers and the text holds neither digits nor brackets."""
    dates = re.findall(r"(?<![\d〇零○一二三四五六七八九十])\s{0,9}年\s{0,9}月\s{0,9}日", text)
    return han > 100 and bool(dates) and not re.search(r"[\d０-９（()）]", text)
