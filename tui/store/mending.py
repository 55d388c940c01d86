"""A journal file looked at line by line: where a line is missing, and what can be kept of one that is hurt."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from tui.model.change import Change, Stamp
from tui.store.record import LAST_STAMP, check_of, from_fields, line_of, pieces, to_record, whole_body

_STAMP: Final = re.compile(r"([0-9a-f]{16})-([0-9A-Za-z_-]+)")
_CHECK: Final = re.compile("|[0-9a-f]{16}")
_NO_CHECK: Final = "none"


class Break(NamedTuple):
    """A line that does not follow upon the one before it: what stood between them is gone, or was changed."""

    offset: int
    chain: str
    """The check of the line that should stand before it."""


def breaks(data: bytes, known: Container[str] = ()) -> Iterator[Break]:
    """Where lines are missing in a journal, but for those of these checks; lines that say no check are sound.

    What stands behind damage is passed over: that is told as such.
    """
    before, at = "", 0
    for line in data.split(b"\n"):
        body = whole_body(line)
        if body is None:
            before = "?" if line else before
        else:
            chain = _chain_of(body)
            if chain and before not in {"?", chain} and chain not in known:
                yield Break(at, chain)
            before = check_of(line)
        at += len(line) + 1


def _chain_of(body: bytes) -> str:
    """The check that a record says of the line before it; empty where it says none, `none` where it can be no check."""
    try:
        chain = to_record(body).get("chain", "")
    except ValueError:
        return ""
    return chain if isinstance(chain, str) and _CHECK.fullmatch(chain) else _NO_CHECK


def mended(data: bytes) -> bytes:
    """A journal without what is hurt in it; sound records stay byte for byte, and so does what cannot be read yet.

    A record whose stamp lies behind all clocks, as it was drawn after one from the end of time, gets one of its time.
    """
    kept: list[bytes] = []
    renamed: dict[str, str] = {}
    latest = ""
    for item, place in pieces(data):
        line = data[place]
        if isinstance(item, Change):
            kept.append(line)
            latest = max(latest, item.stamp) if item.stamp < LAST_STAMP else latest
        elif item.reason == "shape":
            found = _restamped(line, latest, renamed)
            kept.append(found.line if found else line)
            latest = found.stamp if found else latest
    return b"".join(line.removesuffix(b"\n") + b"\n" for line in kept)


class _Restamped(NamedTuple):
    line: bytes
    stamp: str


def _restamped(line: bytes, latest: str, renamed: dict[str, str]) -> _Restamped | None:
    """A record with a stamp of its time, in the place of one that no reader takes; None where that is not all."""
    body = whole_body(line)
    try:
        record = to_record(body or b"")
        stamp = _STAMP.fullmatch(record["stamp"])
        if stamp is None or stamp[0] < LAST_STAMP:
            return None
        drawn = int(datetime.fromisoformat(record["at"]).timestamp() * 1000)
        new = renamed[stamp[0]] = str(Stamp.after(latest, drawn, stamp[2]))
        text = (body or b"").decode()
        for old, now in renamed.items():  # notes and steps are named by their stamps
            text = text.replace(old, now)
        from_fields(to_record(text.encode()))
    except (ValueError, KeyError, TypeError):
        return None
    return _Restamped(line_of(text.encode()), new)


def restampable(data: bytes) -> bool:
    """Whether there are such records."""
    gaps = (data[place] for item, place in pieces(data) if not isinstance(item, Change) and item.reason == "shape")
    return any(_restamped(line, "", {}) for line in gaps)
