"""Reading in, replacing and taking out are steps of the history: whole or not there, wherever the system fails."""

# ruff: noqa: ANN401  (what stands in for a call of the system takes whatever that call takes)

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import make_document
from tests.workspace.conftest import Office
from tui.model.document import Document
from tui.model.errors import Invalid, NotFound, Problem
from tui.store.swapping import present_reading, unfinished, waiting
from tui.workspace import Workspace

ACTS = ("import", "replace", "remove", "undo", "redo", "restore")


def file_of(office: Office, name: str) -> tuple[Document, Path]:
    """A document as an import reads it from a file."""
    document, content = make_document(name)
    file = office.folder / f"{name}.txt"
    file.write_bytes(content)
    return document, file


def second(office: Office) -> tuple[Document, Path]:
    """Another edition of `plan`: its first task has other words."""
    document, file = file_of(office, "plan")
    tasks = (document.tasks[0]._replace(text="彻底清理地方保护"), *document.tasks[1:])
    return replace(document, tasks=tasks), file


def bring(workspace: Workspace, read: tuple[Document, Path]) -> str:
    return workspace.keep_document(*read, replace_old=True).outcome


def words(workspace: Workspace, doc: str = "plan") -> str | None:
    """The first task of a document; None where there is none."""
    workspace.forget_document(doc)
    document = workspace.find_document(doc)
    return document.tasks[0].text if document else None


def kinds(workspace: Workspace) -> list[str]:
    return [change.kind for change in workspace.store.history()]


# What a step is


def test_what_was_taken_out_comes_back_and_the_marks_of_others_stay(office: Office) -> None:
    """It was the marks of another document that an undo after a removal took back, unnamed."""
    mine = office.enter("甲")
    bring(mine, file_of(office, "other"))
    mine.mark([("other", "附件#1")], mine.profile.parse("done"))
    mine.mark([("plan", "附件#1")], mine.profile.parse("active"))
    mine.remove("plan")
    (taken_back,) = mine.undo()
    assert (taken_back.doc, taken_back.kind) == ("plan", "document")
    assert mine.ledger("plan")[0].status.key == "active"
    assert mine.ledger("other")[0].status.key == "done"
    mine.redo()
    assert not mine.library.has("plan")
    again = office.enter("甲")
    again.undo()
    again.undo()
    assert again.ledger("plan")[0].status.key == "todo"


def test_what_was_read_in_goes_again_and_comes_back(office: Office) -> None:
    mine = office.enter("甲")
    bring(mine, file_of(office, "other"))
    data = mine.library.place("other").read_bytes()
    mine.undo()
    assert not mine.library.has("other")
    mine.redo()
    assert mine.library.place("other").read_bytes() == data
    assert office.enter("甲").undo()
    with pytest.raises(NotFound, match="nothing_to_undo"):
        office.enter("甲").undo()


def test_a_reading_of_the_same_words_is_taken_back_too(office: Office) -> None:
    """One whose leads alone are others is the same edition, and yet another file."""
    mine = office.enter("甲")
    document, file = file_of(office, "plan")
    other = replace(document, tasks=(document.tasks[0]._replace(leads=("省商务厅",)), *document.tasks[1:]))
    before = mine.library.place("plan").read_bytes()
    assert bring(mine, (other, file)) == "replaced"
    after = mine.library.place("plan").read_bytes()
    mine.undo()
    assert mine.library.place("plan").read_bytes() == before
    mine.redo()
    assert mine.library.place("plan").read_bytes() == after


def test_each_reading_comes_back_byte_for_byte_in_turn(office: Office) -> None:
    mine = office.enter("甲")
    states = [mine.library.place("plan").read_bytes()]
    for text in ("甲", "乙", "甲", "丙"):
        document, file = file_of(office, "plan")
        tasks = (document.tasks[0]._replace(text=text), *document.tasks[1:])
        bring(mine, (replace(document, tasks=tasks), file))
        states.append(mine.library.place("plan").read_bytes())
    for data in reversed(states[:-1]):
        office.enter("甲").undo()
        assert mine.library.place("plan").read_bytes() == data
    for data in states[1:]:
        office.enter("甲").redo()
        assert mine.library.place("plan").read_bytes() == data


