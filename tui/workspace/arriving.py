"""Changes that came in a bundle or an export: what is new is taken in as it was written, what rivals ours is decided.

Where a person decides, both sides are kept and the decision is built on both, so that it counts wherever it comes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from tui.model.change import Change, Intent, prevails
from tui.model.edition import edition_of
from tui.model.kinds import Unit, kind_of
from tui.model.merging import Item, Notice, Outcome, Rivalry
from tui.store import parcel

if TYPE_CHECKING:
    from tui.store.parcel import Carried, Packed
    from tui.workspace.ground import Ground

Register = tuple[str, ...]
_A_DAY: Final = timedelta(days=1)


class Arrived:
    """The Changes of one file."""

    def __init__(
        self, workspace: Ground, records: Sequence[object], about: Mapping[str, Any], documents: Sequence[Packed]
    ) -> None:
        self._workspace = workspace
        self._about = about
        self._documents = documents
        self._changes: tuple[Carried | None, ...] = tuple(parcel.carried(records))
        self._items: list[Item] = []
        self._rivals: dict[int, Rivalry] = {}
        """What is in conflict, by the number of its row."""
        self._with: dict[int, list[int]] = {}
        """The rows that go with one that is in conflict: earlier Changes of the same register."""

    def items(self) -> list[Item]:
        """As `Part.items`: a row a Change, without those that an open conflict decides too."""
        history = list(self._workspace.store.history())
        known = {(change.stamp, change.register) for change in history}
        held = last_of(history)
        fresh = [
            (n, each)
            for n, each in enumerate(self._changes, 1)
            if each and _name(each.change) not in known and not self._ahead(each.change)
        ]
        self._judge(fresh, history, held)
        inside = {n for rows in self._with.values() for n in rows}
        self._items = [
            self._item(n, each.change, _name(each.change) in known, held)
            for n, each in enumerate(self._changes, 1)
            if each and n not in inside
        ]
        return self._items

    def _judge(
        self, fresh: Sequence[tuple[int, Carried]], history: Iterable[Change], held: Mapping[Register, Change]
    ) -> None:
        """Find what is in conflict, and which rows go with it."""
        rows = {_name(each.change): n for n, each in fresh}
        self._rivals, self._with = {}, {}
        for rivalry in rivalries([each.change for _, each in fresh], history, held):
            if not self._another(rivalry.theirs):
                last = rows.pop(_name(rivalry.theirs))
                self._rivals[last] = rivalry
                self._with[last] = [n for (_, register), n in rows.items() if register == rivalry.theirs.register]

    def _another(self, change: Change) -> bool:
        """Whether this is what another has for himself alone: there is nothing in it for this person to decide."""
        own = kind_of(change.kind, change.target).unit is Unit.AUTHOR
        return own and change.author != self._workspace.author

    def _change(self, n: int) -> Change:
        each = self._changes[n - 1]
        if each is None:
            raise KeyError(n)
        return each.change

    def _ahead(self, change: Change) -> bool:
        """Whether a Change was drawn by a clock more than a day ahead: it would count before all that is done here."""
        return is_ahead(change, self._workspace.now())

    def _state(self, change: Change, *, known: bool, rival: bool) -> Outcome:
        if known:
            return Outcome.SAME
        if self._ahead(change):
            return Outcome.UNKNOWN
        return Outcome.CONFLICT if rival else Outcome.NEW

    def _item(self, n: int, change: Change, known: bool, held: Mapping[Register, Change]) -> Item:
        rivalry = self._rivals.get(n)
        here = held.get(change.register)
        base = rivalry.base if rivalry else None
        return Item(
            n=n,
            doc=change.doc,
            target=change.target,
            kind=change.kind,
            field="",
            here=here.value if here else None,
            theirs=change.value,
            base=base.value if base else None,
            state=self._state(change, known=known, rival=rivalry is not None),
            by=change.author,
            at=change.at,
            stamp=change.stamp,
            here_by=here.author if here else "",
            here_at=here.at if here else "",
            because=change.because,
            here_because=here.because if here else "",
            base_by=base.author if base else "",
            base_at=base.at if base else "",
        )

    def lines(self, taken: Collection[int], refused: Collection[int]) -> list[tuple[Change, bytes]]:
        """As `Part.lines`: of a conflict that is decided both sides are kept, whichever counts."""
        new = [item.n for item in self._items if item.state is Outcome.NEW and item.n in taken]
        torn = [n for n in self._rivals if n in taken or n in refused]
        wanted = {*new, *torn, *(n for each in torn for n in self._with[each])}
        return [(each.change, each.line) for n, each in enumerate(self._changes, 1) if each and n in wanted]

    def intents(self, taken: Collection[int], refused: Collection[int], because: str) -> list[Intent]:
        """As `Part.intents`: for each conflict what counts from now on, built on both sides."""
        return [
            self._settling(rivalry, because, theirs=n in taken)
            for n, rivalry in self._rivals.items()
            if n in taken or n in refused
        ]

    def _settling(self, rivalry: Rivalry, because: str, *, theirs: bool) -> Intent:
        ours, change = rivalry.here, rivalry.theirs
        value = change.value if theirs or ours is None else ours.value
        base = " ".join(sorted(filter(None, (ours.stamp if ours else "", change.stamp))))
        intent = Intent(change.doc, change.target, change.kind, value, base, because)
        return replace(intent, edition=change.edition)

    # What else is to be told

    def notices(self) -> list[Notice]:
        """As `Part.notices`: what is missing, what is no Change, and documents of which another edition is here."""
        return [*self._missing(), *self._cut(), *self._foreign(), *self._editions()]

    def _missing(self) -> Iterator[Notice]:
        """The writers whose Changes, as far as the file knows of them, are neither here nor in it."""
        changes = (*self._workspace.store.history(), *(each.change for each in self._changes if each))
        known = {change.stamp for change in changes}
        for name in ("after", "heads"):
            told = self._about.get(name)
            for writer, stamp in sorted(told.items()) if isinstance(told, dict) else ():
                if isinstance(stamp, str) and stamp not in known:
                    yield Notice("missing_changes", {"writer": writer, "until": _moment(stamp)})

    def _cut(self) -> Iterator[Notice]:
        """The journal files here of whose writer the file knows more: their end was cut off."""
        here = {change.stamp for change in self._workspace.store.history()}
        heads = self._about.get("heads")
        for writer, stamp in sorted(heads.items()) if isinstance(heads, dict) else ():
            if isinstance(stamp, str) and stamp not in here and self._workspace.store.has_file_of(writer):
                yield Notice("journal_cut", {"writer": writer, "until": _moment(stamp)})

    def _foreign(self) -> Iterator[Notice]:
        if self._about.get("demo") is True and not self._workspace.is_demo:
            yield Notice("of_a_demo", {})
        ahead = sum(each is not None and self._ahead(each.change) for each in self._changes)
        if ahead:
            yield Notice("clock_ahead", {"count": ahead})
        broken = sum(each is None for each in self._changes)
        if broken:
            yield Notice("broken_changes", {"count": broken})
        here = {*self._workspace.library.ids(), *(each.document.id for each in self._documents), ""}
        for doc in dict.fromkeys(each.change.doc for each in self._changes if each and each.change.doc not in here):
            yield Notice("no_document_here", {"doc": doc})

    def _editions(self) -> Iterator[Notice]:
        for each in self._documents:
            present = self._workspace.edition(each.document.id)
            if present and present != edition_of(each.document):
                yield Notice("other_edition", {"doc": each.document.id})


def is_ahead(change: Change, now: datetime) -> bool:
    """Whether a Change was drawn by a clock more than a day ahead of this one."""
    return change.milliseconds > (now + _A_DAY).timestamp() * 1000


def rivalries(
    fresh: Sequence[Change], history: Iterable[Change], held: Mapping[Register, Change] | None = None
) -> list[Rivalry]:
    """What is in conflict between Changes that came and those that were here: of each register the last that came."""
    before = list(history)
    counts = last_of(before) if held is None else held
    by_stamp = {change.stamp: change for change in (*fresh, *before)}
    found = (Rivalry(counts.get(change.register), change, by_stamp.get) for change in last_of(fresh).values())
    return [rivalry for rivalry in found if rivalry.outcome is Outcome.CONFLICT]


def _name(change: Change) -> tuple[str, Register]:
    return change.stamp, change.register


def last_of(changes: Iterable[Change]) -> dict[Register, Change]:
    """The Change that counts in each register."""
    held: dict[Register, Change] = {}
    for change in changes:
        other = held.get(change.register)
        if other is None or prevails(change, other):
            held[change.register] = change
    return held


def _moment(stamp: str) -> str:
    """The time of a stamp, as people write it; the stamp where it has none."""
    try:
        return datetime.fromtimestamp(int(stamp[:12], 16) / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (ValueError, OverflowError, OSError):
        return stamp
