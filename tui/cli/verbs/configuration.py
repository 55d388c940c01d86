"""The settings and where each comes from; what is wrong in the file; a file to begin with."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tui import config as files
from tui.cli.arguments import CONFIG
from tui.cli.call import DONE, WrongKeys
from tui.cli.printing import Printer
from tui.cli.terminal import sentence
from tui.config import Setting
from tui.export.sheet import Sheet, headings
from tui.model.errors import Problem, Usage
from tui.model.nearest import nearest
from tui.store.files import make_folder, replace, unavailable

_EXAMPLES: Final[Mapping[str, str]] = {
    "workspace": 'workspace = "~/督办"',
    "lang": 'lang = "zh"',
    "name": 'name = "王五"',
    "server": 'server = "postgresql://office@db.example/duban"',
    "low_bandwidth": "low_bandwidth = true",
    "signs": 'signs = "ascii"',
    "theme": 'theme = "light"',
    "roles": '[roles]\n# db_role = "user"',
    "keys": '[keys]\n# preset = "less"\n# undo = "u"',
}
"""A line for each setting, as it stands in a new file."""


def config(options: Namespace, printer: Printer, wrong_keys: WrongKeys) -> int:
    """Show the settings, check the file, or write one to begin with."""
    action = options.action or CONFIG[0]
    if action not in CONFIG:
        near = nearest(action, CONFIG)
        raise Usage("unknown_action" if near else "unknown_action_far", word=action, near=near, known=" ".join(CONFIG))
    if action == "check":
        return _check(printer, wrong_keys)
    if action == "init":
        return _begin(printer)
    return _show(options, printer)


def _show(options: Namespace, printer: Printer) -> int:
    told = files.read_told(os.environ)
    folder = Path(options.workspace) if options.workspace else None
    given = files.settings_of(os.environ, told, workspace=folder, lang=options.lang)
    words = [
        Setting(f"{table}.{name}", str(value), "file", f"{told.file}:{told.line(name, table)}")
        for table in files.TABLES
        for name, value in files.words_of(told, table).items()
    ]
    private = Setting("private", str(files.private_folder(os.environ, Path(given[0].value))), "default")
    rows = (*given, private, *words)
    if options.json:
        settings = [{"name": e.name, "value": e.value, "origin": e.origin, "where": e.where or None} for e in rows]
        printer.record({"file": str(told.file), "found": bool(told.text), "settings": settings})
    else:
        origin = "cli.config.origin."
        cells = ((e.name, e.value, printer.texts(f"{origin}{e.origin}"), e.where) for e in rows)
        printer.sheet(Sheet.of(headings(printer.texts, "setting", "value", "origin", "where"), cells))
    return DONE


def _check(printer: Printer, wrong_keys: WrongKeys) -> int:
    """Tell all that is wrong, each thing on one line."""
    told = files.read_told(os.environ)
    found: Sequence[Problem] = tuple(files.mistakes(told))
    if not found and told.values.get("keys"):
        found = wrong_keys(files.read({**os.environ, "DUBAN_LANG": printer.texts.lang}))
    for problem in found:
        printer.talk(sentence(problem, printer.texts))
    if not found:
        printer.say("config.sound" if told.text else "config.none", file=told.file)
    return Usage.exit_code if found else DONE


def _begin(printer: Printer) -> int:
    """Write a file in which nothing is set yet; raises `Usage` (`file_exists`) or `Unavailable`."""
    file = files.config_file(os.environ)
    lines = [f"# {printer.texts(f'cli.config.about.{name}')}\n# {line}\n" for name, line in _EXAMPLES.items()]
    text = "\n".join(lines).replace("# [", "[")
    if file.exists():
        raise Usage("file_exists", file=file)
    try:
        make_folder(file.parent)
    except OSError as error:
        raise unavailable(error, file.parent) from error
    replace(file, text.encode())
    printer.say("config.begun", file=file)
    return DONE
