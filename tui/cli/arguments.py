"""What each verb of the command line takes: words are read, explained and refused here, in the reader's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, NoReturn

from tui.i18n import LANGUAGES, Texts
from tui.model.board import GROUPS
from tui.model.errors import Usage
from tui.model.nearest import nearest

CONFIG: Final = ("show", "check", "init")
"""What can be done with the configuration."""
HIDDEN: Final = "__complete"
"""What the completion of the shells calls; no verb for people."""
SHELLS: Final = ("bash", "zsh", "fish")
"""The shells that are given completion."""
ALONE: Final = frozenset({"config", "spec", "completion", "man", "help"})
"""The verbs that tell of duban itself and open no workspace."""
_SHIELD: Final = "\0"
"""Stands before a word that begins with `-` and is no option, such as the filter `-有:批注`."""


class Answer(Exception):
    """What `--help` or `--version` answers: there is nothing more to do."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a verb: `--name` (with a value if it has a metavar), or a word where there are no dashes."""

    name: str
    metavar: str | None = None
    nargs: str | None = None
    excludes: str = ""
    """Of the options with the same word here only one may be given."""

    @property
    def key(self) -> str:
        """The name of its help text."""
        return f"cli.argument.{self.name.lstrip('-')}"

    @property
    def is_option(self) -> bool:
        """Whether it is written with dashes."""
        return self.name.startswith("--")

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return not self.is_option and self.nargs in {None, "+"}

    @property
    def form(self) -> str:
        """How one writes it: `--doc DOC`, `TASK…`."""
        if not self.is_option:
            return f"{self.metavar}{'…' if self.nargs in {'+', '*'} and ' ' not in str(self.metavar) else ''}"
        return f"{self.name} {self.metavar}" if self.metavar else self.name

    @property
    def synopsis(self) -> str:
        """Its form, in brackets where it may be left out."""
        return self.form if self.required else f"[{self.form}]"

    def about(self, verb: str, texts: Texts) -> str:
        """What it is: of this verb where it means something else there."""
        own = self.key.replace("cli.argument", f"cli.argument.{verb}")
        return texts(own if texts.has(own) else self.key)


_HELP: Final = Argument("--help")
EVERYWHERE: Final = (Argument("--workspace", "DIR"), Argument("--lang", "zh|en"), _HELP)
_DOC: Final = Argument("--doc", "DOC")
_JSON: Final = Argument("--json", excludes="form")
_EXPR: Final = Argument("expression", "EXPR", "*")
_TASKS: Final = "TASK"
_BECAUSE: Final = Argument("--because", "TEXT")
_WHERE: Final = Argument("--where", "EXPR")

