"""What a text refers to, as it is printed."""

from __future__ import annotations

import pytest

from tui.model.reference import Reference, references


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("按照本办法第十二条的规定", [Reference("第十二条", place="第十二条")]),
        ("依第3条、第四条办理，第3条除外", [Reference("第3条", place="第3条"), Reference("第四条", place="第四条")]),
        ("分工见附件。", [Reference("附件", place="附件")]),
        ("见附件12和附件二", [Reference("附件12", place="附件12"), Reference("附件二", place="附件二")]),
        ("附件：任务分工表", []),
        ("附件1:任务分工表", []),
        (
            "落实《国务院关于加快发展的意见》（国发〔2015〕66号）",
            [
                Reference(
                    "《国务院关于加快发展的意见》（国发〔2015〕66号）", "国务院关于加快发展的意见", "国发〔2015〕66号"
                )
            ],
        ),
        ("《信访条例》第三条", [Reference("《信访条例》第三条", "信访条例", "", "第三条")]),
        (
            "《关于印发《工作要点》的通知》（以下简称《通知》）",
            [
                Reference("《关于印发《工作要点》的通知》", "关于印发《工作要点》的通知"),
                Reference("《通知》", "通知"),
            ],
        ),
        ("第一，加强领导；第一批条目", []),
    ],
)
def test_references_are_found_as_they_are_printed(text: str, wanted: list[Reference]) -> None:
    assert list(references(text)) == wanted


@pytest.mark.parametrize("shape", ["《", "第一", "附件1", "《《》", "附件" + "一" * 50, "《a》（"])
def test_any_text_is_read_in_time_that_grows_with_its_length(shape: str) -> None:
    assert len(list(references(shape * 20_000))) <= 1
