"""The verbs that tell of duban itself: no workspace is opened for them, and no setting can keep them from answering."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Final

from tui import __version__
from tui.cli import manual
from tui.cli.arguments import SHELLS
from tui.cli.call import DONE, WrongKeys
from tui.cli.completion import script
from tui.cli.printing import Printer
from tui.cli.verbs.configuration import config
from tui.i18n import Texts
from tui.model.errors import Usage
from tui.model.nearest import nearest

Alone = Callable[[Namespace, Printer, WrongKeys], int]


def run(verb: str, options: Namespace, texts: Texts, wrong_keys: WrongKeys) -> int:
    """Do such a verb."""
    return ALONE[verb](options, Printer(texts), wrong_keys)


def spec(_: Namespace, printer: Printer, __: WrongKeys) -> int:
    """Print every verb with its options and exit codes, as JSON."""
    printer.record(manual.spec(printer.texts, __version__))
    return DONE


def man(_: Namespace, printer: Printer, __: WrongKeys) -> int:
    """Print the manual page."""
    printer.utf8(manual.manual_page(printer.texts, __version__))
    return DONE


def tell(options: Namespace, printer: Printer, _: WrongKeys) -> int:
    """Print the help of a topic or a verb, or of all."""
    texts = printer.texts
    printer.data(manual.topic(options.topic, texts) if options.topic else manual.welcome(texts))
    return DONE


def completion(options: Namespace, printer: Printer, _: WrongKeys) -> int:
    """Print the completion of a shell."""
    if options.shell not in SHELLS:
        near = nearest(options.shell, SHELLS)
        code = "unknown_shell" if near else "unknown_shell_far"
        raise Usage(code, shell=options.shell, near=near, known=" ".join(SHELLS))
    printer.utf8(script(options.shell))
    return DONE


ALONE: Final[Mapping[str, Alone]] = {"config": config, "spec": spec, "completion": completion, "man": man, "help": tell}
