"""By when tasks are to be done, as a person says it, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from tui.app.acted import taken, target_name, told
from tui.app.desk import Back, Desk
from tui.app.dialogs.form import Field, Form, Values, ask_form
from tui.app.view import Target
from tui.export.lights import days_words
from tui.model.ledger import Entry
from tui.model.timing import Case, timing


def ask_deadline(desk: Desk) -> None:
    """Ask for the day and why; nothing at all withdraws what was set."""
    target, texts = desk.target, desk.texts
    fields = (
        Field("day", texts("app.deadline.day"), hint=texts("app.deadline.hint")),
        Field("because", texts("app.because"), hint=texts("app.because_hint")),
    )
    title = texts("app.deadline.title", what=target_name(desk, target))
    form = Form(title, fields, texts, told=_now(desk, target.entries), check=partial(_meaning, desk, target))
    ask_form(desk, form, partial(_write, desk))


def _now(desk: Desk, entries: Sequence[Entry]) -> list[str]:
    """What holds now and what was before, where it is one task."""
    deadline = entries[0].deadline if len(entries) == 1 else None
    if deadline is None:
        return []
    days = [*deadline.was, deadline.by or deadline.text]
    words = days_words(desk.workspace.timing(entries[0]), desk.texts)
    return [desk.texts("app.deadline.now", days=" → ".join(days), words=words).rstrip()]


def _meaning(desk: Desk, target: Target, values: Values) -> str:
    """The day that is meant and how far it is; raises where none is."""
    day = values["day"].strip()
    if not day:
        return desk.texts("app.deadline.clear") if any(each.set_deadline for each in target.entries) else ""
    by = desk.workspace.read_day(day)
    if by is None:
        return desk.texts("app.deadline.endless", text=day)
    stands = timing(Case(by), _today(desk), desk.workspace.profile.rules)
    return f"→ {by}  {days_words(stands, desk.texts)}{_moved(desk, target.entries, by)}"


def _moved(desk: Desk, entries: Sequence[Entry], by: str) -> str:
    """How many days earlier or later than now that is; of several tasks, for how many it is earlier."""
    before = [entry.deadline.by for entry in entries if entry.deadline and entry.deadline.by]
    earlier = [day for day in before if by < day]
    if len(entries) > 1:
        return desk.texts("app.deadline.earlier_for", count=len(earlier)) if earlier else ""
    if not before or before[0] == by:
        return ""
    days = abs((date.fromisoformat(by) - date.fromisoformat(before[0])).days)
    return desk.texts("app.deadline.earlier" if earlier else "app.deadline.later", days=days)


def _today(desk: Desk) -> date:
    return desk.workspace.now().date()


def _write(desk: Desk, values: Values, back: Back) -> None:
    """Set the deadline, or let the printed one hold again."""
    target, day, because = taken(desk), values["day"].strip(), values["because"].strip()
    if day:
        by = desk.workspace.read_day(day) or day
        desk.write(partial(desk.present.set_due, target.keys, day, because), partial(told, desk, target, by), back=back)
    else:
        word = desk.texts("time.none_set")
        desk.write(partial(desk.present.clear_due, target.keys, because), partial(told, desk, target, word), back=back)
