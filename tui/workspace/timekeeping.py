"""By when and how far, as people say it: deadlines, stages, reports and tags, each written as intents."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from tui.model.cadence import days_of, period_of
from tui.model.change import Change, Intent, Value, keyed_target, split_keyed
from tui.model.deadline import Deadline
from tui.model.errors import NotFound, Usage
from tui.model.reading import year_of
from tui.model.roadmap import Report, Stage, is_percent, report_of, stages
from tui.model.schedule import parse_due, recurs
from tui.query.language import dates

if TYPE_CHECKING:
    from tui.model.ledger import Key
    from tui.workspace.ground import Ground

_ENDLESS: Final = ("长期", "持续", "常年", "经常", "不限", "ongoing", "long-term", "longterm")
"""How words begin that set no day."""
_BEFORE: Final = ("之前", "以前", "前")


def read_day(word: str, today: date) -> str | None:
    """The last day that a person means, ISO form; None for what has no end (`长期`, `每月底`).

    Raises `Usage` (`unknown_day`).
    """
    word = word.strip()
    if word.startswith(_ENDLESS) or recurs(word):
        return None
    bare = next((word.removesuffix(end) for end in _BEFORE if word.endswith(end)), word)
    found = dates.period(word, today) or dates.period(bare, today)
    by = found[1].isoformat() if found else parse_due(word, today.year)
    if by is None:
        raise Usage("unknown_day", word=word)
    return by


# Deadlines


def set_due(workspace: Ground, keys: Iterable[Key], word: str, because: str) -> tuple[Change, ...]:
    """Set or extend deadlines to the day that a word means; those that have it already are left alone."""
    today = workspace.now().date()
    by = read_day(word, today)
    intents = []
    for doc, task in dict.fromkeys(keys):
        before = deadline(workspace, doc, task)
        if before is None or not before.on or (before.by, by or before.text) != (by, by or word.strip()):
            was = (*before.was, *((before.by,) if before.by else ())) if before else ()
            said = Deadline(word.strip(), by, today.isoformat(), was)
            intents.append(_intent(workspace, doc, task, "due", said.value(), because=because))
    return workspace.append(intents)


def clear_due(workspace: Ground, keys: Iterable[Key], because: str) -> tuple[Change, ...]:
    """Let the printed deadlines hold again."""
    held = [key for key in dict.fromkeys(keys) if workspace.state.value(*key, "due") is not None]
    return workspace.append([_intent(workspace, doc, task, "due", None, because=because) for doc, task in held])


def deadline(workspace: Ground, doc: str, task: str) -> Deadline | None:
    """The deadline of a task that holds now."""
    said = Deadline.parse(workspace.state.value(doc, task, "due"))
    if said is not None:
        return said
    printed = workspace.document(doc).task(task)
    return Deadline(printed.due.text, printed.due.by) if printed and printed.due else None


# Stages


def add_stage(workspace: Ground, key: Key, text: str, by: str | None) -> tuple[Change, ...]:
    """Add a step to the way of a task, by the day that a word means; blank words add nothing."""
    if not text.strip():
        return ()
    stage = Stage("", text.strip(), read_day(by, workspace.now().date()) if by else None)
    target = keyed_target(key[1], "stage", secrets.token_hex(4))
    return workspace.append([Intent(key[0], target, "stage", stage.value())])


def take_over_stages(workspace: Ground, keys: Iterable[Key]) -> tuple[Change, ...]:
    """Make stages of the details of tasks whose names say by when (`第一季度目标`), where they are none yet."""
    intents = []
    for doc, task_id in dict.fromkeys(keys):
        document = workspace.document(doc)
        task = document.task(task_id)
        known = {(stage.text, stage.by) for stage in stages(workspace.state.keyed(doc, task_id, "stage"))}
        for detail in task.details if task else ():
            stage = Stage("", detail.text.strip(), parse_due(detail.name, year_of(document)))
            if stage.by and stage.text and (stage.text, stage.by) not in known:
                target = keyed_target(task_id, "stage", secrets.token_hex(4))
                intents.append(Intent(doc, target, "stage", stage.value()))
    return workspace.append(intents)


def set_stage(workspace: Ground, key: Key, name: str, done: bool | None) -> tuple[Change, ...]:
    """Tick a step off or on again; None takes it out. Raises `NotFound` (`no_stage`)."""
    stage = find_stage(workspace, key, name)
    if done is stage.done:
        return ()
    value = None if done is None else stage._replace(done=done).value()
    target = keyed_target(key[1], "stage", stage.id)
    return workspace.append([_intent(workspace, key[0], target, "stage", value)])


def edit_stage(workspace: Ground, key: Key, name: str, text: str, by: str | None) -> tuple[Change, ...]:
    """Give a step other words, and the day that a word means; blank words change nothing, no day takes it away."""
    stage = find_stage(workspace, key, name)
    day = read_day(by, workspace.now().date()) if by else None
    edited = stage._replace(text=text.strip() or stage.text, by=day)
    return workspace.append(_restaged(workspace, key, [(stage, edited)]))


def move_stage(workspace: Ground, key: Key, name: str, steps: int) -> tuple[Change, ...]:
    """Move a step down, or up where negative, as one step of the history: the others make room."""
    stage, found = find_stage(workspace, key, name), list(stages(workspace.state.keyed(*key, "stage")))
    at = found.index(stage)
    moved = [each for each in found if each.id != stage.id]
    moved.insert(max(0, min(at + steps, len(moved))), stage)
    if moved == found:
        return ()
    pairs = [(each, each._replace(order=place)) for place, each in enumerate(moved)]
    return workspace.append(_restaged(workspace, key, pairs))


def _restaged(workspace: Ground, key: Key, pairs: Iterable[tuple[Stage, Stage]]) -> list[Intent]:
    """What makes stages others, where they are not so already."""
    return [
        _intent(workspace, key[0], keyed_target(key[1], "stage", now.id), "stage", now.value())
        for before, now in pairs
        if before != now
    ]


def find_stage(workspace: Ground, key: Key, name: str) -> Stage:
    """The stage of an id, of the beginning of one, or of a place in the list (`1`); raises `NotFound` or `Usage`."""
    found = stages(workspace.state.keyed(*key, "stage"))
    if name.isdecimal() and 1 <= int(name) <= len(found):
        return found[int(name) - 1]
    fitting = [stage for stage in found if name and stage.id.startswith(name)]
    if not fitting:
        raise NotFound("no_stage", name=name, known="、".join(f"{stage.id} {stage.text}" for stage in found))
    if len(fitting) > 1:
        raise Usage("ambiguous_stage", name=name, known="、".join(f"{stage.id} {stage.text}" for stage in fitting))
    return fitting[0]


# Reports


def report(workspace: Ground, keys: Iterable[Key], period: str | None, said: Mapping[str, Any]) -> tuple[Change, ...]:
    """Report the progress of tasks; what is not said stays as one's own report of this period has it.

    Raises `Usage` (`bad_percent`, `bad_period`).
    """
    if said.get("percent") is not None and not is_percent(said["percent"]):
        raise Usage("bad_percent", percent=said["percent"])
    period = period or period_of(workspace.now().date(), workspace.profile.cadence)
    if days_of(period) is None:
        raise Usage("bad_period", period=period)
    found = (_report(workspace, doc, keyed_target(task, "progress", period), said) for doc, task in dict.fromkeys(keys))
    return workspace.append([intent for intent in found if intent is not None])


def _report(workspace: Ground, doc: str, target: str, said: Mapping[str, Any]) -> Intent | None:
    """What makes one's own report of a period say this; None where it does."""
    held = workspace.state.held(doc, target, "progress", workspace.author)
    before = (report_of(held, held.value) if held else None) or Report(split_keyed(target)[1])
    known: dict[str, Any] = {
        name: each or None if isinstance(each, str) else each for name, each in said.items() if each is not None
    }
    value = before._replace(**known).value()
    same = held is not None and held.value == value
    return None if same else _intent(workspace, doc, target, "progress", value)


