"""The bundled document as Word, PDF and web page (made by `tests.ingest.made`): the same reading as its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.ingest import read, read_bytes
from tui.model.document import Document, Kind

from .made import plan

MADE = Path(__file__).parent / "made"
SEED = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"


@pytest.fixture(scope="module")
def seed() -> Document:
    return read(SEED)


@pytest.fixture(scope="module", params=["docx", "pdf", "html"])
def made(request: pytest.FixtureRequest) -> Document:
    needed = {"pdf": "pdfplumber", "html": "lxml"}.get(request.param)
    if needed:
        pytest.importorskip(needed)
    return read(MADE / f"seed.{request.param}")


def test_sections_are_the_same_in_every_format(seed: Document, made: Document) -> None:
    assert (made.count(Kind.SECTION), made.count(Kind.ARTICLE)) == (8, 26)
    assert [(s.id, s.kind, s.number, s.heading) for s in made.sections] == [
        (s.id, s.kind, s.number, s.heading) for s in seed.sections
    ]
    assert [s.text for s in made.sections] == [s.text.replace("\ue004", "") for s in seed.sections]


def test_tasks_are_the_same_in_every_format(seed: Document, made: Document) -> None:
    assert len(made.tasks) == 62
    assert [(t.id, t.no, t.text, t.leads, t.participants, t.inherited) for t in made.tasks] == [
        (t.id, t.no, t.text, t.leads, t.participants, t.inherited) for t in seed.tasks
    ]
    assert [t.basis for t in made.tasks] == [t.basis for t in seed.tasks]


def test_the_document_is_the_same_in_every_format(seed: Document, made: Document) -> None:
    said = [(d.id, d.title, d.issuer, d.issued) for d in (made, seed)]
    assert said[0] == said[1]
    assert made.source.format != seed.source.format


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_contents_pages_leave_the_outline_of_a_plan_of_sixty_pages(form: str) -> None:
    if form == "pdf":
        pytest.importorskip("pdfplumber")
    plain = read_bytes("\n".join(plan.paragraphs()).encode(), "plan.txt")
    listed = read(MADE / f"plan.{form}")
    assert (plain.count(Kind.CHAPTER), plain.count(Kind.SECTION), plain.count(Kind.ARTICLE)) == (8, 96, 96)
    assert listed.sections == plain.sections
    assert [(t.id, t.leads, t.participants, t.due) for t in listed.tasks] == [
        (t.id, t.leads, t.participants, t.due) for t in plain.tasks
    ]
    assert [doubt.values["count"] for doubt in listed.doubts if doubt.code == "contents"] == [57]
