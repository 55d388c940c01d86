"""What is kept of the whole library: whatever became of it and of the library, the answers are those of no index."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import make_document
from tests.workspace.conftest import Enter, Office
from tests.workspace.test_whole import EXPRESSIONS, keys
from tui.model.document import Document
from tui.store.index import Index
from tui.store.library import Library
from tui.store.packed import Packed, unpack
from tui.store.private import Private
from tui.workspace import Workspace

ASKED = (*EXPRESSIONS.split(), "czt -财政", "")


@pytest.fixture(autouse=True)
def worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three documents are many enough."""
    monkeypatch.setattr("tui.workspace.whole._WORTH", 2)


@pytest.fixture
def library(office: Office) -> Library:
    library = Library(office.root)
    for doc in ("eins", "zwei"):
        library.save(*make_document(doc))
    return library


def answers(workspace: Workspace) -> list[object]:
    """What the filters find, in which words, and the figures of the board."""
    told: list[object] = []
    for expression in ASKED:
        ledger = workspace.filter(expression, workspace.ledger()).ledger
        told += [keys(ledger), list(ledger.keys()), ledger.look]
    entries = list(workspace.ledger())
    told += [(entry.task, entry.status, entry.star, entry.notes, [s.id for s in entry.path]) for entry in entries]
    cases = list(workspace.ledger().cases())
    assert [case.by and case for case in cases] == [entry.case.by and entry.case for entry in entries]
    board = workspace.board("", workspace.ledger())
    counts = workspace.facets("", workspace.ledger())().counts(())
    leads = {name: counts.having("lead", name) for entry in entries for name in entry.task.leads}
    return [*told, board.whole, board.late, leads]


def both(enter: Enter, who: str = "王芳") -> tuple[list[object], list[object]]:
    """What is answered by what was kept, and what by the documents themselves."""
    plain = enter(who)
    plain.index = None
    return answers(enter(who)), answers(plain)


def uses_it(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether all is answered without a look at any document."""
    read: list[str] = []
    pack = Library.pack

    def told(library: Library, doc: str) -> tuple[Packed, Document]:
        read.append(doc)
        return pack(library, doc)

    with monkeypatch.context() as patch:
        patch.setattr(Library, "pack", told)
        workspace.ledger()
    return not read


def test_the_second_look_reads_no_document(enter: Enter, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not uses_it(enter("王芳"), monkeypatch)
    assert uses_it(enter("王芳"), monkeypatch)
    assert not uses_it(enter("李强"), monkeypatch)
    first, second = both(enter)
    assert first == second
    assert unpack(library.pack("plan")[0]).tasks[1:] == library.load("plan").tasks[1:]


def test_whatever_people_do_the_answers_are_those_of_no_index(enter: Enter, library: Library) -> None:
    enter("王芳").ledger()
    done = enter("李强").profile.parse("done")

    steps: tuple[Callable[[Workspace], object], ...] = (
        lambda one: one.mark([("eins", "附件#1"), ("zwei", "附件#2")], done),
        lambda one: one.star([("zwei", "附件#3")]),
        lambda one: one.add_note("eins", "附件#2", "待核实"),
        lambda one: one.tie(("eins", "附件#2"), one.document("eins").sections[-1].id),
        lambda one: one.corrections.correct("zwei", "附件#1", text="另行安排财政支持"),
        lambda _: library.save(*make_document("drei")),
        lambda one: one.undo(),
        lambda one: one.undo(),
        lambda _: library.remove("zwei"),
    )
    for step in steps:
        for who in ("王芳", "李强"):
            one, other = both(enter, who)
            assert one == other
        step(enter("李强"))
    one, other = both(enter)
    assert one == other


def test_a_byte_that_is_another_is_no_index(enter: Enter, library: Library, office: Office) -> None:
    enter("王芳").ledger()
    file = office.folder / "private" / "王芳" / "index"
    whole = file.read_bytes()
    index = Index(Private(file.parent))
    assert index.read() is not None
    for at in {*range(0, len(whole), max(1, len(whole) // 300)), *range(64), len(whole) - 1}:
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert index.read() is None, at
        file.write_bytes(whole[:at])
        assert index.read() is None, at
    file.write_bytes(b"")
    one, other = both(enter)
    assert one == other
    index.write({"made_of": "another program's"})
    one, other = both(enter)
    assert one == other


def test_a_document_that_is_another_is_seen_whatever_its_length(enter: Enter, library: Library) -> None:
    enter("王芳").ledger()
    file = library.place("eins")
    data = file.read_bytes()
    about = file.stat()
    file.write_bytes(data.replace("财政".encode(), "财经".encode()))
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    one, other = both(enter)
    assert one == other


def test_the_past_is_not_answered_from_it(enter: Enter, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = enter("王芳")
    workspace.ledger()
    assert not uses_it(workspace.as_of(workspace.now()), monkeypatch)


def test_where_nothing_can_be_kept_all_is_answered(enter: Enter, library: Library, office: Office) -> None:
    (office.folder / "private").write_text("no folder", encoding="utf-8")
    workspace = enter("王芳")
    workspace.ledger()
    assert workspace.index is not None
    assert workspace.index.read() is None
    one, other = both(enter)
    assert one == other


def _keep(folder: Path, values: dict[str, Any]) -> None:
    for _ in range(20):
        Index(Private(folder)).write(values)


def test_two_that_keep_at_once_leave_one_of_theirs_whole(tmp_path: Path) -> None:
    each = [{"text": [letter] * 20_000} for letter in "ab"]
    writers = [multiprocessing.get_context("fork").Process(target=_keep, args=(tmp_path, values)) for values in each]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert (Index(Private(tmp_path)).read() or each[0]) in each
    for writer in writers:
        writer.join()
    assert Index(Private(tmp_path)).read() in each


def test_a_kill_while_it_is_written_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index(Private(tmp_path))
    index.write({"made_of": "first"})
    for place, step in ((os, "fsync"), (Path, "replace")):
        with monkeypatch.context() as patch:
            patch.setattr(place, step, _killed)
            with pytest.raises(SystemExit):
                index.write({"made_of": "second" * 5000})
        assert index.read() == {"made_of": "first"}


def _killed(*_: object) -> None:
    raise SystemExit
