"""Completion: what a shell is offered, from the table of verbs and from the workspace; in a real bash too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Duban
from tui.cli.completion import split


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("duban tas", ["tasks"]),
        ("duban tasks --c", ["--csv"]),
        ("duban tasks 牵", ["牵头:"]),
        ("duban tasks 牵头:财", ["牵头:省财政厅"]),
        ("duban tasks -牵头:czt", ["-牵头:省财政厅"]),
        ("duban tasks 部门:政", ["部门:省财政厅", "部门:各市人民政府", "部门:省民政厅"]),
        ("duban tasks 状态:已", ["状态:已办结", "状态:已中止"]),
        ("duban tasks 有:批", ["有:批注", "有:未决批注"]),
        ("duban tasks 我", ["牵头:财政厅 状态:未启动"]),
        ("duban mark 1 待", ["待审核"]),
        ("duban show 财税", []),
        ("duban show 二", ["二", "二/（一）", "二/（二）"]),
        ("duban show --doc p", ["plan"]),
        ("duban show --doc 实施", ["plan"]),
        ("duban note 3", ["3"]),
        ("duban completion ", ["bash", "zsh", "fish"]),
        ("duban --lang z", ["zh"]),
        ("duban import ", []),
        ("duban nosuch ", []),
    ],
)
def test_what_is_offered(duban: Duban, home: Path, line: str, offered: list[str]) -> None:
    from tui.config import read
    from tui.workspace import Workspace

    workspace = Workspace.open(read(os.environ))
    workspace.saved_filters.save("我的", "牵头:财政厅 状态:未启动")
    workspace.close()
    assert duban("__complete", "fish", line).out.splitlines() == offered


@pytest.mark.parametrize(
    ("line", "words", "current"),
    [
        ("duban ta", ["duban"], "ta"),
        ("duban tasks ", ["duban", "tasks"], ""),
        ("duban show --doc 'a b' \"c", ["duban", "show", "--doc", "a b"], "c"),
        ("duban note a\\ b", ["duban", "note"], "a b"),
        ("duban tasks \\", ["duban", "tasks"], ""),
        ("", [], ""),
    ],
)
def test_a_line_is_read_as_the_shell_reads_it(line: str, words: list[str], current: str) -> None:
    assert split(line) == (words, current)


def test_a_broken_workspace_or_line_offers_nothing_and_says_nothing(duban: Duban, home: Path) -> None:
    (home / "data" / "duban" / "library" / "plan.json").write_text("{", encoding="utf-8")
    for words in (("fish", "duban tasks 牵头:"), ("fish",), ("csh", "duban "), ()):
        answer = duban("__complete", *words)
        assert (answer.code, answer.out, answer.err) == (0, "", ""), words


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(duban: Duban, shell: str) -> None:
    script = duban("completion", shell).out
    assert f"__complete {shell}" in script
    program = shutil.which(shell)
    if program:
        assert subprocess.run([program, "-n"], input=script.encode(), check=False, timeout=20).returncode == 0
    assert duban("completion", "bsh").code == 2


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(("line", "reply"), [("duban tasks 牵头:财", "省财政厅"), ("duban und", "undo")])
def test_a_real_bash_puts_it_in_place(duban: Duban, home: Path, line: str, reply: str) -> None:
    """Of a word with a colon bash replaces what stands behind it."""
    (home / "duban.bash").write_text(duban("completion", "bash").out, encoding="utf-8")
    lines = (
        f'duban() {{ "{sys.executable}" -m tui "$@"; }}',
        f"source '{home / 'duban.bash'}'",
        f"COMP_LINE='{line}' COMP_POINT={len(line)}",
        "_duban; printf '%s\\n' \"${COMPREPLY[@]}\"",
    )
    root = Path(__file__).parents[2]
    environ = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(root)}
    command = ["bash", "--norc", "-ic", "\n".join(lines)]
    done = subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", timeout=30, check=False)
    assert done.stdout.splitlines() == [reply], done.stderr
