"""What is looked at: one View, the one way to change it, and how panes and lines follow from it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from tui.app.frame import Frame
from tui.app.panes import shown as cells
from tui.app.view import FRONT, Pane, Target, View
from tui.i18n import Texts, minute
from tui.model.document import Document, short_title
from tui.model.errors import Problem
from tui.model.text import visible
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.app.filling import Filling
    from tui.app.inputs import Fields
    from tui.app.lines.labelled import Fact
    from tui.model.change import Change
    from tui.model.ledger import Entry, Key, Ledger, Selection

REST = 0.15
"""Seconds the cursor rests before the detail follows."""
_COLUMNS = "columns"
"""Under which name the columns are kept among the person's own facts."""
_SHORT = 6
"""Characters of a title, before the word for its kind, where a task is named with its document."""
TRAIL = 50
"""So many jumps can be gone back."""
MANY = 2000
"""Where the table has more rows, the late ones among them are not counted at every key."""


class Lookout(Frame):
    """The panes of one document with its tasks, as the View has them."""

    def __init__(self, workspace: Workspace, texts: Texts, document: Document) -> None:
        super().__init__(
            texts,
            lambda: self.workspace.now().date(),
            lambda: self.workspace.profile.rules,
            lambda: self.workspace.whole.finder.titles,
        )
        self.present = workspace
        self.workspace = workspace
        self.document = document
        self.back: tuple[View, ...] = ()
        self.forward: tuple[View, ...] = ()
        self._shown: Selection | None = None
        self._view = View(document.id, detail=not workspace.settings.low_bandwidth)
        self._late = 0
        self._aimed: str | None = None
        self._left: dict[str, View] = {}
        """How each document was looked at when another one was opened."""
        self._came_to: str | None = None
        """The heading one found in the outline when one came to it, as long as one has not moved in it."""
        self._to_check = 0
        self._waits = False
        """Whether the last word typed may still become a field, so that the rows are those of before it."""
        self._searched_from: str | None = None
        """Where in the text one was when a search began."""
        self._home_row: Key | None = None
        """The row one was on before the table was widened to all documents."""
        self._awaited: tuple[Key, object] | None = None
        """The row that is waited for, and the one that the cursor stands on until then."""
        self._left_row: Key | None = None
        """The row one was on before a filter left none."""
        self._resting: Timer | None = None
        self._read_at: str | None = None
        """Where in the text one was before the outline led it elsewhere."""

    # What a subclass provides

    @property
    def filling(self) -> Filling:
        """What finds the rows of the table."""
        raise NotImplementedError

    @property
    def fields(self) -> Fields:
        """What opens the fields to type in."""
        raise NotImplementedError

    def task_facts(self, entry: Entry, title: str) -> list[Fact]:
        """What the detail says of a task."""
        raise NotImplementedError

    def opened(self) -> None:
        """Another document was opened."""
        raise NotImplementedError

    def raised(self) -> None:
        """The board came before the panes."""
        raise NotImplementedError

    def say(self, news: str, *, alarm: bool = False) -> None:
        """Say something on the status line."""
        raise NotImplementedError

    def complain(self, problem: Problem) -> None:
        """Say a problem."""
        raise NotImplementedError

    def show_keys(self) -> None:
        """The foot line says what one may press."""
        raise NotImplementedError

    @property
    def shown(self) -> Selection:
        """What the table shows, and of how many."""
        from tui.model.ledger import Ledger, Selection

        return self._shown or Selection(Ledger(), 0)

    @cached_property
    def ledger(self) -> Ledger:
        """The tasks of the open document with their marks, as they were last read."""
        return self.workspace.ledger(self.document.id)

    # The View

    @property
    def view(self) -> View:
        """What is looked at now, the cursors where the panes have them."""
        heading, task = self.outline.current, None
        if self.furnished and self.table.current is not None:
            task = self.table.current.key
        return self._view._replace(task=task, place=self.text.place, heading=heading.id if heading else None)

    def look(self, view: View, *, jump: bool = False) -> None:
        """Look at something else; nothing changes where its filter cannot be read or its document is not there."""
        before = self.view
        if view.expression != before.expression:
            self.workspace.check_filter(view.expression)
        document = self.document if view.doc == self.document.id else self.workspace.document(view.doc)
        led = self._read_at is not None and view.pane is not Pane.OUTLINE
        if jump or led:
            left = before._replace(place=self._read_at, heading=None).at(before.front) if led else before
            self.back, self.forward = (*self.back[-TRAIL:], left), ()
        if led:
            self._read_at = None
        if view.as_of != before.as_of:
            from tui.app.beside import beside

            beside(self, partial(self._travel, view), "travel")
        else:
            self._show(before, view, document, jump=jump)

    def go(self, steps: int) -> None:
        """Go back (-1) or forward (1) among the jumps."""
        came = self.back if steps < 0 else self.forward
        if not came:
            return
        here = self.view
        if steps < 0:
            self.back, self.forward = came[:-1], (*self.forward, here)
        else:
            self.back, self.forward = (*self.back, here), came[:-1]
        self._show(here, came[-1]._replace(as_of=here.as_of), self.workspace.document(came[-1].doc), jump=True)

    async def _travel(self, view: View) -> None:
        """Show the workspace as it stood just after a Change, or as it is; the journal is read beside the screen."""
        workspace = await asyncio.to_thread(self.present.as_of, view.as_of) if view.as_of else self.present
        before, self.workspace = self.view, workspace
        self._show(before, view, workspace.document(view.doc), jump=False)

    def _show(self, before: View, view: View, document: Document, *, jump: bool) -> None:
        """Give each pane what changed from one View to the next."""
        view = self._at_home(before, view)
        with self.app.batch_update():
            self._view = view
            opened = document.id != self.document.id
            if opened:
                self._left[before.doc] = before
            if opened or view.as_of != before.as_of:
                self._open(document)
            if view.folded != before.folded:
                self.outline.set_folded(view.folded)
            if view.pane is Pane.OUTLINE is not before.pane:
                self._enter_outline(read_on=view.heading == before.heading)
            if view.noted != before.noted:
                self._annotate()
            if view.asks != before.asks or view.held != before.held:
                self.filling.fill(view)
            self._search(before, view)
            self._put_cursors(before, view, moved=jump or opened)
            if self.furnished:
                self.table.select(frozenset(view.selected))
            self.stand(view)
            self.tell()
        self._shown_now(before, view, opened=opened)

    def _shown_now(self, before: View, view: View, *, opened: bool) -> None:
        """What follows once all panes show another View."""
        if view.pane != before.pane or opened:
            self.follow()
        if opened:
            self.opened()
        if view.board is not None and before.board is None:
            self.raised()

    def _at_home(self, before: View, view: View) -> View:
        """Back from all documents one is on one's own row again."""
        if view.every and not before.every and before.doc == view.doc:
            self._home_row = before.task  # not where a jump came from: that was a row of another document
        elif before.every and not view.every and (view.task is None or view.task[0] != view.doc):
            return view._replace(task=self._home_row)
        return view

    def _enter_outline(self, *, read_on: bool) -> None:
        """Who comes to the outline from a text that stands beside it finds it where the text is, and leads nowhere."""
        if read_on and Pane.TEXT in self.shows and self.text.heading is not None:
            self.outline.follow(self.text.heading)
        self._came_to = self.outline.current.id if self.outline.current else None

    def _open(self, document: Document) -> None:
        """Show a document, its tasks and its marks."""
        if document.id != self.document.id and self.furnished:
            self.table.cursor = 0
        self.document, self._read_at = document, None
        self.outline.show(document)
        self.text.show(document)
        self._read_marks()

    def _put_cursors(self, before: View, view: View, *, moved: bool) -> None:
        """Put the cursors where the View has them."""
        if view.task is not None and (moved or view.task != before.task or view.every != before.every):
            self._go_to_row(view.task)
        if view.heading is not None and (moved or view.heading != before.heading):
            self.outline.go_to_section(view.heading)
        if view.place is None or not (moved or view.place != before.place or view.quoted != before.quoted):
            return
        if view.quoted:
            self.text.quote(view.place, view.quoted)
        else:
            self.text.clear_quote()
            if moved or view.place != before.place:
                self.text.scroll_to_section(view.place)

    def _go_to_row(self, key: Key) -> None:
        """Put the cursor on the row of a key, as soon as it is there."""
        there = self.table.go_to_key(key) or self.filling.complete(self._view)
        self._awaited = None if there else (key, self.table.key)

    def _search(self, before: View, view: View) -> None:
        """Mark what is searched in text and headings, and go to the first of it from where one is."""
        needle = self.workspace.needle
        if view.searched != before.searched:
            self._searched_from = self._searched_from if before.searched else before.place
            self.text.find(needle(view.searched).spans_running if view.searched else None)
            if not self.text.next_hit() and view.searched and self._searched_from:
                self.text.scroll_to_section(self._searched_from)  # back from where a part of the word was found
        if view.sought != before.sought:
            self.outline.find(needle(view.sought).spans_name if view.sought else None)
            self.outline.next_hit(0)

    # What is in the panes

    def refresh_marks(self, touched: frozenset[Key] = frozenset()) -> None:
        """Take in anew what the workspace holds; rows that were `touched` stay though the filter leaves them out."""
        if not self.workspace.library.has(self.document.id):
            self.look(self.view.opened(self.workspace.library.ids()[0]))
            return
        with self.app.batch_update():
            document = self.workspace.document(self.document.id)
            if document is not self.document:  # people corrected it, or put another edition in its place
                self.document = document
                self.outline.show(document)
                self.text.show(document)
            here = self.view.task
            if self._view.expression and (touched or here):
                self._view = self._view._replace(held=self._view.held | touched | ({here} if here else set()))
            self._read_marks()
            self._refill()
            self.show_detail()

    @property
    def columns(self) -> tuple[str, ...]:
        """The further columns that this person wants for what the table is of."""
        kept = self._all_columns.get("" if self._spans_all else self.document.id)
        return tuple(each for each in kept if isinstance(each, str)) if isinstance(kept, list) else ()

    def want_columns(self, names: Sequence[str]) -> None:
        """Show these further columns, and keep that."""
        self._all_columns["" if self._spans_all else self.document.id] = list(names)
        self.present.keep(_COLUMNS, self._all_columns)
        self.table.want(self.columns)
        missing = [self.table.name_of(name) for name in self.table.missing_columns]
        if missing:
            self.say(self.texts("app.columns_no_room", names=self.texts("app.listed_by").join(missing)))

    @cached_property
    def _all_columns(self) -> dict[str, object]:
        """The further columns for each document, and under the empty name for all together."""
        return dict(self.present.recall(_COLUMNS))

    def count_to_check(self) -> None:
        """How much of the reading of the open document still wants a look."""
        from tui.workspace.looked import left_to_check

        self._to_check = left_to_check(self.present, self.document)

    def _read_marks(self) -> None:
        """The marks of the open document, in the outline and in the margin of the text."""
        self.count_to_check()
        self.ledger = self.workspace.ledger(self.document.id)
        notes = self.workspace.note_counts(self.document.id)
        on_sections = {place: count for place, count in notes.items() if self.document.section(place)}
        self.outline.mark(cells.tally(self.ledger, self._today()), set(on_sections))
        self.text.mark(cells.margins(self.ledger, on_sections))
        self._annotate()

    def _annotate(self) -> None:
        """What people noted, in the text, where that is wanted."""
        if not self._view.noted:
            self.text.annotate({})
            return
        from tui.app.describe import note_facts

        doc, state = self.document.id, self.workspace.state
        told = {place: note_facts(state.notes(doc, place), self.texts, self.called) for place in state.noted(doc)}
        self.text.annotate({place: [(fact.label, fact.text) for fact in facts] for place, facts in told.items()})

    def found(self, selection: Selection) -> None:
        """Show what the filter in force leaves, and the rows that are held.

        Of a word that may become a field, nothing found is no answer yet.
        """
        from tui.app.filling import with_held
        from tui.model.timing import count_late
        from tui.query.language.phrases import is_begun

        view = self._view
        waits = not selection.ledger and self.fields.typing is Pane.TASKS and is_begun(view.expression)
        if waits or self._waits:
            self._waits = waits
            self.tell()
        if waits:
            return
        ledger, held = with_held(selection.ledger, self.table.ledger, view.held)
        if self.table.key is not None and not ledger:
            self._left_row = self.table.current.key if self.table.current else None
        elif ledger and self.table.key is None and self._awaited is None and self._left_row is not None:
            self._awaited = (self._left_row, None)
        self._shown, self._view = selection, view._replace(held=held)
        few = len(selection.ledger) <= MANY
        self._late = count_late(selection.ledger.cases(), self._today()) if few else 0
        with self.app.batch_update():
            self.table.want(self.columns)
            self.table.show(ledger, selection.spans if view.expression else None, held)
            self.table.sorted_by(selection.asked.sorted_by if selection.asked else None)
            self._arrive()
            if view.expression:
                counts = cells.tally(selection.ledger.within(self.document.id), self._today()) if few else None
                self.outline.narrow(self.filling.sections_of(selection), counts)
            else:
                self.outline.narrow(None)
            self.tell()
            self.follow()

    def _arrive(self) -> None:
        """Go to the row that is waited for, where it is there now and the person did not move meanwhile."""
        if self._awaited is not None:
            key, stood = self._awaited
            self._awaited = None
            if stood in {None, self.table.key}:
                self._go_to_row(key)

    def let_go(self) -> None:
        """The cursor moved away: rows that were held under the hand go."""
        if self._view.held:
            self._view = self._view._replace(held=frozenset())
            self._refill()

    def _refill(self) -> None:
        """Find the rows anew; what keeps the filter from being read by now is said."""
        try:
            self.filling.fill(self._view)
        except Problem as problem:
            self.complain(problem)

    # The lines

    def aim(self, at: str | None) -> None:
        """Keys act on this now, which a dialog shows; on the target again where it is None."""
        self._aimed = at
        self.tell()

    def tell(self) -> None:
        """All lines say what is so."""
        from tui.app import showing
        from tui.export.values import with_force

        if not self.furnished:
            return
        view, texts = self.view, self.texts
        said = self.workspace.validity(self.document.id)
        title = self.filling.progress if self._spans_all else with_force(self.document.title, said, texts)
        acts_on = self.target
        shown = len(acts_on.entries) if acts_on.selected else 0
        doc = self.short_title(acts_on.doc) if self._spans_all and acts_on.entry is not None else ""
        hidden = len(view.selected) - shown if acts_on.entries else 0
        target = showing.target_words(acts_on, self._target_name(), texts, doc=doc, hidden=hidden)
        if self._aimed is not None:
            target = texts("app.on", what=self._aimed) if self._aimed else ""
        if view.pane is Pane.TEXT:
            target = f"{target} · {self.text.percent}%".removeprefix(" · ")
        then = self.workspace.now()
        past = texts("app.as_of", at=f"{minute(then.isoformat())}:{then.second:02}") if view.as_of else ""
        short = "" if self._spans_all else with_force(self.document.short_title, said, texts)
        demo, late = self.workspace.is_demo, self._late
        check = 0 if self._spans_all else self._to_check
        before = self._waits or self.fields.unread
        here = showing.here(
            title,
            self.shown,
            target,
            texts,
            past=past,
            late=late,
            short=short,
            demo=demo,
            to_check=check,
            before=before,
        )
        self.status_line.show(here)
        self._tell_filter()
        for pane, searched, hit in (
            (Pane.TEXT, view.searched, self.text.hit),
            (Pane.OUTLINE, view.sought, self.outline.hit),
        ):
            prompt = self.prompts[pane]
            prompt.say(searched, showing.hit_words(hit, texts) if searched else "")
            prompt.display = bool(searched) or prompt.typing
        self._entitle()
        self.show_keys()

    def _tell_filter(self) -> None:
        """What the table is narrowed to and how much that leaves; why, where it leaves nothing."""
        from tui.app import showing
        from tui.app.extent import in_scope

        view, texts = self._view, self.texts
        words = showing.filter_words(view, self.document, texts)
        count = "…" if self._waits else f"{len(self.shown.ledger)}/{self.shown.total}"
        scope = self.document.section(view.scope) if view.scope and not self._spans_all else None
        within = showing.place_words(self.document, scope, texts) if scope else ""
        if within and self.fields.typing is Pane.TASKS:  # the field stands where that is said else
            count = f"〔{within}〕 {count}"
        clear = texts("app.clear") if words else ""
        self.prompts[Pane.TASKS].say(words or texts("app.filter_hint"), f"{count} {clear}".strip())
        if not self.table.ledger:
            there = sum(in_scope(entry, view.scope) for entry in self.ledger) if within else 0
            self.table.say_empty(showing.why_empty(view, self.shown, texts, within, there))

    def _entitle(self) -> None:
        """What each pane is, and which of them takes the keys, wherever more than one stands."""
        from tui.app.showing import place_words

        pane, texts = self._view.pane, self.texts
        read = self.document.section(self.text.heading or "")
        self.titles[Pane.OUTLINE].say(texts("app.pane.outline"), "", active=pane is Pane.OUTLINE)
        where = place_words(self.document, read, texts) if read else ""
        self.titles[Pane.TEXT].say(texts("app.pane.text"), where, active=pane is Pane.TEXT)
        several = len(self.shows - {Pane.DETAIL}) > 1
        self.prompts[Pane.TASKS].entitle(texts("app.pane.tasks") if several else "", active=pane is Pane.TASKS)
        self.detail.border_title = f" {texts('app.pane.detail')} "

    @property
    def _spans_all(self) -> bool:
        from tui.app.extent import spans_all

        return spans_all(self._view)

    def follow(self) -> None:
        """Let outline, text and detail follow once the cursor has rested."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._rested)

    def _rested(self) -> None:
        with self.app.batch_update():
            self.link()
            self._entitle()
            self.show_detail()

    def link(self) -> None:
        """The outline follows the text that is read; the text shows the section that the outline is on."""
        if self._view.pane is Pane.TEXT and self.text.heading is not None:
            self.outline.follow(self.text.heading)
        elif self._view.pane is Pane.OUTLINE and Pane.TEXT in self.shows and self.outline.current is not None:
            section, place = self.outline.current.id, self.text.place
            if section == self._came_to:  # who has only come to it leads nowhere yet
                return
            self._came_to = None
            if section not in {place, self.text.heading} and self.text.scroll_to_section(section):
                self._read_at = self._read_at or place

    def show_detail(self) -> None:
        """What the cursor is on, in the detail."""
        from tui.app.describe import section_facts
        from tui.app.extent import in_scope

        if not self.furnished or not self.detail.display:
            return
        pane, section = self._view.pane, self.document.section(self.section or "")
        if pane in {Pane.TASKS, Pane.DETAIL}:
            entry = self.table.current
            try:
                title = self.workspace.document(entry.doc).title if entry and self._spans_all else ""
                self.detail.show(self.task_facts(entry, title) if entry else ())
            except Problem:  # its document was taken out meanwhile
                self.detail.show(())
        elif section is not None:
            notes = self.workspace.state.notes(self.document.id, section.id)
            rest = [entry for entry in self.ledger if in_scope(entry, section.id)]
            self.detail.show(section_facts(section, rest, notes, self.texts, self.called))

    # What the cursors are on

    @property
    def section(self) -> str | None:
        """Id of the section that the outline or the text is on."""
        if self._view.pane is Pane.OUTLINE:
            return self.outline.current.id if self.outline.current else None
        return self.text.place if self.document.section(self.text.place or "") else self.text.heading

    @property
    def target(self) -> Target:
        """What a command acts on: the selected rows, else the row, section or words under the cursor."""
        pane, doc = self._view.pane, self.document.id
        if pane in {Pane.TASKS, Pane.DETAIL} and self.furnished:
            selected = tuple(self.table.ledger.having(self._view.selected)) if self._view.selected else ()
            if selected:
                return Target(selected[0].doc, entries=selected, selected=True)
            entry = self.table.current
            return Target(entry.doc, entry.task.id, entries=(entry,)) if entry else Target(doc)
        if pane is Pane.OUTLINE:
            return Target(doc, self.section or "")
        place, quote = self.text.selected_words or (self.text.place or "", "")
        return Target(doc, place, quote, tuple(entry for entry in self.ledger if entry.task.id == place))

    def left(self, doc: str) -> View | None:
        """How a document was looked at last, before another one was opened; None where it was not."""
        return self._left.get(doc)

    def short_title(self, doc: str) -> str:
        """A document as one speaks of it among others; its id where it cannot be read."""
        try:
            summary = self.workspace.library.summary(doc)
        except Problem:
            return doc
        return visible(short_title(summary.title, summary.issuer, _SHORT))

    def _target_name(self) -> str:
        """A section that a command would act on, as one speaks of it."""
        from tui.app.showing import spoken_place

        target = self.target
        section = self.document.section(target.place) if not target.entries else None
        return visible(spoken_place(self.document, section, self.texts)) if section else ""

    def called(self, author: str) -> str:
        """How an author is called."""
        name = self.workspace.state.name(author)
        return self.texts("cli.named", name=name, who=author) if name and name != author else author

    def place_name(self, place: str, doc: str = "") -> str:
        """How a task or section, of the open document if no other, is called when one speaks of it."""
        from tui.app.describe import section_name, task_name
        from tui.model.change import earlier_place

        document = self.document
        if doc and doc != document.id:
            document = self.workspace.find_document(doc) or document
        task, section, earlier = document.task(place), document.section(place), earlier_place(place)
        if task is not None:
            return task_name(task)
        if earlier is not None:
            return self.texts("cli.place.earlier", name=earlier)
        return section_name(section) if section else place

    def reveal(self, changes: tuple[Change, ...]) -> None:
        """Show where Changes were made: the first of them that stands on the screen, unless one is on one of them."""
        from tui.model.change import split_target

        view = self.view
        places = [(change.doc, split_target(change.target)[0]) for change in changes]
        if FRONT.get(view.pane) is Pane.TASKS:
            rows = sorted(row for row in map(self.table.ledger.index_of, places) if row is not None)
            if rows and view.task not in places:
                self.look(view._replace(task=self.table.ledger[rows[0]].key))
        elif Pane.TEXT in self.shows:
            sections = [place for doc, place in places if doc == self.document.id and self.document.section(place)]
            if sections and view.place not in sections:
                self.look(view._replace(place=sections[0], quoted=""))
