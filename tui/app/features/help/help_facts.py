"""Help, made from the commands, with each person's own keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tui.app.desk import Offer
from tui.app.lines.labelled import Fact
from tui.app.panes.cells import CHOSEN
from tui.app.panes.shown import LATE_MARK, NOTE_MARK, STAR, TIE_MARK
from tui.export.lights import SIGNS
from tui.i18n import Texts
from tui.model.profile import Status

GROUPS: Final = {
    "find": ("find", "columns", "seek", "every"),
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
LEGEND: Final = {
    "late": f"{LATE_MARK}n",
    "star": STAR,
    "notes": f"{NOTE_MARK}n",
    "chosen": CHOSEN,
    "progress": "n/n",
    "ties": f"{TIE_MARK}n–n",
    "check": "?n",
    "you": "▶ ▏",
}
"""The signs of the panes that are neither a status nor a light, by the end of the name of their text."""


def help_facts(offers: Iterable[Offer], texts: Texts, statuses: Sequence[Status] = ()) -> list[Fact]:
    """By what one wants to do: each command's keys, its name and what it does; then what else there is, and the signs.

    `statuses` are those in use, whose signs are told.
    """
    known = tuple(offers)
    facts = [fact for group, features in GROUPS.items() for fact in _group(group, features, known, texts)]
    facts += [_title("together", texts), *(Fact("", line) for line in texts("app.help.together").split("\n"))]
    return [*facts, Fact("", ""), _title("signs", texts), *_legend(texts, statuses)]


def _legend(texts: Texts, statuses: Sequence[Status]) -> Iterator[Fact]:
    """Each sign that stands on the screen, and what it says."""
    yield from (Fact(each.symbol, each.name(texts.lang), "", KEYS) for each in statuses)
    yield from (Fact(sign, texts(f"app.legend.{light}"), "", KEYS) for light, sign in SIGNS.items())
    yield from (Fact(sign, texts(f"app.legend.{name}"), "", KEYS) for name, sign in LEGEND.items())


def _title(group: str, texts: Texts) -> Fact:
    return Fact("", texts(f"app.help_group.{group}"), "bold")


def _group(group: str, features: tuple[str, ...], offers: tuple[Offer, ...], texts: Texts) -> Iterator[Fact]:
    """The heading of a group, its commands, and below those that find or copy how that is done."""
    also = synonyms(texts)
    yield _title(group, texts)
    for each in (offer for feature in features for offer in offers if offer.feature == feature):
        yield Fact(each.keys or ":", f"{each.word} — {each.line}", "", KEYS, also.get(each.name, ""))
    if group == "find":
        yield from (Fact("/", line, "", KEYS) for line in texts("app.filter_help").split("\n"))
    if group == "export":
        yield from (Fact("y", line, "", KEYS) for line in texts("app.copy_help").split("\n"))
    if group == "program":
        yield Fact("", texts("app.help.keys"))
    yield Fact("", "")


def synonyms(texts: Texts) -> dict[str, str]:
    """Other words for what a command does, by its name."""
    lines = (line.partition(":") for line in texts("app.synonyms").split("\n"))
    return {name.strip(): words.strip() for name, _, words in lines}
