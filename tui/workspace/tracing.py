"""A plan of the library laid against the tasks of a document, with what people corrected of that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.model.change import Change, Intent, keyed_target
from tui.model.errors import Usage
from tui.model.trace import Answer, State, Traced, trace

if TYPE_CHECKING:
    from tui.model.document import Document
    from tui.model.ledger import Key, Ledger
    from tui.model.task import Task
    from tui.query.match.register import Register
    from tui.workspace.ground import Ground


class Tracing(NamedTuple):
    """A plan laid against tasks."""

    doc: str
    plan: str
    tasks: tuple[Traced, ...]
    corrected: dict[str, Change]
    """What people said of a task, by its id."""


def traced(workspace: Ground, register: Register, doc: Document, plan: Document, ledger: Ledger | None) -> Tracing:
    """Lay a plan against the tasks of a ledger; without one those of the plan's issuer, all where it has none."""

    def same(name: str, other: str) -> bool:
        ours, theirs = register.means(name, doc.issuer), register.means(other, plan.issuer or doc.issuer)
        return name == other or (ours is not None and ours is theirs) or other.endswith(name) or name.endswith(other)

    tasks = [entry.task for entry in ledger] if ledger is not None else _of_issuer(doc, plan, same)
    held = {task.id: workspace.state.held(doc.id, keyed_target(task.id, "trace", plan.id), "trace") for task in tasks}
    said = {task: change for task, change in held.items() if change is not None and isinstance(change.value, dict)}
    found = tuple(_corrected(each, said.get(each.task.id), plan) for each in trace(doc, plan, tasks, same))
    return Tracing(doc.id, plan.id, found, said)


def _of_issuer(doc: Document, plan: Document, same: object) -> Sequence[Task]:
    """The tasks that the issuer of a plan leads or takes part in; all where that is none."""
    issuer = plan.issuer
    mine = [task for task in doc.tasks if issuer and callable(same) and any(same(n, issuer) for n in task.agencies)]
    return mine or doc.tasks


def _corrected(found: Traced, said: Change | None, plan: Document) -> Traced:
    """What a person said in the place of what was found; the passage that was named stands first."""
    value = said.value if said and isinstance(said.value, dict) else {}
    if value.get("state") not in list(State):
        return found
    state, section = State(value["state"]), plan.section(str(value.get("section") or ""))
    if state is State.NONE:
        return Traced(found.task, state, ())
    others = tuple(each for each in found.answers if section is None or each.section != section.id)
    named = (Answer(section.id, 1.0, section.text, None, None),) if section else ()
    return Traced(found.task, state, (*named, *others))


def correct(
    workspace: Ground, keys: Iterable[Key], plan: str, word: str, *, section: str = "", because: str = ""
) -> tuple[Change, ...]:
    """Say whether a plan answers tasks, and where; `auto` lets what is found hold again. Raises `Usage`."""
    if word not in {*State, "auto"}:
        raise Usage("unknown_trace", state=word, known="answered、partly、none、auto")
    value = None if word == "auto" else {"state": word, "section": section}
    intents = []
    for doc, task in dict.fromkeys(keys):
        target = keyed_target(task, "trace", plan)
        held = workspace.state.held(doc, target, "trace")
        if (held.value if held else None) != value:
            intents.append(Intent(doc, target, "trace", value, held.stamp if held else None, because))
    return workspace.append(intents)
