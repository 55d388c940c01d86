"""Every refusal that the source can make has its sentence in both languages, and every text its twin."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import tui
from tui.cli.arguments import VERBS
from tui.cli.verbs import VERBS as RUN
from tui.cli.verbs.alone import ALONE
from tui.i18n import BY_NUMBER, LANGUAGES, Texts

PACKAGE = Path(tui.__file__).parent
PROBLEMS = {"Problem", "NotFound", "Usage", "Invalid", "Unavailable", "Undecided", "Mistake"}
NUMBERS = (
    "count|tasks|documents|changes|statuses|notes|marks|files|sections|articles|doubts|rows|total|hits|items|whole"
)
MANY = re.compile(
    rf"\{{(?:{NUMBERS})\}} (?:[a-z-]+ )?[a-z-]*[a-rtv-z]s\b|\{{e?s(?:_\w+)?\}}(?: \([^)]*\))? (?:are|were|have)\b"
)
"""A noun of many behind a number that may be one, or its verb."""
ALWAYS_MANY = {"cli.json:demo.made", "app.json:note_on_each", "app.json:imported_all"}
ROOMS = sorted(file.name for file in (PACKAGE / "locale" / "zh").glob("*.json"))


def room(lang: str, name: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((PACKAGE / "locale" / lang / name).read_text(encoding="utf-8"))
    return texts


def placeholders(text: str) -> set[str]:
    """What a text is to be filled with; one or many is said by the number itself."""
    return {name for _, name, _, _ in Formatter().parse(text) if name and name.partition("_")[0] not in BY_NUMBER}


@cache
def raised() -> dict[str, list[tuple[str, set[str]]]]:
    """Each code with the places that raise it and the values given there; `*` where they are not spelt out."""
    found: dict[str, list[tuple[str, set[str]]]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in PROBLEMS
                and node.args
            ):
                values = {keyword.arg or "*" for keyword in node.keywords}
                values |= {"place"} if node.func.id == "Mistake" else set()
                for code in codes(node.args[0]):
                    found.setdefault(code, []).append((f"{file.relative_to(PACKAGE)}:{node.lineno}", values))
    return found


def codes(argument: ast.expr) -> list[str]:
    """The codes that an argument may be: a string, or either side of a condition."""
    if isinstance(argument, ast.IfExp):
        return codes(argument.body) + codes(argument.orelse)
    return [argument.value] if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_a_sentence_that_its_values_fill(lang: str) -> None:
    texts = room(lang, "error.json")
    assert len(raised()) > 100
    for code, places in sorted(raised().items()):
        text = texts.get(code)
        assert text, f"{lang}/error.json lacks {code}, raised in {places[0][0]}"
        assert text.endswith("。" if lang == "zh" else "."), text
        for place, values in places:
            assert "*" in values or placeholders(text) <= values, place


@pytest.mark.parametrize("name", ROOMS)
def test_both_languages_have_the_same_texts_with_the_same_values(name: str) -> None:
    zh, en = room("zh", name), room("en", name)
    assert zh.keys() == en.keys()
    for key in zh:
        assert placeholders(zh[key]) == placeholders(en[key]), key
        assert bool(zh[key].strip()) == bool(en[key].strip()), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verb_and_argument_is_explained(lang: str) -> None:
    texts = room(lang, "cli.json")
    assert list(VERBS) == ["open", *RUN, *ALONE]
    for verb, arguments in VERBS.items():
        assert f"verb.{verb}" in texts
        for argument in arguments:
            assert argument.key.removeprefix("cli.") in texts


def test_a_text_that_one_language_lacks_is_taken_from_the_other() -> None:
    assert Texts("en")("cli.verb.tasks") == room("en", "cli.json")["verb.tasks"]
    assert Texts("xx")("cli.verb.tasks") == room("zh", "cli.json")["verb.tasks"]


@pytest.mark.parametrize("name", ROOMS)
def test_english_says_one_of_one(name: str) -> None:
    for key, text in room("en", name).items():
        assert not MANY.search(text) or f"{name}:{key}" in ALWAYS_MANY, text
        for by in re.findall(rf"\{{(?:{'|'.join(BY_NUMBER)})(?:_(\w+))?\}}", text):
            assert f"{{{by or 'count'}}}" in text, text
