"""The Changes of a workspace: kept in the journal, folded in memory, checkpointed now and then."""

from __future__ import annotations

import gc
import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final, Protocol

from tui.bounded import refusal
from tui.model.change import FAR, Change, Intent, Stamp, Value, in_order, library_step
from tui.model.errors import Invalid, Unavailable, Usage
from tui.model.state import EditionOf, State
from tui.store import checkpoint
from tui.store.disk import network_disk
from tui.store.files import Modes, make_folder, unavailable
from tui.store.journal import Journal, Rewritten, received_name
from tui.store.record import Damage
from tui.store.vouched import Vouched

if TYPE_CHECKING:
    from tui.model.merging import Rivalry

NOTE_LIMIT: Final = 64 * 1024
"""Bytes of UTF-8 that one text may have."""
WORTH_A_PAUSE: Final = 5000
"""So many Changes behind the checkpoint are written to it in between: a program that is never closed may be killed."""
CHECKPOINT_AFTER: Final = 2000
"""So many Changes behind the checkpoint are read again at every start rather than checkpointed at exit."""
_AHEAD: Final = 24 * 3600 * 1000
"""Milliseconds that the clock of another may go ahead of one's own for a stamp to be gone on from."""
_YEAR: Final = 2200
"""The year in which `FAR` begins."""


class Move(Protocol):
    """A file that is put in its place, or taken away, as one step with the Changes that say so."""

    @property
    def place(self) -> Path:
        """Where it belongs."""

    def prepare(self) -> None:
        """Write all that is needed beside its place; raises a `Problem`, and then nothing is left of it."""

    def finish(self) -> None:
        """Put it in its place; raises `OSError`, and then nothing is changed."""

    def drop(self) -> None:
        """Take away what was written beside."""


