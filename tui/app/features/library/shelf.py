"""The library: every document with its progress; one is opened, files are read in, one is taken out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.app.beside import beside
from tui.app.dialogs.dialog import Moves
from tui.app.dialogs.form import Values
from tui.app.dialogs.narrowed import Listing
from tui.app.dialogs.picker import Spans
from tui.app.features.library.bringing import Bringing, Brought, many_told
from tui.app.lines.labelled import Fact, wrapped
from tui.app.lines.pieces import Piece, highlight, pad
from tui.app.lines.rows import LineList
from tui.app.panes.field import Field
from tui.i18n import Texts
from tui.model.errors import Problem
from tui.model.merging import Merged
from tui.model.summary import Summary
from tui.model.text import visible
from tui.model.validity import Force
from tui.workspace.gathering import look_for

if TYPE_CHECKING:
    from tui.app.desk import Desk
    from tui.workspace.offers import Offer

_DATE = 10
_PROGRESS = 13
_ISSUER = 18


class Documents(LineList):
    """The rows: title, who issued it and when, how many of its tasks are done."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.rows: tuple[Summary, ...] = ()
        self._spans: Spans | None = None

    def show(self, rows: Sequence[Summary], spans: Spans | None) -> None:
        """Show these documents, with what was typed marked on them."""
        with self.replacing():
            self.rows, self._spans = tuple(rows), spans
        self.refresh()

    @property
    def current(self) -> Summary | None:
        """The document of the cursor."""
        return self.rows[self.cursor] if self.rows else None

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def row_key(self, index: int) -> Hashable:
        """A row is known by its document."""
        return self.rows[index].id

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """The columns; who issued it only where there is room."""
        row = self.rows[index]
        issuer = _ISSUER if width >= 70 else 0
        force = "" if row.validity.force is Force.VALID else f"〔{self._texts(f'time.force.{row.validity.force}')}〕"
        room = max(10, width - issuer - _DATE - _PROGRESS - 4)
        title = pad(visible(force + _told_apart(row, room - cell_len(force))), room)
        spans = self._spans(title) if self._spans else ()
        late = f"▲{row.overdue} " if row.overdue else ""
        done = f"{late}{row.done}/{row.tasks}" if row.tasks else "—"
        pieces: list[Piece] = [(" ", ""), *highlight(title, spans, ""), (" ", "")]
        if issuer:
            pieces.append((pad(visible(row.issuer or ""), issuer - 1) + " ", "dim"))
        return [*pieces, (pad(visible(row.issued or ""), _DATE), "dim"), (pad(done, _PROGRESS, right=True), "")]


def _told_apart(row: Summary, room: int) -> str:
    """The title, or where it has no room what tells it from others: many begin with who issued them, and about what."""
    if cell_len(row.title) <= room:
        return row.title
    return next((short for most in range(30, 0, -1) if cell_len(short := row.short_title(most)) <= room), row.title)


