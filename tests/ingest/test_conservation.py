"""Every character of a file stands in what was read, or in a warning that counts it: held against a dumb counter."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document
from tui.model.errors import Problem
from tui.model.text import squeeze

from .dumb_counter import count_all, texts_of
from .fuzzed import document

ROOM = Path(__file__).parent
KNOWN = {"txt", "csv", "docx", "xlsx", "html", "pdf", "xls"}
FILES = [
    *(ROOM.parents[1] / "data").glob("*.txt"),
    *(each for each in sorted((ROOM / "made").iterdir()) if each.suffix[1:] in KNOWN),
]
FUZZED = int(os.environ.get("DUBAN_FUZZED", "60"))
"""How many documents are put together at random."""


def letters(*texts: str | None) -> Counter[str]:
    """All characters, whatever their width: printed numbers are kept in one."""
    return Counter("".join(squeeze(text or "") for text in texts))


def said(document: Document) -> Counter[str]:
    """All characters of the sections, and beyond them those of the tasks."""
    found = letters(*(section.label + section.text for section in document.sections))
    fields = [(task.no, task.text, *task.agencies, task.due and task.due.text) for task in document.tasks]
    details = [text for task in document.tasks for detail in task.details for text in detail]
    return found + letters(*(text for field in fields for text in field), *details)


def check(document: Document, data: bytes, name: str) -> None:
    """Hold the account of a document against the file it was read from."""
    counted = document.characters
    assert counted is not None
    assert counted.source == counted.kept + counted.reported
    assert counted.reported == sum(doubt.count for doubt in document.doubts)
    assert all(doubt.count >= 0 for doubt in document.doubts)
    assert "unaccounted" not in {doubt.code for doubt in document.doubts}
    texts = list(texts_of(data, name))
    assert counted.source == sum(map(count_all, texts))
    lost = letters(*texts) - said(document)
    assert lost.total() <= counted.reported, f"lost and not told: {lost}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_of_a_file_is_lost(file: Path) -> None:
    if file.suffix == ".html":
        pytest.importorskip("lxml")
    if file.suffix == ".pdf":
        pytest.importorskip("pdfplumber")
    if file.suffix == ".xls":
        pytest.importorskip("python_calamine")
    data = file.read_bytes()
    check(read_bytes(data, file.name), data, file.name)


@pytest.mark.parametrize("seed", range(FUZZED))
def test_nothing_of_what_was_put_together_at_random_is_lost(seed: int) -> None:
    data, name = document(seed)
    try:
        read = read_bytes(data, name)
    except Problem:
        return
    check(read, data, name)


def test_most_of_what_is_put_together_at_random_can_be_read() -> None:
    read = 0
    for seed in range(30):
        try:
            read += bool(read_bytes(*document(seed)).sections)
        except Problem:
            continue
    assert read >= 20