# Tags


def tag(workspace: Ground, keys: Iterable[Key], tags: Iterable[str], *, on: bool) -> tuple[Change, ...]:
    """Set or take away tags; raises `Usage` (`bad_tag`)."""
    names = [_tag_name(name) for name in tags]
    intents = []
    for doc, task in dict.fromkeys(keys):
        for name in dict.fromkeys(names):
            target = keyed_target(task, "tag", name)
            if (workspace.state.value(doc, target, "tag") is True) is not on:
                intents.append(_intent(workspace, doc, target, "tag", True if on else None))
    return workspace.append(intents)


def tags(workspace: Ground) -> tuple[str, ...]:
    """The tags that tasks bear, in the order of their letters."""
    borne = (each for each in workspace.state.changes() if each.kind == "tag" and each.value is True)
    return tuple(sorted({split_keyed(change.target)[1] for change in borne}))


def _tag_name(name: str) -> str:
    """A tag in one word; raises `Usage` (`bad_tag`) where it is empty or holds what a target is made of."""
    plain = name.strip().lstrip("#")
    if not plain or any(each.isspace() or each in "@“”" for each in plain):
        raise Usage("bad_tag", tag=name)
    return plain


def _intent(workspace: Ground, doc: str, target: str, kind: str, value: Value, *, because: str = "") -> Intent:
    """An intent built on what its register says now."""
    held = workspace.state.held(doc, target, kind, workspace.author)
    return Intent(doc, target, kind, value, held.stamp if held else None, because)
