"""The field of one line in which a filter, a search, a name or a path is typed."""

from __future__ import annotations

from textual.events import Paste
from textual.geometry import Offset, Size
from textual.reactive import reactive
from textual.widgets import Input


class Field(Input):
    """One line that takes what room there is: what is typed in it never lays the screen out again."""

    virtual_size = reactive(Size(0, 0))

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's own cursor stands: where the next character will, not one further as Textual has it."""
        return super().cursor_screen_offset - Offset(int(self.cursor_at_end), 0)

    def _on_paste(self, event: Paste) -> None:
        """Take what is pasted, the words of several lines one behind the other: Textual would take the first alone."""
        event.stop()
        event.prevent_default()  # else what Textual does comes on top of it
        words = " ".join(event.text.splitlines())
        if self.selection.is_empty:
            self.insert_text_at_cursor(words)
        else:
            self.replace(words, *self.selection)
