"""One Change as one line of a journal: its length, its check sum, and the Change as JSON.

The length lets a reader go on where a line end was damaged; the check sum tells a whole record from a hurt one. Beside
the Change a record says what only the journal needs: `chain`, the check of the line before it, and `size`, of how many
records its batch is, so that a batch that was cut counts not at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from operator import itemgetter
from typing import Any, Final
from zlib import crc32

from tui.model.change import FORMAT, Change, Stamp
from tui.model.kinds import KINDS

LONGEST: Final = 2 << 20
"""No record is longer than this many bytes, so a damaged length cannot send the reader far."""

_HEADER: Final = re.compile(rb"([0-9a-f]{8}) ([0-9a-f]{8}) (?=\{)")
_OMITTED: Final = {field.name: field.default for field in fields(Change) if field.default is not MISSING}
_KNOWN: Final = tuple(field.name for field in fields(Change) if field.name != "claimed")
_NAMES: Final = frozenset(_KNOWN)
OF_THE_JOURNAL: Final = frozenset({"chain", "size"})
"""What a record says beside its Change."""
_NONE: Final = type(None)
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    **dict.fromkeys(("stamp", "at", "author", "doc", "target", "kind", "batch", "because", "edition"), (str,)),
    **dict.fromkeys(("base", "reverts"), (str, _NONE)),
    "evidence": (dict, _NONE),
    "v": (int,),
}
"""What each field may be; the value depends on the kind."""
_VALUES: Final = {name: kind.values for name, kind in KINDS.items()}
_parse: Final = json.JSONDecoder().decode
_LAST_YEAR: Final = 253_402_300_800_000
"""Milliseconds at the end of the year 9999; a stamp behind that was drawn by no clock."""
LAST_STAMP: Final = f"{_LAST_YEAR:012x}"
"""Every stamp lies before it."""
_STAMP: Final = re.compile(r"[0-9a-f]{16}-[0-9A-Za-z_-]+")
_USUAL: Final = 8
_read_usual: Final = itemgetter("stamp", "at", "author", "doc", "target", "kind", "value", "v")
_RUN: Final = 500
"""So many records are read in one go."""
_SEPARATE: Final = 200
"""So many gaps in a row are told one by one; the rest of such a row is one."""
_TRIES: Final = 8
"""So many times its own length of a damaged line is looked at for records that go on behind a lost line end."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes of a workspace file that could not be used; they stay where they are."""

    file: str
    """Path below the workspace."""
    offset: int
    """Where in the file they begin, in bytes."""
    length: int
    reason: str
    """`check` (fails its check sum), `shape` (no Change), `unfinished` (the last line or batch is cut), `torn` (such a
    cut end of one's own that was put aside), `batch` (of a batch that is not all there), `foreign` (of another writer
    than the file's) or `unreadable` (the file cannot be read)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of bytes between records that holds none."""

    start: int
    end: int
    reason: str


