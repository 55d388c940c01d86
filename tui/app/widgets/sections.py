"""The outline: the headings of a document as a tree that folds, each with the progress of its tasks."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence

from tui.app.widgets import present
from tui.app.widgets.lines import LineList
from tui.model.document import Document, Section


class Outline(LineList):
    """Chapters, sections, articles and annexes; rows are the nodes that no folded one hides."""

    DEFAULT_CSS = """
    Outline { width: 30; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._headings: tuple[present.Node, ...] = ()
        self._open: list[present.Node] = []
        self._folded: set[str] = set()
        self._wanted: Collection[str] | None = None
        self._progress: Mapping[str, tuple[int, int]] = {}
        self._noted: Collection[str] = frozenset()
        self._spans: present.Spans | None = None

    # What it shows

    def show(self, document: Document) -> None:
        """Show the outline of a document; what was folded in it stays so where it is the same."""
        with self.replacing():
            self._headings = present.outline(document)
            self._folded &= {node.section.id for node in self._headings}
            self._unhide()

    def mark(self, progress: Mapping[str, tuple[int, int]], noted: Collection[str] = ()) -> None:
        """Show how many tasks of each section are closed of how many, and which sections carry notes."""
        self._progress, self._noted = progress, frozenset(noted)
        self.refresh_changed()

    def narrow(self, wanted: Collection[str] | None) -> None:
        """Show these sections alone, with what they stand in; None shows all."""
        if wanted == self._wanted:
            return
        with self.replacing():
            self._wanted = wanted
            self._unhide()

    def highlight(self, spans: present.Spans | None) -> None:
        """Show the hits that `spans("heading", text)` finds."""
        self._spans = spans
        self.refresh_changed()

    @property
    def current(self) -> Section | None:
        """The section the cursor is on; None where there are none."""
        return self._open[self.cursor].section if self._open else None

    def go_to_section(self, section_id: str) -> bool:
        """Put the cursor on a section, unfolding what hides it; False where the outline shows no such section."""
        node = next((node for node in self._headings if node.section.id == section_id), None)
        if node is None:
            return False
        if not self._folded.isdisjoint(node.above):
            with self.replacing():
                self._folded -= set(node.above)
                self._unhide()
        return self.go_to_key(section_id)

    # Folding

    @property
    def folded(self) -> frozenset[str]:
        """Ids of the sections that are folded."""
        return frozenset(self._folded)

    def fold(self) -> None:
        """Fold the section of the cursor; go to the one it stands in where there is nothing to fold."""
        if not self._open:
            return
        node = self._open[self.cursor]
        if node.branch and node.section.id not in self._folded:
            self._set_folded(node.section.id, folded=True)
        elif node.above:
            self.go_to_key(node.above[-1])

    def unfold(self) -> None:
        """Unfold the section of the cursor; go to the first below it where it is unfolded."""
        if not self._open:
            return
        node = self._open[self.cursor]
        if node.section.id in self._folded:
            self._set_folded(node.section.id, folded=False)
        elif node.branch:
            self.move(1)

    def toggle(self) -> None:
        """Fold or unfold the section of the cursor."""
        if self._open and self._open[self.cursor].branch:
            section_id = self._open[self.cursor].section.id
            self._set_folded(section_id, folded=section_id not in self._folded)

    def _set_folded(self, section_id: str, *, folded: bool) -> None:
        with self.replacing():
            (self._folded.add if folded else self._folded.discard)(section_id)
            self._unhide()

    def _unhide(self) -> None:
        wanted = {node.section.id for node in self._headings if self._wanted is None or node.section.id in self._wanted}
        needed = wanted.union(*(node.above for node in self._headings if node.section.id in wanted))
        kept = [node for node in self._headings if node.section.id in needed]
        self._open = [node for node in kept if self._folded.isdisjoint(node.above)]

    # Rows

    @property
    def row_count(self) -> int:
        """How many nodes show."""
        return len(self._open)

    def row_key(self, index: int) -> Hashable:
        """Section id."""
        return self._open[index].section.id

    def row_pieces(self, index: int, width: int) -> Sequence[present.Piece]:
        """One heading."""
        node = self._open[index]
        section_id = node.section.id
        return present.outline_row(
            node,
            width,
            progress=self._progress.get(section_id),
            folded=section_id in self._folded,
            noted=section_id in self._noted,
            spans=self._spans,
        )
