"""What a person typed into a field before: stepped through with the arrows, private, kept between sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui.workspace import Workspace

KEPT: Final = 100
"""So many lines are remembered."""


class Recalled:
    """The lines accepted in one field, oldest first, each but once."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        self._workspace = workspace
        self._name = name
        self._lines: list[str] | None = None
        self._at: int | None = None
        self._begun = ""

    @property
    def lines(self) -> list[str]:
        """The lines, read when they are first wanted."""
        if self._lines is None:
            kept = self._workspace.recall(self._name).get("lines")
            self._lines = [line for line in kept if isinstance(line, str)][-KEPT:] if isinstance(kept, list) else []
        return self._lines

    def begin(self) -> None:
        """Stand behind the last line, where a new one is typed."""
        self._at = None

    def step(self, steps: int, text: str) -> str | None:
        """The line so many steps on, or back where negative; None where there is none further.

        Behind the last stands what was being typed (`text`) when one set out.
        """
        if self._at is None:
            self._at, self._begun = len(self.lines), text
        at = self._at + steps
        while 0 <= at < len(self.lines) and self.lines[at] == text:
            at += steps
        if not 0 <= at <= len(self.lines):
            return None
        self._at = at
        return self._begun if at == len(self.lines) else self.lines[at]

    def add(self, line: str) -> None:
        """Remember a line as the latest."""
        line = line.strip()
        if not line or (self.lines and self.lines[-1] == line):
            return
        self._lines = [*(each for each in self.lines if each != line), line][-KEPT:]
        self._workspace.keep(self._name, {"lines": self._lines})
