"""Which files an import means: a file, those of a folder and of the folders in it, or those that a pattern names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tui.model.errors import Invalid, Unavailable

_LOCKS: Final = ("~$", ".~lock", "._")
"""How the names of files begin that other programs lay beside an open document."""
_WILD: Final = frozenset("*?[")


class Gathered(NamedTuple):
    """The files that one name on the command line means."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...] = ()
    """Files that were passed over: hidden ones, lock files, those of a kind that no reader knows."""


def is_one_file(name: str) -> bool:
    """Whether a name means itself and not what a folder holds or a pattern finds."""
    return not Path(name).is_dir() and not _is_pattern(name)


def gather(name: str) -> Gathered:
    """The files that a name means, sorted; a file that is named itself is taken whatever it is called.

    Raises Invalid (`no_documents`) where a folder or a pattern holds none that a reader knows.
    """
    if is_one_file(name):
        return Gathered((Path(name),))
    place = Path(name)
    found = sorted(_walk(place) if place.is_dir() else _matching(name))
    files = tuple(file for file in found if _is_readable(file, place))
    if not files:
        raise Invalid("no_documents", file=name)
    taken = frozenset(files)
    return Gathered(files, tuple(file for file in found if file not in taken))


def look_for(name: str) -> None:
    """Raise where a name means nothing that could be read: as `gather` does, or Invalid or Unavailable for one file."""
    files = gather(name).files
    if is_one_file(name):
        try:
            files[0].stat()
        except FileNotFoundError as problem:
            raise Invalid("no_file", file=name) from problem
        except (OSError, ValueError) as problem:
            raise Unavailable("unreadable_file", file=name, reason=str(problem)) from problem


def _is_pattern(name: str) -> bool:
    return bool(_WILD & set(name)) and not os.path.lexists(name)


def _matching(pattern: str) -> Iterator[Path]:
    """The files that a pattern finds, folders among them opened."""
    import glob

    for found in map(Path, glob.iglob(pattern, recursive=True)):  # noqa: PTH207 - a Path takes no pattern from the root
        if found.is_dir():
            if not pattern.endswith("**"):
                yield from _walk(found)
        else:
            yield found


def _walk(folder: Path) -> Iterator[Path]:
    """The files of a folder and of the folders in it; hidden folders and links to folders are not entered."""
    for place, folders, names in os.walk(folder):
        folders[:] = [inner for inner in folders if not inner.startswith(".")]
        yield from (Path(place, name) for name in names)


def _is_readable(file: Path, place: Path) -> bool:
    from tui.ingest.readers.choice import SUFFIXES  # the command line asks; screens never do

    hidden = file.name.startswith((".", *_LOCKS)) and file != place
    return not hidden and file.suffix.lower() in SUFFIXES and file.is_file()


def in_short(files: Iterable[Path], most: int = 3) -> str:
    """The names of some files and a mark that there are more."""
    names = [file.name for file in files]
    return "、".join(names[:most]) + ("…" if len(names) > most else "")
