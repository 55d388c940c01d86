"""How far tasks are: a report for the present period."""

from __future__ import annotations

from functools import partial

from tui.app.acted import taken, target_name, told
from tui.app.desk import Back, Desk
from tui.app.dialogs.form import YES, Field, Form, Values, ask_form
from tui.model.errors import Usage
from tui.model.ledger import Entry
from tui.model.roadmap import Report, is_percent


def ask_progress(desk: Desk) -> None:
    """Ask how far the tasks are; what was reported last stands there to be changed."""
    target, texts, period = desk.target, desk.texts, desk.workspace.period()
    last = _last(desk, target.entry, period) if target.entry else None
    title = texts("app.progress.title", what=target_name(desk, target), period=period)
    told_before = [texts("app.progress.last", who=desk.called(last.by), period=last.period)] if last and last.by else []
    form = Form(title, _fields(desk, last), texts, told=told_before, check=_check)
    ask_form(desk, form, partial(_write, desk))


def _last(desk: Desk, entry: Entry, period: str) -> Report | None:
    """One's own report of the period, else what anybody reported last."""
    own = [each for each in entry.reports if each.period == period and each.by == desk.workspace.author]
    return own[-1] if own else entry.progress


def _fields(desk: Desk, last: Report | None) -> list[Field]:
    texts, said = desk.texts, last or Report("")
    percent = "" if said.percent is None else str(said.percent)
    long = (("text", said.text), ("problem", said.problem), ("next", said.next))
    return [
        Field("percent", texts("app.progress.percent"), percent, hint="0–100", replaced=True),
        *(Field(name, texts(f"app.progress.{name}"), value or "", long=True) for name, value in long),
        Field("help", texts("app.progress.help"), YES if said.needs_help else "", yes_no=True),
    ]


def _check(values: Values) -> str:
    _percent(values)
    return ""


def _percent(values: Values) -> int | None:
    """The percent that was typed; raises `Usage` (`bad_percent`)."""
    typed = values["percent"].strip().rstrip("%％").strip()
    if not typed:
        return None
    percent = int(typed) if typed.isdecimal() else None
    if not is_percent(percent):
        raise Usage("bad_percent", percent=typed)
    return percent


def _write(desk: Desk, values: Values, back: Back) -> None:
    target, percent = taken(desk), _percent(values)
    action = partial(
        desk.present.report,
        *target.keys,
        percent=percent,
        text=values["text"].strip(),
        problem=values["problem"].strip(),
        next_step=values["next"].strip(),
        needs_help=values["help"] == YES,
    )
    word = desk.texts("app.progress.word") if percent is None else f"{percent}%"
    desk.write(action, partial(told, desk, target, word), back=back)
