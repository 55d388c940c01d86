"""Expressions put together: what a cell, a facet or a column heading adds to a filter that is in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui.query.language.conditions import quote
from tui.query.language.fields import FIELDS, HAS, IS, ORDERS
from tui.query.language.mistakes import Mistake
from tui.query.language.standing import LIGHTS
from tui.query.language.tokens import Token, tokens
from tui.query.match import folding


def exactly(field: str, value: str, *, literal: bool = False, lang: str = "zh") -> str:
    """The condition that a field (`lead part section status by doc note`) is exactly this, whatever it holds.

    It is quoted where it would not be read as one word, or where `literal` asks for that; the field has its name in
    the language.
    """
    name = FIELDS[field][0 if lang == "zh" else 1]
    plain = f"{name}={value}"
    read = [] if literal else _tokens(plain)
    whole = len(read) == 1 and read[0].field == field and read[0].word == value and not read[0].literal
    return plain if whole else f"{name}={quote(value)}"


def anything(name: str, lang: str = "zh") -> str:
    """The condition that there is something (`section`, `due`, `note` …) at all."""
    at = 0 if lang == "zh" else 1
    return f"{FIELDS['has'][at]}:{HAS[name][at]}"


def field(name: str, lang: str = "zh") -> str:
    """What a field is called in a language."""
    return FIELDS[name][0 if lang == "zh" else 1]


def being(name: str, lang: str = "zh", *, never: bool = False) -> str:
    """The condition that a task is something (`overdue`, `closed`, `starred` …), or `never` so."""
    at = 0 if lang == "zh" else 1
    return f"{'-' if never else ''}{FIELDS['is'][at]}:{IS[name][at]}"


def either(conditions: list[str]) -> str:
    """The condition that one of several holds, in brackets where they are several."""
    return conditions[0] if len(conditions) == 1 else f"({' or '.join(conditions)})"


def unlike(condition: str) -> str:
    """The condition turned round."""
    return f"-{condition}" if len(_tokens(condition)) == 1 else f"-({condition})"


def both(expression: str, more: str) -> str:
    """The expression with one more condition, its own alternatives held together and its orders kept last."""
    orders = [expression[token.start : token.end] for token in _tokens(expression) if token.field == "sort"]
    rest = without_order(expression)
    if _has_alternatives(rest):
        rest = f"({rest})"
    return " ".join(part for part in (rest, more, *orders) if part)


def without_order(expression: str) -> str:
    """The expression without its orders."""
    for token in reversed(_tokens(expression)):
        if token.field == "sort":
            expression = f"{expression[: token.start].rstrip()} {expression[token.end :].lstrip()}"
    return expression.strip()


def ordered(expression: str, order: str, lang: str = "zh") -> str:
    """The expression sorted by one order (a key of `fields.ORDERS`) alone; sorted so already, it turns round."""
    up = f"{field('sort', lang)}:{ORDERS[order][0 if lang == 'zh' else 1]}"
    held = [token.word for token in _tokens(expression) if token.field == "sort"]
    return f"{without_order(expression)} {up + '-' if len(held) == 1 and held[0] in ORDERS[order] else up}".strip()


def in_language(expression: str, lang: str, statuses: Mapping[str, str]) -> str:
    """An expression in its plainest form, which is Chinese, in the words of a language; what is printed stays.

    `statuses` are the names of statuses in that language, by their Chinese ones.
    """
    if lang == "zh":
        return expression
    for token in reversed(_tokens(expression)):
        if token.sort == "term":
            said = _in_english(expression[token.start : token.end], token, statuses)
            expression = f"{expression[: token.start]}{said}{expression[token.end :]}"
    return expression


def _in_english(written: str, token: Token, statuses: Mapping[str, str]) -> str:
    """A condition whose field, and value where that is a word of the program, are written in Chinese."""
    at = token.value_at - token.start
    zh, en, *_ = FIELDS[token.field]
    value = written[at:].rstrip("-")
    words = statuses if token.field == "status" else _ENGLISH.get(token.field, {})
    return f"{written[:at].replace(zh, en, 1)}{words.get(value, value)}{written[at + len(value) :]}"


_ENGLISH: Final = {
    field: {words[0]: words[1] for words in names.values()}
    for field, names in {"has": HAS, "is": IS, "sort": ORDERS, "light": LIGHTS}.items()
}
"""The English words for the values of fields whose values are words of the program, by the Chinese ones."""


def names_documents(expression: str) -> bool:
    """Whether an expression speaks of documents, so that it is one of the whole library."""
    return any(token.field == "doc" for token in _tokens(expression))


def asks_for_force(expression: str) -> bool:
    """Whether an expression asks which documents are in force."""
    return any(token.field == "force" for token in _tokens(expression))


def is_begun(expression: str) -> bool:
    """Whether it ends in a bare word that may still become a field, being the beginning of the name of one."""
    last = next(reversed(_tokens(expression)), None)
    if last is None or last.sort != "word" or last.literal or last.end < len(expression):
        return False
    word = folding.key(last.word)
    return bool(word) and any(name.startswith(word) for names in FIELDS.values() for name in names)


def _has_alternatives(expression: str) -> bool:
    depth = 0
    for token in _tokens(expression):
        depth += (token.sort == "(") - (token.sort == ")")
        if token.sort == "or" and not depth:
            return True
    return False


def _tokens(expression: str) -> list[Token]:
    """The pieces of an expression; none where it is mistaken, so that it is only ever added to."""
    try:
        return list(tokens(expression))
    except Mistake:
        return []
