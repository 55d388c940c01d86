"""Settings: defaults, then the configuration file, then the environment, then the flags; passed on, never global."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from zlib import crc32

from tui.bounded import MEGABYTE, read_text, refusal
from tui.i18n import LANGUAGES
from tui.model.errors import Usage
from tui.owners import user_name

NAMES = ("workspace", "lang", "name", "server", "low_bandwidth", "signs", "theme", "roles", "keys")
"""What a configuration file may say."""
TABLES = ("roles", "keys")
"""The names that are each a table of words."""
TOLD_IN_THE_FILE = ("name", "roles")
"""Those that no variable says."""
SWITCH = ("yes", "no")
"""What `low_bandwidth` may be; `true` and `false` mean the same."""
SIGNS = ("unicode", "ascii")
"""How signs and lines are drawn."""
THEMES = ("terminal", "dark", "light", "contrast", "none")
"""In which colours the screens are shown: as the terminal has them, or others of its sixteen, or none."""
KEYS = ("default", "vim", "less", "arrows")
"""The keymaps that are ready made."""
PRESET = "preset"
"""Under which name `[keys]` names one of them, beside keys of one's own."""
CHOICES = {"lang": LANGUAGES, "low_bandwidth": SWITCH, "signs": SIGNS, "theme": THEMES, "keys": KEYS, PRESET: KEYS}
"""The names that may be given some words only."""
_COERCED = {"C.UTF-8", "C.utf8", "UTF-8"}
"""What Python makes of LC_CTYPE in the plain locale."""
_LARGEST = MEGABYTE
"""Bytes of a configuration file."""
_LONGEST_NAME = 40
"""Characters; a longer name would leave no room for what it did."""


class Settings(NamedTuple):
    """What a person chose, and who and where that person is."""

    workspace: Path
    """Folder of the library and the journal."""
    private: Path
    """The person's own folder for this workspace: writer id, place, drafts."""
    author: str
    """The operating system's user."""
    lang: str
    """`zh` or `en`."""
    keys: Mapping[str, str] = MappingProxyType({})
    """The person's own keys, by command id."""
    file: Path | None = None
    """The configuration file that was read."""
    name: str = ""
    """How the person wants to be called beside the system's name."""
    server: str = ""
    """The connection string of the team's server; empty where there is none."""
    roles: Mapping[str, str] = MappingProxyType({})
    """The author whose own each of that server's roles is."""
    read_only: bool = False
    """Whether nothing may be written."""
    low_bandwidth: bool = False
    """Whether as little as can be is sent to the terminal."""
    signs: str = SIGNS[0]
    """How signs and lines are drawn, `unicode` or `ascii`."""
    theme: str = THEMES[0]
    """In which colours the screens are shown."""
    preset: str = KEYS[0]
    """Which keymap `keys` stand above."""


def read(environ: Mapping[str, str], *, workspace: Path | None = None, lang: str | None = None) -> Settings:
    """Gather the settings; `workspace` and `lang` are the flags.

    Raises `Usage` (`bad_config`, `config_value`, `config_choice`, `unknown_language`) where the file or a value is
    wrong.
    """
    file = config_file(environ)
    told = _read_file(file)
    given = {each.name: each for each in settings_of(environ, told, workspace=workspace, lang=lang)}
    root, language = given["workspace"].value, given["lang"].value
    if language not in LANGUAGES:
        raise Usage("unknown_language", lang=language, known=", ".join(LANGUAGES))
    return Settings(
        workspace=Path(root),
        private=private_folder(environ, Path(root)),
        author=_system_user(),
        lang=language,
        keys=_table(told, "keys"),
        file=file if told.values else None,
        name=given["name"].value.strip()[:_LONGEST_NAME],
        server=given["server"].value.strip(),
        roles=_table(told, "roles"),
        read_only=bool(environ.get("DUBAN_READ_ONLY")),
        low_bandwidth=given["low_bandwidth"].value == "yes",
        signs=given["signs"].value,
        theme=given["theme"].value,
        preset=given["keys"].value,
    )


class Told(NamedTuple):
    """What a configuration file says."""

    file: Path
    text: str = ""
    values: Mapping[str, object] = MappingProxyType({})

    def line(self, name: str, table: str = "") -> int:
        """The line, from 1, on which a name of a table is given a value; that of the table where it is not found."""
        within, found = "", 1
        for number, line in enumerate(self.text.splitlines(), 1):
            word = line.strip()
            if word.startswith("["):
                within = word.strip("[] ")
                found = number if within == (table or name) else found
            elif within == table and word.split("=")[0].strip().strip("\"'") == name:
                return number
        return found


