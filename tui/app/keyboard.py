"""Keys on the main screen: sequences, the small menus that wait for their end, and the foot line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tui.app import keys
from tui.app.command import Command, Lettered
from tui.app.desk import Desk, Offer
from tui.app.panes.bars import Key, KeyLine, KeyMenu
from tui.model.errors import Problem


class Keyboard:
    """The one place where keys become commands."""

    def __init__(self, desk: Desk, keymap: keys.Keymap, foot: KeyLine, menu: KeyMenu) -> None:
        self._desk = desk
        self.keymap = keymap
        self._foot = foot
        self._menu = menu
        self._pending: keys.Sequence = ()
        self._by_name = {command.name: command for command in self.keymap.commands}

    def take(self, key: str) -> bool:
        """Do what a key means, after those that wait for it; False where it means nothing here."""
        sequence = (*self._pending, key)
        waiting = bool(self._pending)
        pane = self._desk.view.pane
        command = self.keymap.find(sequence, pane)
        self.close_menu()
        if command is not None:
            self._do(command, key)
            return True
        choices = self.keymap.menu(sequence, pane)
        reasons = {self.why_not(each) for _, each in choices}
        if len(reasons) == 1 and None not in reasons:  # a menu of which nothing could be chosen
            self._do(choices[0][1], key)
            return True
        if choices:
            self._pending = sequence
            self._menu.show([Key(_in_menu(next_key), self.word(each), each.name) for next_key, each in choices])
        if waiting and not choices and key != "escape":
            self._desk.say(self._desk.texts("app.no_such_key", pressed=" ".join(map(keys.shown, sequence))))
        return bool(choices) or waiting

    def close_menu(self) -> None:
        """Wait for nothing more."""
        self._pending = ()
        self._menu.show(())

    def click(self, name: str) -> None:
        """Do the command of this name, that was clicked in the foot line or in a small menu."""
        self.close_menu()
        self._do(self._by_name[name], "")

    def _do(self, command: type[Command], key: str) -> None:
        """Run a command, or say why it cannot be run now."""
        reason = self.why_not(command)
        if reason is not None:
            self._desk.say(self._desk.texts(f"app.{reason}"), alarm=True)
            return
        try:
            if issubclass(command, Lettered):
                command.run_with(self._desk, key)
            else:
                command.run(self._desk)
        except Problem as problem:
            self._desk.complain(problem)

    def why_not(self, command: type[Command]) -> str | None:
        """Key of the text that says why a command cannot be run now; None where it can."""
        return (self._refused if command.writes else None) or command.why_not(self._desk)

    @property
    def _refused(self) -> str | None:
        """Key of the text that says why nothing can be changed now; None where it can."""
        if self._desk.view.as_of:
            return "why_not.in_the_past"
        return None if self._desk.workspace.store.writable else "read_only"

    def show_keys(self) -> None:
        """The foot line: the commands of this pane that are worth a word."""
        pane = self._desk.view.pane
        offered = (c for c in self.keymap.commands if c.hint and pane in c.panes and not (c.writes and self._refused))
        named = ((self.keymap.keys(each), each) for each in sorted(offered, key=lambda each: each.hint))
        self._foot.show([Key(keys.shown(own[0]), self.word(each), each.name) for own, each in named if own])

    def key_of(self, name: str) -> str:
        """The first key of a command; what finds it in the palette where it has none, empty where there is no such."""
        command = self._by_name.get(name)
        if command is None:
            return ""
        own = self.keymap.keys(command)
        return keys.shown(own[0]) if own else f":{self.word(command)}"

    def word(self, command: type[Command]) -> str:
        """What a command is called."""
        return command.word(self._desk.texts)

    def offers(self) -> Iterator[Offer]:
        """Every command with its keys, in the order of help."""
        for command in self.keymap.commands:
            said = "  ".join(keys.shown(each) for each in self.keymap.keys(command))
            reason = self.why_not(command)
            why_not = self._desk.texts(f"app.{reason}") if reason else ""
            line = command.line(self._desk.texts)
            run, feature = partial(self._do, command, ""), command.feature()
            yield Offer(command.name, self.word(command), line, said, why_not, run, feature)


def _in_menu(key: str) -> str:
    """A key as a small menu shows it."""
    return "a–z" if key == keys.ANY else keys.shown(key)
