"""From a key press to a command: one table, each person's own keys in it, and the small menus that come of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from textual.events import Key

from tui.app.command import Command
from tui.app.view import Pane
from tui.model.errors import Usage

Sequence = tuple[str, ...]
"""Keys pressed one after the other."""

ANY: Final = "*"
"""At the end of a sequence: any letter, which the command is told."""
_TWINS: Final = str.maketrans("、《》。「」『』【】￥…“”‘’·—", "/<>.{}{}[]$^\"\"''`_")
"""What a Chinese input method left on sends, and the key that was meant; full-width forms fold by themselves."""


def pressed(event: Key) -> str:
    """The key as the table names it: the character where it has one, else Textual's name (`ctrl+d`, `f1`)."""
    char = event.character
    if char is None or not char.isprintable() or char == " ":
        return event.key
    return unicodedata.normalize("NFKC", char.translate(_TWINS))[:1]


class Keymap:
    """Which keys mean which command in which pane.

    `own` holds a person's keys by command name: alternatives separated by commas, each as in `Command.keys`; `preset`
    is a table of the same kind, and what it does not name keeps its usual keys. Where one of `own` is what another
    command has by preset or by default, or one of `preset` what another has by default, the other goes without, so that
    a later version that gives a key a meaning never ends a start. Raises `Usage` (`unknown_command`, `unknown_key`)
    where they fit no command, `key_conflict` where one table gives the same keys twice.
    """

    def __init__(
        self,
        commands: Iterable[type[Command]],
        own: Mapping[str, str] | None = None,
        preset: Mapping[str, str] | None = None,
    ) -> None:
        self.commands = tuple(commands)
        for wrong in misspelt(self.commands, own or {}):
            raise wrong
        self._table: dict[Pane, dict[Sequence, type[Command]]] = {pane: {} for pane in Pane}
        self._begun: dict[Pane, dict[Sequence, type[Command]]] = {pane: {} for pane in Pane}
        self._keys: dict[str, tuple[str, ...]] = {}
        for written in (own or {}, preset or {}):
            self._enter({name: _alternatives(text) for name, text in written.items()})
        self._enter({command.name: command.keys for command in self.commands})

    def _enter(self, keys_by_name: Mapping[str, tuple[str, ...]]) -> None:
        """Give keys to the commands that have none yet, without those that were given before."""
        wanted = [each for each in self.commands if each.name in keys_by_name and each.name not in self._keys]
        for command in wanted:  # all of them before any is bound: among themselves a clash is an error
            free = (keys for keys in keys_by_name[command.name] if not self._clash(tuple(keys.split()), command.panes))
            self._keys[command.name] = tuple(free)
        for command in wanted:
            for keys in self._keys[command.name]:
                self._bind(tuple(keys.split()), command)

    def _bind(self, sequence: Sequence, command: type[Command]) -> None:
        """Enter a command for its panes; no sequence may be another's, or the beginning of another's."""
        for pane in command.panes:
            other = self._taken(sequence, pane)
            if other is not None:
                raise Usage("key_conflict", keys=" ".join(sequence), first=other.name, second=command.name)
            self._table[pane][sequence] = command
            for beginning in _beginnings(sequence):
                self._begun[pane].setdefault(beginning, command)

    def _taken(self, sequence: Sequence, pane: Pane) -> type[Command] | None:
        """The command whose keys cannot be had beside these: equal, or one the beginning of the other."""
        table = self._table[pane]
        shorter = (table[beginning] for beginning in _beginnings(sequence) if beginning in table)
        return table.get(sequence) or self._begun[pane].get(sequence) or next(shorter, None)

    def _clash(self, sequence: Sequence, panes: Iterable[Pane]) -> bool:
        """Whether keys cannot be had in one of a command's panes beside those that were given."""
        return any(self._taken(sequence, pane) is not None for pane in panes)

    def find(self, sequence: Sequence, pane: Pane) -> type[Command] | None:
        """The command these keys mean in this pane; where a command asks for a letter, any letter is it."""
        found = self._table[pane].get(sequence)
        if found is None and len(sequence) > 1 and len(sequence[-1]) == 1:
            found = self._table[pane].get((*sequence[:-1], ANY))
        return found

    def menu(self, prefix: Sequence, pane: Pane) -> tuple[tuple[str, type[Command]], ...]:
        """The keys that may follow, each with its command; empty where none may."""
        depth = len(prefix)
        table = self._table[pane].items()
        return tuple((keys[depth], command) for keys, command in table if len(keys) > depth and keys[:depth] == prefix)

    def keys(self, command: type[Command]) -> tuple[str, ...]:
        """The keys of a command, as this person has them."""
        return self._keys[command.name]


