"""What a filter asks of the verdicts on a task: a grade, a kind, or that somebody has to settle them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tui.model.assessment import KINDS
from tui.model.ledger import Entry, Texts
from tui.query.language.conditions import quote
from tui.query.language.nodes import Node

OPEN: Final = ("待定", "open", "不一致", "未定")
"""What stands behind 裁定: for tasks whose verdicts come to nothing yet; the first is written back."""
Ruling = tuple[str, str]
"""A `grade` with its key, a `kind` with its name, or `open`."""


def rulings(entry: Entry) -> Iterator[Ruling]:
    """What may be asked of the verdicts on a task: of settled ones the grade that they come to, else each."""
    grades = {entry.settled.grade} if entry.settled else {each.grade for each in entry.verdicts}
    yield from (("grade", grade) for grade in sorted(grades))
    yield from (("kind", kind) for kind in KINDS if any(each.kind == kind for each in entry.verdicts))
    if entry.verdicts and entry.settled is None:
        yield "open", ""


@dataclass(frozen=True)
class Judged(Node):
    """The verdicts on a task are of a grade, of a kind, or not settled."""

    ruling: Ruling
    name: str
    """What the grade is called."""

    def match(self, entry: Entry) -> bool:
        """Whether it is so."""
        return self.ruling in rulings(entry)

    def words(self, texts: Texts) -> str:
        """`裁定为“优”`."""
        return texts("filter.is", field=texts("filter.verdict"), word=self.name)

    def expression(self) -> str:
        """`裁定:优`."""
        return f"裁定:{quote(self.name, literal=not self.name.isalnum())}"