def to_json(record: Mapping[str, Any]) -> str:
    """One line of JSON with its keys sorted; escaped throughout where the text holds what UTF-8 cannot."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(record, sort_keys=True, separators=(", ", ": "))
    return text


def to_fields(change: Change) -> dict[str, Any]:
    """The Change as a plain mapping, without what is as it mostly is; the version is always said."""
    record = {name: getattr(change, name) for name in _KNOWN}
    return {name: value for name, value in record.items() if name == "v" or value != _OMITTED.get(name, MISSING)}


def from_fields(record: Mapping[str, Any]) -> Change:
    """The Change of such a mapping; fields of a later version are passed over, unknown kinds are kept.

    Raises `ValueError` where it is none.
    """
    return _usual(record) or _closely(record)


def _usual(record: Mapping[str, Any]) -> Change | None:
    """The Change of a record that is in all as most are; None where it must be looked at closely. Twice as fast."""
    try:
        stamp, at, author, doc, target, kind, value, version = _read_usual(record)
    except KeyError:
        return None
    texts = type(stamp) is type(at) is type(author) is type(doc) is type(target) is type(kind) is str
    if not texts or type(version) is not int or version != FORMAT or type(value) not in _VALUES.get(kind, ()):
        return None
    if stamp > LAST_STAMP or not _STAMP.fullmatch(stamp):
        return None
    more = len(record) - _USUAL - ("chain" in record)
    if not more:
        return Change(stamp, at, author, doc, target, kind, value)
    if more == 1 and type(edition := record.get("edition")) is str:
        return Change(stamp, at, author, doc, target, kind, value, edition=edition)
    told = {name: field for name, field in record.items() if name not in OF_THE_JOURNAL}
    usual = all(name == "value" or type(field) in _TYPES.get(name, ()) for name, field in told.items())
    return Change(**told) if usual else None


def _closely(record: Mapping[str, Any]) -> Change:
    """The Change of any record, or what is wrong with it."""
    known = {name: record[name] for name in record.keys() & _NAMES}
    for name, value in known.items():
        if name != "value" and type(value) not in _TYPES[name]:
            raise ValueError(f"{name} is no {_TYPES[name][0].__name__}")
    try:
        change = Change(**known)
    except TypeError as missing:
        raise ValueError(str(missing)) from missing
    if change.v <= FORMAT and type(change.value) not in _VALUES.get(change.kind, (type(change.value),)):
        raise ValueError(f"{change.value!r} is no {change.kind}")
    if Stamp.parse(change.stamp).milliseconds > _LAST_YEAR:
        raise ValueError(f"{change.stamp} was drawn by no clock")
    return change


def encode(change: Change, chain: str = "", size: int = 1) -> bytes:
    """The line of a Change, its line end included; with the check of the line before it, and the size of its batch."""
    record = to_fields(change)
    if chain:
        record["chain"] = chain
    if size > 1:
        record["size"] = size
    return line_of(to_json(record).encode())


def line_of(body: bytes) -> bytes:
    """The line of a record's body, its line end included."""
    return b"%08x %08x %b\n" % (len(body), crc32(body), body)


def whole_body(line: bytes) -> bytes | None:
    """The body of the record that a line is, without a line end; None where it is none, or hurt."""
    found = _whole(line, 0)
    return line[slice(*found)] if found is not None and found[1] == len(line) else None


def check_of(line: bytes) -> str:
    """The check of a line by which the next one refers to it, 16 characters; its line end does not count."""
    from hashlib import sha256  # only who writes pays for it

    return sha256(line.removesuffix(b"\n")).hexdigest()[:16]


def encode_all(changes: Sequence[Change], chain: str) -> bytes:
    """The lines of Changes that are written together, each with the check of the one before it."""
    lines = []
    for change in changes:
        lines.append(encode(change, chain, len(changes) if change.batch else 1))
        chain = check_of(lines[-1])
    return b"".join(lines)


def decode(body: bytes) -> Change:
    """The Change of a record's body; raises `ValueError` where it is none."""
    return from_fields(to_record(body))


def to_record(body: bytes) -> dict[str, Any]:
    """All that a record's body says; raises `ValueError` where it is none."""
    try:
        record = _parse(body.decode())
    except RecursionError as too_deep:
        raise ValueError("nested too deep") from too_deep
    if not isinstance(record, dict):
        raise ValueError("not a record")
    return record


def decode_all(bodies: Sequence[bytes]) -> Iterator[Change]:
    """The Changes of the bodies of sound records; raises `ValueError` where one is none."""
    for at in range(0, len(bodies), _RUN):
        for record in _parse(f"[{b','.join(bodies[at : at + _RUN]).decode()}]"):
            yield from_fields(record)


