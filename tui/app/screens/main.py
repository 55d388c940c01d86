"""The main screen: outline, text, tasks and detail, the panes' arrangement, and the one place where keys are read."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key, Resize
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from tui.app import keys
from tui.app.commands.base import Command, Pane
from tui.app.describe import section_facts, section_name, section_place, task_facts
from tui.app.finding import Finding
from tui.app.going import Going
from tui.app.marking import Marking
from tui.app.noting import Noting
from tui.app.widgets import present
from tui.app.widgets.bars import KeyLine, KeyMenu, StatusLine
from tui.app.widgets.detail import Detail
from tui.app.widgets.lines import LineList
from tui.app.widgets.prompt import Prompt
from tui.app.widgets.reader import Reader
from tui.app.widgets.sections import Outline
from tui.app.widgets.tasks import TaskTable
from tui.i18n import Texts
from tui.model.change import Change
from tui.model.document import Document
from tui.model.errors import Problem
from tui.model.ledger import Entry, Ledger
from tui.model.text import visible
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.app.app import DubanApp

WIDE = 120
"""Columns from which outline, text and tasks stand side by side."""
NARROW = 100
"""Columns under which the outline folds away."""
REST = 0.15
"""Seconds the cursor rests before the detail follows."""


class MainScreen(Screen[None]):
    """One document with its tasks."""

    CSS = """
    #body { height: 1fr; }
    #outline { width: 32; border-right: solid $primary; }
    #text-pane { width: 1fr; }
    #tasks-pane { width: 1fr; }
    MainScreen.-wide #text-pane { border-right: solid $primary; }
    #text, #tasks { height: 1fr; }
    .-welcome { height: auto; border-top: solid $accent; padding: 0 1; }
    #search { display: none; }
    #search.-open { display: block; }
    """

    class Written(Message):
        """Changes are safe on disk."""

        def __init__(self, changes: tuple[Change, ...], news: str) -> None:
            super().__init__()
            self.changes = changes
            self.news = news

    class Refused(Message):
        """Something could not be done; nothing was changed."""

        def __init__(self, problem: Problem) -> None:
            super().__init__()
            self.problem = problem

    def __init__(
        self, workspace: Workspace, keymap: keys.Keymap, texts: Texts, document: Document, expression: str = ""
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.texts = texts
        self.keymap = keymap
        self.document = document
        self.ledger = Ledger()
        self.view = Pane.TEXT
        self.outline = Outline(id="outline")
        self.reader = Reader(texts, id="text")
        self.table = TaskTable(texts, id="tasks")
        self.detail = Detail(id="detail")
        self.filter_bar = Prompt(id="filter")
        self.search_bar = Prompt(id="search")
        self.status_line = StatusLine(id="status")
        self.key_line = KeyLine(id="keys")
        self.key_menu = KeyMenu(id="menu")
        self.welcome = Static(classes="-welcome", markup=False)
        self.finding = Finding(self)
        self.going = Going(self)
        self.marking = Marking(self)
        self.noting = Noting(self)
        self._expression = expression
        self._pending: keys.Sequence = ()
        self._writing = asyncio.Lock()
        self._resting: Timer | None = None
        self._outline_wanted: bool | None = None
        self._zoomed = False
        self._detail_shown = True

    @property
    def duban(self) -> DubanApp:
        """The app, as what it is."""
        return cast("DubanApp", self.app)

    # Composition and arrangement

    def compose(self) -> ComposeResult:
        """Outline, text and tasks side by side, the lines at the foot."""
        with Horizontal(id="body"):
            yield self.outline
            with Vertical(id="text-pane"):
                yield self.search_bar
                yield self.reader
            with Vertical(id="tasks-pane"):
                yield self.filter_bar
                yield self.table
                yield self.detail
        yield self.key_menu
        yield self.welcome
        yield self.status_line
        yield self.key_line

    def on_mount(self) -> None:
        """Show the document, then go where the person was."""
        self.show_document(self.document)
        self._arrange()
        self.pane_widgets[self.view].focus()
        self._greet()
        self.going.restore()
        if self._expression:
            self.finding.apply(self._expression)
            self.show_pane(Pane.TASKS)

    def _greet(self) -> None:
        """On the first run, the keys that matter, under the panes; any key takes them away and still does its work."""
        first = not self.workspace.recall("place")
        self.welcome.display = first
        if first:
            self.welcome.update(self.texts("app.welcome"))

    def dismiss_welcome(self) -> None:
        """Take the greeting away."""
        if self.welcome.display:
            self.welcome.display = False

    def show_document(self, document: Document) -> None:
        """Open another document in the same screen."""
        self.document = document
        self.ledger = self.workspace.ledger(document.id)
        self.outline.show(document)
        self.reader.show(document)
        self.finding.reset()
        self.refresh_marks()

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
        self._arrange()

    def _arrange(self) -> None:
        """Show the panes there is room for; zoomed, the one that has the focus alone."""
        shown = {self.pane} if self._zoomed else self._fitting()
        self.set_class(Pane.TEXT in shown and Pane.TASKS in shown, "-wide")
        self.outline.display = Pane.OUTLINE in shown
        self.query_one("#text-pane").display = Pane.TEXT in shown
        self.query_one("#tasks-pane").display = not shown.isdisjoint({Pane.TASKS, Pane.DETAIL})
        self.table.display = self.filter_bar.display = Pane.TASKS in shown
        self.detail.display = Pane.DETAIL in shown
        self.show_keys()

    def _fitting(self) -> set[Pane]:
        """The panes there is room for."""
        shown = {Pane.TEXT, Pane.TASKS} if self.wide else {self.view}
        if Pane.TASKS in shown and self._detail_shown:
            shown.add(Pane.DETAIL)
        return shown | {Pane.OUTLINE} if self.outline_shown else shown

    # Panes

    @property
    def pane_widgets(self) -> dict[Pane, Outline | Reader | TaskTable | Detail]:
        """The widget of each pane."""
        return {Pane.OUTLINE: self.outline, Pane.TEXT: self.reader, Pane.TASKS: self.table, Pane.DETAIL: self.detail}

    @property
    def pane(self) -> Pane:
        """The pane that has the focus."""
        for pane, widget in self.pane_widgets.items():
            if widget.has_focus:
                return pane
        return self.view

    @property
    def pane_widget(self) -> Outline | Reader | TaskTable | Detail:
        """The widget of the pane that has the focus."""
        return self.pane_widgets[self.pane]

    def show_pane(self, pane: Pane) -> None:
        """Bring a pane forward and give it the focus."""
        if pane in {Pane.TEXT, Pane.TASKS}:
            self.view = pane
        elif pane is Pane.OUTLINE:
            self._outline_wanted = True
        elif pane is Pane.DETAIL:
            self.view, self._detail_shown = Pane.TASKS, True
        widget = self.pane_widgets[pane]
        if self._zoomed:
            widget.focus()
            self.set_focus(widget)
        self._arrange()
        widget.focus()

    def toggle_outline(self) -> None:
        """To the outline; away with it when one is there and it was folded in."""
        if self.pane is not Pane.OUTLINE:
            self.show_pane(Pane.OUTLINE)
            return
        self._outline_wanted = None if self.app.size.width < NARROW else False
        self.show_pane(self.view)

    def cycle_pane(self, step: int) -> None:
        """The next pane that is shown."""
        shown = [pane for pane, widget in self.pane_widgets.items() if self._visible(widget)]
        at = shown.index(self.pane) if self.pane in shown else 0
        self.pane_widgets[shown[(at + step) % len(shown)]].focus()

    def _visible(self, widget: Outline | Reader | TaskTable | Detail) -> bool:
        return all(node.display for node in (widget, *widget.ancestors) if hasattr(node, "display"))

    def toggle_zoom(self) -> None:
        """The pane in focus alone, or all again."""
        self._zoomed = not self._zoomed
        self._arrange()

    def toggle_detail(self) -> None:
        """The detail, or more rows."""
        if self._detail_shown and self.pane is Pane.DETAIL:
            self.table.focus()
        self._detail_shown = not self._detail_shown
        self._arrange()
        self.follow()

    # Keys

    def on_key(self, event: Key) -> None:
        """Every key that no field has taken comes here."""
        self.dismiss_welcome()
        if self._typing(event):
            return
        sequence = (*self._pending, keys.pressed(event))
        if self.press(sequence):
            event.stop()
            event.prevent_default()

    def _typing(self, event: Key) -> bool:
        """Keys of a field that is open; only leaving it, and moving in what it filters, is done here."""
        prompt = next((bar for bar in (self.filter_bar, self.search_bar) if bar.typing), None)
        if prompt is None:
            return False
        if event.key == "escape":
            prompt.leave(accepted=False)
            event.stop()
        elif event.key in {"up", "down"} and prompt is self.filter_bar:
            self.table.move(1 if event.key == "down" else -1)
            event.stop()
        return True

    def press(self, sequence: keys.Sequence) -> bool:
        """Do what a sequence of keys means; False where the first of them means nothing here."""
        waiting = bool(self._pending)
        command = self.keymap.find(sequence, self.pane)
        self._pending = ()
        if command is not None:
            self._close_menu()
            self.execute(command)
            return True
        menu = self.keymap.menu(sequence, self.pane)
        if menu:
            self._pending = sequence
            self.key_menu.show([(keys.shown(key), self.texts(f"command.{c.name}"), c) for key, c in menu])
            return True
        self._close_menu()
        return waiting

    def _close_menu(self) -> None:
        self._pending = ()
        self.key_menu.show(())

    def execute(self, command: type[Command]) -> None:
        """Run a command, or say why it cannot be run now."""
        reason = command.why_not(self)
        if reason is not None:
            self.status_line.say(news=self.texts(f"app.{reason}"), alarm=True)
            return
        command.run(self)

    @on(KeyLine.Pressed)
    def _key_clicked(self, event: KeyLine.Pressed) -> None:
        event.stop()
        self._close_menu()
        self.execute(event.command)

    def show_keys(self) -> None:
        """The foot line: the commands of this pane that are worth a word."""
        pane = self.pane
        worth = sorted((c for c in self.keymap.commands if c.hint and pane in c.panes), key=lambda c: c.hint)
        self.key_line.show(
            [
                (keys.shown(self.keymap.keys(c)[0]), self.texts(f"command.{c.name}"), c)
                for c in worth
                if self.keymap.keys(c)
            ]
        )

    def on_descendant_focus(self) -> None:
        """Another pane, other keys; the detail shows what that pane is on."""
        self.show_keys()
        self.follow()

    # What the widgets say

    @on(Prompt.Changed)
    def _typed(self, event: Prompt.Changed) -> None:
        self.finding.typed(event.prompt, event.text)

    @on(Prompt.Closed)
    def _prompt_closed(self, event: Prompt.Closed) -> None:
        self.finding.closed(event.prompt, event.text, event.accepted)

    @on(Prompt.Wanted)
    def _prompt_wanted(self, event: Prompt.Wanted) -> None:
        self.finding.open(event.prompt)

    @on(LineList.CursorMoved)
    def _cursor_moved(self, event: LineList.CursorMoved) -> None:
        if event.control.has_focus:
            self.follow()

    @on(LineList.Chosen)
    def _row_chosen(self, event: LineList.Chosen) -> None:
        self.going.open_here()

    # What the cursor is on

    def chosen_tasks(self) -> tuple[Entry, ...]:
        """The selected tasks, else the one under the cursor of the table."""
        if self.pane in {Pane.OUTLINE, Pane.TEXT} and not self.wide:
            return ()
        return self.selected_entries() or tuple(filter(None, (self.table.current,)))

    def selected_entries(self) -> tuple[Entry, ...]:
        """The selected tasks that are shown."""
        selected = self.table.selected
        return tuple(entry for entry in self.table.ledger if entry.key in selected) if selected else ()

    def section_here(self) -> str | None:
        """Id of the section that the outline or the text is on."""
        if self.pane is Pane.OUTLINE:
            return self.outline.current.id if self.outline.current else None
        return self.reader.place if self.document.section(self.reader.place or "") else self.reader.heading

    def follow(self) -> None:
        """Let the detail follow once the cursor has rested."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self.show_detail)

    def show_detail(self) -> None:
        """What the cursor is on, in the detail."""
        if not self.detail.display:
            return
        entry = self.table.current
        section = self.document.section(self.section_here() or "")
        if self.pane in {Pane.TASKS, Pane.DETAIL} and entry is not None:
            self.detail.show(task_facts(entry, self.texts))
        elif section is not None and self.pane in {Pane.OUTLINE, Pane.TEXT}:
            notes = self.workspace.state.notes(self.document.id, section.id)
            self.detail.show(section_facts(section, self.tasks_of(section.id), notes, self.texts))

    def tasks_of(self, section_id: str) -> list[Entry]:
        """The tasks that rest on a section or on what stands in it."""
        return [entry for entry in self.ledger if any(section.id == section_id for section in entry.path)]

    # Writing

    def write(self, action: Callable[[], tuple[Change, ...]], news: Callable[[tuple[Change, ...]], str]) -> None:
        """Do something that writes, beside the screen; what came of it arrives as a message, in order."""
        self.run_worker(self._write(action, news), group="write")

    async def _write(self, action: Callable[[], tuple[Change, ...]], news: Callable[[tuple[Change, ...]], str]) -> None:
        async with self._writing:
            try:
                changes = await asyncio.to_thread(action)
            except Problem as problem:
                self.post_message(self.Refused(problem))
                return
        self.post_message(self.Written(changes, news(changes)))

    async def settle(self) -> None:
        """Wait until everything asked for is written."""
        async with self._writing:
            pass

    def on_main_screen_written(self, event: Written) -> None:
        """Show what changed, and say that it is saved."""
        self.refresh_marks()
        news = f"{event.news} · {self.texts('app.saved')}" if event.changes else self.texts("app.unchanged")
        self.status_line.say(news=news)

    def on_main_screen_refused(self, event: Refused) -> None:
        """Say why not."""
        problem = event.problem
        if problem.code == "changed_since":
            self.marking.ask_to_force(problem)
            return
        self.complain(problem)

    def complain(self, problem: Problem) -> None:
        """One sentence on the status line."""
        self.status_line.say(news=self.sentence(problem), alarm=True)

    def sentence(self, problem: Problem) -> str:
        """A problem as a sentence."""
        return self.texts(f"error.{problem.code}", **problem.values)

    def refresh_marks(self) -> None:
        """Take the marks in again; only what looks different is painted."""
        self.ledger = self.workspace.ledger(self.document.id)
        self.finding.refresh()
        notes = Counter(note.place for note in self.workspace.notes(self.document.id))
        on_sections = {place: count for place, count in notes.items() if self.document.section(place)}
        self.outline.mark(present.progress(self.ledger), set(on_sections))
        self.reader.mark(present.margins(self.ledger, on_sections))
        self.show_detail()

    def place_name(self, place: str) -> str:
        """How a task or section is called when one speaks of it."""
        task = self.document.task(place)
        if task is not None:
            return task.no or f"#{task.ordinal}"
        section = self.document.section(place)
        return section_name(section) if section else place

    # Leaving

    def close_or_quit(self) -> None:
        """Close what stands in the way of the main panes; else leave."""
        if self._zoomed:
            self.toggle_zoom()
            return
        self.duban.leave()

    def open_palette(self) -> None:
        """Every command by name, with its keys."""
        from tui.app.screens.picker import Choice

        rows = []
        for command in self.keymap.commands:
            said = "  ".join(keys.shown(each) for each in self.keymap.keys(command))
            reason = command.why_not(self)
            aside = f"{said}  {self.texts(f'app.{reason}')}" if reason else said
            rows.append(Choice(command, self.texts(f"command.{command.name}"), aside))
        self.duban.choose(self.texts("app.palette"), rows, self.execute)

    def open_help(self) -> None:
        """Help, made from the commands."""
        from tui.app.help import help_facts
        from tui.app.screens.dialogs import Reading

        self.duban.push_screen(Reading(self.texts("app.help"), help_facts(self.keymap, self.texts)))

    def copy_here(self, *, cite: bool) -> None:
        """Copy the selected words, else what the cursor is on, to the terminal's clipboard; it travels over SSH too."""
        text = self.reader.selected_words[1] if self.reader.selected_words else self._words_here()
        if not text:
            return
        if cite:
            text = f"{text}\n——《{self.document.title}》{self._citation()}"
        self.app.copy_to_clipboard(text)
        self.status_line.say(news=self.texts("app.copied", count=len(text)))

    def _words_here(self) -> str:
        """The words of the task or section under the cursor."""
        if self.pane in {Pane.TASKS, Pane.DETAIL}:
            return self.table.current.task.text if self.table.current else ""
        place = (self.reader.place if self.pane is Pane.TEXT else self.section_here()) or ""
        task, section = self.document.task(place), self.document.section(place)
        if task is not None:
            return task.text
        return visible(section.label + section.text).strip(" \u3000") if section else ""

    def _citation(self) -> str:
        """Where the words stand."""
        if self.pane in {Pane.TASKS, Pane.DETAIL} and self.table.current:
            return self.texts("app.cite_task", no=self.place_name(self.table.current.task.id))
        here = self.section_here()
        return section_place(tuple(self.document.ancestors(here))) if here else ""

    def relabel(self, texts: Texts) -> None:
        """Speak another language."""
        self.texts = texts
        self.table.use_texts(texts)
        self.reader.use_texts(texts)
        self.finding.say()
        self.show_keys()
        self.show_detail()
