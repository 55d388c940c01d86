"""Finding: the filter, the search in the text, one step back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.base import Command
from tui.app.panes import Pane

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


class Find(Command):
    name = "find"
    keys = ("/",)
    hint = 20

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.finding.start()


class Facets(Command):
    name = "facets"
    keys = ("f",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.choosing.facets()


class SavedFilters(Command):
    name = "saved_filters"
    keys = ("F",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.choosing.saved()


class Why(Command):
    name = "why"
    keys = ("w",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.choosing.why()


class SearchAll(Command):
    name = "search_all"
    keys = ("g /",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.seeking.start()


class NextHit(Command):
    name = "next_hit"
    keys = ("n",)

    @classmethod
    def why_not(cls, main: MainScreen) -> str | None:
        return None if main.finding.searching else "why_not.no_search"

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.finding.step_hit(1)


class PreviousHit(NextHit):
    name = "previous_hit"
    keys = ("N",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.finding.step_hit(-1)


class Back(Command):
    name = "back"
    keys = ("escape",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.finding.step_back()


class OnlyLike(Command):
    name = "only_like"
    keys = ("@",)
    panes = frozenset({Pane.TASKS})

    @classmethod
    def why_not(cls, main: MainScreen) -> str | None:
        return None if main.finding.like_cell() else "why_not.no_cell"

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.finding.narrow(main.finding.like_cell())


class OnlyUnlike(OnlyLike):
    name = "only_unlike"
    keys = ("#",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.finding.narrow(main.finding.like_cell(), unlike=True)


class AllDocuments(Command):
    name = "all_documents"
    keys = ("A",)
    hint = 76

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.widening.toggle()


class Sort(Command):
    name = "sort"
    keys = ("S",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.finding.choose_sorting()


COMMANDS: tuple[type[Command], ...] = (
    Find,
    Facets,
    SavedFilters,
    Why,
    SearchAll,
    NextHit,
    PreviousHit,
    Back,
    OnlyLike,
    OnlyUnlike,
    AllDocuments,
    Sort,
)
