"""Help, made from the commands, with each person's own keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tui.app.desk import Offer
from tui.app.lines.labelled import Fact
from tui.i18n import Texts

GROUPS: Final = {
    "find": ("find", "seek", "every"),
    "read": ("move", "go", "refer", "places"),
    "mark": ("marks", "correct", "history"),
    "note": ("notes", "review"),
    "time": ("supervise", "board"),
    "library": ("library",),
    "export": ("export", "copy"),
    "program": ("help",),
}
"""What one wants to do, and the features that serve it, in the order of help."""
KEYS: Final = "bold cyan"


def help_facts(offers: Iterable[Offer], texts: Texts) -> list[Fact]:
    """By what one wants to do: each command's keys, its name and what it does; then what else is to be known."""
    known = tuple(offers)
    facts = [fact for group, features in GROUPS.items() for fact in _group(group, features, known, texts)]
    return [*facts, _title("together", texts), *(Fact("", line) for line in texts("app.help.together").split("\n"))]


def _title(group: str, texts: Texts) -> Fact:
    return Fact("", texts(f"app.help_group.{group}"), "bold")


def _group(group: str, features: tuple[str, ...], offers: tuple[Offer, ...], texts: Texts) -> Iterator[Fact]:
    """The heading of a group, its commands, and below those that find or copy how that is done."""
    yield _title(group, texts)
    for each in (offer for feature in features for offer in offers if offer.feature == feature):
        yield Fact(each.keys or ":", f"{each.word} — {each.line}", "", KEYS)
    if group == "find":
        yield from (Fact("/", line, "", KEYS) for line in texts("app.filter_help").split("\n"))
    if group == "export":
        yield from (Fact("y", line, "", KEYS) for line in texts("app.copy_help").split("\n"))
    yield Fact("", "")


def synonyms(texts: Texts) -> dict[str, str]:
    """Other words for what a command does, by its name."""
    lines = (line.partition(":") for line in texts("app.synonyms").split("\n"))
    return {name.strip(): words.strip() for name, _, words in lines}
