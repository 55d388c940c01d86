"""By when a task is to be done (时限): as printed until a person sets another day, which keeps those it had before."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple


class Deadline(NamedTuple):
    """The deadline that holds now."""

    text: str
    """The words as printed, or as the person said them, such as `12月底`."""
    by: str | None
    """The last day it allows, in ISO form; None where the words name none (`长期`)."""
    on: str | None = None
    """The day on which a person set it, in ISO form; None where it is the printed one."""
    was: tuple[str, ...] = ()
    """The last days that it had before, the earliest first."""
    because: str = ""
    """Why the person set it; the Change says it beside its value."""

    @property
    def shown(self) -> str:
        """The day that a person set, else the words as printed: what was set `+30d` would say another day each day."""
        return self.by if self.on and self.by else self.text

    def value(self) -> dict[str, Any]:
        """As the value of a Change."""
        return {"text": self.text, "by": self.by, "on": self.on, "was": list(self.was)}

    @classmethod
    def parse(cls, value: object, because: str | None = None) -> Deadline | None:
        """The deadline of such a value, set for this reason; None where it is none."""
        if not isinstance(value, dict):
            return None
        text, by, on, was = (value.get(name) for name in ("text", "by", "on", "was"))
        if not isinstance(text, str) or not (by is None or is_day(by)) or not is_day(on):
            return None
        return cls(
            text, by, on, tuple(day for day in was if is_day(day)) if isinstance(was, list) else (), because or ""
        )


def is_day(value: object) -> bool:
    """Whether a value is a day in ISO form."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
