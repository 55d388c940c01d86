"""The board before the main screen: lines whose numbers are gone to, and opened."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.reactive import reactive
from textual.widgets import Static

from tui.app.beside import beside
from tui.app.desk import Desk
from tui.app.dialogs.dialog import Dialog, Moves
from tui.app.dialogs.leaving import News, Parcel, hand_out
from tui.app.dialogs.narrowed import moves_through
from tui.app.features.board.department import page_of
from tui.app.lines.pieces import Piece, cut
from tui.app.lines.rows import LineList
from tui.app.over import Over
from tui.export.board import companion_lines, drawn
from tui.export.figures import Figure, Line
from tui.export.plain import wrapped
from tui.export.values import with_force
from tui.model.board import Board, Companion, Group, companions
from tui.model.errors import Problem
from tui.model.ledger import Ledger
from tui.model.text import visible

GROUPS = 200
"""So many departments, sections or documents are listed."""


_COMPANIONS = 12
"""So many of those that a department works with are told."""
_EVERY = 1.0
"""Seconds between two looks whether anybody has changed something."""
_FORMATS = ("docx", "xlsx", "html", "md")
_DEPARTMENTS = ("lead", "participant")
"""The groups that are departments."""
_AWAY = {":": "palette", "ctrl+p": "palette", "1": "to_text", "2": "to_tasks"}
"""Keys of the main screen that leave the board, with their commands."""


class BoardLines(LineList):
    """The lines of the board; the cursor goes from number to number, and the title of a part stays above its lines."""

    header_height = 1
    number: reactive[int] = reactive(0, repaint=False, init=False)
    """Which number of the line the cursor is on."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self._head = ""
        self._titles: list[int] = []
        """The lines that are titles of parts; what stands before the first of them has its own, at -1."""

    def show(self, head: str, lines: Sequence[Line]) -> None:
        """Show these lines below a head, the cursor on the number nearest to where it was."""
        with self.replacing():
            self.lines = tuple(lines)
        self._head = head
        self._titles = [-1, *(index for index, line in enumerate(self.lines) if line.title)]
        self.refresh()
        self.go_to(self.cursor)

    def go_to(self, index: int) -> None:
        """Put the cursor on the line with numbers that is nearest: of those that show, where the line itself does."""
        showing = range(self.top, min(self.top + self.room, self.row_count))
        for lines in (showing if index in showing else (), range(self.row_count)):
            numbered = [each for each in lines if self.lines[each].figures]
            if numbered:
                super().go_to(min(numbered, key=lambda each: abs(each - index)))
                return

    def home(self) -> None:
        """The first number, and what stands above it."""
        super().home()
        self.scroll_to_row(0)

    def end(self) -> None:
        """The last number, and what stands below it."""
        super().end()
        self.scroll_to_row(self.row_count)

    @property
    def current(self) -> Figure | None:
        """The number of the cursor."""
        figures = self.lines[self.cursor].figures if self.lines else ()
        return figures[min(self.number, len(figures) - 1)] if figures else None

    def turn(self, step: int) -> None:
        """Go to the next number of the line."""
        last = len(self.lines[self.cursor].figures) - 1 if self.lines else 0
        self.number = max(0, min(min(self.number, max(last, 0)) + step, last))
        self.refresh_index(self.cursor)

    def move(self, rows: int) -> None:
        """Go to the next line with numbers; where there is none, scroll to the end."""
        behind = range(self.cursor + rows, self.row_count if rows > 0 else -1, 1 if rows > 0 else -1)
        found = next((index for index in behind if self.lines[index].figures), None)
        if found is not None:
            self.go_to(found)
        else:
            self.scroll_to_row(self.row_count if rows > 0 else 0)

    def next_part(self, step: int) -> None:
        """Go to the first number of the next part, or of the one before, and show its title on top."""
        here = bisect_right(self._titles, self.cursor) - 1
        first = self._titles[(here + step) % len(self._titles)] + 1
        self.scroll_to_row(first)
        self.go_to(next((i for i in range(first, self.row_count) if self.lines[i].figures), self.cursor))

    def header_pieces(self, width: int) -> Sequence[Piece]:
        """The title of the part that the lines on top are of, once it is out of sight; else what the board is."""
        title = self._titles[bisect_left(self._titles, self.top) - 1] if self.top < self.row_count else -1
        inside = title >= 0 and self.lines[self.top].text and not self.lines[self.top].title
        return [(cut(visible(self.lines[title].text if inside else self._head), width), "")]

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def row_key(self, index: int) -> Hashable:
        """Lines are known by their place."""
        return index

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """The line, the number of the cursor marked."""
        line = self.lines[index]
        style = "strong" if line.title else ""
        figure = self.current if index == self.cursor else None
        if figure is None:
            return [(visible(line.text), style)]
        text = line.text
        return [
            (visible(text[: figure.start]), style),
            (text[figure.start : figure.end], "cell"),
            (visible(text[figure.end :]), style),
        ]


