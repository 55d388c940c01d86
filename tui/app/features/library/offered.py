"""What documents that came filled in say of progress: offered for all of them at once, and taken in one step."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from tui.i18n import Texts
from tui.model.errors import Problem
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.workspace.offers import Offer


def offers_in(workspace: Workspace, docs: Iterable[str]) -> list[Offer]:
    """What these documents offer, in their order; one that cannot be read offers nothing."""
    found: list[Offer] = []
    for doc in docs:
        with suppress(Problem):
            found += workspace.offers(doc)
    return found


def question(offers: list[Offer], texts: Texts) -> str:
    """Whether all that these documents say of progress is to be taken."""
    from tui.workspace.offers import counts, printed_names

    documents = len({each.doc for each in offers})
    return texts("app.offers_ask_all", documents=documents, names=printed_names(offers), **counts(offers))


def taken(offers: list[Offer], texts: Texts) -> str:
    """That it was taken."""
    from tui.workspace.offers import counts

    return texts("app.offers_taken", **counts(offers))
