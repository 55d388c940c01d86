"""A small library in a folder of its own, and `duban` called in process as a shell would call it."""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.reading import texts_are_read_once  # noqa: F401 - for all tests here
from tui import cli, workspace
from tui.model.document import Document, Kind, Section, Source
from tui.model.task import Basis, Due, Origin, Task
from tui.store.library import Library

HOSTILE = "[/x] [@click=app.quit]y \x1b[2J \u202e =1+1 | <b> \ue004"
"""What may stand in a file or a note and must come out as text."""


@dataclass(frozen=True)
class Answer:
    """What a run of `duban` left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def said(self) -> str:
        """The one line on stderr."""
        (line,) = self.err.splitlines()
        return line


Duban = Callable[..., Answer]


def make_document(doc: str = "plan") -> tuple[Document, bytes]:
    """A document of two sections, two articles and three tasks, with its source."""
    content = f"{doc}: the file as it came".encode()
    sections = (
        Section("一", None, Kind.SECTION, "一", "总体要求", "总体要求", "　　一、"),
        Section("二", None, Kind.SECTION, "二", "主要任务", "主要任务", "　　二、"),
        Section("二/（一）", "二", Kind.ARTICLE, "（一）", "开放市场", "开放市场。清理地方保护。", "　　（一）"),
        Section("二/（二）", "二", Kind.ARTICLE, "（二）", "财税支持", f"财税支持。{HOSTILE}", "　　（二）"),
        Section("附件", None, Kind.ANNEX, "附件", "分工表", "分工表", ""),
    )
    tasks = (
        _task(1, "清理地方保护", ("省发展改革委",), ("省财政厅", "各市人民政府"), "二/（一）"),
        _task(2, "落实财税政策", ("省财政厅",), (), "二/（二）", Due("2016年6月底前", "2016-06-30")),
        _task(3, HOSTILE, ("省民政厅",), (), "二/（二）"),
    )
    source = Source(f"{doc}.txt", hashlib.sha256(content).hexdigest(), "text", "utf-8")
    return Document(doc, "实施意见", False, "省政府", None, "2016-06-18", source, sections, tasks), content


def _task(
    no: int, text: str, leads: tuple[str, ...], part: tuple[str, ...], rests: str, due: Due | None = None
) -> Task:
    basis = (Basis(rests, 0.934, "清理地方保护。"),)
    return Task(f"附件#{no}", str(no), no, text, leads, part, due, (), basis, Origin("table", f"line {no}"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's folders, a library that holds `plan` alone, and English spoken."""
    for variable in ("DUBAN_WORKSPACE", "DUBAN_LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    for variable, folder in (("DATA", "data"), ("STATE", "state"), ("CONFIG", "config")):
        monkeypatch.setenv(f"XDG_{variable}_HOME", str(tmp_path / folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)  # a verb that writes a file writes it here
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setattr(workspace, "bundled_documents", lambda: tmp_path / "nothing bundled")
    keep(tmp_path, "plan")
    return tmp_path


def keep(home: Path, doc: str) -> None:
    """Put a document into the library."""
    Library(home / "data" / "duban").save(*make_document(doc))


@pytest.fixture
def duban(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Duban:
    """Call `duban` with words, and with bytes on its stdin."""

    def run(*words: str, stdin: bytes = b"") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = cli.main(words)
        return Answer(code, *capsys.readouterr())

    return run


def snapshot(home: Path) -> dict[str, bytes]:
    """Every file of the workspace with its bytes: what must not move when something is refused."""
    root = home / "data"
    return {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}
