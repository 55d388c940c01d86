"""The steps on the way of a task: added, edited, moved, ticked off, taken out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Static

from tui.app.acted import target_name
from tui.app.desk import Action, Desk
from tui.app.dialogs.dialog import Dialog, Moves
from tui.app.dialogs.form import Field, Form, Values
from tui.app.dialogs.grouped import GroupRows
from tui.app.dialogs.narrowed import moves_through
from tui.app.lines.pieces import Piece
from tui.app.lines.rows import LineList
from tui.app.time_facts import stage_line, stage_lines
from tui.model.change import Change, split_keyed
from tui.model.errors import Usage
from tui.model.ledger import Entry
from tui.model.roadmap import Stage
from tui.model.text import visible


def open_stages(desk: Desk) -> None:
    """The steps of the first of the tasks that are acted on."""
    entry = desk.target.entries[0]
    desk.ask(StageList(desk, entry, target_name(desk, desk.target)), lambda _: None)


class StageList(Dialog[None]):
    """The steps of a task; what is done to them is written at once."""

    CSS = """
    StageList { align: center middle; background: transparent; }
    StageList > Vertical { width: 94%; max-width: 100; height: auto; max-height: 90%; border: round $primary; }
    StageList > Vertical { padding: 0 1; }
    StageList Static { height: auto; }
    StageList .-title { text-style: bold; }
    StageList GroupRows { height: 10; }
    """

    def __init__(self, desk: Desk, entry: Entry, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._key = entry.key
        self._name = name
        self._today = desk.workspace.now().date()
        self._scale = Static(markup=False)
        self._list: GroupRows[Stage] = GroupRows(lambda stage: stage.id, self._piece)

    def _piece(self, stage: Stage) -> Piece:
        """Whether a step is done, its day, its words."""
        return stage_line(stage, self._desk.texts, self._today), ""

    def compose(self) -> ComposeResult:
        """Of which task, the line of time, the steps, the keys."""
        texts = self._desk.texts
        with Vertical():
            yield Static(visible(texts("app.stages_of", what=self._name)), classes="-title", markup=False)
            yield self._scale
            yield self._list
            yield Static(texts("app.stages_keys"), markup=False)

    def on_mount(self) -> None:
        """The steps as they are now."""
        self._list.say_empty(self._desk.texts("app.stages_none"))
        self._list.focus()
        self._show()

    def _show(self) -> None:
        stages = self._desk.present.entry_of(self._key).stages
        self._scale.update("".join(stage_lines(stages, self._desk.texts, self._today)[:1]))
        self._list.show(stages)

    def on_key(self, event: Key) -> None:
        """Move, add, edit, tick, take out, leave."""
        deeds: Moves = {
            **moves_through(self._list),
            **self.deeds_behind(),
            "a": self._add,
            "enter": self._tick,
            "space": self._tick,
            "e": self._edit,
            "J": lambda: self._move(1),
            "K": lambda: self._move(-1),
            "shift+down": lambda: self._move(1),
            "shift+up": lambda: self._move(-1),
            "D": self._drop,
            "t": self._take_over,
            **dict.fromkeys(("escape", "q"), lambda: self.dismiss(None)),
        }
        self.press(event, deeds)

    def hear(self, news: str) -> None:
        """Something was done: the steps follow it."""
        super().hear(news)
        self._show()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A second click ticks."""
        event.stop()
        self._tick()

    def _write(self, action: Action, said: str, *, added: bool = False) -> None:
        """Write, and show what there is then, the cursor on a step that was added."""

        def told(changes: tuple[Change, ...]) -> str:
            self._show()
            if added:
                self._list.go_to_key(split_keyed(changes[0].target)[1])
            return f"{self._name} → {said}"

        self._desk.write(action, told)

    def _ask(self, title: str, then: Callable[[Values], None], text: str = "", by: str = "") -> None:
        """Ask for the words and the day of a step."""
        texts = self._desk.texts
        fields = (
            Field("text", texts("app.stages_text"), text),
            Field("by", texts("app.deadline.day"), by, hint=texts("app.deadline.hint")),
        )
        self._desk.ask(Form(texts(title), fields, texts, check=self._meaning), then)

    def _add(self) -> None:
        self._ask("app.stages_add", self._added)

    def _edit(self) -> None:
        stage = self._list.current
        if stage is not None:
            self._ask("app.stages_edit", partial(self._edited, stage.id), stage.text, stage.by or "")

    def _edited(self, name: str, values: Values) -> None:
        text, by = values["text"].strip(), values["by"].strip() or None
        self._write(partial(self._desk.present.edit_stage, self._key, name, text, by), text)

    def _move(self, steps: int) -> None:
        stage = self._list.current
        if stage is not None:
            said = self._desk.texts("app.stages_moved", text=stage.text)
            self._write(partial(self._desk.present.move_stage, self._key, stage.id, steps), said)

    def _meaning(self, values: Values) -> str:
        """The day that is meant."""
        if not values["text"].strip():
            raise Usage("no_words")
        by = self._desk.workspace.read_day(values["by"]) if values["by"].strip() else None
        return f"→ {by}" if by else ""

    def _added(self, values: Values) -> None:
        text, by = values["text"].strip(), values["by"].strip() or None
        self._write(partial(self._desk.present.add_stage, self._key, text, by), text, added=True)

    def _tick(self) -> None:
        stage = self._list.current
        if stage is not None:
            action = partial(self._desk.present.finish_stage, self._key, stage.id, done=not stage.done)
            self._write(action, f"{'○' if stage.done else '✓'} {stage.text}")

    def _drop(self) -> None:
        stage = self._list.current
        if stage is not None:
            said = self._desk.texts("app.stages_dropped", text=stage.text)
            self._write(partial(self._desk.present.drop_stage, self._key, stage.id), said)

    def _take_over(self) -> None:
        said = self._desk.texts("app.stages_taken")
        self._write(partial(self._desk.present.take_over_stages, [self._key]), said)
