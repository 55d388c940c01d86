"""What duban says of itself agrees with what it does: specification, help by topic, manual page."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest

from tests.cli.conftest import Duban
from tests.cli.writing_verbs import READS
from tui.cli import arguments
from tui.cli.arguments import ALONE, VERBS
from tui.cli.manual import TOPICS
from tui.i18n import LANGUAGES, Texts


def helped(text: str) -> list[tuple[str, str]]:
    """The rows of a help: the form of each argument, and what it is."""
    return [(row[1], row[2]) for row in re.findall(r"^(  )(\S.*?)  +(\S.*)$", text, re.MULTILINE)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_specification_agrees_with_the_help(duban: Duban, lang: str) -> None:
    told = duban("spec", "--lang", lang).json
    assert told["schema"] == 1
    assert [verb["name"] for verb in told["verbs"]] == list(VERBS)
    for verb in told["verbs"]:
        text = duban(verb["name"], "--help", "--lang", lang).out
        assert verb["summary"] in text.splitlines()
        assert helped(text) == [(each["form"], each["summary"]) for each in verb["options"]]
        for each in verb["options"]:
            assert (each["form"] if each["required"] else f"[{each['form']}]") in text.splitlines()[0]


def test_the_specification_tells_which_verbs_write_and_how_they_end(duban: Duban) -> None:
    told: dict[str, Any] = duban("spec").json
    verbs = {verb["name"]: verb for verb in told["verbs"]}
    assert set(told["exit"]) == {"0", "1", "2", "3", "4", "5", "130"}
    assert READS - {"open"} <= {name for name, verb in verbs.items() if not verb["writes"]}
    assert verbs["mark"]["writes"]
    assert [name for name, verb in verbs.items() if verb["asks"]] == ["open"]
    assert verbs["undo"]["exit"] == [0, 1, 2, 3, 4, 5, 130]
    assert verbs["spec"]["exit"] == [0, 2, 4, 130]
    (csv,) = (each for each in verbs["tasks"]["options"] if each["name"] == "--csv")
    assert csv["excludes"] == ["--json", "--md", "--explain"]


def test_a_broken_configuration_keeps_nobody_from_help(duban: Duban, home: Any) -> None:  # noqa: ANN401
    (home / "config" / "duban").mkdir(parents=True)
    (home / "config" / "duban" / "config.toml").write_text("= = =", encoding="utf-8")
    assert duban("docs").code == 2
    for words in (("spec",), ("man",), ("help",), ("help", "找")):
        assert duban(*words).code == 0, words


@pytest.mark.parametrize("topic", TOPICS)
def test_every_line_that_help_says_to_try_can_be_read(topic: str) -> None:
    verbs, lines = TOPICS[topic]
    assert len(verbs) > 1
    for line in lines:
        command, *words = shlex.split(line)
        assert command == "duban"
        arguments.read(words, Texts("en"), "0")


@pytest.mark.parametrize("word", ["找", "读", "标", "批", "时间", "导入", "导出", "多人", "find", "share", "导入 "])
def test_help_by_what_one_wants(duban: Duban, word: str) -> None:
    answer = duban("help", word)
    assert answer.code == 0
    assert "  duban " in answer.out
    assert "cli." not in answer.out


def test_help_on_a_verb_is_its_help_and_on_nothing_names_the_nearest(duban: Duban) -> None:
    assert duban("help", "undo").out == duban("undo", "--help").out
    assert "share" in duban("help", "sharr").said
    assert duban("help", "sharr").code == duban("help", "天气").code == 2
    assert duban("help").out.startswith(duban("--help").out)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_manual_page_has_every_verb_and_no_stray_order(duban: Duban, lang: str) -> None:
    page = duban("man", "--lang", lang).out
    assert "cli." not in page
    assert all(re.search(rf"^\.SS duban {verb}\b", page, re.MULTILINE) for verb in VERBS)
    assert all(f".B {name}\n" in page for name in ("DUBAN_WORKSPACE", "DUBAN_THEME", "DUBAN_KEYS", "NO_COLOR"))
    orders = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert orders == {".TH", ".ad", ".nh", ".SH", ".SS", ".TP", ".PP", ".B"}
    assert VERBS.keys() >= ALONE