def test_what_was_not_kept_is_refused_before_a_word_is_written(office: Office) -> None:
    mine = office.enter("甲")
    bring(mine, second(office))
    shutil.rmtree(office.root / "earlier")
    written = kinds(mine)
    with pytest.raises(Invalid, match="reading_not_kept"):
        mine.undo()
    assert kinds(office.enter("甲")) == written
    assert words(mine) == "彻底清理地方保护"


def test_a_library_that_is_not_what_the_history_says_is_left_alone(office: Office) -> None:
    mine = office.enter("甲")
    bring(mine, second(office))
    file = mine.library.place("plan")
    file.write_bytes(file.read_bytes().replace("彻底".encode(), "全面".encode()))
    with pytest.raises(Invalid, match="library_differs"):
        mine.undo()
    assert words(mine) == "全面清理地方保护"


def test_a_step_of_before_there_were_such_changes_is_taken_back(office: Office) -> None:
    """A journal of before: the carries alone say that another edition was put in its place."""
    mine = office.enter("甲")
    bring(mine, second(office))
    journal = next((office.root / "journal").glob("*.jsonl"))
    from tui.store.record import encode

    carries = [change for change in mine.store.history() if change.kind == "carry"]
    journal.write_bytes(b"".join(map(encode, carries)))
    old = office.enter("甲")
    old.undo()
    assert words(old) == "清理地方保护"
    old.redo()
    assert words(old) == "彻底清理地方保护"


def test_the_past_has_the_document_as_it_was_then(office: Office) -> None:
    mine = office.enter("甲")
    bring(mine, file_of(office, "other"))
    (mark,) = mine.mark([("other", "附件#1")], mine.profile.parse("done"))
    document, file = file_of(office, "other")
    bring(mine, (replace(document, tasks=(document.tasks[0]._replace(text="新"), *document.tasks[1:])), file))
    assert mine.as_of(mark.stamp).document("other").tasks[0].text == "清理地方保护"
    assert mine.document("other").tasks[0].text == "新"


# Wherever the system fails


class Calls:
    """Counts what is asked of the system below a folder, and lets the call of one number fail, or be the last."""

    NAMES = ("open", "write", "fdatasync", "fsync", "ftruncate", "replace", "rename", "unlink", "mkdir")

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path) -> None:
        self._patch, self._folder = patch, str(folder)
        self._ours: set[int] = set()
        self.count = 0

    @contextmanager
    def at(self, number: int, fault: BaseException) -> Iterator[None]:
        """Within this block the call of this number raises; after a `Killed` every later one does too."""
        self.count = 0
        with self._patch.context() as patch:
            for name in self.NAMES:
                patch.setattr(os, name, self._watched(name, getattr(os, name), number, fault))
            yield
        self._ours.clear()

    def _watched(self, name: str, real: Callable[..., Any], number: int, fault: BaseException) -> Callable[..., Any]:
        def call(first: Any, *args: Any, **named: Any) -> Any:
            ours = first in self._ours if isinstance(first, int) else str(first).startswith(self._folder)
            if ours:
                self.count += 1
                if self.count == number or (self.count > number and isinstance(fault, Killed)):
                    raise fault
            result = real(first, *args, **named)
            if ours and name == "open":
                self._ours.add(result)
            return result

        return call


class Killed(BaseException):
    """The program is gone: nothing that it would do afterwards happens."""


