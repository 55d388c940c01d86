"""What a ledger that came filled in says of progress: offered, and taken in one step when a person says so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.app.desk import Desk
from tui.model.text import visible

if TYPE_CHECKING:
    from tui.workspace.offers import Offer


def ask_progress(desk: Desk, doc: str) -> None:
    """Ask whether what a document says of progress is to be taken as statuses and notes; nothing is taken unasked."""
    texts, offers = desk.texts, desk.present.offers(doc)
    if not offers:
        desk.say(texts("app.why_not.no_offers"))
        return
    counts = {"statuses": sum(each.status is not None for each in offers), "notes": len(offers)}
    title = desk.present.document(doc).short_title
    question = texts("app.offers_ask", title=visible(title), names=_names(offers), **counts)
    said = texts("app.offers_taken", **counts)
    desk.confirm(question, lambda: desk.write(partial(desk.present.take_offers, doc, offers), lambda _: said))


def tell_progress(desk: Desk) -> None:
    """Say of a document that was just opened that progress is filled in which could be taken."""
    if any(task.details for task in desk.document.tasks):
        offers = desk.present.offers(desk.document.id)
        if offers:
            desk.say(desk.texts("app.offers_news", names=_names(offers)))


def _names(offers: tuple[Offer, ...]) -> str:
    """The printed names of the columns that they come from."""
    return visible("、".join(dict.fromkeys(each.name for each in offers)))
