"""Settings and where each comes from, and what is wrong in the file: with its line and the nearest word."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Duban
from tui.config import CHOICES, NAMES, TOLD_IN_THE_FILE, is_plain_locale
from tui.export.signs import ASCII


@pytest.fixture
def file(home: Path) -> Path:
    """Where the configuration file is looked for; it is not there yet."""
    found = home / "config" / "duban" / "config.toml"
    found.parent.mkdir(parents=True)
    return found


def origins(duban: Duban, *words: str) -> dict[str, tuple[str, str, str | None]]:
    told = duban("config", "show", "--json", *words).json["settings"]
    return {each["name"]: (each["value"], each["origin"], each["where"]) for each in told}


def test_every_setting_says_where_it_comes_from(
    duban: Duban, home: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert origins(duban)["lang"] == ("en", "locale", None)
    assert origins(duban)["name"] == ("", "default", None)
    file.write_text(
        '# mine\nname = "王五"\nlang = "zh"\n\n[keys]\nundo = "f5"\n[roles]\nundo = "li"\n', encoding="utf-8"
    )
    found = origins(duban)
    assert found["roles.undo"] == ("li", "file", f"{file}:8")
    assert found["lang"] == ("zh", "file", f"{file}:3")
    assert found["name"] == ("王五", "file", f"{file}:2")
    assert found["keys.undo"] == ("f5", "file", f"{file}:6")
    assert found["keys"] == ("default", "default", None)
    file.write_text('[keys]\nundo = "f5"\npreset = "less"\n', encoding="utf-8")
    found = origins(duban)
    assert (found["keys"][0], found["keys"][2], found["keys.undo"][0]) == ("less", f"{file}:3", "f5")
    assert "keys.preset" not in found
    file.write_text('keys = "vim"\nname = "王五"\nlang = "zh"\n', encoding="utf-8")
    assert origins(duban)["keys"] == ("vim", "file", f"{file}:1")
    monkeypatch.setenv("DUBAN_LANG", "en")
    monkeypatch.setenv("DUBAN_WORKSPACE", str(home / "here"))
    assert origins(duban)["lang"] == ("en", "environment", "DUBAN_LANG")
    assert origins(duban)["workspace"] == (str(home / "here"), "environment", "DUBAN_WORKSPACE")
    found = origins(duban, "--workspace", str(home / "there"), "--lang", "zh")
    assert found["workspace"] == (str(home / "there"), "flag", "--workspace")
    assert found["lang"] == ("zh", "flag", "--lang")
    assert duban("config").out == duban("config", "show").out


@pytest.mark.parametrize(
    ("text", "line", "word", "near"),
    [
        ('lang = "en"\nworkspce = "x"\n', 2, "workspce", "workspace"),
        ('\n\nlang = "enn"\n', 3, "enn", "en"),
        ("name = 5\n", 1, "name", "5"),
        ("[keys]\n[roles]\nclerk = 5\n", 3, "clerk", "5"),
        ('keys = "u"\n', 1, "keys", "u"),
        ('[keys]\n\nundo = ["u"]\n', 3, "undo", "u"),
        ('[collors]\na = "b"\n', 1, "collors", "workspace lang name server low_bandwidth signs theme roles keys"),
        ('lang = "en\n', 1, "line 1", "column"),
        ('\nlow_bandwidth = "yse"\n', 2, "low_bandwidth", "yes"),
        ('theme = "lihgt"\n', 1, "theme", "light"),
        ('keys = "lss"\n', 1, "keys", "less"),
        ('[keys]\nundo = "u"\npreset = "arows"\n', 3, "preset", "arrows"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_nearest_word(
    duban: Duban, file: Path, text: str, line: int, word: str, near: str
) -> None:
    file.write_text(text, encoding="utf-8")
    answer = duban("config", "check")
    assert answer.code == 2
    for part in (str(file), f"line {line}", word, near):
        assert part in answer.said


def test_a_wrong_key_is_found_and_a_wrong_setting_is_in_the_check_up(duban: Duban, file: Path) -> None:
    file.write_text('[keys]\nundoo = "u"\n', encoding="utf-8")
    assert (duban("config", "check").code, "undoo" in duban("config", "check").err) == (2, True)
    file.write_text('nmae = "王五"\n', encoding="utf-8")
    assert duban("docs").code == 0
    assert (duban("doctor").code, "nmae" in duban("doctor").out) == (1, True)


def test_a_new_file_has_a_line_for_every_setting(duban: Duban, file: Path) -> None:
    assert duban("config", "init").code == 0
    lines = file.read_text(encoding="utf-8").splitlines()
    for name in NAMES:
        assert any(line.removeprefix("# ").startswith((f"{name} =", f"[{name}]")) for line in lines), name


@pytest.mark.parametrize(
    ("variable", "value", "near"),
    [
        ("DUBAN_SIGNS", "maybe", "ascii"),
        ("DUBAN_LOW_BANDWIDTH", "maybe", "yes"),
        ("DUBAN_THEME", "drak", "perhaps dark"),
        ("DUBAN_KEYS", "les", "perhaps less"),
    ],
)
def test_a_variable_that_says_no_known_word_is_refused(
    duban: Duban, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, near: str
) -> None:
    monkeypatch.setenv(variable, value)
    answer = duban("docs")
    assert answer.code == 2
    assert variable in answer.said
    assert near in answer.said


def test_every_variable_that_the_manual_names_is_heard(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        if name not in TOLD_IN_THE_FILE:
            monkeypatch.setenv(f"DUBAN_{name.upper()}", CHOICES.get(name, ("/x",))[-1])
    heard = {name for name, (_, origin, _) in origins(duban).items() if origin == "environment"}
    assert heard == set(NAMES) - set(TOLD_IN_THE_FILE)


def test_no_colour_stands_above_the_file_and_its_own_variable_above_that(
    duban: Duban, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('theme = "dark"\n', encoding="utf-8")
    assert origins(duban)["theme"] == ("dark", "file", f"{file}:1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert origins(duban)["theme"] == ("none", "environment", "NO_COLOR")
    monkeypatch.setenv("DUBAN_THEME", "light")
    assert origins(duban)["theme"] == ("light", "environment", "DUBAN_THEME")


def test_a_terminal_without_signs_is_shown_their_twins_and_a_pipe_the_signs(
    duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUBAN_SIGNS", "ascii")
    piped = duban("board").out
    assert {"○", "·"} <= set(piped)
    monkeypatch.setattr("tui.cli.terminal.is_terminal", lambda _: True)
    assert duban("board").out == piped.translate(ASCII)
    assert "“" not in duban("tasks", "无此:1").said
    assert "“" in duban("tasks", "“某“", "--json").out, "data is as it is"


@pytest.mark.parametrize(
    ("environ", "utf8_mode", "plain"),
    [
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False, False),
        ({"LC_CTYPE": "C.UTF-8"}, True, False),
        ({"LANG": "zh_CN.UTF-8", "LC_CTYPE": "C.UTF-8"}, True, False),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "POSIX"}, True, True),
    ],
)
def test_the_plain_locale_is_known_though_python_sets_another(
    environ: dict[str, str], utf8_mode: bool, plain: bool
) -> None:
    assert is_plain_locale(environ, utf8_mode=utf8_mode) is plain


@pytest.mark.parametrize(("text", "value"), [("true", "yes"), ("false", "no"), ('"yes"', "yes"), ('"no"', "no")])
def test_a_switch_is_said_in_either_way(duban: Duban, file: Path, text: str, value: str) -> None:
    file.write_text(f"low_bandwidth = {text}\n", encoding="utf-8")
    assert duban("config", "check").code == 0
    assert origins(duban)["low_bandwidth"][:2] == (value, "file")


def test_a_byte_order_mark_is_no_fault(duban: Duban, file: Path) -> None:
    file.write_bytes('\ufefflang = "zh"\r\n'.encode())
    assert duban("config", "check").code == 0
    assert origins(duban)["lang"][0] == "zh"


def test_a_file_to_begin_with_is_sound_and_never_written_over(duban: Duban, file: Path) -> None:
    assert duban("config", "check").code == 0
    assert duban("config", "init").code == 0
    before = file.read_bytes()
    assert duban("config", "check").code == 0
    assert duban("config", "init").code == 2
    assert file.read_bytes() == before
    file.write_text(file.read_text(encoding="utf-8").replace("# ", ""), encoding="utf-8")
    assert duban("config", "shwo").code == 2


def test_what_cannot_be_printed_because_stdout_is_closed_is_told(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as closed:
        closed.setattr(sys, "stdout", None)
        from tui import cli

        assert cli.main(["docs"]) == 4
        assert cli.main(["star", "1"]) == 0, "what prints nothing needs no stdout"


@pytest.mark.parametrize("home_folder", ["here", "~"])
def test_a_home_that_is_no_full_path_is_told(duban: Duban, monkeypatch: pytest.MonkeyPatch, home_folder: str) -> None:
    monkeypatch.setenv("HOME", home_folder)
    for folder in ("DATA", "STATE", "CONFIG"):
        monkeypatch.delenv(f"XDG_{folder}_HOME")
    answer = duban("docs")
    assert (answer.code, "HOME" in answer.said) == (2, True)
