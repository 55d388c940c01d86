"""Finding: the fields, facets, saved filters, cells, the order, and one step back."""

from __future__ import annotations

from collections.abc import Iterator

from tui.app.command import Command
from tui.app.desk import Desk
from tui.app.features.find import choosing
from tui.app.view import Pane, View
from tui.query.language import phrases


class Find(Command):
    name = "find"
    keys = ("/",)
    hint = 20

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.open_field()


class Facets(Command):
    name = "facets"
    keys = ("f",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        choosing.choose_facets(desk)


class SavedFilters(Command):
    name = "saved_filters"
    keys = ("F",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        choosing.choose_saved(desk)


class Why(Command):
    name = "why"
    keys = ("w",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        choosing.ask_why(desk)


class NextHit(Command):
    name = "next_hit"
    keys = ("n",)
    step = 1

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        view = desk.view
        return None if (view.sought if view.pane is Pane.OUTLINE else view.searched) else "why_not.no_search"

    @classmethod
    def run(cls, desk: Desk) -> None:
        (desk.outline if desk.view.pane is Pane.OUTLINE else desk.text).next_hit(cls.step)
        desk.tell()


class PreviousHit(NextHit):
    name = "previous_hit"
    keys = ("N",)
    step = -1


class Back(Command):
    name = "back"
    keys = ("escape",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        step_back(desk)


def step_back(desk: Desk) -> None:
    """Take away the last thing that narrows or stands in the way; where nothing does, go out of outline or detail."""
    view = desk.view
    if view.pane is Pane.TEXT and desk.text.clear_selected():
        desk.tell()
        return
    wider = next(_wider(view, rows=Pane.TASKS in desk.shows or view.pane is Pane.DETAIL), None)
    desk.look(wider or view.at(view.front))


def _wider(view: View, *, rows: bool) -> Iterator[View]:
    """The View without the past, the selection, the search, the filter, the section, all documents, the zoom."""
    if view.as_of:
        yield view._replace(as_of="")
    if view.selected:
        yield view._replace(selected=frozenset())
    if view.sought and view.pane is Pane.OUTLINE:
        yield view._replace(sought="")
    if view.searched and view.pane is Pane.TEXT:
        yield view._replace(searched="")
    if view.expression and rows:
        yield view.filtered("")
    if view.scope is not None and rows:
        yield view._replace(scope=None)
    if view.every and rows:
        yield view._replace(every=False)
    if view.zoomed:
        yield view._replace(zoomed=False)


class OnlyLike(Command):
    name = "only_like"
    keys = ("@",)
    panes = frozenset({Pane.TASKS})

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return None if choosing.condition(desk) else "why_not.no_cell"

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.look(desk.view.filtered(phrases.both(desk.view.expression, choosing.condition(desk))))


class OnlyUnlike(OnlyLike):
    name = "only_unlike"
    keys = ("#",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        unlike = phrases.unlike(choosing.condition(desk))
        desk.look(desk.view.filtered(phrases.both(desk.view.expression, unlike)))


class OnlySection(Command):
    name = "only_section"
    keys = ("=",)
    panes = frozenset({Pane.OUTLINE, Pane.TEXT})

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return None if desk.section and choosing.rest_on(desk, desk.section) else "why_not.no_tasks_here"

    @classmethod
    def run(cls, desk: Desk) -> None:
        view, section = desk.view, desk.section
        desk.look(view._replace(every=False, scope=None if view.scope == section else section))


class Sort(Command):
    name = "sort"
    keys = ("S",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        choosing.choose_sorting(desk)


COMMANDS: tuple[type[Command], ...] = (
    Find,
    Facets,
    SavedFilters,
    Why,
    NextHit,
    PreviousHit,
    Back,
    OnlyLike,
    OnlyUnlike,
    OnlySection,
    Sort,
)
