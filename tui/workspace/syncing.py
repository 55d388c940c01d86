"""Exchange with a team's server: what is new there is taken in, what is new here is brought, and rivals are told.

Nothing waits for a person: every side takes in all of it, and so each comes to the same end in whatever order. Where
two wrote the same without knowing of each other the later word counts; both are kept, and each side is told once.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui.bounded import LARGEST, read
from tui.model.edition import edition_of
from tui.model.errors import Usage
from tui.model.merging import Notice, Rivalry
from tui.store import parcel
from tui.store.record import to_json
from tui.workspace.arriving import rivalries
from tui.workspace.rivals import remember

if TYPE_CHECKING:
    from tui.model.change import Change
    from tui.store.parcel import Carried
    from tui.store.private import Private
    from tui.store.team import Row, Server
    from tui.workspace.asking import WithFilters

_PIECE: Final = 20_000
"""So many Changes are put on the disk at once."""
_A_DAY: Final = timedelta(days=1)


class Synced(NamedTuple):
    """What an exchange did."""

    server: str
    """Where the server is."""
    sent: int
    """How many Changes were brought there."""
    received: int
    """How many came that were not here."""
    documents: tuple[str, ...]
    """The documents that came."""
    sent_documents: tuple[str, ...]
    """The documents that were brought."""
    overruled: tuple[Rivalry, ...]
    """Where two wrote the same without knowing of each other; the later word counts."""
    notices: tuple[Notice, ...]
    """What else is to be told."""


def sync(workspace: WithFilters, private: Private, url: str = "") -> Synced:
    """Exchange with the server of this URL, else with that of the settings.

    Raises `Usage` (`no_server`, `missing_team`, `sync_url`, `sync_password`), `Unavailable` (`sync_unreachable`,
    `sync_rights`) or `Invalid` (`sync_foreign`). What was taken in by then is whole and stays; the next one goes on.
    """
    wanted = (url or workspace.settings.server).strip()
    if not wanted:
        raise Usage("no_server")
    try:
        from tui.store.team import Server

        server = Server(wanted)
    except ImportError as error:
        from tui.ingest.readers.extras import install_command

        raise Usage("missing_team", command=install_command("team")) from error
    with closing(server):
        return _Exchange(workspace, private, server).run()


class _Known:
    """What is known to lie on a server, kept in the person's own folder; where it is lost, all is looked at again."""

    def __init__(self, private: Private, server: str) -> None:
        self._private = private
        self._name = f"sync-{sha256(server.encode()).hexdigest()[:12]}"
        facts = private.recall(self._name)
        self.heads: dict[str, int] = {
            via: n for via, n in _table(facts.get("heads")).items() if isinstance(n, int) and n > 0
        }
        """How far one has taken in what each sender brought."""
        self.documents: dict[str, list[int]] = {
            doc: list(sign) for doc, sign in _table(facts.get("documents")).items() if isinstance(sign, list)
        }
        """The documents that need not be brought, by what they were when one looked."""
        self.count = facts.get("count") if isinstance(facts.get("count"), int) else -1
        """How many Changes this journal held when all of it was there."""
        self.stamps: set[str] = set()
        with suppress(OSError, UnicodeDecodeError):
            self.stamps = set(read(private.folder / f"{self._name}.stamps", LARGEST).decode().split())
        self._were = len(self.stamps)

    def forget(self) -> None:
        """The server is not what it was: what lay there may be gone."""
        self.heads, self.documents, self.count, self.stamps = {}, {}, -1, set()

    def keep(self) -> None:
        """Remember it; the stamps first, for they alone keep a Change from being sent twice."""
        if len(self.stamps) != self._were:
            self._private.keep_data(f"{self._name}.stamps", "\n".join(sorted(self.stamps)).encode())
        facts = {"heads": self.heads, "documents": self.documents, "count": self.count}
        self._private.keep(self._name, facts)


