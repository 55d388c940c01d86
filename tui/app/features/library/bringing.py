"""Reading files into the library beside the screen, one after the other, until all are read or it is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.app.lines.labelled import Fact
from tui.i18n import Texts, place_words
from tui.model.errors import Problem
from tui.model.text import visible
from tui.workspace import Workspace
from tui.workspace.gathering import gather
from tui.workspace.importing import Imported


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of one file."""

    file: Path
    imported: Imported | None = None
    problem: Problem | None = None
    within: Path | None = None
    """The folder that was named; None where the file was."""

    @property
    def name(self) -> str:
        """The file as one tells it from the others: by its place in the folder."""
        return visible(str(self.file.relative_to(self.within) if self.within else self.file.name))

    @property
    def doc(self) -> str:
        """Id of the document that it is now; empty where it could not be read."""
        return self.imported.document.id if self.imported else ""

    def words(self, texts: Texts, name: str = "") -> str:
        """The same in one sentence, of its own name or another."""
        if self.problem is not None:
            values = dict(self.problem.values)
            if isinstance(values.get("place"), str):
                values["place"] = place_words(str(values["place"]), texts)
            if "file" in values:
                values["file"] = name or self.name
            return visible(texts(f"error.{self.problem.code}", **values))
        if self.imported is None:
            return texts("app.import_stopped", file=name or self.name)
        document, doubts = self.imported.document, len(self.imported.document.doubts)
        key = f"app.imported.{self.imported.outcome}"
        said = texts(key, title=visible(document.title), tasks=len(document.tasks), doubts=doubts)
        return said + texts("app.imported_notes", count=self.imported.notes) if self.imported.notes else said

    def line(self, texts: Texts) -> str:
        """What it is in the library, in a list of many."""
        if self.imported is None:
            return self.words(texts)
        document = self.imported.document
        counts = texts("app.imported_line", tasks=len(document.tasks), doubts=len(document.doubts))
        return f"{self.name}  {counts}"


def many_told(brought: Sequence[Brought], texts: Texts) -> list[Fact]:
    """What came of many files: those that were not read under each reason, which is said once; then the others."""
    reasons: dict[str, list[Brought]] = {}
    for each in brought:
        if each.imported is None:
            reasons.setdefault(each.words(texts, _ANY), []).append(each)
    facts = []
    for same in reasons.values():
        if len(same) == 1:
            facts.append(Fact("✗", same[0].words(texts)))
            continue
        them = texts("app.imported_all", count=len(same))
        said = same[0].words(texts, them)
        said = said[:1].upper() + said[1:] if them.isascii() else said.replace(f"{them} ", them)
        facts.append(Fact("✗", said))
        facts += [Fact("", each.name) for each in same]
    return [*facts, *(Fact("✓", each.line(texts)) for each in brought if each.imported is not None)]


_ANY = "\x00"
"""Stands for the name of a file where only the reason is asked."""


class Bringing:
    """One import: a file, a folder or a pattern."""

    def __init__(
        self,
        workspace: Workspace,
        path: str,
        *,
        replace: bool = False,
        then: Callable[[Brought], None] = lambda _: None,
    ) -> None:
        """`replace` puts another text into the place of a document of the same id; `then` hears of each file."""
        self._workspace = workspace
        self._path = path
        self._replace = replace
        self._then = then
        self._stopped = False
        self._within: Path | None = None
        self.brought: list[Brought] = []

    def stop(self) -> None:
        """Read no more files; one that is being read is not kept."""
        self._stopped = True

    async def run(self) -> AsyncIterator[tuple[int, int, str]]:
        """Read the files; says before each how many were read, of how many, and its name."""
        try:
            files = (await asyncio.to_thread(gather, self._path)).files
            self._within = Path(self._path) if Path(self._path).is_dir() else None
        except Problem as problem:
            self.brought.append(Brought(Path(self._path), problem=problem))
            return
        for done, file in enumerate(files):
            if self._stopped:
                return
            yield done, len(files), Brought(file, within=self._within).name
            brought = await asyncio.to_thread(self._bring, file)
            self.brought.append(brought)
            self._then(brought)

    def _bring(self, file: Path) -> Brought:
        try:
            document = self._workspace.read_file(file)
            if self._stopped:
                return Brought(file, within=self._within)
            imported = self._workspace.keep_document(document, file, replace_old=self._replace)
            return Brought(file, imported, within=self._within)
        except Problem as problem:
            return Brought(file, problem=problem, within=self._within)
