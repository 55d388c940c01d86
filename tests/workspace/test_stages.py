"""Quarterly columns that were kept as details become stages of their task in one step."""

from __future__ import annotations

from dataclasses import replace

from tests.cli.conftest import make_document
from tests.workspace.conftest import Enter, Office
from tui.model.roadmap import Stage
from tui.model.task import Detail
from tui.store.library import Library

KEY = ("plan", "附件#1")


def test_details_that_say_by_when_become_stages_once(office: Office, enter: Enter) -> None:
    document, source = make_document("plan")
    details = (
        Detail("第一季度目标", "印发方案"),
        Detail("9月底前", "完成验收"),
        Detail("2017年上半年", "总结推广"),
        Detail("主要内容", "清理文件"),
    )
    first, *others = document.tasks
    Library(office.root).save(replace(document, tasks=(first._replace(details=details), *others)), source)
    wang = enter("王芳")
    assert len(wang.take_over_stages([KEY])) == 3
    found = wang.entry_of(KEY).stages
    assert [stage._replace(id="") for stage in found] == [
        Stage("", "印发方案", "2016-03-31"),
        Stage("", "完成验收", "2016-09-30"),
        Stage("", "总结推广", "2017-06-30"),
    ]
    assert wang.take_over_stages([KEY]) == ()
    wang.undo()
    assert wang.entry_of(KEY).stages == ()
