"""What a ledger that came filled in says of progress: offered, and taken in one step when a person says so."""

from __future__ import annotations

from functools import partial

from tui.app.desk import Desk
from tui.model.text import visible
from tui.workspace.offers import counts, printed_names


def ask_progress(desk: Desk, doc: str) -> None:
    """Ask whether what a document says of progress is to be taken as statuses and notes; nothing is taken unasked."""
    texts, offers = desk.texts, desk.present.offers(doc)
    if not offers:
        desk.say(texts("app.why_not.no_offers"))
        return
    count = counts(offers)
    title = desk.present.document(doc).short_title
    question = texts("app.offers_ask", title=visible(title), names=printed_names(offers), **count)
    said = texts("app.offers_taken", **count)
    desk.confirm(question, lambda: desk.write(partial(desk.present.take_offers, offers), lambda _: said))


def tell_progress(desk: Desk) -> None:
    """Say of a document that was just opened that progress is filled in which could be taken."""
    if any(task.details for task in desk.document.tasks):
        offers = desk.present.offers(desk.document.id)
        if offers:
            desk.say(desk.texts("app.offers_news", names=printed_names(offers)))
