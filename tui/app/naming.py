"""What is said of the bodies of a task: under which name they were found, and what became of them since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.app.describe import Fact
from tui.i18n import Texts

if TYPE_CHECKING:
    from tui.query.match.register import Register, Step


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


def _step(step: Step, texts: Texts) -> str:
    return texts("app.became_step", when=step.when, into="、".join(step.into), source=step.source)
