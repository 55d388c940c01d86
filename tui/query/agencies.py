"""The register of departments: every name a body is known by, and what became of it, each with its source.

The register is a readable file (`data/agencies.toml`); its text is passed in. What it does not say is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from tui.model.errors import Invalid
from tui.query import folding

KINDS: Final = frozenset({"department", "party", "vertical", "institution", "company", "group"})
"""Department of the government, body of the party, bureau under vertical rule, public institution, company, group of
bodies."""


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

    def bodies(self) -> Iterator[tuple[str, ...]]:
        """The names of each body, for `Known`."""
        return (agency.all_names for agency in self.agencies)

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
        entries = tomllib.loads(text).get("agency", [])
        return Register([_agency(entry) for entry in entries])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Invalid("bad_register", file=file, reason=str(error)) from error


def _agency(entry: dict[str, Any]) -> Agency:
    """One `[[agency]]`; raises ValueError for what it must not be."""
    name, kind = str(entry["name"]), str(entry["kind"])
    if kind not in KINDS:
        raise ValueError(f"{name}: kind {kind!r} is none of {', '.join(sorted(KINDS))}")
    steps = tuple(Step(str(step["when"]), tuple(step["into"]), str(step["source"])) for step in entry.get("became", ()))
    return Agency(name, tuple(entry.get("names", ())), kind, str(entry["source"]), steps)
