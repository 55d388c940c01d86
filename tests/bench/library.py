"""Makes a library of many documents from the bundled one, each changed by chance but always the same for a seed.

`python -m tests.bench.library FOLDER [DOCUMENTS]` makes the workspace by hand; 1,600 documents have 99,200 tasks.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tui.model.document import Document, Section
from tui.model.ledger import Ledger
from tui.model.task import Task
from tui.packaged import bundled_documents
from tui.store.files import render
from tui.store.library import Library
from tui.store.tiny import to_tables

MANY = 1600
CITIES = ["太原市", "大同市", "阳泉市", "长治市", "晋城市", "朔州市", "晋中市", "运城市", "忻州市", "临汾市", "吕梁市"]
SUBJECTS = [
    "新消费",
    "养老服务",
    "全民健身",
    "物流降本",
    "冰雪运动",
    "智慧旅游",
    "农村电商",
    "职业培训",
    "绿色建筑",
    "信用体系",
    "数据共享",
    "政务服务",
]
WORDS = [
    "重点",
    "加快",
    "试点",
    "推进",
    "落实",
    "统筹",
    "规范",
    "示范",
    "县域",
    "园区",
    "社区",
    "企业",
    "平台",
    "机制",
    "标准",
    "监管",
    "评估",
    "宣传",
    "培育",
    "协同",
]
OWN = [
    "教育局",
    "科技局",
    "民政局",
    "财政局",
    "人社局",
    "住建局",
    "交通局",
    "农业局",
    "商务局",
    "文旅局",
    "卫健委",
    "审计局",
]


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """So many variants of the bundled document: other titles, headings, words and, now and then, bodies of a city."""
    library = Library(Path("nowhere"), bundled_documents())
    original = library.load(library.ids()[0])
    for number in range(count):
        yield variant(original, number, random.Random(seed * 1_000_003 + number))


def variant(original: Document, number: int, chance: random.Random) -> Document:
    """One variant; the same number and chance always give the same."""
    city, year = chance.choice(CITIES), 2013 + number % 12
    subject = chance.choice(SUBJECTS)
    source = original.source._replace(name=f"{number}.txt", sha256=hashlib.sha256(_source(number)).hexdigest())
    return replace(
        original,
        id=f"{city}-{year}-{number:04}",
        title=f"{city}人民政府关于促进{subject}{chance.choice(WORDS)}发展的实施意见（{number}）",
        title_made=False,
        issuer=f"{city}人民政府",
        issued=f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
        source=source,
        sections=tuple(_section(section, chance) for section in original.sections),
        tasks=tuple(_task(task, city, chance) for task in original.tasks),
        doubts=(),
    )


def _source(number: int) -> bytes:
    return f"variant {number}\n".encode()


def _section(section: Section, chance: random.Random) -> Section:
    if section.heading is None or section.kind == "annex":
        return section
    heading = _changed(section.heading, chance)
    return section._replace(heading=heading, text=section.text.replace(section.heading, heading, 1))


def _task(task: Task, city: str, chance: random.Random) -> Task:
    leads, participants = task.leads, task.participants
    if chance.random() < 0.2:
        leads = (city + chance.choice(OWN), *leads[1:])
    if chance.random() < 0.2:
        participants = (*participants, city + chance.choice(OWN))
    return task._replace(text=_changed(_changed(task.text, chance), chance), leads=leads, participants=participants)


def _changed(text: str, chance: random.Random) -> str:
    """The text with one more word somewhere."""
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(WORDS) + text[at:]


def make(root: Path, count: int = MANY) -> None:
    """Write the library of a workspace, as an import would but without waiting for the disk at every file."""
    for folder in ("library", "sources"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for number, document in enumerate(documents(count)):
        (root / "library" / f"{document.id}.json").write_text(render(to_tables(document)), encoding="utf-8")
        (root / "sources" / document.source.sha256).write_bytes(_source(number))


def rows(ledger: Ledger) -> Iterable[tuple[str, ...]]:
    """What a spreadsheet of the ledger would hold: what VisiData is given."""
    yield ("doc", "no", "text", "leads", "participants", "section", "heading", "status", "star", "notes")
    for entry in ledger:
        task, place = entry.task, "".join(section.number or "" for section in reversed(entry.path))
        heading = entry.path[0].heading or "" if entry.path else ""
        bodies = ("、".join(task.leads), "、".join(task.participants))
        star, notes = "★" if entry.star else "", str(len(entry.notes))
        yield (entry.doc, task.no or "", task.text, *bodies, place, heading, entry.status.zh, star, notes)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else MANY)
