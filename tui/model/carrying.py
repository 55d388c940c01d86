"""Where the things of one edition of a document stand in another, as the Changes of kind `carry` say it.

A carry is written in the two editions it leads between. Its target is an id of the old one, its value the id in the new
one, empty where nothing is left of it, `!` where a person said so, with `?` before it where a person has to decide,
with an edition before it where it is an id of that edition. An id that no carry names stands for the same in both. The
carry of the empty target says that the one edition followed the other. A target with the new edition before it is an id
of that one: empty for what is new there, so that looking back from the old edition finds no place for it.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from tui.model.change import Change, earlier_place, prevails, split_target
from tui.model.kinds import ROW, Carry, kind_of
from tui.model.reading import Row

_HOPS: Final = 8
"""So many values may lead on to another edition, one after the other."""
_MOST: Final = 1000
"""So many steps of one document are known; nobody replaced one so often."""
_OF_ITS_WORDS: Final = frozenset({"@text", "@no"})
"""Corrections that are no longer true where the words or the number are others."""
_REWRITTEN: Final = ("changed", "unread")
"""How the reason of a carry begins that leads to other words, or to words nobody could compare."""
DOUBT: Final = "?"
"""Stands before an id that is only a guess."""
NOWHERE: Final = "!"
"""In place of an id: a person decided that nothing is left of it; no id is this sign alone."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """Something that has no place in the edition one looks at."""

    step: str
    """The two editions between which it was lost."""
    place: str
    """Its id in the older of them."""
    guess: str
    """The id that is most like it, where a person has to decide; empty where nothing is left of it."""
    doubtful: bool


class Anchor(NamedTuple):
    """How surely something written on one edition hangs where it hangs in another."""

    state: str
    """`exact` where it was, `moved` with the very same words, `fuzzy` where the words are others, `orphan` nowhere."""
    score: float
    """How sure it is, 0 to 1; of an orphan how like its likeliest place is to it, 0 where it has none."""


EXACT: Final = Anchor("exact", 1.0)


class Carries:
    """The carries of one document."""

    def __init__(self) -> None:
        self._steps: dict[str, dict[str, Change]] = {}
        self._back: dict[str, dict[str, str]] = {}
        self._steps_known: _Steps | None = None

    def add(self, change: Change) -> None:
        """Take in a carry; the later one counts."""
        targets = self._steps.setdefault(change.edition, {})
        held = targets.get(change.target)
        if held is None or prevails(change, held):
            targets[change.target] = change
            self._back.pop(change.edition, None)
            self._steps_known = None

    def held(self, step: str, place: str) -> Change | None:
        """What was said last of an id in a step."""
        return self._steps.get(step, {}).get(place)

    def heads(self) -> list[Change]:
        """The carries that say that one edition followed another, taken back or not."""
        return [targets[""] for targets in self._steps.values() if "" in targets]

    @property
    def _known(self) -> _Steps:
        """What follows from the steps there are; made anew when one was added."""
        if self._steps_known is None:
            self._steps_known = _Steps(self._steps)
        return self._steps_known

    @property
    def first(self) -> str:
        """The edition before all others: that of what was written before there were editions."""
        return self._known.first

    @property
    def last(self) -> str:
        """The edition that followed last."""
        return self._known.last

    def placed(self, change: Change, present: str) -> Change:
        """The Change in the ids of an edition; with its own edition before its target where it has no place there."""
        if change.kind == "carry":
            return replace(change, target=f"{change.edition}:{change.target}")
        if kind_of(change.kind, change.target).carry is Carry.DOCUMENT:
            return replace(change, edition="") if change.edition else change
        written = change.edition or self.first
        found = self.trace(written, change.target, present or self.last)
        if isinstance(found, Stuck):
            return replace(change, target=f"{written}:{change.target}", edition=written)
        change = replace(change, target=found, edition="") if change.edition or found != change.target else change
        if change.kind == "tie" and isinstance(change.value, str):
            return replace(change, value=self._named(change.value, written, present or self.last))
        row = Row.parse(change.value) if change.kind == "reading" and change.target.endswith(ROW) else None
        if row is not None and row.after:
            return replace(change, value=str(row._replace(after=self._named(row.after, written, present or self.last))))
        return change

    def _named(self, place: str, edition: str, present: str) -> str:
        """What a place that a value names is called; what has no place is called by an id that there is not."""
        found = self.trace(edition, place, present)
        return f"{edition}:{place}" if isinstance(found, Stuck) else found

    def trace(self, edition: str, target: str, present: str) -> str | Stuck:
        """What a target of one edition is called in another."""
        return self._trace(edition, target, present, [])

    def anchor(self, edition: str, target: str, present: str) -> Anchor:
        """How surely a target of one edition hangs where it hangs in another."""
        told: list[Change] = []
        written = edition or self.first
        found = self._trace(written, target, present or self.last, told)
        scores = [_score(change) for change in told]
        if isinstance(found, Stuck):
            return Anchor("orphan", scores[-1] if found.doubtful and scores else 0.0)
        if any(change.because.startswith(_REWRITTEN) for change in told):
            return Anchor("fuzzy", round(math.prod(scores), 2))
        return Anchor("moved", round(math.prod(scores), 2)) if found != target else EXACT

    def _trace(self, edition: str, target: str, present: str, told: list[Change], hops: int = 0) -> str | Stuck:
        """As `trace`; what told where it went is added to `told`, `hops` counts the values that led on so far."""
        place, quote, _ = split_target(target)
        rest = target[len(place) :]
        for step, forward in self._known.path(edition, present):
            came = self._over(step, place, quote) if forward else self._return(step, place)
            names = (f"{place}“{quote}”", place) if forward else (came if isinstance(came, str) else place,)
            told += [said for name in names if (said := self.held(step, name)) is not None][:1]
            if isinstance(came, Stuck):
                return came
            further = earlier_place(came)
            if further is not None and hops == _HOPS:
                return Stuck(step, place, "", doubtful=False)
            if further is not None:
                return self._trace(came.removesuffix(f":{further}"), further + rest, present, told, hops + 1)
            if rest in _OF_ITS_WORDS and self._rewritten(step, place if forward else came):
                return Stuck(step, place, "", doubtful=False)
            place = came
        return place + rest

    def _rewritten(self, step: str, place: str) -> bool:
        """Whether the words or the number under an id are others in the newer edition."""
        said = self._steps.get(step, {}).get(place)
        return said is not None and (said.value != place or said.because.startswith("changed"))

    def _over(self, step: str, place: str, quote: str) -> str | Stuck:
        """The id that a place of the old edition has in the new one."""
        targets = self._steps.get(step, {})
        if "" not in targets:
            return Stuck(step, place, "", doubtful=False)
        said = targets.get(f"{place}“{quote}”") if quote else None
        said = said or targets.get(place)
        if said is None or not isinstance(said.value, str):
            return place
        if said.value == NOWHERE:
            return Stuck(step, said.target, "", doubtful=False)
        if said.value.startswith(DOUBT) or not said.value:
            return Stuck(step, said.target, said.value.removeprefix(DOUBT), doubtful=bool(said.value))
        return said.value

    def _return(self, step: str, place: str) -> str | Stuck:
        """The id that a place of the new edition had in the old one."""
        if step not in self._back:
            oldest = sorted(self._steps[step].items(), key=lambda each: (each[1].stamp, each[0]))
            named = [old for old, _ in oldest if old and "“" not in old and earlier_place(old) is None]
            moved = {old: self._steps[step][old].value for old in named}
            end = step.rpartition(">")[2]
            self._back[step] = {new.removeprefix(f"{end}:"): old for old, new in moved.items() if isinstance(new, str)}
        here = f"{step.rpartition('>')[2]}:{place}"
        told = self._steps[step].get(here)
        if told is not None and told.value and isinstance(told.value, str):
            return told.value
        if place in self._back[step]:
            return self._back[step][place]
        said = self._steps[step].get(place)
        elsewhere = said is not None and isinstance(said.value, str)
        return Stuck(step, here, "", doubtful=False) if elsewhere or told is not None else place


def _score(carry: Change) -> float:
    """How sure a carry says that it is; what a person decided is sure."""
    try:
        return min(max(float(carry.because.rpartition(" ")[2]), 0.0), 1.0)
    except ValueError:
        return 1.0


class _Steps:
    """The steps between the editions of a document: the ways they make, and which edition stands at either end."""

    def __init__(self, steps: Mapping[str, Mapping[str, Change]]) -> None:
        heads = sorted((targets[""] for targets in steps.values() if "" in targets), key=lambda head: head.stamp)
        made = [head for head in heads if head.value is not None]
        self.first = heads[0].edition.partition(">")[0] if heads else ""
        self.last = made[-1].edition.partition(">")[2] if made else self.first
        self._named = {known for step in steps for known in step.split(">")}
        self._ways: dict[str, list[tuple[str, str, bool]]] = {}
        for forward in (True, False):
            for step in sorted(head.edition for head in heads[:_MOST]):
                start, _, end = step.partition(">") if forward else step.rpartition(">")[::-1]
                self._ways.setdefault(start, []).append((end, step, forward))
        self._paths: dict[tuple[str, str], list[tuple[str, bool]]] = {}

    def path(self, edition: str, present: str) -> list[tuple[str, bool]]:
        """The steps from one edition to another, each with whether it is taken forward; the fewest there are.

        Where no carry knows one of the two, they are taken for the same. A step that was taken back still tells where
        things stand.
        """
        if edition == present:
            return []
        if edition not in self._named or present not in self._named:
            return []
        if (edition, present) not in self._paths:
            self._paths[edition, present] = self._found(edition, present)
        return self._paths[edition, present]

    def _found(self, edition: str, present: str) -> list[tuple[str, bool]]:
        came: dict[str, tuple[str, str, bool]] = {}
        waiting = deque([edition])
        while waiting and present not in came:
            here = waiting.popleft()
            for end, step, forward in self._ways.get(here, ()):
                if end not in came and end != edition:
                    came[end] = (here, step, forward)
                    waiting.append(end)
        found = list(_walk(came, edition, present))[::-1]
        return found if present in came else [(f"{edition}>{present}", True)]


def _walk(came: dict[str, tuple[str, str, bool]], edition: str, present: str) -> Iterator[tuple[str, bool]]:
    """The steps that led to an edition, the last first."""
    while present != edition and present in came:
        present, step, forward = came[present]
        yield step, forward