class _Exchange:
    """One exchange."""

    def __init__(self, workspace: WithFilters, private: Private, server: Server) -> None:
        self._workspace, self._server = workspace, server
        self._me = workspace.store.writer
        self._known = _Known(private, server.name)
        self._broken = 0
        self._ahead = 0

    def run(self) -> Synced:
        """Documents come before what people did to them, and go before it."""
        self._workspace.catch_up()
        known, heads = self._known, self._server.heads()
        if any(heads.get(via, 0) < n for via, n in known.heads.items()):
            known.forget()
        documents = self._take_documents()
        received, overruled = self._take_changes(heads)
        sent_documents = self._bring_documents()
        sent = self._bring_changes()
        known.keep()
        return Synced(
            self._server.name, sent, received, documents, sent_documents, overruled, tuple(self._notices(documents))
        )

    # Documents

    def _take_documents(self) -> tuple[str, ...]:
        """Put the documents of others that were never here into the library; one that was taken out here stays out."""
        library, store, came = self._workspace.library, self._workspace.store, []
        self._there = self._server.documents()
        for doc, edition in sorted(self._there):
            if not library.fits(doc) or library.has(doc) or store.document_head(doc) is not None or doc in came:
                continue
            found = self._server.document(doc, edition)
            each = _packed(*found) if found is not None else None
            if each is None or each.document.id != doc or edition_of(each.document) != edition:
                self._broken += 1
                continue
            parcel.keep(library, each)
            came.append(doc)
        if came:
            self._workspace.reread()
        return tuple(came)

    def _bring_documents(self) -> tuple[str, ...]:
        """Bring the documents that are not there."""
        library, brought = self._workspace.library, []
        for doc, sign in library.signatures().items():
            if self._known.documents.get(doc) == list(sign) or doc in self._workspace.unreadable:
                continue
            edition = self._workspace.edition(doc)
            if edition and (doc, edition) not in self._there:
                record = parcel.document_record(library.root, library, doc)
                source = b64decode(record.pop("source") or b"") or None
                self._server.send_document(doc, edition, to_json(record).encode(), source)
                brought.append(doc)
            self._known.documents[doc] = list(sign)
        return tuple(brought)

    # Changes

    def _take_changes(self, heads: Mapping[str, int]) -> tuple[int, tuple[Rivalry, ...]]:
        """Take in what others brought; returns how many were new, and what they are at odds with."""
        store, count = self._workspace.store, self._workspace.store.count
        before: list[Change] | None = None
        came: list[Change] = []
        for piece in _pieces(self._rows(heads), _PIECE):
            before = list(store.history()) if before is None else before
            came += store.receive((each.change, each.line) for each in piece)
        self._known.heads |= heads
        if self._known.count == count and store.count == count + len(came):
            self._known.count = store.count  # nobody wrote meanwhile: all that is here came from there
        if not came or before is None:
            return 0, ()
        self._workspace.reread()
        limit = (self._workspace.now() + _A_DAY).timestamp() * 1000
        self._ahead = sum(int(change.stamp[:12], 16) > limit for change in came)
        found = tuple(rivalries(came, before))
        remember(self._workspace, found)
        return len(came), found

    def _rows(self, heads: Mapping[str, int]) -> Iterator[Carried]:
        """What lies there and was not taken in, sender by sender."""
        for via in sorted(heads):
            for row in self._server.rows(via, self._known.heads.get(via, 0), heads[via]):
                found = _carried(row)
                if found is None:
                    self._broken += 1
                else:
                    self._known.stamps.add(row.stamp)
                    yield found

    def _bring_changes(self) -> int:
        """Bring what this journal holds and the server does not."""
        known, store = self._known, self._workspace.store
        if store.count == known.count:
            return 0
        count = store.count
        wanted = [(change, line) for change, line in store.lines() if change.stamp not in known.stamps]
        records = [(_writer(change), change.stamp, _body(line)) for change, line in wanted]
        self._server.send(self._me, records)
        known.stamps |= {change.stamp for change, _ in wanted}
        known.count = count
        return len(wanted)

    def _notices(self, came: Sequence[str]) -> Iterator[Notice]:
        if self._broken:
            yield Notice("sync.broken", {"count": self._broken})
        if self._ahead:
            yield Notice("sync.ahead", {"count": self._ahead})
        other = {doc for doc, edition in self._there if doc not in came and self._differs(doc, edition)}
        mine = {doc for doc, edition in self._there if not self._differs(doc, edition)}
        for doc in sorted(other - mine):
            yield Notice("merge.other_edition", {"doc": doc})

    def _differs(self, doc: str, edition: str) -> bool:
        present = self._workspace.edition(doc) if self._workspace.library.has(doc) else ""
        return bool(present) and present != edition


def _writer(change: Change) -> str:
    return change.stamp.partition("-")[2]


def _body(line: bytes) -> bytes:
    """What is sent of a line of a journal: all that it says of its Change."""
    return to_json(parcel.change_record(line)).encode()


def _carried(row: Row) -> Carried | None:
    """The Change of a row; None where it is none, or another than its stamp says."""
    try:
        found = next(parcel.carried([json.loads(row.body)]))
    except (ValueError, RecursionError):
        return None
    return found if found is not None and found.change.stamp == row.stamp else None


def _packed(body: bytes, source: bytes | None) -> parcel.Packed | None:
    """The document of a row; None where it is none."""
    try:
        record = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict):
        return None
    return parcel.packed(record | {"source": b64encode(source).decode() if source is not None else None})


def _pieces(rows: Iterable[Carried], most: int) -> Iterator[list[Carried]]:
    piece: list[Carried] = []
    for row in rows:
        piece.append(row)
        if len(piece) == most:
            yield piece
            piece = []
    if piece:
        yield piece


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
