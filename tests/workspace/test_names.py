"""A display name stands beside the system's, and only its owner can set it."""

from __future__ import annotations

from dataclasses import replace

from tests.workspace.conftest import Enter, Office
from tui.model.change import Change, Intent, Steps
from tui.store.record import encode
from tui.workspace import Workspace

TASK = ("plan", "附件#1")


def called(workspace: Workspace, name: str) -> Workspace:
    """The workspace with this name in the settings."""
    workspace.settings = workspace.settings._replace(name=name)
    return workspace


def test_a_name_is_said_with_the_first_change_and_when_it_is_another(enter: Enter) -> None:
    mine = called(enter("zhang"), "张三")
    assert list(mine.log()) == []
    done, active = mine.profile.parse("done"), mine.profile.parse("active")
    mine.mark([TASK], done)
    mine.mark([TASK], active)
    assert [entry.change.kind for entry in mine.log()] == ["name", "status", "status"]
    assert enter("li").state.name("zhang") == "张三"
    called(mine, "张三丰").mark([TASK], done)
    called(mine, "").mark([TASK], active)
    assert enter("li").state.name("zhang") == "张三丰"
    assert enter("li").state.name("li") == ""


def test_a_name_is_no_step_to_take_back(enter: Enter) -> None:
    mine = called(enter("zhang"), "张三")
    mine.mark([TASK], mine.profile.parse("done"))
    mine.undo()
    assert mine.ledger("plan")[0].status.key == "todo"
    assert Steps.of([entry.change for entry in mine.log()], "zhang").done == ()
    assert mine.state.name("zhang") == "张三"


def test_nobody_names_another(enter: Enter, office: Office) -> None:
    mine = called(enter("zhang"), "张三")
    mine.mark([TASK], mine.profile.parse("done"))
    enter("li").store.append([Intent("", "", "name", "假张三"), Intent("", "zhang", "name", "假张三")])
    received = office.root / "received"
    received.mkdir()
    forged = Change("0fffffffffff0000-w9", "", "zhang", "", "", "name", "冒名")
    (received / "x.jsonl").write_bytes(encode(replace(forged, stamp="020000000000" + "0000-w9")))
    assert enter("li").state.name("zhang") == "张三"
    assert enter("li").state.name("li") == "假张三"
