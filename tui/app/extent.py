"""How far the table reaches: over all documents, over one, over a section of it; pure."""

from __future__ import annotations

from tui.app.view import View
from tui.model.ledger import Entry
from tui.query.language.phrases import names_documents


def spans_all(view: View) -> bool:
    """Whether the table is of all documents: they are wanted, or the filter speaks of documents."""
    return view.every or names_documents(view.expression)


def in_scope(entry: Entry, scope: str | None) -> bool:
    """Whether an entry rests on the chosen section, or none is chosen."""
    return scope is None or any(section.id == scope for section in entry.path)
