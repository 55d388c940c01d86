"""Numbers that words may begin with too: they are numbers where they count on, and nowhere else."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document, Kind

from .made_office import definition, docx, p

TITLE = "某省人民政府关于推进某项工作的实施意见"


def read(*lines: str) -> Document:
    return read_bytes("\n".join((TITLE, *lines)).encode(), "a.txt")


def told(document: Document) -> list[tuple[str, str | None]]:
    """The numbered sections: id and heading."""
    return [(section.id, section.heading) for section in document.sections if section.number]


@pytest.mark.parametrize(
    "numbers",
    [("I、", "II、", "III、"), ("Ⅰ．", "Ⅱ．", "Ⅲ．"), ("Ⅰ　", "Ⅱ　", "Ⅲ　"), ("甲、", "乙、", "丙、"),
     ("A.", "B.", "C."), ("A、", "B、", "C、"), ("一　", "二　", "三　"), ("一：", "二：", "三：")],
)  # fmt: skip
def test_they_head_chapters_that_hold_other_numbers(numbers: tuple[str, str, str]) -> None:
    one, two, three = numbers
    document = read(f"{one}总体要求", "坚持发展。", f"{two}重点任务", "1.加快建设。（省财政厅负责）", f"{three}保障")
    first, second, third = (number[0] if number[0] != "I" else number[:-1] for number in numbers)
    assert told(document) == [(first, "总体要求"), (second, "重点任务"), (f"{second}/1", None), (third, "保障")]
    assert {section.kind for section in document.sections if section.heading} == {Kind.SECTION}
    assert [(task.text, task.leads) for task in document.tasks] == [("加快建设。", ("省财政厅",))]


def test_they_stand_below_what_they_do_not_hold() -> None:
    lines = ("一、任务", "（甲）修路。（省交通厅负责）", "（乙）修桥。（省水利厅负责）")
    more = ("二、保障", "1.督查。", "a.省级。", "b.市级。", "2.考核。", "i. 优秀。", "ii. 良好。")
    document = read(*lines, *more)
    assert told(document) == [
        ("一", "任务"), ("一/（甲）", "修路"), ("一/（乙）", "修桥"), ("二", "保障"), ("二/1", None), ("二/1/a", None),
        ("二/1/b", None), ("二/2", None), ("二/2/i", None), ("二/2/ii", None),
    ]  # fmt: skip


def test_formal_numbers_and_chapters_count_with_them_too() -> None:
    few = ("甲、任务", "乙、保障", "壹、修路", "貳、修桥")
    assert [section.id for section in read(*few).sections if section.number] == ["甲", "乙", "乙/壹", "乙/貳"]
    lines = ("第Ⅰ部分 总则", "Ⅰ.目标", "坚持。", "Ⅱ.原则", "第Ⅱ部分 任务", "Ⅰ.建设", "（一）修路。", "Ⅱ.改造")
    assert [section.id for section in read(*lines).sections if section.number] == [
        "第Ⅰ部分", "第Ⅰ部分/Ⅰ", "第Ⅰ部分/Ⅱ", "第Ⅱ部分", "第Ⅱ部分/Ⅰ", "第Ⅱ部分/Ⅰ/（一）", "第Ⅱ部分/Ⅱ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [("甲、乙两市推进合作。", "乙、丙两市推进合作。"), ("A股上市公司倍增。", "B股改革。"),
     ("甲、单独的一条。", "另一段。"), ("A、B类项目推进。", "B、C类项目推进。"),
     ("I 类水质达标。", "II 类水质达标。"), ("甲　方：某公司", "乙　方：某公司")],
)  # fmt: skip
def test_words_that_only_begin_so_are_no_numbers(lines: tuple[str, ...]) -> None:
    assert told(read("一、任务", *lines)) == [("一", "任务")]


def test_a_contents_page_of_them_is_left_out_and_word_writes_them() -> None:
    entries = ("目录", "Ⅰ、总体要求……1", "Ⅱ、重点任务……2")
    assert told(read(*entries, "Ⅰ、总体要求", "坚持。", "Ⅱ、重点任务", "一、建设")) == [
        ("Ⅰ", "总体要求"), ("Ⅱ", "重点任务"), ("Ⅱ/一", "建设"),
    ]  # fmt: skip
    numbers = definition(1, ("ideographTraditional", "%1、"), ("lowerLetter", "%2)"))
    body = (p("总体要求", 1), p("重点任务", 1), p("修路", 1, 1), p("修桥", 1, 1), p("保障", 1))
    document = read_bytes(docx(p(TITLE), *body, numbering=numbers), "a.docx")
    assert [section.id for section in document.sections if section.number] == ["甲", "乙", "乙/a", "乙/b", "丙"]
