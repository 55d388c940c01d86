"""`export`, `bundle` and `merge` on the command line: codes, JSON, and what is said."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import HOSTILE, Duban, keep, snapshot
from tui.export import ledger_table
from tui.i18n import Texts
from tui.model.text import visible
from tui.store import files


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.md", "a.html", "a.docx", "a.json"])
def test_a_filter_leaves_in_every_format(name: str, duban: Duban, home: Path) -> None:
    done = duban("export", name, "lead:财政厅")
    assert (done.code, done.out) == (0, "")
    assert "1 task" in done.said
    assert (home / name).stat().st_size
    assert [file.name for file in home.iterdir() if file.name.endswith(".tmp")] == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("export", "a.pdf"), 2),
        (("export", "a.csv", "--as", "report"), 2),
        (("export", "a.xlsx", "--as", "leger"), 2),
        (("export", "a.xlsx", "lead:"), 2),
        (("export", "a.xlsx", "lead:体育局"), 1),
        (("export", "nowhere/a.xlsx"), 4),
        (("export", "data/"), 2),
        (("merge", "gone.xlsx"), 3),
        (("merge", "a.json", "--accept", "x"), 2),
        (("merge", "a.json", "b.json", "--accept", "1"), 2),
        (("bundle", "a.duban"), 1),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(words: tuple[str, ...], code: int, duban: Duban, home: Path) -> None:
    before = snapshot(home)
    done = duban(*words)
    assert done.code == code
    assert len(done.err.splitlines()) == 1
    assert snapshot(home) == before
    assert not (home / "a.xlsx").exists()


@pytest.mark.parametrize("name", ["a.csv", "a.md", "a.html"])
def test_hostile_words_are_text(name: str, duban: Duban, home: Path) -> None:
    assert duban("export", name).code == 0
    text = (home / name).read_text(encoding="utf-8-sig")
    assert "\x1b" not in text
    assert "\u202e" not in text
    if name.endswith("html"):
        assert "<script" not in text
        assert visible(HOSTILE).strip().replace("<", "&lt;").replace(">", "&gt;") in text
    if name.endswith("csv"):
        assert (home / name).read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_interruption_leaves_no_half_file(duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ledger_table.LedgerTable, "_row", cut)
    (home / "a.xlsx").write_bytes(b"as it was")
    assert duban("export", "a.xlsx").code == 130
    assert (home / "a.xlsx").read_bytes() == b"as it was"
    assert [file.name for file in home.iterdir() if "tmp" in file.name] == []


def test_a_full_disk_is_told_in_a_sentence(duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(ledger_table.LedgerTable, "_row", full)
    done = duban("export", "a.xlsx")
    assert done.code == 4
    assert "full" in done.said
    assert not (home / "a.xlsx").exists()


@pytest.mark.parametrize("words", [("export", "a.xlsx"), ("bundle", "a.duban")])
def test_what_is_written_and_not_confirmed_is_told_as_that(
    words: tuple[str, ...], duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is there: that nothing was written would be untrue."""
    duban("mark", "1", "done")

    def broken(_: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(files, "sync_folder", broken)
    done = duban(*words)
    assert done.code == 4
    assert "did not confirm" in done.said
    assert (home / words[1]).exists()


def test_a_missing_extra_names_the_command(duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "tui.export.word", raising=False)
    done = duban("export", "a.docx")
    assert done.code == 2
    assert "pip install" in done.said
    assert not (home / "a.docx").exists()


def test_rows_are_json_as_the_contract_has_them(duban: Duban, home: Path) -> None:
    assert duban("export", "a.json").code == 0
    record = json.loads((home / "a.json").read_text(encoding="utf-8"))
    record["tasks"][0]["status"] = "done"
    (home / "a.json").write_text(json.dumps(record), encoding="utf-8")
    looked = duban("merge", "a.json", "--dry-run", "--json")
    assert looked.code == 0
    assert looked.json["counts"] == {"new": 1, "same": 2, "conflict": 0, "unknown": 0}
    (row,) = [row for row in looked.json["rows"] if row["state"] == "new"]
    assert {"n", "doc", "target", "kind", "here", "theirs", "base", "state", "by", "at"} <= row.keys()
    assert (row["target"], row["kind"], row["here"], row["theirs"], row["base"]) == (
        "附件#1",
        "status",
        "todo",
        "done",
        "todo",
    )
    assert duban("log", "--json").code == 1
    assert duban("mark", "1", "review").code == 0
    assert duban("merge", "a.json").code == 5
    assert duban("merge", "a.json", "--accept", str(row["n"])).code == 0
    assert duban("tasks", "no:1", "--json").json["tasks"][0]["status"] == "done"
    assert duban("merge", "a.json", "--json").json["counts"]["same"] == 3
    assert duban("undo").code == 0
    assert duban("tasks", "no:1", "--json").json["tasks"][0]["status"] == "review"


def test_of_several_files_each_stands_alone(duban: Duban, home: Path) -> None:
    duban("note", "1", "here")
    assert duban("bundle", "a.duban").code == 0
    done = duban("merge", "a.duban", "gone.duban")
    assert done.code == 3
    assert "gone.duban" in done.err


def test_slips_and_reports_hold_the_figures(duban: Duban, home: Path) -> None:
    keep(home, "other")
    assert duban("mark", "plan/1", "done").code == 0
    assert duban("export", "r.md", "--as", "report").code == 0
    assert duban("export", "s.md", "doc:plan", "--as", "slips").code == 0
    assert duban("export", "s.xlsx", "--as", "slips").code == 0
    report = (home / "r.md").read_text(encoding="utf-8")
    stats = duban("stats", "--by", "lead", "--md").out
    assert stats.strip() in report
    assert duban("export", "r.md", "--as", "report", "--lang", "zh").code == 0
    assert "按灯" not in (home / "r.md").read_text(encoding="utf-8")
    assert (home / "r.md").read_text(encoding="utf-8").startswith("# 关于各文件落实情况的通报"), "no title of one"
    assert (home / "s.md").read_text(encoding="utf-8").count("---\n\n# ") == 2  # three departments lead
    assert duban("export", "s.md", "lead:财政厅", "--as", "slips").code == 0
    slip = (home / "s.md").read_text(encoding="utf-8")
    assert "---\n\n# " not in slip


def test_a_slip_urges_what_is_open_and_writes_days_as_papers_do(duban: Duban, home: Path) -> None:
    """The department leads two tasks, of which one is closed and one is late."""
    assert duban("due", "2", "2020-01-31").code == 0
    assert duban("due", "1", "2020-02-31", "--lang", "zh").code == 2
    assert duban("due", "1", "2020-02-29").code == 0
    assert duban("mark", "1", "done").code == 0
    assert duban("export", "s.md", "--as", "slips", "--lang", "zh").code == 0
    slip = next(each for each in (home / "s.md").read_text(encoding="utf-8").split("---\n\n#") if "省财政厅：" in each)
    assert "# 督办单（催办）" in f"#{slip}"
    assert "共 1 项，其中 1 项已逾期" in slip
    assert "2020年1月31日" in slip
    assert not re.search(r"\d-\d\d-\d", slip)
    title = Texts("zh")("exchange.title.report", name="关于印发《方案〈试行〉》的通知")
    assert title == "关于《关于印发〈方案《试行》〉的通知》落实情况的通报"


@pytest.mark.parametrize("name", ["b.docx", "b.xlsx", "b.html", "b.md"])
def test_the_board_leaves_in_every_format(name: str, duban: Duban, home: Path) -> None:
    keep(home, "other")
    assert duban("due", "plan/1", "2020-01-31").code == 0
    done = duban("export", name, "--as", "board")
    assert done.code == 0
    assert "the board of" in done.said
    assert (home / name).stat().st_size
    if name == "b.md":
        text = (home / name).read_text(encoding="utf-8")
        assert duban("stats", "--by", "lead", "--md").out.strip() in text
        assert "Longest overdue (of 3)" in text
        assert "2020-01" in text