class Setting(NamedTuple):
    """One setting and where it comes from."""

    name: str
    value: str
    origin: str
    """`flag`, `environment`, `file`, `locale` or `default`."""
    where: str = ""
    """The flag, the variable, or the file with its line."""


def config_file(environ: Mapping[str, str]) -> Path:
    """Where the configuration file is, or would be."""
    return _folder(environ, "XDG_CONFIG_HOME", ".config") / "config.toml"


def private_folder(environ: Mapping[str, str], workspace: Path) -> Path:
    """The person's own folder for a workspace."""
    return _folder(environ, "XDG_STATE_HOME", ".local/state") / _workspace_name(workspace)


def read_told(environ: Mapping[str, str]) -> Told:
    """What the configuration file says; raises `Usage` (`bad_config`) where it cannot be read."""
    return _read_file(config_file(environ))


def settings_of(
    environ: Mapping[str, str], told: Told, *, workspace: Path | None = None, lang: str | None = None
) -> tuple[Setting, ...]:
    """The settings, each with where it comes from; raises `Usage` where a value is of the wrong kind."""
    folder = _folder(environ, "XDG_DATA_HOME", ".local/share")
    xdg = Setting("workspace", str(folder), "environment" if environ.get("XDG_DATA_HOME") else "default")
    root = _first(environ, told, "workspace", str(workspace or "")) or xdg
    spoken = _first(environ, told, "lang", lang or "") or Setting("lang", locale_language(environ), "locale")
    name = _from_file(told, "name") or Setting("name", "", "default")
    server = _first(environ, told, "server", "") or Setting("server", "", "default")
    low = _first(environ, told, "low_bandwidth", "") or Setting("low_bandwidth", "no", "default")
    signs = _first(environ, told, "signs", "") or Setting("signs", SIGNS[is_plain_locale(environ)], "locale")
    theme = _theme(environ, told)
    keys = _first(environ, told, "keys", "") or Setting("keys", KEYS[0], "default")
    root = root._replace(value=str(at_home(Path(root.value)).absolute()))
    return root, spoken, name, server, low, signs, theme, keys


def _theme(environ: Mapping[str, str], told: Told) -> Setting:
    """The colours: NO_COLOR, as every variable, stands above the file."""
    if environ.get("NO_COLOR") and not environ.get("DUBAN_THEME"):
        return Setting("theme", THEMES[-1], "environment", "NO_COLOR")
    return _first(environ, told, "theme", "") or Setting("theme", THEMES[0], "default")


def _first(environ: Mapping[str, str], told: Told, name: str, flag: str) -> Setting | None:
    """A setting by its flag, else by its variable, else by the file; None where nobody gave it."""
    variable = f"DUBAN_{name.upper()}"
    if flag:
        return Setting(name, flag, "flag", f"--{name}")
    if environ.get(variable):
        known = CHOICES.get(name, ())
        if known and name != "lang" and environ[variable] not in known:
            from tui.model.nearest import nearest

            near = nearest(environ[variable], known)
            code = "config_choice" if near else "config_choice_far"
            raise Usage(code, where=variable, value=environ[variable], near=near, known=" ".join(known))
        return Setting(name, environ[variable], "environment", variable)
    return _from_file(told, name)


def _from_file(told: Told, name: str) -> Setting | None:
    if name == "keys":
        return _preset(told)
    value = _text(told, name)
    return Setting(name, value, "file", f"{told.file}:{told.line(name)}") if value else None


def _preset(told: Told) -> Setting | None:
    """The keymap: `keys = "vim"`, or `preset = "vim"` among keys of one's own."""
    said = told.values.get("keys", "")
    name, table = (PRESET, "keys") if isinstance(said, dict) else ("keys", "")
    value = said.get(PRESET, "") if isinstance(said, dict) else said
    if value == "":
        return None
    if value not in KEYS:
        raise _wrong(told, name, value, table)
    return Setting("keys", str(value), "file", f"{told.file}:{told.line(name, table)}")


def mistakes(told: Told) -> Iterator[Usage]:
    """What a configuration file says that nobody understands, each with its line and the nearest word."""
    for name, value in told.values.items():
        if name not in NAMES:
            from tui.model.nearest import nearest

            near = nearest(name, NAMES)
            code = "config_word" if near else "config_word_far"
            yield Usage(code, file=told.file, line=told.line(name), word=name, near=near, known=" ".join(NAMES))
        elif name in TABLES:
            yield from _wrong_words(told, name)
        elif not _fits(name, value):
            yield _wrong(told, name, value)


