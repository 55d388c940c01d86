"""Settings: defaults, then the configuration file, then the environment, then the flags; passed on, never global."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from tui.bounded import MEGABYTE, read_text, refusal
from tui.i18n import LANGUAGES
from tui.model.errors import Usage
from tui.owners import user_name

_LARGEST = MEGABYTE
"""Bytes of a configuration file."""
_LONGEST_NAME = 40
"""Characters; a longer name would leave no room for what it did."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose, and who and where that person is."""

    workspace: Path
    """Folder of the library and the journal."""
    private: Path
    """The person's own folder for this workspace: writer id, place, drafts."""
    author: str
    """The operating system's user."""
    lang: str
    """`zh` or `en`."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The person's own keys, by command id."""
    file: Path | None = None
    """The configuration file that was read."""
    name: str = ""
    """How the person wants to be called beside the system's name."""


def read(environ: Mapping[str, str], *, workspace: Path | None = None, lang: str | None = None) -> Settings:
    """Gather the settings; `workspace` and `lang` are the flags.

    Raises `Usage` (`bad_config`, `unknown_language`) where the file or a value is wrong.
    """
    file = _folder(environ, "XDG_CONFIG_HOME", ".config") / "config.toml"
    chosen = _read_file(file)
    data = _folder(environ, "XDG_DATA_HOME", ".local/share")
    root = workspace or _path(environ.get("DUBAN_WORKSPACE")) or _path(_text(chosen, "workspace", file)) or data
    root = at_home(root).absolute()
    language = lang or environ.get("DUBAN_LANG") or _text(chosen, "lang", file) or locale_language(environ)
    if language not in LANGUAGES:
        raise Usage("unknown_language", lang=language, known=", ".join(LANGUAGES))
    return Settings(
        workspace=root,
        private=_folder(environ, "XDG_STATE_HOME", ".local/state") / _workspace_name(root),
        author=_system_user(),
        lang=language,
        keys=_keys(chosen, file),
        file=file if chosen else None,
        name=(_text(chosen, "name", file) or "").strip()[:_LONGEST_NAME],
    )


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


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None


def _workspace_name(root: Path) -> str:
    """A folder name for one workspace as seen from one machine: a home folder may be shared by several."""
    seen = f"{platform.node()}\0{root}".encode(errors="surrogateescape")
    return f"{crc32(seen):08x}{crc32(seen[::-1]):08x}"


def _read_file(file: Path) -> Mapping[str, object]:
    try:
        text = read_text(file, _LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except UnicodeDecodeError as error:
        raise Usage("bad_config", file=file, reason=f"UTF-8, {error.start}") from error
    except OSError as error:
        raise refusal(error, file, Usage) from error
    import tomllib  # only people with a configuration file pay for it

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Usage("bad_config", file=file, reason=str(error)) from error


def _text(chosen: Mapping[str, object], name: str, file: Path) -> str | None:
    value = chosen.get(name)
    if value is not None and not isinstance(value, str):
        raise Usage("bad_config", file=file, reason=f"{name}: {value!r}")
    return value


def _keys(chosen: Mapping[str, object], file: Path) -> Mapping[str, str]:
    table = chosen.get("keys", {})
    if not isinstance(table, dict) or not all(isinstance(key, str) for key in table.values()):
        raise Usage("bad_config", file=file, reason=f"keys: {table!r}")
    return table


def locale_language(environ: Mapping[str, str]) -> str:
    """The language of the locale; Chinese where the locale names none that we have."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(variable)
        if value:
            return "en" if value.startswith("en") else "zh"
    return "zh"


def _system_user() -> str:
    """Who the operating system says this is, whatever the environment claims."""
    if not hasattr(os, "getuid"):  # Windows
        import getpass

        return getpass.getuser()
    return user_name(os.getuid())
