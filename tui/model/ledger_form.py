"""The form in which a ledger goes out and comes back (台账): its columns, and what each says of a task.

It is written by `tui.export` and read by `tui.ingest`. What people may say in a column is compared, when the ledger
comes back, with what the cell said when it went out: that lies beside it, in a hidden column.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple

from tui.model.change import Note
from tui.model.ledger import Entry
from tui.model.text import squeeze, visible

MARK: Final = "duban:"
"""Begins the machine names in the hidden line above the heading."""
BASE_KEY: Final = "base"
"""The machine name of the hidden column that says what the cells of a row said when it went out."""
_WHOLE: Final = 80
"""Characters of a text that is kept whole beside its cell; of a longer one the hash is enough."""
_DIGITS: Final = 16
JOIN: Final = "、"
LONGEST: Final = 32_767
"""Characters that a cell of a workbook holds."""
MORE: Final = "……〔全文见末表 / in full on the last sheet〕"
"""Ends the beginning of words that are longer; the same in every language, so that it is known when it comes back."""
Said = dict[str, str]
"""What a row says in the columns that people fill in, by their keys; words as they stand in the cell."""


class Column(NamedTuple):
    """One column of the ledger."""

    key: str
    """Its machine name."""
    zh: str
    en: str
    width: int
    """In characters."""
    said: bool = False
    """Whether what people write in it is taken in when it comes back; the others are made from the document."""
    others: tuple[str, ...] = ()
    """What other offices call it."""

    def name(self, lang: str) -> str:
        """Its name in `zh` or `en`."""
        return self.zh if lang == "zh" else self.en


_AT_FIRST: Final = (
    Column("no", "序号", "No.", 5, others=("编号", "序", "任务编号")),
    Column(
        *("task", "任务", "Task", 36, True),
        ("主要任务", "工作任务", "重点任务", "任务内容", "工作内容", "督办事项", "事项", "任务事项", "重点工作"),
    ),
    Column("leads", "牵头", "Lead", 15, True, ("牵头单位", "牵头部门", "责任单位", "责任部门", "承办单位", "主办单位")),
    Column(
        *("participants", "参加", "Participants", 17, True),
        ("参加单位", "参加部门", "配合单位", "协办单位", "配合部门", "Taking part"),
    ),
    Column(
        "due", "时限", "Deadline", 11, True, ("完成时限", "办结时限", "完成时间", "截止时间", "时间节点", "时限要求")
    ),
    Column(
        "status", "状态", "Status", 8, True, ("办理状态", "完成状态", "任务状态", "工作状态", "办理情况", "完成情况")
    ),
    Column("percent", "进度", "Progress", 7, True, ("完成进度", "完成比例", "完成率", "工作进度")),
    Column("text", "进展情况", "Report", 22, True, ("工作进展", "进展", "落实情况", "推进情况", "工作进展情况")),
    Column("problem", "存在问题", "Problems", 16, True, ("问题", "存在的问题", "困难和问题", "主要问题")),
    Column("next", "下一步", "Next step", 16, True, ("下一步工作", "下一步打算", "下一步措施", "下步工作")),
    Column("overdue", "逾期天数", "Days overdue", 6),
    Column("light", "灯", "Light", 5),
    Column("notes", "批注", "Notes", 22, True, ("备注", "意见")),
    Column("source", "来源条款", "Article", 11, others=("依据", "来源")),
    Column("tags", "标签", "Tags", 8, True),
)
PRINTED_DUE: Final = Column("printed_due", "印发时限", "Deadline as printed", 13)
DOCUMENT: Final = Column("title", "文件", "Document", 20)
_HIDDEN: Final = (
    Column("doc", "文件编号", "Document id", 8),
    Column("id", "任务键", "Task id", 8),
    Column("place", "发出时的行", "Row as sent", 8),
    Column(BASE_KEY, "发出时", "As sent", 8),
)
COLUMNS: Final = (*_AT_FIRST, PRINTED_DUE, DOCUMENT, *_HIDDEN)
"""All of them; between those of people and the hidden ones stand the details of the document."""
FIELDS: Final = tuple(column.key for column in COLUMNS if column.said)
"""The columns that people fill in."""
REPORTED: Final = ("percent", "text", "problem", "next")
"""Those that together are one report of progress."""
READ: Final = {"task": "text", "leads": "leads", "participants": "participants"}
"""Those that are printed, each with the field of a correction that another word in it means."""
_BY_NAME: Final = {squeeze(name): column.key for column in COLUMNS for name in (column.zh, column.en, *column.others)}


def key_of(name: str) -> str | None:
    """The key of the column that is called so here or elsewhere; None for one of the document's own."""
    return _BY_NAME.get(squeeze(name))


