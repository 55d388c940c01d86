"""Old workbooks: read as those of today are, by a reader that stands apart; a damaged one ends nothing but itself."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest

from tests.ingest.test_conservation import check
from tui.ingest import read_bytes
from tui.ingest.readers import apart, xls
from tui.ingest.readers.ole import Compound
from tui.ingest.readers.xls_records import Records
from tui.model.document import Document
from tui.model.errors import Invalid, Usage

pytest.importorskip("python_calamine")
LEDGER = (Path(__file__).parent / "made" / "ledger.xls").read_bytes()


def read(data: bytes = LEDGER, name: str = "台账.xls") -> Document:
    return read_bytes(data, name)


def test_sheets_dates_formats_and_merged_cells_are_read_as_they_show() -> None:
    document = read()
    check(document, LEDGER, "台账.xls")
    assert (document.title, document.source.format) == ("某市2024年重点任务台账", "xls")
    assert [(task.no, task.text, task.leads, task.due and task.due.by) for task in document.tasks] == [
        ("1", "建设社区食堂", ("市民政局",), "2024-06-30"),
        ("2", "建设养老院", ("市民政局",), "2024-12-31"),
        ("3", "修缮道路", ("市交通局",), "2025-03-01"),
        ("5", "架设桥梁", ("市水利局",), None),
    ]
    assert document.tasks[1].inherited == ("leads",)
    assert [detail.text for detail in document.tasks[1].details] == ["95.5%", "20,000.00"]
    told = {doubt.code: (doubt.where, dict(doubt.values)) for doubt in document.doubts}
    assert told["hidden_sheet"] == ("", {"count": 1, "name": "草稿"})
    assert told["hidden_rows"] == ("任务 row 5", {"count": 1, "rows": "5"})
    assert told["hidden_columns"][1] == {"count": 1, "columns": "F"}
    assert told["page_edges"][1]["words"] == "内部资料"
    assert [d.values["words"] for d in document.doubts if d.code == "struck"] == ["4", "废止的任务", "市水利局"]


def test_without_calamine_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls, "find_spec", lambda _: None)
    with pytest.raises(Usage) as refused:
        read()
    assert (refused.value.code, refused.value.exit_code) == ("missing_extra", 2)
    assert "[xls]" in str(refused.value.values["command"])


def test_what_is_damaged_ends_in_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """calamine itself aborts the process that it runs in."""
    for data, said in ((LEDGER, b""), (LEDGER[:2000], b"[]"), (LEDGER[:40], b"[]")):
        monkeypatch.setattr(xls, "run", lambda *_, said=said, **__: said)
        with pytest.raises(Invalid) as refused:
            read(data)
        assert refused.value.code in {"broken_file", "unknown_format"}
    monkeypatch.setattr(xls, "run", apart.run)
    monkeypatch.setattr(xls, "packaged", lambda _: Told("import os; os.abort()"))
    with pytest.raises(Invalid):
        read()


class Told:
    """A program that stands in the place of the one that asks calamine."""

    def __init__(self, program: str) -> None:
        self.program = program

    def read_text(self, encoding: str) -> str:
        assert encoding
        return self.program


@pytest.mark.parametrize("seed", range(60))
def test_damaged_records_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(LEDGER)
    for _ in range(chance.randrange(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with suppress(Invalid):
        Records(bytes(data), "a.xls")


def test_streams_are_found_by_name_and_no_circle_holds_anyone() -> None:
    assert Compound(LEDGER).stream({"Workbook"})[:2] == b"\x09\x08"
    assert Compound(LEDGER).stream({"Nothing"}) == b""
    table = 512 * (1 + int.from_bytes(LEDGER[76:80], "little"))
    first = int.from_bytes(LEDGER[48:52], "little")
    circle = bytearray(LEDGER)
    circle[table + 4 * first : table + 4 * first + 4] = first.to_bytes(4, "little")
    with pytest.raises(ValueError, match="circle"):
        Compound(bytes(circle))


def test_what_else_is_called_a_workbook() -> None:
    rows = "序号\t工作任务\t牵头单位\n1\t建设养老院\t市民政局\n"
    assert read(rows.encode("gbk")).tasks[0].text == "建设养老院"
    pytest.importorskip("lxml")
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split())}</tr>" for row in rows.splitlines())
    assert read(f"<html><table>{cells}</table></html>".encode()).tasks[0].leads == ("市民政局",)
    for data in (b"<?xml version='1.0'?><Workbook/>", b"\t\4\6\0\0\0\x10\0", b"\xd0\xcf\x11\xe0" + bytes(600)):
        with pytest.raises(Invalid) as refused:
            read(data)
        assert refused.value.code == "unknown_format"
