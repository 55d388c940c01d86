"""How the panes are arranged: which have room, and how wide each is; pure."""

from __future__ import annotations

from typing import Final

from tui.app.view import Pane, View

WIDE: Final = 120
"""Columns from which outline, text and tasks stand side by side."""
NARROW: Final = 100
"""Columns under which the outline folds away."""
WIDE_WITH_ALL: Final = 160
"""The same where the table is of all documents: it needs the room, and the outline is of one of them."""
OUTLINE_WIDTH: Final = 31
"""Cells of the outline, its border included."""
LEAST_BESIDE: Final = OUTLINE_WIDTH + 20
"""Columns under which nothing has room beside the outline: it stands alone, as long as it has the focus."""


def outline_stands(width: int, view: View, *, headings: bool = True) -> bool:
    """Whether the outline stands: where there is room for it and it has `headings`, unless the person said otherwise.

    Wanted where there is little room, it stands beside the text, and beside the table only while one is in it.
    """
    if view.outline is None:
        return headings and width >= (WIDE_WITH_ALL if view.every else NARROW)
    return view.outline and (width >= NARROW or view.pane is Pane.OUTLINE or view.front is Pane.TEXT)


def fitting(width: int, view: View, *, headings: bool = True) -> frozenset[Pane]:
    """The panes there is room for in so many columns, were none zoomed."""
    shown = {Pane.TEXT, Pane.TASKS} if width >= WIDE else {view.front}
    if Pane.TASKS in shown and view.detail:
        shown.add(Pane.DETAIL)
    if width < LEAST_BESIDE:
        return frozenset({Pane.OUTLINE} if view.pane is Pane.OUTLINE else shown)
    if outline_stands(width, view, headings=headings):
        shown.add(Pane.OUTLINE)
    return frozenset(shown)


def standing(width: int, view: View, *, headings: bool = True) -> frozenset[Pane]:
    """The panes that stand: zoomed, the one that has the focus alone."""
    return frozenset({view.pane}) if view.zoomed else fitting(width, view, headings=headings)


def text_cells(width: int, shown: frozenset[Pane]) -> int | None:
    """Columns of the text where the table stands beside it: a good measure, and what is left goes to the table."""
    if not {Pane.TEXT, Pane.TASKS} <= shown:
        return None
    room = width - (OUTLINE_WIDTH if Pane.OUTLINE in shown else 0)
    return max(46, min(92, room * 9 // 20))
