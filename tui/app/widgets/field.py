"""The field in which a filter is typed."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Input


class Field(Input):
    """One line that takes what room there is: what is typed in it never lays the screen out again."""

    virtual_size = reactive(Size(0, 0))
