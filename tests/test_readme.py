"""Everything the README says one may type exists."""

from __future__ import annotations

import re
import shlex
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from tui import cli
from tui.app.features import COMMANDS
from tui.app.keys import shown
from tui.config import read
from tui.workspace import Workspace

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXTRAS = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"])
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMAND_LINES = [line for block in BLOCKS for line in block.splitlines() if line.startswith("duban ")]
EDITOR_KEYS = {"F2", "set-clipboard on"}


def test_ci_runs_the_readmes_own_test_command() -> None:
    (test_line,) = [block.strip() for block in BLOCKS if "pytest" in block and "venv .venv" in block]
    assert test_line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who never ran duban, in the project's folder."""
    monkeypatch.chdir(ROOT)
    for variable in ("DUBAN_WORKSPACE", "DUBAN_LANG"):
        monkeypatch.delenv(variable, raising=False)
    for folder in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{folder}_HOME", str(tmp_path / folder))


@pytest.mark.usefixtures("fresh")
def test_every_command_line_runs() -> None:
    """In their order, in one workspace: what one writes another reads."""
    assert len(COMMAND_LINES) > 12
    for line in COMMAND_LINES:
        words = shlex.split(line)[1:]
        code = cli.main(words)
        assert code == (1 if "--explain" in words else 0), f"{line}: {code}"  # 14 is hidden by that filter


@pytest.mark.usefixtures("fresh")
def test_what_is_said_to_be_printed_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUBAN_LANG", "en")
    (session,) = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    steps = re.findall(r"^\$ duban (.*)\n((?:(?!\$ ).*\n)*)", session, re.MULTILINE)
    assert len(steps) == session.count("$ duban ") > 3
    for words, told in steps:
        cli.main(shlex.split(words))
        printed = capsys.readouterr()
        assert printed.out + printed.err == told, words


def test_every_extra_and_module_is_there() -> None:
    named = set(re.findall(r"'\.\[(\w+)\]'", README))
    assert named >= {"html", "pdf", "test"}
    assert named <= EXTRAS
    modules = re.findall(r"python -m ([\w.]+)", README)
    assert [module for module in modules if find_spec(module) is None] == []
    assert "duban[" not in README, "this distribution is on no index: extras are installed from the folder"


def test_every_key_is_some_commands() -> None:
    table = README[README.index("| To | press |") : README.index("The mouse works")]
    rows = [line.split("|")[2] for line in table.splitlines()[2:] if "|" in line]
    told = {key for row in rows for key in re.findall(r"`([^`]+)`", row)} - EDITOR_KEYS - {"$EDITOR", "czt", "Ctrl-e"}
    known = {shown(keys) for command in COMMANDS for keys in command.keys}
    prefixes = {keys.split()[0] for command in COMMANDS for keys in command.keys if " " in keys}
    assert told - known - prefixes == set()


def test_every_filter_is_understood(tmp_path: Path) -> None:
    table = README[README.index("| Filter | shows") : README.index("English field names")]
    rows = [line.split("|")[1] for line in table.splitlines()[2:] if "|" in line]
    filters = [words for row in rows for words in re.findall(r"`([^`]+)`", row)]
    workspace = Workspace.open(
        read({"XDG_STATE_HOME": str(tmp_path / "state")}, workspace=tmp_path / "work", lang="en")
    )
    ledger = workspace.ledger()
    assert len(filters) >= 8
    for words in filters:
        workspace.filter(words, ledger)


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).stat().st_size > 10_000
