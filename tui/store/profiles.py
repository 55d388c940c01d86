"""The profile of a workspace, read from its `profile.toml`: statuses, rules of the lights, reports, grades.

`base` starts from one that travels along; each `[[status]]` then changes one of its statuses or adds one. Without a
`base` the file says all of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NoReturn

from tui.bounded import MEGABYTE, read_text, refusal
from tui.model.cadence import Cadence
from tui.model.errors import Usage
from tui.model.nearest import nearest
from tui.model.profile import PROFILES, SUPERVISION, Grade, Profile, Status
from tui.store.files import Modes

FILE: Final = "profile.toml"
_TABLES: Final = ("base", "name", "status", "light", "report", "grade")
_STATUS: Final = ("key", "letter", "zh", "en", "symbol", "closed", "reason", "aliases")
_GRADE: Final = ("key", "zh", "en", "aliases")
_LIGHT: Final = ("grace", "margin", "soon")
_REPORT: Final = ("every",)
_REASONS: Final = ("required", "optional")
_MOST_DAYS: Final = 3660
At = tuple[str, int]
"""The name of a table of which there may be several, and which of them."""


def read_profile(root: Path) -> Profile:
    """The profile of a workspace; 督办 where it has none, or one that does not count (see `is_foreign`).

    Raises `Usage` (`bad_profile`, `profile_word`, `profile_value` …) with the line, or `Unavailable`.
    """
    file = root / FILE
    try:
        if is_foreign(root):
            return SUPERVISION
        text = read_text(file, MEGABYTE)
    except FileNotFoundError:
        return SUPERVISION
    except UnicodeDecodeError as error:
        raise Usage("bad_profile", file=file, reason=f"UTF-8, {error.start}") from error
    except OSError as error:
        raise refusal(error, file) from error
    return parse_profile(text, file)


def is_foreign(root: Path) -> bool:
    """Whether a shared workspace has a profile that is not its maker's: then it does not count."""
    if not hasattr(os, "getuid") or not Modes.of(root).shared:
        return False
    try:
        return (root / FILE).lstat().st_uid != root.stat().st_uid
    except FileNotFoundError:
        return False


def parse_profile(text: str, file: Path) -> Profile:
    """The profile of a TOML text; raises as `read_profile`."""
    import tomllib  # only a workspace with a profile of its own pays for it

    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Usage("bad_profile", file=file, reason=str(error)) from error
    return _Reader(text, file, said).profile()


