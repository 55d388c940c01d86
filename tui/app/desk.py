"""What a feature may ask of the screen: a few methods and read-only properties, and nothing else of it.

`look` is the only way to change what is shown. What a feature writes goes through `write`, what it says through `say`,
what it asks through `ask`. The panes show what the View says; a feature moves their cursors and asks what these are on.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from textual.screen import ModalScreen

    from tui.app.view import Pane, Target, View
    from tui.i18n import Texts
    from tui.model.change import Change
    from tui.model.document import Document, Section
    from tui.model.errors import Problem
    from tui.model.ledger import Entry, Ledger, Selection
    from tui.workspace import Workspace

Answer = TypeVar("Answer")
Room = TypeVar("Room")

Action: TypeAlias = "Callable[[], tuple[Change, ...]]"
Again: TypeAlias = "Callable[[Problem], object]"
"""Does it over what stood in the way."""
Back: TypeAlias = "Callable[[str], object]"
"""Opens again what was typed in, and says why it could not be done."""
"""What writes, and returns the Changes it made."""
News: TypeAlias = "Callable[[tuple[Change, ...]], str]"
"""What is said of these Changes."""


class Offer(NamedTuple):
    """A command as it is offered in the palette and told in help."""

    name: str
    word: str
    line: str
    """What it does, as help says it."""
    keys: str
    """The keys this person has for it, as help prints them."""
    why_not: str
    """Why it cannot be done now, as a sentence; empty where it can."""
    run: Callable[[], None]
    feature: str = ""
    """The folder of the feature it belongs to."""


class Movable(Protocol):
    """Rows or a page: what every pane can do."""

    def move(self, rows: int, /) -> None:
        """Go down, or up where negative."""

    def page(self, direction: int, /) -> None:
        """Go on by what is seen."""

    def half_page(self, direction: int, /) -> None:
        """Go on by half of what is seen."""

    def home(self) -> None:
        """Go to the beginning."""

    def end(self) -> None:
        """Go to the end."""


class Headings(Movable, Protocol):
    """The outline."""

    def fold(self) -> None:
        """Fold the section of the cursor, or go to the one it stands in."""

    def unfold(self) -> None:
        """Unfold the section of the cursor, or go to the first below it."""

    def fold_all(self) -> None:
        """Show the outermost sections alone."""

    def unfold_all(self) -> None:
        """Show every section."""

    @property
    def current(self) -> Section | None:
        """The section of the cursor."""

    def next_hit(self, steps: int = 1) -> bool:
        """Go to the next heading that is sought, or back where negative."""


class Words(Movable, Protocol):
    """The text."""

    @property
    def selected_words(self) -> tuple[str, str] | None:
        """Id of the section or task where the selection begins, and its words; None where none are selected."""

    def toggle_selected(self) -> None:
        """Select the sentence of the cursor, or the next one too."""

    def clear_selected(self) -> bool:
        """Select no words; False where none were."""

    def next_section(self) -> None:
        """Go to the next heading."""

    def previous_section(self) -> None:
        """Go to the heading before."""

    def next_hit(self, steps: int = 1) -> bool:
        """Go to the next place that is searched, or back where negative."""


class Rows(Movable, Protocol):
    """The table."""

    @property
    def ledger(self) -> Ledger:
        """The rows, those included that are held under the hand."""

    @property
    def current(self) -> Entry | None:
        """The task of the cursor."""

    @property
    def cell(self) -> str:
        """Name of the column whose cell the cursor is on."""

    def move_cell(self, steps: int, /) -> None:
        """Go to another cell of the row."""


class Desk(Protocol):
    """The main screen, as a feature sees it."""

    # What is looked at

    @property
    def view(self) -> View:
        """What is looked at now."""

    def look(self, view: View, *, jump: bool = False) -> None:
        """Look at something else: the only way to change what is shown. A `jump` can be gone back from.

        Raises `Problem` where the filter of the View cannot be read or its document is not there; then all stays.
        """

    @property
    def back(self) -> tuple[View, ...]:
        """Where one jumped from, the latest last."""

    @property
    def forward(self) -> tuple[View, ...]:
        """Where one went back from, the latest last."""

    def go(self, steps: int) -> None:
        """Go back (-1) or forward (1) among them."""

    @property
    def target(self) -> Target:
        """What a command acts on."""

    @property
    def shown(self) -> Selection:
        """What the table shows, and of how many."""

    @property
    def filtered(self) -> Ledger:
        """What the table filters: the tasks of the open document, or of all."""

    @property
    def ledger(self) -> Ledger:
        """The tasks of the open document with their marks."""

    @property
    def document(self) -> Document:
        """The open document, as it is read now."""

    @property
    def section(self) -> str | None:
        """Id of the section that the outline or the text is on."""

    # The panes

    @property
    def outline(self) -> Headings:
        """The outline."""

    @property
    def text(self) -> Words:
        """The text."""

    @property
    def table(self) -> Rows:
        """The table of tasks."""

    @property
    def focus_pane(self) -> Movable:
        """The pane that has the focus."""

    @property
    def shows(self) -> frozenset[Pane]:
        """The panes that stand on the screen."""

    def tell(self) -> None:
        """Let all lines say what is so; needed only where a pane's own cursor or selection was moved."""

    def open_field(self) -> None:
        """Open the field that belongs to the pane in focus: it filters the table, or searches text or headings."""

    def cycle(self, step: int) -> None:
        """Give the focus to the next pane that stands, or the one before."""

    # The workspace, and what is said

    @property
    def workspace(self) -> Workspace:
        """The workspace that is looked at: as it is, or as it stood."""

    @property
    def present(self) -> Workspace:
        """The workspace as it is."""

    @property
    def texts(self) -> Texts:
        """All words in the language in use."""

    def say(self, news: str, *, alarm: bool = False) -> None:
        """Say something on the status line; it passes with the next key."""

    def aim(self, at: str | None) -> None:
        """Say that keys act on what a dialog shows, by its name; on the target again where it is None."""

    def hint(self, news: str) -> None:
        """Say something, unless something else is being said."""

    def sentence(self, problem: Problem) -> str:
        """A problem as a sentence."""

    def complain(self, problem: Problem) -> None:
        """Say a problem."""

    def write(self, action: Action, news: News, *, again: Again | None = None, back: Back | None = None) -> None:
        """Write beside the screen and in order; `news` is said once it is safe, or why it is not.

        What only a person decides (`Undecided`) is asked, and `again` then does it all the same. Of what was refused
        `back` gives back to the person what was typed, with the reason.
        """

    def refresh_marks(self) -> None:
        """Take in anew what the workspace holds."""

    def show_detail(self) -> None:
        """Tell anew what is known of what the cursor is on."""

    def keep_place(self) -> None:
        """Keep where one is for the next start, however this one ends."""

    def beside(self, work: Callable[[], Coroutine[None, None, None]], group: str) -> None:
        """Do something beside the screen, unless it is being left; another of the same group supersedes it."""

    def ask(self, dialog: ModalScreen[Answer], then: Callable[[Answer], None]) -> None:
        """Open a dialog; `then` gets the answer, unless it was left."""

    def confirm(
        self, question: str, then: Callable[[], object], otherwise: Callable[[], object] = lambda: None
    ) -> None:
        """Ask yes or no."""

    def pick(
        self, title: str, rows: Sequence[tuple[Answer, str]], then: Callable[[Answer], None], at: Answer | None = None
    ) -> None:
        """Let the person choose one of several rows."""

    def finds(self, typed: str) -> Callable[[str], Sequence[tuple[int, int]]]:
        """What finds a typed word in the rows of a list, in characters or pinyin."""

    def room(self, kind: Callable[[Desk], Room]) -> Room:
        """The room of a feature that keeps something between its commands; made once, with this desk."""

    # Names

    def called(self, author: str) -> str:
        """How an author is called."""

    def left(self, doc: str) -> View | None:
        """How a document was looked at last, before another one was opened; None where it was not."""

    def count_to_check(self) -> None:
        """Count anew how much of the reading of the open document wants a look."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The further columns that this person wants for what the table is of."""

    def want_columns(self, names: Sequence[str]) -> None:
        """Show these further columns, and keep that."""

    def short_title(self, doc: str) -> str:
        """A document as one speaks of it among others; its id where it cannot be read."""

    def place_name(self, place: str, doc: str = "") -> str:
        """How a task or section, of the open document if no other, is called when one speaks of it."""

    # The program

    def relabel(self) -> None:
        """Speak the other language."""

    @property
    def theme(self) -> str:
        """The colours that are shown, by the name of their theme."""

    def recolour(self, theme: str) -> None:
        """Show the colours of another theme, until the program ends."""

    def leave(self) -> None:
        """Leave the program."""

    def do(self, command: str) -> None:
        """Do the command of this name, of whatever feature."""

    def send_to_clipboard(self, text: str) -> None:
        """Ask the terminal to take a text into the clipboard (OSC 52); it does not say whether it did."""

    @property
    def offers(self) -> Sequence[Offer]:
        """Every command there is, in the order of help."""
