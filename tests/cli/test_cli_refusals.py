"""What is wrong is said in one sentence, under the right exit code, and nothing is changed."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tui import cli
from tui.cli.terminal import refusal
from tui.model.errors import Undecided
from tui.workspace import Workspace

from .conftest import Duban, keep, snapshot

REFUSED = [
    # words, exit code, a piece of the sentence
    (("tasks", "nosuchfield:x"), 2, "nosuchfield"),
    (("tasks", "(牵头:财政厅"), 2, ""),
    (("notes", "nosuchfield:x"), 2, "nosuchfield"),
    (("mark", "1", "nosuchstatus"), 2, "nosuchstatus"),
    (("mark", "1", "dome"), 2, "done"),
    (("mark", "1", "999", "done"), 1, "999"),
    (("mark", "999", "done"), 1, "999"),
    (("mark", "done"), 2, "STATUS"),
    (("mark",), 2, "STATUS"),
    (("star", "1", "九九"), 1, "九九"),
    (("note", "999", "text"), 1, "999"),
    (("note", "九（九）", "text"), 1, "九（九）"),
    (("note", "1"), 2, "TEXT"),
    (("note",), 2, "TARGET TEXT"),
    (("note", "1", " "), 2, "--delete"),
    (("note", "1", "two", "words"), 2, "words"),
    (("note", "--edit", "nosuchnote", "text"), 1, "nosuchnote"),
    (("note", "--delete", "nosuchnote"), 1, "nosuchnote"),
    (("note", "--edit", "a", "--delete", "b"), 2, "--delete"),
    (("show", "九"), 1, "九"),
    (("show", "--doc", "nosuchdoc"), 1, "nosuchdoc"),
    (("tasks", "--doc", "nosuchdoc"), 1, "nosuchdoc"),
    (("tasks", "--json", "--csv"), 2, "--csv"),
    (("tasks", "--jsno"), 2, "--json"),
    (("tasks", "--doc"), 2, "--doc"),
    (("tasks", "--json=yes"), 2, "--json"),
    (("taks",), 2, "tasks"),
    (("log", "九九"), 1, "九九"),
    (("undo",), 1, ""),
    (("redo",), 1, ""),
    (("undo", "1"), 2, "1"),
    (("import",), 2, "FILE"),
    (("import", "/no/such/file.txt"), None, "file.txt"),
    (("import", "a.txt", "b.txt", "--json"), 2, "--json"),
    (("import", "a.txt", "b.txt", "--title", "T"), 2, "--title"),
    (("docs", "--lang", "fr"), 2, "fr"),
    (("docs", "--workspace"), 2, "--workspace"),
    (("tasks", "\udcff"), 2, ""),
    (("note", "1", "\udcff"), 2, ""),
    (("mark", "\udcff", "done"), 2, ""),
    (("import", "\udcff.txt"), None, "⟨U+DCFF⟩"),
]


@pytest.mark.parametrize(("words", "code", "piece"), REFUSED, ids=lambda value: str(value).encode("ascii", "replace"))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_refused_in_one_sentence_and_nothing_changed(
    duban: Duban, home: Path, words: Sequence[str], code: int | None, piece: str, lang: str
) -> None:
    before = snapshot(home)
    answer = duban(*words, "--lang", lang) if "fr" not in words and words[-1][:2] != "--" else duban(*words)
    assert answer.code == code if code is not None else answer.code in {1, 3, 4}
    assert answer.out == ""
    assert piece in answer.said
    assert answer.said.endswith(("。", "."))
    assert "{" not in answer.said
    assert snapshot(home) == before


def test_a_configuration_that_is_wrong_is_named(duban: Duban, home: Path) -> None:
    file = home / "config" / "duban" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("lang = ")
    answer = duban("docs")
    assert answer.code == 2
    assert str(file) in answer.said


def test_a_workspace_that_is_a_file_is_invalid(duban: Duban, home: Path) -> None:
    file = home / "file"
    file.write_text("")
    assert duban("docs", "--workspace", str(file)).code == 3


def test_a_damaged_document_is_named_with_its_file(duban: Duban, home: Path) -> None:
    (home / "data" / "duban" / "library" / "plan.json").write_text("{")
    for words in (("tasks",), ("docs",), ("show",)):
        answer = duban(*words)
        assert answer.code == 3
        assert "plan.json" in answer.said


def test_a_damaged_document_keeps_nobody_from_the_others(duban: Duban, home: Path) -> None:
    duban("mark", "1", "done")
    keep(home, "other")
    file = home / "data" / "duban" / "library" / "plan.json"
    file.write_bytes(file.read_bytes()[:1000])
    for words in (
        ("tasks", "--json"),
        ("docs",),
        ("mark", "other/2", "done"),
        ("log",),
        ("notes", "--json"),
        ("undo",),
    ):
        answer = duban(*words)
        assert answer.code == (1 if words[0] == "notes" else 0), (words, answer)
    assert duban("tasks", "--json").json["shown"] == 3
    assert duban("tasks").err.count("plan.json") == duban("docs").err.count("plan.json") == 1
    assert duban("tasks", "--doc", "plan").code == 3
    assert duban("mark", "plan/1", "todo").code == 3


def test_a_damaged_line_of_the_journal_is_told_and_the_rest_is_read(duban: Duban, home: Path) -> None:
    duban("mark", "1", "done")
    duban("mark", "2", "done")
    (journal,) = (home / "data" / "duban" / "journal").glob("*.jsonl")
    data = bytearray(journal.read_bytes())
    data[40] ^= 1
    journal.write_bytes(data)
    answer = duban("tasks", "状态:已办结", "--json")
    assert answer.code == 0
    assert [task["no"] for task in answer.json["tasks"]] == ["2"]
    assert journal.name in answer.said


def test_a_workspace_that_cannot_be_written_is_unavailable(
    duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = snapshot(home)
    monkeypatch.setattr(os, "mkdir", full)
    answer = duban("mark", "1", "done")
    assert answer.code == 4
    assert snapshot(home) == before


def test_an_undo_over_anothers_work_is_left_to_the_person(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def undo(_: Workspace, *, force: bool) -> tuple[()]:
        asked.append(force)
        if not force:
            raise Undecided("changed_since", who="zhang", at="2026", target="附件#1", value="done")
        return ()

    monkeypatch.setattr(Workspace, "undo", undo)
    answer = duban("undo")
    assert answer.code == 5
    assert "zhang" in answer.said
    assert duban("undo", "--force").code == 0
    assert asked == [False, True]


def test_with_several_documents_other_verbs_ask_which(duban: Duban, home: Path) -> None:
    keep(home, "other")
    for words in (("show",), ("mark", "1", "done"), ("star", "1"), ("note", "1", "x"), ("log", "1")):
        answer = duban(*words)
        assert (answer.code, "other、plan" in answer.said) == (2, True), words


@pytest.mark.parametrize(
    ("words", "record"),
    [
        (("show", "九"), {"sections": []}),
        (("show", "--doc", "nosuch"), {"sections": []}),
        (("tasks", "a", "b", "--doc", "nosuch"), {"filter": "a b", "total": 0, "shown": 0, "tasks": []}),
        (("notes", "--doc", "nosuch"), {"notes": []}),
        (("notes",), {"notes": []}),
        (("log", "九九"), {"changes": []}),
        (("log",), {"changes": []}),
    ],
)
def test_what_is_not_there_is_code_1_and_the_json_is_printed_all_the_same(
    duban: Duban, words: Sequence[str], record: dict[str, object]
) -> None:
    answer = duban(*words, "--json")
    assert answer.code == 1
    assert answer.json == {"schema": 1, **record}
    assert answer.said


def test_an_interrupt_is_130(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: Workspace) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Workspace, "summaries", interrupted)
    answer = duban("docs")
    assert (answer.code, answer.out, answer.err) == (130, "", "")


class _Full(io.TextIOWrapper):
    """A stdout that takes nothing more."""

    def __init__(self, problem: OSError) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")
        self.problem = problem

    def write(self, _: str) -> int:
        raise self.problem


@pytest.mark.parametrize(
    ("problem", "code"),
    [(BrokenPipeError(errno.EPIPE, "gone"), 0), (OSError(errno.ENOSPC, "full"), 4)],
)
def test_output_that_cannot_be_written(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], problem: OSError, code: int
) -> None:
    assert home
    monkeypatch.setattr(sys, "stdout", _Full(problem))
    assert cli.main(["tasks"]) == code
    assert len(capsys.readouterr().err.splitlines()) == (code > 0)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("term", "code"),
    [("xterm-256color", None), ("linux", "bare_console"), ("dumb", "dumb_terminal"), ("", "dumb_terminal")],
)
def test_where_the_screens_cannot_be_shown_it_is_said(
    monkeypatch: pytest.MonkeyPatch, term: str, code: str | None
) -> None:
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, stream, _Terminal())
    assert refusal({"TERM": term}) == code
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert refusal({"TERM": term}) == "not_a_terminal"


@pytest.mark.parametrize("words", [(), ("open",), ("open", "--filter", "-有:批注"), ("--doc", "plan")])
def test_without_a_terminal_the_plain_commands_are_named(duban: Duban, words: Sequence[str]) -> None:
    answer = duban(*words)
    assert answer.code == 2
    assert "duban tasks" in answer.said


def test_open_refuses_a_wrong_filter_before_any_screen(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "refusal", lambda _: None)
    assert duban("open", "--filter", "nosuchfield:x").code == 2
    assert duban("open", "--doc", "nosuchdoc").code == 1


def test_json_is_one_document_even_of_words_that_are_no_unicode(duban: Duban, home: Path) -> None:
    before = snapshot(home)
    answer = duban("import", "\udcff.txt", "--dry-run", "--json")
    assert answer.code in {1, 3, 4}
    assert answer.out == "" or json.loads(answer.out)
    assert snapshot(home) == before


@pytest.mark.parametrize(
    "text",
    [
        b"\xff",
        b"[",
        b"lang = 5",
        b"name = []",
        b"keys = 3",
        b"[keys]\nundo = 3",
        b"a = " + b"[" * 20_000,
        b"lang = 'fr'",
    ],
    ids=["no text", "no TOML", "lang", "name", "keys", "a key", "too deep", "no such language"],
)
def test_a_configuration_file_that_is_none_is_named(duban: Duban, home: Path, text: bytes) -> None:
    file = home / "config" / "duban" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(text)
    before = snapshot(home)
    answer = duban("mark", "1", "done")
    assert (answer.code, len(answer.err.splitlines()), snapshot(home)) == (2, 1, before)
    assert text == b"lang = 'fr'" or "config.toml" in answer.err
