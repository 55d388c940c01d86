"""The app: one main screen, the dialogs before it, the language, and a clean end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar, cast

from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Event, Key, Paste

from tui.app.screens.main import MainScreen
from tui.i18n import LANGUAGES, Texts
from tui.model.document import HEADINGS, Document
from tui.model.errors import Problem
from tui.workspace import Workspace

if TYPE_CHECKING:
    from textual.events import CursorPosition
    from textual.theme import Theme
    from textual.widgets import Static

    from tui.app.noting import Draft
    from tui.app.screens.picker import Choice
    from tui.model.change import Note

Value = TypeVar("Value")

WIDE_BLANKS: Final = ("\u3000", "\u00a0")
"""What the space bar sends while an input method is on: blanks that are text, though not printable to Python."""
AMBIGUOUS: Final = "“"
"""A character that Unicode lets be one cell wide or two; documents are full of it, and Rich counts one."""


class DubanApp(App[int]):
    """The terminal browser."""

    TITLE = "duban"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", show=False, priority=True, id="leave"),
        Binding("ctrl+c", "interrupt", show=False, id="interrupt"),
        Binding("ctrl+z", "suspend_process", show=False, id="suspend"),
    ]

    def __init__(self, workspace: Workspace, document: Document, expression: str = "") -> None:
        self._themes: dict[str, Theme | None] = {}
        super().__init__(ansi_color=True)  # known before NO_COLOR is looked at: else colours become black on black
        self.workspace = workspace
        self.texts = Texts(workspace.settings.lang)
        self._document = document
        self._expression = expression
        self.problem: Problem | None = None
        self._welcome: Static | None = None
        self.theme = "ansi-dark"

    def get_theme(self, theme_name: str) -> Theme | None:
        """A theme by name; kept, because Textual asks for it at every line it paints and looks through all of them."""
        if theme_name not in self._themes:
            self._themes[theme_name] = super().get_theme(theme_name)
        return self._themes[theme_name]

    @property
    def main(self) -> MainScreen:
        """The main screen."""
        return cast("MainScreen", self.screen_stack[0])

    def on_mount(self) -> None:
        """Open the document, and listen for the ends that come from outside."""
        self._listen()
        self._measure_letter()
        self.app_resume_signal.subscribe(self, lambda _: self.repaint())

    async def on_event(self, event: Event) -> None:
        """Pass an event on; a wide blank typed in a field goes in as if it were pasted, for Textual drops such keys."""
        if isinstance(event, Key) and event.character in WIDE_BLANKS:
            from textual.widgets import Input, TextArea

            if isinstance(self.focused, (Input, TextArea)) and not getattr(self.screen, "BLANK_CHOOSES", False):
                event = Paste(event.character)
        await super().on_event(event)

    def _measure_letter(self) -> None:
        """Ask the terminal how wide it draws “, before anything is painted over it; a dumb one simply never answers.

        In the second row, because an answer from the first would read as a function key.
        """
        if self._driver is not None:
            self._driver.write(f"\x1b[2;1H{AMBIGUOUS}\x1b[6n\x1b[H")

    def on_cursor_position(self, event: CursorPosition) -> None:
        """The terminal's answer: where “ … — ★ take two cells, lines drift, and only its own settings can help."""
        if event.x > 1:
            self.main.status_line.say(news=self.texts("app.wide_letters"), alarm=True)

    def repaint(self) -> None:
        """Paint everything anew: after Ctrl-Z and fg, or another editor, the terminal shows something else."""
        self.screen.refresh(layout=True)
        for widget in self.screen.walk_children(with_self=False):
            widget.refresh()

    def get_default_screen(self) -> MainScreen:
        """The main screen is the app's own, so that none is laid out before it."""
        return MainScreen(self.workspace, self.texts, self._document, self._expression)

    async def greet(self, main: MainScreen) -> None:
        """On the first run, the keys that matter, under the panes; any key takes them away and still does its work."""
        if not self.workspace.recall("place"):
            from textual.widgets import Static

            self._welcome = Static(self.texts("app.welcome"), markup=False)
            self._welcome.styles.border_top = ("solid", "ansi_green")
            await main.mount(self._welcome, after=main.key_menu)

    def dismiss_welcome(self) -> None:
        """Take the greeting away."""
        if self._welcome is not None:
            self._welcome.remove()
            self._welcome = None

    # Leaving

    def give_up(self, problem: Problem) -> None:
        """Leave because the workspace cannot be read; the problem is said where the screens were."""
        self.problem = problem
        self.exit(problem.exit_code)

    def _fatal_error(self) -> None:
        """Leave because of a fault of duban's own, with one sentence rather than a page of what the memory held."""
        from rich.text import Text

        from tui.app.mishap import report

        fault = self._exception or RuntimeError()
        self._exit_renderables.append(Text(report(fault, self.workspace.private.folder, self.texts)))
        self._close_messages_no_wait()

    def _listen(self) -> None:
        """A closed line or a polite kill ends the app as `q` does."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self.leave)

    def leave(self) -> None:
        """Finish what is being written, keep the place, and go."""
        self.run_worker(self._leave(), name="leave", exclusive=True)

    async def _leave(self) -> None:
        main = self.main
        from tui.app.screens.editor import NoteEditor

        if isinstance(self.screen, NoteEditor):
            self.screen.keep_draft()
        self.workspace.keep("place", main.going.facts())
        await main.writing.settle()
        self.workspace.close()
        self.exit(0)

    def action_leave(self) -> None:
        """Ctrl-Q leaves wherever one is."""
        self.leave()

    def action_interrupt(self) -> None:
        """Ctrl-C says how to leave: some press it to copy."""
        self.main.status_line.say(news=self.texts("app.how_to_quit"))

    # Language

    def toggle_language(self) -> None:
        """Chinese or English, from now on."""
        at = LANGUAGES.index(self.texts.lang)
        self.texts = Texts(LANGUAGES[(at + 1) % len(LANGUAGES)])
        self.main.relabel(self.texts)

    # Dialogs; each is imported when it is first wanted, so that the start does not wait for it

    def write_note(self, draft: Draft, text: str, then: Callable[[str], None], unsaved: str | None = None) -> None:
        """Open the editor; `then` gets the text if the person saves it, `unsaved` is what could not be saved before."""
        from tui.app.screens.editor import NoteEditor

        self.push_screen(NoteEditor(self.workspace, self.texts, draft, text, unsaved), self._if_given(then))

    def confirm(
        self, question: str, then: Callable[[], object], otherwise: Callable[[], object] = lambda: None
    ) -> None:
        """Ask yes or no; `then` runs on yes, `otherwise` on no."""
        from tui.app.screens.dialogs import Confirm

        def answered(yes: bool | None) -> None:
            (then if yes else otherwise)()

        self.push_screen(Confirm(question, self.texts), answered)

    def pick(
        self, title: str, rows: Sequence[tuple[Value, str]], then: Callable[[Value], None], at: Value | None = None
    ) -> None:
        """Let the person choose one of several; `then` gets the chosen value."""
        from tui.app.screens.picker import Choice

        choices = [Choice(value, text) for value, text in rows]
        self.choose(title, choices, then, at)

    def choose(
        self, title: str, choices: Sequence[Choice[Value]], then: Callable[[Value], None], at: Value | None = None
    ) -> None:
        """As `pick`, with an aside behind each row."""
        from tui.app.screens.picker import Picker

        self.push_screen(Picker(title, choices, self.texts, self.spans, at=at), self._if_given(then))

    def spans(self, typed: str) -> Callable[[str], Sequence[tuple[int, int]]]:
        """What finds a typed word in the rows of a list, in characters or pinyin."""
        return self.workspace.needle(typed).spans_name

    def pick_note(self, title: str, rows: Sequence[tuple[Note, str]], then: Callable[[Note], None]) -> None:
        """Let the person choose a note."""
        self.pick(title, rows, then)

    def pick_section(self, document: Document, title: str, at: str | None, then: Callable[[str], None]) -> None:
        """Let the person choose a heading of a document."""
        headings = [section for section in document.sections if section.kind in HEADINGS]
        depths = [len(list(document.ancestors(section.id))) - 1 for section in headings]
        from tui.app.describe import section_name

        rows = [(s.id, f"{'  ' * depth}{section_name(s)}") for s, depth in zip(headings, depths, strict=True)]
        self.pick(title, rows, then, at)

    def _if_given(self, then: Callable[[Value], None]) -> Callable[[Value | None], None]:
        """A dialog that was left answers None; nothing is done then. What cannot be done is said."""

        def answered(value: Value | None) -> None:
            if value is not None:
                try:
                    then(value)
                except Problem as problem:
                    self.main.complain(problem)

        return answered
