"""Importing folders and patterns: what is taken, what is passed over, and what an interruption leaves."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from tui import ingest
from tui.cli.progress import Progress
from tui.i18n import Texts
from tui.model.document import Document
from tui.store.library import Library

from .conftest import Duban

PLAN = (
    "某县关于第{0}项工作的实施方案\n某政发〔2021〕{0}号\n一、发展产业\n（一）建设园区。（县财政局牵头，县教育局配合）\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as offices have them: documents two levels deep, a damaged one, lock files, hidden files, a picture."""
    place = tmp_path / "文件"
    (place / "2021").mkdir(parents=True)
    (place / ".git").mkdir()
    for number, name in enumerate(["甲.txt", "乙.md", "2021/丙.txt"], 1):
        (place / name).write_text(PLAN.format(number), encoding="utf-8")
    for name in [".隐藏.txt", "~$甲.docx", ".~lock.乙.docx#", "图.png", ".git/丁.txt", "无后缀"]:
        (place / name).write_text(PLAN.format(9), encoding="utf-8")
    return place


def imported(duban: Duban) -> set[str]:
    return {record["id"] for record in duban("docs", "--json").json["documents"] if record["id"].startswith("某政发")}


def test_a_folder_is_taken_file_by_file(duban: Duban, folder: Path) -> None:
    answer = duban("import", str(folder))
    assert answer.code == 0, answer.err
    assert imported(duban) == {f"某政发〔2021〕{number}号" for number in (1, 2, 3)}
    skipped = [line for line in answer.err.splitlines() if "~$甲.docx" in line]
    assert len(skipped) == 1
    assert "5" in skipped[0]
    assert "丁.txt" not in answer.err
    assert answer.err.splitlines()[-1].startswith("3")


def test_how_progress_that_came_filled_in_is_taken_is_said(duban: Duban, folder: Path) -> None:
    for name in "戊己":
        rows = "序号\t任务\t责任单位\t完成情况\n1\t建设平台\t市甲局\t已完成"
        (folder / f"{name}.txt").write_text(f"{name}市2024年重点任务台账\n\n{rows}\n", encoding="utf-8")
    assert (
        "2 documents record progress (2 entries): in the browser, p in the library" in duban("import", str(folder)).err
    )
    assert "Filled-in" not in duban("import", "--dry-run", str(folder)).err


def test_a_pattern_that_the_shell_left_alone(duban: Duban, folder: Path) -> None:
    assert duban("import", str(folder / "*.txt")).code == 0
    assert imported(duban) == {"某政发〔2021〕1号"}
    assert duban("import", str(folder / "**" / "*.txt")).code == 0
    assert imported(duban) == {"某政发〔2021〕1号", "某政发〔2021〕3号"}


def test_a_file_named_itself_is_taken_whatever_it_is_called(duban: Duban, folder: Path) -> None:
    (folder / "a[1].txt").write_text(PLAN.format(7), encoding="utf-8")
    assert duban("import", str(folder / "无后缀"), str(folder / "a[1].txt")).code == 0
    assert imported(duban) == {"某政发〔2021〕9号", "某政发〔2021〕7号"}


def test_each_stands_alone_and_the_highest_code_wins(duban: Duban, folder: Path) -> None:
    (folder / "坏.docx").write_text("no package", encoding="utf-8")
    answer = duban("import", str(folder), str(folder / "没有.txt"))
    assert answer.code == 3
    assert "坏.docx" in answer.err
    assert "没有.txt" in answer.err
    assert len(imported(duban)) == 3


@pytest.mark.parametrize("name", ["空", "*.nothing"])
def test_where_nothing_can_be_read_that_is_said(duban: Duban, folder: Path, name: str) -> None:
    (folder / "空").mkdir()
    answer = duban("import", str(folder / name))
    assert answer.code == 3
    assert name in answer.err


@pytest.mark.parametrize("option", [("--json",), ("--title", "题目"), ("--id", "某号")])
def test_what_goes_with_one_file_alone_goes_with_no_folder(duban: Duban, folder: Path, option: tuple[str, ...]) -> None:
    answer = duban("import", str(folder), *option)
    assert answer.code == 2
    assert option[0] in answer.err


def test_an_interruption_leaves_what_was_read_in_whole(
    duban: Duban, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = ingest.read

    def interrupted(path: Path, **options: str | None) -> Document:
        if path.name == "甲.txt":
            raise KeyboardInterrupt
        return read(path, **options)

    monkeypatch.setattr(ingest, "read", interrupted)
    answer = duban("import", str(folder))
    assert answer.code == 130
    assert imported(duban) == {"某政发〔2021〕3号", "某政发〔2021〕2号"}
    monkeypatch.undo()
    assert duban("doctor").code == 0


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_told_to_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = Texts("zh")
    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        progress = Progress(texts, 1600)
        progress.show(12, "某市\x1b[2J" + "很长的名字" * 40)
        progress.wipe()
        said = stream.getvalue()
        assert bool(said) is shown
        assert "\x1b[2J" not in said
        assert not shown or ("12/1600" in said and said.endswith("\r\x1b[K"))


def test_a_long_import_looks_at_one_document_a_time(
    duban: Duban, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of the library is not read anew for every file: 1,600 of them would ask for it 1,600 times."""
    listed: list[int] = []
    whole = Library.ids
    for number in range(1, 6):
        (tmp_path / f"{number}.txt").write_text(PLAN.format(number), encoding="utf-8")

    def counted(self: Library) -> list[str]:
        listed.append(1)
        return whole(self)

    monkeypatch.setattr(Library, "ids", counted)
    assert duban("import", *(str(tmp_path / f"{number}.txt") for number in range(1, 6))).code == 0
    assert len(listed) <= 1


def test_places_and_reasons_are_told_in_the_language_of_the_reader(duban: Duban, home: Path) -> None:
    """The JSON keeps `line N`; a sentence says 第N行, and no sentence of a library of Python."""
    rows = "\n".join(f"{no}\t任务{no}\t市教育局\t" for no in range(1, 4))
    table = f"附件\n任务分工表\n序号\t工作任务\t责任单位\t备注\n{rows}\n合计\t共3项\t\t\n"
    (home / "plan.txt").write_text(f"某市工作意见\n\n　　一、总体要求\n　　坚持改革。\n{table}", encoding="utf-8")
    (home / "plan.docx").write_text("no zip", encoding="utf-8")
    told = duban("import", str(home / "plan.txt"), "--dry-run", "--lang", "zh").err
    assert re.search(r"第\d+行：", told)
    assert "line " not in told
    refused = duban("import", str(home / "plan.docx"), "--lang", "zh")
    assert (refused.code, "（ZIP）" in refused.said) == (3, True)


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_document_comes_from_stdin(duban: Duban, kind: str) -> None:
    """Its kind is told by its bytes, as it has no name."""
    lines = ["某省人民政府关于加快发展的实施意见", "一、总体要求", "（一）建设园区。（省财政厅牵头）"]
    text = (
        "\n".join(lines)
        if kind == "text"
        else f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>"
    )
    told = duban("import", "-", "--dry-run", "--json", stdin=text.encode()).json
    assert told["document"]["title"] == lines[0]
    assert told["document"]["source"]["format"] == kind
    answer = duban("import", "-", "--id", "given", stdin=text.encode())
    assert answer.code == 0
    assert "tmp" not in answer.err
    assert duban("show", "--doc", "given").code == 0
    assert duban("import", "-", stdin=b"").code == 3
