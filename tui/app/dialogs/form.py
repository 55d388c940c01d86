"""A few fields on one screen: each a line, words of several lines, or a yes and no."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui.app.desk import Back, Desk
from tui.app.dialogs.dialog import Writable
from tui.app.panes.field import Field as TypedLine
from tui.i18n import Texts
from tui.model.errors import Problem
from tui.model.text import visible

Values = Mapping[str, str]
"""What stands in the fields, by their names; of a yes and no, `YES` or nothing."""
YES = "yes"


class Field(NamedTuple):
    """One field."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    """What stands there, dim, while nothing else does."""
    long: bool = False
    """Whether its words may take several lines."""
    yes_no: bool = False
    replaced: bool = False
    """Whether what is typed takes the place of what stands there."""


class Form(Writable[Values]):
    """Fields under each other; Enter goes to the next, and saves behind the last. Answers with all of them, or None."""

    CSS = """
    Form { align: center middle; background: transparent; }
    Form > Vertical { width: 94%; max-width: 100; height: auto; max-height: 100%; border: round $accent; padding: 0 1; }
    Form Static { height: auto; }
    Form .-title { text-style: bold; }
    Form .-foot { margin-top: 1; }
    Form Horizontal { height: auto; }
    Form Horizontal > Static { width: 14; }
    Form Input, Form TextArea {
        width: 1fr; padding: 0; background: $surface;
        border: none; border-left: solid ansi_bright_black; border-right: solid ansi_bright_black;
    }
    Form Input:focus, Form TextArea:focus {
        border: none; border-left: solid $accent; border-right: solid $accent;
    }
    Form Input { height: 1; }
    Form TextArea { height: auto; max-height: 4; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        texts: Texts,
        *,
        told: Sequence[str] = (),
        check: Callable[[Values], str] = lambda _: "",
    ) -> None:
        """`told` are lines above the fields; `check` says what they mean, and raises where one must stay."""
        super().__init__()
        self._title = title
        self._told = told
        self._texts = texts
        self._check = check
        self._fields = {field.name: _made(field) for field in fields}
        self._labels = {field.name: field.label for field in fields}
        self._given = fields
        self._why = ""
        """Why what is typed could not be written."""
        self._hints = {field.name: field.hint for field in fields}
        self._began = {field.name: field.value for field in fields}
        self._meaning = Static(markup=False)
        self._foot = Static(classes="-foot", markup=False)

    def compose(self) -> ComposeResult:
        """The title, what is known, the fields with their labels, what they mean, the keys."""
        with Vertical():
            yield Static(visible(self._title), classes="-title", markup=False)
            for line in self._told:
                yield Static(visible(line), markup=False)
            for name, widget in self._fields.items():
                with Horizontal():
                    yield Static(self._labels[name], markup=False)
                    yield widget
            yield self._meaning
            yield self._foot

    def on_mount(self) -> None:
        """The first field takes what is typed."""
        next(iter(self._fields.values())).focus()
        self.say_at_foot("")
        self._say_meaning()
        if self._why:
            self._meaning.update(visible(self._why))

    @property
    def values(self) -> Values:
        """What stands in the fields."""
        return {name: _value(widget) for name, widget in self._fields.items()}

    def on_key(self, event: Key) -> None:
        """Save, leave, or go to another field; everything else is typed."""
        if event.key in {"f2", "ctrl+s"}:
            event.stop()
            self._save()
        elif event.key == "escape":
            event.stop()
            event.prevent_default()
            self.leave()
        elif event.key in {"down", "up"} and not isinstance(self.focused, TextArea):
            event.stop()
            self.focus_next() if event.key == "down" else self.focus_previous()
        else:
            self.stay()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line."""
        event.stop()
        self._go_on(event.input)

    def on_entered(self, event: Entered) -> None:
        """Enter in another field."""
        event.stop()
        self._go_on(event.widget)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed means something else now."""
        event.stop()
        self._say_meaning()

    def _go_on(self, widget: Widget) -> None:
        """To the next field, unless it is this one that is wrong; behind the last one all is saved."""
        if widget is list(self._fields.values())[-1]:
            self._save()
            return
        problem = self._wrong(self.values)
        if problem is not None and self._field_at_fault() is widget:
            self._say(problem)
        else:
            self.focus_next()

    def say_at_foot(self, key: str) -> None:
        """The keys, or something else."""
        self._foot.update(self._texts(key or "app.fields_keys"))

    def _wrong(self, values: Values) -> Problem | None:
        """What is wrong with such fields."""
        try:
            self._check(values)
        except Problem as problem:
            return problem
        return None

    def _field_at_fault(self) -> Widget | None:
        """The field without whose change nothing would be wrong."""
        values, began = self.values, self._began
        changed = (name for name in values if values[name] != began[name])
        return next((self._fields[name] for name in changed if not self._wrong({**values, name: began[name]})), None)

    def _say_meaning(self) -> None:
        """What the fields mean by now, or what one may write where they mean nothing yet.

        What is wrong with them is said when one goes on or saves.
        """
        try:
            said = self._check(self.values)
        except Problem:
            at_fault = self._field_at_fault()
            said = next((self._hints[name] for name, field in self._fields.items() if field is at_fault), "")
        self._meaning.update(visible(said))

    def _say(self, problem: Problem) -> None:
        self._meaning.update(visible(self._texts(f"error.{problem.code}", **problem.values)))

    def _save(self) -> None:
        """Answer with what stands there; what is wrong is said, in the field where it is."""
        values = self.values
        problem = self._wrong(values)
        if problem is None:
            self.dismiss(values)
            return
        self._say(problem)
        at_fault = self._field_at_fault()
        if at_fault is not None:
            at_fault.focus()

    @property
    def unchanged(self) -> bool:
        """Whether the fields stand as they stood at first."""
        return self.values == self._began

    def refilled(self, values: Values, why: str) -> Form:
        """The same form with what was typed in it, and why it could not be written."""
        fields = [field._replace(value=values[field.name]) for field in self._given]
        form = Form(self._title, fields, self._texts, told=self._told, check=self._check)
        form._began, form._why = self._began, why
        return form


