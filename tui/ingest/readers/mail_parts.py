"""The parts of a mail: which are its text, which are attached, and what its head says, in whatever letters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from typing import Final

from tui.ingest.readers.characters import decode
from tui.model.errors import Invalid, Problem

_MOST_PARTS: Final = 2_000
_MOST_LEVELS: Final = 200
_MOST_LOOKED_AT: Final = 20_000_000
"""Greatest number of lines of a mail, each counted once for every level that its parts may stand in."""
_LONG_HEADER: Final = re.compile(rb"^content-[a-z-]{1,40}:(?:[^\n]|\n[ \t]){4000}", re.IGNORECASE | re.MULTILINE)
"""A line of a head that would take long to read."""
_LONGEST: Final = 2_000
"""Letters of a line of a head that are read."""
SHOWN: Final = ("Subject", "From", "To", "Cc", "Date")
"""What of its head a mail program shows."""
_CHINESE: Final = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
"""What calls itself the smaller set of letters holds those of the greater."""


@dataclass(slots=True)
class Parts:
    """The parts of one mail, in order."""

    texts: list[list[Message]] = field(default_factory=list)
    """What is its text; each in the ways in which it is said, plain text before a page."""
    attached: list[Message] = field(default_factory=list)


def parse(data: bytes, name: str) -> Message:
    """The mail that these bytes are. Raises Invalid where it is none, or of more parts than any mail."""
    levels = data.count(b"boundary")
    looked_at = data.count(b"\n") * (1 + levels)
    parts = data.count(b"\n--") - data.count(b"\n-- \n")
    if levels > _MOST_LEVELS or looked_at > _MOST_LOOKED_AT or parts > _MOST_PARTS:
        raise Invalid("too_many_elements", file=name, limit=_MOST_PARTS)
    if _LONG_HEADER.search(data):
        raise broken(name)
    try:
        message = message_from_bytes(data)
    except (MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError) as problem:
        raise broken(name) from problem
    if not message.keys():
        raise broken(name)
    return message


def broken(name: str) -> Invalid:
    """The refusal of what is no mail."""
    return Invalid("broken_file", file=name, format="eml", reason="MIME")


def parts_of(message: Message, name: str) -> Parts:
    """Its texts and what is attached. Raises Invalid (`encrypted_file`) where it can only be read with a key."""
    parts = Parts()
    stack = [message]
    while stack:
        part = stack.pop()
        kind = part.get_content_type()
        if kind == "multipart/encrypted" or (kind.endswith("/pkcs7-mime") and _is_enveloped(part)):
            raise Invalid("encrypted_file", file=name)
        if kind == "multipart/alternative":
            ways = list(_ways(part, parts))
            parts.texts += [sorted(ways, key=lambda way: way.get_content_type() != "text/plain")] if ways else []
        elif part.get_content_maintype() == "multipart":
            stack.extend(reversed(_inside(part)))
        elif is_text(part):
            parts.texts.append([part])
        else:
            parts.attached.append(part)
    return parts


def _is_enveloped(part: Message) -> bool:
    return part.get_param("smime-type", "enveloped-data") == "enveloped-data"


def _ways(alternative: Message, parts: Parts) -> Iterator[Message]:
    """The texts that say the same; pictures and the like that one of them shows are attached."""
    stack = list(reversed(_inside(alternative)))
    while stack:
        part = stack.pop()
        if part.get_content_maintype() == "multipart":
            stack.extend(reversed(_inside(part)))
        elif is_text(part):
            yield part
        else:
            parts.attached.append(part)


def _inside(part: Message) -> list[Message]:
    held = part.get_payload()
    return [each for each in held if isinstance(each, Message)] if isinstance(held, list) else []


def is_text(part: Message) -> bool:
    """Whether a part is words that a mail program shows as the mail's own."""
    own = part.get_content_type() in {"text/plain", "text/html"} and not file_name(part)
    return own and part.get_content_disposition() != "attachment"


def inner(part: Message) -> Message | None:
    """The mail that is attached as such; None where a part is none."""
    held = _inside(part) if part.get_content_type() in {"message/rfc822", "message/global"} else []
    return held[0] if held else None


def held_bytes(part: Message) -> bytes:
    """The bytes of a part, unpacked; none of what is damaged."""
    try:
        held = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError):
        return b""
    return held if isinstance(held, bytes) else b""


def words_of(part: Message, name: str, encoding: str | None) -> str:
    """The words of a part of plain text: as `encoding`, its own head or else the bytes say; soft line ends are none."""
    text = _text_of(held_bytes(part), name, encoding, charset_of(part))
    flowed = part.get_param("format") == "flowed"
    return _unflowed(text, gapless=part.get_param("delsp") == "yes") if flowed else text


def _text_of(data: bytes, name: str, encoding: str | None, named: str | None) -> str:
    if not data.strip():
        return ""
    for charset in (encoding,) if encoding else (named, None):
        try:
            return decode(data, name, charset)[0]
        except Invalid:
            continue
    return data.decode("utf-8", "replace")


def charset_of(part: Message) -> str | None:
    """The encoding that the head of a part names; None where it names none that is known and says anything."""
    named = (part.get_content_charset() or "us-ascii").lower()
    try:
        codec = codecs.lookup(_CHINESE.get(named, named)).name
    except (LookupError, ValueError):
        return None
    return None if codec == "ascii" else codec


def _unflowed(text: str, *, gapless: bool) -> str:
    """Text whose lines go on where they end with a blank (RFC 3676)."""
    made: list[list[str]] = []
    goes_on = False
    for line in text.splitlines():
        bare = line[1:] if line.startswith(" ") else line
        if not goes_on:
            made.append([])
        goes_on = line.endswith(" ") and line != "-- "
        made[-1].append(bare[:-1] if goes_on and gapless else bare)
    return "\n".join(map("".join, made))


def file_name(part: Message) -> str:
    """The name of the file that a part is; empty where it has none."""
    plain = Message()
    for name in ("Content-Disposition", "Content-Type"):
        said = _raw(part, name)
        if said:
            plain[name] = said
    try:
        return _decoded(plain.get_filename() or "").replace("\\", "/").rpartition("/")[2]
    except (ValueError, LookupError, TypeError):
        return ""


def header(message: Message, name: str) -> str:
    """What a line of a head says, on one line."""
    return _decoded(_raw(message, name))


def _raw(message: Message, name: str) -> str:
    """A line of a head as it was written; bytes that are no ASCII in the letters that they most likely are."""
    said = next((str(value) for each, value in message.raw_items() if each.lower() == name.lower()), "")[:_LONGEST]
    data = said.encode("utf-8", "surrogateescape")
    try:
        return " ".join((said if said.isascii() else decode(data, name)[0]).split())
    except Problem:
        return " ".join(data.decode("utf-8", "replace").split())


def _decoded(said: str) -> str:
    """Words with those decoded that are written as `=?gb2312?B?…?=`."""
    try:
        pieces = decode_header(said)
    except (MessageError, ValueError):
        return said
    return " ".join("".join(_piece(piece, charset) for piece, charset in pieces).split())


def _piece(piece: str | bytes, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if charset is None:
        return piece.decode("raw-unicode-escape", "replace")
    try:
        return piece.decode(_CHINESE.get(charset.lower(), charset), "replace")
    except LookupError:
        return piece.decode("utf-8", "replace")
