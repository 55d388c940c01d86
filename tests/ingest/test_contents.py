"""Contents pages of every form: none of their lines is a section, and the headings they point to all stand."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document

TITLE = "甲市绿色建筑行动方案"
BODY = [
    "一、总体要求",
    "（一）指导思想",
    "坚持绿色发展。",
    "（二）主要目标",
    "到2025年，占比达到80%。",
    "二、重点任务",
    "（一）加快推广。做好推广工作，压实责任。（市住建局牵头，市发改委配合）",
    "（二）强化监管。抓好日常检查工作，落实到位。（市住建局负责）",
    "三、保障措施",
    "加强领导。",
]
LISTED = [
    ("一、总体要求", 1),
    ("（一）指导思想", 1),
    ("（二）主要目标", 2),
    ("二、重点任务", 3),
    ("（一）加快推广", 3),
    ("（二）强化监管", 4),
    ("三、保障措施", 5),
]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ROMAN = ["", "I", "II", "III", "IV", "V"]
FORMS: dict[str, Callable[[str, int], str]] = {
    "dots": lambda head, page: f"{head}{'.' * 20}{page}",
    "long dots": lambda head, page: f"{head}……………………{page}",
    "dots in the middle": lambda head, page: f"{head}·············{page}",
    "dots set apart": lambda head, page: f"{head} . . . . . . . {page}",
    "a tab": lambda head, page: f"{head}\t{page}",
    "a tab, dots, a tab": lambda head, page: f"{head}\t......\t{page}",
    "a blank": lambda head, page: f"{head} {page}",
    "wide blanks": lambda head, page: f"{head}{'　' * 12}{page}",
    "dashes about the page": lambda head, page: f"{head}…………- {page} -",
    "long dashes about the page": lambda head, page: f"{head}……—{page}—",
    "brackets": lambda head, page: f"{head}………（{page}）",
    "brackets set apart": lambda head, page: f"{head} ({page})",
    "第1页": lambda head, page: f"{head}……第{page}页",
    "P1": lambda head, page: f"{head}……P{page}",
    "full-width": lambda head, page: f"{head}……{str(page).translate(WIDE)}",
    "nothing between": lambda head, page: f"{head}{page}",
    "no page": lambda head, page: head,
    "dots and no page": lambda head, page: f"{head}……………………",
    "dashes": lambda head, page: f"{head}————————{page}",
    "Roman": lambda head, page: f"{head}……{ROMAN[page]}",
    "an indent": lambda head, page: f"　　{head}……{page}",
    "a range": lambda head, page: f"{head}……{page}-{page + 1}",
    "no mark behind the number": lambda head, page: f"{head.replace('、', '　')}……{page}",
    "no number": lambda head, page: f"{head.split('、')[-1].split('）')[-1]}………{page}",
}
HEADS = ["目录", "目　录", "目    次", "目錄", "【目录】", "目 录：", "Contents"]
NOTICE = [
    "甲市人民政府关于印发甲市绿色建筑行动方案的通知",
    "甲政发〔2023〕9号",
    "各县人民政府：",
    "现印发给你们。",
    "甲市人民政府",
    "2023年3月2日",
]


def read(*lines: str) -> Document:
    return read_bytes("\n".join(lines).encode(), "test.txt")


def shape(document: Document) -> list[tuple[str, str, str | None, str]]:
    return [(section.kind.value, section.id, section.heading, section.text) for section in document.sections]


def left_out(document: Document) -> list[object]:
    return [doubt.values["count"] for doubt in document.doubts if doubt.code == "contents"]


@pytest.mark.parametrize("form", FORMS)
def test_a_contents_page_leaves_the_outline_as_it_is(form: str) -> None:
    listed = [FORMS[form](head, page) for head, page in LISTED]
    chapters = [line for line, (head, _) in zip(listed, LISTED, strict=True) if "、" in head]
    plain = read(TITLE, *BODY)
    assert len(plain.tasks) == 2
    for head in HEADS:
        document = read(TITLE, head, *listed, *BODY)
        assert shape(document) == shape(plain)
        assert left_out(document) == [8]
    assert shape(read(TITLE, HEADS[0], *chapters, *BODY)) == shape(plain)
    assert shape(read(*NOTICE, TITLE, HEADS[0], *listed, *BODY)) == shape(read(*NOTICE, TITLE, *BODY))
    assert shape(read(*NOTICE, HEADS[0], *listed, TITLE, *BODY)) == shape(read(*NOTICE, TITLE, *BODY))


@pytest.mark.parametrize("form", ["dots", "a tab", "a blank", "dashes about the page"])
def test_pages_tell_a_contents_page_that_no_word_announces(form: str) -> None:
    listed = [FORMS[form](head, page) for head, page in LISTED]
    assert shape(read(TITLE, *listed, *BODY)) == shape(read(TITLE, *BODY))


def test_entries_over_two_lines_over_pages_and_of_annexes() -> None:
    text = [
        "前　言",
        "制定本规划。",
        "第一章　发展环境",
        "第一节　发展成就",
        "第二节　推进产业融合发展",
        "第二章　总体要求",
    ]
    document = read(
        "甲省“十四五”规划",
        "目　录",
        "前　言……………1",
        "第一章　发展环境……………1",
        "第一节　发展成就……………1",
        "- 1 -",
        "第二节　推进产业",
        "融合发展……………2",
        "第二章　总体要求……………3",
        "专栏1　重点指标……………4",
        "附件：重大工程……………5",
        "- 2 -",
        *text,
    )
    assert shape(document) == shape(read("甲省“十四五”规划", *text))


REGULATION = [
    "第一章　总则",
    "第一条　为了规范，制定本办法。",
    "第二章　管理",
    "第一节　一般规定",
    "第二条　应当管理。",
    "第三章　监督",
    "第一节　一般规定",
    "第三条　应当监督。",
]


@pytest.mark.parametrize(
    "listed",
    [
        ["目录", "第一章　总则", "第二章　管理", "第一节　一般规定", "第三章　监督", "第一节　一般规定"],
        ["目录 第一章 总则 第二章 管理 第三章 监督"],
        ["目　录", "第一章 总则　　第二章 管理", "第三章 监督"],
        ["目录", "第一章\t总则\t1", "第二章\t管理\t2", "第三章\t监督\t3"],
        ["目　次", "第一章　总则", "第二章　管理", "第三章　监督", "附　录"],
    ],
)
def test_the_contents_of_a_regulation(listed: list[str]) -> None:
    assert shape(read("甲省管理办法（试行）", *listed, *REGULATION)) == shape(read("甲省管理办法（试行）", *REGULATION))


def test_what_is_only_called_a_list_or_ends_with_figures_stays() -> None:
    catalogue = read(
        "甲市关于公布项目目录的通知", "现予公布。", "2024年1月1日", "附件", "目录", "一、农业", "1.种植业", "二、工业"
    )
    assert [section.id for section in catalogue.sections][-3:] == ["附件/一", "附件/一/1", "附件/二"]
    figures = read("甲市统计公报", "一、指标", "甲县 100", "乙县 200", "丙县 300", "丁县 400")
    assert [section.text for section in figures.sections][-2:] == ["丙县 300", "丁县 400"]
    assert left_out(catalogue) == left_out(figures) == []


def test_many_entries_take_no_longer_than_their_number() -> None:
    def seconds(count: int) -> float:
        heads = [f"第{number}节 发展内容{number}" for number in range(count)]
        lines = ["规划", "目录", *(f"{head}……{page}" for page, head in enumerate(heads)), *heads, "目录", *heads]
        began = perf_counter()
        read(*lines)
        return perf_counter() - began

    seconds(50)
    assert seconds(1200) < 16 * max(seconds(300), 0.02)
