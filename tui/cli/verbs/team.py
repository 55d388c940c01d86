"""Exchange with a team's server."""

from __future__ import annotations

from tui.cli.call import DONE, Call
from tui.cli.verbs.exchange import UNDECIDED
from tui.cli.verbs.keeping import tell_overruled


def sync(call: Call) -> int:
    """Take in what is new on the server and bring what is new here."""
    done = call.workspace.sync(call.options.url or "")
    for doc in done.documents:
        call.printer.say("restore.added", doc=doc)
    for each in done.notices:
        call.printer.say(each.code, **each.values)
    tell_overruled(call, done.overruled, "sync.overruled")
    if done.sent or done.received or done.documents or done.sent_documents:
        counts = {"sent": done.sent, "received": done.received, "documents": len(done.sent_documents)}
        call.printer.say("sync.done", server=done.server, **counts)
    else:
        call.printer.say("sync.nothing", server=done.server)
    return UNDECIDED if done.overruled else DONE
