"""What the detail says of a task: also under which names its bodies were found, and what became of them since."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.app.describe import task_facts
from tui.app.desk import Desk
from tui.app.lines.labelled import Fact
from tui.app.verdict_facts import verdict_facts
from tui.i18n import Texts
from tui.model.errors import Problem
from tui.model.ledger import Entry

if TYPE_CHECKING:
    from tui.query.match.register import Register, Step


class Became:
    """Knows the register of departments, read beside the screen when a task is first looked at: it is long."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._register: Register | Problem | None = None
        """The register, or why it cannot be read; None until it was."""
        self._reading = False

    def task_facts(self, entry: Entry, title: str) -> list[Fact]:
        """All that is known of a task; what became of its bodies once the register is read."""
        desk, texts = self._desk, self._desk.texts
        workspace = desk.workspace
        facts = task_facts(entry, texts, workspace.now().date(), title, desk.called, rules=workspace.profile.rules)
        judged = verdict_facts(entry, workspace.profile, texts, desk.called)
        at = next((at for at, fact in enumerate(facts) if fact.label == texts("app.leads")), len(facts))
        facts[at:at] = judged
        register = self._register
        if register is None:
            self._read_register()
            return facts
        if isinstance(register, Problem):
            return [*facts, Fact(texts("app.became"), desk.sentence(register))]
        expression, document = desk.view.expression, desk.workspace.find_document(entry.doc)
        if document is None:  # it was taken out meanwhile
            return facts
        found = desk.workspace.other_names(expression, entry, desk.filtered) if expression else []
        chains = chain_facts(entry.task.agencies, document.issuer or document.title, register, texts)
        at += len(judged)
        return [*facts[:at], *found_facts(found, texts), *facts[at:], *chains]

    def _read_register(self) -> None:
        if not self._reading:
            self._reading = True
            self._desk.beside(self._read, "register")

    async def _read(self) -> None:
        self._register = await asyncio.to_thread(self._register_or_problem)
        self._desk.show_detail()

    def _register_or_problem(self) -> Register | Problem:
        try:
            return self._desk.workspace.register
        except Problem as problem:
            return problem


def found_facts(found: Iterable[tuple[str, str]], texts: Texts) -> list[Fact]:
    """The names under which bodies were found, where they are printed under others."""
    return [Fact(texts("app.found_as"), texts("app.found_as_name", word=word, name=name)) for word, name in found]


def chain_facts(names: Sequence[str], issuer: str, register: Register, texts: Texts) -> list[Fact]:
    """What each body became since, with the years and the sources; nothing of those of which nothing is known.

    A name that leaves the place out means a body of the `issuer`'s own place.
    """
    chains = {name: register.chain(name) for name in names if register.means(name, issuer)}
    facts = []
    for name, steps in chains.items():
        if steps:
            became = texts("app.became_then").join(_step(step, texts) for step in steps)
            facts.append(Fact(texts("app.became"), f"{name} → {became}"))
    return facts


def forerunner_facts(name: str, issuer: str, register: Register, texts: Texts) -> list[Fact]:
    """Whose work a body took over, with the years and the sources."""
    found = register.before(name) if register.means(name, issuer) else ()
    return [
        Fact(texts("app.forerunner"), texts("app.forerunner_step", name=before, when=step.when, source=step.source))
        for before, step in found
    ]


def _step(step: Step, texts: Texts) -> str:
    return texts("app.became_step", when=step.when, into="、".join(step.into), source=step.source)
