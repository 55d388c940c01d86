"""The page of the review: the article with its sentence marked, the task, the line, and how far one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.events import Key, Resize
from textual.timer import Timer
from textual.widgets import Input, Static

from tui.app import reverted
from tui.app.aloud import named
from tui.app.became import Became
from tui.app.desk import Desk
from tui.app.dialogs.dialog import Dialog
from tui.app.features.review.line import ReviewLine, Said
from tui.app.keys import pressed
from tui.app.panes.detail import Detail
from tui.app.panes.reader import Reader
from tui.export.values import with_force
from tui.model.change import Change, split_target
from tui.model.errors import Problem
from tui.model.ledger import Key as TaskKey
from tui.model.profile import Status
from tui.model.text import visible

LAST: Final = "review-last"
"""Under which name what was said last is kept among the person's own facts."""
BEGUN: Final = "review-lines"
"""Under which name the lines that were begun are kept."""
PHRASES: Final = "review-phrases"
"""Under which name the person's own phrases are kept."""
_BESIDE: Final = 100
"""From so many columns article and task stand beside each other, else one above the other."""
_PAUSE: Final = 0.5
"""Seconds without a key after which a line that was begun is kept."""
_BAR: Final = 20
"""Cells of the bar."""


class ReviewPage(Dialog[TaskKey]):
    """The tasks one after the other; answers with the one that was looked at last."""

    BLANK_CHOOSES = True
    CSS = """
    ReviewPage { background: $background; }
    ReviewPage > Vertical { width: 100%; height: 100%; padding: 0 1; }
    ReviewPage Static { height: auto; max-height: 2; }
    ReviewPage .-title { width: 100%; height: 1; text-wrap: nowrap; text-overflow: ellipsis; text-style: bold reverse; }
    ReviewPage .-both { height: 1fr; layout: vertical; }
    ReviewPage .-both Reader { height: 1fr; width: 1fr; }
    ReviewPage .-both Detail { height: 1fr; max-height: 100%; width: 1fr; border: none; }
    ReviewPage .-both Detail { border-top: solid ansi_bright_black; }
    ReviewPage.-beside .-both { layout: horizontal; }
    ReviewPage.-beside .-both Detail { border-top: none; border-left: solid ansi_bright_black; padding-left: 1; }
    ReviewPage .-line { layout: horizontal; height: 1; }
    ReviewPage .-line Static { width: auto; text-style: bold; }
    ReviewPage Input { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    """

    def __init__(self, desk: Desk, keys: Sequence[TaskKey], at: int) -> None:
        super().__init__()
        self._desk = desk
        self._rows = tuple(keys)
        self._at = at
        self._status: Status | None = None
        self._writing = False
        """Whether a blank has begun a note that has no letter yet."""
        self._warned = False
        """Whether it was said that the line is not saved."""
        self._keeping: Timer | None = None
        self._begun = _begun(desk.present.recall(BEGUN))
        """What is said of tasks and not saved: begun and left, or refused when it was to be written."""
        self._title = Static(classes="-title", markup=False)
        self._article = Reader(desk.texts)
        self._article.can_focus = False
        self._about = Detail()
        self._about.can_focus = False
        self._chosen = Static(markup=False)
        self._line = ReviewLine(self._takes, desk.texts("app.review.placeholder"))
        self._news = Static(markup=False)
        self._hint = Static(markup=False)

    def compose(self) -> ComposeResult:
        """How far one is, article and task, the line, what was done, the keys."""
        with Vertical():
            yield self._title
            with Container(classes="-both"):
                yield self._article
                yield self._about
            with Container(classes="-line"):
                yield self._chosen
                yield self._line
            yield self._news
            yield self._hint

    def on_mount(self) -> None:
        """Begin with the task of the cursor, and with what was begun when one last left."""
        self._line.focus()
        letters = " ".join(f"{each.letter} {each.name(self._desk.texts.lang)}" for each in self._statuses)
        self._hint.update(self._desk.texts("app.review.keys", statuses=letters))
        first = next((at for at, key in enumerate(self._rows) if key in self._begun), None)
        self._at = self._at if first is None else first
        self._put(self._begun.get(self._rows[self._at], Said()))
        self.call_after_refresh(self._show)

    def on_resize(self, event: Resize) -> None:
        """Beside each other where there is room."""
        self.set_class(event.size.width >= _BESIDE, "-beside")

    @property
    def _statuses(self) -> Sequence[Status]:
        return self._desk.workspace.profile.statuses

    @property
    def _key(self) -> TaskKey:
        return self._rows[self._at]

    # What is shown

    def _show(self) -> None:
        """The task, and the sentence of the article that it rests on."""
        desk = self._desk
        try:
            entry, document = desk.present.entry_of(self._key), desk.present.document(self._key[0])
        except Problem as problem:  # somebody took it out meanwhile
            self._about.show([])
            self._say(desk.sentence(problem))
            return
        done, whole = self._at + 1, len(self._rows)
        bar = "█" * (_BAR * done // whole) + "░" * (_BAR - _BAR * done // whole)
        demo = f"{desk.texts('cli.demo.name')} · " if desk.present.is_demo else ""
        title = with_force(document.short_title, desk.present.validity(document.id), desk.texts)
        self._title.update(demo + desk.texts("app.review.title", at=done, whole=whole, bar=bar, title=title))
        if self._article.document is None or self._article.document.id != document.id:
            self._article.show(document)
        best = entry.task.basis[0] if entry.task.basis else None
        section = entry.article.id if entry.article else None
        quote = best.quote if best is not None and best.section == section else ""
        if section is not None and quote:
            self._article.quote(section, quote)
        else:
            self._article.clear_quote()
            self._article.scroll_to_section(section or entry.task.id)
        self._about.show(desk.room(Became).task_facts(entry, ""))
        self._show_choice()

    def _show_choice(self) -> None:
        status = self._status
        self._chosen.update(Text(f"{status.name(self._desk.texts.lang)}  " if status else "", no_wrap=True))

    def _say(self, words: str) -> None:
        self._news.update(Text(visible(words), no_wrap=True, overflow="ellipsis"))

    # Keys

    def _takes(self, event: Key) -> bool:
        """Do what a key means; False where it is a letter of the note."""
        always: dict[str, Callable[[], object]] = {
            "escape": self._step_back,
            "tab": self._choose_phrase,
            "pagedown": partial(self._article.page, 1),
            "pageup": partial(self._article.page, -1),
        }
        while_empty: dict[str, Callable[[], object]] = {
            "down": partial(self._go, 1),
            "up": partial(self._go, -1),
            "backspace": self._no_status,
            ".": self._again,
            "u": self._undo,
            "j": partial(self._go, 1),
            "k": partial(self._go, -1),
            "q": self._step_back,
            **{status.letter: partial(self._choose, status) for status in self._statuses},
        }
        self._warned = self._warned and event.key == "escape"
        if self._writing and not self._line.value and event.key in {"backspace", "down", "up"}:
            self._writing = False
        deed = always.get(event.key)
        if deed is None and not (self._line.value or self._writing):
            deed = while_empty.get(event.key) or while_empty.get(pressed(event))
            if deed is None and event.key == "space":
                deed = self._begin_note
            if deed is None and _is_ascii_letter(event):
                self._say(self._desk.texts("app.no_such_key_here", pressed=pressed(event)))
                return True  # a letter that means nothing is no beginning of a note
        if deed is not None:
            deed()
        return deed is not None

    def _begin_note(self) -> None:
        """From now on letters are words."""
        self._writing = True
        self._say(self._desk.texts("app.review.writing"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save what was said, and go on to the next."""
        event.stop()
        note = event.value.strip()
        if self._status is None and not note:
            self._go(1)
            return
        if self._status is not None and self._status.reason and not note:
            self._say(self._desk.texts("error.why_missing", status=self._status.name(self._desk.texts.lang)))
            return
        self._save(Said(self._status.key if self._status else "", note))

    def on_input_changed(self, event: Input.Changed) -> None:
        """A line that was begun is kept once one pauses: the terminal may go."""
        event.stop()
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(_PAUSE, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep what was typed so far; it goes once it is saved, or when the person drops it."""
        if self._line.value.strip():
            self._begun[self._key] = Said(self._status.key if self._status else "", self._line.value)
            self._keep_begun()

    def _keep_begun(self) -> None:
        lines = [[*key, *said] for key, said in dict(self._begun).items()]
        self._desk.present.keep(BEGUN, {"lines": lines})

    # Deeds

    def _put(self, said: Said) -> None:
        """Have this in the line."""
        self._writing = self._warned = False
        self._status = next((each for each in self._statuses if each.key == said.status), None)
        self._line.value = said.note
        self._line.cursor_position = len(said.note)
        self._show_choice()

    def _choose(self, status: Status) -> None:
        self._status = status
        self._show_choice()

    def _no_status(self) -> None:
        self._put(Said())

    def _go(self, steps: int) -> None:
        """Another task; at the ends it is said."""
        at = self._at + steps
        if 0 <= at < len(self._rows):
            self._at = at
            self._say("")
            self._put(self._begun.get(self._key, Said()))
            self._show()
        else:
            self._say(self._desk.texts("app.review.end" if steps > 0 else "app.review.beginning"))

    def _step_back(self) -> None:
        """What is in the line goes first, words only when asked twice; then the review."""
        if self._line.value.strip() and not self._warned:
            self._warned = True
            self.keep_draft()
            self._say(self._desk.texts("app.review.unsaved"))
        elif self._writing or self._line.value or self._status is not None:
            self._put(Said())
            if self._begun.pop(self._key, None) is not None:
                self._keep_begun()
        else:
            self.dismiss(self._key)

    def _again(self) -> None:
        """What was said last, in the line again."""
        facts = self._desk.present.recall(LAST)
        if facts:
            self._put(Said(str(facts.get("status", "")), str(facts.get("note", ""))))
        else:
            self._say(self._desk.texts("app.review.nothing_last"))

    def _save(self, said: Said) -> None:
        """Write status and note as one step and go on; what could not be written is in the line of its task again."""
        desk, key = self._desk, self._key
        present, where = desk.present, named(desk, [key])
        status = next((each for each in self._statuses if each.key == said.status), None)

        def write() -> tuple[Change, ...]:
            try:
                changes = present.remark(key, status, said.note)
            except Problem as problem:
                self.app.call_from_thread(self._bring_back, key, said, desk.sentence(problem))
                raise
            self._keep_begun()
            present.keep(LAST, said._asdict())
            if not changes:
                self.app.call_from_thread(self._say, desk.texts("app.review.same", where=where))
            return changes

        def news(changes: tuple[Change, ...]) -> str:
            kinds = {change.kind for change in changes}
            done = [status.name(desk.texts.lang)] if status and "status" in kinds else []
            done += [desk.texts("app.review.noted")] if "note" in kinds else []
            words = desk.texts("app.review.saved", where=where, what=desk.texts("app.listed_by").join(done))
            self._say_saved(words)
            if self._key == key:
                self._show()
            return words

        self._begun.pop(key, None)
        desk.write(write, news)
        self._put(Said())
        if self._at + 1 < len(self._rows):
            self._go(1)

    def _say_saved(self, words: str) -> None:
        self._say(f"{words} · {self._desk.texts('app.saved')}")

    def _bring_back(self, key: TaskKey, said: Said, why: str) -> None:
        """What was refused waits with its task; one goes back to it unless something is being said of another."""
        self._begun[key] = said
        if not self._line.value and self._status is None:
            self._at = self._rows.index(key)
            self._put(said)
            self._show()
        self._say(why)

    def _undo(self) -> None:
        """Take back the last step, and go to its task where it is one of these."""
        desk = self._desk

        def news(changes: tuple[Change, ...]) -> str:
            words = reverted.told(desk, "undo", changes)
            self._say_saved(words)
            places = [(change.doc, split_target(change.target)[0]) for change in changes]
            key = next((place for place in places if place in self._rows), None)
            if key is not None:
                self._at = self._rows.index(key)
            self._show()
            return words

        def undo(*, force: bool = False, within: str | None = None) -> tuple[Change, ...]:
            try:
                return desk.present.undo(force=force, within=within)
            except Problem as problem:
                self.app.call_from_thread(self._say, desk.sentence(problem))
                raise

        reverted.revert(desk, undo, news)

    # Phrases of one's own

    def _choose_phrase(self) -> None:
        """Put a phrase in the line; keep what is in the line as one, or drop one."""
        texts, typed = self._desk.texts, self._line.value.strip()
        rows = [(("put", each), each) for each in self._phrases]
        if typed and typed not in self._phrases:
            rows.append((("keep", typed), texts("app.review.keep_phrase", words=typed)))
        rows += [(("drop", each), texts("app.review.drop_phrase", words=each)) for each in self._phrases]
        self._desk.pick(texts("app.review.phrases"), rows, self._phrase)

    @property
    def _phrases(self) -> list[str]:
        kept = self._desk.present.recall(PHRASES).get("phrases")
        usual = self._desk.texts("app.review.usual_phrases").split("|")
        return [str(each) for each in kept] if isinstance(kept, list) else usual

    def _phrase(self, chosen: tuple[str, str]) -> None:
        what, words = chosen
        if what == "put":
            self._put(Said(self._status.key if self._status else "", f"{self._line.value}{words}"))
            return
        phrases = [each for each in self._phrases if each != words]
        self._desk.present.keep(PHRASES, {"phrases": [*phrases, words] if what == "keep" else phrases})
        said = "app.review.phrase_keep" if what == "keep" else "app.review.phrase_drop"
        self._say(self._desk.texts(said, words=words))


def _begun(facts: Mapping[str, object]) -> dict[TaskKey, Said]:
    """The lines that were kept with these facts; none where they are none."""
    lines = facts.get("lines")
    sound = [
        line
        for line in (lines if isinstance(lines, list) else ())
        if isinstance(line, list) and [type(part) for part in line] == [str] * 4
    ]
    return {(doc, task): Said(status, note) for doc, task, status, note in sound}


def _is_ascii_letter(event: Key) -> bool:
    return event.character is not None and event.character.isascii() and event.character.isprintable()
