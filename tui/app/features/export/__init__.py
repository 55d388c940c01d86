"""Writing out what the table shows, for Excel, for Word, for a browser or for another duban."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui.app.command import Command
from tui.app.desk import Desk

if TYPE_CHECKING:
    from tui.app.features.export.leaving import Parcel


class Export(Command):
    name = "export"
    keys = ("x",)

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return None if desk.shown.ledger else "why_not.nothing_shown"

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.export.leaving import parcel, rows

        made = parcel(desk)
        if not made.ledger:  # all that is listed is only held under the hand
            desk.say(desk.texts("app.why_not.nothing_shown"), alarm=True)
            return
        desk.pick(made.title(desk.texts), rows(desk.texts), partial(_ask_where, desk, made))


def _ask_where(desk: Desk, made: Parcel, chosen: tuple[str, str]) -> None:
    """Ask for the file, with a name for it in the field already."""
    from tui.app.dialogs.path import AskPath
    from tui.app.features.export.leaving import check, proposed

    form, kind = chosen
    given = str(proposed(desk, made, form, kind))
    field = AskPath(made.title(desk.texts), desk.texts, partial(check, kind=kind), given, "app.export.path_keys")
    desk.ask(field, partial(_overwrite_or_write, desk, made, form))


def _overwrite_or_write(desk: Desk, made: Parcel, form: str, path: str) -> None:
    """A file that is there already is only written over where the person says so."""
    file = Path(path)
    if os.path.lexists(file):
        desk.confirm(desk.texts("app.export.overwrite", file=file), partial(_write, desk, made, form, file))
    else:
        _write(desk, made, form, file)


def _write(desk: Desk, made: Parcel, form: str, file: Path) -> None:
    """Write it beside the screen, with what is done of it told until it lies there."""
    from tui.app.features.export.leaving import Leaving

    leaving = Leaving(desk.texts, partial(made.write, file, form))
    desk.ask(leaving, lambda news: desk.say(news.words, alarm=news.failed))


COMMANDS: tuple[type[Command], ...] = (Export,)
