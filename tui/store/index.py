"""What was read of the whole library, kept as one file, so that the next look at all of it reads none of its documents.

It is a cache: it says of which files it was made, and where one of them is another, or a byte of it is not what was
written, it is passed over and made again. It lies in the person's own folder, so nobody else can have written it.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from tui.bounded import LARGEST, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.store.private import Private

FORMAT: Final = 1
"""Version of what is kept: raised with every change to what `tui.query.columns` makes of a task."""
_NAME: Final = "index"
_HEAD: Final = b"duban %d %s %s\n" % (FORMAT, (sys.implementation.cache_tag or "").encode(), sys.byteorder.encode())
"""The values are written as this very Python writes them."""
_SUM: Final = 4


class Index:
    """The file; where it cannot be written nothing is kept and nothing fails."""

    def __init__(self, private: Private) -> None:
        self._private = private
        self._file = private.folder / _NAME

    def read(self) -> Mapping[str, Any] | None:
        """What was kept last, as it was given to `write`; None where nothing was, or not a byte of it is sure."""
        with suppress(OSError, ValueError, EOFError, TypeError, MemoryError):
            data = read(self._file, LARGEST)
            begin = len(_HEAD) + _SUM
            rest = memoryview(data)[begin:]
            if data.startswith(_HEAD) and crc32(rest) == int.from_bytes(data[len(_HEAD) : begin], "big"):
                kept = marshal.loads(rest)  # noqa: S302 - the person's own file, and just what was written
                return kept if type(kept) is dict else None
        return None

    def write(self, values: Mapping[str, Any]) -> None:
        """Keep some values, made of strings, bytes, numbers, tuples, lists and dicts."""
        rest = marshal.dumps(dict(values))
        if len(rest) < LARGEST - len(_HEAD) - _SUM:
            self._private.keep_data(_NAME, b"".join((_HEAD, crc32(rest).to_bytes(_SUM, "big"), rest)))
