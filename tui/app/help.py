"""Help, made from the commands, with each person's own keys."""

from __future__ import annotations

from tui.app.describe import Fact
from tui.app.keys import Keymap, shown
from tui.i18n import Texts


def help_facts(keymap: Keymap, texts: Texts) -> list[Fact]:
    """One line a command: its keys, its name and what it does; then the words of the filter."""
    facts = []
    for command in keymap.commands:
        keys = "  ".join(shown(each) for each in keymap.keys(command)) or ":"
        facts.append(Fact(keys, f"{texts(f'command.{command.name}')} — {texts(f'command.{command.name}.help')}"))
    facts.append(Fact("", ""))
    facts += [Fact("/", line) for line in texts("app.filter_help").split("\n")]
    return facts