def _whole(data: bytes, start: int) -> tuple[int, int] | None:
    """Where the body of the record that begins here begins and ends; None where none does, or its check fails.

    A body holds no line end, so that whatever a line claims, no more than that line is looked at.
    """
    header = _HEADER.match(data, start)
    if header is None:
        return None
    length, begin = int(header[1], 16), header.end()
    if length > LONGEST or begin + length > len(data) or data.find(b"\n", begin, begin + length) >= 0:
        return None
    body = memoryview(data)[begin : begin + length]
    return (begin, begin + length) if crc32(body) == int(header[2], 16) else None


Piece = tuple[Change | Gap, slice]
"""A Change or a gap, and the place where it stands; that of a Change has no line end."""
_Record = tuple[Change | Gap, slice, int]
"""The same, and of how many records its batch is."""


def scan(data: bytes, *, batches: bool = True, more: bool = False) -> Iterator[Change | Gap]:
    """What the bytes of a journal hold, in order; whatever they are, this never fails.

    A last line, or a last batch, that is not finished comes as a gap with the reason `unfinished`. Of very many gaps in
    a row the later ones come as one, so that no file can fill the memory with them. Without `batches` each record
    counts by itself, as in what came from elsewhere; with `more` these bytes are not the end of a file.
    """
    return (item for item, _ in pieces(data, batches=batches, more=more))


def pieces(data: bytes, *, batches: bool = True, more: bool = False) -> Iterator[Piece]:
    """As `scan`, each with the place where it stands."""
    found = _records(data)
    return _few_gaps(_whole_batches(found, more=more) if batches else ((item, place) for item, place, _ in found))


def _few_gaps(found: Iterator[Piece]) -> Iterator[Piece]:
    """The same, with very many gaps in a row as one from some on."""
    row, rest = 0, None
    for item, place in found:
        row = row + 1 if isinstance(item, Gap) else 0
        if isinstance(item, Gap) and row > _SEPARATE and item.reason != "unfinished":
            rest = Gap(rest.start if rest else item.start, item.end, rest.reason if rest else item.reason)
            continue
        if rest is not None:
            yield rest, slice(rest.start, rest.end)
            rest = None
        yield item, place
    if rest is not None:
        yield rest, slice(rest.start, rest.end)


class _Batch:
    """The records of a batch as they come, with what is hurt in between and just before."""

    def __init__(self, first: Change, place: slice, size: int, hurt: int) -> None:
        self.name, self.size, self._hurt = first.batch, size, hurt
        self.pieces: list[Piece] = [(first, place)]
        self._sound = 1
        self._gaps = 0

    def takes(self, item: Change | Gap, place: slice, size: int) -> bool:
        """Take a record in, or what is left of one; False for what cannot belong to the batch."""
        if isinstance(item, Gap):
            self._gaps += 1
            fits = item.reason != "unfinished" and len(self.pieces) < self.size and self._gaps <= _SEPARATE
        else:
            fits = (item.batch, size) == (self.name, self.size) and self._sound < size
            self._sound += fits
        if fits:
            self.pieces.append((item, place))
        return fits

    def judged(self, reason: str) -> Iterator[Piece]:
        """All of it as it is where its records are there; else one gap.

        A record that was hurt later costs itself alone, because the batch had been acknowledged.
        """
        if len(self.pieces) + self._hurt >= self.size:
            yield from self.pieces
        else:
            yield self.cut(self.pieces[-1][1].stop, reason)

    def cut(self, end: int, reason: str) -> Piece:
        """What there is of it, up to there, as one gap."""
        start = self.pieces[0][1].start
        return Gap(start, end, reason), slice(start, end)


def _whole_batches(records: Iterator[_Record], *, more: bool) -> Iterator[Piece]:
    """Records and gaps, with each batch that is not all there as one gap."""
    batch: _Batch | None = None
    hurt = 0
    for item, place, size in records:
        if batch is not None:
            if batch.takes(item, place, size):
                continue
            if isinstance(item, Gap) and item.reason == "unfinished" and len(batch.pieces) < batch.size:
                yield batch.cut(place.stop, item.reason)
                return
            yield from batch.judged("batch")
            batch, hurt = None, 0
        if isinstance(item, Change) and size > 1:
            batch = _Batch(item, place, size, hurt)
        else:
            hurt = hurt + 1 if isinstance(item, Gap) else 0
            yield item, place
    if batch is not None:
        yield from batch.judged("batch" if more else "unfinished")