def columns_of(*, printed: bool, several: bool) -> tuple[Column, ...]:
    """The columns that are shown, the document's own left aside.

    `printed` says whether any deadline is told in printed words, `several` whether there is more than one document.
    """
    return (*_AT_FIRST, *((PRINTED_DUE,) if printed else ()), *((DOCUMENT,) if several else ()))


def hidden_columns() -> tuple[Column, ...]:
    """Those by which a row is known again when it comes back."""
    return _HIDDEN


def said(entry: Entry) -> Said:
    """What a row says in the columns that people fill in: the status by its key, days as ISO, percent in digits."""
    deadline, last = entry.deadline, entry.progress
    words = {
        "task": entry.task.text,
        "leads": JOIN.join(entry.task.leads),
        "participants": JOIN.join(entry.task.participants),
        "due": (deadline.by or deadline.text) if deadline else "",
        "status": entry.status.key,
        "percent": "" if entry.percent is None else str(entry.percent),
        **({name: getattr(last, name) or "" for name in ("text", "problem", "next")} if last else {}),
        "notes": "\n".join(map(note_words, entry.notes)),
        "tags": JOIN.join(sorted(entry.tags)),
    }
    return {name: tidy(words.get(name, "")) for name in FIELDS}


def note_words(note: Note) -> str:
    """A note as its cell tells it: the words, who wrote them and when; a name that nothing vouches for with a sign."""
    who = f"{note.author}?" if note.claimed else note.author
    return f"{note.text}（{who} {(note.edited or note.at)[:10]}）"


def tidy(words: str) -> str:
    """Words as two cells are compared by them: fit to show, without what a spreadsheet does to blanks and line ends."""
    lines = visible(words, lines=True).split("\n") if words else ()
    return "\n".join(filter(None, (line.strip() for line in lines)))


def base_words(told: Mapping[str, str], stamps: Mapping[str, str]) -> str:
    """What the hidden column says of a row: of each field that has a stamp what it said, and the stamp.

    A field without one said what is printed. Empty where none has any.
    """
    held = {name: [_brief(name, told.get(name, "")), stamp] for name, stamp in stamps.items()}
    return json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if held else ""


def clipped(words: str) -> str:
    """As much of some words as a cell of a workbook holds."""
    return words if len(words) <= LONGEST else words[: LONGEST - len(MORE)] + MORE


def _brief(name: str, words: str) -> str:
    """Enough of some words to know whether others are the same; of notes, of each line by itself."""
    words = clipped(words)
    if name == "notes":
        return " ".join(map(line_hash, words.split("\n"))) if words else ""
    return words if len(words) <= _WHOLE else f"#{_hash(words)}"


def line_hash(line: str) -> str:
    """What tells a line of notes apart from others."""
    return _hash(line)[:8]


def _hash(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


class Base(NamedTuple):
    """What a field said when the ledger went out."""

    words: str
    """A hash behind `#` where they were long."""
    stamp: str | None

    def says(self, words: str) -> bool:
        """Whether it said these words."""
        words = clipped(words)
        return f"#{_hash(words)}" == self.words if self.words.startswith("#") else words == self.words


def read_base(cell: object) -> dict[str, Base] | None:
    """What such a cell says; None where it is none."""
    if not cell:
        return {}
    try:
        held: Any = json.loads(str(cell))
    except (ValueError, RecursionError):
        return None
    if not isinstance(held, dict):
        return None
    pairs = {name: pair for name, pair in held.items() if name in FIELDS}
    if not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(e, str) for e in pair) for pair in pairs.values()
    ):
        return None
    return {name: Base(*pair) for name, pair in pairs.items()}


def new_lines(cell: str, known: Iterable[str]) -> Iterator[str]:
    """The lines of a cell with notes whose hashes are not known."""
    held = set(known)
    return (line for line in cell.split("\n") if line and line_hash(line) not in held)


class SentRow(NamedTuple):
    """A row of a ledger that came back."""

    where: int
    """Its number in the file, as the person sees it."""
    doc: str | None
    id: str | None
    """Of the task; None where the row does not say."""
    base: Mapping[str, Base] | None
    """What it said when it went out, of the columns that people had filled in; None where that is not known."""
    cells: Said
    """What it says now, by the keys of the columns that it has."""
    place: int | None = None
    """The place it had among the rows that went out, from 1."""
    changed: str | None = None
    """When the task was last changed before it went out, where the file says so in place of the base."""


class Sent(NamedTuple):
    """A ledger that came back."""

    rows: tuple[SentRow, ...]
    sender: str
    """As the file says; nothing vouches for it."""
    at: str
    went_out: int | None = None
    """How many rows went out; None for what never came from duban."""
    missing: tuple[str, ...] = ()
    """The columns of ours that are gone, by their keys."""
    added: tuple[str, ...] = ()
    """The columns that did not go out."""
    turned: int = 0
    """How many days came back as words."""
