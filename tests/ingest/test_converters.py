"""Old Word and WPS files: what the converter makes is read; one that is missing, late or fails is told plainly."""

from __future__ import annotations

import os
import signal
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from tui.ingest import read_bytes
from tui.ingest.readers import office
from tui.ingest.readers.extras import install_command
from tui.model.document import Document
from tui.model.errors import Invalid, Problem, Usage

from .made_office import cell, definition, docx, p, row, table, xlsx

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600)
MADE = docx(
    p("某县关于建设产业园区的实施方案"),
    p("加快建设产业园区", 1),
    p("（县财政局牵头，县教育局配合）"),
    table([cell("序号"), cell("工作任务"), cell("责任单位")], [cell("1"), cell("完善道路"), cell("县交通局")]),
    numbering=definition(1, ("chineseCounting", "%1、")),
)
BOOK = """<?xml version="1.0"?>
<!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.1.2//EN" "http://example.org/docbookx.dtd">
<book><bookinfo><date>1600-12-31</date></bookinfo><chapter><title/><para>某县关于建设产业园区的实施方案</para>
<orderedlist><listitem><para>加快建设产业园区</para></listitem></orderedlist><para><informaltable><tgroup><tbody>
<row><entry>序号</entry><entry>工作任务</entry><entry>责任单位</entry></row>
<row><entry>1</entry><entry>完善道路</entry><entry>县交通局</entry></row>
</tbody></tgroup></informaltable></para></chapter></book>"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that alone is searched for converters, beside what a shell script needs."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("sh", "cp", "sleep", "cat", "env"):
        found = next(place for place in ("/bin", "/usr/bin") if Path(place, name).exists())
        (folder / name).symlink_to(Path(found, name))
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def made(document: Document) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(task.text, task.leads, task.participants) for task in document.tasks]


def codes(document: Document) -> set[str]:
    return {doubt.code for doubt in document.doubts}


@pytest.mark.parametrize("name", ["方案.doc", "方案.wps", "方案"])
def test_what_libreoffice_makes_is_read(programs: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "made.docx").write_bytes(MADE)
    told = f'env > {tmp_path}/env; pwd > {tmp_path}/pwd; echo "$@" > {tmp_path}/words'
    program(programs, "soffice", f"{told}; cp {tmp_path}/made.docx source.docx")
    document = read_bytes(OLD, name)
    assert made(document) == [("加快建设产业园区", ("县财政局",), ("县教育局",)), ("完善道路", ("县交通局",), ())]
    assert "converted" in codes(document)
    assert document.source.format == (name.partition(".")[2] or "doc")
    words = (tmp_path / "words").read_text(encoding="utf-8")
    place = (tmp_path / "pwd").read_text(encoding="utf-8").strip()
    assert f"-env:UserInstallation=file://{place}/profile" in words
    assert "--headless" in words
    assert f"HOME={place}" in (tmp_path / "env").read_text(encoding="utf-8")
    assert not Path(place).exists()


def test_a_workbook_of_wps_becomes_one_of_today(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = OLD.replace("WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le"))
    ledger = (Path(__file__).parent / "made" / "ledger.xls").read_bytes()
    if find_spec("python_calamine"):
        assert read_bytes(ledger, "台账.et").source.format == "et"
    monkeypatch.setattr(office, "find_spec", lambda _: None)
    with pytest.raises(Usage) as refused:
        read_bytes(old, "台账.et")
    assert (refused.value.code, refused.value.values["saved"]) == ("missing_converter", "xlsx")
    (tmp_path / "made.xlsx").write_bytes(
        xlsx(row(1, "序号", "工作任务", "责任单位") + row(2, "1", "完善道路", "县交通局"))
    )
    program(programs, "soffice", f'echo "$@" > {tmp_path}/words; cp {tmp_path}/made.xlsx source.xlsx')
    document = read_bytes(old, "台账.et")
    assert made(document) == [("完善道路", ("县交通局",), ())]
    assert (document.source.format, "converted" in codes(document)) == ("et", True)
    assert "--convert-to xlsx" in (tmp_path / "words").read_text(encoding="utf-8")


def test_antiword_serves_where_it_alone_is_there(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "book.xml").write_text(BOOK, encoding="utf-8")
    program(programs, "antiword", f"cat {tmp_path}/book.xml")
    document = read_bytes(OLD, "方案.doc")
    assert made(document) == [("完善道路", ("县交通局",), ())]
    assert codes(document) >= {"converted", "numbers_lost"}
    assert document.title == "某县关于建设产业园区的实施方案"
    with pytest.raises(Usage):
        read_bytes(OLD, "方案.wps")


@pytest.mark.parametrize("name", ["方案.doc", "方案.wps"])
def test_a_missing_converter_is_told_like_a_missing_extra(programs: Path, name: str) -> None:
    assert programs.exists()
    with pytest.raises(Usage) as refused:
        read_bytes(OLD, name)
    assert (refused.value.code, refused.value.exit_code) == ("missing_converter", 2)


def test_a_late_converter_is_ended_with_all_it_started(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "SECONDS", 0.5)
    program(programs, "soffice", f"sleep 600 & echo $! > {tmp_path}/child; sleep 600")
    with pytest.raises(Invalid) as refused:
        read_bytes(OLD, "方案.doc")
    assert refused.value.code == "conversion_late"
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    assert ended(child)


def ended(process: int) -> bool:
    """Whether a process is gone (or waits to be cleared away), within some seconds."""
    for _ in range(100):
        try:
            os.kill(process, 0)
            if Path(f"/proc/{process}/stat").read_text(encoding="utf-8").split()[2] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    os.kill(process, signal.SIGKILL)
    return False


@pytest.mark.parametrize("script", ["exit 1", "cp source.doc source.docx", "echo '<a>&b;</a>' > source.docx"])
def test_a_converter_that_fails_is_told(programs: Path, script: str) -> None:
    program(programs, "soffice", script)
    with pytest.raises(Problem) as refused:
        read_bytes(OLD, "方案.doc")
    assert refused.value.exit_code == 3


def test_a_web_page_or_anything_else_named_doc(programs: Path) -> None:
    pytest.importorskip("lxml")
    assert programs.exists()
    page = "<html><body><p>某县关于建设产业园区的实施方案</p><p>一、建设园区。（县财政局牵头）</p></body></html>"
    assert made(read_bytes(page.encode(), "方案.doc")) == [("建设园区。", ("县财政局",), ())]
    with pytest.raises(Invalid):
        read_bytes("一、建设园区。（县财政局牵头）".encode(), "方案.doc")


def test_the_command_for_an_extra_names_where_duban_came_from() -> None:
    command = install_command("html")
    assert "-m pip install" in command
    assert "[html]" in command
