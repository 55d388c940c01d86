"""How the panes of the main screen are arranged: which have room, which are folded away, which has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.screen import Screen

from tui.app.panes import Pane
from tui.app.screens.furniture import Furniture
from tui.app.widgets.bars import KeyLine, KeyMenu, StatusLine
from tui.app.widgets.reader import Reader
from tui.app.widgets.sections import Outline
from tui.i18n import Texts

if TYPE_CHECKING:
    from tui.app.widgets.detail import Detail
    from tui.app.widgets.tasks import TaskTable

WIDE = 120
"""Columns from which outline, text and tasks stand side by side."""
NARROW = 100
"""Columns under which the outline folds away."""


class Arrangement(Furniture, Screen[None]):
    """Outline, text, tasks and detail, by the size of the terminal and the wish of the person."""

    DEFAULT_CSS = """
    Arrangement #outline { width: 31; border-right: solid ansi_bright_black; }
    Arrangement.-wide #text-pane { border-right: solid ansi_bright_black; }
    """

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.view = Pane.TEXT
        self.outline = Outline(id="outline")
        self.reader = Reader(texts, id="text")
        self.status_line = StatusLine(id="status")
        self.key_line = KeyLine(id="keys")
        self.key_menu = KeyMenu(id="menu")
        self._furnished = False
        self._outline_wanted: bool | None = None
        self._zoomed = False
        self._detail_shown = True

    def follow(self) -> None:
        """Let the detail follow the pane that has the focus."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Outline and text, room for the tasks, the lines at the foot."""
        with Horizontal(id="body"):
            yield self.outline
            with Vertical(id="text-pane"):
                yield self.reader
            yield Vertical(id="tasks-pane")
        yield self.status_line
        yield self.key_line

    @property
    def wide(self) -> bool:
        """Whether outline, text and tasks all have room."""
        return self.app.size.width >= WIDE

    @property
    def outline_shown(self) -> bool:
        """Whether the outline stands; unless the person said otherwise, where there is room for it."""
        return self.app.size.width >= NARROW if self._outline_wanted is None else self._outline_wanted

    def on_resize(self, event: Resize) -> None:
        """Another size may have room for more or less."""
        self.arrange_panes()

    def arrange_panes(self) -> None:
        """Show the panes there is room for; zoomed, the one that has the focus alone."""
        shown = {self.pane} if self._zoomed else self._fitting()
        self.set_class(Pane.TEXT in shown and Pane.TASKS in shown, "-wide")
        self.outline.display = Pane.OUTLINE in shown
        self.query_one("#text-pane").display = Pane.TEXT in shown
        self.query_one("#tasks-pane").display = not shown.isdisjoint({Pane.TASKS, Pane.DETAIL})
        if self._furnished:
            self.table.display = self.filter_bar.display = Pane.TASKS in shown
            self.detail.display = Pane.DETAIL in shown
            self.pressing.show_keys()

    def _fitting(self) -> set[Pane]:
        """The panes there is room for."""
        shown = {Pane.TEXT, Pane.TASKS} if self.wide else {self.view}
        if Pane.TASKS in shown and self._detail_shown:
            shown.add(Pane.DETAIL)
        return shown | {Pane.OUTLINE} if self.outline_shown else shown

    # Panes

    def pane_widget_of(self, pane: Pane) -> Outline | Reader | TaskTable | Detail:
        """The widget of a pane."""
        if pane is Pane.OUTLINE:
            return self.outline
        if pane is Pane.TEXT:
            return self.reader
        return self.table if pane is Pane.TASKS else self.detail

    @property
    def pane(self) -> Pane:
        """The pane that has the focus."""
        focused = self.focused.id if self.focused else None
        return Pane(focused) if focused in set(Pane) else self.view

    @property
    def pane_widget(self) -> Outline | Reader | TaskTable | Detail:
        """The widget of the pane that has the focus."""
        return self.pane_widget_of(self.pane)

    def show_pane(self, pane: Pane) -> None:
        """Bring a pane forward and give it the focus."""
        if pane in {Pane.TEXT, Pane.TASKS}:
            self.view = pane
        elif pane is Pane.OUTLINE:
            self._outline_wanted = True
        elif pane is Pane.DETAIL:
            self.view, self._detail_shown = Pane.TASKS, True
        zoomed, self._zoomed = self._zoomed, False
        self.arrange_panes()
        self.set_focus(self.pane_widget_of(pane))
        if zoomed:
            self.toggle_zoom()

    def toggle_outline(self) -> None:
        """To the outline; away with it when one is there and it was folded in."""
        if self.pane is not Pane.OUTLINE:
            self.show_pane(Pane.OUTLINE)
            return
        self._outline_wanted = None if self.app.size.width < NARROW else False
        self.show_pane(self.view)

    def cycle_pane(self, step: int) -> None:
        """The next pane that is shown."""
        shown = [pane for pane in Pane if pane in self._fitting()]
        at = shown.index(self.pane) if self.pane in shown else 0
        self.show_pane(shown[(at + step) % len(shown)])

    def toggle_zoom(self) -> None:
        """The pane in focus alone, or all again."""
        self._zoomed = not self._zoomed
        self.arrange_panes()

    def toggle_detail(self) -> None:
        """The detail, or more rows."""
        if self._detail_shown and self.pane is Pane.DETAIL:
            self.set_focus(self.table)
        self._detail_shown = not self._detail_shown
        self.arrange_panes()
        self.follow()