def ask_form(desk: Desk, form: Form, then: Callable[[Values, Back], None]) -> None:
    """Ask, and write what was typed by `then`, which hands on what opens it all again where that is refused."""
    selected = desk.view.selected

    def answered(values: Values) -> None:
        def back(why: str) -> None:
            desk.look(desk.view._replace(selected=selected))
            ask_form(desk, form.refilled(values, why), then)

        then(values, back)

    desk.ask(form, answered)


class Entered(Message):
    """Enter was pressed in a field that is no line."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget


class Area(TextArea):
    """Words of several lines, in which Enter goes on."""

    async def _on_key(self, event: Key) -> None:
        """Enter is told; a line break comes with a paste, or with Ctrl-J."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(Entered(self))
        elif event.key == "ctrl+j":
            event.stop()
            event.prevent_default()
            self.insert("\n")
        else:
            await super()._on_key(event)


class Tick(Static, can_focus=True):
    """A yes and no: Space turns it."""

    DEFAULT_CSS = "Tick { width: auto; } Tick:focus { text-style: reverse; }"

    def __init__(self, on: bool) -> None:
        super().__init__(markup=False)
        self.on = on

    def on_mount(self) -> None:
        """Say which it is."""
        self.update("[✓]" if self.on else "[ ]")

    def on_key(self, event: Key) -> None:
        """Space, y and n say it; Enter goes on."""
        if event.key == "enter":
            event.stop()
            self.post_message(Entered(self))
        elif event.key in {"space", "y", "n", "x"}:
            event.stop()
            self.on = not self.on if event.key in {"space", "x"} else event.key == "y"
            self.on_mount()

    def on_click(self) -> None:
        """A click turns it too."""
        self.on = not self.on
        self.on_mount()


def _made(field: Field) -> Input | Area | Tick:
    """The widget of a field; the cursor stands at the end and does not blink."""
    if field.yes_no:
        return Tick(field.value == YES)
    if field.long:
        area = Area(field.value, soft_wrap=True, tab_behavior="focus", placeholder=field.hint)
        area.cursor_blink = False
        area.move_cursor(area.document.end)
        return area
    line = TypedLine(field.value, placeholder=field.hint, compact=True, select_on_focus=field.replaced)
    line.cursor_blink = False
    return line


def _value(widget: Input | Area | Tick) -> str:
    if isinstance(widget, Tick):
        return YES if widget.on else ""
    return widget.text if isinstance(widget, Area) else widget.value
