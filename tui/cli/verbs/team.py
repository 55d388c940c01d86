"""Beyond one terminal: exchange with a team's server, and the screens in a browser."""

from __future__ import annotations

import shlex
from contextlib import closing
from typing import Final

from tui.cli.call import DONE, Call
from tui.cli.verbs.exchange import UNDECIDED
from tui.cli.verbs.keeping import tell_overruled
from tui.model.errors import Usage
from tui.packaged import start_again

_PORT: Final = 8016
"""Where the pages are served unless one says otherwise."""
_LAST_PORT: Final = 65535


def sync(call: Call) -> int:
    """Take in what is new on the server and bring what is new here."""
    done = call.workspace.sync(call.options.url or "")
    for doc in done.documents:
        call.printer.say("restore.added", doc=doc)
    for each in done.notices:
        call.printer.say(each.code, **each.values)
    if done.sent or done.received or done.documents or done.sent_documents:
        counts = {"sent": done.sent, "received": done.received, "documents": len(done.sent_documents)}
        call.printer.say("sync.done", server=done.server, **counts)
    else:
        call.printer.say("sync.nothing", server=done.server)
    tell_overruled(call, done.overruled, "sync.overruled")  # last, for it wants a person
    return UNDECIDED if done.overruled else DONE


def serve(call: Call) -> int:
    """Show the screens in a web browser until interrupted."""
    try:
        from tui.cli.web import Page
    except ImportError as error:
        from tui.ingest.readers.extras import install_command

        raise Usage("missing_web", command=install_command("web")) from error
    settings = call.workspace.settings
    port = _port(call.options.port)
    command, folder = start_again()
    facts = ["TERM=xterm-256color", *(["DUBAN_READ_ONLY=1"] if call.options.read_only else [])]
    words = ["env", *facts, *command, "open", "--workspace", str(settings.workspace), "--lang", settings.lang]
    page = Page(f"cd {shlex.quote(str(folder))} && exec {shlex.join(words)}", port, call.texts)
    with closing(page):
        call.printer.data(f"{page.address}\n")
        call.printer.say("serve.open")
        page.serve()
    return DONE


def _port(word: str | None) -> int:
    """The port of a word; raises `Usage` (`bad_port`)."""
    if word is None:
        return _PORT
    if not word.isascii() or not word.isdecimal() or int(word) > _LAST_PORT:
        raise Usage("bad_port", port=word)
    return int(word)
