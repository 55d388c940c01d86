"""A team's PostgreSQL: what every writer did and the documents it speaks of, added to and never rewritten.

Any engine that speaks its protocol will do: no sequences, locks, notices or long transactions are asked of it. What a
server sends is read with measure: a row, a page and a whole exchange have limits, and what does not fit is refused.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from tui.bounded import LARGEST, MEGABYTE
from tui.model.errors import Invalid, Unavailable, Usage

if TYPE_CHECKING:
    from psycopg import Connection, Error

    Line = Connection[tuple[Any, ...]]

Given = TypeVar("Given")

PAGE: Final = 1000
"""So many Changes go in one piece, and so many are taken."""
MOST_DOCUMENTS: Final = 100_000
"""So many documents and senders a server may name."""
_ROW: Final = 4 * MEGABYTE
"""Bytes of one Change."""
_PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
"""Seconds between the tries on a line that was dropped or a transaction that lost its turn."""
_PATIENCE: Final = {"connect_timeout": "10", "tcp_user_timeout": "20000", "application_name": "duban"}
"""Seconds to reach the server, milliseconds until a silent line is a dead one; what the URL says goes first."""
_HOPELESS: Final = ("28", "3D", "42")
"""How the codes begin that trying again does not mend: no entry, no such database, no such right."""

TABLES: Final = (
    """create table if not exists duban_changes (
        writer text not null, stamp text not null, via text not null, n bigint not null, body bytea not null,
        at timestamptz not null default now(), primary key (writer, stamp), unique (via, n))""",
    """create table if not exists duban_documents (
        doc text not null, edition text not null, body bytea not null, source text,
        role text not null default current_user, at timestamptz not null default now(),
        primary key (doc, edition))""",
    """create table if not exists duban_sources (
        sha256 text primary key, body bytea not null,
        role text not null default current_user, at timestamptz not null default now())""",
)
"""`via` is who brought a Change, `n` its number among all that it brought: one asks for those behind the last."""
_SIGNING: Final = (
    "set local lock_timeout = '2s'",
    "alter table duban_changes add column entered_by text",
    "alter table duban_changes alter column entered_by set default current_user",
    "alter table duban_changes enable row level security",
    "create policy duban_read on duban_changes for select using (true)",
    "create policy duban_add on duban_changes for insert with check (true)",
    """create policy duban_signed on duban_changes as restrictive for all
        using (true) with check (entered_by = current_user)""",
)
"""From then on each row says which role entered it, and none can say that it was another; rows of before say none."""
_VOUCHES: Final = """
    select c.relrowsecurity and exists (
            select 1 from pg_policy p
            where p.polrelid = c.oid and p.polname = 'duban_signed' and p.polcmd = '*' and not p.polpermissive),
        array(
            select r.rolname::text from pg_roles r
            where r.rolname = any(%s)
                and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or pg_has_role(r.oid, c.relowner, 'MEMBER')))
    from pg_class c where c.oid = 'duban_changes'::regclass"""
_SIGNED: Final = "select writer, stamp, via, n, body, entered_by from duban_changes limit 0"
_PRESENT: Final = (
    "select writer, stamp, via, n, body from duban_changes limit 0",
    "select doc, edition, body, source from duban_documents limit 0",
    "select sha256, body from duban_sources limit 0",
)
_HEADS: Final = """
    with recursive known(via) as (
        (select via from duban_changes order by via limit 1)
        union all
        select (select next.via from duban_changes next where next.via > known.via order by next.via limit 1)
        from known where known.via is not null)
    select via, (select max(n) from duban_changes own where own.via = known.via) from known where via is not null"""
_BEHIND: Final = "from duban_changes where via = %s and n > %s and n <= %s order by n limit %s"
_ROWS: Final = f"select n, stamp, body, '' {_BEHIND}"
_SIGNED_ROWS: Final = f"select n, stamp, body, coalesce(entered_by, '') {_BEHIND}"
_LAST: Final = "select coalesce(max(n), 0) from duban_changes where via = %s"
_SEND: Final = """
    insert into duban_changes (writer, stamp, via, n, body) values (%s, %s, %s, %s, %s)
    on conflict (writer, stamp) do nothing"""
_DOCUMENTS: Final = "select doc, edition from duban_documents"
_DOCUMENT: Final = "select body, source from duban_documents where doc = %s and edition = %s"
_SOURCE: Final = "select body from duban_sources where sha256 = %s"
_SEND_DOCUMENT: Final = """
    insert into duban_documents (doc, edition, body, source) values (%s, %s, %s, %s)
    on conflict (doc, edition) do nothing"""
_SEND_SOURCE: Final = "insert into duban_sources (sha256, body) values (%s, %s) on conflict (sha256) do nothing"


class Row(NamedTuple):
    """A Change as it lies on the server."""

    n: int
    """Its place among what its sender brought, from 1."""
    stamp: str
    body: bytes
    """Its record as JSON."""
    role: str
    """The role that entered it, where one asked who vouches; else empty."""


class Server:
    """One exchange with a server; the line to it is opened anew where it drops."""

    def __init__(self, url: str) -> None:
        """`url` is a connection string of libpq; its password comes from where libpq looks for it, never from there.

        Raises `ImportError` without the extra, `Usage` (`sync_url`, `sync_password`).
        """
        import logging

        import psycopg  # an extra
        from psycopg.conninfo import conninfo_to_dict

        logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # what it finds is said here, in a sentence
        self._psycopg = psycopg
        try:
            told = conninfo_to_dict(url)
        except psycopg.ProgrammingError as error:
            raise Usage("sync_url", reason=_first_line(error)) from error
        if told.get("password"):
            raise Usage("sync_password")
        if not url.strip() or not told:
            raise Usage("sync_url", reason=url)
        self._told = _PATIENCE | {name: str(value) for name, value in told.items() if value is not None}
        self.name = _name(self._told)
        """Where it is, as people are told."""
        self._open: Line | None = None
        self._reached = False
        self._asked = _ROWS

    def close(self) -> None:
        """Leave it."""
        if self._open is not None:
            with suppress(self._psycopg.Error):
                self._open.close()
        self._open = None

    # What is there

    def heads(self) -> dict[str, int]:
        """How many Changes each sender has brought: the number of the last."""
        return {str(via): int(n) for via, n in self._again(partial(self._read, _HEADS, (), MOST_DOCUMENTS))}

    def vouches(self, roles: Collection[str]) -> tuple[str, ...] | None:
        """Let rows say from now on which role entered each, where no role can say that it was another.

        Returns the roles among these that could, for they own the tables or stand above them: where there is one, or
        where the tables are not made so (None), nobody is vouched for.
        """
        found: list[tuple[Any, ...]] = []
        with suppress(Invalid):  # an engine that knows no such rules
            found = self._again(partial(self._read, _VOUCHES, (list(roles),), 1))
        holds, above = found[0] if found else (False, [])
        if holds is not True or not isinstance(above, list):
            return None
        self._asked = _ROWS if above else _SIGNED_ROWS
        return tuple(map(str, above))

    def rows(self, via: str, after: int, upto: int) -> Iterator[Row]:
        """What a sender brought behind a number, in order, page by page; raises `Invalid` (`sync_foreign`)."""
        while after < upto:
            page = self._again(partial(self._page, via, after, upto))
            if not page:
                return
            yield from page
            after = page[-1].n

    def _page(self, via: str, after: int, upto: int, line: Line) -> list[Row]:
        found: list[Row] = []
        for n, stamp, body, role in self._read(self._asked, (via, after, upto, PAGE), PAGE, line):
            row = Row(n, stamp, bytes(body), str(role))
            if not (isinstance(n, int) and isinstance(stamp, str) and after < n <= upto and len(row.body) <= _ROW):
                raise Invalid("sync_foreign", server=self.name)
            found.append(row)
            after = n
        return found

    def documents(self) -> set[tuple[str, str]]:
        """The documents that are there, each with its edition."""
        return {(str(a), str(b)) for a, b in self._again(partial(self._read, _DOCUMENTS, (), MOST_DOCUMENTS))}

    def document(self, doc: str, edition: str) -> tuple[bytes, bytes | None] | None:
        """A document and the file it was read from; the latter None where it is not there or not what it should be."""
        found = self._again(partial(self._read, _DOCUMENT, (doc, edition), 1))
        if not found:
            return None
        body, name = found[0]
        held = self._again(partial(self._read, _SOURCE, (name,), 1)) if name else []
        source = bytes(held[0][0]) if held else None
        return bytes(body), source if source is not None and sha256(source).hexdigest() == name else None

    # What is brought

    def send(self, via: str, changes: Sequence[tuple[str, str, bytes]], known: int) -> int:
        """Bring Changes, each as its writer, stamp and record; those that are there already stay as they are.

        What its sender brought is `known` up to a number; returns up to which it is now. What another process of the
        same writer brought meanwhile is not passed over.
        """
        for start in range(0, len(changes), PAGE):
            page = changes[start : start + PAGE]
            before, now = self._again(partial(_insert, via, page))
            known = now if before == known else known
        return known

    def send_document(self, doc: str, edition: str, body: bytes, source: bytes | None) -> None:
        """Bring a document, its source before it."""
        name = sha256(source).hexdigest() if source is not None else None
        if source is not None:
            self._again(lambda line: line.execute(_SEND_SOURCE, (name, source)))
        self._again(lambda line: line.execute(_SEND_DOCUMENT, (doc, edition, body, name)))

    # The line

    def _read(self, query: str, values: Sequence[object], most: int, line: Line) -> list[tuple[Any, ...]]:
        """What a query finds, row by row as it comes; raises `Invalid` (`sync_foreign`) where it is beyond measure."""
        found: list[tuple[Any, ...]] = []
        size = 0
        with line.cursor() as cursor:
            for row in cursor.stream(query, values):
                size += sum(len(each) for each in row if isinstance(each, bytes | str))
                if len(found) >= most or size > LARGEST:
                    raise Invalid("sync_foreign", server=self.name)
                found.append(row)
        return found

    def _again(self, work: Callable[[Line], Given]) -> Given:
        """Do it; once more where the line dropped or another was faster. Raises `Unavailable` or `Invalid`."""
        error: Error | None = None
        for pause in (*_PAUSES, 0.0):
            try:
                return work(self._line())
            except Invalid:
                self.close()
                raise
            except self._psycopg.Error as fault:
                self.close()
                error = fault
                if not self._worth_it(fault):
                    break
            time.sleep(pause)
        raise self._refusal(error) from error

    def _worth_it(self, fault: Error) -> bool:
        """Whether trying again may help: not where the server was never reached, nor where it said why it will not."""
        errors = self._psycopg.errors
        if isinstance(fault, errors.UniqueViolation | errors.DuplicateTable | errors.DuplicateObject):
            return True  # another took the same numbers, or made the tables, in the same moment
        mendable = isinstance(fault, self._psycopg.OperationalError | self._psycopg.InterfaceError)
        return mendable and self._reached and not (fault.sqlstate or "").startswith(_HOPELESS)

    def _refusal(self, error: Error | None) -> Unavailable | Invalid:
        reason = _first_line(error)
        code = (error.sqlstate if error is not None else "") or ""
        if code == "42501":
            return Unavailable("sync_rights", server=self.name, reason=reason)
        if code.startswith("42") or isinstance(error, self._psycopg.DataError):
            return Invalid("sync_foreign", server=self.name)
        return Unavailable("sync_unreachable", server=self.name, reason=reason)

    def _line(self) -> Line:
        if self._open is None or self._open.closed:
            self._open = self._psycopg.connect(**self._told, autocommit=True, prepare_threshold=None)  # type: ignore[arg-type]
            if not self._reached:
                self._prepare(self._open)
            self._reached = True
        return self._open

    def _prepare(self, line: Line) -> None:
        """Make the tables where they are not, and let rows say who entered them where it may."""
        errors = self._psycopg.errors
        with suppress(errors.UndefinedTable, errors.UndefinedColumn, errors.InsufficientPrivilege):
            for each in (_SIGNED, *_PRESENT[1:]):
                line.execute(each)
            return
        try:
            for each in _PRESENT:
                line.execute(each)
        except errors.UndefinedTable:
            for each in TABLES:
                line.execute(each)
        self._sign(line)

    def _sign(self, line: Line) -> None:
        """All of it or nothing: without the right to it, or on an engine that knows no such rules, all stays as it is.

        Raises `DatabaseError` where the line dropped.
        """
        try:
            with line.transaction():
                for each in _SIGNING:
                    line.execute(each)
        except self._psycopg.DatabaseError:
            if line.closed:
                raise


def _insert(via: str, page: Sequence[tuple[str, str, bytes]], line: Line) -> tuple[int, int]:
    """One page in one short transaction, behind what the same sender brought; returns up to which number that was."""
    with line.transaction(), line.cursor() as cursor:
        before = _last(via, line)
        rows = [(writer, stamp, via, n, body) for n, (writer, stamp, body) in enumerate(page, before + 1)]
        cursor.executemany(_SEND, rows)
        return before, _last(via, line)


def _last(via: str, line: Line) -> int:
    found = line.execute(_LAST, (via,)).fetchone()
    return int(found[0]) if found else 0


def _name(told: dict[str, str]) -> str:
    """`host:port/database` of what a connection string says."""
    port = f":{told['port']}" if told.get("port") else ""
    return f"{told.get('host', told.get('service', ''))}{port}/{told.get('dbname', '')}"


def _first_line(error: Error | None) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), "")
