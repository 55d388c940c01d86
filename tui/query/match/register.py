"""The register of departments: every name a body is known by, and what became of it, each with its source.

The register is a readable file (`data/agencies.toml`); its text is passed in. What it does not say is unknown.
A register may belong to a place: 省财政厅 then means its body in documents that were issued there, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from tui.model.errors import Invalid
from tui.query.match import folding

KINDS: Final = frozenset({"department", "party", "vertical", "institution", "company", "group"})
"""Department of the government, body of the party, bureau under vertical rule, public institution, company, group of
bodies."""


_PROVINCE: Final = "省"
_WHOSE: Final = ("省", "自治区", "市", "州", "盟", "县", "区", "旗", "各", "有关")
"""How a name begins that says of what kind of place the body is, though not of which."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the bodies of a register are at home."""

    name: str
    """In full, such as 山西省."""
    words: tuple[str, ...]
    """What names it or its towns within a name: 山西, 太原."""

    def issued(self, issuer: str) -> bool:
        """Whether this issuer sits there."""
        return issuer.removeprefix("中共").startswith(self.words)


@dataclass(frozen=True, slots=True)
class Step:
    """What a body became, and when."""

    when: str
    """Year or month, such as `2018` or `2018-06`."""
    into: tuple[str, ...]
    """The bodies that took over its work; several where it was divided."""
    source: str


@dataclass(frozen=True, slots=True)
class Agency:
    """One body, as the register has it."""

    name: str
    """The full name."""
    names: tuple[str, ...]
    """Short forms and variants."""
    kind: str
    source: str
    became: tuple[Step, ...] = ()
    place: Place | None = None

    def is_certain(self, name: str) -> bool:
        """Whether a name says by itself which body it means: the full one, or one that holds the name of the place."""
        return self.place is None or name == self.name or any(word in name for word in self.place.words)

    def is_bare(self, name: str) -> bool:
        """Whether a name could be that of a body anywhere, of the state too: 发展改革委, and not 省发展改革委."""
        return not self.is_certain(name) and not name.startswith(_WHOSE)

    @property
    def all_names(self) -> tuple[str, ...]:
        """The full name, then the others."""
        return (self.name, *self.names)


class Register:
    """Bodies by all their names; a later body of a name goes before an earlier one, so a workspace's own come last."""

    def __init__(self, agencies: Iterable[Agency] = ()) -> None:
        self.agencies = tuple(agencies)
        self._by_key = {folding.key(name): agency for agency in self.agencies for name in agency.all_names}

    def __add__(self, other: Register) -> Register:
        return Register(self.agencies + other.agencies)

    def find(self, name: str) -> Agency | None:
        """The body of this very name, or None where the register knows none."""
        return self._by_key.get(folding.key(name))

    def means(self, name: str, issuer: str | None) -> Agency | None:
        """The body that a name means in a document of this issuer; None where that is not known.

        A name that leaves the place out means the body of the issuer's own place, and is unknown anywhere else.
        """
        agency = self.find(name)
        if agency is None or agency.place is None or agency.is_certain(name):
            return agency
        return agency if issuer and agency.place.issued(issuer) else None

    def today(self, name: str, issuer: str | None) -> str:
        """What the body of a printed name is called today, in a document of this issuer; the name where that is it.

        Where it was divided, all that followed it, with 、 between. A name that says 省 for its place is answered so.
        """
        agency = self.means(name, issuer)
        last = list(dict.fromkeys(self._last(agency, frozenset()))) if agency else []
        if agency is None or last == [agency.name]:
            return name
        place = agency.place.name if agency.place else ""
        short = name.startswith(_PROVINCE) and place.endswith(_PROVINCE)
        return "、".join(
            _PROVINCE + each.removeprefix(place) if short and each.startswith(place) else each for each in last
        )

    def _last(self, agency: Agency, seen: frozenset[str]) -> Iterator[str]:
        """The bodies that a body has become in the end; itself where it still is."""
        if agency.name in seen or not agency.became:
            yield agency.name
            return
        for name in agency.became[-1].into:
            after = self.find(name)
            yield from self._last(after, seen | {agency.name}) if after else (name,)

    def bodies(self) -> Iterator[tuple[str, ...]]:
        """The names of each body, for `Known`."""
        return (agency.all_names for agency in self.agencies)

    def forerunners(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """The names of each body that took over from others, and all names of those, for `Known`."""
        names = {agency.name: set[str]() for agency in self.agencies}
        for agency in self.agencies:
            for last in self._last(agency, frozenset()) if agency.became else ():
                names.setdefault(last, set()).update(agency.all_names)
        for name, before in names.items():
            after = self.find(name)
            if before:
                yield after.all_names if after else (name,), tuple(before)

    def bare_names(self) -> Iterator[str]:
        """The names that, as printed, might mean a body of any place."""
        return (name for agency in self.agencies for name in agency.names if agency.is_bare(name))

    def before(self, name: str) -> tuple[tuple[str, Step], ...]:
        """The bodies whose work came to the body of this name, at last or on the way, each with the step, by date."""
        found: dict[tuple[str, Step], None] = {}
        waiting, seen = [name], set[str]()
        while waiting:
            agency = self.find(waiting.pop())
            if agency is None or agency.name in seen:
                continue
            seen.add(agency.name)
            for other in self.agencies:
                for step in other.became:
                    if other is not agency and any(self.find(into) is agency for into in step.into):
                        found[other.name, step] = None
                        waiting.append(other.name)
        return tuple(sorted(found, key=lambda each: each[1].when))

    def chain(self, name: str) -> tuple[Step, ...]:
        """What the body of this name became, and what its successors became, by date; empty where that is unknown."""
        steps: dict[Step, None] = {}
        waiting, seen = [name], set[str]()
        while waiting:
            agency = self.find(waiting.pop())
            if agency is None or agency.name in seen:
                continue
            seen.add(agency.name)
            for step in agency.became:
                steps[step] = None
                waiting.extend(step.into)
        return tuple(sorted(steps, key=lambda step: step.when))


def read_register(text: str, file: str) -> Register:
    """The register that a TOML text holds; `file` is named where it is wrong (Invalid, `bad_register`)."""
    import tomllib  # a listing that filters nothing does not pay for it

    try:
        read = tomllib.loads(text)
        return Register([_agency(entry, _place(read)) for entry in read.get("agency", [])])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Invalid("bad_register", file=file, reason=str(error)) from error


def _place(read: dict[str, Any]) -> Place | None:
    """The place that a register belongs to; None where it names none."""
    if "place" not in read:
        return None
    name = str(read["place"])
    stem = name.removesuffix("省").removesuffix("自治区").removesuffix("市")
    return Place(name, (stem, *map(str, read.get("towns", ()))))


def _agency(entry: dict[str, Any], place: Place | None) -> Agency:
    """One `[[agency]]`; raises ValueError for what it must not be."""
    name, kind = str(entry["name"]), str(entry["kind"])
    if kind not in KINDS:
        raise ValueError(f"{name}: kind {kind!r} is none of {', '.join(sorted(KINDS))}")
    steps = tuple(Step(str(step["when"]), tuple(step["into"]), str(step["source"])) for step in entry.get("became", ()))
    return Agency(name, tuple(entry.get("names", ())), kind, str(entry["source"]), steps, place)
