"""Columns of what is printed: names, headings, texts, numbers and deadlines of all rows, each folded once."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from tui.model.document import Section
from tui.model.ledger import Entry
from tui.model.timing import Case
from tui.query.columns.folded import Column, Names, Running, Scattered
from tui.query.language.facts import Place, Spot, number_of, place_of
from tui.query.match import folding

FLAGS: Final = {"has.due": 1, "has.lead": 2, "has.part": 4, "has.section": 8, "is.inherited": 16, "has.detail": 32}
"""The virtual words that are printed facts, each with its bit."""


class Printed:
    """What the tasks themselves say, by row; it only grows."""

    def __init__(self) -> None:
        self.names: dict[str, Names] = {name: Names() for name in ("lead", "part", "section", "doc", "due")}
        """Names and headings as keys; `due` as printed."""
        self.spelt: dict[str, str] = {}
        """How each body or document is spelt where it first occurs, by its key."""
        self.places: Column[Place] = Column()
        self.spots: Column[Spot] = Column()
        self.text: Running = Running()
        self.details: Scattered = Scattered()
        self.detail_names: dict[str, None] = {}
        """The printed names of all details, in the order they were met."""
        self.numbers: array[int] = array("q")
        self.ordinals: array[int] = array("i")
        self.days: list[str | None] = []
        """The last day of each row's deadline."""
        self.cases: Column[Case] = Column()
        """The rows that have a day, by what their time depends on before anybody marks them."""
        self.first_leads: list[str | None] = []
        self.flags: bytearray = bytearray()
        self.longest = 0
        """Characters of the longest printed number; 0 where none has one."""
        self.unnumbered = False
        self._articles: dict[str, tuple[Place, Spot, Sequence[str]]] = {}

    def add(self, entries: Sequence[Entry]) -> None:
        """Further rows, those of one document together."""
        self.text.add([entry.task.text for entry in entries])
        self._articles.clear()
        doc = ""
        for row, entry in enumerate(entries, len(self.days)):
            if entry.doc != doc:
                doc = entry.doc
                self._articles.clear()
            self._add(row, entry)

    def _add(self, row: int, entry: Entry) -> None:
        task, names, key = entry.task, self.names, folding.key
        for name in task.leads:
            names["lead"].add(row, self._spell(name))
        for name in task.participants:
            names["part"].add(row, self._spell(name))
        if task.details:
            self.details.add(row, [detail.text for detail in task.details])
            self.detail_names |= dict.fromkeys(detail.name for detail in task.details)
        place, spot, headings = self._article(entry)
        self.places.add(row, place)
        self.spots.add(row, spot)
        for heading in headings:
            names["section"].add(row, heading)
        names["doc"].add(row, self._spell(entry.doc))
        if task.due:
            names["due"].add(row, key(task.due.text))
        self.days.append(task.due.by if task.due else None)
        if task.due and task.due.by:
            self.cases.add(row, Case(task.due.by, entry.issued))
        self.numbers.append(number_of(entry))
        self.ordinals.append(task.ordinal)
        self.first_leads.append(task.leads[0] if task.leads else None)
        facts = (task.due is not None, task.leads, task.participants, entry.path, task.inherited, task.details)
        self.flags.append(sum(bit for bit, fact in zip(FLAGS.values(), facts, strict=True) if fact))
        self.longest = max(self.longest, len(task.no or ""))
        self.unnumbered |= not task.no

    def _spell(self, name: str) -> str:
        """The key of a name, which is remembered as it is spelt."""
        key = folding.key(name)
        self.spelt.setdefault(key, name)
        return key

    def _article(self, entry: Entry) -> tuple[Place, Spot, Sequence[str]]:
        """Where an entry rests, and the headings above: of the tasks of one article read once."""
        known = self._articles.get(entry.path[0].id if entry.path else "")
        printed = entry.task.home
        if known is None or known[0].printed != printed:
            place = place_of(entry)
            known = place, place.spot, _headings(entry.path)
            self._articles[place.id] = known
        return known

    # Kept, and taken in again

    def kept(self) -> dict[str, Any]:
        """All columns, of strings, bytes, numbers, tuples, lists and dicts alone: what `of` makes them of again."""
        return {
            "names": {name: column.kept() for name, column in self.names.items()},
            "spelt": self.spelt,
            "places": self.places.kept(tuple),
            "spots": self.spots.kept(tuple),
            "cases": self.cases.kept(tuple),
            "text": self.text.kept(),
            "details": self.details.kept(),
            "detail_names": list(self.detail_names),
            "numbers": self.numbers.tobytes(),
            "ordinals": self.ordinals.tobytes(),
            "days": self.days,
            "first_leads": self.first_leads,
            "flags": bytes(self.flags),
            "longest": self.longest,
            "unnumbered": self.unnumbered,
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Printed:
        """The columns that were kept; raises `KeyError`, `TypeError` or `ValueError` where they are none."""
        made = cls()
        for name, column in made.names.items():
            column.take(kept["names"][name])
        made.spelt = kept["spelt"]
        made.places.take(kept["places"], Place._make)
        made.spots.take(kept["spots"], Spot._make)
        made.cases.take(kept["cases"], Case._make)
        made.text.take(kept["text"])
        made.details.take(kept["details"])
        made.detail_names = dict.fromkeys(kept["detail_names"])
        made.numbers.frombytes(kept["numbers"])
        made.ordinals.frombytes(kept["ordinals"])
        made.days = kept["days"]
        made.first_leads = kept["first_leads"]
        made.flags = bytearray(kept["flags"])
        made.longest = kept["longest"]
        made.unnumbered = kept["unnumbered"]
        return made

    def has(self, flag: str, among: Iterable[int]) -> list[int]:
        """Those of some rows of which a virtual word holds."""
        flags = self.flags
        if flag == "is.unled":
            return [row for row in among if not flags[row] & FLAGS["has.lead"]]
        bit = FLAGS[flag]
        return [row for row in among if flags[row] & bit]


def _headings(path: Sequence[Section]) -> list[str]:
    return [folding.key(section.heading) for section in path if section.heading]