def _fits(name: str, value: object) -> bool:
    """Whether a name can have this value."""
    if name == "low_bandwidth" and isinstance(value, bool):
        return True
    return isinstance(value, str) and value in CHOICES.get(name, (value,))


def _wrong_words(told: Told, table: str) -> Iterator[Usage]:
    words = told.values[table]
    if table == "keys":
        try:
            _preset(told)
        except Usage as wrong:
            yield wrong
    elif not isinstance(words, dict):
        yield _wrong(told, table, words)
    for name, value in words_of(told, table).items():
        if not isinstance(value, str):
            yield _wrong(told, name, value, table)


def words_of(told: Told, table: str) -> dict[str, object]:
    """What a table says, without the keymap that `[keys]` names."""
    words = told.values.get(table)
    if not isinstance(words, dict):
        return {}
    return {name: value for name, value in words.items() if (table, name) != ("keys", PRESET)}


def _wrong(told: Told, name: str, value: object, table: str = "") -> Usage:
    """A value that a name cannot have."""
    words = CHOICES.get(name, ())
    known, line = " ".join(words) or f'{name} = "…"', told.line(name, table)
    from tui.model.nearest import nearest

    near = nearest(str(value), words) if words else None
    shown = value if isinstance(value, str) else repr(value)
    code = "config_value" if near else "config_value_far"
    return Usage(code, file=told.file, line=line, word=name, value=shown, near=near, known=known)


def _folder(environ: Mapping[str, str], variable: str, default: str) -> Path:
    """The duban folder under an XDG base folder; relative values are ignored, as the XDG specification asks."""
    base = Path(environ.get(variable) or "")
    return (base if base.is_absolute() else at_home(Path("~", default))) / "duban"


def at_home(path: Path) -> Path:
    """The path with `~` as the folder it means; raises `Usage` (`no_home`) where the system knows none."""
    try:
        found = path.expanduser()
    except RuntimeError as unknown:
        raise Usage("no_home", path=path) from unknown
    if path.parts[:1] == ("~",) and not found.is_absolute():
        raise Usage("no_home", path=path)
    return found


def _workspace_name(root: Path) -> str:
    """A folder name for one workspace as seen from one machine: a home folder may be shared by several."""
    seen = f"{platform.node()}\0{root}".encode(errors="surrogateescape")
    return f"{crc32(seen):08x}{crc32(seen[::-1]):08x}"


def _read_file(file: Path) -> Told:
    try:
        text = read_text(file, _LARGEST).removeprefix("\ufeff")  # as some editors begin a file
    except (FileNotFoundError, NotADirectoryError):
        return Told(file)
    except UnicodeDecodeError as error:
        raise Usage("bad_config", file=file, reason=f"UTF-8, {error.start}") from error
    except OSError as error:
        raise refusal(error, file, Usage) from error
    import tomllib  # only people with a configuration file pay for it

    try:
        return Told(file, text, tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Usage("bad_config", file=file, reason=str(error)) from error


def _text(told: Told, name: str) -> str:
    """The words that a name is given in the file; empty where it is given none."""
    value = told.values.get(name, "")
    if value != "" and not _fits(name, value):
        raise _wrong(told, name, value)
    return SWITCH[not value] if isinstance(value, bool) else str(value)


def _table(told: Told, table: str) -> Mapping[str, str]:
    """The words of a table; raises `Usage` (`config_value_far`) at the first mistake in it."""
    if table not in told.values:
        return {}
    for mistake in _wrong_words(told, table):
        raise mistake
    return {name: str(word) for name, word in words_of(told, table).items()}


def locale_language(environ: Mapping[str, str]) -> str:
    """The language of the locale; Chinese where the locale names none that we have."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(variable)
        if value:
            return "en" if value.startswith("en") else "zh"
    return "zh"


def is_plain_locale(environ: Mapping[str, str], *, utf8_mode: bool = bool(sys.flags.utf8_mode)) -> bool:
    """Whether the locale says that the terminal knows ASCII alone: the plain one, named without an encoding.

    In the plain locale Python turns its UTF-8 mode on and sets LC_CTYPE itself (PEP 538), which then says nothing of
    the terminal.
    """
    own = utf8_mode and environ.get("LC_CTYPE") in _COERCED
    variables = ("LC_ALL", "LANG") if own else ("LC_ALL", "LC_CTYPE", "LANG")
    return next(filter(None, map(environ.get, variables)), "") in {"C", "POSIX"}


def _system_user() -> str:
    """Who the operating system says this is, whatever the environment claims."""
    if not hasattr(os, "getuid"):  # Windows
        import getpass

        return getpass.getuser()
    return user_name(os.getuid())
