"""Searching the text of all documents, and going to what was found."""

from __future__ import annotations

from tui.app.command import Command
from tui.app.desk import Desk
from tui.app.jumps import to_words
from tui.query.match.passages import Passage


class SearchAll(Command):
    name = "search_all"
    keys = ("g /",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.seek.seek import Seek

        workspace, first = desk.workspace, desk.document.id
        seek = Seek(
            lambda word: workspace.look(word, first),
            lambda word: workspace.needle(word).spans_running,
            len(workspace.library.ids()),
            desk.texts,
            desk.view.searched,
        )

        def go(chosen: tuple[str, Passage]) -> None:
            word, passage = chosen
            to_words(desk, passage.place, passage.doc, word)

        desk.ask(seek, go)


COMMANDS: tuple[type[Command], ...] = (SearchAll,)
