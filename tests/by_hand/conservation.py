"""What becomes of every character of real files: `python -m tests.by_hand.conservation FOLDER…`.

Each file that a reader knows is read and held against the dumb counter; those whose account does not hold are told,
and the exit code is 1 where there is any.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.ingest.dumb_counter import dumb_count
from tui.ingest import read
from tui.ingest.readers.choice import SUFFIXES
from tui.model.errors import Problem

CONVERTED = {"office"}
"""Kinds of which what is read is the work of another program."""


def files(names: list[str]) -> Iterator[Path]:
    for name in names:
        place = Path(name)
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (file for file in found if SUFFIXES.get(file.suffix.lower(), "office") not in CONVERTED)


def main(names: list[str]) -> int:
    counts: Counter[str] = Counter()
    for file in files(names):
        try:
            document = read(file)
        except Problem as problem:
            counts["refused"] += 1
            print(f"refused  {file}  {problem.code}")
            continue
        held = document.characters
        told = {doubt.code: doubt.count for doubt in document.doubts if doubt.count}
        source = dumb_count(file.read_bytes(), file.name)
        fits = held is not None and held.source == source and "unaccounted" not in told
        counts["whole" if fits else "wrong"] += 1
        if not fits:
            print(f"WRONG  {file}  counted {source}, read {held}, told {told}")
    print(dict(counts))
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
