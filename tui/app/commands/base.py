"""What a command is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.app.panes import Pane

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


EVERYWHERE = frozenset(Pane)


class Command:
    """One thing to do; texts are `command.<name>` (a word) and `command.<name>.help` (a line)."""

    name: ClassVar[str]
    keys: ClassVar[tuple[str, ...]] = ()
    """Each a key, or keys pressed one after the other with a space between: `g d`."""
    panes: ClassVar[frozenset[Pane]] = EVERYWHERE
    """Where its keys mean it."""
    hint: ClassVar[int] = 0
    """Its rank in the footer, lowest first; 0 keeps it out."""
    writes: ClassVar[bool] = False
    """Whether it changes what is kept: refused while one looks at the past, and where nothing can be written."""

    @classmethod
    def why_not(cls, main: MainScreen) -> str | None:
        """Key of the text that says why it cannot be done now; None where it can."""
        return None

    @classmethod
    def run(cls, main: MainScreen) -> None:
        """Do it."""
        raise NotImplementedError


class NeedsTask(Command):
    """A command that acts on the task under the cursor or on the selected ones."""

    @classmethod
    def why_not(cls, main: MainScreen) -> str | None:
        """There must be a task to act on."""
        return None if main.chosen_tasks() else "why_not.no_task"
