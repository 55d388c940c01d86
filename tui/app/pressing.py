"""Keys on the main screen: sequences, the small menus that wait for their end, and the foot line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.events import Key

from tui.app import keys
from tui.app.commands import COMMANDS
from tui.app.commands.base import Command
from tui.model.errors import Problem

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen

_ROWS: Final = {"ctrl+n": 1, "ctrl+p": -1}
"""Keys that move in the rows while one types what filters them."""


class Pressing:
    """The one place where keys become commands, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main
        self.keymap = keys.Keymap(COMMANDS, main.workspace.settings.keys)
        self._pending: keys.Sequence = ()

    def take(self, event: Key) -> bool:
        """Act on a key that no field has taken; False where it means nothing here."""
        return self._in_field(event) or self.press((*self._pending, keys.pressed(event)))

    def _in_field(self, event: Key) -> bool:
        """While a field is open: leaving it, what was typed in it before, and moving in what it filters."""
        main = self.main
        prompt = next((bar for bar in (main.filter_bar, main.search_bar) if bar.typing), None)
        if prompt is None:
            return False
        if event.key == "escape":
            prompt.leave(accepted=False)
        elif event.key in {"up", "down"}:
            main.finding.recall(prompt, 1 if event.key == "down" else -1)
        elif event.key in _ROWS and prompt is main.filter_bar:
            main.table.move(_ROWS[event.key])
        elif prompt.take(event):
            return True
        return event.key in {"escape", "up", "down", *_ROWS}

    @property
    def typing(self) -> bool:
        """Whether a field is open that takes what is typed."""
        return self.main.filter_bar.typing or self.main.search_bar.typing

    def press(self, sequence: keys.Sequence) -> bool:
        """Do what a sequence of keys means; False where the first of them means nothing here."""
        if self.typing:
            return False
        waiting = bool(self._pending)
        command = self.keymap.find(sequence, self.main.pane)
        self.close_menu()
        if command is not None:
            self.execute(command)
            return True
        menu = self.keymap.menu(sequence, self.main.pane)
        if menu:
            self._pending = sequence
            self.main.key_menu.show([(keys.shown(key), self._word(command), command) for key, command in menu])
        return bool(menu) or waiting

    def close_menu(self) -> None:
        """Wait for nothing more."""
        self._pending = ()
        self.main.key_menu.show(())

    def execute(self, command: type[Command]) -> None:
        """Run a command, or say why it cannot be run now."""
        reason = self.why_not(command)
        if reason is not None:
            self.main.status_line.say(news=self.main.texts(f"app.{reason}"), alarm=True, passing=True)
            return
        self.main.status_line.fade()
        try:
            command.run(self.main)
        except Problem as problem:
            self.main.complain(problem)

    def why_not(self, command: type[Command]) -> str | None:
        """Key of the text that says why a command cannot be run now; None where it can."""
        return (self._refused if command.writes else None) or command.why_not(self.main)

    @property
    def _refused(self) -> str | None:
        """Key of the text that says why nothing can be changed now; None where it can."""
        if self.main.as_of:
            return "why_not.in_the_past"
        return None if self.main.workspace.store.writable else "read_only"

    def show_keys(self) -> None:
        """The foot line: the commands of this pane that are worth a word."""
        pane = self.main.pane
        offered = (c for c in self.keymap.commands if c.hint and pane in c.panes and not (c.writes and self._refused))
        worth = sorted(offered, key=lambda c: c.hint)
        named = [(self.keymap.keys(command), command) for command in worth]
        self.main.key_line.show([(keys.shown(own[0]), self._word(command), command) for own, command in named if own])

    def _word(self, command: type[Command]) -> str:
        return self.main.texts(f"command.{command.name}")

    # What lists commands

    def open_palette(self) -> None:
        """Every command by name, with its keys."""
        from tui.app.screens.picker import Choice

        choices = []
        for command in self.keymap.commands:
            said = "  ".join(keys.shown(each) for each in self.keymap.keys(command))
            reason = self.why_not(command)
            aside = f"{said}  {self.main.texts(f'app.{reason}')}" if reason else said
            choices.append(Choice(command, self._word(command), aside))
        self.main.duban.choose(self.main.texts("app.palette"), choices, self.execute)

    def open_help(self) -> None:
        """Help, made from the commands."""
        from tui.app.help import help_facts
        from tui.app.screens.dialogs import Reading

        texts = self.main.texts
        self.main.duban.push_screen(Reading(texts("app.help"), help_facts(self.keymap, texts)))