VERBS: Final[Mapping[str, tuple[Argument, ...]]] = {
    "open": (_DOC, Argument("--filter", "EXPR"), Argument("--low-bandwidth")),
    "import": (
        Argument("files", "FILE", "+"),
        Argument("--title", "T"),
        Argument("--id", "ID"),
        Argument("--encoding", "E"),
        Argument("--replace"),
        Argument("--dry-run"),
        Argument("--check"),
        _JSON,
    ),
    "docs": (_JSON,),
    "use": (Argument("document", "DOC", "?"), Argument("--none")),
    "remove": (Argument("document", "DOC"),),
    "validity": (
        Argument("document", "DOC"),
        Argument("state", "STATE", "?"),
        Argument("--by", "TEXT"),
        Argument("--from", "DATE"),
    ),
    "show": (Argument("section", "SECTION", "?"), _DOC, _JSON),
    "tasks": (
        _EXPR,
        _DOC,
        _JSON,
        Argument("--csv", excludes="form"),
        Argument("--md", excludes="form"),
        Argument("--explain", "TASK", excludes="form"),
    ),
    "stats": (
        _EXPR,
        Argument("--by", "|".join(GROUPS)),
        _DOC,
        _JSON,
        Argument("--csv", excludes="form"),
        Argument("--md", excludes="form"),
    ),
    "board": (_EXPR, _DOC, Argument("--since", "WHEN")),
    "mark": (
        Argument("tasks", _TASKS, "*"),
        Argument("status", "STATUS"),
        _BECAUSE,
        Argument("--evidence", "FILE"),
        _WHERE,
        _DOC,
    ),
    "star": (Argument("tasks", _TASKS, "*"), Argument("--off"), _WHERE, _DOC),
    "due": (Argument("words", "TASK… DATE", "*"), _BECAUSE, Argument("--clear"), _WHERE, _DOC),
    "stage": (
        Argument("task", _TASKS),
        Argument("text", "TEXT", "?"),
        Argument("--by", "DATE"),
        Argument("--done", "ID", excludes="stage"),
        Argument("--drop", "ID", excludes="stage"),
        _DOC,
    ),
    "progress": (
        Argument("task", _TASKS),
        Argument("text", "TEXT", "?"),
        Argument("--percent", "N"),
        Argument("--problem", "TEXT"),
        Argument("--next", "TEXT"),
        Argument("--needs-help"),
        Argument("--period", "PERIOD"),
        _DOC,
    ),
    "tag": (Argument("words", "TASK… TAG…", "*"), Argument("--off"), _WHERE, _DOC),
    "verdict": (
        Argument("task", _TASKS, "?"),
        Argument("grade", "GRADE", "?"),
        Argument("--kind", "self|third|public"),
        _BECAUSE,
        Argument("--evidence", "FILE"),
        _DOC,
    ),
    "settle": (Argument("task", _TASKS), Argument("grade", "GRADE"), _BECAUSE, _DOC),
    "trace": (
        Argument("document", "DOC"),
        _EXPR,
        Argument("--by", "PLAN"),
        Argument("--as", "answered|partly|none|auto"),
        Argument("--at", "SECTION"),
        _BECAUSE,
        _JSON,
    ),
    "note": (
        Argument("words", "TARGET TEXT", "*"),
        Argument("--edit", "NOTE", excludes="note"),
        Argument("--delete", "NOTE", excludes="note"),
        _DOC,
    ),
    "reply": (Argument("note", "NOTE"), Argument("text", "TEXT")),
    "resolve": (Argument("note", "NOTE"), _BECAUSE, Argument("--reopen")),
    "notes": (_EXPR, _DOC, _JSON, Argument("--csv", excludes="form"), Argument("--md", excludes="form")),
    "log": (
        Argument("target", "TARGET", "?"),
        Argument("--by", "WHO"),
        Argument("--day", "DATE"),
        Argument("--since", "WHEN"),
        Argument("--each"),
        _DOC,
        _JSON,
    ),
    "undo": (Argument("--force"),),
    "redo": (Argument("--force"),),
    "export": (Argument("file", "FILE"), _EXPR, Argument("--as", "ledger|report|slips|board|document"), _DOC),
    "bundle": (Argument("file", "FILE"), Argument("--since", "WHEN")),
    "merge": (
        Argument("files", "FILE", "+"),
        Argument("--dry-run"),
        _JSON,
        Argument("--accept", "all|N,N…"),
        Argument("--refuse", "N,N…"),
    ),
    "sync": (Argument("url", "URL", "?"),),
    "serve": (Argument("--port", "N"), Argument("--read-only")),
    "demo": (Argument("folder", "DIR"), Argument("--as-of", "DATE")),
    "init": (Argument("--shared", "DIR"), Argument("--group", "GROUP")),
    "backup": (Argument("file", "FILE"),),
    "restore": (Argument("file", "FILE"), Argument("--force")),
    "doctor": (Argument("--repair"),),
    "config": (Argument("action", "|".join(CONFIG), "?"), _JSON),
    "spec": (_JSON,),
    "completion": (Argument("shell", "|".join(SHELLS)),),
    "man": (),
    "help": (Argument("topic", "TOPIC", "?"),),
}
"""Every verb with its arguments, in the order of the help."""


class Parser(argparse.ArgumentParser):
    """An argument parser that refuses with a `Usage` and helps in the reader's language, measured in cells."""

    def __init__(self, verb: str, arguments: Sequence[Argument], texts: Texts) -> None:
        super().__init__(prog=f"duban {verb}".strip(), add_help=False, allow_abbrev=False)
        self.verb = verb
        self.texts = texts
        self.arguments = (*arguments, *EVERYWHERE)
        groups: dict[str, argparse._MutuallyExclusiveGroup] = {}
        for each in self.arguments:
            if each.excludes and each.excludes not in groups:
                groups[each.excludes] = self.add_mutually_exclusive_group()
            _add(groups.get(each.excludes, self), each)

    def error(self, message: str) -> NoReturn:
        """Refuse with one sentence of ours in place of argparse's."""
        for pattern, code in _REFUSALS:
            found = re.search(pattern, message, re.DOTALL)
            if found:
                raise Usage(code, command=self.prog, **found.groupdict())
        raise Usage("bad_usage", command=self.prog, reason=message)

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """The arguments of these words; raises `Usage` or `Answer`."""
        options, unknown = self.parse_known_intermixed_args(list(words))
        if unknown:
            self._refuse(unknown[0])
        for name, value in vars(options).items():
            if isinstance(value, list):
                setattr(options, name, [_typed(name, word) for word in value])
            elif isinstance(value, str):
                setattr(options, name, _typed(name, value))
        return options

    def _refuse(self, word: str) -> NoReturn:
        """Say that a word is not understood, and the nearest option that is."""
        if not word.startswith("--"):
            raise Usage("too_many_words", command=self.prog, word=_bared(word))
        known = [each.name for each in self.arguments if each.name.startswith("--")]
        near = nearest(word.partition("=")[0], known)
        raise Usage("unknown_option" if near else "unknown_option_far", command=self.prog, option=word, near=near)

    def format_help(self) -> str:
        """Usage, what the verb does, and its arguments."""
        about = [self.texts(f"cli.about.{self.verb}")] if self.texts.has(f"cli.about.{self.verb}") else []
        lines = [
            f"{self.texts('cli.help.usage')} {self.prog} {' '.join(each.synopsis for each in self.arguments)}",
            "",
            self.texts(f"cli.verb.{self.verb}"),
            *about,
            "",
            *in_columns((each.form, each.about(self.verb, self.texts)) for each in self.arguments),
        ]
        return "\n".join(lines) + "\n"