class Store:
    """What people did in one workspace; one thread at a time writes or catches up."""

    def __init__(
        self,
        root: Path,
        *,
        writer: str,
        author: str,
        now: Callable[[], datetime],
        lock_seconds: float = 5.0,
        private: Path | None = None,
        edition_of: EditionOf = lambda _: "",
        read_only: bool = False,
        roles: Mapping[str, str] | None = None,
    ) -> None:
        if not re.fullmatch(r"[0-9A-Za-z_-]{1,64}", writer):
            raise ValueError(f"not a writer: {writer!r}")
        self.root = root
        self.writer = writer
        self.author = author
        self.edition_of = edition_of
        self.hurried = False
        """Whether `state` shall tell of the marks before the notes are read, where there are very many."""
        self._state = State(edition_of=edition_of)
        self._late: Callable[[], Iterable[Change]] | None = None
        """What gives the notes that are not folded in yet."""
        self.count = 0
        """How many Changes the journal holds."""
        self._now = now
        self._private = private
        self._vouched = Vouched(private, {} if self.shared else roles or {})  # where others may write, nobody vouches
        self._journal = Journal(
            root, writer, lock_seconds=lock_seconds, read_only=read_only, received=self._vouched.voucher
        )
        self._busy = RLock()
        self._checkpointed = 0
        self._history: list[Change] | None = None
        self._untold: tuple[Change, ...] = ()
        """What others wrote and was met when one wrote oneself: told by the next `catch_up`."""
        self._odds: deque[Rivalry] = deque()
        self._grown = False
        """Whether the history has got Changes at its end that may belong further up."""

    @classmethod
    def open(
        cls,
        root: Path,
        *,
        writer: str,
        author: str,
        now: Callable[[], datetime],
        lock_seconds: float = 5.0,
        private: Path | None = None,
        edition_of: EditionOf = lambda _: "",
        read_only: bool = False,
        roles: Mapping[str, str] | None = None,
    ) -> Store:
        """The store of a workspace, read and folded; makes nothing on disk before the first write.

        `writer` is the id whose journal file this process appends to, `author` the person, `now` an aware clock,
        `private` a folder that is this person's alone: of a shared workspace the checkpoint lies there, `edition_of`
        tells the edition of a document that the library holds; `read_only` refuses whatever would be written, `roles`
        are the authors of the roles of a team's server.

        Raises `Invalid` (`not_a_workspace`) or `Unavailable` (`unreadable`).
        """
        try:
            if root.exists() and not root.is_dir():
                raise Invalid("not_a_workspace", path=root)
        except OSError as error:
            raise refusal(error, root) from error
        store = cls(
            root,
            writer=writer,
            author=author,
            now=now,
            lock_seconds=lock_seconds,
            private=private,
            edition_of=edition_of,
            read_only=read_only,
            roles=roles,
        )
        store.load()
        return store

    @property
    def damage(self) -> tuple[Damage, ...]:
        """What in the journal could not be used."""
        return self._journal.damage

    @property
    def writable(self) -> bool:
        """Whether Changes can probably be written: False means that everything can be read, and marks are refused."""
        return self._journal.writable

    @property
    def shared(self) -> bool:
        """Whether the workspace is a group's."""
        return Modes.of(self.root).shared

    @property
    def network_disk(self) -> str | None:
        """The kind of network disk the workspace lies on, such as `nfs4`; None for a local one."""
        return network_disk(self.root)

    @property
    def behind(self) -> int:
        """How many Changes the checkpoint lacks."""
        return self.count - self._checkpointed

    def create(self) -> None:
        """Make the workspace's folder now rather than at the first write; raises `Unavailable`."""
        try:
            make_folder(self.root, Modes.of(self.root))
        except OSError as error:
            raise unavailable(error, self.root) from error

    @property
    def state(self) -> State:
        """The present marks, notes and ties; another object after `catch_up` found a journal rewritten."""
        if self._late is not None and not self.hurried:
            self.complete()
        return self._state

    @property
    def incomplete(self) -> bool:
        """Whether there are notes that are not in the state yet."""
        return self._late is not None

    def complete(self) -> None:
        """Fold in the notes that were left for later; any thread may ask for it."""
        with self._busy, _nothing_thrown_away():
            if self._late is None:
                return
            try:
                for change in self._late():
                    self._state.apply(change)
            except (ValueError, KeyError, TypeError):  # a checkpoint that someone else has sealed
                self._load(believing=False)
                self.complete()
            self._late = None

    def load(self) -> None:
        """Read the checkpoint and the journal behind it, or the whole journal where that does not fit."""
        with _nothing_thrown_away():
            self._load()
            if self.count > CHECKPOINT_AFTER:
                gc.freeze()  # what was made stays: it is not looked through again and again

    def _load(self, *, believing: bool = True) -> None:
        kept = checkpoint.read(self.checkpoint_file) if believing else None
        if kept is not None:
            try:
                tail = self._journal.resume(kept.marks)
            except Rewritten:
                kept = None
        if kept is None:
            tail = self._journal.resume({})
        self._state = State(kept.changes if kept else (), self.edition_of)
        self._checkpointed = kept.count if kept else 0
        self.count = self._checkpointed + self._journal.passed
        self._history = None
        self._fold(tail, telling=False)
        late = kept.late if kept else b""
        if late or self._journal.has_late:
            self._late = lambda: (*(checkpoint.notes(late) if late else ()), *self._journal.late())
        else:
            self._late = None

    def append(
        self,
        intents: Sequence[Intent],
        *,
        batch: str = "",
        reverts: str | None = None,
        check: Callable[[], None] | None = None,
        moves: Sequence[Move] = (),
    ) -> tuple[Change, ...]:
        """Keep Changes, all or none; when this returns they are on the disk and in `state`.

        `check` is called in one's turn, when all that others wrote is known; what it raises keeps this from being
        written. `moves` are the files that these Changes say are others now. Raises `Usage` (`note_too_long`,
        `text_too_long`), `Invalid` (`stamp_beyond`, `unreadable_change`) or `Unavailable` (`locked`, `disk_full`,
        `unwritable`, `write_failed`), and then nothing was written; or `Unavailable` (`half_done`), and then the files
        are put in their places at the next start.
        """
        if not intents:
            return ()
        for intent in intents:
            _check_size(intent)
        with self._busy, self._journal.turn():
            self._untold += self._take_in()
            if check is not None:
                check()
            changes = self.stamped(intents, batch, reverts)
            with _prepared(moves):
                self._journal.append(changes)
            try:
                self._finish(moves)
            except Unavailable as problem:
                if problem.code == "half_done":
                    self._fold(changes)
                raise
            self._fold(changes)
        if self.behind >= max(WORTH_A_PAUSE, len(self.state) // 4):
            self.checkpoint()
        return changes

    def _finish(self, moves: Sequence[Move]) -> None:
        """Put the files in their places; where not one can be, the Changes are taken back."""
        done = 0
        try:
            for move in moves:
                move.finish()
                done += 1
        except OSError as error:
            half = Unavailable("half_done", path=moves[done].place, reason=error.strerror or str(error))
            if done:
                raise half from error
            try:
                self._journal.take_back()
            except Unavailable:
                raise half from error
            for move in moves:
                move.drop()
            raise unavailable(error, moves[0].place) from error

    def receive(self, records: Iterable[tuple[Change, bytes]], roles: Collection[str] = ()) -> tuple[Change, ...]:
        """Take in Changes that came from elsewhere, each with its line as it was written; only those not known yet.

        Their authors stay claimed, unless each came under one of `roles` of the team's server that is its author's
        own: then those known as claimed come once more. When this returns they are on the disk and in `state`. Raises
        `Unavailable`, and then nothing was written.
        """
        came = tuple(records)
        with self._busy:
            data = self.news(came, vouched=bool(roles))
            if data and roles and not self._vouched.add(received_name(data), roles):
                data = self.news(came)
            if not data:
                return ()
            with self._journal.turn():
                self._journal.receive(data)
            return self._take_in()

    def news(self, records: Iterable[tuple[Change, bytes]], *, vouched: bool = False) -> bytes:
        """The lines of those Changes that are not known yet, oldest first, as a file of what came from elsewhere.

        Where they are vouched for, what is merely claimed is not known.
        """
        wanted = {(change.stamp, change.register): (change, line) for change, line in records}
        with self._busy:
            self._untold += self._take_in()
            for known in self.history():
                if not (vouched and known.claimed):
                    wanted.pop((known.stamp, known.register), None)
        return b"".join(line for _, line in sorted(wanted.values(), key=lambda record: record[0].stamp))

    def adopt(self) -> tuple[Change, ...]:
        """Fold in a file of such lines that was just put among those that were received; returns its Changes."""
        with self._busy:
            return self._take_in()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One's turn to write several times, with nobody else in between; raises `Unavailable` (`locked`)."""
        with self._busy, self._journal.turn():
            self._untold += self._take_in()
            yield

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Nobody appends meanwhile, as far as this person can keep others from it; raises `Unavailable` (`locked`)."""
        with self._busy, self._journal.turn() if self.writable and self._journal.folder.is_dir() else nullcontext():
            yield

    def catch_up(self) -> tuple[Change, ...]:
        """What others wrote since, folded in, oldest first; nothing while another thread is writing or reading."""
        if (self.hurried and self.incomplete) or not self._busy.acquire(blocking=False):
            return ()
        try:
            found, self._untold = (*self._untold, *self._take_in()), ()
            return found
        finally:
            self._busy.release()

    def history(self) -> Iterator[Change]:
        """Every Change ever kept, oldest first; the journal is read for it when first asked."""
        with self._busy:
            if self._history is None:
                self._history = _each_once(self._journal.history())
            elif self._grown:
                self._history = _each_once(self._history)
            self._grown = False
            return iter(tuple(self._history))

    def reached(self) -> dict[str, int]:
        """How far the files of others are known here, by their names: what `arrived` counts from; never waits."""
        return self._journal.reached()

    def arrived(self, reached: Mapping[str, int]) -> tuple[Change, ...]:
        """What came here from others since, oldest first, whenever they did it; some may have come twice."""
        with self._busy:
            return tuple(in_order(self._journal.beyond(reached)))

    def document_head(self, doc: str) -> str | None:
        """The reading of a document that this journal says the library holds, empty for none; None where it is silent.

        What came from elsewhere tells of another library.
        """
        head = self.state.held(doc, "", "document")
        return None if head is None or head.claimed else library_step(head)[1]

    def has_file_of(self, writer: str) -> bool:
        """Whether somebody writes here under this id."""
        return self._journal.has_file_of(writer)

    def lines(self) -> list[tuple[Change, bytes]]:
        """As `history`, each with its line as it was written, so that what a later program wrote is passed on whole."""
        with self._busy:
            self._take_in()
            found = list(self._journal.lines())
        once: dict[tuple[str, tuple[str, ...]], tuple[Change, bytes]] = {}
        for change, line in sorted(found, key=lambda each: each[0].claimed):
            once.setdefault((change.stamp, change.register), (change, line))
        return sorted(once.values(), key=lambda each: each[0].stamp)

    def checkpoint(self) -> bool:
        """Write the checkpoint where it lacks something; False where it cannot be written, which harms nothing.

        It may take a second; others may write and catch up meanwhile.
        """
        with self._busy:
            if not self.behind:
                return True
            self.complete()
            changes, marks, count = self._state.changes(), self._journal.marks(), self.count
        try:
            file = self.checkpoint_file
            checkpoint.write(file, changes, marks, count, Modes.of(file.parent))
        except (Unavailable, RecursionError):
            return False
        self._checkpointed = count
        return True

    def close(self) -> None:
        """Checkpoint where many Changes lie behind the last one."""
        if self.behind >= CHECKPOINT_AFTER:
            self.checkpoint()

    @property
    def checkpoint_file(self) -> Path:
        """Where the checkpoint lies: one that another could write would put words into everybody's mouth."""
        return (self._private if self._private is not None and self.shared else self.root) / "state.json"

    def _take_in(self) -> tuple[Change, ...]:
        """Fold in what the journal gained; fold everything anew where it was rewritten."""
        self.complete()
        try:
            found = self._journal.catch_up()
        except Rewritten:
            known = {change.stamp for change in self.state.changes()}
            self.load()
            return tuple(change for change in self.state.changes() if change.stamp not in known)
        return self._fold(found)

    def at_odds(self) -> tuple[Rivalry, ...]:
        """Where two who write here did so at the same time, without knowing of each other, since this was last asked.

        The later one counts.
        """
        return tuple(self._odds.popleft() for _ in range(len(self._odds)))

    def _fold(self, changes: Sequence[Change], *, telling: bool = True) -> tuple[Change, ...]:
        ordered = tuple(in_order(changes))
        for change in ordered:
            rivalry = self._state.rival(change) if telling and self._journal.has_file_of(change.writer) else None
            if rivalry and rivalry.here and self._journal.has_file_of(rivalry.here.writer):
                self._odds.append(rivalry)
            self._state.apply(change)
        self.count += len(ordered)
        if self._history is not None and ordered:
            self._history += ordered
            self._grown = True
        return ordered

    def stamped(self, intents: Sequence[Intent], batch: str = "", reverts: str | None = None) -> tuple[Change, ...]:
        """The Changes of these intents, each with a stamp later than all that is known and that a true clock drew.

        Raises `Invalid` (`stamp_beyond`) where a Change would not count: the clock, or that of whoever set the same
        before, is centuries ahead.
        """
        moment = self._now()
        milliseconds = max(0, int(moment.timestamp() * 1000))
        at, latest, changes = moment.isoformat(timespec="seconds"), self._latest(milliseconds), []
        ahead = latest != self.state.latest
        for intent in intents:
            behind = max(latest, self.state.standing(intent, self.author)) if ahead else latest
            latest = str(Stamp.after(behind, milliseconds, self.writer))
            if latest >= FAR:
                raise Invalid("stamp_beyond", year=_YEAR)
            changes.append(
                Change(
                    stamp=latest,
                    at=at,
                    author=self.author,
                    doc=intent.doc,
                    target=intent.target,
                    kind=intent.kind,
                    value=intent.value,
                    base=intent.base,
                    batch=batch,
                    because=intent.because,
                    reverts=reverts,
                    edition=intent.edition,
                    evidence=intent.evidence,
                )
            )
        return tuple(changes)

    def _latest(self, milliseconds: int) -> str:
        """The latest stamp that is known, without those of others from too far ahead of the clock."""
        latest, limit = self.state.latest, f"{milliseconds + _AHEAD:012x}"
        if latest < limit:
            return latest
        stamps = (c.stamp for c in self.history() if c.stamp < limit or (self._is_own(c) and c.stamp < FAR))
        return max(stamps, default="")

    def _is_own(self, change: Change) -> bool:
        """Whether this writer drew the stamp of a Change."""
        return not change.claimed and change.writer == self.writer


@contextmanager
def _prepared(moves: Sequence[Move]) -> Iterator[None]:
    """Files that wait beside their places, until the journal says that they are there; dropped where it does not."""
    begun: list[Move] = []
    try:
        for move in moves:
            move.prepare()
            begun.append(move)
        yield
    except BaseException:
        for move in begun:
            move.drop()
        raise


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """Keep Python from looking for garbage while many objects are made that all stay: a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _each_once(changes: Iterable[Change]) -> list[Change]:
    """Oldest first, each once though it may stand in several files: what is merely claimed hides nothing."""
    once: dict[tuple[str, tuple[str, ...]], Change] = {}
    for change in changes:
        name = (change.stamp, change.register)
        if once.setdefault(name, change).claimed and not change.claimed:
            once[name] = change
    return in_order(once.values())


def _check_size(intent: Intent) -> None:
    """Refuse a text that is too long for a record."""
    for text in (*_texts(intent.value), intent.because, intent.target):
        if len(text.encode("utf-8", "surrogatepass")) > NOTE_LIMIT:
            code = "note_too_long" if text is intent.value else "text_too_long"
            raise Usage(code, size=len(text.encode("utf-8", "surrogatepass")), limit=NOTE_LIMIT)


def _texts(value: Value) -> Iterator[str]:
    """The texts in a value, those of a record among them."""
    for each in value.values() if isinstance(value, Mapping) else (value,):
        if isinstance(each, str):
            yield each