def prepared(office: Office, act: str) -> Callable[[Workspace], object]:
    """Make ready for an act, and what does it."""
    mine = office.enter("甲")
    mine.mark([("plan", "附件#2")], mine.profile.parse("done"))
    read = second(office)
    if act in {"undo", "redo"}:
        bring(mine, read)
    if act == "redo":
        mine.undo()
    if act == "restore":
        _packed(office)
    return {
        "restore": lambda w: w.restore(office.folder / "b.zip", force=True),
        "import": lambda w: bring(w, file_of(office, "other")),
        "replace": lambda w: bring(w, read),
        "remove": lambda w: w.remove("plan"),
        "undo": lambda w: w.undo(),
        "redo": lambda w: w.redo(),
    }[act]


def _packed(office: Office) -> None:
    """A backup from elsewhere: `plan` is another there, `other` is not here at all, and people wrote there too."""
    elsewhere = office.enter("乙", office.folder / "elsewhere")
    bring(elsewhere, second(office))
    bring(elsewhere, file_of(office, "other"))
    elsewhere.mark([("plan", "附件#3"), ("other", "附件#1")], elsewhere.profile.parse("active"))
    elsewhere.backup(office.folder / "b.zip")


def seen(office: Office) -> tuple[object, ...]:
    """What a person finds at the next start, when all that is half was finished or taken back."""
    fresh = office.enter("甲")
    history = [(change.kind, change.target, change.value) for change in fresh.store.history()]
    assert fresh.damage == ()
    assert waiting(fresh.library) == []
    assert unfinished(office.root) == []
    for doc in ("plan", "other"):
        head = fresh.store.document_head(doc)
        assert head in {None, present_reading(fresh.library, doc)}, (doc, head)
    return words(fresh), words(fresh, "other"), history


FAULTS = [OSError(errno.EIO, "no"), OSError(errno.ENOSPC, "no"), Killed()]


@pytest.mark.skipif(os.name == "nt", reason="needs the calls of POSIX")
@pytest.mark.parametrize("fault", FAULTS, ids=["EIO", "ENOSPC", "kill"])
@pytest.mark.parametrize("act", ACTS)
def test_a_step_is_whole_or_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str, fault: BaseException
) -> None:
    """Each call of each act fails in turn: all of it is there or nothing, and the next undo takes the right step.

    Of the many calls of a restore each fault has every sixth.
    """
    office = Office(tmp_path)
    do = prepared(office, act)
    before = seen(office)
    shutil.copytree(office.root, tmp_path / "kept")
    do(office.enter("甲"))
    after = seen(office)
    assert before[:2] != after[:2]
    outcomes, numbers = set(), count(2 * FAULTS.index(fault) + 1, 6) if act == "restore" else count(1)
    calls = Calls(monkeypatch, tmp_path / "work")
    for number in numbers:
        shutil.rmtree(office.root)
        shutil.copytree(tmp_path / "kept", office.root)
        workspace, said = office.enter("甲"), ""
        assert workspace.state
        try:
            with calls.at(number, fault):
                do(workspace)
        except Problem as problem:
            said = problem.code
        except Killed:
            said = "killed"
        found = seen(office)
        assert found in (before, after), number
        if said in {"disk_full", "write_failed", "unwritable", "unreadable"}:
            assert found == before, "nothing was changed"
        elif said in {"", "half_done", "half_restored"}:
            assert found == after, "acknowledged"
        outcomes.add(found == after)
        _undone(office, found == after, act, before)
        if calls.count < number:
            break
    assert number > 8
    assert True in outcomes
    assert False in outcomes


def _undone(office: Office, done: bool, act: str, before: tuple[object, ...]) -> None:
    """The next undo takes back the last true step."""
    fresh = office.enter("甲")
    if done and act == "restore":
        (taken_back,) = fresh.undo()
        assert (words(fresh), taken_back.doc) == (before[0], "plan")
    elif done and act != "undo":
        fresh.undo()
        assert (words(fresh), words(fresh, "other")) == before[:2]
    elif act in {"import", "replace", "remove"}:
        (taken_back,) = fresh.undo()
        assert (taken_back.kind, taken_back.value) == ("status", None)
