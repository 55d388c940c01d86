"""A task that a document assigns: what shall be done, who leads, who takes part, by when, and what it rests on."""

from __future__ import annotations

from typing import NamedTuple


class Due(NamedTuple):
    """A deadline (时限)."""

    text: str
    """The words as printed, such as `2016年6月底前`."""
    by: str | None
    """The last day it allows, in ISO form; None where the words name none (`持续推进`)."""


class Basis(NamedTuple):
    """The article (else the section) a task rests on."""

    section: str
    """Section id."""
    score: float
    """How sure the reader is, 0 to 1; 1 where a person said so."""
    quote: str
    """The sentence of the article that carries the task; empty where none stands out."""


class Origin(NamedTuple):
    """Where in the file a task stands."""

    kind: str
    """`table`, `note` (a responsibility note in the running text) or `list`."""
    where: str
    """The place, such as `line 141`; of a task that a person added the section it stands in."""


class Detail(NamedTuple):
    """Another cell of a task's row, or another line of its card."""

    name: str
    """The printed name of the column or the line, such as `目标值`."""
    text: str
    """What is printed there."""


class Task(NamedTuple):
    """One task, as printed."""

    id: str
    """The section it stands in and its number, such as `附件#14`; a stamp where a person added it."""
    no: str | None
    """The printed number, such as `14`."""
    ordinal: int
    """Its place among the tasks of the document, from 1."""
    text: str
    leads: tuple[str, ...]
    """牵头部门, names as printed, in order."""
    participants: tuple[str, ...]
    """参加部门, names as printed, in order."""
    due: Due | None
    inherited: tuple[str, ...]
    """Fields taken over from the row above because their cells were merged: `leads`, `participants`, `due`."""
    basis: tuple[Basis, ...]
    """What it rests on, best first."""
    origin: Origin
    details: tuple[Detail, ...] = ()
    """What else is printed of it, in order; a name may come twice."""

    @property
    def home(self) -> str:
        """Id of the section it stands in; the words `表` or `正文` where it stands in none."""
        return self.id.rpartition("#")[0] if "#" in self.id else self.origin.where

    def detail(self, name: str) -> tuple[str, ...]:
        """What is printed under a name; empty where nothing is."""
        return tuple(detail.text for detail in self.details if detail.name == name)

    @property
    def agencies(self) -> tuple[str, ...]:
        """All bodies named, leads first."""
        return self.leads + self.participants