class _Reader:
    """Reads one profile, and says where something in it is wrong."""

    def __init__(self, text: str, file: Path, said: Mapping[str, Any]) -> None:
        self._lines = text.splitlines()
        self._file = file
        self._said = said

    def profile(self) -> Profile:
        self._known(self._said, _TABLES)
        base = self._base()
        rules = self._table("light", _LIGHT)
        every = self._table("report", _REPORT).get("every", base.cadence)
        if every not in list(Cadence):
            self._wrong("every", every, [each.value for each in Cadence])
        return Profile(
            statuses=self._statuses(base if "base" in self._said else None),
            name=str(self._said.get("name", base.name if "base" in self._said else "")),
            rules=replace(base.rules, **{name: self._days(name, value) for name, value in rules.items()}),
            cadence=Cadence(every),
            grades=self._grades(base),
        )

    def _base(self) -> Profile:
        name = self._said.get("base", SUPERVISION.name)
        found = next((each for each in PROFILES if name == each.name), None)
        return found or self._wrong("base", name, [each.name for each in PROFILES])

    def _table(self, name: str, known: Sequence[str]) -> Mapping[str, Any]:
        table = self._said.get(name, {})
        if not isinstance(table, dict):
            self._wrong(name, table, [f"[{name}]"])
        self._known(table, known)
        return table

    def _days(self, name: str, value: object) -> int:
        if type(value) is not int or not 0 <= value <= _MOST_DAYS:
            self._wrong(name, value, [f"0…{_MOST_DAYS}"])
        return value

    # Statuses

    def _statuses(self, base: Profile | None) -> tuple[Status, ...]:
        tables = self._said.get("status", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._wrong("status", tables, ["[[status]]"])
        found = {status.key: status for status in (base.statuses if base else () if tables else SUPERVISION.statuses)}
        for number, table in enumerate(tables):
            self._known(table, _STATUS, ("status", number))
            status = self._status(table, found, ("status", number))
            found[status.key] = status
        self._check(tuple(found.values()))
        return tuple(found.values())

    def _status(self, table: Mapping[str, Any], found: Mapping[str, Status], at: At) -> Status:
        key = self._text(table, "key", at)
        before = found.get(key)
        names = {name: self._text(table, name, at, before) for name in ("letter", "zh")}
        reason = table.get("reason", "required" if before and before.reason else "optional")
        if reason not in _REASONS:
            self._wrong("reason", reason, _REASONS, at)
        closed, aliases = table.get("closed", before.closed if before else False), table.get("aliases")
        if type(closed) is not bool:
            self._wrong("closed", closed, ("true", "false"), at)
        self._check_aliases(aliases, at)
        return Status(
            key=key,
            letter=names["letter"],
            zh=names["zh"],
            en=str(table.get("en", before.en if before else names["zh"])),
            symbol=str(table.get("symbol", before.symbol if before else "•"))[:1] or "•",
            closed=closed,
            reason=reason == "required",
            aliases=tuple(aliases) if aliases is not None else before.aliases if before else (),
        )

    def _check_aliases(self, aliases: object, at: At) -> None:
        if aliases is not None and not (isinstance(aliases, list) and all(isinstance(each, str) for each in aliases)):
            self._wrong("aliases", aliases, ('["…"]',), at)

    def _text(self, table: Mapping[str, Any], name: str, at: At, before: Status | None = None) -> str:
        value = table.get(name, getattr(before, name) if before else None)
        if not isinstance(value, str) or not value.strip() or (name == "letter" and len(value) != 1):
            self._wrong(name, value, ["a…z"] if name == "letter" else ['"…"'], at)
        return value

    def _check(self, statuses: Sequence[Status]) -> None:
        """Refuse letters and names that mean two statuses, and a first status that is closed."""
        for name in ("letter", "zh"):
            self._check_once(name, [getattr(status, name) for status in statuses])
        if statuses[0].closed:
            raise Usage("profile_begins_closed", file=self._file, status=statuses[0].zh)

    # Grades

    def _grades(self, base: Profile) -> tuple[Grade, ...]:
        """The grades that the file says, all of them; those of the base where it says none."""
        tables = self._said.get("grade", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._wrong("grade", tables, ["[[grade]]"])
        found = tuple(self._grade(table, ("grade", number)) for number, table in enumerate(tables))
        for name in ("key", "zh"):
            self._check_once(name, [getattr(grade, name) for grade in found])
        return found or base.grades

    def _grade(self, table: Mapping[str, Any], at: At) -> Grade:
        self._known(table, _GRADE, at)
        key, zh, aliases = self._text(table, "key", at), self._text(table, "zh", at), table.get("aliases")
        self._check_aliases(aliases, at)
        return Grade(key, zh, str(table.get("en", zh)), tuple(aliases or ()))

    def _check_once(self, name: str, values: Sequence[str]) -> None:
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise Usage("profile_twice", file=self._file, name=name, value=twice)

    # What is wrong, and where

    def _known(self, table: Mapping[str, Any], known: Sequence[str], at: At | None = None) -> None:
        for word in table:
            if word not in known:
                near = nearest(word, known)
                code = "profile_word" if near else "profile_word_far"
                line = self._line(word, at)
                raise Usage(code, file=self._file, line=line, word=word, near=near, known=" ".join(known))

    def _wrong(self, name: str, value: object, known: Sequence[str], at: At | None = None) -> NoReturn:
        near = nearest(value, known) if isinstance(value, str) else None
        line = self._line(name, at)
        code = "profile_value" if near else "profile_value_far"
        raise Usage(
            code, file=self._file, line=line, name=name, value="" if value is None else value, near=near,
            known=" ".join(known),
        )  # fmt: skip

    def _line(self, word: str, at: At | None) -> int:
        """The line on which a word is set: of the table of this name and number where there is one."""
        name, number = at or ("status", None)
        head = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
        tables = [row for row, line in enumerate(self._lines, 1) if head.match(line)]
        start, end = (
            (*tables[number:], len(self._lines) + 1, 0)[:2] if number is not None else (1, len(self._lines) + 1)
        )
        pattern = re.compile(rf"\s*(?:\[+\s*)?[\"']?{re.escape(word)}[\"']?\s*(?:=|\]|\.)")
        lines = enumerate(self._lines[start - 1 : end - 1], start)
        return next((row for row, line in lines if pattern.match(line)), start)
