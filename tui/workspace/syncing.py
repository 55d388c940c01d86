"""Exchange with a team's server: what is new there is taken in, what is new here is brought, and rivals are told.

Nothing waits for a person: every side takes in all of it, and so each comes to the same end in whatever order. Where
two wrote the same without knowing of each other the later word counts; both are kept, and each side is told once.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui.bounded import LARGEST, read
from tui.model.edition import edition_of
from tui.model.errors import Unavailable, Usage
from tui.model.merging import Notice, Rivalry
from tui.store import parcel
from tui.store.record import to_json
from tui.store.team import Server
from tui.workspace.arriving import is_ahead, rivalries
from tui.workspace.rivals import remember

if TYPE_CHECKING:
    from tui.model.change import Change
    from tui.store.parcel import Carried
    from tui.store.private import Private
    from tui.store.team import Row
    from tui.workspace.asking import WithFilters

_PIECE: Final = 20_000
"""So many Changes are put on the disk at once."""
_MOST: Final = 4 * LARGEST
"""Bytes of Changes that are taken at one go."""


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

    Raises `Usage` (`no_server`, `sync_demo`, `missing_team`, `sync_url`, `sync_password`), `Unavailable` (`only_read`,
    `sync_unreachable`, `sync_rights`) or `Invalid` (`sync_foreign`). What was taken in by then is whole and stays; the
    next one goes on.
    """
    wanted = (url or workspace.settings.server).strip()
    if not wanted:
        raise Usage("no_server")
    if workspace.settings.read_only:
        raise Unavailable("only_read", path=workspace.settings.workspace)
    if workspace.is_demo and not url:  # the server of the settings is that of real work
        raise Usage("sync_demo")
    try:
        server = Server(wanted)
    except ImportError as error:
        from tui.ingest.readers.extras import install_command

        raise Usage("missing_team", command=install_command("team")) from error
    told = workspace.settings  # its roles are those of its server, and of no other
    with closing(server):
        return _Exchange(workspace, private, server, told.roles if wanted == told.server else {}).run()


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
        self.roles = facts.get("roles") if isinstance(facts.get("roles"), dict) else {}
        """The authors of the roles that vouched for what was taken in."""
        self.count = facts.get("count") if isinstance(facts.get("count"), int) else -1
        """How many Changes this journal held when all of it was there."""
        self.stamps: set[str] = set()
        with suppress(OSError, UnicodeDecodeError):
            self.stamps = set(read(private.folder / f"{self._name}.stamps", LARGEST).decode().split())
        self._were = len(self.stamps)

    def forget(self) -> None:
        """The server is not what it was: what lay there may be gone."""
        self.heads, self.documents, self.count, self.stamps = {}, {}, -1, set()

    def vouch(self, roles: Mapping[str, str]) -> None:
        """Other roles vouch than before: what was taken in is looked at again, once."""
        if roles and roles != self.roles:
            self.heads, self.roles = {}, dict(roles)

    def keep(self) -> None:
        """Remember it; the stamps first, for they alone keep a Change from being sent twice."""
        if len(self.stamps) != self._were:
            self._private.keep_data(f"{self._name}.stamps", "\n".join(sorted(self.stamps)).encode())
        facts = {"heads": self.heads, "documents": self.documents, "count": self.count, "roles": self.roles}
        self._private.keep(self._name, facts)


