"""The verbs of the command line but for `open`: one small function each; it prints, the workspace does the work."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Final

from tui.cli.call import DONE, Call, WrongKeys
from tui.cli.printing import Printer
from tui.cli.terminal import sentence
from tui.cli.verbs import board, exchange, imports, keeping, listing, marking, review, steps, supervision, team
from tui.cli.verbs.telling import aloud
from tui.config import SIGNS, Settings
from tui.export.records import Record, tasks_record
from tui.i18n import Texts
from tui.model.errors import NotFound
from tui.workspace import Workspace


def run(verb: str, options: Namespace, settings: Settings, texts: Texts, wrong_keys: WrongKeys) -> int:
    """Open the workspace, do the verb, close the workspace; `wrong_keys` is what looks at a person's own keys."""
    printer = Printer(texts)
    printer.plain = settings.signs == SIGNS[1]
    with closing(Workspace.open(settings)) as workspace:
        for damage in workspace.damage:
            printer.say("damage", file=damage.file, offset=damage.offset, length=damage.length)
        if workspace.private.healed:
            printer.say("writer_healed", path=workspace.private.folder / "writer")
        if workspace.is_demo:
            printer.say("demo.note")
            printer.demo = True
        workspace.tell_meant = printer.meant
        call = Call(options, workspace, texts, printer, wrong_keys)
        code = _do(verb, call)
        for problem in workspace.unreadable.values() if verb != "doctor" else ():  # a check-up has said so
            printer.talk(sentence(problem, texts))
        odds = workspace.at_odds()
        for rivalry in odds:  # last, for it wants a person
            printer.talk(aloud(call).at_odds(rivalry))
        return exchange.UNDECIDED if odds and code == DONE else code


def _do(verb: str, call: Call) -> int:
    """Do a verb; what names nothing there is refused, but with `--json` the document is printed all the same."""
    try:
        return VERBS[verb](call)
    except NotFound:
        if verb in EMPTY and call.options.json:
            call.printer.record(EMPTY[verb](call))
        raise


EMPTY: Final[Mapping[str, Callable[[Call], Record]]] = {
    "show": lambda _: {"sections": []},
    "tasks": lambda call: tasks_record(call.expression, 0, (), listing.seen(call)),
    "notes": lambda _: {"notes": []},
    "log": lambda _: {"changes": []},
}
"""The JSON documents of listings that found nothing to list from."""

VERBS: Final[Mapping[str, Callable[[Call], int]]] = {
    "import": imports.import_files,
    "docs": listing.docs,
    "use": listing.use,
    "remove": imports.remove,
    "validity": supervision.validity,
    "show": listing.show,
    "tasks": listing.tasks,
    "stats": board.stats,
    "board": board.board,
    "mark": marking.mark,
    "star": marking.star,
    "due": supervision.due,
    "stage": supervision.stage,
    "progress": supervision.progress,
    "tag": supervision.tag,
    "verdict": review.verdict,
    "settle": review.settle,
    "trace": review.trace,
    "note": marking.note,
    "reply": marking.reply,
    "resolve": marking.resolve,
    "notes": listing.notes,
    "log": listing.log,
    "undo": steps.undo,
    "redo": steps.redo,
    "export": exchange.export,
    "bundle": exchange.bundle,
    "merge": exchange.merge,
    "sync": team.sync,
    "serve": team.serve,
    "demo": keeping.demo,
    "init": keeping.init,
    "backup": keeping.backup,
    "restore": keeping.restore,
    "doctor": keeping.doctor,
}
