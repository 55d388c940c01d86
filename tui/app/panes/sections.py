"""The outline: the headings of a document as a tree that folds, each with the progress of its tasks."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from tui.app.lines.pieces import Piece
from tui.app.lines.rows import LineList
from tui.app.panes import shown as cells
from tui.app.panes.hits import Find
from tui.model.document import Document, Section


class Outline(LineList):
    """Chapters, sections, articles and annexes; rows are the nodes that no folded one hides."""

    DEFAULT_CSS = """
    Outline { width: 30; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._headings: tuple[cells.Node, ...] = ()
        self._open: list[cells.Node] = []
        self._folded: set[str] = set()
        self._wanted: Collection[str] | None = None
        self._all = cells.Tally({}, {})
        self._noted: Collection[str] = frozenset()
        self._shown: cells.Tally | None = None
        self._find: Find | None = None

    # What it shows

    def show(self, document: Document) -> None:
        """Show the outline of a document; what was folded in it stays so where it is the same."""
        with self.replacing():
            self._headings = cells.outline(document)
            self._folded &= {node.section.id for node in self._headings}
            self._unhide()

    def mark(self, tally: cells.Tally, noted: Collection[str] = ()) -> None:
        """Show how the tasks of each section stand, and which sections carry notes."""
        self._all, self._noted = tally, frozenset(noted)
        self.refresh_changed()

    def narrow(self, wanted: Collection[str] | None, shown: cells.Tally | None = None) -> None:
        """Show these sections alone, with what they stand in; None shows all.

        `shown` counts the tasks that are shown; where there is none, each section counts all of its own.
        """
        if shown != self._shown:
            self._shown = shown
            self.refresh_changed()
        if wanted == self._wanted:
            return
        with self.replacing():
            self._wanted = wanted
            self._unhide()

    # Searching

    def find(self, finder: Find | None) -> int:
        """Mark the headings that `finder` hits, and say how many they are; None marks none."""
        self._find = finder
        self.refresh_changed()
        return len(self._hits())

    def _hits(self) -> list[str]:
        """Ids of the headings that are hit, folded away or not."""
        find = self._find
        return [each.section.id for each in self._headings if find and find(cells.section_label(each.section))]

    @property
    def hit(self) -> tuple[int, int]:
        """Number of the hit the cursor is on (0 where on none), and of hits."""
        hits, current = self._hits(), self.current
        return (hits.index(current.id) + 1 if current and current.id in hits else 0), len(hits)

    def next_hit(self, steps: int = 1) -> bool:
        """Go to the next heading that is hit, or back where negative, around the ends; 0 stays where one is hit."""
        hits, order = self._hits(), [node.section.id for node in self._headings]
        if not hits:
            return False
        at = order.index(self.current.id) if self.current else 0
        before = [hit for hit in hits if order.index(hit) < at]
        after = [hit for hit in hits if order.index(hit) > at]
        here = [hit for hit in hits if order.index(hit) == at]
        ring = here + after + before if steps == 0 else after + before + here
        return self.go_to_section((ring if steps >= 0 else (before[::-1] + after[::-1] + here))[0])

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

    def follow(self, section_id: str) -> None:
        """Put the cursor on a section, or on the one that hides it; nothing is unfolded for it."""
        node = next((node for node in self._headings if node.section.id == section_id), None)
        if node is not None:
            hiding = next((above for above in node.above if above in self._folded), section_id)
            self.go_to_key(hiding)

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

    def fold_all(self) -> None:
        """Show the outermost sections alone; the cursor goes to the one it stands in."""
        node = self._open[self.cursor] if self._open else None
        self.set_folded({each.section.id for each in self._headings if each.branch})
        if node is not None and node.above:
            self.go_to_key(node.above[0])

    def unfold_all(self) -> None:
        """Show every section."""
        self.set_folded(frozenset())

    def set_folded(self, folded: Collection[str]) -> None:
        """Fold these sections, and no others."""
        if set(folded) != self._folded:
            with self.replacing():
                self._folded = set(folded)
                self._unhide()

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

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """One heading."""
        node, find = self._open[index], self._find
        section_id, tally = node.section.id, self._shown or self._all
        return cells.outline_row(
            node,
            width,
            progress=tally.closed.get(section_id),
            folded=section_id in self._folded,
            late=tally.late.get(section_id, 0),
            noted=section_id in self._noted,
            spans=(lambda _, text: find(text)) if find else None,
        )
