"""Filters over the ledgers of one library: what the workspace hands its expressions to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from tui.model.document import Document
from tui.model.ledger import Entry, Ledger, Selection, Texts
from tui.model.profile import Profile
from tui.model.validity import Force
from tui.query.columns.search import Searcher
from tui.query.language.explain import explain, other_names
from tui.query.language.parse import Context, Query, parse
from tui.query.language.phrases import asks_for_force, in_language
from tui.query.match.known import Known
from tui.query.match.register import Register

if TYPE_CHECKING:
    from tui.query.columns.facets import Facets
    from tui.query.columns.tallies import Counted, Tallies


class Finder:
    """Reads expressions and runs them; it knows the departments and titles of the documents it was given."""

    def __init__(
        self,
        documents: Iterable[Document],
        profile: Profile,
        person: str,
        register: Register | None = None,
        forces: Callable[[], Mapping[str, Force]] = dict,
    ) -> None:
        """`forces` tells what was said of the validity of documents; it is asked where a filter asks for that."""
        self._forces = forces
        self._profile = profile
        self._person = person
        self._titles: dict[str, str] = {}
        self._known = Known()
        self.taught = False
        """Whether it knows a register."""
        self._searcher: Searcher | None = None
        self._counted: Counted | None = None
        """What the last figures counted: those after a mark differ little from them."""
        if register is not None:
            self.teach(register)
        for document in documents:
            self.learn(document.id, document.title, (name for task in document.tasks for name in task.agencies))

    def learn(self, doc: str, title: str, names: Iterable[str]) -> None:
        """Know a document by its title, and the departments of its tasks."""
        if doc not in self._titles:
            self._titles[doc] = title
            self._known.learn(names)

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the documents it knows, by their ids, in the order in which it learnt them."""
        return self._titles

    def kept(self) -> tuple[dict[str, str], list[str]]:
        """The titles by document, and the keys of the departments, that it knows."""
        return self._titles, self._known.kept()

    def take(self, kept: tuple[dict[str, str], list[str]]) -> None:
        """Know what was kept."""
        self._titles.update(kept[0])
        self._known.take(kept[1])

    def teach(self, register: Register) -> None:
        """Know departments by all their names."""
        self.taught = True
        self._known.teach(register.bodies(), register.bare_names(), register.forerunners())

    def knows(self, doc: str) -> bool:
        """Whether it knows a document already."""
        return doc in self._titles

    def use(self, searcher: Searcher) -> None:
        """Search a ledger with what was made ready for it."""
        self._searcher = searcher

    def parse(self, expression: str, today: date) -> Query:
        """The query of an expression; raises `Mistake` with the place and the nearest valid word."""
        context = Context(
            profile=self._profile,
            today=today,
            person=self._person,
            titles=self._titles,
            forces=self._forces() if asks_for_force(expression) else {},
            known=self._known,
        )
        return parse(expression, context)

    def select(self, expression: str, ledger: Ledger, today: date) -> Selection:
        """What an expression shows of a ledger; the ledger searched last is kept ready."""
        query = self.parse(expression, today)
        return Selection(self.searcher(ledger).run(query), len(ledger), query)

    def searcher(self, ledger: Ledger) -> Searcher:
        """A ledger made ready to be searched: the one of the last search where it is the same or only marked anew."""
        searcher = self._searcher
        if searcher is None or not (searcher.is_of(ledger) or searcher.follow(ledger)):
            searcher = self._searcher = Searcher(ledger)
        return searcher

    def detail_names(self) -> tuple[str, ...]:
        """The printed names of all details in the ledger that is kept ready, in the order they are met."""
        return tuple(self._searcher.table.printed.detail_names) if self._searcher else ()

    def facets(
        self,
        expression: str,
        ledger: Ledger,
        today: date,
        wanted: Callable[[Entry], bool] | None,
        lang: str = "zh",
    ) -> Callable[[], Facets]:
        """What reads the facets of the rows that an expression shows, but for what it chose of facets itself.

        The search is done here; what is returned reads the columns of its `wanted` rows and may run beside the screen.
        """
        from tui.query.columns.facets import Facets, take_apart

        rest, chosen = take_apart(self.parse(expression, today))
        if not chosen:
            rest = expression.strip()
        searcher = self.searcher(ledger)
        rows = searcher.rows(self.parse(rest, today).node)
        if wanted is not None:
            rows = [row for row in rows if wanted(searcher.table.entries[row])]
        rest = in_language(rest, lang, {each.zh: each.key for each in self._profile.statuses}) if chosen else rest
        make = partial(Facets, searcher, rows, self._profile, self._titles)
        return partial(make, rest=rest, chosen=chosen, lang=lang, today=today)

    def tallies(self, expression: str, ledger: Ledger, today: date) -> Tallies:
        """The figures of what an expression shows of a ledger."""
        from tui.query.columns.tallies import Tallies

        searcher = self.searcher(ledger)
        rows = searcher.rows(self.parse(expression, today).node)
        tallies = Tallies(searcher.table, rows, today, self._profile, self._counted)
        self._counted = tallies.counted
        return tallies

    def other_names(self, expression: str, entry: Entry, today: date) -> list[tuple[str, str]]:
        """The bodies of an entry that an expression found under another name: the word, and the name as printed."""
        return list(dict.fromkeys(other_names(self.parse(expression, today).node, entry)))

    def meant(self, word: str) -> frozenset[str]:
        """The departments, as keys, that a word means though their printed names may not hold it."""
        return self._known.reach(word).also

    def explain(self, expression: str, entry: Entry, texts: Texts, today: date) -> tuple[bool, list[str]]:
        """Whether an expression shows an entry, and why, line by line."""
        node = self.parse(expression, today).node
        return node.match(entry), explain(node, entry, texts)
