"""The frame of the main screen: its panes and lines, each made when it is first wanted, and how they are arranged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.app import arrangement
from tui.app.lines.painted import themed
from tui.app.lines.rows import LineList
from tui.app.panes.bars import KeyLine, KeyMenu, StatusLine
from tui.app.panes.reader import Reader
from tui.app.panes.sections import Outline
from tui.app.panes.title import Title
from tui.app.view import Pane, View
from tui.i18n import Texts

if TYPE_CHECKING:
    from textual.geometry import Offset, Region

    from tui.app.panes.detail import Detail
    from tui.app.panes.prompt import Prompt
    from tui.app.panes.tasks import TaskTable
    from tui.model.timing import Rules


class Blank(Widget):
    """What holds others and shows nothing of its own: where it has no border, no line of it is worked out."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The blank lines behind what it holds."""
        if self.gutter:
            return super().render_lines(crop)
        return [themed(Strip.blank(crop.width, self.rich_style), self)] * crop.height


class Row(Horizontal, Blank):
    """Panes beside each other."""


class Column(Vertical, Blank):
    """One pane, with its line to type in above it."""


class Frame(Screen[None], Blank):
    """Outline, text, tasks and detail, and the lines at the foot.

    Outline and text are there at once; the rest is imported and mounted when these are painted, because a person who
    starts duban waits for something to read.
    """

    DEFAULT_CSS = """
    Frame #outline-pane { width: 31; border-right: solid ansi_bright_black; }
    Frame #outline-pane Outline { width: 1fr; }
    Frame.-beside #text-pane { border-right: solid ansi_bright_black; }
    """

    AUTO_FOCUS = ""
    """The View alone says where the focus is; Textual would give it to the first pane, and then it would move."""

    def __init__(
        self,
        texts: Texts,
        today: Callable[[], date],
        rules: Callable[[], Rules],
        doc_titles: Callable[[], Mapping[str, str]],
    ) -> None:
        super().__init__()
        self._doc_titles = doc_titles
        self.texts = texts
        self._today = today
        self._rules = rules
        self.outline = Outline(id="outline")
        self.text = Reader(texts, id="text")
        self.titles = {pane: Title(texts(f"app.pane.{pane}"), id=f"{pane}-title") for pane in (Pane.OUTLINE, Pane.TEXT)}
        self.status_line = StatusLine(id="status")
        self.key_line = KeyLine(id="keys")
        self.key_menu = KeyMenu(id="menu")
        self.furnished = False
        self.shows: frozenset[Pane] = frozenset()

    @cached_property
    def table(self) -> TaskTable:
        """The table of tasks."""
        from tui.app.doc_names import DocNames
        from tui.app.panes.tasks import TaskTable

        return TaskTable(self.texts, self._today, self._rules, DocNames(self._doc_titles), id="tasks")

    @cached_property
    def detail(self) -> Detail:
        """The detail of what the cursor is on."""
        from tui.app.panes.detail import Detail

        return Detail(id="detail")

    @cached_property
    def prompts(self) -> dict[Pane, Prompt]:
        """The line above each pane that shows what is looked for, and becomes a field to type in."""
        from tui.app.panes.prompt import Prompt

        return {pane: Prompt(id=f"{pane.value}-prompt") for pane in (Pane.TASKS, Pane.TEXT, Pane.OUTLINE)}

    def compose(self) -> ComposeResult:
        """Outline and text, the lines at the foot."""
        with Row(id="body"):
            with Column(id="outline-pane"):
                yield self.titles[Pane.OUTLINE]
                yield self.outline
            with Column(id="text-pane"):
                yield self.titles[Pane.TEXT]
                yield self.text
        yield self.status_line
        yield self.key_line

    async def mount_rest(self) -> None:
        """Bring in the fields, the table and the detail."""
        for pane in (Pane.TEXT, Pane.OUTLINE):
            self.prompts[pane].display = False
        await self.mount(self.key_menu, before=self.status_line)
        await self.query_one("#text-pane").mount(self.prompts[Pane.TEXT], before=self.text)
        await self.query_one("#outline-pane").mount(self.prompts[Pane.OUTLINE], before=self.outline)
        tasks = Column(self.prompts[Pane.TASKS], self.table, self.detail, id="tasks-pane")
        await self.query_one("#body").mount(tasks)
        self.furnished = True

    def pane_widget(self, pane: Pane) -> Outline | Reader | TaskTable | Detail:
        """The widget of a pane."""
        if pane is Pane.OUTLINE:
            return self.outline
        if pane is Pane.TEXT:
            return self.text
        return self.table if pane is Pane.TASKS else self.detail

    def stand(self, view: View) -> None:
        """Show the panes there is room for, and give the focus to the one that the View has it in."""
        width = self.app.size.width
        self.shows = shown = arrangement.standing(width, view, headings=bool(self.outline.row_count))
        beside = arrangement.text_cells(width, shown)
        self.set_class(beside is not None, "-beside")
        several = len(shown - {Pane.DETAIL}) > 1
        for title in self.titles.values():
            title.display = several
        self.query_one("#outline-pane").display = Pane.OUTLINE in shown
        text_pane = self.query_one("#text-pane")
        text_pane.display = Pane.TEXT in shown
        text_pane.styles.width = "1fr" if beside is None else beside
        self.query_one("#outline-pane").styles.width = "1fr" if shown == {Pane.OUTLINE} else arrangement.OUTLINE_WIDTH
        if self.furnished:
            self.query_one("#tasks-pane").display = not shown.isdisjoint({Pane.TASKS, Pane.DETAIL})
            self.table.display = self.prompts[Pane.TASKS].display = Pane.TASKS in shown
            self.detail.display = Pane.DETAIL in shown
            self.detail.set_class(Pane.TASKS not in shown, "-alone")
        widget = self.pane_widget(view.pane)
        if widget.is_attached and not widget.has_focus and self._typed is None:
            self.set_focus(widget)

    @property
    def _typed(self) -> Prompt | None:
        """The line whose field is open."""
        return next((prompt for prompt in self.prompts.values() if prompt.typing), None) if self.furnished else None

    @property
    def cursor_place(self) -> Offset | None:
        """Where the terminal's own cursor stands: in the field that is typed in, else on the row of the cursor."""
        if self._typed is not None:
            return self._typed.cursor_place
        from tui.app.panes.detail import Detail

        focused = self.focused
        return focused.cursor_screen_offset if isinstance(focused, (LineList, Detail)) else None
