"""Filters over the ledgers of one library: what the workspace hands its expressions to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from tui.model.document import Document
from tui.model.ledger import Entry, Ledger, Selection, Texts
from tui.model.profile import Profile
from tui.query.agencies import Register
from tui.query.explain import explain
from tui.query.known import Known
from tui.query.parse import Context, Query, parse
from tui.query.search import Searcher

if TYPE_CHECKING:
    from tui.query.facets import Facets


class Finder:
    """Reads expressions and runs them; it knows the departments and titles of the documents it was given."""

    def __init__(
        self, documents: Iterable[Document], profile: Profile, person: str, register: Register | None = None
    ) -> None:
        documents = tuple(documents)
        self._profile = profile
        self._person = person
        self._titles = {document.id: document.title for document in documents}
        names = (name for document in documents for task in document.tasks for name in task.agencies)
        self._known = Known(names, register.bodies() if register else ())
        self._searched: tuple[Ledger, Searcher] | None = None

    def parse(self, expression: str, today: date) -> Query:
        """The query of an expression; raises `Mistake` with the place and the nearest valid word."""
        context = Context(
            profile=self._profile, today=today, person=self._person, titles=self._titles, known=self._known
        )
        return parse(expression, context)

    def select(self, expression: str, ledger: Ledger, today: date) -> Selection:
        """What an expression shows of a ledger; the ledger searched last is kept ready."""
        query = self.parse(expression, today)
        if self._searched is None or self._searched[0] is not ledger:
            follows = self._searched is not None and self._searched[1].follow(ledger)
            searcher = self._searched[1] if self._searched and follows else Searcher(ledger)
            self._searched = (ledger, searcher)
        return Selection(self._searched[1].run(query), len(ledger), query)

    def facets(
        self, expression: str, ledger: Ledger, today: date, wanted: Callable[[Entry], bool]
    ) -> Callable[[], Facets]:
        """What reads the facets of the rows that an expression shows, but for what it chose of facets itself.

        The search is done here; what is returned reads the `wanted` ones of its rows and may run beside the screen.
        """
        from tui.query.facets import Facets, take_apart

        rest, chosen = take_apart(self.parse(expression, today))
        if not chosen:
            rest = expression.strip()
        rows = self.select(rest, ledger, today).ledger if rest else ledger
        return partial(Facets, filter(wanted, rows), self._profile, self._titles, rest=rest, chosen=chosen)

    def explain(self, expression: str, entry: Entry, texts: Texts, today: date) -> tuple[bool, list[str]]:
        """Whether an expression shows an entry, and why, line by line."""
        node = self.parse(expression, today).node
        return node.match(entry), explain(node, entry, texts)
