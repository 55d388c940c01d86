"""Reading a long journal for what still counts alone: of many marks of one task only the last is looked at closely.

Folding the Changes that this gives is folding all of them. Notes may be read later than marks, which a person waits
for. What is not written just as duban writes it, and all that is neither, is read as ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from zlib import crc32

from tui.model.change import FAR, FORMAT, Change
from tui.store.record import LONGEST, Gap, decode, scan

_PLAIN: Final = re.compile(
    rb'([0-9a-f]{8} [0-9a-f]{8}) (\{"at": TEXT, "author": (TEXT)(?:, "base": TEXT)?(?:, "batch": TEXT)?'
    rb'(?:, "because": TEXT)?(?:, "chain": TEXT)?'
    rb', "doc": (TEXT(?:, "edition": TEXT)?, "kind": "(?:status|tie|(star)|(note|edit))")'
    rb'(?:, "reverts": TEXT)?, "stamp": "([0-9a-f]{16}-[0-9A-Za-z_-]+)", "target": (TEXT), "v": VERSION'
    rb', "value": (?:(true|false)|"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt])*+")\})\n'.replace(
        b"TEXT", rb'"[^"\\\x00-\x1f]*+"'
    ).replace(b"VERSION", b"%d" % FORMAT)
)
"""A mark or a note as duban writes it, every field of it sound but for the stamp's date; none of a batch that says its
size, which is read as ever."""
_HEAD: Final = re.compile(rb"\n(?=[0-9a-f]{8} )")
"""Where a line begins that may be a record."""
_LAST: Final = FAR.encode()


class Skimmed(NamedTuple):
    """What a long journal holds."""

    found: list[Change | Gap]
    """What counts, as `scan` finds it; the order is not that of the file."""
    passed: int = 0
    """How many marks there are that later ones have replaced."""
    later: Sequence[bytes] = ()
    """The records of the notes, sound and not looked at yet: see `decode_all`."""


def skim(data: bytes, *, batches: bool = True) -> Skimmed:
    """What the bytes of a journal hold, but for the marks that have been replaced; `batches` as in `scan`."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return Skimmed(list(scan(data, batches=batches)))
    found: list[Change | Gap] = []
    last: dict[tuple[bytes, ...], tuple[bytes, bytes]] = {}
    later: list[bytes] = []
    at = begun = passed = 0
    while at < len(data):
        plain = _PLAIN.match(data, at)
        if plain is not None:
            head, body, author, about, star, note, stamp, target, truth = plain.groups()
            sound = head == b"%08x %08x" % (len(body), crc32(body)) and len(body) <= LONGEST and stamp < _LAST
            if sound and (star is None) == (truth is None):
                if begun < at:
                    found += _between(data, begun, at, batches=batches)
                at = begun = plain.end()
                if note is not None:
                    later.append(body)
                    continue
                register = (about, target) if star is None else (about, target, author)
                held = last.get(register)
                if held is None or stamp > held[0]:
                    last[register] = (stamp, body)
                elif stamp == held[0]:
                    found.append(decode(body))  # two of one stamp: the fold knows which counts
                    continue
                passed += held is not None
                continue
        head = _HEAD.search(data, at)
        at = head.end() if head is not None else len(data)
    found += _between(data, begun, at, batches=batches)
    return Skimmed([*found, *(decode(body) for _, body in last.values())], passed, later)


def _between(data: bytes, start: int, end: int, *, batches: bool) -> Iterator[Change | Gap]:
    """What stands in a part of the journal that is read as ever."""
    for item in scan(data[start:end], batches=batches, more=end < len(data)):
        yield Gap(item.start + start, item.end + start, item.reason) if isinstance(item, Gap) else item
