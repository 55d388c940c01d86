"""Status, star and tie of the tasks that a command acts on."""

from __future__ import annotations

from functools import partial

from tui.app.acted import taken, target_name, told
from tui.app.describe import section_name, task_name
from tui.app.desk import Back, Desk
from tui.app.dialogs.form import Field, Form, Values, ask_form
from tui.app.view import Target
from tui.model.document import HEADINGS
from tui.model.errors import Usage
from tui.model.profile import Status


def mark(desk: Desk, status: Status) -> None:
    """Give the tasks a status; where one may want to say why, a line asks for it that an empty Enter passes."""
    before = [entry.status for entry in desk.target.entries if entry.status != status]
    if before and (status.reason or desk.workspace.profile.wants_why(status, before)):
        _ask_why(desk, status)
    else:
        _mark(desk, status, "")


def _ask_why(desk: Desk, status: Status) -> None:
    """Ask why the tasks become this; where the office wants a reason, there is no way round it."""
    texts, word = desk.texts, status.name(desk.texts.lang)

    def check(values: Values) -> str:
        if status.reason and not values["because"].strip():
            raise Usage("why_missing", status=word)
        return ""

    hint = texts("app.because_required" if status.reason else "app.because_hint")
    name, open_again = target_name(desk, desk.target), any(each.status.closed for each in desk.target.entries)
    again = open_again and not status.closed
    title = texts("app.why_reopen", what=name, status=word) if again else f"{name} → {word}"
    form = Form(title, (Field("because", texts("app.because"), hint=hint),), texts, check=check)
    ask_form(desk, form, lambda values, back: _mark(desk, status, values["because"].strip(), back))


def _mark(desk: Desk, status: Status, because: str, back: Back | None = None) -> None:
    target = taken(desk)
    word = status.name(desk.texts.lang)
    if desk.present.profile.is_done(status.key):
        word += _reported(desk, target)
    desk.write(partial(desk.present.mark, target.keys, status, because), partial(told, desk, target, word), back=back)


def _reported(desk: Desk, target: Target) -> str:
    """What was reported last of the one task that is closed now, where that is not all of it."""
    percent = target.entry.percent if target.entry else None
    return "" if percent is None or percent == _ALL else desk.texts("app.percent_said", percent=percent)


_ALL = 100


def toggle_star(desk: Desk) -> None:
    """Star the tasks; take the stars away where all have one."""
    target = taken(desk)
    on = not all(entry.star for entry in target.entries)
    desk.write(partial(desk.present.star, target.keys, on=on), partial(told, desk, target, "★" if on else "☆"))


def choose_tie(desk: Desk) -> None:
    """Ask on which article the first of the tasks rests."""
    entry = desk.target.entries[0]
    document = desk.workspace.document(entry.doc)
    headings = [section for section in document.sections if section.kind in HEADINGS]
    depths = [len(list(document.ancestors(section.id))) - 1 for section in headings]
    rows = [(s.id, f"{'  ' * depth}{section_name(s)}") for s, depth in zip(headings, depths, strict=True)]

    def tie(section: str) -> None:
        said = f"{task_name(entry.task)} → {desk.place_name(section, entry.doc)}"
        desk.write(partial(desk.present.tie, entry.key, section), lambda _: said)

    title = desk.texts("app.pick_tie", task=task_name(entry.task))
    desk.pick(title, rows, tie, entry.article.id if entry.article else desk.section)
