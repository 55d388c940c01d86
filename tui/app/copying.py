"""Copying from the main screen, through the terminal, so that it works over SSH."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.describe import section_place
from tui.app.panes import Pane
from tui.model.text import visible

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


class Copying:
    """What copies, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main

    def copy(self, *, cite: bool) -> None:
        """Copy the selected words, else what the cursor is on; `cite` adds where it stands."""
        main = self.main
        selected = main.reader.selected_words if main.pane is Pane.TEXT else None
        text = selected[1] if selected else self._words()
        if not text:
            return
        if cite:
            text = f"{text}\n——《{visible(main.document_here.title)}》{self._citation()}"
        main.app.copy_to_clipboard(text)
        main.status_line.say(news=main.texts("app.copied", count=len(text)))

    def _words(self) -> str:
        """The words of the task or section under the cursor."""
        place = self.main.place_here()
        document = self.main.document_here
        task, section = document.task(place), document.section(place)
        if task is not None:
            return visible(task.text)
        return visible(section.label + section.text).strip(" \u3000") if section else ""

    def _citation(self) -> str:
        """Where the words stand."""
        place = self.main.place_here()
        document = self.main.document_here
        if document.task(place) is not None:
            return self.main.texts("app.cite_task", no=self.main.place_name(place, document.id))
        return section_place(tuple(document.ancestors(place)))
