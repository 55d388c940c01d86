"""What a command is."""

from __future__ import annotations

from typing import ClassVar

from tui.app.desk import Desk
from tui.app.view import Pane
from tui.i18n import Texts

EVERYWHERE = frozenset(Pane)


class Command:
    """One thing to do; texts are `command.<name>` (a word) and `command.<name>.help` (a line)."""

    name: ClassVar[str]
    keys: ClassVar[tuple[str, ...]] = ()
    """Each a key, or keys pressed one after the other with a space between: `g d`. `*` stands for any letter."""
    panes: ClassVar[frozenset[Pane]] = EVERYWHERE
    """Where its keys mean it."""
    hint: ClassVar[int] = 0
    """Its rank in the footer, lowest first; 0 keeps it out."""
    writes: ClassVar[bool] = False
    """Whether it changes what is kept: refused while one looks at the past, and where nothing can be written."""

    @classmethod
    def word(cls, texts: Texts) -> str:
        """What it is called."""
        return texts(f"command.{cls.name}")

    @classmethod
    def line(cls, texts: Texts) -> str:
        """What it does, as help says it."""
        return texts(f"command.{cls.name}.help")

    @classmethod
    def feature(cls) -> str:
        """The folder of the feature it belongs to."""
        return cls.__module__.removeprefix("tui.app.features.").partition(".")[0]

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        """Key of the text that says why it cannot be done now; None where it can."""
        return None

    @classmethod
    def run(cls, desk: Desk) -> None:
        """Do it."""
        raise NotImplementedError


class Lettered(Command):
    """A command whose last key is any letter, which it is told: `m a`."""

    @classmethod
    def run_with(cls, desk: Desk, letter: str) -> None:
        """Do it with the letter that was pressed."""
        raise NotImplementedError


def no_task(desk: Desk) -> str:
    """Key of the text that says why there is no task to act on."""
    if not desk.shown.total:
        return "why_not.no_tasks"
    return "why_not.no_row" if desk.view.pane is Pane.TASKS else "why_not.no_task"


def none_shown(desk: Desk, key: str) -> str | None:
    """Why there is nothing to do where no task is listed: `key` where a filter leaves none; None where some are."""
    return None if desk.shown.ledger else key if desk.shown.total else "why_not.no_tasks"


class NeedsTask(Command):
    """A command that acts on the selected tasks, or on the one under the cursor."""

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        """There must be a task to act on."""
        return None if desk.target.entries else no_task(desk)
