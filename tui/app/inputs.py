"""The fields one types into: the filter above the table, the searches above the text and the outline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from textual.events import Key

from tui.app.desk import Desk
from tui.app.panes.bars import Key as Shown
from tui.app.panes.prompt import Prompt
from tui.app.recalled import Recalled
from tui.app.view import Pane, View
from tui.model.errors import Problem
from tui.query.language.mistakes import Mistake

_KEPT: Final = {Pane.TASKS: "filters", Pane.TEXT: "searches", Pane.OUTLINE: "headings"}
"""Under which name what was typed is kept."""
_ROWS: Final = {"ctrl+n": 1, "ctrl+p": -1}
"""Keys that move in the rows while one types what filters them."""


_ON: Final = {"tab": 1, "shift+tab": -1}
"""Keys that put what the filter may go on with in its place, one after the other."""
_SHOWN: Final = 12
"""Of what the filter may go on with, so many are told."""


class Fields:
    """Opens the fields, and looks at what is typed in them."""

    def __init__(self, desk: Desk, prompts: Mapping[Pane, Prompt], refill: Callable[[], None]) -> None:
        """`refill` finds the rows anew: what may still have become a field while it was typed is now a word."""
        self._desk = desk
        self._prompts = prompts
        self._refill = refill
        self._recalled = {pane: Recalled(desk.present, name) for pane, name in _KEPT.items()}
        self._before = desk.view
        self._offered: tuple[str, ...] = ()
        """What the filter may go on with, and first what was typed."""
        self._unread = False

    @property
    def typing(self) -> Pane | None:
        """The pane whose field is open."""
        return next((pane for pane, prompt in self._prompts.items() if prompt.typing), None)

    def open(self, pane: Pane) -> None:
        """Open the field of a pane; a filter is there to be changed, a search begins anew."""
        desk, prompt = self._desk, self._prompts[pane]
        self._before = desk.view
        self._recalled[pane].begin()
        self._offered = ()
        prompt.display = True
        text = f"{desk.view.expression} ".lstrip() if pane is Pane.TASKS else ""  # another condition is typed on
        fits = self._fits if pane is Pane.TASKS else lambda _: True
        placeholder, below = desk.texts(f"app.placeholder.{pane.value}"), desk.texts("app.prompt_keys")
        prompt.screen.call_next(prompt.ask, text, placeholder, below, fits)  # behind the keys that wait already
        prompt.screen.call_next(desk.tell)

    def keys(self) -> list[Shown]:
        """The keys that the foot line tells while one types, beside those that the line below the field tells."""
        said = self._desk.texts("app.field_keys.filter" if self.typing is Pane.TASKS else "app.field_keys.words")
        return [Shown(key, word, "") for key, _, word in (each.partition(" ") for each in said.split("|"))]

    def pane_of(self, prompt: Prompt) -> Pane:
        """The pane that a field belongs to."""
        return next(pane for pane, each in self._prompts.items() if each is prompt)

    def take(self, event: Key) -> bool:
        """Take a key while a field is open: leaving it, what was typed before, moving in the rows; else it is typed."""
        pane = self.typing
        if pane is None:
            return False
        prompt = self._prompts[pane]
        if event.key == "escape":
            prompt.leave(accepted=False)
        elif event.key in {"up", "down"}:
            text = self._recalled[pane].step(1 if event.key == "down" else -1, prompt.text)
            if text is not None:
                prompt.put(text)
        elif event.key in _ROWS and pane is Pane.TASKS:
            self._desk.table.move(_ROWS[event.key])
        elif event.key in _ON and pane is Pane.TASKS:
            self._go_on(prompt, _ON[event.key])
        else:
            return prompt.take(event)
        return True

    def _go_on(self, prompt: Prompt, step: int) -> None:
        """Put the next of what the filter may go on with in its place, and tell the others; none is told too.

        What it could go on with in one way only is gone on from: behind the name of a field come its values.
        """
        text = prompt.text
        if text not in self._offered:
            self._offered = (text, *self._continued(text))
        elif self._offered[1:] == (text,) and step > 0:
            self._offered = (text, *self._continued(text)) if text.endswith(":") else self._offered[1:]
        if len(self._offered) == 1:
            prompt.tell(self._desk.texts("app.completion.none"))
            return
        at = (self._offered.index(text) + step) % len(self._offered)
        prompt.put(self._offered[at])
        self._tell_offered(prompt, at)

    def _continued(self, text: str) -> tuple[str, ...]:
        """What a filter may become of the document that the table is of, or of all."""
        from tui.workspace.completing import continued

        desk, view = self._desk, self._desk.view
        return continued(desk.workspace, text, None if view.every else view.doc, desk.texts.lang)

    def _tell_offered(self, prompt: Prompt, at: int) -> None:
        """Tell which of what is offered stands in the field, and what follows; a body with its name of today."""
        from tui.export.values import with_today
        from tui.workspace.completing import bodies_meant, last_at

        desk, offered = self._desk, self._offered
        start = last_at(offered[0])
        today = bodies_meant(desk.workspace, offered[0][start:], None if desk.view.every else desk.view.doc)
        follow = [each[start:].rpartition(":")[2] or each[start:] for each in (*offered[at:], *offered[1:at])]
        told = [with_today(name, today.get(name), desk.texts) for name in follow[:_SHOWN]]
        words = "  ".join(told) + (" …" if len(follow) > _SHOWN else "")
        prompt.tell(desk.texts("app.completion", words=words, at=at, count=len(offered) - 1))

    @property
    def unread(self) -> bool:
        """Whether what is typed is no filter yet, so that the rows are still those of the one before it."""
        return self._unread

    def typed(self, prompt: Prompt, text: str, *, accepted: bool = False) -> None:
        """Follow what is typed; a filter that cannot be read is said, and what was shown stays."""
        pane, was = self.pane_of(prompt), self._unread
        if text not in self._offered:
            self._offered = ()
            prompt.tell(self._desk.texts("app.prompt_keys"))
        self._unread = False
        try:
            self._desk.look(self._with(pane, text))
            if accepted:
                self._refill()
            if was:
                self._desk.tell()
        except Problem as problem:
            self._unread, begun = True, _is_begun(problem, text)
            if begun or not was:
                self._desk.tell()
            if begun:
                self._tell_begun(prompt, text)
            else:
                self._tell(text, problem)

    def _tell_begun(self, prompt: Prompt, text: str) -> None:
        """A condition whose value is not there yet is no mistake; which key lists what may stand there is told."""
        if self._offered[1:] in {(), (text,)}:
            prompt.tell(self._desk.texts("app.filter_begun"))

    def _with(self, pane: Pane, text: str) -> View:
        """The View with this text in a field."""
        view = self._desk.view
        if pane is Pane.TASKS:
            return view.filtered(text)
        return view._replace(searched=text.strip()) if pane is Pane.TEXT else view._replace(sought=text.strip())

    def _fits(self, expression: str) -> bool:
        """Whether a filter can be read; what is wrong with one that cannot is said."""
        try:
            self._desk.workspace.check_filter(expression)
        except Problem as problem:
            self._tell(expression, problem)
            return False
        return True

    def _tell(self, expression: str, problem: Problem) -> None:
        stretch = (problem.start, problem.end) if isinstance(problem, Mistake) else (0, 0)
        said = self._desk.sentence(problem)
        self._prompts[Pane.TASKS].say(expression, said, mistaken=True, stretch=stretch)

    def _forget_misses(self, pane: Pane, text: str) -> None:
        """A search that found nothing is over, and that is said: nothing of it stands in the way later."""
        desk = self._desk
        found = {Pane.TEXT: desk.text.next_hit, Pane.OUTLINE: desk.outline.next_hit}.get(pane)
        if text.strip() and found is not None and not found(0):
            desk.look(self._with(pane, ""))
            desk.say(desk.texts("app.no_hit_for", words=text.strip()))

    def closed(self, prompt: Prompt, text: str, *, accepted: bool) -> None:
        """Keep what was typed, or go back to what was before; then to the rows, the words, the headings."""
        pane = self.pane_of(prompt)
        self._unread = False
        if accepted:
            self._recalled[pane].add(text)
            self.typed(prompt, text, accepted=True)
            self._forget_misses(pane, text)
        else:
            before = self._before
            was = {Pane.TASKS: before.expression, Pane.TEXT: before.searched, Pane.OUTLINE: before.sought}
            there = self._with(pane, was[pane])
            self._desk.look(there._replace(task=before.task, place=before.place, heading=before.heading))
        self._desk.look(self._desk.view.at(pane))


def _is_begun(problem: Problem, text: str) -> bool:
    """Whether all that is wrong with a filter is that the value of its last condition is not there yet."""
    return isinstance(problem, Mistake) and problem.code == "filter_value" and problem.end >= len(text.rstrip())
