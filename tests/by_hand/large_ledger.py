"""A ledger of very many tasks: `python -m tests.by_hand.large_ledger [DOCUMENTS]` (1600 of 62 tasks each).

Says how long the workbook takes to write and to read back, and how much memory at most; both must be bounded.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from tests.cli.conftest import make_document
from tui.config import Settings
from tui.store.library import Library
from tui.store.private import Private
from tui.workspace import Workspace

TASKS: Final = 62
SECONDS: Final = 60
MEGABYTES: Final = 600


def fill(root: Path, documents: int) -> None:
    """A library of so many documents."""
    library = Library(root)
    document, source = make_document("plan")
    (first, *_) = document.tasks
    for at in range(documents):
        tasks = tuple(
            first._replace(
                id=f"附件#{n}", no=str(n), ordinal=n, text=f"第{at}号文件第{n}项任务：清理地方保护，落实财税政策"
            )
            for n in range(1, TASKS + 1)
        )
        content = source + str(at).encode()
        about = document.source._replace(sha256=sha256(content).hexdigest())
        library.save(replace(document, id=f"plan-{at:04}", source=about, tasks=tasks), content)


def main() -> int:
    """Write it, say what it took; 1 where that is too much."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 1600
    folder = Path(tempfile.mkdtemp())
    try:
        fill(folder / "work", documents)
        settings = Settings(workspace=folder / "work", private=folder / "private", author="王芳", lang="zh")
        workspace = Workspace(settings, Library(settings.workspace), Private(settings.private))
        start, busy = time.monotonic(), time.process_time()
        done = workspace.export(folder / "a.xlsx", told=lambda at, whole: print(f"\r{at}/{whole}", end=""))
        seconds, own = time.monotonic() - start, time.process_time() - busy
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = (folder / "a.xlsx").stat().st_size / (1 << 20)
        print(
            f"\n{done.number} tasks: {seconds:.1f} s ({own:.1f} s of this process), {peak:.0f} MB, file {size:.1f} MB"
        )
        return int(own > SECONDS or peak > MEGABYTES)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
