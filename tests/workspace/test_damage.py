"""Any file of a workspace, or of one's own folder, may be cut or hurt anywhere: what is left can be worked with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.cli.conftest import make_document
from tests.workspace.conftest import Office
from tui.model.errors import Problem
from tui.store.library import Library
from tui.workspace import Workspace

TASKS = [("plan", f"附件#{number}") for number in (1, 2, 3)]
CUTS, FLIPS = 5, 5
"""So many of each in every file; the journal alone is hurt at every byte, in `tests/store`."""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two documents, marks and notes of two people, a checkpoint, a place and a draft kept."""
    office = Office(tmp_path)
    Library(office.root).save(*make_document("other"))
    mine, theirs = office.enter("甲"), office.enter("乙")
    mine.mark(TASKS, mine.profile.parse("done"))
    theirs.add_note(*TASKS[0], "批注一\n第二行")
    mine.star(TASKS[1:])
    mine.store.checkpoint()
    theirs.mark(TASKS[:1], mine.profile.parse("active"))
    mine.keep("place", {"doc": "plan", "pane": "tasks"})
    mine.keep("draft-x", {"doc": "plan", "text": "没写完"})
    return office


def hurt(data: bytes, random: Random) -> Iterator[tuple[bytes, int]]:
    """The bytes of a file cut and flipped in many places, and how many of its lines that may cost.

    A batch that was cut counts not at all.
    """
    for _ in range(CUTS):
        cut = data[: random.randrange(len(data))]
        yield cut, data.count(b"\n") - cut.count(b"\n") + len(TASKS) - 1
    for _ in range(FLIPS):
        at = random.randrange(len(data))
        yield data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :], 1


def used(workspace: Workspace) -> int:
    """Look at everything, then mark something; how many Changes there are."""
    for document in workspace.documents():
        assert len(workspace.ledger(document.id)) == 3
        workspace.filter("牵头:财政厅 or 是:星标", workspace.ledger(document.id))
    workspace.notes()
    workspace.recall("place")
    count = len(list(workspace.log()))
    healthy = "other" if workspace.find_document("other") else "plan"
    (mark,) = workspace.mark([(healthy, "附件#3")], workspace.profile.parse("review"))
    assert mark in [entry.change for entry in workspace.log()]
    workspace.close()
    return count


def test_any_file_may_be_cut_or_hurt_anywhere(office: Office, tmp_path: Path) -> None:
    random = Random(7)
    kept = tmp_path / "kept"
    folders = [office.root, tmp_path / "private"]
    for folder in folders:
        shutil.copytree(folder, kept / folder.name)
    whole = len(list(office.enter("甲").log()))
    files = sorted(file.relative_to(kept) for file in kept.rglob("*") if file.is_file() and file.stat().st_size)
    assert {file.suffix for file in files} >= {".json", ".jsonl", ""}
    for name in files:
        for data, lost in hurt((kept / name).read_bytes(), random):
            for folder in folders:
                shutil.rmtree(folder)
                shutil.copytree(kept / folder.name, folder)
            (tmp_path / name).write_bytes(data)
            workspace = office.enter("甲")
            count = used(workspace)
            if name.suffix == ".jsonl":
                assert whole - lost <= count <= whole
            else:
                assert (count, workspace.damage) == (whole, ())
            if name.parent.name == "library":
                assert not workspace.unreadable or name.stem in str(next(iter(workspace.unreadable.values())))


def test_of_many_damaged_documents_each_is_named(office: Office) -> None:
    for file in (office.root / "library").iterdir():
        file.write_bytes(b"{")
    workspace = office.enter("甲")
    with pytest.raises(Problem, match="damaged_document"):
        workspace.ledger()
    assert workspace.documents() == ()
    assert len(workspace.unreadable) == 2
