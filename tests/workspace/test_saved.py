"""Saved filters: Changes of no document, seen by all, carried along by a backup, taken back like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspace.conftest import Enter
from tui.model.errors import Usage
from tui.workspace import Workspace


def held(workspace: Workspace) -> list[tuple[str, str, str]]:
    workspace.catch_up()
    return [(saved.name, saved.expression, saved.author) for saved in workspace.saved_filters.all()]


def test_saved_renamed_changed_and_deleted(enter: Enter) -> None:
    wang = enter("王芳")
    assert len(wang.saved_filters.save(" 我们的 \n任务 ", "牵头:财政厅 ")) == 2
    wang.saved_filters.save("未启动的", "状态:未启动")
    assert held(wang) == [("我们的 任务", "牵头:财政厅", "王芳"), ("未启动的", "状态:未启动", "王芳")]
    first = wang.saved_filters.all()[0]
    wang.saved_filters.rename(first, "财政厅的")
    assert wang.saved_filters.save("财政厅的", "牵头:财政厅") == (), "what is so already writes nothing"
    wang.saved_filters.save("财政厅的", "部门:财政厅")
    assert held(wang)[0] == ("财政厅的", "部门:财政厅", "王芳"), "it keeps its place"
    wang.saved_filters.delete(first)
    assert held(wang) == [("未启动的", "状态:未启动", "王芳")]


def test_everyone_sees_them_and_one_name_given_twice_loses_none(enter: Enter) -> None:
    wang, li = enter("王芳"), enter("李强")
    wang.saved_filters.save("重点", "是:星标")
    assert held(li) == [("重点", "是:星标", "王芳")]
    li.saved_filters.save("重点", "状态:推进中")
    assert held(wang) == [("重点", "是:星标", "王芳"), ("重点", "状态:推进中", "李强")]
    wang.close()
    li.close()
    assert len(held(enter("王芳"))) == 2, "they are there again on the next start"


def test_undo_takes_each_step_back(enter: Enter) -> None:
    wang = enter("王芳")
    wang.saved_filters.save("甲", "有:批注")
    saved = wang.saved_filters.all()[0]
    wang.saved_filters.rename(saved, "乙")
    wang.saved_filters.delete(saved)
    steps = [[], ["乙"], ["甲"], []]
    for names in steps[1:]:
        wang.undo()
        assert [name for name, _, _ in held(wang)] == names
    for names in reversed(steps[:-1]):
        wang.redo()
        assert [name for name, _, _ in held(wang)] == names


def test_a_backup_carries_them(enter: Enter, tmp_path: Path) -> None:
    wang = enter("王芳")
    wang.saved_filters.save("重点", "是:星标")
    wang.backup(tmp_path / "copy.zip")
    other = enter("李强", tmp_path / "elsewhere")
    other.restore(tmp_path / "copy.zip")
    assert held(other) == [("重点", "是:星标", "王芳")]


@pytest.mark.parametrize(
    ("name", "expression", "code"),
    [("", "有:批注", "no_filter_name"), ("甲", " ", "no_filter_name"), ("甲", "有:批住", "unknown_flag")],
)
def test_what_cannot_be_saved(name: str, expression: str, code: str, enter: Enter) -> None:
    wang = enter("王芳")
    with pytest.raises(Usage) as caught:
        wang.saved_filters.save(name, expression)
    assert caught.value.code == code
    assert held(wang) == []
