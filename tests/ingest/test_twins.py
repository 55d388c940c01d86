"""Traditional letters: read as if they were simplified, stored as issued, in any encoding."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.ingest.twins import Twins, twins_of
from tui.model.document import Document

PLAN = """某市政府關於推動數位轉型實施計畫
壹、計畫目標
提升效能，發放頭髮用品，後續跟進皇后大道。
貳、執行策略
一、強化基礎建設
（一）建置平台。整合資料，發展服務。（主辦機關：數位發展局；協辦機關：內政處、各地方政府；辦理期程：2024年12月底前）
二、擴大參與
1.舉辦說明會。
責任單位：市民政局
協辦單位：市衛生局
某市政府
2024年1月5日
附錄1
任務分工表
項次\t工作項目\t主辦機關\t協辦機關\t辦理期程
1\t建置平台\t數位發展局\t內政處\t2024年12月
"""


def told(document: Document) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str | None]]:
    return [(task.text, task.leads, task.participants, task.due.by if task.due else None) for task in document.tasks]


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "utf-16"])
def test_traditional_letters_are_read_and_stay(encoding: str) -> None:
    document = read_bytes(PLAN.encode(encoding), "計畫.txt")
    assert (document.title, document.issuer, document.id) == (
        "某市政府關於推動數位轉型實施計畫",
        "某市政府",
        "某市政府關於推動數位轉型實施計畫",
    )
    assert [section.id for section in document.sections if section.number] == [
        "壹", "貳", "貳/一", "貳/一/（一）", "貳/二", "貳/二/1", "附錄1",
    ]  # fmt: skip
    assert document.sections[2].text == "提升效能，發放頭髮用品，後續跟進皇后大道。"
    assert told(document) == [
        ("建置平台。整合資料，發展服務。", ("數位發展局",), ("內政處", "各地方政府"), "2024-12-31"),
        ("舉辦說明會。", ("市民政局",), ("市衛生局",), None),
        ("建置平台", ("數位發展局",), ("內政處",), "2024-12-31"),
    ]
    assert {task.basis[0].section for task in document.tasks} == {"貳/一/（一）", "貳/二"}
    assumed = [doubt.values["encoding"] for doubt in document.doubts if doubt.code == "encoding_assumed"]
    assert assumed == (["big5"] if encoding == "big5" else [])


def test_every_letter_comes_back_where_it_stood() -> None:
    text = "後勤局、皇后區；頭髮、發展；裡面、公里"
    twins = Twins(text)
    assert twins.plain != text
    assert [twins.back(words) for words in ("后勤局、皇后区", "头发", "发展", "公里")] == [
        "後勤局、皇后區",
        "頭髮",
        "發展",
        "公里",
    ]


def test_simplified_texts_are_let_be() -> None:
    assert twins_of("坚持稳中求进，成效显著，于法有据。" * 40 + "臺") is None
    gb = "关于推进某项工作的实施意见\n一、总体要求\n坚持稳中求进。（牵头单位：省财政厅）".encode("gb18030")
    assert read_bytes(gb, "a.txt").source.encoding == "gb18030"
