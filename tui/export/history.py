"""What people did, read aloud: Changes and notes in words, each with the task or section it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from tui.export.sheet import Sheet, headings
from tui.export.values import RECORDS, deadline_words, report_words
from tui.i18n import LANGUAGES, Texts, minute
from tui.model.address import find_tasks
from tui.model.assessment import KINDS, grade_of
from tui.model.carrying import DOUBT, NOWHERE
from tui.model.change import (
    Change,
    Note,
    Value,
    bare_target,
    earlier_place,
    is_head,
    library_deed,
    split_keyed,
    split_reading,
    split_target,
)
from tui.model.conversation import in_conversations
from tui.model.deadline import Deadline
from tui.model.document import Document, short_title
from tui.model.history import Step, Told
from tui.model.kinds import ROW
from tui.model.profile import Profile
from tui.model.reading import ROLES, Row
from tui.model.text import visible

if TYPE_CHECKING:
    from tui.model.ledger import Entry
    from tui.model.merging import Rivalry

BRIEF: Final = 60
"""Characters of a text that a confirmation repeats."""
NAMED: Final = 3
"""So many places of a step are named; where there are more, they are counted."""

FILE: Final = 20
"""Characters of a file's name that are enough to know it by."""

NARROW: Final = 4
"""Characters of a title before its kind, where there is little room."""


