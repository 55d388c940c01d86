"""What the main screen makes when it is first wanted: the table, the fields, and all that acts on them.

A person who starts duban waits for something to read; what is not seen yet is neither imported nor made.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from tui.i18n import Texts

if TYPE_CHECKING:
    from tui.app.choosing import Choosing
    from tui.app.copying import Copying
    from tui.app.correcting import Correcting
    from tui.app.finding import Finding
    from tui.app.going import Going
    from tui.app.looking import Looking
    from tui.app.marking import Marking
    from tui.app.noting import Noting
    from tui.app.pressing import Pressing
    from tui.app.reporting import Reporting
    from tui.app.screens.main import MainScreen
    from tui.app.seeking import Seeking
    from tui.app.watching import Watching
    from tui.app.widening import Widening
    from tui.app.widgets.detail import Detail
    from tui.app.widgets.prompt import Prompt
    from tui.app.widgets.tasks import TaskTable
    from tui.app.writing import Writing


class Furniture:
    """One property a piece, each made once."""

    texts: Texts

    @property
    def _main(self) -> MainScreen:
        return cast("MainScreen", self)

    @cached_property
    def table(self) -> TaskTable:
        """The table of tasks."""
        from tui.app.widgets.tasks import TaskTable

        return TaskTable(self.texts, id="tasks")

    @cached_property
    def detail(self) -> Detail:
        """The detail of what the cursor is on."""
        from tui.app.widgets.detail import Detail

        return Detail(id="detail")

    @cached_property
    def filter_bar(self) -> Prompt:
        """The line above the table."""
        from tui.app.widgets.prompt import Prompt

        return Prompt(id="filter")

    @cached_property
    def search_bar(self) -> Prompt:
        """The line above the text."""
        from tui.app.widgets.prompt import Prompt

        return Prompt(id="search")

    @cached_property
    def pressing(self) -> Pressing:
        """What makes commands of keys."""
        from tui.app.pressing import Pressing

        return Pressing(self._main)

    @cached_property
    def finding(self) -> Finding:
        """What filters and searches."""
        from tui.app.finding import Finding

        return Finding(self._main)

    @cached_property
    def choosing(self) -> Choosing:
        """What offers filters."""
        from tui.app.choosing import Choosing

        return Choosing(self._main)

    @cached_property
    def seeking(self) -> Seeking:
        """What searches every text."""
        from tui.app.seeking import Seeking

        return Seeking(self._main)

    @cached_property
    def going(self) -> Going:
        """What jumps from one thing to another."""
        from tui.app.going import Going

        return Going(self._main)

    @cached_property
    def marking(self) -> Marking:
        """What marks tasks."""
        from tui.app.marking import Marking

        return Marking(self._main)

    @cached_property
    def noting(self) -> Noting:
        """What writes notes."""
        from tui.app.noting import Noting

        return Noting(self._main)

    @cached_property
    def correcting(self) -> Correcting:
        """What corrects the reading."""
        from tui.app.correcting import Correcting

        return Correcting(self._main)

    @cached_property
    def reporting(self) -> Reporting:
        """What tells how a document was read."""
        from tui.app.reporting import Reporting

        return Reporting(self._main)

    @cached_property
    def copying(self) -> Copying:
        """What copies."""
        from tui.app.copying import Copying

        return Copying(self._main)

    @cached_property
    def looking(self) -> Looking:
        """What looks back."""
        from tui.app.looking import Looking

        return Looking(self._main)

    @cached_property
    def watching(self) -> Watching:
        """What comes from others."""
        from tui.app.watching import Watching

        return Watching(self._main)

    @cached_property
    def widening(self) -> Widening:
        """What widens the table to all documents."""
        from tui.app.widening import Widening

        return Widening(self._main)

    @cached_property
    def writing(self) -> Writing:
        """What writes to the workspace."""
        from tui.app.writing import Writing

        return Writing(self._main)
