"""All texts a person reads, in Chinese and English; what one language lacks is taken from the other.

Texts lie in `tui/locale/<language>/<room>.json`; the first word of a key names the room, read when first asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Final

from tui.model.text import inner
from tui.packaged import packaged

LANGUAGES: Final = ("zh", "en")


@cache
def _room(lang: str, room: str) -> dict[str, str]:
    file = packaged(f"locale/{lang}/{room}.json")
    if not file.is_file():
        return {}
    texts: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return texts


_KEY: Final = "key_"
"""How the names of the places in a text begin that a key is told in."""


class _Key(str):
    """A key as a person has it; where it is empty, the one that the text itself tells."""

    __slots__ = ()

    def __format__(self, usual: str) -> str:
        return str(self) or usual


BY_NUMBER: Final = {
    "s": ("", "s"),
    "es": ("", "es"),
    "ies": ("y", "ies"),
    "singular": ("s", ""),
    "were": ("was", "were"),
    "are": ("is", "are"),
    "have": ("has", "have"),
    "them": ("it", "them"),
}
"""What English says of one and of many; `singular` ends a verb, as in `wait{singular}`."""


class _Filling(dict[str, object]):
    """What a text is filled with, keys of commands and words that go by a number among it."""

    def __init__(self, keys: Callable[[str], str] | None, values: Mapping[str, object]) -> None:
        super().__init__(values)
        self._keys = keys

    def __missing__(self, name: str) -> object:
        if name.startswith(_KEY):
            return _Key(self._keys(name.removeprefix(_KEY)) if self._keys else "")
        form, _, number = name.partition("_")
        one, many = BY_NUMBER[form]
        return one if str(self.get(number or "count")) == "1" else many


class Texts:
    """The texts of one language: `texts("error.no_document", name="x")`.

    Where a text tells the key of a command it says `{key_undo:u}`: the key that `keys` knows for the command of this
    name, else `u`.
    """

    def __init__(self, lang: str, keys: Callable[[str], str] | None = None) -> None:
        self.lang = lang if lang in LANGUAGES else LANGUAGES[0]
        self.keys = keys
        """The key of a command as a person has it, empty where it is the usual one; None where all are."""

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, filled with the values; the key itself where no language has it.

        In a text `{s}` and the other words of `BY_NUMBER` say one or many of the things whose `count` is given; of
        another value by its name, as in `{tasks} task{s_tasks} {were_tasks} read`. A title within 《》 has 〈〉 in it.
        """
        text = self._find(key)
        if "《{" in text:
            values |= {name: inner(str(said)) for name, said in values.items() if f"《{{{name}}}》" in text}
        return text.format_map(_Filling(self.keys, values))

    def has(self, key: str) -> bool:
        """Whether any language has this text."""
        return self._find(key) != key

    def _find(self, key: str) -> str:
        room, _, name = key.partition(".")
        for lang in (self.lang, *LANGUAGES):
            text = _room(lang, room).get(name)
            if text is not None:
                return text
        return key


def place_words(where: str, texts: Texts) -> str:
    """A place of a file in words: `line 136` as 第136行."""
    return re.sub(
        r"\b(line|paragraph|page|table|row) (\d+)", lambda found: texts(f"app.where.{found[1]}", number=found[2]), where
    )


def minute(at: str) -> str:
    """An ISO time as people write it, as its writer's clock had it; with its zone where the reader's is another."""
    words = at[:16].replace("T", " ")
    try:
        then = datetime.fromisoformat(at)
    except ValueError:
        return words
    if then.tzinfo is None or then.utcoffset() == then.astimezone().utcoffset():
        return words
    return f"{words} {then.isoformat()[-6:]}"