def _records(data: bytes) -> Iterator[_Record]:
    """Every record and every gap, each with its place and of how many records its batch is."""
    at, end = 0, len(data)
    run: list[tuple[int, int, int]] = []
    search = _Search(data)
    while at < end:
        if data[at] == 0x0A:
            at += 1
        elif (body := _whole(data, at)) is not None:
            run.append((at, *body))
            at = body[1]
            if len(run) == _RUN:
                yield from _changes(data, run)
                run = []
        else:
            yield from _changes(data, run)
            run = []
            begin, at = at, search.next(at + 1)
            yield from _gaps(data, begin, at)
    yield from _changes(data, run)


def lines(data: bytes, *, batches: bool = True) -> Iterator[tuple[Change, bytes]]:
    """The Changes of a journal, each with its line as it was written: so fields of a later version are passed on."""
    found = pieces(data, batches=batches)
    return ((item, data[place] + b"\n") for item, place in found if isinstance(item, Change))


def _changes(data: bytes, run: Sequence[tuple[int, int, int]]) -> Iterator[_Record]:
    """The Changes of whole records, each given by where it, its body and its end are; read in one go if they let us."""
    records = _at_once(data, run)
    for number, (at, begin, end) in enumerate(run):
        try:
            record = records[number] if records else to_record(data[begin:end])
            yield from_fields(record), slice(at, end), _size_of(record)
        except ValueError:
            yield Gap(at, end, "shape"), slice(at, end), 1


def _size_of(record: Mapping[str, Any]) -> int:
    """Of how many records the batch of this one is; 1 for what stands alone, or was written before sizes were."""
    size = record.get("size", 1)
    return size if type(size) is int and record.get("batch") else 1


def _at_once(data: bytes, run: Sequence[tuple[int, int, int]]) -> list[dict[str, Any]] | None:
    """The records of all these bodies, which is a third faster than one by one; None where one is not sound."""
    try:
        found = _parse(f"[{b','.join([data[begin:end] for _, begin, end in run]).decode()}]")
    except (ValueError, RecursionError):
        return None
    return found if len(found) == len(run) and all(type(record) is dict for record in found) else None


class _Search:
    """Looks for the next whole record in damaged bytes, at a cost that grows only as the bytes do.

    At the beginning of a line one is always found. In the middle of a line one stands where a line end was damaged;
    bytes that are made of nothing but headers are given up before they cost many times what they are.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = len(data) * _TRIES
        self._end = -1

    def next(self, at: int) -> int:
        """Where it begins, or the end; asked from front to back."""
        for header in _HEADER.finditer(self._data, at):
            start, length = header.start(), int(header[1], 16)
            if start > self._end:
                newline = self._data.find(b"\n", start)
                self._end = newline if newline >= 0 else len(self._data)
            begins_line = start == 0 or self._data[start - 1] == 0x0A
            if length > min(LONGEST, self._end - header.end()) or (self._left < 0 and not begins_line):
                continue
            if _whole(self._data, start) is not None:
                return start
            self._left -= 0 if begins_line else length
        return len(self._data)


def _gaps(data: bytes, begin: int, end: int) -> Iterator[_Record]:
    """The lines of a damaged run, each as a gap, of very many the rest as one; a last one without end is unfinished."""
    told = 0
    while begin < end:
        newline = data.find(b"\n", begin, end) if told < _SEPARATE else data.rfind(b"\n", begin, end)
        stop = newline if newline >= 0 else end
        if stop > begin:
            told += 1
            reason = "unfinished" if newline < 0 and end == len(data) else "check"
            yield Gap(begin, stop, reason), slice(begin, stop), 1
        begin = stop + 1
