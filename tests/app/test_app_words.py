"""What the screens say: help, the key line, every text in both languages, and the twins of keys."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Key

from tui import app as room
from tui.app.desk import Offer
from tui.app.features import COMMANDS, FEATURES
from tui.app.features.help.help_facts import GROUPS, LEGEND, help_facts, synonyms
from tui.app.features.marks import sets_status
from tui.app.keys import Keymap, pressed, shown
from tui.app.showing import spoken_place, target_words
from tui.app.view import Pane, Target
from tui.export.lights import SIGNS
from tui.i18n import LANGUAGES, Texts
from tui.model.profile import SUPERVISION

from .conftest import DOC, SIZES, Desk

PLACES = {
    "署名": ("对 署名", "on the signature"),
    "主送": ("对 主送", "on the addressees"),
    "¶1": ("对 第 1 段", "on paragraph 1"),
    "四/（三）": ("对 四（三）", "on section 四（三）"),
}


def test_a_place_is_called_what_it_is(desk: Desk) -> None:
    document = desk.open().document(DOC)
    for place, said in PLACES.items():
        section = document.section(place)
        assert section is not None, place
        for texts, words in zip(map(Texts, LANGUAGES), said, strict=True):
            assert target_words(Target(DOC, place), spoken_place(document, section, texts), texts) == words


TWINS = dict(zip("／？：＠＃＊、《》。「」【】｛｝ａＶ１；，", "/?:@#*/<>.{}[]{}aV1;,", strict=True))


@pytest.mark.parametrize(("sent", "meant"), TWINS.items())
def test_what_an_input_method_left_on_sends_means_its_twin(sent: str, meant: str) -> None:
    assert pressed(Key(sent, sent)) == meant


@pytest.mark.parametrize(
    ("key", "char", "named"),
    [("ctrl+d", "\x04", "ctrl+d"), ("f1", None, "f1"), ("space", " ", "space"), ("enter", "\r", "enter")],
)
def test_keys_without_a_character_keep_their_name(key: str, char: str | None, named: str) -> None:
    assert pressed(Key(key, char)) == named


async def test_twins_work_in_the_app(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("２", "／")
        assert seat.main.prompts[Pane.TASKS].typing
        await seat.press("财", "政", "enter", "＠", "】")
        assert "牵头=" in seat.main.view.expression
        await seat.press("ｇ", "ｄ")
        assert seat.pane is Pane.TEXT


def keys_asked_for() -> Iterator[str]:
    """Every whole key of a text that stands in the source of the screens."""
    rooms = {"app", "command", "widget"}
    for file in Path(str(room.__file__)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                first, dot, name = node.value.partition(".")
                if first in rooms and dot and re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", name):
                    yield node.value
                elif first == "why_not" and dot:
                    yield f"app.{node.value}"


def own(lang: str, key: str) -> bool:
    """Whether a language itself has a text; the other is not asked."""
    from tui.i18n import _room

    name, _, rest = key.partition(".")
    return rest in _room(lang, name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_asked_for_is_there(lang: str) -> None:
    asked = set(keys_asked_for())
    assert len(asked) > 50, "the search itself still finds them"
    assert not {key for key in asked if not own(lang, key)}
    commands = {f"command.{each.name}{end}" for each in COMMANDS if not sets_status(each.name) for end in ("", ".help")}
    assert not {key for key in commands if not own(lang, key)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_lists_every_command_with_the_keys_of_this_person(lang: str) -> None:
    keymap = Keymap(COMMANDS, {"star": "f5", "redo": "Z, ctrl+r"})
    texts = Texts(lang)
    offers = [
        Offer(each.name, each.word(texts), each.line(texts), said, "", lambda: None, each.feature())
        for each, said in ((each, "  ".join(map(shown, keymap.keys(each)))) for each in COMMANDS)
    ]
    facts = {fact.text: fact.label for fact in help_facts(offers, texts)}
    for command in COMMANDS:
        line = f"{command.word(texts)} — {command.line(texts)}"
        assert facts[line] == ("  ".join(map(shown, keymap.keys(command))) or ":")
    assert "F5" in facts.values()
    assert "Z  Ctrl-r" in facts.values()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_tells_every_sign_once(lang: str) -> None:
    texts, statuses = Texts(lang), SUPERVISION.statuses
    facts = help_facts([], texts, statuses)
    names = [fact.text for fact in facts].index(texts("app.help_group.signs"))
    signs = [fact.label for fact in facts[names + 1 :] if fact.label and fact.label != ":"]
    assert len(signs) == len(set(signs)) == len(statuses) + len(SIGNS) + len(LEGEND)


def test_keys_are_told_in_words_for_in_ascii_their_arrows_would_read_as_other_keys() -> None:
    """`j v` and `<> number`, as they stood in help and under the board, name keys that do something else."""
    told = [shown(keys) for command in COMMANDS for keys in command.keys]
    assert "".join(told).isascii()
    for lang in LANGUAGES:
        file = Path(room.__file__).parents[1] / "locale" / lang / "app.json"
        texts = json.loads(file.read_text(encoding="utf-8"))
        assert not [key for key, text in texts.items() if re.search("[←↑→↓]{2}", text)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_a_text_tells_the_key_of_a_command_it_is_that_of_this_person(lang: str) -> None:
    usual = {command.name: shown(command.keys[0]) for command in COMMANDS if command.keys}
    told = (Path(room.__file__).parents[1] / "locale" / lang / "app.json").read_text(encoding="utf-8")
    found = re.findall(r"\{key_(\w+):([^}]+)\}", told)
    assert len(found) > 30
    assert [(name, key) for name, key in found if usual.get(name) != key] == []
    assert "{" not in Texts(lang)("app.no_notes")
    assert "f5" in Texts(lang, {"add_note": "f5"}.__getitem__)("app.no_notes")


@pytest.mark.parametrize(("size", "lang"), [(SIZES[0], "zh"), (SIZES[0], "en"), (SIZES[1], "zh"), (SIZES[2], "en")])
async def test_the_key_line_always_says_how_to_get_help_and_how_to_leave(
    desk: Desk, size: tuple[int, int], lang: str
) -> None:
    async with desk.sit(size, lang=lang) as seat:
        words = Texts(lang)
        for key in ("1", "2"):
            await seat.press(key)
            last = seat.lines()[-1]
            assert f"? {words('command.help')}" in last
            assert f"q {words('command.quit')}" in last


async def test_a_click_on_a_word_of_the_key_line_is_that_word(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        before, _, _ = seat.lines()[-1].partition("? 帮助")
        await seat.pilot.click(offset=(cell_len(before) + 2, 23))
        await seat.settle()
        assert type(seat.app.screen).__name__ == "Reading"


async def test_help_takes_the_room_there_is(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("?")
        assert sum(" — " in line for line in seat.lines()) > 25


def test_every_feature_has_its_place_in_help_and_every_synonym_its_command() -> None:
    listed = [feature for features in GROUPS.values() for feature in features]
    assert sorted(listed) == sorted(feature.__name__.rpartition(".")[2] for feature in FEATURES)
    names = {command.name for command in COMMANDS}
    for lang in LANGUAGES:
        assert set(synonyms(Texts(lang))) <= names


async def test_everyday_words_find_what_does_it_and_a_list_says_why_it_is_empty(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("?", "/")
        await seat.paste("延期")
        assert "时限 —" in seat.text
        await seat.press("ctrl+u")
        await seat.paste("改键")
        assert "[keys]" in seat.text
        await seat.press("ctrl+u")
        await seat.paste("没有这样的话")
        assert "换个说法" in seat.text
        await seat.press("escape", "escape", "2", ":")
        for typed, said in (
            ("标记", "待审核  sr"),
            ("状态", "中止  sx"),
            ("标为 办结", "办结  d"),
            ("推迟", "时限  T"),
            ("快捷键", "帮助  ?"),
            ("63", "共 62 项任务"),
            ("九（一）", "没有“九（一）”这一节"),
            ("没有这样的话", "没有符合的"),
        ):
            await seat.press("ctrl+u")
            await seat.paste(typed)
            assert said in seat.text, typed


async def test_help_is_grouped_and_searched(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("?")
        top = seat.text
        for down, up in (("f", "b"), ("d", "u"), ("e", "y"), (">", "<"), ("ctrl+f", "ctrl+b")):
            await seat.press(down)
            assert seat.text != top, down
            await seat.press(up)
            assert seat.text == top, up
        assert "找：筛选、查找" in seat.text
        await seat.press("/")
        await seat.type("时限")
        assert "时间：时限、进展、看板" in seat.text
        assert "选列" not in seat.text
        assert "读：移动、跳转" not in seat.text, "a heading under which nothing is left goes"
        await seat.press("escape")
        assert "选列" in seat.text, "what was typed goes first"
        await seat.press("escape")
        assert seat.app.screen is seat.main


@pytest.mark.parametrize(("typed", "word"), [("打印", "command.export"), ("逾期", "command.board")])
async def test_the_palette_knows_other_words(desk: Desk, typed: str, word: str) -> None:
    async with desk.sit() as seat:
        await seat.press(":")
        await seat.type(typed)
        assert seat.main.texts(word) in seat.text