_REFUSALS: Final = (
    (r"the following arguments are required: (?P<names>.*)", "missing_argument"),
    (r"argument (?P<one>\S+): not allowed with argument (?P<other>\S+)", "options_exclude"),
    (r"argument (?P<name>\S+): expected ", "missing_value"),
    (r"argument (?P<name>\S+): ignored explicit argument", "takes_no_value"),
)
"""How argparse says that something is wrong, and the code under which we say it."""


class _Help(argparse.Action):
    """Answers with the help as soon as it is asked for, whatever else is missing."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        raise Answer(parser.format_help())


def _add(to: argparse._ActionsContainer, each: Argument) -> None:
    """Add one argument; what was not given is None, False or an empty list."""
    if each is _HELP:
        to.add_argument(each.name, action=_Help, nargs=0)
    elif not each.name.startswith("--"):
        to.add_argument(each.name, metavar=each.metavar, nargs=each.nargs)
    elif each.metavar:
        to.add_argument(each.name, metavar=each.metavar)
    else:
        to.add_argument(each.name, action="store_true")


def in_columns(pairs: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Two columns, the first as wide as its widest cell."""
    from rich.cells import cell_len  # only help is set in columns

    kept = list(pairs)
    width = max(cell_len(left) for left, _ in kept)
    for left, right in kept:
        yield f"  {left}{' ' * (width - cell_len(left))}  {right}"


def shielded(words: Sequence[str]) -> list[str]:
    """The words with those that begin with one `-`, or stand behind `--`, kept from being taken for options."""
    cut = words.index("--") if "--" in words else len(words)
    before = [f"{_SHIELD}{word}" if re.match(r"-[^-]", word) and word != "-h" else word for word in words[:cut]]
    return ["--help" if word == "-h" else word for word in before] + [f"{_SHIELD}{word}" for word in words[cut + 1 :]]


def _typed(name: str, word: str) -> str:
    """The word as it was typed; raises `Usage` (`broken_text`) where the locale cannot read its bytes.

    Only the names of files and folders may be such bytes.
    """
    word = _bared(word)
    try:
        word.encode(errors="surrogateescape" if name in {"file", "files", "workspace"} else "strict")
    except UnicodeEncodeError as error:
        raise Usage("broken_text", position=error.start + 1) from error
    return word


def _bared(word: str) -> str:
    """The word as it was typed."""
    return word.removeprefix(_SHIELD)


def spoken_language(words: Sequence[str]) -> str | None:
    """The `--lang` of a command line that has not been read yet; None where it has none that we speak."""
    follows = zip_longest(words, words[1:], fillvalue="")
    given = [word.partition("=")[2] or after for word, after in follows if re.match(r"--lang(=|$)", word)]
    return given[-1] if given and given[-1] in LANGUAGES else None


def help_of(verb: str, texts: Texts) -> str:
    """The help of a verb."""
    return Parser(verb, VERBS[verb], texts).format_help()


def read(words: Sequence[str], texts: Texts, version: str) -> tuple[str, argparse.Namespace]:
    """The verb and its arguments; no verb is `open`.

    Raises `Usage` where the words are wrong, `Answer` where they ask for help or the version.
    """
    before, verb, after = _split(shielded(words))
    if "--version" in before:
        raise Answer(f"duban {version}\n")
    if verb is None and "--help" in before:
        raise Answer(overview(texts))
    if verb is not None and verb not in VERBS:
        near = nearest(verb, VERBS)
        raise Usage("unknown_verb" if near else "unknown_verb_far", verb=_bared(verb), known=" ".join(VERBS), near=near)
    verb = verb or "open"
    return verb, Parser(verb, VERBS[verb], texts).read([*before, *after])


def _split(words: Sequence[str]) -> tuple[list[str], str | None, list[str]]:
    """The words before the verb, the verb, and the words behind it."""
    value_follows = False
    for at, word in enumerate(words):
        if value_follows or word.startswith("--"):
            value_follows = not value_follows and word in {"--workspace", "--lang", "--doc", "--filter"}
        else:
            return list(words[:at]), word, list(words[at + 1 :])
    return list(words), None, []


def overview(texts: Texts) -> str:
    """The help of `duban` itself."""
    lines = [
        f"{texts('cli.help.usage')} duban [{EVERYWHERE[0].form}] [{EVERYWHERE[1].form}] [VERB …]",
        "",
        texts("cli.help.about"),
        "",
        *in_columns((verb, texts(f"cli.verb.{verb}")) for verb in VERBS),
        "",
        *in_columns((each.form, texts(each.key)) for each in (*EVERYWHERE, Argument("--version"))),
        "",
        texts("cli.help.more"),
    ]
    return "\n".join(lines) + "\n"
