"""What can be wrong in a filter: one error that knows the place, the reason and the nearest valid word."""

from __future__ import annotations

from tui.model.errors import Usage


class Mistake(Usage):
    """A filter that cannot be read: `code` is the reason, `start` to `end` the offending stretch of the expression."""

    def __init__(self, code: str, start: int, end: int, **values: object) -> None:
        super().__init__(code, place=start + 1, **values)
        self.start = start
        self.end = end

    @property
    def near(self) -> str | None:
        """The valid word nearest to what was typed, where there is one."""
        near = self.values.get("near")
        return str(near) if near else None