@dataclass(frozen=True, slots=True)
class Aloud:
    """Reads Changes and notes aloud, in one language and for one library."""

    texts: Texts
    profile: Profile
    document: Callable[[str], Document | None]
    """The document of an id; None for one that is no longer there."""
    note: Callable[[str, str], Note | None]
    """The note of a document and a path, deleted or not."""
    several: bool
    """Whether the document must be named too."""
    titled: bool = False
    """Whether documents are named by their short titles, as one reads them, rather than by ids, as one types them."""
    narrow: bool = False
    """Whether there is little room, so that titles are cut to their beginning and their kind."""
    name: Callable[[str], str] = lambda _: ""
    """How someone wants to be called; empty where that is not known."""
    entry: Callable[[str, str], Entry | None] = lambda _doc, _task: None
    """A task as it stands, by its document and its id; None where there is none, or that is not known."""

    def place(self, doc: str, target: str) -> str:
        """The task by its number, the section by its id, with the words it quotes."""
        if not doc:
            return self.texts("cli.saved_filter") if target else ""
        if not target or earlier_place(target) == "":
            return self.title(doc) if self.several else self.texts("cli.place.whole")
        place, quote, _ = split_target(target)
        earlier = earlier_place(place)
        name = self._number(doc, place) if earlier is None else self.texts("cli.place.earlier", name=earlier)
        named = f"{self.title(doc)}{' ' if self.titled else '/'}{name}" if self.several else name
        return f"{named}“{quote}”" if quote else named

    def title(self, doc: str) -> str:
        """What a document is called; by its id where it is no longer there."""
        document = self.document(doc) if self.titled else None
        if document is None:
            return doc
        return short_title(document.title, document.issuer, NARROW) if self.narrow else document.short_title

    def _number(self, doc: str, place: str) -> str:
        """The printed number of a task where that is enough to name it, else the id."""
        document = self.document(doc)
        task = document.task(place) if document else None
        if document is None or task is None or task.no is None:
            return place
        return task.no if find_tasks(document, task.no) == (task,) else place

    def kind(self, change: Change) -> str:
        """What a kind of Change is called; an unknown one by its own name."""
        name = "restore" if change.kind == "delete" and change.value is not True else change.kind
        if change.kind == "resolve" and change.value is None:
            name = "reopen"
        if is_head(change):
            return self.texts("app.kind.carry")
        if change.kind == "document":
            return self.deed(change)
        if change.kind == "reading":
            name = f"reading.{split_reading(change.target)[1]}"
        return self.texts(f"cli.kind.{name}") if self.texts.has(f"cli.kind.{name}") else name

    def deed(self, change: Change, *, back: bool = False) -> str:
        """What was done with a document of the library, or is taken `back`."""
        return self.texts(f"cli.kind.document.{library_deed(change, back=back)}")

    def value(self, change: Change, value: Value) -> str:
        """What a value is called: a status by its name, yes and no by a word, a deleted note by its text."""
        if change.kind in RECORDS:
            return RECORDS[change.kind](change, value, self.texts)
        words = {
            "status": self._status,
            "star": self._yes_or_no,
            "delete": self._deleted,
            "carry": self._carried,
            "reading": self._read,
            "document": self._source,
            "verdict": self._judged,
            "settle": self._judged,
        }.get(change.kind)
        return words(change, value) if words else "" if value is None else str(value)

    def _status(self, _: Change, value: Value) -> str:
        status = self.profile.get(value) if isinstance(value, str) else self.profile.initial
        return status.name(self.texts.lang) if status else str(value)

    def _yes_or_no(self, _: Change, value: Value) -> str:
        return self.texts("cli.yes" if value is True else "cli.no")

    def _judged(self, change: Change, value: Value) -> str:
        """A grade by its name, of a verdict with its kind; nothing was so before where it is empty."""
        grade = grade_of(value)
        if grade is None:
            return self.texts("time.taken_out") if change.value is None else ""
        name, kind = self.profile.grade_name(grade, self.texts.lang), split_keyed(change.target)[1]
        if kind not in KINDS:
            return name
        return self.texts("review.verdict", kind=self.texts(f"review.kind.{kind}"), grade=name)

    def _deleted(self, change: Change, _: Value) -> str:
        note = self.note(change.doc, change.target)
        return note.text if note else ""

    def _read(self, change: Change, value: Value) -> str:
        """What a correction says: names side by side, a row by its words; None says that it is as it was read."""
        if value is None:
            return self.texts("cli.value.as_read") if change.value is None else ""
        if not isinstance(value, str):
            return self.texts("cli.yes" if value is True else "cli.no")
        row = Row.parse(value) if change.target.endswith(ROW) else None
        if row is not None:
            return "  ".join(filter(None, (row.text, "、".join(row.leads), row.due)))
        if split_reading(change.target)[1] == "roles":
            return self.texts(f"cli.roles.{value}") if value in ROLES else value
        return "、".join(value.split("\n"))

    def _source(self, change: Change, value: Value) -> str:
        """The file that a document was read from."""
        return str(value) if value is not None else self.texts("cli.value.out") if change.value is None else ""

    def _carried(self, change: Change, value: Value) -> str:
        """Where something of an older edition stands now."""
        if not isinstance(value, str):
            return self.texts("cli.value.undone") if change.value is None else ""
        if not bare_target(change):
            return value
        if value == NOWHERE or (not value and change.because in {"gone", "new"}):
            return self.texts("cli.value.gone")
        if not value:
            return self.texts("cli.value.waiting")
        place = value.removeprefix(DOUBT)
        place = self._number(change.doc, earlier_place(place) or place)
        return self.texts("cli.value.doubtful", place=place) if value.startswith(DOUBT) else place

    def words(self, change: Change, before: Value) -> str:
        """What a Change did: `未启动 → 已办结`."""
        said, was = self.value(change, change.value), self.value(change, before) or _printed_day(change)
        return f"{was} → {said}" if was and was != said else said

    def step_place(self, step: Step) -> str:
        """Where a step was done: each place by its name, or the first of them and how many there are.

        A title that is read is said once for all places of its document.
        """
        if not (self.titled and self.several):
            return self._list(self._where(change) for change, _ in _telling(step.parts))
        said = (f"{self.title(doc)} {self._list(names)}".strip() for doc, names in self._by_doc(step).items())
        return self.texts("cli.clause").join(said)

    def step_head(self, step: Step) -> str:
        """Where a step was done, at the head of a line: of a step of many, how many they are: `实施意见 62 项：`."""
        counts = {doc: len(set(names)) for doc, names in self._by_doc(step).items()}
        if sum(counts.values()) <= NAMED:
            return f"{self.step_place(step)}  "
        titles = [self.title(doc) if self.several else "" for doc in counts]
        many = (self.texts("cli.many", count=count) for count in counts.values())
        said = (f"{title} {count}".strip() for title, count in zip(titles, many, strict=True))
        return self.texts("cli.many_did", where=self.texts("cli.clause").join(said))

    def _by_doc(self, step: Step) -> dict[str, list[str]]:
        """The places of a step by document, each by its name alone; a whole document by none."""
        alone, found = replace(self, several=False), dict[str, list[str]]()
        for change, _ in _telling(step.parts):
            names = found.setdefault(change.doc, [])
            names += [alone.place(change.doc, change.target)] if change.target else []
        return found

    def _list(self, places: Iterable[str]) -> str:
        names = list(dict.fromkeys(places))
        shown = self.texts("app.listed_by").join(names[:NAMED])
        return shown if len(names) <= NAMED else self.texts("cli.several", names=shown, count=len(names))

    def _where(self, change: Change) -> str:
        """Where a Change was made; a document that comes or goes is named, be it the only one."""
        comes_or_goes = change.kind == "document" and library_deed(change) != "new"
        return self.title(change.doc) if comes_or_goes else self.place(change.doc, change.target)

    def step_kind(self, step: Step) -> str:
        """What the Changes of a step are called, what was taken back or repeated by the name of that."""
        kinds = dict.fromkeys(self._kind(change, step) for change, _ in _telling(step.parts))
        return self.reverted(step) + self.texts("app.listed_by").join(kinds)

    def _kind(self, change: Change, step: Step) -> str:
        """What a Change of a step is called; a note that is deleted by an undo had been written."""
        if change.kind == "delete" and change.reverts is not None:
            return self.texts("cli.kind.note" if (change.value is True) is not step.again else "cli.kind.delete")
        if change.kind == "document":
            return self.deed(change, back=change.reverts is not None and not step.again)
        if change.kind == "resolve" and change.reverts is not None and not step.again:
            return self.texts("cli.kind.resolve" if change.value is None else "cli.kind.reopen")
        return self.kind(change)

    def reverted(self, step: Step) -> str:
        """Words before a step that takes another back, or repeats it; else none."""
        if step.last.reverts is None:
            return ""
        return self.texts("cli.step.redo" if step.again else "cli.step.undo")

    def step_words(self, step: Step) -> str:
        """What a step did: what each of its Changes did where that is the same, else what is so since."""
        parts, kinds = _telling(step.parts), self._by_kind(step)
        if len(kinds) > 1:
            return self._of_kinds(kinds, step)
        done = dict.fromkeys(self.words(*part) for part in parts)
        if len(done) > 1:
            done = dict.fromkeys(f"→ {self.value(change, change.value)}" for change, _ in parts)
        shown = self.texts("app.listed_by").join(list(done)[:NAMED])
        return shown if len(done) <= NAMED else f"{shown}…"

    def step_line(self, step: Step) -> str:
        """A step behind who did it: where, and what; of several kinds each by its name, a status alone by none.

        A merge begins with the file that was merged.
        """
        if len(self._by_kind(step)) > 1 or step.last.kind == "status":
            what = self.reverted(step) + self.step_words(step)
        else:
            what = self._deed(self.step_kind(step), step)
        return self._merge(step) + self.step_head(step) + what

    def _merge(self, step: Step) -> str:
        """Words before a step that merged a file; else none."""
        file = visible(merged_from(step))
        short = file if len(file) <= FILE else f"{file[: FILE // 2]}…{file[-FILE // 2 :]}"
        return self.texts("cli.step.merge", file=short) if file else ""

    def _by_kind(self, step: Step) -> dict[str, list[Told]]:
        """The Changes that tell a step, by what they are called."""
        kinds: dict[str, list[Told]] = {}
        for part in _telling(step.parts):
            kinds.setdefault(self._kind(part[0], step), []).append(part)
        return kinds

    def _of_kinds(self, kinds: Mapping[str, Sequence[Told]], step: Step) -> str:
        """What a step of several kinds did, each by its name; of many Changes, or a merge, how many of each kind."""
        if sum(map(len, kinds.values())) > NAMED or merged_from(step):
            return self.texts("app.listed_by").join(f"{kind} {len(parts)}" for kind, parts in kinds.items())
        said = (self._deed(kind, replace(step, parts=tuple(parts))) for kind, parts in kinds.items())
        return self.texts("cli.clause").join(said)

    def _deed(self, kind: str, step: Step) -> str:
        """What was done, by the name of its kind."""
        words = self.step_words(step)
        return self.texts("cli.step.did", kind=kind, what=words) if words else kind

    def did(self, step: Step) -> str:
        """A step as one is told of it who did not do it: `王 把 14 标为 已办结`."""
        parts = _telling(step.parts)
        if len(self._by_kind(step)) > 1:
            said = self.reverted(step) + self._merge(step) + self.step_words(step)
            return self.texts("cli.did.many", who=self.who(step.last), where=self.step_place(step), what=said)
        values = list(dict.fromkeys(self.value(change, change.value) for change, _ in parts))
        marked = all(change.kind == "status" for change, _ in parts)
        return self.texts(
            "cli.did.status" if marked else "cli.did.other",
            who=self.who(step.last),
            where=self.step_place(step),
            kind=self.step_kind(step),
            what=_brief(self.texts("app.listed_by").join(values[:NAMED])) + ("…" if len(values) > NAMED else ""),
        )

    def told(self, change: Change, *, again: bool = False) -> str:
        """A Change as it is confirmed to the one who made it: where, and what is so now.

        `again` says whether it repeats what had been taken back.
        """
        if change.kind == "document" and change.reverts is not None:
            done = self.deed(change, back=not again)
            return self.texts(f"app.{'redo' if again else 'undo'}_done", what=done, where=change.doc)
        if is_head(change) and change.reverts is not None:
            done = "undo" if change.value is None else "redo"
            return self.texts(f"app.{done}_done", what=self.kind(change), where=self.place(change.doc, ""))
        target = f"{change.edition}:{bare_target(change)}" if change.kind == "carry" else change.target
        place, what = self.place(change.doc, target), _brief(self._confirmed(change))
        return self.texts("cli.told", target=place, kind=self.kind(change), value=what)

    def _confirmed(self, change: Change) -> str:
        """What is so now, of a deadline with the day that it had before.

        Where something was taken away it is what stood below it: the deadline as printed, the report before.
        """
        entry = self.entry(change.doc, split_target(bare_target(change))[0]) if change.value is None else None
        if entry is not None and change.kind == "due":
            return deadline_words(entry.deadline) if entry.deadline else self.texts("cli.value.none")
        if entry is not None and change.kind == "progress":
            return report_words(entry.progress, self.texts) if entry.progress else self.texts("cli.value.none")
        if entry is not None and change.kind == "tie":
            return entry.task.basis[0].section if entry.task.basis else self.texts("time.taken_out")
        return self.words(change, None) if change.kind == "due" else self.value(change, change.value)

    def all_told(self, changes: Sequence[Change], *, again: bool = False) -> list[str]:
        """Changes of one step as they are confirmed to the one who made them; `again` as in `told`."""
        return [self.told(change, again=again) for change, _ in _telling([(change, None) for change in changes])]

    def at_odds(self, rivalry: Rivalry) -> str:
        """That two wrote the same at the same time, and what counts now."""
        last, first = rivalry.theirs, rivalry.here or rivalry.theirs
        return self.texts(
            "cli.at_odds",
            target=self.place(last.doc, last.target),
            kind=self.kind(last),
            first=_brief(self.value(first, first.value)),
            by_first=self.who(first),
            last=_brief(self.value(last, last.value)),
            by_last=self.who(last),
        )

    def who(self, by: Change | Note) -> str:
        """Who did something; a name that nothing vouches for is shown as claimed."""
        return self.texts("cli.claimed", who=by.author) if by.claimed else self.called(by.author)

    def called(self, author: str) -> str:
        """Someone by the name he wants, with the one that the system vouches for."""
        name = self.name(author)
        return self.texts("cli.named", name=name, who=author) if name and name != author else author

    def log_sheet(self, steps: Iterable[Step]) -> Sheet:
        """The history: when, who, where, what, and why; a step on one line."""
        names = headings(self.texts, "at", "by", "target", "kind", "change", "because")
        return Sheet.of(names, map(self._log_row, steps))

    def _log_row(self, step: Step) -> tuple[str, ...]:
        last, place, because = step.last, self.step_place(step), self.because(_telling(step.parts)[-1][0])
        return minute(last.at), self.who(last), place, self.step_kind(step), self.step_words(step), because

    def because(self, change: Change) -> str:
        """Why, and the name of the file that shows it."""
        name = change.evidence.get("name") if change.evidence else None
        shown = self.texts("time.evidence", name=name) if name else ""
        return " ".join(filter(None, (change.because, shown)))

    def _text(self, note: Note) -> str:
        """The text of a note, with those that rival it, and that it had been deleted meanwhile."""
        rivals = [self.texts("cli.note.rival", text=rival) for rival in note.rivals]
        back = [self.texts("cli.note.brought_back", at=minute(note.brought_back))] if note.brought_back else []
        return " ".join((note.text, *rivals, *back))

    def notes_sheet(self, notes: Sequence[Note]) -> Sheet:
        """Notes: a name to call each by, where it hangs, its text, who and when, and whether it is settled."""
        names = headings(self.texts, "note", "target", "text", "by", "at", "settled")
        short = dict(zip((note.id for note in notes), _short_names([note.id for note in notes]), strict=True))
        return Sheet.of(names, (self._note_row(note, short) for note in in_conversations(notes)))

    def _note_row(self, note: Note, short: Mapping[str, str]) -> tuple[str, ...]:
        place, text = self.place(note.doc, note.target), self._text(note)
        if note.reply_to:
            answered = short.get(note.reply_to, note.reply_to.partition("-")[0])
            text = self.texts("review.reply", note=answered, text=text)
        return short[note.id], place, text, self.who(note), minute(note.edited or note.at), self.settled(note)

    def settled(self, note: Note) -> str:
        """Whether a note is settled, by whom, when and why; empty for a reply, which stands with its note."""
        done = note.resolved
        if done is None:
            return self.texts("review.open") if note.is_open else ""
        who = self.texts("cli.claimed", who=done.by) if done.claimed else self.called(done.by)
        said = self.texts("review.settled_by", who=who, at=minute(done.at) or self.texts("review.no_day"))
        return self.texts("review.because", what=said, because=done.because) if done.because else said


