"""Compound files (MS-CFB), as old office programs write them: their streams, each no larger than the file."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator
from typing import Final

_NONE: Final = 0xFFFFFFFA
"""Numbers of sectors from here on are none."""
_ENTRY: Final = 128
_IN_HEAD: Final = 109
"""How many sectors that tell of sectors the head itself names."""


class Compound:
    """The streams of a compound file. Raises ValueError, and struct.error, for what is damaged."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or small != 6:
            raise ValueError("sectors")
        self._size: int = 1 << shift
        self._next = self._table(self._tables())
        first, _, self._smallest, small_first = struct.unpack_from("<IIII", data, 48)
        self._entries = list(self._read_entries(self._chained(first)))
        root = next((entry for entry in self._entries if entry[1] == 5), None)
        self._small = self._chained(root[2]) if root else b""
        self._small_next = self._table_of(self._chained(small_first))

    def stream(self, names: Collection[str]) -> bytes:
        """The bytes of the first stream of one of these names; none where there is no such stream."""
        for name, kind, start, size in self._entries:
            if kind == 2 and name in names:
                return (self._small_chained(start) if size < self._smallest else self._chained(start))[:size]
        return b""

    def _tables(self) -> Iterator[int]:
        """The sectors that tell which sector follows which."""
        yield from struct.unpack_from(f"<{_IN_HEAD}I", self._data, 76)
        at, count = int.from_bytes(self._data[68:72], "little"), 0
        each = self._size // 4 - 1
        while at < _NONE:
            count += self._size
            if count > len(self._data):
                raise ValueError("a circle")
            *named, at = struct.unpack_from(f"<{each + 1}I", self._data, self._offset(at))
            yield from named

    def _table(self, sectors: Iterator[int]) -> tuple[int, ...]:
        held = bytearray()
        for sector in sectors:
            if sector < _NONE:
                held += self._sector(sector)
            if len(held) > len(self._data):
                raise ValueError("more sectors than bytes")
        return self._table_of(bytes(held))

    def _table_of(self, held: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4])

    def _offset(self, sector: int) -> int:
        return (sector + 1) * self._size

    def _sector(self, sector: int) -> bytes:
        at = self._offset(sector)
        return self._data[at : at + self._size]

    def _chained(self, first: int) -> bytes:
        """The bytes of the sectors that follow each other from the first on."""
        return b"".join(map(self._sector, _chain(first, self._next)))

    def _small_chained(self, first: int) -> bytes:
        return b"".join(self._small[at * 64 : at * 64 + 64] for at in _chain(first, self._small_next))

    def _read_entries(self, held: bytes) -> Iterator[tuple[str, int, int, int]]:
        """Name, kind (2 a stream, 5 the root), first sector and size of each entry."""
        for at in range(0, len(held) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", held, at + 64)
            start, size = struct.unpack_from("<II", held, at + 116)
            yield held[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace"), kind, start, size


def _chain(first: int, following: tuple[int, ...]) -> Iterator[int]:
    """The numbers of the sectors from the first on. Raises ValueError for a circle, IndexError beyond the last."""
    count = 0
    while first < _NONE:
        count += 1
        if count > len(following):
            raise ValueError("a circle")
        yield first
        first = following[first]