def _beginnings(sequence: Sequence) -> Iterator[Sequence]:
    """What a person has pressed on the way to a sequence, shortest first."""
    return (sequence[:length] for length in range(1, len(sequence)))


def misspelt(commands: Iterable[type[Command]], own: Mapping[str, str]) -> Iterator[Usage]:
    """What in a person's keys is no command (`unknown_command`) or can never be pressed (`unknown_key`)."""
    known = {command.name for command in commands}
    for name, text in own.items():
        if name not in known:
            yield Usage("unknown_command", name=name)
        for keys in _alternatives(text):
            for key in keys.split():
                if not _PRESSABLE.fullmatch(key):
                    yield Usage("unknown_key", name=name, keys=key)


def wrong_keys(commands: Iterable[type[Command]], own: Mapping[str, str]) -> tuple[Usage, ...]:
    """All that is wrong with a person's keys: what is misspelt, else the first that are given twice."""
    commands = tuple(commands)
    found = tuple(misspelt(commands, own))
    if found:
        return found
    try:
        Keymap(commands, own)
    except Usage as wrong:
        return (wrong,)
    return ()


def _alternatives(text: str) -> tuple[str, ...]:
    """The alternatives of a text; each key as help prints it (`Ctrl-r`, `PgDn`, `Esc`) is known too."""
    return tuple(" ".join(map(_spelt, keys.split())) for keys in text.split(",") if keys.strip())


def _spelt(key: str) -> str:
    """A key as the table names it."""
    if len(key) == 1:
        return unicodedata.normalize("NFKC", key.translate(_TWINS))[:1]
    head, _, last = key.rpartition("-")
    key = (f"{head}+{last}" if head.lower() in {"ctrl", "alt", "shift", "s"} and last else key).lower()
    head, plus, last = key.rpartition("+")
    key = head + plus + _NAMED.get(last, last)
    return _SENT.get(key, _NAMED.get(key, key))


_SHOWN: Final = {
    "escape": "Esc",
    "enter": "Enter",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "shift+tab": "S-Tab",
    "space": "Space",
}
"""What keys are called where it is other than their name; arrows in words, for in ASCII they would read as letters."""

_NAMED: Final = {name.lower().replace("-", "+"): key for key, name in _SHOWN.items()}
_SENT: Final = {
    "ctrl+]": "ctrl+right_square_bracket",
    "ctrl+\\": "ctrl+backslash",
    "ctrl+^": "ctrl+circumflex_accent",
    "ctrl+_": "ctrl+underscore",
    "ctrl+space": "ctrl+@",
    "ctrl+[": "escape",
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+m": "enter",
}
"""What comes of a key as it is written: a name of Textual's own, or another key, for a terminal sends the same."""
_TOLD: Final = {name: key for key, name in _SENT.items() if name.startswith("ctrl+")}
_PRESSABLE: Final = re.compile(
    r"[^\s]|((ctrl|alt|super)\+)*((shift\+)?"
    r"(f\d\d?|escape|enter|tab|space|backspace|delete|insert|home|end|page(up|down)|up|down|left|right)"
    r"|(ctrl|alt|super)\+[^\sA-Z])"
    rf"|{'|'.join(map(re.escape, _TOLD))}"
)
"""What a terminal can send; `ctrl+,` cannot be written, because a comma separates alternatives."""


def shown(keys: str) -> str:
    """Keys as help and footer print them: `g d` as `gd`, `ctrl+w o` as `Ctrl-w o`, `f1` as `F1`."""
    told = [_shown_key(key) for key in keys.split()]
    return ("" if all(len(key) == 1 for key in told) else " ").join(told)


def _shown_key(key: str) -> str:
    if len(key) == 1:
        return key
    key = _TOLD.get(key, key)
    if key.startswith("ctrl+"):
        last = key.removeprefix("ctrl+")
        return f"Ctrl-{last if len(last) == 1 else _shown_key(last)}"
    return _SHOWN.get(key, key.title())
