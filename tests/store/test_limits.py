"""Whatever bytes a journal is made of, reading it costs what it is long, and a small part of what it could claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final
from zlib import crc32

import pytest

from tui.model.change import Change
from tui.store import record
from tui.store.record import LONGEST, Gap, encode, scan
from tui.store.skim import skim

SOUND: Final = encode(
    Change("0000000f42410000-w1", "2026-11-23T09:00:00+08:00", "甲", "d", "附件#14", "status", "done")
)
SIZE: Final = 60_000


def head(length: int) -> bytes:
    return b"%08x 00000000 {" % length


def filled(piece: bytes) -> bytes:
    return piece * (SIZE // len(piece))


HOSTILE: Final = {
    "headers that claim all that is allowed": filled(head(LONGEST)),
    "headers that claim what there is": b"".join(head(SIZE - at) for at in range(19, SIZE, 19)),
    "headers that claim a part": filled(head(SIZE // 3)),
    "headers that begin lines": filled(head(SIZE // 3) + b"\n"),
    "sound records between headers": filled(head(SIZE // 3) * 3 + SOUND[:-1] + b"x"),
    "lines that are none": filled(b"x\n"),
    "line ends": filled(b"\n"),
    "records of nothing": filled(b"00000002 %08x {}\n" % crc32(b"{}")),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("read", [scan, lambda data: iter(skim(data).found)], ids=["scan", "skim"])
def test_no_byte_is_checked_more_than_a_few_times(
    name: str, read: Callable[[bytes], Iterable[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = 0

    def counting(data: bytes) -> int:
        nonlocal checked
        checked += len(data)
        return crc32(data)

    monkeypatch.setattr(record, "crc32", counting)
    found = list(read(HOSTILE[name]))
    assert checked <= 12 * SIZE
    assert sum(isinstance(item, Gap) for item in found) < 500


def test_of_very_many_damaged_lines_the_last_is_still_told_alone() -> None:
    gaps = [item for item in scan(filled(b"x\n") + SOUND + b"x\n" * 1000 + b"cut") if isinstance(item, Gap)]
    assert gaps[-1].reason == "unfinished"
    assert gaps[-1].end - gaps[-1].start == 3
    assert sum(gap.end - gap.start for gap in gaps) > SIZE


def test_a_record_behind_a_lost_line_end_is_found_among_very_many() -> None:
    hurt = (SOUND[:-1] + b"x") * 200
    assert sum(isinstance(item, Change) for item in scan(hurt)) == 200
