"""A plan of the library laid against the tasks that it must answer: with its words, and corrected where it errs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final, NamedTuple

from tui.app.aloud import named
from tui.app.describe import section_name, task_name
from tui.app.desk import Desk
from tui.app.dialogs.dialog import Moves
from tui.app.dialogs.grouped import Grouped, GroupRows
from tui.app.dialogs.leaving import Parcel, hand_out
from tui.app.jumps import to_place
from tui.app.lines.labelled import Fact
from tui.app.lines.pieces import Piece, cut
from tui.app.view import Pane
from tui.model.change import Change
from tui.model.document import Document
from tui.model.errors import Problem
from tui.model.ledger import Ledger
from tui.model.text import visible
from tui.model.trace import Answer, State, Traced
from tui.workspace.matrix import FORMATS, write_matrix
from tui.workspace.tracing import Tracing

_SIGNS: Final[Mapping[State, str]] = {State.ANSWERED: "●", State.PARTLY: "◐", State.NONE: "○"}
_TITLE: Final = 36
"""Cells of the plan's title."""


class Going(NamedTuple):
    """Where one goes from here: to a task, or to words of the plan."""

    doc: str
    place: str
    quote: str = ""


def open_trace(desk: Desk) -> None:
    """Ask which plan, and lay it against the tasks that a filter shows; without one against those of its issuer."""
    plans = [(doc, title) for doc, title in desk.workspace.library.titles() if doc != desk.document.id]
    if not plans:
        desk.say(desk.texts("app.trace.no_plan"), alarm=True)
        return
    ledger = desk.shown.ledger.within(desk.document.id) if desk.view.expression else None
    desk.pick(desk.texts("app.trace.pick"), plans, lambda plan: _lay(desk, plan, ledger))


def _lay(desk: Desk, plan: str, ledger: Ledger | None) -> None:
    """Lay a plan against tasks, beside the screen: a large one takes a while."""
    doc = desk.document.id

    def traced() -> Tracing:
        return desk.workspace.trace(doc, plan, ledger)

    async def lay() -> None:
        try:
            found = await asyncio.to_thread(traced)
        except Problem as problem:
            desk.complain(problem)
            return
        page = TracePage(desk, found, desk.workspace.document(plan), traced)
        desk.ask(page, lambda going: _go(desk, going))

    desk.say(desk.texts("app.trace.under_way"))
    desk.beside(lay, "trace")


def _go(desk: Desk, going: Going) -> None:
    if not going.quote:
        to_place(desk, going.place, going.doc)
        return
    view = desk.view.opened(going.doc)
    desk.look(view._replace(place=going.place, quoted=going.quote).at(Pane.TEXT), jump=True)


class TracePage(Grouped[Going, Traced]):
    """The tasks, each with what the plan says to it."""

    room: ClassVar[str] = "trace"
    groups: ClassVar[tuple[str, ...]] = ("all", *State)

    def __init__(self, desk: Desk, found: Tracing, plan: Document, again: Callable[[], Tracing]) -> None:
        """`again` lays the plan against the same tasks anew, with what was corrected since."""
        super().__init__(desk.texts, GroupRows(lambda row: row.task.id, self._piece))
        self._desk = desk
        self._tracing = found
        self._plan = plan
        self._again = again

    def find(self) -> None:
        """The tasks whose own words, or those that answer them, hold what is typed."""
        finds = self._desk.finds(self.typed) if self.typed else None
        wanted = [row for row in self._tracing.tasks if finds is None or finds(self._all_words(row))]
        groups = {state.value: [row for row in wanted if row.state is state] for state in State}
        self.show({"all": wanted, **groups}, cut(visible(self._plan.title), _TITLE))

    def _all_words(self, row: Traced) -> str:
        return visible(" ".join((row.task.text, *(answer.quote for answer in row.answers))))

    def _piece(self, row: Traced) -> Piece:
        words = f"{task_name(row.task):>4} {_SIGNS[row.state]} {row.task.text}"
        if row.answers:
            words += f"  → {self._place(row.answers[0])} “{row.answers[0].quote}”"
        return words, "dim" if row.state is State.ANSWERED else ""

    def _place(self, answer: Answer) -> str:
        section = self._plan.section(answer.section)
        return section_name(section) if section else answer.section

    def facts(self, row: Traced) -> Sequence[Fact]:
        """The task, whether it is answered, and each passage with what is right or missing in it."""
        return list(self._facts(row))

    def _facts(self, row: Traced) -> Iterator[Fact]:
        texts, said = self._desk.texts, self._tracing.corrected.get(row.task.id)
        yield Fact(task_name(row.task), row.task.text)
        state = texts(f"review.trace.{row.state}")
        if said is not None:
            state = self.say("corrected", state=state, who=self._desk.called(said.author))
        yield Fact(_SIGNS[row.state], "  ".join(filter(None, (state, said.because if said else ""))))
        for answer in row.answers:
            yield Fact("→", f"{self._place(answer)}  {self._judged(answer)}  “{answer.quote}”")

    def _judged(self, answer: Answer) -> str:
        """How like it is, whether its lead is the task's, by when it says that it will be done."""
        lead = {True: "lead", False: "other_lead", None: "no_lead"}[answer.lead_agrees]
        due = answer.due.text if answer.due else self._desk.texts("review.trace.no_due")
        return "  ".join((f"{answer.score:.0%}", self._desk.texts(f"review.trace.{lead}"), due))

    def deeds(self) -> Moves:
        """Beside what every such list does: to the passage, and each state as a person sees it."""
        correcting = {"a": State.ANSWERED, "p": State.PARTLY, "n": State.NONE, "u": "auto"}
        return {
            **super().deeds(),
            "o": self._open,
            "x": self._write_out,
            **{key: partial(self._correct, word) for key, word in correcting.items()},
        }

    def _correct(self, word: str) -> None:
        """Say how it is; a passage that was found stays the one that answers."""
        row, desk = self._list.current, self._desk
        if row is None or desk.view.as_of:
            return
        key = (self._tracing.doc, row.task.id)
        section = row.answers[0].section if row.answers and word in {State.ANSWERED, State.PARTLY} else ""

        def correct() -> tuple[Change, ...]:
            changes = desk.present.correct_trace([key], self._plan.id, word, section=section)
            self._tracing = self._again()
            return changes

        def told(_: tuple[Change, ...]) -> str:
            self.find()
            return (
                f"{named(desk, [key])} → {self.say('auto') if word == 'auto' else desk.texts(f'review.trace.{word}')}"
            )

        desk.write(correct, told)

    def _write_out(self) -> None:
        """Write out all of it, whatever is typed."""
        found, desk = self._tracing, self._desk
        parcel = Parcel(
            self.say("matrix", count=len(found.tasks)),
            [("trace", kind) for kind in FORMATS],
            lambda form, kind: desk.workspace.export_name([found.plan], kind, form),
            lambda file, _form, _told: write_matrix(desk.workspace, found, file),
        )
        hand_out(desk, parcel, lambda news: self.refuse(news.words))

    def take(self) -> None:
        """To the task."""
        if self._list.current is not None:
            self.dismiss(Going(self._tracing.doc, self._list.current.task.id))

    def _open(self) -> None:
        """To the passage that answers, in the plan."""
        row = self._list.current
        if row is not None and row.answers:
            self.dismiss(Going(self._plan.id, row.answers[0].section, row.answers[0].quote))
