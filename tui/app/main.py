"""The main screen: the desk that every feature works at, and what comes in from outside."""

from __future__ import annotations

import gc
from collections.abc import Callable, Coroutine, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from textual.events import DescendantFocus, Key, Resize
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from tui.app.arrangement import fitting
from tui.app.lines.rows import LineList
from tui.app.lookout import Lookout
from tui.app.panes.bars import KeyLine
from tui.app.view import Pane, facts_of, view_of
from tui.i18n import LANGUAGES, Texts
from tui.model.document import Document
from tui.model.errors import Problem
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.app.desk import Action, Again, Answer, Back, Desk, Movable, News, Offer
    from tui.app.filling import Filling
    from tui.app.inputs import Fields
    from tui.app.keyboard import Keyboard
    from tui.app.lines.labelled import Fact
    from tui.app.panes.prompt import Prompt
    from tui.app.watching import Watching
    from tui.app.writer import Refused, Writing, Written
    from tui.model.ledger import Entry, Ledger

Room = TypeVar("Room")


class Host(Protocol):
    """The program around the screen."""

    def give_up(self, problem: Problem) -> None:
        """Leave because the workspace cannot be read."""

    async def greet(self, screen: Screen[None], before: Widget) -> None:
        """On the first run, tell the keys that matter."""

    def dismiss_welcome(self) -> None:
        """Take the greeting away."""

    def recolour(self, theme: str) -> None:
        """Show another theme."""

    @property
    def shown_theme(self) -> str:
        """The theme that is shown."""

    def leave(self) -> None:
        """Finish what is being written, keep the place, and go."""


