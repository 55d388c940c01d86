"""Reading a long journal for what still counts alone: of many marks of one task only the last is looked at closely.

Folding the Changes that this gives is folding all of them. What is not written just as duban writes it, and all that is
more than a mark, is read as ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from zlib import crc32

from tui.model.change import FORMAT, Change
from tui.store.record import LAST_STAMP, LONGEST, Gap, decode, scan

_TEXT: Final = rb'"[^"\\\x00-\x1f]*+"'
_PLAIN: Final = re.compile(
    rb'([0-9a-f]{8} [0-9a-f]{8}) (\{"at": %(text)s, "author": (%(text)s)'
    rb'(?:, "base": %(text)s)?(?:, "batch": %(text)s)?(?:, "because": %(text)s)?'
    rb', "doc": (%(text)s(?:, "edition": %(text)s)?, "kind": "(?:status|tie|(star))")(?:, "reverts": %(text)s)?'
    rb', "stamp": "([0-9a-f]{16}-[0-9A-Za-z_-]+)", "target": (%(text)s), "v": %(version)d'
    rb', "value": (?:null|(true|false)|%(text)s)\})\n' % {b"text": _TEXT, b"version": FORMAT}
)
"""A mark as duban writes it, every field of it sound but for the stamp's date."""
_LAST: Final = LAST_STAMP.encode()


def skim(data: bytes) -> tuple[list[Change | Gap], int]:
    """What the bytes of a journal hold, as `scan` finds it, less the marks that later ones have replaced.

    How many these are is said too. The order is not that of the file.
    """
    try:
        data.decode()
    except UnicodeDecodeError:
        return list(scan(data)), 0
    found: list[Change | Gap] = []
    last: dict[tuple[bytes, ...], tuple[bytes, bytes]] = {}
    at = begun = passed = 0
    while at < len(data):
        plain = _PLAIN.match(data, at)
        if plain is not None:
            head, body, author, about, star, stamp, target, truth = plain.groups()
            sound = head == b"%08x %08x" % (len(body), crc32(body)) and len(body) <= LONGEST and stamp < _LAST
            if sound and (star is None) == (truth is None):
                if begun < at:
                    found += _between(data, begun, at)
                at = begun = plain.end()
                register = (about, target) if star is None else (about, target, author)
                held = last.get(register)
                if held is None or stamp > held[0]:
                    last[register] = (stamp, body)
                elif stamp == held[0]:
                    found.append(decode(body))  # two of one stamp: the fold knows which counts
                    continue
                passed += held is not None
                continue
        at = (data.find(b"\n", at) + 1) or len(data)
    return [*found, *_between(data, begun, at), *(decode(body) for _, body in last.values())], passed


def _between(data: bytes, start: int, end: int) -> Iterator[Change | Gap]:
    """What stands in a part of the journal that is read as ever."""
    for item in scan(data[start:end]):
        yield Gap(item.start + start, item.end + start, item.reason) if isinstance(item, Gap) else item
