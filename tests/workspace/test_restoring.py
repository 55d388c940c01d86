"""A restore is decided or not: what is cut short is finished at the next start, and only what is one's own is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import make_document
from tests.workspace.conftest import Office
from tui.config import Settings
from tui.model.errors import Unavailable, Undecided
from tui.store.changes import Store
from tui.store.checkup import Checkup
from tui.store.restore import _Plan
from tui.store.staging import Staged
from tui.store.swapping import unfinished
from tui.workspace import Workspace

HERE, THERE = "清理地方保护", "另一个任务。"


@pytest.fixture
def mine(office: Office) -> Workspace:
    """Somebody who has a backup, `b.zip`, with another `plan`, with `other`, and with two marks."""
    elsewhere = office.enter("乙", office.folder / "elsewhere")
    elsewhere.library.save(*make_document("other"))
    file = office.folder / "plan.txt"
    file.write_text(f"某省实施意见\n一、总则\n（一）{THERE}（省财政厅牵头）\n", encoding="utf-8")
    elsewhere.import_file(file, doc_id="plan")
    elsewhere.mark([("plan", "一/（一）#1"), ("other", "附件#1")], elsewhere.profile.parse("active"))
    elsewhere.backup(office.folder / "b.zip")
    return office.enter("甲")


@pytest.fixture
def cut_short(office: Office, mine: Workspace, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a restore that was decided, and no more."""

    def gone(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Staged, "put", gone)
        with pytest.raises(KeyboardInterrupt):
            mine.restore(office.folder / "b.zip", force=True)
    (folder,) = unfinished(office.root)
    return folder


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file() and p.name != ".lock"}


def first(workspace: Workspace) -> str:
    """The first task of the document that both have."""
    return workspace.document("plan").tasks[0].text


def test_where_its_step_finds_no_room_nothing_is_changed(
    office: Office, mine: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(office.root)

    def full(*_: object, **__: object) -> None:
        raise Unavailable("disk_full", path=office.root)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", full)
        with pytest.raises(Unavailable, match="disk_full"):
            mine.restore(office.folder / "b.zip", force=True)
    assert files(office.root) == before
    for workspace in (mine, office.enter("甲")):
        assert list(workspace.store.history()) == []
    assert mine.restore(office.folder / "b.zip", force=True).added == ("other",)


def test_the_next_start_finishes_it_before_a_document_is_read(office: Office, cut_short: Path) -> None:
    settings = Settings(workspace=office.root, private=office.folder / "private" / "甲", author="甲", lang="zh")
    fresh = Workspace.open(settings, now=office.now)
    assert first(fresh) == THERE
    assert not cut_short.exists()
    assert "other" in fresh.library.ids()
    assert [entry.status.key for entry in fresh.ledger("plan")] == ["active"]
    assert [change.kind for change in fresh.undo()] == ["document"]
    assert first(office.enter("甲")) == HERE, "once"


def test_what_is_anothers_is_left_to_them(office: Office, cut_short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = os.getuid() if hasattr(os, "getuid") else pytest.skip("files have no owners here")
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    other = office.enter("丙")
    assert list(other.store.history()) == []
    assert first(other) == HERE
    assert cut_short.exists()


def test_what_cannot_be_finished_keeps_nobody_from_working_and_is_told(office: Office, cut_short: Path) -> None:
    (cut_short / "library" / "plan.json").write_bytes(b"[]")
    fresh = office.enter("甲")
    assert fresh.state
    assert first(fresh) == HERE
    fresh.mark([("plan", "附件#1")], fresh.profile.parse("done"))
    assert Checkup(fresh.store, office.now()).unfinished() == [cut_short]


def test_a_document_that_came_meanwhile_is_not_replaced_unasked(
    office: Office, mine: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.remove("plan")
    stage = _Plan.stage

    def meanwhile(plan: _Plan, staged: Staged) -> None:
        stage(plan, staged)
        office.enter("丙").library.save(*make_document("plan"))

    monkeypatch.setattr(_Plan, "stage", meanwhile)
    with pytest.raises(Undecided, match="plan"):
        mine.restore(office.folder / "b.zip")
    assert first(office.enter("丙")) == HERE
    assert not [path for path in office.root.iterdir() if path.name.startswith(".")]
