"""What a ledger that came filled in says of progress, offered as first marks and never taken unasked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.model.change import Change, Intent
from tui.model.document import Document
from tui.model.profile import Profile, Status
from tui.model.task import Task
from tui.model.text import squeeze, visible

if TYPE_CHECKING:
    from tui.workspace.ground import Ground

_PROGRESS: Final = re.compile(
    "(?:目前|当前|最新|实际|具体|工作|任务|项目|整改|阶段性?)*(?:完成|进展|落实|办理|推进|实施|整改|办结|进度)(?:情况|进展|进度|状态|结果|成效)?"
    "|是否(?:已经?)?(?:完成|办结|整改)|(?:任务|工作|办理|完成)?状态"
)
"""Names of columns and lines that tell how far a task is."""
_ONLY_STATES: Final = re.compile("状态|是否")
"""Columns that hold nothing but a status; one that is not known tells nothing."""
_NAMES_FIRST: Final = re.compile("[及和与、（(]")
_DONE: Final = re.compile(
    "(?:已经?|均已|全部|全面)*(?:完成|办结|落实|销号|建成|竣工|整改到位|整改完成|完成整改|达标|通过验收)(?:$|\\W)|是$|100%|√$"
)
_UNDERWAY: Final = re.compile(
    "正在|推进|进行|启动|在办|在建|办理中|整改中|实施中|未完成|部分|基本|阶段|序时|按计划|完成|开展|起草|开工|[1-9]\\d?(?:\\.\\d+)?%"
)
_NOT_BEGUN: Final = re.compile(
    "(?:尚?未|没有?|还未|暂未)(?:启动|开展|开始|开工|实施)|^待(?:启动|开展|实施)|^(?:未完成|否|0%)$"
)
_STOPPED: Final = re.compile("已?(?:取消|终止|中止|撤销)(?:$|\\W)|不再实施")


class Offer(NamedTuple):
    """What is printed of one task's progress, and what it would be taken for."""

    doc: str
    task: Task
    name: str
    """The printed name of the column or line."""
    text: str
    status: Status | None
    """The first status; None where the words tell none, or the task has one already."""

    @property
    def note(self) -> str:
        """The note that keeps the words as printed."""
        return f"{self.name}：{self.text}"


def is_progress(name: str) -> bool:
    """Whether a column or line of this name tells how far a task is."""
    word = _NAMES_FIRST.split(squeeze(name))[0]
    return bool(_PROGRESS.fullmatch(word))


def status_of(text: str, profile: Profile) -> Status | None:
    """The status that words on progress tell; None where they tell none that this office has."""
    words = squeeze(text)
    if _STOPPED.match(words):
        return profile.get("stopped")
    if _NOT_BEGUN.search(words):
        return None
    if _DONE.match(words) and not re.search("正在|尚未|推进中|进行中", words):
        return profile.get("done")
    return profile.get("active") if _UNDERWAY.search(words) else None


def offers_of(document: Document, profile: Profile) -> Iterator[Offer]:
    """What the tasks of a document say of their progress, in reading order."""
    for task in document.tasks:
        told = [detail for detail in task.details if is_progress(detail.name) and re.search(r"\w", detail.text)]
        statuses = [status_of(detail.text, profile) for detail in told]
        first = next((at for at, status in enumerate(statuses) if status), None)
        for at, detail in enumerate(told):
            if statuses[at] is None and _ONLY_STATES.search(detail.name):
                continue
            yield Offer(document.id, task, detail.name, detail.text, statuses[at] if at == first else None)


def offers(workspace: Ground, doc: str) -> tuple[Offer, ...]:
    """What a document offers that was not taken yet: no mark stands against it, no note says the same."""
    told = offers_of(workspace.document(doc), workspace.profile)
    return tuple(filter(None, (_open(workspace, each) for each in told)))


def printed_names(offers: Iterable[Offer]) -> str:
    """The printed names of the columns and lines that offers come from, each once."""
    return visible("、".join(dict.fromkeys(each.name for each in offers)))


def counts(offers: Sequence[Offer]) -> dict[str, int]:
    """How many `statuses` and `notes` offers come to."""
    return {"statuses": sum(each.status is not None for each in offers), "notes": len(offers)}


def _open(workspace: Ground, offer: Offer) -> Offer | None:
    """What is left of an offer; None where it was taken, or somebody marked the task himself."""
    held = workspace.state.held(offer.doc, offer.task.id, "status", workspace.author)
    if any(note.text == offer.note for note in workspace.state.notes(offer.doc, offer.task.id)):
        return None
    return offer if held is None or held.value is None else offer._replace(status=None)


def take(workspace: Ground, wanted: Iterable[Offer]) -> tuple[Change, ...]:
    """Take offers, of one document or many, as marks and notes, in one step; what was marked meanwhile stays."""
    intents: list[Intent] = []
    for offer in (_open(workspace, each) for each in wanted):
        if offer is None:
            continue
        if offer.status is not None:
            held = workspace.state.held(offer.doc, offer.task.id, "status", workspace.author)
            base = held.stamp if held else None
            intents.append(Intent(offer.doc, offer.task.id, "status", offer.status.key, base, offer.note))
        intents.append(Intent(offer.doc, offer.task.id, "note", offer.note))
    return workspace.append(intents)
