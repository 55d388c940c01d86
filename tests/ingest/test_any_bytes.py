"""Any bytes at all: every reader ends in a document or in one of the named refusals, and in good time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.ingest import read_bytes
from tui.ingest.readers import packages
from tui.model.document import Document
from tui.model.errors import Invalid, Problem
from tui.model.text import visible

from .made_odt import items, odt
from .made_odt import p as p_odt
from .made_odt import table as set_rows
from .made_office import WORD, cell, definition, docx, p, package, row, table, xlsx
from .made_pdf import make_pdf, set_table, text_at

QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NUMBERS = ["一、", "（一）", "1.", "①", "第一章", "第二条", "附件", "附件1：", "目录", "通知"]
ROLES = [
    "序号",
    "工作任务",
    "牵头单位",
    "责任单位：",
    "省财政厅",
    "（责任单位：",
    "牵头，",
    "负责）",
    "各市、",
    "等部门",
    "人民政府",
]
RULES = ["列第一位者为牵头单位", "以下均需各市政府负责，不再列出", "2016年6月底前", "2016年6月18日"]
MARKS = [
    "，",
    "。",
    "；",
    "（",
    "）",
    "〔",
    "\t",
    "\n",
    "\r\n",
    "\u3000\u3000",
    " ",
    "│",
    "┌──┐",
    "├",
    "|",
    "|---|",
    "**",
    "# ",
]
ODD = [
    "\ue004",
    "\u202e",
    "\x00",
    "\ufffd",
    "<td>",
    "</table>",
    "&#0;",
    "<table rowspan=99999>",
    "<tr>",
    "<td colspan=3>",
]
GRAINS = st.sampled_from([*NUMBERS, *ROLES, *RULES, *MARKS, *ODD])
WORDS = st.lists(GRAINS, max_size=60).map("".join)


def read_any(data: bytes, name: str) -> Document | None:
    try:
        return read_bytes(data, name)
    except Problem:
        return None


NAMES = ["a.txt", "a.html", "a.docx", "a.xlsx", "a.csv", "a.pdf", "a", "a.doc", "a.eml", "a.odt", "a.xls", "a.et"]


@QUICK
@given(
    st.binary(max_size=300),
    st.sampled_from(NAMES),
)
def test_bytes_without_meaning(data: bytes, name: str) -> None:
    read_any(data, name)


@settings(QUICK, max_examples=60)
@given(WORDS, st.sampled_from(["a.txt", "a.html", "a.md", "a.csv"]))
def test_words_in_any_order(words: str, name: str) -> None:
    document = read_any(("某省人民政府关于加快发展的实施意见\n" + words).encode(), name)
    if document is None:
        return
    ids = [section.id for section in document.sections]
    assert len(set(ids)) == len(ids)
    assert len({task.id for task in document.tasks}) == len(document.tasks)
    assert all(section.parent is None or section.parent in ids[:at] for at, section in enumerate(document.sections))
    assert all(
        visible(section.text).lstrip().startswith(section.heading) for section in document.sections if section.heading
    )
    assert all(basis.section in ids for task in document.tasks for basis in task.basis)
    assert [task.ordinal for task in document.tasks] == list(range(1, len(document.tasks) + 1))
    assert 0 < len(document.id.encode()) <= 80
    assert not set('\\/:*?"<>|\n\t') & set(document.id)


MADE = {
    "a.docx": docx(
        p("总则及要求", 1),
        table([cell("序号"), cell("任务"), cell("牵头单位")], [cell("1"), cell("建设园区"), cell("省财政厅")]),
        numbering=definition(1, ("chineseCounting", "%1、")),
    ),
    "a.xlsx": xlsx(row(1, "序号", "任务", "牵头单位") + row(2, "1", "建设园区", "省财政厅"), merged="A1:B2"),
    "a.odt": odt(items(p_odt("总则")), set_rows(["序号", "任务"], ["1", "建设园区"])),
    "a.pdf": make_pdf(
        [[text_at(80, 700, "一、总体要求"), *set_table([["序号", "任务"]] * 3, [60.0, 90.0], {(0, 1): 2}, 600)]]
    ),
}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("seed", range(25))
def test_damaged_files(name: str, seed: int) -> None:
    """Bytes changed, cut out or put twice: inside the parts of a package too."""
    chance = random.Random(seed)
    data = bytearray(MADE[name])
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(3)] = bytes(chance.randrange(256) for _ in range(chance.randrange(3)))
    read_any(bytes(data), name)


@pytest.mark.parametrize(
    "text",
    [
        "（" * 60_000,
        "（责任单位：" * 8_000,
        "一、" + "甲" * 300_000,
        "　　" + "（一）" * 50_000,
        "附件\n" * 4_000,
        "一、甲\n" * 8_000,
        "\t".join(["序号", "工作任务", "牵头单位"]) + "\n" + "1\t建设园区\t省财政厅\n" * 8_000,
        "一、" + "省财政厅、" * 40_000 + "负责",
        "甲，" * 60_000 + "（省财政厅牵头）",
        "加快建设" * 30 + "\u3000" * 200_000 + "年",
        "加快建设" * 30 + " " * 200_000 + "（省财政厅牵头）",
    ],
    ids=lambda text: text[:6],
)
def test_monstrous_texts_are_read_in_good_time(text: str) -> None:
    start = time.process_time()
    read_any(f"某省实施意见\n{text}".encode(), "a.txt")
    assert time.process_time() - start < 10


def word(body: str) -> bytes:
    return package({"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>"})


WIDE = "<w:tc><w:tcPr><w:gridSpan w:val='9999'/></w:tcPr><w:p><w:r><w:t>任务</w:t></w:r></w:p></w:tc>"
TITLE = p("某省人民政府关于加快发展的实施意见")
TOO_MUCH: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a part that grows": ("a.docx", lambda: word(" " * 51_000_000), "zip_bomb"),
    "more elements than letters": ("a.docx", lambda: word("<w:p/>" * 60_000), "zip_bomb"),
    "a package that says it is large": ("a.docx", lambda: swollen(word(TITLE)), "zip_bomb"),
    "nested as no page is": ("a.html", lambda: b"<div>" * 30_000 + "某省实施意见甲乙丙丁".encode(), "broken_html"),
    "more lines than any document": ("a.txt", ("一、建设园区。\n" * 60_000).encode, "too_many_lines"),
    "more rows than any document": ("a.csv", ("1,建设园区,省财政厅\n" * 60_000).encode, "too_many_lines"),
    "one line without an end": ("a.txt", ("某省（" * 1_500_000).encode, "too_many_letters"),
}
CUT: dict[str, tuple[str, bytes]] = {
    "cells that claim the width of the world": (
        "a.docx",
        word(f"{TITLE}<w:tbl>{f'<w:tr>{WIDE * 60}</w:tr>' * 20}</w:tbl>"),
    ),
    "sheets merged to their last row": (
        "a.xlsx",
        xlsx(row(1, "某省重点工作任务分解表"), merged=" ".join(f"A{at}:XFD1048576" for at in range(1, 300))),
    ),
    "tables in tables in tables of a page": (
        "a.html",
        ("<p>某省实施意见</p>" + "<table><tr><td>任务<td>牵头单位<tr><td>建设<td>" * 400).encode(),
    ),
    "tables in tables in tables": (
        "a.docx",
        word(f"{TITLE}{'<w:tbl><w:tr><w:tc>' * 80}{p('任务')}{'</w:tc><w:tc/></w:tr></w:tbl>' * 80}"),
    ),
    "spans in a page": (
        "a.html",
        f"<p>某省实施意见</p><table>{('<tr>' + '<td rowspan=999 colspan=999>任务' * 9) * 300}</table>".encode(),
    ),
}


def swollen(data: bytes) -> bytes:
    """A package whose directory says that its part unpacks to four gigabytes."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 24] + b"\xff\xff\xff\xf0" + data[at + 28 :]


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_would_fill_the_memory_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_MOST", 50_000)
    file, make, code = TOO_MUCH[name]
    if file.endswith("html"):
        pytest.importorskip("lxml")
    with pytest.raises(Invalid) as refused:
        read_bytes(make(), file)
    assert refused.value.code == code


@pytest.mark.parametrize("name", CUT)
def test_what_claims_too_much_room_is_cut(name: str) -> None:
    file, data = CUT[name]
    if file.endswith("html"):
        pytest.importorskip("lxml")
    document = read_bytes(data, file)
    assert all(len(section.text) < 100_000 for section in document.sections)


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf", "a"])
@pytest.mark.parametrize("head", [b"", b"\xd0\xcf\x11\xe0", b"{\\rtf1", b"PK\x03\x04", b"%PDF-"])
def test_any_bytes_for_a_converter(name: str, head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no converter is installed: what is no such file is refused before one is looked for."""
    monkeypatch.setenv("PATH", "")
    chance = random.Random(name)
    for length in (0, 1, 40, 4000):
        with pytest.raises(Problem) as refused:
            read_bytes(head + bytes(chance.randrange(256) for _ in range(length)), name)
        assert refused.value.exit_code in {2, 3}
