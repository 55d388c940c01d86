"""Reading files into the library beside the screen, one after the other, until all are read or it is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

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

    @property
    def doc(self) -> str:
        """Id of the document that it is now; empty where it could not be read."""
        return self.imported.document.id if self.imported else ""

    def words(self, texts: Texts) -> str:
        """The same in one sentence."""
        if self.problem is not None:
            values = dict(self.problem.values)
            if isinstance(values.get("place"), str):
                values["place"] = place_words(str(values["place"]), texts)
            return visible(texts(f"error.{self.problem.code}", **values))
        if self.imported is None:
            return texts("app.import_stopped", file=visible(self.file.name))
        document, doubts = self.imported.document, len(self.imported.document.doubts)
        key = f"app.imported.{self.imported.outcome}"
        said = texts(key, title=visible(document.title), tasks=len(document.tasks), doubts=doubts)
        return said + texts("app.imported_notes", count=self.imported.notes) if self.imported.notes else said

    def line(self, texts: Texts) -> str:
        """The same in a list of many."""
        if self.imported is None:
            return f"✗ {self.words(texts)}"
        document = self.imported.document
        counts = texts("app.imported_line", tasks=len(document.tasks), doubts=len(document.doubts))
        return f"✓ {visible(self.file.name)}  {counts}"


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
        self.brought: list[Brought] = []

    def stop(self) -> None:
        """Read no more files; one that is being read is not kept."""
        self._stopped = True

    async def run(self) -> AsyncIterator[tuple[int, int, str]]:
        """Read the files; says before each how many were read, of how many, and its name."""
        try:
            files = (await asyncio.to_thread(gather, self._path)).files
        except Problem as problem:
            self.brought.append(Brought(Path(self._path), problem=problem))
            return
        for done, file in enumerate(files):
            if self._stopped:
                return
            yield done, len(files), visible(file.name)
            brought = await asyncio.to_thread(self._bring, file)
            self.brought.append(brought)
            self._then(brought)

    def _bring(self, file: Path) -> Brought:
        try:
            document = self._workspace.read_file(file)
            if self._stopped:
                return Brought(file)
            return Brought(file, self._workspace.keep_document(document, file, replace_old=self._replace))
        except Problem as problem:
            return Brought(file, problem=problem)
