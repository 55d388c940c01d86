"""The demo: half a year of work whose figures agree everywhere, and with a count made by other means."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Duban
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
    log = duban("log", "--json")
    assert len(log.json["changes"]) >= 300
    assert {each["by"] for each in log.json["changes"]} == {"督查室", "甲处", "乙处", "丙处", "丁处"}
    (home / "log.json").write_text(log.out, encoding="utf-8")
    (home / "read.json").write_text(duban("import", str(SOURCE), "--dry-run", "--json").out, encoding="utf-8")
    for day in CLOCKS:
        at(day)
        counted = by_other_means(home, day)
        tasks = {task["id"]: task for task in duban("tasks", "--json").json["tasks"]}
        assert counted.keys() == tasks.keys()
        for name, wanted in counted.items():
            found = tasks[name] | {"by": (tasks[name]["deadline"] or {}).get("by")}
            assert {key: found[key] for key in wanted if key != "reported"} == {
                key: value for key, value in wanted.items() if key != "reported"
            }, name
        figures_agree(duban, counted, day)


def by_other_means(home: Path, day: date) -> dict[str, Any]:
    program = str(Path(__file__).with_name("recount.py"))
    command = [sys.executable, "-I", program, "log.json", "read.json", day.isoformat()]
    done = subprocess.run(command, cwd=home, capture_output=True, check=True, timeout=60)
    counted: dict[str, Any] = json.loads(done.stdout)
    return counted


def figures_agree(duban: Duban, counted: dict[str, Any], day: date) -> None:
    """Counts, board and filters say what was counted."""
    tasks = list(counted.values())
    closed = sum(task["status"] in {"done", "stopped"} for task in tasks)
    late = sum(task["overdue_days"] is not None for task in tasks)
    soon = sum(task["days_left"] is not None and task["days_left"] <= 30 for task in tasks)
    now = day.replace(day=1).isoformat()
    silent = sum(task["status"] not in {"done", "stopped"} and task["reported"] <= now for task in tasks)
    for expression, count in {"是:逾期": late, "是:临期": soon, "是:了结": closed, "是:未报": silent}.items():
        assert duban("tasks", expression, "--json").json["shown"] == count, expression
    for light, count in Counter(task["light"] or "none" for task in tasks).items():
        assert duban("tasks", f"light:{light}", "--json").json["shown"] == count, light
    assert f"Tasks 62  closed {closed} ({round(100 * closed / 62)}%)  overdue {late}" in duban("board").out
    assert f"due soon {soon}  not reported {silent}" in duban("board").out
    for row in duban("stats", "--by", "lead", "--json").json["rows"]:
        own = [task for task in tasks if row["key"] in task["leads"]]
        assert row["total"] == len(own)
        assert row["overdue"] == sum(task["overdue_days"] is not None for task in own)
        assert {key: n for key, n in row["counts"].items() if n} == Counter(task["status"] for task in own)


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