def merged_from(step: Step) -> str:
    """The name of the file that a step merged; empty where it is no merge."""
    return next(filter(None, (_file_merged(change.because) for change, _ in step.parts)), "")


@cache
def _file_merged(because: str) -> str:
    """The file that a reason names which a merge gives for all that it takes in, in any language; else empty."""
    for lang in LANGUAGES:
        first, between, last = Texts(lang)("exchange.because", file="\0", who="\0").split("\0")
        file, found, _ = because.removeprefix(first).rpartition(between)
        if because.startswith(first) and found and because.endswith(last):
            return file
    return ""


def _printed_day(change: Change) -> str:
    """The day that a deadline had before anybody set it; empty where it had none, or something else was changed."""
    said = Deadline.parse(change.value) if change.kind == "due" else None
    return said.was[-1] if said and said.was else ""


def _telling(parts: Sequence[Told]) -> Sequence[Told]:
    """Those that tell a step: of a document that was replaced that it was, whatever moved with it."""
    documents = [part for part in parts if part[0].kind == "document"]
    return documents or [part for part in parts if part[0].kind == "carry" and not bare_target(part[0])] or parts


def _brief(text: str) -> str:
    """Enough of a text to know it by."""
    return text if len(text) <= BRIEF else f"{text[:BRIEF]}…"


def _short_names(ids: Sequence[str]) -> list[str]:
    """The reading of the clock in each stamp, which is enough to tell notes apart; whole stamps where it is not."""
    short = [each.partition("-")[0] for each in ids]
    return short if len(set(short)) == len(short) else list(ids)
