"""What the command line can do, told from its own table of verbs: as JSON, as a manual page, and by what one wants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.cli.arguments import EVERYWHERE, VERBS, Argument, help_of, in_columns, overview
from tui.config import NAMES, TOLD_IN_THE_FILE
from tui.i18n import LANGUAGES, Texts
from tui.model.errors import Usage
from tui.model.nearest import nearest

CODES: Final = (0, 1, 2, 3, 4, 5, 130)
"""Every exit code; `cli.exit.<code>` says what it means."""
_READ: Final = frozenset(
    {"open", "docs", "show", "tasks", "stats", "board", "notes", "log", "bundle", "export", "trace", "serve"}
)
_TOLD: Final = frozenset({"spec", "completion", "man", "help"})
"""The verbs that tell of duban itself, and open no workspace."""
_NEVER_NOTHING: Final = _TOLD | {"backup", "restore", "init", "config"}
_DECIDED: Final = frozenset({"undo", "redo", "import", "restore", "merge", "sync"})
_ASKS: Final = frozenset({"open"})

TOPICS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "find": (
        ("tasks", "stats", "board", "use"),
        ("duban tasks 牵头:财政厅 状态:未启动", "duban tasks -有:批注", "duban tasks 牵头:财政厅 --explain 14"),
    ),
    "read": (("open", "docs", "show", "use"), ("duban show", "duban show '四（三）'", "duban open --filter 是:逾期")),
    "mark": (
        ("mark", "star", "tag", "undo", "redo", "log"),
        ("duban mark 14 15 done --because 已印发方案", "duban mark --where 牵头:财政厅 active", "duban undo"),
    ),
    "note": (
        ("note", "notes", "reply", "resolve", "verdict", "settle", "trace"),
        ("duban note 14 已与省工商局对接", "duban note '四（三）' 请补充进展", "duban notes 有:未决批注"),
    ),
    "time": (
        ("due", "stage", "progress", "validity", "board"),
        ("duban due 14 12月底", "duban progress 14 方案已起草 --percent 40", "duban tasks 是:逾期"),
    ),
    "import": (
        ("import", "docs", "remove"),
        ("duban import 通知.docx --dry-run", "duban import 通知.docx", "duban import --check 通知.docx"),
    ),
    "export": (
        ("tasks", "stats", "notes", "export", "backup"),
        ("duban tasks 牵头:财政厅 --csv", "duban stats --by lead --md", "duban tasks --json"),
    ),
    "share": (
        ("init", "merge", "bundle", "sync", "serve", "log", "backup", "restore", "doctor"),
        ("duban init --shared 督办", "duban --workspace 督办 tasks", "duban backup 备份.zip"),
    ),
}
"""Help by what one wants: for each topic the verbs that serve it, those there are, and lines to try."""


def exits(verb: str) -> list[int]:
    """The exit codes that a verb may end with."""
    never = {1} if verb in _NEVER_NOTHING else set()
    never |= {3} if verb in _TOLD | {"config"} else set()
    never |= set() if verb in _DECIDED else {5}
    return [code for code in CODES if code not in never]


def spec(texts: Texts, version: str) -> dict[str, Any]:
    """Every verb with its options and exit codes, as the contract has it."""
    return {
        "version": version,
        "verbs": [_verb(verb, arguments, texts) for verb, arguments in VERBS.items()],
        "exit": {str(code): texts(f"cli.exit.{code}") for code in CODES},
    }


def _verb(verb: str, arguments: Sequence[Argument], texts: Texts) -> dict[str, Any]:
    """One verb: `writes` says whether it may change something, `asks` whether it needs a person at a terminal."""
    return {
        "name": verb,
        "summary": texts(f"cli.verb.{verb}"),
        "writes": verb not in _READ | _TOLD,
        "asks": verb in _ASKS,
        "options": [_option(each, arguments, verb, texts) for each in (*arguments, *EVERYWHERE)],
        "exit": exits(verb),
    }


def _option(each: Argument, among: Sequence[Argument], verb: str, texts: Texts) -> dict[str, Any]:
    """One argument; `form` is how one writes it, `excludes` those that cannot stand beside it."""
    rivals = [other.name for other in among if each.excludes and other.excludes == each.excludes and other != each]
    return {
        "name": each.name,
        "form": each.form,
        "value": each.metavar,
        "many": each.nargs in {"*", "+"},
        "required": each.required,
        "excludes": rivals,
        "summary": each.about(verb, texts),
    }


def topic(word: str, texts: Texts) -> str:
    """The help of a topic, and of a verb of this name; raises `Usage` where it is neither."""
    named = {name: each for each in TOPICS for name in _all_names(each)}
    wanted = named.get(word.strip().lower())
    told = ["\n".join(_topic(wanted, texts)) + "\n"] if wanted else []
    if word in VERBS:
        told.append(help_of(word, texts))
    if told:
        return "\n".join(told)
    near = nearest(word, [*named, *VERBS])
    raise Usage("unknown_topic" if near else "unknown_topic_far", topic=word, near=near, known=_listed(texts))


def topic_names() -> list[str]:
    """What help can be asked on, but for the verbs."""
    return [name for each in TOPICS for name in _all_names(each)]


def _names(each: str, texts: Texts) -> list[str]:
    """What a topic is called in a language: its first word, and others."""
    return texts(f"cli.topic.{each}.names").split()


def _all_names(each: str) -> Iterator[str]:
    """What a topic is called in any language."""
    for lang in LANGUAGES:
        yield from _names(each, Texts(lang))


def _listed(texts: Texts) -> str:
    """The topics by their first names."""
    return " ".join(_names(each, texts)[0] for each in TOPICS)


def _topic(each: str, texts: Texts) -> Iterator[str]:
    verbs, examples = TOPICS[each]
    yield texts(f"cli.topic.{each}")
    yield ""
    yield from in_columns((verb, texts(f"cli.verb.{verb}")) for verb in verbs if verb in VERBS)
    yield ""
    yield from in_columns((line, texts(f"cli.topic.{each}.{number}")) for number, line in enumerate(examples, 1))


def welcome(texts: Texts) -> str:
    """The help of duban, and the topics it may be asked by."""
    rows = in_columns((_names(each, texts)[0], texts(f"cli.topic.{each}")) for each in TOPICS)
    return "\n".join([overview(texts), texts("cli.help.topics"), "", *rows]) + "\n"


# The manual page


def manual_page(texts: Texts, version: str) -> str:
    """The manual page in the language of `man`; UTF-8, as `man -l` reads it."""
    lines = [
        f'.TH DUBAN 1 "" "duban {version}" "duban"',
        ".ad l",
        ".nh",
        *_part(texts, "name", [f"duban \\- {_safe(texts('cli.help.about'))}"]),
        *_part(texts, "synopsis", [".B duban", "[\\-\\-workspace DIR] [\\-\\-lang zh|en] [VERB …]"]),
        *_part(texts, "verbs", [line for verb in VERBS for line in _entry(verb, texts)]),
        *_part(texts, "exit", [line for code in CODES for line in _item(str(code), texts(f"cli.exit.{code}"))]),
        *_part(texts, "environment", [line for name in _VARIABLES for line in _item(name, texts(_VARIABLES[name]))]),
        *_part(texts, "files", [line for name in _FILES for line in _item(name, texts(f"cli.file.{_FILES[name]}"))]),
    ]
    return "\n".join(lines) + "\n"


_VARIABLES: Final[Mapping[str, str]] = {
    **{f"DUBAN_{name.upper()}": f"cli.config.about.{name}" for name in NAMES if name not in TOLD_IN_THE_FILE},
    "DUBAN_READ_ONLY": "cli.variable.read_only",
    "NO_COLOR": "cli.variable.no_color",
}
"""What the environment may say, each with the key of what it means."""
_FILES: Final[Mapping[str, str]] = {
    "~/.local/share/duban": "workspace",
    "~/.config/duban/config.toml": "config",
    "~/.local/state/duban": "private",
}
"""Where things lie, each with the key of what it is."""


def _part(texts: Texts, name: str, lines: Sequence[str]) -> list[str]:
    return [f".SH {_safe(texts(f'cli.man.{name}'))}", *lines]


def _entry(verb: str, texts: Texts) -> Iterator[str]:
    """A verb with what it does and takes."""
    arguments = VERBS[verb]
    yield f".SS {_safe(' '.join(['duban', verb, *(each.synopsis for each in arguments)]))}"
    yield _safe(texts(f"cli.verb.{verb}"))
    if texts.has(f"cli.about.{verb}"):
        yield ".PP"
        yield _safe(texts(f"cli.about.{verb}"))
    for each in arguments:
        yield from _item(each.form, each.about(verb, texts))


def _item(name: str, about: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_safe(name)}"
    yield _safe(about)


_BREAKS: Final = re.compile(r"(?<=[\u3001-\u9fff\uff00-\uffef])(?<![（《“‘「『])(?=[\u4e00-\u9fff（《「『])")
"""Where a line of Chinese may be broken, which has no blanks: not before what closes, nor behind what opens."""


def _safe(text: str) -> str:
    """A line that holds nothing that `man` takes for an order."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = _BREAKS.sub(r"\\:", text)
    return f"\\&{text}" if text.startswith((".", "'")) else text
