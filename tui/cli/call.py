"""One verb as it was called: what every verb of the command line is given."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tui.cli.printing import Printer
from tui.config import Settings
from tui.i18n import Texts
from tui.model.errors import Problem
from tui.workspace import Workspace

DONE: Final = 0
NOTHING: Final = 1


WrongKeys = Callable[[Settings], Sequence[Problem]]
"""What is wrong with a person's own keys: the screens know."""


@dataclass(frozen=True, slots=True)
class Call:
    """One verb as it was called: its options, the workspace, and where to print."""

    options: Namespace
    workspace: Workspace
    texts: Texts
    printer: Printer
    wrong_keys: WrongKeys

    @property
    def expression(self) -> str:
        """The words of a filter, joined."""
        return " ".join(self.options.expression)

    def found(self, something: object) -> int:
        """The exit code for what a listing found; where it is nothing, that is said."""
        if something:
            return DONE
        self.printer.say("nothing_matched")
        return NOTHING
