"""A ledger that came back, row by row beside what is here: what its sender changed, whatever was done to the file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui.model import ledger_form
from tui.model.change import Intent, Value, keyed_target, reading_target
from tui.model.deadline import Deadline
from tui.model.errors import Usage
from tui.model.ledger_form import FIELDS, JOIN, READ, REPORTED, Base, Said, Sent, SentRow, said
from tui.model.merging import Item, Notice, Outcome, judged
from tui.model.reading import names_value
from tui.model.roadmap import Report, is_percent
from tui.model.text import squeeze
from tui.workspace.timekeeping import read_day

if TYPE_CHECKING:
    from tui.model.errors import Problem
    from tui.model.ledger import Entry
    from tui.workspace.asking import WithFilters
    from tui.workspace.matching import Matched

_FOREIGN: Final = tuple(name for name in FIELDS if name not in READ)
"""What is taken from a ledger that never came from duban: its words are not held to be corrections."""


class _Wish(NamedTuple):
    """What a row wants of one field of a task."""

    entry: Entry
    field: str
    theirs: str
    """As `said` would have it: a status by its key, a day in ISO form."""
    words: str
    """What its cell says."""
    base: Base | None


class Returned:
    """The rows of one ledger."""

    def __init__(self, workspace: WithFilters, sent: Sent, *, whole: bool = True) -> None:
        self._workspace = workspace
        self._sent = sent
        self._whole = whole
        """Whether it is told of rows that are no longer there, or elsewhere."""
        self._matched = self._match()
        self._wishes: dict[int, _Wish] = {}

    def _match(self) -> Matched:
        from tui.workspace.matching import match

        return match(self._workspace, self._sent.rows)

    # Rows beside what is here

    def items(self) -> list[Item]:
        """As `Part.items`: a row for each cell that its sender changed, else one for the whole row."""
        found: list[Item] = []
        self._wishes = {}
        for row in self._sent.rows:
            found += (item._replace(n=n) for n, item in enumerate(self._row(row, len(found)), len(found) + 1))
        return found

    def _row(self, row: SentRow, before: int) -> list[Item]:
        key = self._matched.keys.get(row.where)
        if key is None:
            return [self._whole_row(row, None, Outcome.UNKNOWN)]
        entry = self._workspace.entry_of(key)
        items: list[Item] = []
        for wish in self._wanted(row, entry):
            item = self._item(row, wish)
            if item.state is not Outcome.UNKNOWN:
                self._wishes[before + len(items) + 1] = wish
            items.append(item)
        return items or [self._whole_row(row, entry, Outcome.SAME)]

    def _whole_row(self, row: SentRow, entry: Entry | None, state: Outcome) -> Item:
        words = row.cells.get("task") or row.id or row.cells.get("no", "")
        doc, target = (entry.doc, entry.task.id) if entry else (row.doc, None)
        sender, where = self._sent.sender, f"row {row.where}"
        here = entry.task.text if entry else None
        return Item(0, doc, target, "row", "", here, words, None, state, sender, self._sent.at, where)

    def _wanted(self, row: SentRow, entry: Entry) -> Iterator[_Wish]:
        """What a row says that it did not say when it went out; of one that never did, all that it says."""
        here = said(entry)
        printed = self._printed(entry) if row.base is not None else {}
        unmoved = row.changed is not None and row.changed == entry.changed
        for name in FIELDS if row.base is not None else _FOREIGN:
            if name not in row.cells or (name == "status" and not row.cells[name]):
                continue
            words = row.cells[name]
            theirs = words if words == here[name] else self._understood(name, words)
            if row.base is not None:
                base = row.base.get(name) or Base(printed[name], None)
                if not _unchanged(name, theirs, base) and not base.says(words):
                    yield _Wish(entry, name, theirs, words, base)
            elif unmoved:
                yield _Wish(entry, name, theirs, words, Base(here[name], None))
            elif theirs:
                yield _Wish(entry, name, theirs, words, None)

    def _printed(self, entry: Entry) -> Said:
        """What a row says of a task before anybody said anything."""
        read = self._workspace.find_read(entry.doc)
        task = (read.task(entry.task.id) if read else None) or entry.task
        initial = self._workspace.profile.initial
        return said(replace(entry, task=task, status=initial, set_deadline=None, reports=(), notes=(), tags=()))

    def _understood(self, name: str, words: str) -> str:
        """The words of a cell as `said` has them: a status by its key, the day that they mean."""
        if name == "status" and words:
            try:
                return self._workspace.profile.parse(words).key
            except Usage:
                return words
        if name == "due" and words:
            try:
                return read_day(words, self._workspace.now().date()) or words
            except Usage:
                return words
        if name == "tags":
            return JOIN.join(_tags(words))
        return words

    def _item(self, row: SentRow, wish: _Wish) -> Item:
        name, theirs = wish.field, wish.theirs
        here = said(wish.entry)[name]
        base = wish.base.words if wish.base and not wish.base.words.startswith("#") and name != "notes" else None
        why = self._refusal(name, theirs)
        state = self._judged(wish, here) if why is None else Outcome.UNKNOWN
        kind, target = self._target(wish)
        if name == "notes" and state is not Outcome.UNKNOWN:
            theirs, here = "\n".join(self._lines(wish)) or theirs, ""
        return Item(
            n=0,
            doc=wish.entry.doc,
            target=target,
            kind=kind,
            field=name,
            here=_value(name, here),
            theirs=_value(name, theirs),
            base=_value(name, base),
            state=state,
            by=self._sent.sender,
            at=self._sent.at,
            where=f"row {row.where}",
            here_by=wish.entry.by or "",
            here_at=wish.entry.changed or "",
            words=wish.words if name == "due" and wish.words != theirs else "",
            why=why,
        )

    def _judged(self, wish: _Wish, here: str) -> Outcome:
        name, theirs, base = wish.field, wish.theirs, wish.base
        if name == "notes":
            return Outcome.NEW if self._lines(wish) else Outcome.SAME
        if base is None:
            said_here = here not in {"", self._workspace.profile.initial.key}
            return judged(here if not said_here else None, here, theirs)
        state = judged(here if base.says(here) else None, here, theirs)
        return Outcome.SAME if state is Outcome.CONFLICT and self._said_since(wish) else state

    def _refusal(self, name: str, words: str) -> Problem | None:
        """Why words cannot be what a field says; None where they can."""
        try:
            self._check(name, words)
        except Usage as problem:
            return problem
        return None

    def _check(self, name: str, words: str) -> None:
        if name == "status":
            self._workspace.profile.parse(words)
        elif ledger_form.MORE[:8] in words:  # the beginning alone is not what somebody wants it to say
            raise Usage("cell_cut")
        elif name == "percent" and words:
            if not (words.isascii() and words.isdecimal() and is_percent(int(words))):
                raise Usage("bad_percent", percent=words)
        elif name == "due" and words:
            read_day(words, self._workspace.now().date())
        elif name in READ and name != "participants" and not words:
            raise Usage("cell_blank")

    def _said_since(self, wish: _Wish) -> bool:
        """Whether what came was said here since the ledger went out, and changed again: it was taken in once."""
        kind, target = self._target(wish)
        since = wish.base.stamp if wish.base else None
        return any(
            change.kind == kind
            and change.target == target
            and change.doc == wish.entry.doc
            and change.stamp > (since or "")
            and not {wish.theirs, wish.words}.isdisjoint(_told(wish.field, change.value))
            for change in self._workspace.store.history()
        )

    def _lines(self, wish: _Wish) -> list[str]:
        """The lines of a cell with notes that are new: they did not go out, and no note here says them."""
        if wish.base is not None:
            known: Collection[str] = wish.base.words.split()
        else:
            known = [ledger_form.line_hash(line) for line in said(wish.entry)["notes"].split("\n")]
        here = {squeeze(ledger_form.tidy(note.text)) for note in wish.entry.notes}
        lines = list(ledger_form.new_lines(wish.theirs, known))
        return [] if squeeze("\n".join(lines)) in here else [line for line in lines if squeeze(line) not in here]

    def _target(self, wish: _Wish) -> tuple[str, str]:
        """The kind and the target of the Change that a wish would be."""
        task, name = wish.entry.task.id, wish.field
        if name in REPORTED:
            return "progress", keyed_target(task, "progress", self._workspace.period())
        if name in READ:
            return "reading", reading_target(task, READ[name])
        return {"notes": "note", "tags": "tag"}.get(name, name), task

    # What is written

    def lines(self, _taken: Collection[int], _refused: Collection[int]) -> list[tuple[Any, bytes]]:
        """As `Part.lines`: a ledger brings no Changes of its own."""
        return []

    def intents(self, taken: Collection[int], _refused: Collection[int], because: str) -> list[Intent]:
        """As `Part.intents`: what was accepted is said by the person who accepts it."""
        wishes = [wish for n, wish in self._wishes.items() if n in taken]
        reports: dict[tuple[str, str], list[_Wish]] = {}
        intents: list[Intent] = []
        for wish in wishes:
            if wish.field in REPORTED:
                reports.setdefault(wish.entry.key, []).append(wish)
            else:
                intents += self._intents(wish, because)
        return [*intents, *(self._report(held, because) for held in reports.values())]

    def _intents(self, wish: _Wish, because: str) -> Iterator[Intent]:
        doc, task, name, theirs = wish.entry.doc, wish.entry.task.id, wish.field, wish.theirs
        if name == "status":
            yield self._intent(doc, task, "status", theirs, because)
        elif name == "due":
            yield self._intent(doc, task, "due", self._deadline(wish), because)
        elif name == "notes":
            yield Intent(doc, task, "note", "\n".join(self._lines(wish)), because=because)
        elif name == "tags":
            now, wanted = set(wish.entry.tags), set(_tags(theirs))
            for tag in sorted(now ^ wanted):
                yield self._intent(doc, keyed_target(task, "tag", tag), "tag", True if tag in wanted else None, because)
        else:
            yield self._intent(doc, reading_target(task, READ[name]), "reading", self._correction(wish), because)

    def _deadline(self, wish: _Wish) -> Value:
        """The deadline that a cell sets; None takes away the one that was set."""
        if not wish.theirs:
            return None
        today, before = self._workspace.now().date(), wish.entry.deadline
        by = read_day(wish.theirs, today)
        was = (*before.was, *((before.by,) if before.by else ())) if before else ()
        return Deadline(wish.words, by, today.isoformat(), was).value()

    def _correction(self, wish: _Wish) -> Value:
        """What a cell says of the words or the bodies of a task; None where that is as it was read."""
        if wish.theirs == self._printed(wish.entry)[wish.field]:
            return None
        return wish.theirs if wish.field == "task" else names_value(wish.theirs.split(JOIN))

    def _report(self, wishes: list[_Wish], because: str) -> Intent:
        """One report of progress: what the ledger shows of the task, with what its sender changed in it."""
        entry = wishes[0].entry
        last = entry.progress or Report("")
        held = last._replace(percent=entry.percent)
        fields: dict[str, Any] = {wish.field: _value(wish.field, wish.theirs) for wish in wishes}
        value = held._replace(**fields).value()
        target = keyed_target(entry.task.id, "progress", self._workspace.period())
        return self._intent(entry.doc, target, "progress", value, because)

    def _intent(self, doc: str, target: str, kind: str, value: Value, because: str) -> Intent:
        held = self._workspace.state.held(doc, target, kind, self._workspace.author)
        return Intent(doc, target, kind, value, held.stamp if held else None, because)

    # What else is to be told

    def notices(self) -> list[Notice]:
        """As `Part.notices`: rows that are gone, elsewhere or twice, columns that are gone or new, days as words."""
        return [*self._rows_told(), *self._columns_told()] if self._whole else []

    def _rows_told(self) -> Iterator[Notice]:
        sent, matched = self._sent, self._matched
        if sent.went_out is not None:
            places = {row.place for row in sent.rows if row.where in matched.keys}
            gone = [place for place in range(1, sent.went_out + 1) if place not in places]
            if gone:
                yield Notice("rows_gone", {"count": len(gone), "places": _listed(gone)})
        order = [row.place for row in sent.rows if row.place is not None and row.where in matched.keys]
        moved = sum(later < earlier for earlier, later in pairwise(order))
        if moved:
            yield Notice("rows_moved", {"count": moved})
        for code, rows in (("rows_unknown", matched.unknown), ("rows_twice", matched.twice)):
            if rows:
                yield Notice(code, {"count": len(rows), "places": _listed(rows)})
        for where, score in matched.likeness.items():
            if score < 1:
                yield Notice("row_like", {"row": where, "score": f"{score:.2f}"})

    def _columns_told(self) -> Iterator[Notice]:
        sent = self._sent
        names = {column.key: column.zh for column in ledger_form.COLUMNS}
        if sent.missing:
            yield Notice("columns_gone", {"names": JOIN.join(names[key] for key in sent.missing)})
        if sent.added:
            yield Notice("columns_added", {"names": JOIN.join(sent.added)})
        if sent.turned:
            yield Notice("days_as_words", {"count": sent.turned})


def _unchanged(name: str, theirs: str, base: Base) -> bool:
    """Whether a cell says what it said when it went out."""
    if name == "notes":
        return not list(ledger_form.new_lines(theirs, base.words.split()))
    return base.says(theirs)


def _told(name: str, value: Value) -> tuple[str, ...]:
    """What a Change said, as a cell says it: of a deadline the day and the words it was meant by."""
    if name in REPORTED:
        held = value.get(name) if isinstance(value, Mapping) else None
        return ("" if held is None else ledger_form.tidy(str(held)),)
    if name == "due":
        deadline = Deadline.parse(value)
        return (deadline.by or deadline.text, deadline.text) if deadline else ("",)
    if name in {"leads", "participants"}:
        return (str(value or "").replace("\n", JOIN),)
    return (str(value or ""),)


def _value(name: str, words: str | None) -> Any:  # noqa: ANN401
    """Words of a cell as a value: a percentage as a number, None for nothing."""
    if not words:
        return None
    return int(words) if name == "percent" and words.isascii() and words.isdecimal() else words


def _tags(words: str) -> list[str]:
    plain = words
    for mark in "，,;；\n":
        plain = plain.replace(mark, JOIN)
    return sorted({tag.strip().lstrip("#") for tag in plain.split(JOIN) if tag.strip().lstrip("#")})


def _listed(numbers: Collection[int]) -> str:
    """Some numbers, and how many more there are."""
    shown = JOIN.join(map(str, sorted(numbers)[:12]))
    return f"{shown}…" if len(numbers) > 12 else shown
