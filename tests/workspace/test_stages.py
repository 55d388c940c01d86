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


def test_a_stage_gets_other_words_and_another_day_and_keeps_what_it_was(office: Office, enter: Enter) -> None:
    Library(office.root).save(*make_document("plan"))
    wang = enter("王芳")
    wang.add_stage(KEY, "印发", "2026-06-30")
    (stage,) = wang.entry_of(KEY).stages
    wang.finish_stage(KEY, stage.id)
    wang.edit_stage(KEY, stage.id, " 印发方案 ", "2026-09-30")
    assert wang.entry_of(KEY).stages == (Stage(stage.id, "印发方案", "2026-09-30", done=True),)
    assert wang.edit_stage(KEY, "1", "印发方案", "2026-09-30") == ()
    wang.edit_stage(KEY, "1", "")
    assert wang.entry_of(KEY).stages == (Stage(stage.id, "印发方案", None, done=True),)
    wang.undo()
    wang.undo()
    assert wang.entry_of(KEY).stages == (Stage(stage.id, "印发", "2026-06-30", done=True),)


def test_stages_are_moved_in_one_step_that_is_taken_back(office: Office, enter: Enter) -> None:
    Library(office.root).save(*make_document("plan"))
    wang = enter("王芳")
    for text, by in (("甲", "2026-01-31"), ("乙", "2026-02-28"), ("丙", None)):
        wang.add_stage(KEY, text, by)

    def told() -> str:
        return "".join(stage.text for stage in wang.entry_of(KEY).stages)

    assert told() == "甲乙丙"
    assert wang.move_stage(KEY, "1", -1) == ()
    wang.move_stage(KEY, "3", -2)
    assert told() == "丙甲乙"
    wang.move_stage(KEY, "1", 1)
    assert told() == "甲丙乙"
    wang.finish_stage(KEY, "1")
    assert told() == "甲丙乙", "a tick keeps the place"
    for wanted in ("甲丙乙", "丙甲乙", "甲乙丙"):
        wang.undo()
        assert told() == wanted
