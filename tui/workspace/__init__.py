"""The one door for both front ends: open documents, filter, mark, note, undo, search.

Methods return what changed; nothing here prints or knows a screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.model.errors import Invalid, Problem, Unavailable
from tui.packaged import bundled_documents
from tui.store.library import Library
from tui.store.private import Private
from tui.workspace.acting import Acting
from tui.workspace.asking import Asking
from tui.workspace.meant import Choosing
from tui.workspace.review import Review
from tui.workspace.supervision import Supervision

if TYPE_CHECKING:
    from tui.config import Settings
    from tui.model.change import Change
    from tui.model.document import Document
    from tui.model.ledger import Ledger
    from tui.model.merging import Rivalry
    from tui.model.profile import Profile
    from tui.model.state import State
    from tui.model.summary import Summary
    from tui.store.archive import Saved
    from tui.store.changes import Store
    from tui.store.index import Index
    from tui.store.record import Damage
    from tui.store.restore import Restored
    from tui.workspace.corrections import Corrections
    from tui.workspace.demo import Made
    from tui.workspace.editions import Editions
    from tui.workspace.exporting import Exported
    from tui.workspace.filtering import Filtering
    from tui.workspace.history import LogEntry
    from tui.workspace.importing import Imported
    from tui.workspace.merging import Merge
    from tui.workspace.parcels import Bundled
    from tui.workspace.syncing import Synced

Key = tuple[str, str]
"""Document id and task id."""


def now_here() -> datetime:
    """The wall clock with its offset."""
    return datetime.now().astimezone()


class Workspace(Asking, Acting, Supervision, Review, Choosing):
    """A library of documents and what people did to them."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        private: Private,
        *,
        now: Callable[[], datetime] = now_here,
        profile: Profile | None = None,
    ) -> None:
        self.settings = settings
        self.library = library
        self.private = private
        self.now = now
        self._profile = profile
        self._documents: dict[str, Document] = {}
        self.unreadable: dict[str, Problem] = {}
        """The documents that were found damaged, by where they lie; all others can be worked with."""

    @classmethod
    def open(cls, settings: Settings, *, now: Callable[[], datetime] = now_here) -> Workspace:
        """Open the workspace of these settings; nothing is made on disk before something is written.

        What a step left half done that was cut short is finished, or taken back, before any document is read.
        """
        from tui.store.swapping import unfinished, waiting

        library = Library(settings.workspace, bundled_documents())
        workspace = cls(settings, library, Private(settings.private), now=now)
        if waiting(library) or unfinished(library.root):
            with suppress(Problem):  # told by who asks for it next
                workspace.store  # noqa: B018 - it is settled when it is read
        return workspace

    @cached_property
    def store(self) -> Store:
        """What people did, read when it is first asked for: a document can be shown before.

        Raises `Unavailable` or `Invalid` where the folder cannot be read as a workspace.
        """
        from tui.store.changes import Store

        store = Store.open(
            self.settings.workspace,
            writer=self.private.writer(),
            author=self.author,
            now=self.now,
            private=self.private.folder,
            edition_of=self.edition,
            read_only=self.settings.read_only,
            roles=self.settings.roles,
        )
        self._settle(store)
        return store

    def _settle(self, store: Store) -> None:
        """Finish, or take back, what a step left half done that was cut short."""
        from tui.store.swapping import settle, unfinished, waiting

        restores = unfinished(self.library.root)
        if not (waiting(self.library) or restores) or not store.writable:
            return
        with suppress(Unavailable), store.at_rest():  # who holds the lock is at it
            store.catch_up()
            for doc in settle(self.library, store.document_head):
                self.forget_document(doc)
            if restores:
                from tui.store.staging import finish

                try:
                    finish(store, unfinished(self.library.root), self.library.bundled)
                finally:
                    self.reread()

    @cached_property
    def editions(self) -> Editions:
        """What is known of the editions of the documents; made when something is written, or was replaced."""
        from tui.workspace.editions import Editions

        return Editions(self)

    def edition(self, doc: str) -> str:
        """The edition of a document that the library holds; empty where it has no such document."""
        return self.editions.present(doc)

    @cached_property
    def profile(self) -> Profile:
        """The statuses a task may have, and the rules of the place; raises `Usage` where its file is wrong."""
        from tui.store.profiles import read_profile

        return self._profile or read_profile(self.settings.workspace)

    def close(self) -> None:
        """Checkpoint and let go."""
        if "store" in self.__dict__:
            self.store.close()

    @property
    def state(self) -> State:
        """The present marks and notes."""
        return self.store.state

    def hurry(self, *, on: bool = True) -> None:
        """Let the state tell of marks before it tells of notes, where these are very many; `complete` reads them.

        Reads what people did, and raises as `store` does.
        """
        self.store.hurried = on

    def complete(self) -> None:
        """Read what `hurry` has left for later; it may take a second, and any thread may ask for it."""
        self.store.complete()
        for doc in self.library.ids():
            self.store.state.noted(doc)

    @property
    def author(self) -> str:
        """Whose own the stars, the notes and the undo steps are."""
        return self.settings.author

    @property
    def damage(self) -> tuple[Damage, ...]:
        """What in the journal could not be used; all else was read."""
        return self.store.damage

    # Documents

    def documents(self) -> tuple[Document, ...]:
        """Every document of the library that can be read, in the order of its list."""
        return tuple(filter(None, map(self.find_document, self.library.ids())))

    def summaries(self) -> Iterator[Summary]:
        """Every document of the library with its counts and its progress, none of them built for it."""
        from tui.workspace.listing import documents

        return documents(self)

    def document(self, doc: str) -> Document:
        """The document of this id, as people corrected its reading; raises `NotFound` (`no_document`).

        Before the journal is read it is told as the reader read it.
        """
        document = self._read(doc)
        return self.corrections.document(document) if "store" in self.__dict__ else document

    def _read(self, doc: str) -> Document:
        if doc not in self._documents:
            try:
                self._documents[doc] = self.library.load(doc)
            except Invalid as problem:
                self.miss(problem)
                raise
        return self._documents[doc]

    def hold(self, document: Document) -> None:
        """Let a document be this reading of it, whatever the library holds: as it was in the past."""
        self._documents[document.id] = document

    def miss(self, problem: Problem) -> None:
        """Remember that a document cannot be read, so that it can be told."""
        self.unreadable.setdefault(str(problem.values.get("path")), problem)

    def find_read(self, doc: str) -> Document | None:
        """The document of this id as the reader read it; None where the library has none."""
        return self._read(doc) if doc in self._documents or self.library.has(doc) else None

    @cached_property
    def corrections(self) -> Corrections:
        """What people correct in the reading of documents."""
        from tui.workspace.corrections import Corrections

        return Corrections(self)

    def corrected(self, doc: str) -> Mapping[str, tuple[str, ...]]:
        """What people corrected of each task of a document, see `Corrections.fields`."""
        return self.corrections.fields(doc)

    @cached_property
    def filtering(self) -> Filtering:
        """What reads filters; made when the first is asked, so that the start does not wait for it."""
        from tui.workspace.filtering import Filtering

        return Filtering(self)

    def _filter_anew(self) -> None:
        """Let filters be read by documents as they are now."""
        self.__dict__.pop("filtering", None)

    def forget_document(self, doc: str) -> None:
        """Read a document anew when it is next asked for."""
        self._documents.pop(doc, None)
        self._filter_anew()

    def find_document(self, doc: str) -> Document | None:
        """The document of this id; None where the library has none that can be read."""
        with suppress(Invalid):
            return self.document(doc) if self.library.has(doc) else None
        return None

    def choose_document(self, name: str | None) -> Document:
        """The document of an id, its beginning or words of its title; else the only one, or the one chosen by `use`.

        Raises `NotFound` (`no_document`) or `Usage` (`which_document`, with the ids).
        """
        from tui.workspace.naming import choose_document

        return choose_document(self, name)

    def read_file(
        self, file: Path, *, title: str | None = None, doc_id: str | None = None, encoding: str | None = None
    ) -> Document:
        """Read a file as a policy document without keeping it; raises `Invalid` or `Usage` as the reader does."""
        from tui import ingest  # readers are heavy; only an import pays for them

        return ingest.read(file, title=title, doc_id=doc_id, encoding=encoding)

    def import_file(
        self,
        file: Path,
        *,
        title: str | None = None,
        doc_id: str | None = None,
        encoding: str | None = None,
        replace_old: bool = False,
    ) -> Imported:
        """Read a file and keep the document with its source.

        Raises as `read_file` does, and `Usage` (`document_exists`) where another text has this id and is not to be
        replaced.
        """
        document = self.read_file(file, title=title, doc_id=doc_id, encoding=encoding)
        return self.keep_document(document, file, replace_old=replace_old, named=doc_id is not None)

    def keep_document(
        self, document: Document, file: Path, *, replace_old: bool = False, named: bool = False
    ) -> Imported:
        """Keep a document that was read from a file, with its source; `named` says that a person chose its id.

        Raises as `import_file`.
        """
        from tui.workspace.importing import keep_document

        return keep_document(self, document, file, replace_old=replace_old, named=named)

    def remove(self, doc: str) -> None:
        """Take a document out of the library; its source and what people did stay. Raises as `Library.remove`."""
        from tui.workspace.importing import remove

        remove(self, doc)

    def read_beside(self, document: Document, *, named: bool = False) -> Imported:
        """What importing a document that was read would do, without doing it; `named` as for `keep_document`."""
        from tui.workspace.importing import read_beside

        return read_beside(self, document, named=named)

    # History

    def log(self, doc: str | None = None, place: str | None = None) -> Iterator[LogEntry]:
        """Every Change, oldest first, of all or of one document, task or section, with what was so before."""
        from tui.workspace.history import log

        return log(self, doc, place)

    def next_undone(self) -> str | None:
        """The step that `undo` would take back now, of whatever document; None where there is none."""
        from tui.workspace.undoing import next_undone

        return next_undone(self)

    def undo(self, *, force: bool = False, within: str | None = None) -> tuple[Change, ...]:
        """Take back one's own last step, across restarts.

        Raises `NotFound` (`nothing_to_undo`), or `Undecided`: `changed_since` where someone else has changed the same
        since, unless forced; `elsewhere` where it marked other documents than `within`, if that is given.
        """
        from tui.workspace.undoing import undo

        return undo(self, force=force, within=within)

    def redo(self, *, force: bool = False, within: str | None = None) -> tuple[Change, ...]:
        """Repeat the step one took back last; raises as `undo` does (`nothing_to_redo`)."""
        from tui.workspace.undoing import redo

        return redo(self, force=force, within=within)

    def as_of(self, moment: datetime | str) -> Workspace:
        """This workspace as it stood at a moment, or just after the Change of this stamp.

        It is read as any other (`ledger`, `notes`, `filter`, `log`), its `now` is then, and whatever would change it
        raises `Unavailable` (`in_the_past`). Raises `ValueError` for a stamp that is none.
        """
        from tui.store.past import Past
        from tui.workspace.history import earlier, moment_of

        stamp = moment if isinstance(moment, str) else None
        then = moment_of(moment, self.now().tzinfo) if isinstance(moment, str) else moment
        past = Workspace(self.settings, self.library, self.private, now=lambda: then, profile=self.profile)
        past.index = None
        past.store = Past(self.store, then, stamp, past.edition)
        for document in earlier(self, past.store.history()):
            past.hold(document)
        return past

    @cached_property
    def index(self) -> Index | None:
        """What was kept of the library as a whole; None of the past, which is read otherwise."""
        from tui.store.index import Index

        return Index(self.private)

    @cached_property
    def is_demo(self) -> bool:
        """Whether what is in it was made up, to try things on."""
        from tui.workspace.demo import MARK

        return (self.settings.workspace / MARK).is_file()

    def make_demo(self, folder: Path, as_of: date | None = None) -> Made:
        """Fill an empty folder with half a year of made-up work, up to a day; raises `Usage` (`demo_folder`)."""
        from tui.workspace.demo import make

        def play(who: str, private: Path, now: Callable[[], datetime]) -> Workspace:
            settings = self.settings._replace(workspace=folder, private=private, author=who, name="")
            return type(self)(settings, Library(folder, bundled_documents()), Private(private), now=now)

        folder = folder.expanduser().absolute()
        return make(folder, play, self.now(), as_of)

    # Copies, and a place for several

    @staticmethod
    def share(folder: Path, group: str | None = None) -> str:
        """Make a shared workspace of a folder; returns the name of its group.

        Raises `Usage` (`folder_in_use`, `unknown_group`, `no_groups`), `Invalid` or `Unavailable` (`not_your_group`).
        """
        from tui.config import at_home
        from tui.store.sharing import share

        return share(at_home(folder).absolute(), group)

    def backup(self, file: Path) -> Saved:
        """Write all that people wrote, the library and its sources to one new file.

        Raises `Usage` (`file_exists`, `is_folder`) or `Unavailable`.
        """
        from tui.store.archive import save

        return save(self.store, file, self.now())

    def restore(self, file: Path, *, force: bool = False) -> Restored:
        """Take a backup in: by union, and without replacing a document unless forced; what is replaced is kept.

        Raises `Invalid` (`no_file`, `no_backup`, `damaged_backup`), `Undecided` (`restore_replaces`) or `Unavailable`.
        """
        from tui.store.restore import restore
        from tui.workspace.arriving import rivalries
        from tui.workspace.rivals import remember

        before = list(self.store.history())
        restored = restore(self.store, file, self.now(), force=force, bundled=self.library.bundled)
        self.reread()
        overruled = tuple(rivalries(restored.changes, before))
        remember(self, overruled)
        return replace(restored, overruled=overruled)

    # To the office and back

    def export(
        self,
        file: Path,
        expression: str = "",
        ledger: Ledger | None = None,
        form: str | None = None,
        told: Callable[[int, int], None] = lambda *_: None,
        *,
        doc: str | None = None,
    ) -> Exported:
        """Write what a filter shows of a ledger (None: of all) to a file, in the format of its suffix, whole or not.

        `form` is `ledger`, `report`, `slips`, `board` or `document`; `told` hears how many rows of how many are
        written; `doc` is the document that is meant where no ledger is given, and whose text leaves as `document`.
        Raises `NotFound`, `Usage` (`unknown_form`, `unknown_suffix`, `form_elsewhere`, `missing_writer`) or
        `Unavailable`.
        """
        from tui.workspace.exporting import Wanted, export

        return export(self, file, Wanted(expression, ledger, form, doc), told)

    def export_name(self, docs: Iterable[str], kind: str = "xlsx", form: str = "ledger") -> str:
        """A name for the file of what leaves of some documents today, such as `台账-实施意见-20261126.xlsx`."""
        from tui.workspace.exporting import file_name

        return file_name(self, list(docs), form, kind)

    def bundle(self, file: Path, since: str = "") -> Bundled:
        """Write one's own Changes since the day that a word means to a file, for another workspace to take in.

        Raises `NotFound` (`nothing_to_bundle`), `Usage` (`unknown_day`) or `Unavailable`.
        """
        from tui.workspace.parcels import bundle, read_since

        return bundle(self, file, read_since(since, self.now()) if since else None)

    def sync(self, url: str = "") -> Synced:
        """Exchange with a team's server: that of this URL, else of the settings; raises as `syncing.sync`."""
        from tui.workspace.syncing import sync

        return sync(self, self.private, url)

    def read_since(self, word: str) -> datetime:
        """The moment that a person means by a day, a month or a time; raises `Usage` (`unknown_day`)."""
        from tui.workspace.parcels import read_since

        return read_since(word, self.now())

    def open_merge(self, file: Path) -> Merge:
        """What came back in a file, laid row by row beside what is here; nothing is changed before one decides.

        Raises `Invalid` (`no_file`, `no_ledger`, `not_mergeable`, …) or `Unavailable`.
        """
        from tui.workspace.merging import open_merge

        return open_merge(self, file)

    def open_returned(self, file: Path) -> Merge | None:
        """The same for a file that duban itself wrote; None for any other, which is a document to be read."""
        from tui.workspace.merging import open_returned

        return open_returned(self, file)

    def reread(self) -> None:
        """Read all documents anew when they are next asked for."""
        self._documents.clear()
        self._filter_anew()

    def catch_up(self) -> tuple[Change, ...]:
        """What others have written since; cheap enough to ask every second."""
        changes = self.store.catch_up()
        if "editions" in self.__dict__ or any(change.kind == "carry" for change in changes):
            return self.editions.follow(changes)
        return changes

    def at_odds(self) -> tuple[Rivalry, ...]:
        """Where two who work here wrote the same at the same time since this was last asked.

        Whoever writes it next settles it.
        """
        from tui.workspace.rivals import remember

        found = self.store.at_odds() if "store" in self.__dict__ else ()
        remember(self, found)
        return found

    # The person's own place

    def recall(self, name: str) -> Mapping[str, Any]:
        """Small facts of this person for this workspace, such as where one was."""
        return self.private.recall(name)

    def keep(self, name: str, facts: Mapping[str, Any]) -> bool:
        """Keep such facts; False where they cannot be kept."""
        return self.private.keep(name, facts)

    def kept(self, beginning: str) -> list[str]:
        """The names that such facts are kept under and that begin so."""
        return self.private.names(beginning)

    def forget(self, name: str) -> None:
        """Drop such facts."""
        self.private.forget(name)
