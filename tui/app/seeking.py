"""Searching all documents from the main screen, and going to what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen
    from tui.query.match.passages import Passage


class Seeking:
    """What searches every text, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main

    def start(self) -> None:
        """Ask for a word and look for it in all documents, the open one first."""
        from tui.app.screens.seek import Seek

        main, workspace = self.main, self.main.workspace
        total, first = len(workspace.library.ids()), main.document.id
        seek = Seek(
            lambda word: workspace.look(word, first),
            lambda word: workspace.needle(word).spans_running,
            total,
            main.texts,
            main.finding.searching,
        )
        main.duban.push_screen(seek, self._go)

    def _go(self, chosen: tuple[str, Passage] | None) -> None:
        """Open the document at the hit, with all hits of the word marked in it."""
        if chosen is None:
            return
        word, passage = chosen
        self.main.going.to_words(passage.place, passage.doc)
        self.main.search_bar.display = True
        self.main.finding.search(word)
