"""The page of a department: what became of it, and the board of what it leads or takes part in."""

from __future__ import annotations

from tui.app.became import chain_facts, forerunner_facts
from tui.app.desk import Desk
from tui.app.over import Over
from tui.query.language import phrases


def page_of(desk: Desk, name: str, issuer: str, *, every: bool) -> Over:
    """The page of a department that an issuer names so: of the open document, or of all."""
    register = desk.workspace.register
    chains = chain_facts([name], issuer, register, desk.texts)
    facts = [*forerunner_facts(name, issuer, register, desk.texts), *chains]
    said = tuple(f"{fact.label}  {fact.text}" for fact in facts)
    return Over(phrases.exactly("dept", name, lang=desk.texts.lang), every=every, name=name, said=said)
