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
        """Put the next of what the filter may go on with in its place, and tell the others; none is told too."""
        from tui.workspace.completing import continued, last_at

        desk, text = self._desk, prompt.text
        if text not in self._offered:
            view = desk.view
            doc = None if view.every else view.doc
            self._offered = (text, *continued(desk.workspace, text, doc, desk.texts.lang))
        offered = self._offered
        if len(offered) == 1:
            prompt.tell(desk.texts("app.completion.none"))
            return
        at = (offered.index(text) + step) % len(offered)
        prompt.put(offered[at])
        start = last_at(offered[0])
        follow = [each[start:].rpartition(":")[2] or each[start:] for each in (*offered[at:], *offered[1:at])]
        words = "  ".join(follow[:_SHOWN]) + (" …" if len(follow) > _SHOWN else "")
        prompt.tell(desk.texts("app.completion", words=words, at=at, count=len(offered) - 1))

    def typed(self, prompt: Prompt, text: str, *, accepted: bool = False) -> None:
        """Follow what is typed; a filter that cannot be read is said, and what was shown stays."""
        pane = self.pane_of(prompt)
        try:
            self._desk.look(self._with(pane, text))
            if accepted:
                self._refill()
        except Problem as problem:
            self._tell(text, problem)

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
