"""The verdicts on a task side by side, each with its reasons; one gives one's own and settles what they come to.

Of several tasks each is a line, and below them it stands how far their reviewers agree; one answer is for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.events import Key
from textual.widgets import Static

from tui.app.acted import row_name, taken, target_name
from tui.app.desk import Action, Desk
from tui.app.dialogs.dialog import Dialog, Moves
from tui.app.dialogs.form import Field, Form, Values
from tui.app.verdict_facts import graded, settled_words, shown_by
from tui.export.verdicts import agreement_lines
from tui.i18n import minute
from tui.model.assessment import KINDS, Assessment
from tui.model.change import Change
from tui.model.errors import Usage
from tui.model.ledger import Entry
from tui.model.text import visible
from tui.workspace.judging import parse_kind

_ABREAST: Final = 4
"""So many verdicts stand side by side at most; more stand below them."""
_NARROWEST: Final = 18
"""Cells that a verdict takes at least, so that its reasons can be read."""
_LISTED: Final = 200
"""Of several tasks so many are listed; of the rest it is said how many."""


def open_verdicts(desk: Desk) -> None:
    """The verdicts on the tasks that are acted on."""
    target = taken(desk)
    desk.ask(VerdictPage(desk, target.entries, target_name(desk, target)), lambda _: None)


class VerdictPage(Dialog[None]):
    """What several reviewers hold of one task, or of each of several."""

    CSS = """
    VerdictPage { align: center middle; background: transparent; }
    VerdictPage > Vertical { width: 94%; max-width: 120; height: auto; max-height: 90%; border: round $primary; }
    VerdictPage > Vertical { padding: 0 1; }
    VerdictPage Static { height: auto; }
    VerdictPage .-title { text-style: bold; }
    VerdictPage VerticalScroll { height: auto; max-height: 70%; scrollbar-size-vertical: 1; }
    """

    def __init__(self, desk: Desk, entries: Sequence[Entry], name: str) -> None:
        super().__init__()
        self._desk = desk
        self._keys = tuple(entry.key for entry in entries)
        self._name = name
        self._said = Static(markup=False)
        self._settled = Static(markup=False)
        self._scroll = VerticalScroll(self._said)

    def compose(self) -> ComposeResult:
        """Of which task, the verdicts, what they come to, the keys."""
        texts = self._desk.texts
        with Vertical():
            yield Static(visible(texts("app.verdicts.of", what=self._name)), classes="-title", markup=False)
            yield self._scroll
            yield self._settled
            yield Static(texts("app.verdicts.keys"), markup=False)

    def on_mount(self) -> None:
        """As they are now."""
        self._show()

    def on_resize(self) -> None:
        """As many side by side as there is room for."""
        self._show()

    @property
    def _entries(self) -> list[Entry]:
        return [self._desk.present.entry_of(key) for key in self._keys]

    @property
    def _own(self) -> Assessment | None:
        """One's own verdict, where it is about one task alone."""
        author, (first, *others) = self._desk.present.author, self._entries
        return None if others else next((each for each in first.verdicts if each.by == author), None)

    def _show(self) -> None:
        entries = self._entries
        if len(entries) > 1:
            self._show_several(entries)
            return
        desk, (entry,) = self._desk, entries
        self._said.update(self._laid(entry.verdicts))
        words = settled_words(entry, desk.workspace.profile, desk.texts, desk.called)
        self._settled.update(visible(f"{desk.texts('app.settled')}{desk.texts('cli.colon')}{words}"))
        self._settled.display = bool(entry.verdicts or entry.settled)

    def _show_several(self, entries: Sequence[Entry]) -> None:
        """A line of each, and how far their reviewers agree."""
        desk, texts = self._desk, self._desk.texts
        table = Table(box=None, expand=True, show_header=False, padding=(0, 2, 0, 0))
        table.add_column(ratio=2, no_wrap=True, overflow="ellipsis")
        for _ in range(2):
            table.add_column(ratio=3, overflow="fold")
        for entry in entries[:_LISTED]:
            given = (f"{desk.called(each.by)} {self._named(each.grade)}" for each in entry.verdicts)
            told = entry.settled or len(entry.verdicts) > 1
            settled = settled_words(entry, desk.workspace.profile, texts, desk.called) if told else ""
            cells = (f"{row_name(desk, entry)} {entry.task.text}", "  ".join(given) or "—", settled)
            table.add_row(*(Text(visible(cell)) for cell in cells))
        more = len(entries) - _LISTED
        self._said.update(Group(table, Text(texts("app.verdicts.more", count=more))) if more > 0 else table)
        self._settled.update("\n".join(self._agreed(entries)))

    def _agreed(self, entries: Sequence[Entry]) -> Iterator[str]:
        texts = self._desk.texts
        if not any(entry.verdicts for entry in entries):
            return iter((texts("app.verdicts.none"),))
        return agreement_lines(self._desk.present.agreement(entries), texts)

    def _named(self, grade: str) -> str:
        return self._desk.workspace.profile.grade_name(grade, self._desk.texts.lang)

    def _laid(self, verdicts: Sequence[Assessment]) -> RenderableType:
        """The verdicts in columns, their reasons whole."""
        if not verdicts:
            return Text(self._desk.texts("app.verdicts.none"), style="dim")
        abreast = max(1, min(_ABREAST, self.app.size.width * 9 // 10 // _NARROWEST))
        return Group(*(self._beside(verdicts[at : at + abreast]) for at in range(0, len(verdicts), abreast)))

    def _beside(self, verdicts: Sequence[Assessment]) -> Table:
        table = Table(box=None, expand=True, show_header=False, padding=(0, 2, 0, 0))
        for _ in verdicts:
            table.add_column(ratio=1, overflow="fold")
        for row in zip(*map(self._told, verdicts), strict=True):
            table.add_row(*row)
        return table

    def _told(self, each: Assessment) -> Iterator[Text]:
        """Who, when, as what and the grade, why, the file that shows it."""
        desk, texts = self._desk, self._desk.texts
        yield Text(visible(desk.called(each.by)), style="bold")
        yield Text(minute(each.at), style="dim")
        yield Text(visible(graded(each, desk.workspace.profile, texts)))
        yield Text(visible(each.because, lines=True) or texts("app.verdicts.no_reason"))
        yield Text(visible(shown_by(each, texts)), style="dim")

    def on_key(self, event: Key) -> None:
        """Give one's own, settle, scroll, leave."""
        deeds: Moves = {
            **self.deeds_behind(),
            **({} if self._desk.view.as_of else {"a": self._ask_own, "!": self._ask_settled}),
            **dict.fromkeys(("j", "down"), partial(self._scroll.scroll_down, animate=False)),
            **dict.fromkeys(("k", "up"), partial(self._scroll.scroll_up, animate=False)),
            **dict.fromkeys(("escape", "q"), lambda: self.dismiss(None)),
        }
        self.press(event, deeds)

    def hear(self, news: str) -> None:
        """Something was done: the verdicts follow it."""
        super().hear(news)
        self._show()

    # Writing

    def _write(self, action: Action) -> None:
        def told(_: tuple[Change, ...]) -> str:
            self._show()
            return self._desk.texts("app.verdicts.written", what=self._name)

        self._desk.write(action, told)

    def _ask_own(self) -> None:
        """Ask for one's own verdict, with the one before to be changed."""
        texts, own = self._desk.texts, self._own
        kinds = texts("app.listed_by").join(texts(f"review.kind.{kind}") for kind in KINDS)
        fields = (
            Field("kind", texts("app.verdicts.kind"), texts(f"review.kind.{own.kind}") if own else "", hint=kinds),
            self._grade_field(own.grade if own else None),
            Field("because", texts("app.because"), own.because if own else "", long=True),
            Field("evidence", texts("app.verdicts.evidence"), hint=texts("app.verdicts.evidence_hint")),
        )
        title = texts("app.verdicts.own", what=self._name)
        self._desk.ask(Form(title, fields, texts, check=self._check_own), self._judge)

    def _grade_field(self, grade: str | None) -> Field:
        profile, texts = self._desk.present.profile, self._desk.texts
        hint = texts("app.listed_by").join(each.name(texts.lang) for each in profile.grades)
        value = profile.grade_name(grade, texts.lang) if grade else ""
        return Field("grade", texts("app.verdicts.grade"), value, hint=hint)

    def _check_own(self, values: Values) -> str:
        """What is meant; raises where the kind, the grade or the file is none."""
        kind = self._desk.texts(f"review.kind.{parse_kind(values['kind'])}")
        file = values["evidence"].strip()
        if file and not Path(file).expanduser().is_file():
            raise Usage("no_file", file=file)
        return f"→ {kind} {self._check_grade(values).removeprefix('→ ')}"

    def _check_grade(self, values: Values) -> str:
        return f"→ {self._desk.present.profile.grade(values['grade']).name(self._desk.texts.lang)}"

    def _judge(self, values: Values) -> None:
        file = values["evidence"].strip()
        because, evidence = values["because"].strip(), Path(file).expanduser() if file else None
        judge = self._desk.present.judge
        self._write(lambda: judge(self._keys, values["grade"], values["kind"], because=because, evidence=evidence))

    def _ask_settled(self) -> None:
        """Ask what the verdicts come to; their reasons stand above."""
        texts, desk, (first, *others) = self._desk.texts, self._desk, self._entries
        said = ((desk.called(each.by), self._named(each.grade), each.because) for each in first.verdicts)
        told = ["  ".join(filter(None, each)) for each in said]
        fields = (
            self._grade_field(first.settled.grade if first.settled and not others else None),
            Field("because", texts("app.because"), hint=texts("app.because_hint"), long=True),
        )
        title = texts("app.verdicts.settle", what=self._name)
        form = Form(
            title, fields, texts, told=list(self._agreed([first, *others])) if others else told, check=self._check_grade
        )
        settle = self._desk.present.settle
        desk.ask(
            form, lambda values: self._write(lambda: settle(self._keys, values["grade"], values["because"].strip()))
        )
