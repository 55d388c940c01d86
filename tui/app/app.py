"""The app: one main screen, the dialogs before it, the language, and a clean end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from rich.text import Text
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Event, Key, Paste
from textual.reactive import Reactive
from textual.screen import ModalScreen

from tui.app.delta import Canvas
from tui.app.lines.painted import FRUGAL
from tui.app.main import MainScreen
from tui.config import KEYS, THEMES
from tui.i18n import Texts
from tui.model.document import Document
from tui.model.errors import Problem
from tui.workspace import Workspace

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.events import CursorPosition
    from textual.filter import LineFilter
    from textual.geometry import Offset
    from textual.screen import Screen
    from textual.theme import Theme
    from textual.widget import Widget
    from textual.widgets import Static

    from tui.app.in_turn import InTurn


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

    theme: Reactive[str] = Reactive("ansi-dark")
    """The terminal's own colours from the first sheet of styles on: a theme set later has every sheet read again."""

    def __init__(self, workspace: Workspace, document: Document, expression: str = "") -> None:
        self._themes: dict[str, Theme | None] = {}
        super().__init__(ansi_color=True)  # known before NO_COLOR is looked at: else colours become black on black
        self.workspace = workspace
        settings = workspace.settings
        own_keys = bool(settings.keys) or settings.preset != KEYS[0]
        self.texts = Texts(settings.lang, self._key_of if own_keys else None)
        self._document = document
        self._expression = expression
        self.problem: Problem | None = None
        self._welcome: Static | None = None
        self._canvas = Canvas()
        self.set_class(workspace.settings.low_bandwidth, FRUGAL)
        self._recolouring: Sequence[LineFilter] = ()
        self.recolour(workspace.settings.theme)
        self._plain = workspace.settings.signs == "ascii"
        """Whether signs are drawn by their twins: by setting, or because the terminal draws them wide."""

    def get_theme(self, theme_name: str) -> Theme | None:
        """A theme by name; kept, because Textual asks for it at every line it paints and looks through all of them."""
        if theme_name not in self._themes:
            self._themes[theme_name] = super().get_theme(theme_name)
        return self._themes[theme_name]

    def _key_of(self, command: str) -> str:
        """The key of a command as this person has it."""
        return self.main.keyboard.key_of(command)

    def recolour(self, theme: str) -> None:
        """Show another theme; the usual one is as everything is painted, and nothing waits for it."""
        self.shown_theme = theme
        if theme != THEMES[0] or self._recolouring:
            from tui.app.themes import filters

            self._recolouring = filters(theme)
        if self.is_running:
            self.repaint()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes before it is shown; Textual's own for NO_COLOR is the theme without colours here."""
        return self._recolouring

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
        """Pass an event on; of those that are typed one after the other."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self._in_turn.take(event)
        else:
            await super().on_event(event)

    @cached_property
    def _in_turn(self) -> InTurn:
        """What gives out keys one after the other."""
        from tui.app.in_turn import InTurn

        return InTurn(self, self._give)

    async def _give(self, event: Event) -> None:
        """Give what was typed to what has the focus.

        A wide blank goes into a field as if it were pasted, for Textual drops such keys.
        """
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
        """The terminal's answer: where “ … — ★ take two cells lines would drift, and their twins are drawn instead."""
        if event.x > 1 and not self._plain:
            self._plain = True
            self.repaint()
            self.main.say(self.texts("app.wide_letters"))

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send what changed, and leave the terminal's own cursor where the person's attention is.

        An input method opens its window there, and magnifiers and readers of screens follow it.
        """
        if not isinstance(renderable, CompositorUpdate) or self._batch_count or self._driver is None or self._closed:
            super()._display(screen, renderable)
            return
        width, height = self.size
        colours = None if self.workspace.settings.low_bandwidth else self.console._color_system  # noqa: SLF001
        sent = "" if self.is_headless else self._canvas.difference(renderable, width, height, colours)
        if self._plain:
            from tui.export.signs import ASCII

            sent = sent.translate(ASCII)
        here = self._cursor_place()
        place = self.screen.outer_size.clamp_offset(self.cursor_position if here is None else here)
        if sent or place != self.cursor_position:
            self.cursor_position = place
            self._driver.write(f"\x1b[?25l{sent}\x1b[{place.y + 1};{place.x + 1}H\x1b[?25h")
            self._driver.flush()
        self.post_display_hook()

    def _cursor_place(self) -> Offset | None:
        """Where the terminal's own cursor stands: in the field or on the row that has the focus, else in the dialog."""
        screen, focused = self.screen, self.focused
        if isinstance(screen, MainScreen):
            return screen.cursor_place
        place: Offset | None = getattr(focused, "cursor_screen_offset", None)
        boxes = (box.content_region.offset for box in screen.children if box.region.area)
        return place if place is not None else next(boxes, None)

    def repaint(self) -> None:
        """Paint everything anew: after Ctrl-Z and fg, or another editor, the terminal shows something else."""
        self._canvas.forget()
        self.screen.refresh(layout=True)
        for widget in self.screen.walk_children(with_self=False):
            widget.refresh()

    def get_default_screen(self) -> MainScreen:
        """The main screen is the app's own, so that none is laid out before it."""
        return MainScreen(self, self.workspace, self.texts, self._document, self._expression)

    def push_screen(self, screen: Screen[Any] | str, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - as Textual's
        """Open a dialog; of a demo its frame says that it is one."""
        pushed = super().push_screen(screen, *args, **named)
        if isinstance(screen, ModalScreen) and self.workspace.is_demo:
            screen.call_after_refresh(self._mark_demo, screen)
        return pushed

    def _mark_demo(self, screen: Screen[Any]) -> None:
        for box in screen.children:
            box.border_title = self.texts("cli.demo.name")

    async def greet(self, screen: Screen[None], before: Widget) -> None:
        """On the first run, the keys that matter, under the panes; any key takes them away and still does its work."""
        if not self.workspace.recall("place"):
            from textual.widgets import Static

            self._welcome = Static(self.texts("app.welcome"), markup=False)
            self._welcome.styles.border_top = ("solid", "ansi_green")
            await screen.mount(self._welcome, after=before)

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
        from tui.app.beside import beside

        beside(self, self._leave)

    async def _leave(self) -> None:
        main = self.main
        from tui.app.dialogs.simple import KeepsDraft

        for screen in self.screen_stack:
            if isinstance(screen, KeepsDraft):
                screen.keep_draft()
        main.keep_place()
        await main.writing.settle()
        self.workspace.close()
        self.exit(0)

    def action_leave(self) -> None:
        """Ctrl-Q leaves wherever one is."""
        self.leave()

    def action_interrupt(self) -> None:
        """Ctrl-C says how to leave: some press it to copy."""
        self.main.say(self.texts("app.how_to_quit"))
