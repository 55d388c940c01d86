"""The bundled document, against an answer sheet made by reading it."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from tui.ingest import read, read_bytes
from tui.model.document import Document, Kind
from tui.model.text import count_private

SEED = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"
ANSWERS: dict[str, Any] = json.loads((Path(__file__).parent / "seed-answers.json").read_text(encoding="utf-8"))
NUMERALS = "一二三四五六七八九十"


@pytest.fixture(scope="module")
def seed() -> Document:
    return read(SEED)


def test_counts(seed: Document) -> None:
    assert (seed.count(Kind.SECTION), seed.count(Kind.ARTICLE), len(seed.tasks)) == (8, 26, 62)


def test_headings(seed: Document) -> None:
    sections = [(s.number, s.heading) for s in seed.sections if s.kind is Kind.SECTION]
    articles = [(s.parent, s.number, s.heading) for s in seed.sections if s.kind is Kind.ARTICLE]
    assert sections == [(row["no"], row["title"]) for row in ANSWERS["sections"]]
    assert articles == [(row["sec"], row["no"], row["title"]) for row in ANSWERS["articles"]]


def test_tasks_are_exact(seed: Document) -> None:
    got = [(t.no, t.text, list(t.leads), list(t.participants), t.due) for t in seed.tasks]
    assert got == [(r["no"], r["text"], r["leads"], r["participants"], None) for r in ANSWERS["tasks"]]
    assert [task.id for task in seed.tasks] == [f"附件#{number}" for number in range(1, 63)]


def test_the_merged_row_inherits_and_says_so(seed: Document) -> None:
    inherited = {task.no: task.inherited for task in seed.tasks if task.inherited}
    assert inherited == {"14": ("leads", "participants")}
    assert [(d.where, d.values["no"]) for d in seed.doubts if d.code == "inherited"] == [("line 136", "14")]


def tied(document: Document) -> list[str | None]:
    bases = [document.section(task.basis[0].section) for task in document.tasks]
    return [base.number if base else None for base in bases]


def test_every_task_rests_on_its_article(seed: Document) -> None:
    wrong = [
        (row["no"], number)
        for row, number in zip(ANSWERS["tasks"], tied(seed), strict=True)
        if number not in row["articles"]
    ]
    assert wrong == []
    assert all(
        task.basis[0].quote in (seed.section(task.basis[0].section) or seed.sections[0]).text for task in seed.tasks
    )


def test_the_text_is_kept_as_issued(seed: Document) -> None:
    """Label and text, one behind the other, are the printed lines, all but the task table and blank ones."""
    printed = [line for line in SEED.read_text(encoding="utf-8").split("\n") if line.strip() and "\t" not in line]
    assert "\n".join(section.label + section.text for section in seed.sections).split("\n") == printed
    assert sum(count_private(section.text) for section in seed.sections) == 42


def test_the_heading_stands_at_the_head_of_the_text(seed: Document) -> None:
    assert all(section.text.startswith(section.heading) for section in seed.sections if section.heading)


def test_doubts(seed: Document) -> None:
    said = {doubt.code: doubt.values.get("count") for doubt in seed.doubts}
    assert said == {"title_made": None, "private_use": 42, "repeated_header": 6, "inherited": None, "table_frame": None}


def test_masthead(seed: Document) -> None:
    assert (seed.issuer, seed.doc_no, seed.issued) == ("山西省人民政府", None, "2016-06-18")
    assert seed.title_made
    assert "积极发挥新消费引领作用" in seed.title
    kinds = [section.kind for section in seed.sections]
    assert kinds.index(Kind.SALUTATION) == 0
    assert [s.text for s in seed.sections if s.kind is Kind.SIGNATURE] == ["山西省人民政府"]
    assert [(s.number, s.heading) for s in seed.sections if s.kind is Kind.ANNEX] == [("附件", "主要工作任务分工表")]


def test_ids_are_paths_of_printed_numbers(seed: Document) -> None:
    ids = [section.id for section in seed.sections]
    assert {"主送", "一", "一/¶1", "二/¶4", "四/¶1", "四/（三）", "八/（二十六）", "署名", "日期", "附件"} <= set(ids)
    assert len(set(ids)) == len(ids)


def test_a_given_title_changes_no_id(seed: Document) -> None:
    titled = read(SEED, title="别的题目")
    assert (titled.title, titled.title_made) == ("别的题目", False)
    assert titled.id == seed.id
    assert titled.sections == seed.sections


@pytest.mark.parametrize(
    ("encoding", "ends"),
    [
        ("gb18030", "\n"),
        ("gb18030", "\r\n"),
        ("utf-8-sig", "\r\n"),
        ("utf-16", "\n"),
        ("utf-16", "\r\n"),
        ("utf-16-le", "\n"),
        ("utf-16-be", "\r\n"),
        ("utf-8", "\r"),
    ],
)
def test_every_encoding_reads_alike(seed: Document, encoding: str, ends: str) -> None:
    data = SEED.read_text(encoding="utf-8").replace("\n", ends).encode(encoding)
    other = read_bytes(data, "seed.txt")
    assert (other.id, other.sections, other.tasks) == (seed.id, seed.sections, seed.tasks)


def variant(text: str, chance: random.Random) -> tuple[bytes, list[str]]:
    """The text with rows dropped, a third of the words of each task replaced, articles renumbered; the rows kept."""
    kept: list[str] = []
    lines: list[str] = []
    shift = chance.randrange(1, 9)
    words = [word for word in re.split("[，。、；：“”（）\\s]+", text) if 2 <= len(word) <= 6]
    for line in text.split("\n"):
        row = re.match(r"(\d+)\t([^\t]+)(\t.*)", line)
        if row:
            if chance.random() < 0.15:
                continue
            kept.append(row[1])
            lines.append(f"{row[1]}\t{replaced(row[2], words, chance)}{row[3]}")
        else:
            lines.append(
                re.sub("^　　（([一二三四五六七八九十]+)）", lambda m: f"　　（{numeral(value(m[1]) + shift)}）", line)
            )
    return "\n".join(lines).encode(), kept


def replaced(task: str, words: list[str], chance: random.Random) -> str:
    pairs = [task[at : at + 2] for at in range(0, len(task), 2)]
    for at in chance.sample(range(len(pairs)), len(pairs) // 3):
        pairs[at] = chance.choice(words)[:2]
    return "".join(pairs)


def value(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (NUMERALS.find(tens) + 1 if tens else 1) * 10 * bool(ten) + NUMERALS.find(ones) * bool(ones) + bool(ones)


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (NUMERALS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (NUMERALS[ones - 1] if ones else "")


@pytest.mark.parametrize("seed_number", range(20))
def test_ties_hold_in_variants(seed_number: int) -> None:
    data, kept = variant(SEED.read_text(encoding="utf-8"), random.Random(seed_number))
    document = read_bytes(data, "variant.txt")
    headings = {row["no"]: row["title"] for row in ANSWERS["articles"]}
    answers = {row["no"]: {headings[number] for number in row["articles"]} for row in ANSWERS["tasks"]}
    assert [task.no for task in document.tasks] == kept
    right = sum(
        (document.section(task.basis[0].section) or document.sections[0]).heading in answers[task.no or ""]
        for task in document.tasks
    )
    assert right >= 0.9 * len(document.tasks)