class LibraryScreen(Listing[str]):
    """The documents; answers with the id of the one to be opened, or None."""

    _list: Documents
    CSS = """
    LibraryScreen { align: center middle; background: transparent; }
    LibraryScreen > Vertical { width: 98%; height: 94%; border: round $primary; padding: 0 1; }
    LibraryScreen Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    LibraryScreen .-title { text-style: bold; }
    LibraryScreen Input { height: 1; border: none; padding: 0; background: $surface; display: none; }
    LibraryScreen Documents { height: 1fr; }
    LibraryScreen .-news { height: auto; max-height: 3; text-wrap: wrap; }
    LibraryScreen .-keys { height: auto; max-height: 2; text-wrap: wrap; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._workspace = desk.present
        self._texts = texts = desk.texts
        self._all: tuple[Summary, ...] = ()
        self._title = Static(texts("app.library_reading"), classes="-title", markup=False)
        self._field = Field(placeholder=texts("app.library_placeholder"), compact=True)
        self._list = Documents(texts)
        self._news = Static(classes="-news", markup=False)
        self._keys = Static(texts("app.library_keys"), classes="-keys", markup=False)
        self._bringing: Bringing | None = None

    def compose(self) -> ComposeResult:
        """Title, field, documents, news, keys."""
        with Vertical():
            yield self._title
            self._field.cursor_blink = False
            yield self._field
            yield self._list
            yield self._news
            yield self._keys

    def on_mount(self) -> None:
        """The documents are read beside the screen."""
        self._list.focus()
        self.refresh_documents(self._desk.document.id)

    def on_unmount(self) -> None:
        """What was read in or taken out meanwhile is shown."""
        self._desk.refresh_marks()

    def refresh_documents(self, at: str = "") -> None:
        """Read the list anew; the cursor goes to a document where one is named."""
        beside(self, partial(self._read, at), "list")

    async def _read(self, at: str) -> None:
        try:
            self._all = await asyncio.to_thread(lambda: tuple(self._workspace.summaries()))
        except Problem as problem:
            self.say(self._sentence(problem))
        self._narrow()
        if at:
            self.call_after_refresh(self._list.go_to_key, at)

    def _narrow(self) -> None:
        """Show the documents that hold what is typed."""
        word = self._field.value.strip()
        spans = self._desk.finds(word) if word else None
        rows = [each for each in self._all if spans is None or spans(_words(each))]
        self._list.show(rows, spans)
        self._list.say_empty(self._texts("app.empty.list") if word else "")
        count, tasks = len(rows), sum(each.tasks for each in rows)
        done = sum(each.done for each in rows)
        self._title.update(self._texts("app.library", count=count, tasks=tasks, done=done))

    def say(self, words: str) -> None:
        """Say something below the list."""
        self._news.update("\n".join(wrapped(words, max(20, self._list.size.width))))

    def _sentence(self, problem: Problem) -> str:
        return self._texts(f"error.{problem.code}", **problem.values)

    def hear(self, news: str) -> None:
        """Something was done, or taken back: the documents follow it."""
        self.say(news)
        self.refresh_documents("")

    # Keys

    def deeds(self) -> Moves:
        """Open, read in, write out, take out, leave."""
        return {
            "enter": self._open,
            "i": self._ask_path,
            "x": self._write_out,
            "e": self._ask_force,
            "p": self._ask_progress,
            "D": self._ask_to_remove,
            "q": self._leave,
            "L": self._leave,
        }

    def on_input_changed(self, event: Input.Changed) -> None:
        """Only the documents that hold what is typed, in characters or pinyin."""
        event.stop()
        self._narrow()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A second click opens."""
        event.stop()
        self._open()

    def _open(self) -> None:
        if self._list.current is not None and self._bringing is None:
            self.dismiss(self._list.current.id)

    def step_back(self) -> None:
        """An import is stopped first, then what was typed goes, then the library."""
        if self._bringing is None and self._field.display:
            self._field.value = ""
            self.close_field()
        else:
            self._leave()

    def _leave(self) -> None:
        """Leave; an import is stopped first, and what came of it is told."""
        if self._bringing is not None:
            self._bringing.stop()
            self.say(self._texts("app.import_stopping"))
        else:
            self.dismiss(None)

    # Reading in

    def _ask_path(self) -> None:
        if self._bringing is None:
            from tui.app.dialogs.path import AskPath

            self.app.push_screen(AskPath(self._texts("app.ask_path"), self._texts, look_for), self._bring)

    def _bring(self, path: str | None) -> None:
        """Read in what the path names: a file, a folder, a pattern; what duban wrote is merged."""
        if path:
            beside(self, partial(self._tell_apart, path), "looking")

    async def _tell_apart(self, path: str) -> None:
        """A file that duban wrote and somebody filled in is laid beside what is here; any other is a document."""
        file = Path(path)
        self.say(self._texts("app.returned.reading", file=visible(file.name)))
        try:
            merge = await asyncio.to_thread(self._workspace.open_returned, file)
        except Problem as problem:
            self.say(self._sentence(problem))
            return
        if merge is None:
            self._start(Bringing(self._workspace, path))
            return
        from tui.app.features.library.returned import ReturnedScreen

        self.app.push_screen(ReturnedScreen(self._workspace, self._texts, merge), self._merged)

    def _merged(self, merged: Merged | None) -> None:
        """Say what came of it."""
        if merged is None:
            self.say(self._texts("app.returned.left_alone"))
            return
        from tui.app.features.library.returned import merged_words

        self.say(merged_words(merged, self._texts))
        self.refresh_documents(merged.documents[-1] if merged.documents else "")

    def _start(self, bringing: Bringing) -> None:
        self._bringing = bringing
        beside(self, partial(self._run, bringing), "import")

    async def _run(self, bringing: Bringing) -> None:
        """Read file after file, saying how far it is; what came of it is told when all is done or it was stopped."""
        self._keys.update(self._texts("app.import_keys"))
        try:
            async for done, whole, name in bringing.run():
                self.say(_bar(done, whole, self._list.size.width // 3) + f" {done}/{whole}  {name}")
        finally:
            self._bringing = None
            self._keys.update(self._texts("app.library_keys"))
        fresh = [each.doc for each in bringing.brought if each.doc]
        self._tell(bringing.brought, then=lambda: self._offer_progress(fresh) if len(fresh) > 1 else None)
        self.refresh_documents(fresh[-1] if fresh else "")

    def _tell(self, brought: Sequence[Brought], then: Callable[[], None]) -> None:
        """What came of the files; where one was another text of a known document, whether to replace it is asked.

        `then` is done when it was read.
        """
        if len(brought) == 1 and brought[0].problem is not None and brought[0].problem.code == "document_exists":
            self._ask_to_replace(brought[0])
            return
        told = [each.words(self._texts) for each in brought]
        if len(told) <= 3:
            self.say("\n".join(told))
            then()
            return
        from tui.app.dialogs.simple import Reading

        good = sum(each.imported is not None for each in brought)
        self.say(self._texts("app.imported_many", good=good, whole=len(brought)))
        title = self._texts("app.imported_many", good=good, whole=len(brought))
        self.app.push_screen(Reading(title, many_told(brought, self._texts)), lambda _: then())

    def _ask_to_replace(self, brought: Brought) -> None:
        title = visible(str(brought.problem.values["title"] if brought.problem else ""))
        replacing = Bringing(self._workspace, str(brought.file), replace=True, then=self._show_comparison)
        self._confirm(self._texts("app.replace_edition", title=title), lambda: self._start(replacing))

    def _confirm(self, question: str, deed: Callable[[], object]) -> None:
        """Ask whether to do something."""
        from tui.app.dialogs.simple import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                deed()

        self.app.push_screen(Confirm(question, self._texts), answered)

    def _show_comparison(self, brought: Brought) -> None:
        """What another edition changed, and what of the old one waits for a decision."""
        from tui.app.dialogs.simple import Reading
        from tui.export.comparison import comparison_lines

        imported = brought.imported
        if imported is None or imported.compared is None or imported.replaced is None:
            return
        lines = comparison_lines(imported.compared, imported.replaced, imported.document, self._texts)
        waiting = len(self._workspace.editions.waiting(imported.document.id))
        head = [self._texts("app.waiting_news", count=waiting)] if waiting else []
        facts = [Fact("", line) for line in [*head, *lines]]
        self.app.push_screen(Reading(self._texts("app.compared", title=imported.document.title), facts))

    # Writing out

    def _write_out(self) -> None:
        """Write out the documents that are listed; what came of it is told here."""
        from tui.app.features.library.documents_out import write_library

        rows = self._list.rows
        if rows and self._bringing is None:
            write_library(self._desk, rows, lambda news: self.say(news.words), whole=len(rows) == len(self._all))

    # Progress that came filled in

    def _ask_progress(self) -> None:
        """Offer what the documents that are listed say of progress."""
        if self._bringing is None:
            self._offer_progress([row.id for row in self._list.rows], asked=True)

    def _offer_progress(self, docs: Sequence[str], *, asked: bool = False) -> None:
        """Offer what these documents say of progress; where nothing is said, that is told if somebody asked."""
        beside(self, partial(self._look_for_progress, docs, asked=asked), "progress")

    async def _look_for_progress(self, docs: Sequence[str], *, asked: bool) -> None:
        from tui.app.features.library import offered

        offers = await asyncio.to_thread(offered.offers_in, self._workspace, docs)
        if offers:
            question = offered.question(offers, self._texts)
            self._confirm(
                question,
                lambda: beside(self, partial(self._take_progress, offers), "progress"),
            )
        elif asked:
            self.say(self._texts("app.why_not.no_offers_here"))

    async def _take_progress(self, offers: list[Offer]) -> None:
        from tui.app.features.library import offered

        try:
            await asyncio.to_thread(self._workspace.take_offers, offers)
        except Problem as problem:
            self.say(self._sentence(problem))
            return
        self.say(offered.taken(offers, self._texts))
        self.refresh_documents()

    # Whether it is in force

    def _ask_force(self) -> None:
        """Ask what the document of the cursor is; what the library prints of it is looked for beside the screen."""
        if self._list.current is not None and self._bringing is None:
            beside(self, partial(self._offer_force, self._list.current), "force")

    async def _offer_force(self, row: Summary) -> None:
        from tui.app.features.library.force import force_form

        offered = await asyncio.to_thread(self._workspace.offered_validity, row.id)

        def answered(values: Values | None) -> None:
            if values is not None:
                self._set_force(row, values)

        self.app.push_screen(force_form(self._workspace, self._texts, row, offered), answered)

    def _set_force(self, row: Summary, values: Values) -> None:
        try:
            self._workspace.set_validity(row.id, values["state"], values["by"], values["since"].strip())
        except Problem as problem:
            self.say(self._sentence(problem))
            return
        self.say(self._texts("app.force.said", title=row.title, state=values["state"].strip()))
        self.refresh_documents(row.id)

    # Taking out

    def _ask_to_remove(self) -> None:
        row = self._list.current
        if row is None or self._bringing is not None:
            return
        question = self._texts("app.remove_document", title=visible(row.title))
        self._confirm(question, lambda: self._remove(row))

    def _remove(self, row: Summary) -> None:
        try:
            self._workspace.remove(row.id)
        except Problem as problem:
            self.say(self._sentence(problem))
            return
        self.say(self._texts("app.removed", title=row.title))
        self.refresh_documents()


def _words(summary: Summary) -> str:
    """What is searched of a document."""
    said = (summary.title, summary.issuer, summary.doc_no, summary.issued, summary.id)
    return visible("  ".join(filter(None, said)))


def _bar(done: int, whole: int, width: int) -> str:
    """How far it is, in cells."""
    filled = width * done // max(1, whole)
    return "█" * filled + "░" * (width - filled)