class _Exchange:
    """One exchange."""

    def __init__(self, workspace: WithFilters, private: Private, server: Server, roles: Mapping[str, str]) -> None:
        self._workspace, self._server = workspace, server
        self._roles: Mapping[str, str] = {} if workspace.store.shared else roles
        """The authors of the roles that vouch for what they enter."""
        self._doubts: list[Notice] = []
        """Why none does."""
        self._known = _Known(private, server.name)
        self._there: set[tuple[str, str]] = set()
        """The documents that lie there, each with its edition."""
        self._broken = 0

    def run(self) -> Synced:
        """Documents come before what people did to them, and go before it; what was done by then is remembered."""
        self._workspace.catch_up()
        heads = self._server.heads()
        if any(heads.get(via, 0) < n for via, n in self._known.heads.items()):
            self._known.forget()
        self._ask_who_vouches()
        self._there = self._server.documents()
        try:
            documents = self._take_documents()
            came, overruled = self._take_changes(heads)
            sent_documents = self._bring_documents()
            sent = self._bring_changes()
        finally:
            self._known.keep()
        notices = tuple(self._notices(documents, came, heads))
        return Synced(self._server.name, sent, len(came), documents, sent_documents, overruled, notices)

    def _ask_who_vouches(self) -> None:
        """Find out whether roles vouch for authors on this server; nothing is asked where none is to."""
        if not self._roles:
            return
        above = self._server.vouches(self._roles)
        if above is None:
            self._doubts.append(Notice("sync.unsigned", {}))
        elif above:
            self._doubts.append(Notice("sync.above", {"roles": "、".join(above)}))
        if above is None or above:
            self._roles = {}
        self._known.vouch(self._roles)

    # Documents

    def _take_documents(self) -> tuple[str, ...]:
        """Put the documents of others that were never here into the library; one that was taken out here stays out."""
        library, store, came = self._workspace.library, self._workspace.store, []
        for doc, edition in sorted(self._there):
            if not library.fits(doc) or library.has(doc) or store.document_head(doc) is not None:
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

    def _take_changes(self, heads: Mapping[str, int]) -> tuple[list[Change], tuple[Rivalry, ...]]:
        """Take in what others brought; returns what was new, and what of it is at odds with what was here."""
        store, count, rows = self._workspace.store, self._workspace.store.count, self._rows(heads)
        before: list[Change] | None = None
        came: list[Change] = []
        while piece := list(islice(rows, _PIECE)):
            before = list(store.history()) if before is None else before
            sound = [(each, row.role) for _, row in piece if (each := _carried(row)) is not None]
            self._broken += len(piece) - len(sound)
            came += self._receive(sound)
            self._known.stamps |= {each.change.stamp for each, _ in sound}
            self._known.heads |= {via: row.n for via, row in piece}
        if self._known.count == count and store.count == count + len(came):
            self._known.count = store.count  # nobody wrote meanwhile: all that is here came from there
        if not came or before is None:
            return [], ()
        self._workspace.reread()
        if self._roles:  # what was known as claimed came once more, and is no news
            here = {(change.stamp, change.register) for change in before}
            came = [change for change in came if (change.stamp, change.register) not in here]
        found = tuple(rivalries(came, before))
        remember(self._workspace, found)
        return came, found

    def _receive(self, sound: Sequence[tuple[Carried, str]]) -> Iterator[Change]:
        """Take in Changes, each with the role that entered it: those of an author's own role as his."""
        store, roles = self._workspace.store, {role for each, role in sound if self._vouches(role, each.change)}
        own = [(each.change, each.line) for each, role in sound if self._vouches(role, each.change)]
        rest = [(each.change, each.line) for each, role in sound if not self._vouches(role, each.change)]
        if own:
            yield from store.receive(own, roles)
        if rest:
            yield from store.receive(rest)

    def _vouches(self, role: str, change: Change) -> bool:
        """Whether a role vouches for the author; of what another library holds nobody tells this one."""
        return self._roles.get(role) == change.author and change.kind != "document"

    def _rows(self, heads: Mapping[str, int]) -> Iterator[tuple[str, Row]]:
        """What lies there and was not taken in, sender by sender, as much as is taken at one go."""
        taken = 0
        for via in sorted(heads):
            for row in self._server.rows(via, self._known.heads.get(via, 0), heads[via]):
                yield via, row
                taken += len(row.body)
                if taken > _MOST:
                    return

    def _bring_changes(self) -> int:
        """Bring what this journal holds and the server does not."""
        known, store = self._known, self._workspace.store
        if store.count == known.count:
            return 0
        count, me = store.count, store.writer
        wanted = [(change, line) for change, line in store.lines() if change.stamp not in known.stamps]
        records = [(change.writer, change.stamp, _body(line)) for change, line in wanted]
        known.heads |= {me: self._server.send(me, records, known.heads.get(me, 0))} if records else {}
        known.stamps |= {change.stamp for change, _ in wanted}
        known.count = count
        return len(wanted)

    def _notices(self, documents: Sequence[str], came: Sequence[Change], heads: Mapping[str, int]) -> Iterator[Notice]:
        now = self._workspace.now()
        yield from self._doubts
        if self._broken:
            yield Notice("sync.broken", {"count": self._broken})
        if ahead := sum(is_ahead(change, now) for change in came):
            yield Notice("sync.ahead", {"count": ahead})
        if any(self._known.heads.get(via, 0) < n for via, n in heads.items()):
            yield Notice("sync.more", {})
        other = {doc for doc, edition in self._there if doc not in documents and self._differs(doc, edition)}
        mine = {doc for doc, edition in self._there if not self._differs(doc, edition)}
        for doc in sorted(other - mine):
            yield Notice("merge.other_edition", {"doc": doc})

    def _differs(self, doc: str, edition: str) -> bool:
        present = self._workspace.edition(doc) if self._workspace.library.has(doc) else ""
        return bool(present) and present != edition


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


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
