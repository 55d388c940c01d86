"""Whether a document is in force: said by a person, with the printed sentences that may make one say so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tui.app.dialogs.form import Field, Form, Values
from tui.export.values import validity_words
from tui.i18n import Texts
from tui.model.summary import Summary
from tui.model.validity import NAMES
from tui.workspace import Workspace
from tui.workspace.validity import Offered, read_force

_MOST = 3
"""So many printed sentences are shown."""


def force_form(workspace: Workspace, texts: Texts, row: Summary, offered: Sequence[Offered]) -> Form:
    """The form that asks what a document is, by what and since when; what is printed of it stands above."""
    now, lang = row.validity, 0 if texts.lang == "zh" else 1
    known = " ".join(names[lang] for names in NAMES.values())
    fields = (
        Field("state", texts("app.force.state"), NAMES[now.force][lang], hint=known),
        Field("by", texts("app.force.by"), now.by or "", hint=texts("app.because_hint")),
        Field("since", texts("app.force.since"), now.since or "", hint=texts("app.because_hint")),
    )
    told = [texts("app.force.now", words=validity_words(now, texts), known=known)]
    told += [f"{each.doc}：“{each.printed.sentence}”" for each in offered[:_MOST]]
    title = texts("app.force.title", title=row.title)
    return Form(title, fields, texts, told=told, check=partial(_check, workspace))


def _check(workspace: Workspace, values: Values) -> str:
    """The day that is meant; raises where the state or the day is none."""
    read_force(values["state"])
    day = workspace.read_day(values["since"]) if values["since"].strip() else None
    return f"→ {day}" if day else ""
