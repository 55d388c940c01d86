"""The demo: half a year of work whose figures agree everywhere, and with a count made by other means."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.cli import recount
from tests.cli.conftest import Duban
from tests.cli.recount import QUESTIONS
from tui import workspace
from tui.packaged import bundled_documents
from tui.workspace import Workspace
from tui.workspace.exporting import FORMS

SOURCE = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"
MADE = date(2026, 11, 23)
CLOCKS = (MADE, MADE + timedelta(days=45), MADE - timedelta(days=60))

At = Callable[[date], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Lets every workspace that is opened from now on believe that it is some day."""
    original = Workspace.open

    def set_clock(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 10).astimezone()
        monkeypatch.setattr(Workspace, "open", lambda settings, **_: original(settings, now=lambda: moment))

    return set_clock


_made: list[Path] = []
"""Where the demo lies that was made once in this process."""


@pytest.fixture
def demo(
    duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch, at: At, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    monkeypatch.setattr(workspace, "bundled_documents", bundled_documents)
    at(MADE)
    if not _made:
        folder = tmp_path_factory.mktemp("made") / "demo"
        assert duban("demo", str(folder)).code == 0
        _made.append(folder)
    folder = home / "demo"
    shutil.copytree(_made[0], folder)
    monkeypatch.setenv("DUBAN_WORKSPACE", str(folder))
    return folder


def test_its_figures_agree_with_a_count_made_by_other_means(duban: Duban, demo: Path, home: Path, at: At) -> None:
    read, folders = duban("import", str(SOURCE), "--dry-run", "--json").out, []
    for day in CLOCKS:
        at(day)
        folder = home / day.isoformat()
        folder.mkdir()
        folders.append(folder.name)
        asked = (
            QUESTIONS if day == MADE else [name for name in QUESTIONS if re.match("log|tasks|board|filter-[0-4]", name)]
        )
        for name in asked:
            (folder / name).write_text(duban(*QUESTIONS[name]).out, encoding="utf-8")
        (folder / "read.json").write_text(read, encoding="utf-8")
    changes = json.loads((home / folders[0] / "log.json").read_text(encoding="utf-8"))["changes"]
    assert len(changes) >= 300
    assert {each["by"] for each in changes} == {"督查室", "甲处", "乙处", "丙处", "丁处"}
    assert by_other_means(home, folders) == (0, "")
    board = home / folders[0] / "board.txt"
    board.write_text(board.read_text(encoding="utf-8").replace("closed 28", "closed 27"), encoding="utf-8")
    code, told = by_other_means(home, folders[:1])
    assert code == 1
    assert "'28'" in told, "what differs is told"


def by_other_means(home: Path, folders: list[str]) -> tuple[int, str]:
    """Exit code and words of the count, in a process that has nothing of ours."""
    command = [sys.executable, "-I", str(Path(recount.__file__)), *folders]
    done = subprocess.run(command, cwd=home, capture_output=True, check=False, timeout=60)
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def test_everything_says_that_it_is_a_demo(duban: Duban, demo: Path) -> None:
    for words in (["tasks"], ["board"], ["log"], ["docs"]):
        assert "演示数据" in duban(*words, "--lang", "zh").err
    assert duban("tasks", "--json").json["demo"] is True
    assert "演示数据" in duban("tasks", "--md", "--lang", "zh").out
    assert duban("tasks", "--csv", "--lang", "zh").out.splitlines()[1].endswith(",演示数据")
    assert "演示数据" in duban("board", "--lang", "zh").out


def test_it_is_the_same_work_whatever_the_day(duban: Duban, demo: Path, home: Path) -> None:
    first = duban("stats", "--by", "status", "--json").json["rows"]
    assert duban("demo", str(home / "later"), "--as-of", "2027-05-03").code == 0
    rows = duban("--workspace", str(home / "later"), "stats", "--by", "status", "--json").json["rows"]
    assert [(row["key"], row["total"]) for row in rows] == [(row["key"], row["total"]) for row in first]


def test_it_is_never_made_where_something_lies(duban: Duban, demo: Path) -> None:
    answer = duban("demo", str(demo))
    assert answer.code == 2
    assert "is not an empty folder" in answer.err


def test_without_the_bundled_document_it_is_refused(duban: Duban, home: Path) -> None:
    assert duban("demo", str(home / "demo")).code == 1
    assert not (home / "demo" / "demo.json").exists()


def test_what_changed_since_a_day_is_what_the_log_tells(duban: Duban, demo: Path) -> None:
    done = duban("board", "--since", "2026-11-20")
    log = duban("log", "--since", "2026-11-20", "--json").json["changes"]
    tasks = {each["target"].partition("@")[0].partition("=")[0] for each in log if each["kind"] != "star"}
    assert f"Changed since 2026-11-20 00:00: {len(tasks)} tasks" in done.out
    assert "Nothing has changed since 2026-11-23" in duban("board", "--since", "2026-11-23T20:00").out
    assert "Changed since" not in duban("board").out, "who never looked hears no news"
    assert duban("board", "--since", "wann").code == 2


@pytest.mark.parametrize(("form", "kind"), [(form, kind) for form, kinds in FORMS.items() for kind in kinds])
def test_every_export_of_a_demo_says_that_it_is_one(form: str, kind: str, duban: Duban, demo: Path, home: Path) -> None:
    file = home / f"out.{kind}"
    assert duban("export", str(file), "序号:1..4", "--as", form, "--lang", "zh").code == 0
    if kind == "xlsx":
        book = openpyxl.load_workbook(file)
        said = [[str(cell) for row in sheet.iter_rows(values_only=True) for cell in row] for sheet in book]
        assert any("演示数据" in cell for cell in said[0])
        assert form != "slips" or all(any("演示数据" in cell for cell in cells) for cells in said[:-1])
    elif kind == "docx":
        with zipfile.ZipFile(file) as archive:
            assert "演示数据" in archive.read("word/document.xml").decode()
    elif kind == "json":
        assert json.loads(file.read_text(encoding="utf-8"))["demo"] is True
    else:
        assert "演示数据" in file.read_text(encoding="utf-8-sig")
