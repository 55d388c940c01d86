"""What came back laid beside what is here: one comparison for ledgers, tasks as JSON and bundles, decided by rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from tui.bounded import LARGEST, read, refusal
from tui.i18n import Texts
from tui.model.change import Intent, keyed_target, split_target
from tui.model.errors import Invalid, Unavailable, Undecided
from tui.model.merging import Choice, Item, Merged, Notice, Outcome
from tui.store import parcel
from tui.store.library import Reading
from tui.store.swapping import Swap
from tui.workspace.editions import held_intent

if TYPE_CHECKING:
    from tui.model.change import Change
    from tui.model.ledger_form import Sent
    from tui.store.parcel import Packed
    from tui.workspace.asking import WithFilters

_OURS: Final = frozenset({".json", ".duban"})
"""How files end, beside tables, that are never documents."""
_SEEN: Final = 5000
"""Of so many rows it is remembered how they stood when one looked at them."""


class Part(Protocol):
    """Some of what a file brings: its Changes, or the rows of a ledger."""

    def items(self) -> list[Item]:
        """Its rows beside what is here now, numbered from 1; what else is asked means the rows as they were then."""

    def notices(self) -> list[Notice]:
        """What else is to be told."""

    def lines(self, taken: Collection[int], refused: Collection[int]) -> list[tuple[Change, bytes]]:
        """The Changes that are taken in as they were written, given what was decided."""

    def intents(self, taken: Collection[int], refused: Collection[int], because: str) -> list[Intent]:
        """What the person who decides writes by it, now that those Changes are here."""


class Merge:
    """One file that came back, and what is to be decided of it."""

    def __init__(
        self,
        workspace: WithFilters,
        file: Path,
        parts: Sequence[Part],
        *,
        sender: str,
        sign: str,
        documents: Sequence[Packed] = (),
    ) -> None:
        self._workspace = workspace
        self._parts = parts
        self._documents = documents
        self._sign = sign
        self._begun = False
        """Whether some of it is here for good."""
        self.file = file
        self.sender = sender
        """Who sent it, as the file says."""
        self.items = self._compared()
        """Its rows as they stand beside what is here."""
        self.notices = [notice for part in parts for notice in part.notices()]
        """What else is to be told of it."""

    def _compared(self) -> tuple[Item, ...]:
        """The rows of all parts, each number once; where those of each part begin is kept."""
        found: list[Item] = []
        self._firsts: list[int] = []
        for part in self._parts:
            first = found[-1].n if found else 0
            self._firsts.append(first)
            found += [item._replace(n=item.n + first) for item in part.items()]
        return tuple(map(self._settled, found))

    def _own(self, taken: set[int], refused: set[int]) -> Iterator[tuple[Part, set[int], set[int]]]:
        """Each part with what was decided of it, by its own numbers."""
        for part, first in zip(self._parts, self._firsts, strict=True):
            yield part, {n - first for n in taken}, {n - first for n in refused}

    def _settled(self, item: Item) -> Item:
        """The row, the same where somebody decided it before."""
        if item.state not in {Outcome.NEW, Outcome.CONFLICT} or item.doc is None or item.target is None:
            return item
        held = self._workspace.state.value(item.doc, _decision(item), "decision")
        return item._replace(state=Outcome.SAME) if held is not None else item

    @property
    def new_documents(self) -> tuple[Packed, ...]:
        """The documents that are not here."""
        return tuple(each for each in self._documents if not self._workspace.library.has(each.document.id))

    # Between looking and deciding

    def remember(self) -> None:
        """Keep how the rows stood when one looked, so that what changes here meanwhile is noticed."""
        if len(self.items) <= _SEEN:
            seen = {str(item.n): _shown(item) for item in self.items if item.state is not Outcome.SAME}
            self._workspace.keep(f"merge-{self._sign}", {"seen": seen})

    def _moved(self, choice: Choice, now: Sequence[Item]) -> set[int]:
        """The rows that were accepted and no longer stand here as they did when one looked."""
        seen = self._workspace.recall(f"merge-{self._sign}").get("seen")
        looked = {str(item.n): _shown(item) for item in self.items} | (seen if isinstance(seen, dict) else {})
        return {
            item.n
            for item in now
            if item.n in choice.accepted and str(item.n) in looked and looked[str(item.n)] != _shown(item)
        }

    # Deciding

    def decide(self, choice: Choice) -> Merged:
        """Take in what is new and what was accepted, keep what was refused from coming again: one step of one's own.

        Rows that changed here since one looked are left alone. Raises `Undecided` (`merge_moved`) where somebody was
        faster, or `Unavailable`; then nothing was changed, but for `half_merged`: merging again finishes it.
        """
        self._workspace.catch_up()
        now = self._compared()
        moved = self._moved(choice, now)
        known = {item.n for item in now}
        wanted = replace(choice, accepted=frozenset(choice.accepted) - moved)
        still = [item for item in now if item.n not in moved]
        taken, refused = wanted.taken(still), wanted.turned_down(still)
        try:
            documents, swaps = self._take_documents()
            received = self._receive(taken, refused)
            changes = self._append(now, taken, refused, swaps)
        except Unavailable as problem:
            if not self._begun:
                raise
            raise Unavailable("half_merged", file=self.file) from problem
        left = {i.n for i in now if i.state is Outcome.CONFLICT} - taken - refused
        passed = {i.n for i in now if i.state is Outcome.NEW} - taken - refused
        self._workspace.forget(f"merge-{self._sign}")
        self.items = self._compared()
        rows = {"taken": taken, "refused": refused, "moved": moved, "left": left, "passed": passed}
        told = {name: tuple(sorted(each & known)) for name, each in rows.items()}
        return Merged(changes=changes, received=received, documents=documents, **told)

    def _take_documents(self) -> tuple[tuple[str, ...], list[Swap]]:
        """Put the documents that are not here in their places; of those that were taken out here, that is a step."""
        library, swaps, new = self._workspace.library, [], self.new_documents
        for each in new:
            if self._workspace.store.document_head(each.document.id) is None:
                parcel.keep(library, each)
                self._begun = True
            else:
                parcel.keep_earlier(library, each)
                swaps.append(Swap(library, each.document.id, "", Reading.made(each.document), each.source))
        if new:
            self._workspace.reread()
        return tuple(each.document.id for each in new), swaps

    def _receive(self, taken: set[int], refused: set[int]) -> int:
        """Take Changes in as they were written; how many were not here."""
        lines = [line for part, new, off in self._own(taken, refused) for line in part.lines(new, off)]
        if not lines:
            return 0
        received = len(self._workspace.store.receive(lines))
        self._begun = self._begun or received > 0
        self._workspace.reread()
        return received

    def _append(
        self, items: Sequence[Item], taken: set[int], refused: set[int], swaps: Sequence[Swap]
    ) -> tuple[Change, ...]:
        """Write what was decided as one step."""
        texts = Texts(self._workspace.settings.lang)
        because = texts("exchange.because", file=self.file.name, who=self.sender)
        intents = [each for part, new, off in self._own(taken, refused) for each in part.intents(new, off, because)]
        intents += [self._decided(item, item.n in taken) for item in items if _is_decision(item, taken, refused)]
        intents += [held_intent(swap.doc, swap, self.file.name) for swap in swaps]
        seen = [self._held(each) for each in intents]

        def unchanged() -> None:
            """Refuse where someone was faster."""
            if [self._held(each) for each in intents] != seen:
                raise Undecided("merge_moved", file=self.file)

        changes = self._workspace.append(intents, check=unchanged, moves=swaps)
        if swaps:
            self._workspace.reread()
        return changes

    def _held(self, intent: Intent) -> str | None:
        held = self._workspace.state.held(intent.doc, intent.target, intent.kind, self._workspace.author)
        return held.stamp if held else None

    def _decided(self, item: Item, taken: bool) -> Intent:
        """The decision of a row, so that it does not come again."""
        value = {
            "kind": item.kind,
            "target": item.target,
            "field": item.field,
            "here": item.here,
            "theirs": item.theirs,
            "taken": taken,
            "from": self.sender,
            "stamp": item.stamp,
        }
        doc, target = str(item.doc), _decision(item)
        held = self._workspace.state.held(doc, target, "decision")
        return Intent(doc, target, "decision", value, held.stamp if held else None)


def _is_decision(item: Item, taken: set[int], refused: set[int]) -> bool:
    """Whether a person decided a row, rather than took in what nobody contradicts."""
    return item.n in refused or (item.n in taken and item.state is Outcome.CONFLICT)


def _decision(item: Item) -> str:
    """The target of the decision of a row."""
    return keyed_target(split_target(item.target or "")[0], "decision", item.sign)


def _shown(item: Item) -> str:
    """What a person saw of a row."""
    return json.dumps([item.state, item.here, item.theirs], ensure_ascii=False, sort_keys=True, default=str)


# Reading the file


def open_merge(workspace: WithFilters, file: Path) -> Merge:
    """Read what came back and lay it beside what is here, changing nothing.

    Raises `Invalid` (`no_file`, `not_mergeable`, `no_ledger`, `broken_file`) or `Unavailable`.
    """
    data, sent = _sent(file)
    return _merge_of(workspace, file, data, sent)


def open_returned(workspace: WithFilters, file: Path) -> Merge | None:
    """The same of a file that duban wrote: a workbook or table with its key columns, its JSON; None for any other.

    Raises as `open_merge` for what ends as only duban's files do.
    """
    from tui.ingest.ledgers import reader_of

    if file.suffix.lower() in _OURS:
        return open_merge(workspace, file)
    if reader_of(file) is None:
        return None
    try:
        data, sent = _sent(file)
    except (Invalid, Unavailable):
        return None  # what is wrong with it is said by the reader of documents
    return _merge_of(workspace, file, data, sent) if sent is not None and sent.went_out is not None else None


def _sent(file: Path) -> tuple[bytes, Sent | None]:
    """The bytes of a file, and the ledger that it is; None for what is no table."""
    from tui.ingest.ledgers import reader_of

    data, reads = _bytes(file), reader_of(file)
    return data, reads(data, file.name) if reads is not None else None


def _merge_of(workspace: WithFilters, file: Path, data: bytes, sent: Sent | None) -> Merge:
    from tui.workspace.returning import Returned

    sign = sha256(data).hexdigest()[:16]
    if sent is not None:
        return Merge(workspace, file, [Returned(workspace, sent)], sender=sent.sender, sign=sign)
    return _parcel(workspace, file, data, sign)


def _bytes(file: Path) -> bytes:
    try:
        return read(file, LARGEST)
    except (FileNotFoundError, IsADirectoryError) as missing:
        raise Invalid("no_file", file=file) from missing
    except OSError as error:
        raise refusal(error, file, code="unreadable_file") from error


def _parcel(workspace: WithFilters, file: Path, data: bytes, sign: str) -> Merge:
    """A bundle, an export or a listing of tasks as JSON."""
    from tui.ingest.ledgers import read_records
    from tui.workspace.arriving import Arrived
    from tui.workspace.returning import Returned

    record = _record(file, data)
    sender = record.get("from") if isinstance(record.get("from"), str) else file.name
    parts: list[Part] = []
    documents: list[Packed] = []
    if record.get("kind") == parcel.KIND:
        if not isinstance(record.get("format"), int) or record["format"] > parcel.FORMAT:
            raise Invalid("later_format", file=file, version=record.get("format"))
        documents = list(filter(None, map(parcel.packed, _list(record, "documents"))))
        parts.append(Arrived(workspace, _list(record, "changes"), record, documents))
    if _list(record, "tasks") or not parts:
        sent = read_records(_list(record, "tasks"), str(sender))
        if not sent.rows:
            raise Invalid("not_mergeable", file=file)
        fresh = {each.document.id for each in documents if not workspace.library.has(each.document.id)}
        rows = tuple(row for row in sent.rows if row.doc not in fresh)
        parts.append(Returned(workspace, sent._replace(rows=rows), whole=False))
    return Merge(workspace, file, parts, sender=str(sender), sign=sign, documents=documents)


def _record(file: Path, data: bytes) -> dict[str, Any]:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Invalid("not_mergeable", file=file) from error
    if not isinstance(record, dict):
        raise Invalid("not_mergeable", file=file)
    return record


def _list(record: dict[str, Any], name: str) -> list[Any]:
    held = record.get(name)
    return held if isinstance(held, list) else []
