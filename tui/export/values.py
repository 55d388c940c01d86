"""The records that Changes hold, in words: a deadline, a stage, a report, a tag."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tui.i18n import Texts
from tui.model.change import Change, Value, split_keyed
from tui.model.deadline import Deadline
from tui.model.roadmap import Report, Stage, report_of, stage_of
from tui.model.validity import Force, Validity


def deadline_words(deadline: Deadline) -> str:
    """The day where there is one, else the words."""
    return deadline.by or deadline.text


def stage_words(stage: Stage, texts: Texts) -> str:
    """`✓ 印发方案（2026-06-30）`."""
    words = texts("time.stage_by", text=stage.text, by=stage.by) if stage.by else stage.text
    return f"✓ {words}" if stage.done else words


def report_words(report: Report, texts: Texts) -> str:
    """`2026-11 40% 方案已印发；存在问题：…；需协调`."""
    named = ((name, getattr(report, name)) for name in ("problem", "next"))
    parts = [texts(f"time.report.{name}", text=said) for name, said in named if said]
    head = " ".join(filter(None, (report.period, percent_words(report.percent), report.text)))
    return texts("time.report.and").join([head, *parts, *([texts("time.report.help")] if report.needs_help else [])])


def percent_words(percent: int | None) -> str:
    """`40%`; empty where nobody said."""
    return "" if percent is None else f"{percent}%"


def _due(change: Change, value: Value, texts: Texts) -> str:
    said = Deadline.parse(value)
    return deadline_words(said) if said else texts("time.none_set") if change.value is None else ""


def _stage(change: Change, value: Value, texts: Texts) -> str:
    stage = stage_of(change, value)
    if stage is None:
        return texts("time.taken_out") if change.value is None else ""
    words = stage_words(stage, texts)
    return words if stage.order is None else texts("time.stage_at", words=words, place=stage.order + 1)


def _progress(change: Change, value: Value, texts: Texts) -> str:
    report = report_of(change, value)
    return report_words(report, texts) if report else texts("time.taken_out") if change.value is None else ""


def _tag(change: Change, value: Value, texts: Texts) -> str:
    name = split_keyed(change.target)[1]
    return name if value is True else texts("time.untagged", tag=name) if change.value is None else ""


def _resolve(change: Change, value: Value, texts: Texts) -> str:
    if isinstance(value, dict):
        return texts("review.settled")
    return texts("review.open") if change.value is None or isinstance(change.value, dict) else ""


def _trace(change: Change, value: Value, texts: Texts) -> str:
    state = value.get("state") if isinstance(value, dict) else None
    if state in {"answered", "partly", "none"}:
        return texts("review.trace.of", plan=split_keyed(change.target)[1], state=texts(f"review.trace.{state}"))
    return texts("time.taken_out") if change.value is None else ""


def validity_words(validity: Validity, texts: Texts) -> str:
    """`废止（2026-01-01 起，晋政发〔2026〕1号）`."""
    since = texts("time.since", day=validity.since) if validity.since else ""
    more = texts("time.force.and").join(filter(None, (since, validity.by)))
    name = texts(f"time.force.{validity.force}")
    return texts("time.force.more", name=name, more=more) if more else name


def with_today(name: str, today: str | None, texts: Texts) -> str:
    """A body by its printed name, and what it is called today where that is another and known."""
    return texts("board.today", name=name, today=today) if today and today != name else name


def with_force(title: str, validity: Validity, texts: Texts) -> str:
    """A title, in front of it whether the document is no longer in force: `〔废止〕关于……的意见`."""
    valid = validity.force is Force.VALID
    return title if valid else texts("time.force.title", force=texts(f"time.force.{validity.force}"), title=title)


def _validity(_: Change, value: Value, texts: Texts) -> str:
    return validity_words(Validity.parse(value) or Validity(Force.VALID), texts)


def _decision(change: Change, value: Value, texts: Texts) -> str:
    """Whether theirs or ours counts, and what they said where that is words."""
    if not isinstance(value, dict):
        return texts("exchange.decided.taken_back") if change.value is None else ""
    theirs = value.get("theirs")
    words = theirs if isinstance(theirs, str) and value.get("kind") != "status" else ""
    choice = "theirs" if value.get("taken") else "ours"
    return texts(f"exchange.decided.{choice}", who=value.get("from"), words=words).strip()


RECORDS: Final[Mapping[str, Callable[[Change, Value, Texts], str]]] = {
    "due": _due,
    "stage": _stage,
    "progress": _progress,
    "tag": _tag,
    "trace": _trace,
    "validity": _validity,
    "resolve": _resolve,
    "decision": _decision,
}
"""What says a value of each kind that holds more than a word; nothing was so before where it is empty."""
