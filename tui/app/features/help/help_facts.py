"""Help, made from the commands, with each person's own keys."""

from __future__ import annotations

from collections.abc import Iterable

from tui.app.desk import Offer
from tui.app.lines.labelled import Fact
from tui.i18n import Texts


def help_facts(offers: Iterable[Offer], texts: Texts) -> list[Fact]:
    """One line a command: its keys, its name and what it does; then the words of the filter, and copying."""
    facts = [Fact(each.keys or ":", f"{each.word} — {each.line}") for each in offers]
    facts.append(Fact("", ""))
    facts += [Fact("/", line) for line in texts("app.filter_help").split("\n")]
    return [*facts, Fact("", ""), *(Fact("y", line) for line in texts("app.copy_help").split("\n"))]