class MainScreen(Lookout):
    """One document with its tasks."""

    def __init__(
        self, host: Host, workspace: Workspace, texts: Texts, document: Document, expression: str = ""
    ) -> None:
        super().__init__(workspace, texts, document)
        self._host = host
        self._wish = expression
        self._rooms: dict[object, object] = {}
        self._furnishing = False

    # What acts on behalf of the screen, made when it is first wanted

    @cached_property
    def keyboard(self) -> Keyboard:
        """What makes commands of keys."""
        from tui.app.features import keymap
        from tui.app.keyboard import Keyboard

        return Keyboard(self, keymap(self.present.profile, self.present.settings), self.key_line, self.key_menu)

    @cached_property
    def fields(self) -> Fields:
        """What opens the fields to type in."""
        from tui.app.inputs import Fields

        return Fields(self, self.prompts, lambda: self.filling.fill(self._view))

    @cached_property
    def filling(self) -> Filling:
        """What finds the rows of the table."""
        from tui.app.filling import Filling

        return Filling(self, self.found)

    @cached_property
    def writing(self) -> Writing:
        """What writes to the workspace."""
        from tui.app.beside import beside
        from tui.app.writer import Writing

        return Writing(lambda work: beside(self, work, "write", exclusive=False), self.post_message)

    @cached_property
    def watching(self) -> Watching:
        """What comes from others."""
        from tui.app.watching import Watching

        return Watching(self, self.writing)

    # Coming and going

    async def on_mount(self) -> None:
        """Show the document; the rest follows once it is painted, or at once where the tasks are to be seen first."""
        self.outline.show(self.document)
        self.text.show(self.document)
        self.stand(self._view)
        kept = self.present.recall("place")
        if self._wish or kept.get("pane") not in (None, Pane.TEXT, Pane.OUTLINE):
            await self.furnish()
        else:
            self.call_after_refresh(self.furnish)

    async def furnish(self) -> None:
        """Bring in the tasks and all that acts, then go where the person was; once."""
        if self._furnishing:
            return
        self._furnishing = True
        try:
            self.present.hurry()
        except Problem as problem:
            self._host.give_up(problem)
            return
        with self.app.batch_update():
            await self.mount_rest()
            await self._host.greet(self, self.key_menu)
            self.refresh_marks()
            self._begin()
        from tui.app.watching import EVERY

        self.watching.start()
        self.set_interval(EVERY, self.watching.look)
        self._exchange()
        self.opened()
        if self.present.private.healed:
            self.say(self.texts("cli.writer_healed", path=self.present.private.folder / "writer"), alarm=True)
        self._started()
        gc.freeze()  # what the start made stays; from here on garbage is collected again
        gc.enable()

    def _exchange(self) -> None:
        """Exchange with the team's server now and then, where there is one."""
        settings = self.present.settings
        if settings.server and not settings.read_only and not self.present.is_demo:
            from tui.app.exchanging import EVERY, SOON, Exchanging

            exchanging = Exchanging(self, self.status_line.stand, self.watching.look)
            self.set_timer(SOON, exchanging.begin)
            self.set_interval(EVERY, exchanging.begin)

    def _begin(self) -> None:
        """Go where the person was, what no longer exists left out; or to what the command line asks for."""
        kept = view_of(dict(self.present.recall("place")))
        if kept is not None and self.present.settings.low_bandwidth:
            kept = kept._replace(detail=kept.pane is Pane.DETAIL)  # each move would send another
        if self._wish:
            self.look(self._view._replace(expression=self._wish).at(Pane.TASKS))
        elif kept is not None and kept.doc == self.document.id:
            try:
                self.look(kept, jump=True)
            except Problem:  # a filter of another version
                self.look(kept._replace(expression=""), jump=True)
            self.back = ()
        else:
            self.look(self._view)
        self.show_detail()

    def opened(self) -> None:
        """What the features have to say of a document that was just opened."""
        from tui.app.features import OPENED

        for each in OPENED:
            each(self)

    def _started(self) -> None:
        """What the features have to say of the workspace, once."""
        from tui.app.features import STARTED

        for each in STARTED:
            each(self)

    def raised(self) -> None:
        """Put the board before the panes."""
        from tui.app.features import RAISED

        for each in RAISED:
            each(self)

    def facts(self) -> dict[str, Any]:
        """What is kept for the next start."""
        return facts_of(self.view)

    # What comes in

    async def on_key(self, event: Key) -> None:
        """Every key that no field has taken comes here; with it the last news have been read."""
        from tui.app.keys import pressed

        await self.furnish()
        self._host.dismiss_welcome()
        typing = self.fields.take(event)
        taken = typing or (self.fields.typing is None and self._press(pressed(event)))
        if taken:
            event.stop()
            event.prevent_default()

    def _press(self, key: str) -> bool:
        self.status_line.say("")
        if self.keyboard.take(key):
            return True
        if len(key) == 1:
            self.say(self.texts("app.no_such_key", pressed=key))
        return False

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A key at the foot, or of a small menu, was clicked."""
        event.stop()
        if event.command:
            self.keyboard.click(event.command)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Another pane was clicked: it has the focus now."""
        name = event.widget.id or ""
        if event.widget is self.focused and self.furnished and name in set(Pane) and name != self._view.pane:
            self.look(self.view.at(Pane(name)))

    def on_resize(self, event: Resize) -> None:
        """Another size may have room for more or less."""
        self.stand(self._view)

    def on_prompt_changed(self, event: Prompt.Changed) -> None:
        """Something is typed in a field."""
        self.fields.typed(event.prompt, event.text)

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        """A field was left."""
        self.fields.closed(event.prompt, event.text, accepted=event.accepted)

    def on_prompt_wanted(self, event: Prompt.Wanted) -> None:
        """A field was clicked."""
        self.fields.open(self.fields.pane_of(event.prompt))

    def on_line_list_cursor_moved(self, event: LineList.CursorMoved) -> None:
        """Lines and detail follow the cursor of the pane in focus; rows that were held go."""
        if event.control is self.__dict__.get("table"):
            self.let_go()
        if event.control.has_focus:
            self.tell()
            self.follow()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A row was clicked twice."""
        self.keyboard.click("open")

    def on_written(self, event: Written) -> None:
        """Show what changed, and say that it is saved."""
        from tui.model.change import split_target

        news = event.news(event.changes) if event.changes else ""  # what is gone afterwards still has its name
        self.refresh_marks(frozenset((change.doc, split_target(change.target)[0]) for change in event.changes))
        self.say(f"{news} · {self.texts('app.saved')}" if event.changes else self.texts("app.unchanged"))
        if any(change.reverts for change in event.changes):
            self.reveal(event.changes)

    def on_refused(self, event: Refused) -> None:
        """Say why not, or ask where the person must decide."""
        if event.again is None or event.problem.code not in {"changed_since", "elsewhere"}:
            self.complain(event.problem)
            if event.back is not None:
                self._give_back(event.back, self.sentence(event.problem))
            return
        from tui.app.reverted import question

        self.confirm(question(self, event.problem), event.again)

    def _give_back(self, back: Back, why: str) -> None:
        """Open again what was typed, unless something else is being written by now."""
        from tui.app.dialogs.dialog import Writable

        if not isinstance(self.app.screen, Writable):
            back(why)

    # What a feature asks for

    @property
    def focus_pane(self) -> Movable:
        """The pane that has the focus."""
        return self.pane_widget(self._view.pane)

    @property
    def filtered(self) -> Ledger:
        """What the table filters: the tasks of the open document, or of all."""
        return self.filling.ledger(self._view)

    def say(self, news: str, *, alarm: bool = False) -> None:
        """Say something on the status line, and in a dialog that stands before it; it passes with the next key."""
        self.status_line.say(news, alarm=alarm)
        before = self.app.screen
        if before is not self and news:
            from tui.app.dialogs.dialog import Dialog

            if isinstance(before, Dialog):
                before.hear(news)

    def hint(self, news: str) -> None:
        """Say something on the status line, unless something else stands there."""
        if not self.status_line.news:
            self.say(news)

    def sentence(self, problem: Problem) -> str:
        """A problem as a sentence."""
        return self.texts(f"error.{problem.code}", **problem.values)

    def complain(self, problem: Problem) -> None:
        """Say a problem."""
        self.say(self.sentence(problem), alarm=True)

    def write(self, action: Action, news: News, *, again: Again | None = None, back: Back | None = None) -> None:
        """Write beside the screen and in order."""
        self.writing.write(action, news, again, back)

    def keep_place(self) -> None:
        """Keep where one is for the next start, however this one ends."""
        self.present.keep("place", self.facts())

    def beside(self, work: Callable[[], Coroutine[None, None, None]], group: str) -> None:
        """Do something beside the screen."""
        from tui.app.beside import beside

        beside(self, work, group)

    def ask(self, dialog: ModalScreen[Answer], then: Callable[[Answer], None]) -> None:
        """Open a dialog; a dialog that was left answers None, and nothing is done then. What cannot be done is said."""

        def answered(value: Answer | None) -> None:
            if value is not None:
                try:
                    then(value)
                except Problem as problem:
                    self.complain(problem)

        self.app.push_screen(dialog, answered)

    def confirm(
        self, question: str, then: Callable[[], object], otherwise: Callable[[], object] = lambda: None
    ) -> None:
        """Ask yes or no."""
        from tui.app.dialogs.simple import Confirm

        def answered(yes: bool | None) -> None:
            (then if yes else otherwise)()

        self.app.push_screen(Confirm(question, self.texts), answered)

    def pick(
        self, title: str, rows: Sequence[tuple[Answer, str]], then: Callable[[Answer], None], at: Answer | None = None
    ) -> None:
        """Let the person choose one of several rows."""
        from tui.app.dialogs.picker import Choice, Picker

        choices = [Choice(value, text) for value, text in rows]
        self.ask(Picker(title, choices, self.texts, self.finds, at=at), then)

    def finds(self, typed: str) -> Callable[[str], Sequence[tuple[int, int]]]:
        """What finds a typed word in the rows of a list, in characters or pinyin."""
        return self.workspace.needle(typed).spans_name

    def room(self, kind: Callable[[Desk], Room]) -> Room:
        """The room of a feature, made once."""
        if kind not in self._rooms:
            self._rooms[kind] = kind(self)
        return cast("Room", self._rooms[kind])

    def task_facts(self, entry: Entry, title: str) -> list[Fact]:
        """What the detail says of a task."""
        from tui.app.became import Became

        return self.room(Became).task_facts(entry, title)

    def open_field(self) -> None:
        """Open the field that belongs to the pane in focus."""
        pane = self._view.pane
        self.fields.open(Pane.TASKS if pane is Pane.DETAIL else pane)

    def cycle(self, step: int) -> None:
        """Give the focus to the next pane that stands, or the one before."""
        stand = fitting(self.app.size.width, self._view, headings=bool(self.outline.row_count))
        shown = [pane for pane in Pane if pane in stand]
        at = shown.index(self._view.pane) if self._view.pane in shown else 0
        self.look(self.view.at(shown[(at + step) % len(shown)]))

    @property
    def offers(self) -> Sequence[Offer]:
        """Every command there is, in the order of help."""
        return tuple(self.keyboard.offers())

    def show_keys(self) -> None:
        """The foot line says what one may press; while one types, what else the field takes."""
        if self.fields.typing is None:
            self.keyboard.show_keys()
        else:
            self.key_line.show(self.fields.keys())

    def do(self, command: str) -> None:
        """Do the command of this name."""
        self.keyboard.click(command)

    def send_to_clipboard(self, text: str) -> None:
        """Ask the terminal to take a text into the clipboard."""
        self.app.copy_to_clipboard(text)

    def relabel(self) -> None:
        """Speak the other language."""
        at = LANGUAGES.index(self.texts.lang)
        self.texts = Texts(LANGUAGES[(at + 1) % len(LANGUAGES)], self.texts.keys)
        self.table.use_texts(self.texts)
        self.text.use_texts(self.texts)
        self.tell()
        self.show_detail()

    @property
    def theme(self) -> str:
        """The colours that are shown."""
        return self._host.shown_theme

    def recolour(self, theme: str) -> None:
        """Show other colours."""
        self._host.recolour(theme)

    def leave(self) -> None:
        """Leave the program."""
        self._host.leave()
