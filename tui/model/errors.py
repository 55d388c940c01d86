"""The few ways in which duban refuses, each with its exit code.

A `Problem` carries a code and the values of its sentence, not the sentence: the words are looked up in `tui.i18n`
(key `error.<code>`) where they are shown, in the language of whoever reads them.
"""

from __future__ import annotations

from collections.abc import Sequence

_LISTED = 8
"""So many names are said; of more, these and how many there are."""


class Problem(Exception):
    """Something a person can mend: `code` names the sentence, `values` fill it (file, place, remedy)."""

    exit_code = 1

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code} ({details})" if details else self.code


class NotFound(Problem):
    """Nothing matched: no such document, section, task or note."""

    exit_code = 1


class Usage(Problem):
    """Wrong usage, filter, status, field or configuration; an ambiguous task; an extra that is not installed."""

    exit_code = 2


class Invalid(Problem):
    """The input or the store cannot be read as what it should be; nothing was changed."""

    exit_code = 3


class Unreadable(Invalid):
    """A file of the library that the system does not let be read: nothing says that anything is wrong in it."""

    exit_code = 4


class Unavailable(Problem):
    """The store is locked, full, or cannot be reached or written; nothing was changed."""

    exit_code = 4


class Undecided(Problem):
    """A person must decide: an undo would take back more than one's own."""

    exit_code = 5


def listed(names: Sequence[str]) -> str:
    """Names as a sentence can hold them: a library may have thousands of documents."""
    return "、".join(names[:_LISTED]) + (f"…（{len(names)}）" if len(names) > _LISTED else "")