class BoardPage(Dialog[tuple[Over, Figure | None]]):
    """The board; answers with what it was of, and the number that is to be opened, if any."""

    CSS = """
    BoardPage { align: center middle; background: $background; }
    BoardPage > Vertical { width: 100%; height: 100%; padding: 0 1; }
    BoardPage Static { height: auto; }
    BoardPage .-title { text-style: bold reverse; }
    BoardPage BoardLines { height: 1fr; }
    """

    def __init__(self, desk: Desk, over: Over) -> None:
        super().__init__()
        self._desk = desk
        self._over = over
        self._began = over
        self._before: list[Over] = []
        """What it was of before one went from it to a department."""
        self._comes_to: Over | None = over
        """Where the cursor goes once the figures stand."""
        self._board: Board | None = None
        self._ledger: Ledger | None = None
        self._companions: list[Companion] = []
        self._latest = ""
        """The stamp of the last Change that is in the figures."""
        self._since = over.since
        if self._since is None:
            self._since = desk.workspace.look_at_board(looks=desk.workspace is desk.present)
        self._heading = ""
        self._title = Static(classes="-title", markup=False)
        self._lines = BoardLines()
        self._keys = Static(desk.texts("app.board_keys"), markup=False)

    def compose(self) -> ComposeResult:
        """What it is of, the lines, the keys."""
        with Vertical():
            yield self._title
            yield self._lines
            yield self._keys

    def on_mount(self) -> None:
        """The figures are read once the page stands."""
        self._lines.focus()
        self._read()
        self.set_interval(_EVERY, self.follow)

    def follow(self) -> None:
        """Read the figures anew where somebody has changed something; where nobody has, nothing is done."""
        if self._board is not None and self._desk.workspace.state.latest != self._latest:
            self._read()

    def on_resize(self) -> None:
        """Another width, other lines."""
        self.call_after_refresh(self._draw)

    def _read(self) -> None:
        beside(self, self._count, "board")

    async def _count(self) -> None:
        """Read the figures; of all documents once all are taken in."""
        desk, over, workspace = self._desk, self._over, self._desk.workspace
        self._latest = workspace.state.latest
        try:
            if over.every:
                whole = workspace.whole
                for done in whole.load():
                    self._title.update(desk.texts("app.board_wait", done=done, count=len(whole.ids)))
                    await asyncio.sleep(0)
                whole.catch_up()
                ledger = workspace.whole.ledger
            else:
                ledger = desk.ledger
            self._board = workspace.board(over.expression, ledger, self._since)
            self._ledger = ledger
        except Problem as problem:
            self._title.update(visible(desk.sentence(problem)))
            return
        said = workspace.validity(desk.document.id)
        what = desk.texts("app.board_all") if over.every else with_force(desk.document.title, said, desk.texts)
        demo = f"{desk.texts('cli.demo.name')} · " if self._board.demo else ""
        key = "app.department_over" if over.name else "app.board_over"
        self._heading = demo + desk.texts(key, what=what, count=self._board.whole.total, name=over.name)
        if over.name:
            entries = workspace.filter(over.expression, ledger).ledger
            self._companions = companions(entries, over.name)[:_COMPANIONS]
        self._draw()

    def _draw(self) -> None:
        width = self._lines.line_width
        if self._board is None or not width:
            return
        self._title.update(cut(visible(self._heading), width))
        texts = self._desk.texts
        said = [Line(line) for words in self._over.said for line in wrapped(words, width)]
        beside = list(companion_lines(self._companions, self._over.name, texts, width))
        head = [*said, *beside, *([Line("")] if beside or said else [])]
        first, *rest = drawn(self._board, texts, width, GROUPS)
        self._lines.show(first.text, [*head, *rest])
        if self._comes_to is not None:
            self._lines.number = self._comes_to.number
            self._lines.go_to(self._comes_to.line or self._lines.cursor)
            self._comes_to = None

    def on_key(self, event: Key) -> None:
        """Move, open, look at more or less, leave."""
        lines = self._lines
        deeds: Moves = {
            **moves_through(lines),
            "left": lambda: lines.turn(-1),
            "h": lambda: lines.turn(-1),
            "right": lambda: lines.turn(1),
            "l": lambda: lines.turn(1),
            "tab": lambda: lines.next_part(1),
            "shift+tab": lambda: lines.next_part(-1),
            "enter": self._open,
            "A": self._turn_every,
            "F": self._turn_filter,
            "D": self._to_department,
            "x": self._write_out,
            **self.deeds_behind(),
            **{key: partial(self._leave_for, name) for key, name in _AWAY.items()},
            **dict.fromkeys(("escape", "q"), self._leave),
            "3": self._leave_for,
        }
        self.press(event, deeds)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A second click opens."""
        event.stop()
        self._open()

    @property
    def _here(self) -> Over:
        """What it is of, and where one is on it."""
        return self._over._replace(line=self._lines.cursor, number=self._lines.number, since=self._since)

    def _open(self) -> None:
        figure = self._lines.current
        if figure is not None:
            self.dismiss((self._here, figure))

    def _leave(self) -> None:
        """Back to what it was of before, or to the panes."""
        if self._before:
            self._turn(self._before.pop())
        else:
            self.dismiss((self._here, None))

    def _leave_for(self, command: str = "") -> None:
        """Back to the panes, and do a command there: what it acts on is seen when it does."""
        self.dismiss((self._here, None))
        if command:
            self._desk.do(command)

    def on_screen_resume(self) -> None:
        """What stood before the board may have gone elsewhere."""
        if self._desk.view.board is None:
            self.dismiss((self._over, None))

    def hear(self, news: str) -> None:
        """Say what was done; the figures follow it at once."""
        super().hear(news)
        self.follow()

    def say_below(self, news: str) -> None:
        """Say something in the place of the keys, until the next key."""
        self._keys.update(visible(news) or self._desk.texts("app.board_keys"))

    def _to_department(self) -> None:
        """The page of the department whose number the cursor is on."""
        figure = self._lines.current
        if figure is None or not isinstance(figure.of, Group) or figure.kind not in _DEPARTMENTS or not self._ledger:
            self.hear(self._desk.texts("app.board_no_department"))
            return
        issuer = self._ledger[figure.of.first].issuer or ""
        self._before.append(self._here)
        self._turn(page_of(self._desk, figure.of.name, issuer, every=self._over.every))

    def _turn(self, over: Over) -> None:
        """Let it be of something else."""
        self._over = self._comes_to = over
        self._companions = []
        self._read()

    def _write_out(self) -> None:
        """Write out what the board is of."""
        if self._ledger is not None:
            desk, workspace, ledger, expression = self._desk, self._desk.workspace, self._ledger, self._over.expression
            parcel = Parcel(
                desk.texts("app.export.board"),
                [("board", kind) for kind in _FORMATS],
                lambda form, kind: workspace.export_name(ledger.docs, kind, form),
                lambda file, form, told: workspace.export(file, expression, ledger, form, told),
            )
            hand_out(desk, parcel, self._tell)

    def _tell(self, news: News) -> None:
        """Where it lies, until the next key."""
        self._keys.update(news.words)

    def _turn_every(self) -> None:
        """Over all documents, or the open one."""
        self._turn(self._over._replace(every=not self._over.every, line=0, number=0))

    def _turn_filter(self) -> None:
        """Without the filter, or with it again."""
        expression = "" if self._over.expression else self._began.expression
        self._turn(self._over._replace(expression=expression, line=0, number=0))
