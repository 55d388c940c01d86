"""Files that stand in a Word file as a part of its text: pages, archives of pages, rich and plain text."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message
from typing import Final

from tui.ingest.blocks import Reading
from tui.ingest.readers.choice import read_blocks
from tui.ingest.readers.rtf import read_rich_text

_PAGE: Final = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype html|html|body|head|div|p\b)", re.IGNORECASE
)
_ARCHIVE: Final = re.compile(rb"\s*(?:MIME-Version|Content-Type|From|Date|Subject)\s*:", re.IGNORECASE)
_BY_SUFFIX: Final = {
    ".htm": "html", ".html": "html", ".xhtml": "html", ".txt": "text", ".mht": "archive", ".mhtml": "archive",
}  # fmt: skip
_MOST_LINES: Final = 400_000
_MOST_PARTS: Final = 2_000
_MOST_LEVELS: Final = 40


def kind_of_chunk(data: bytes, suffix: str) -> str:
    """What such a file is, by its bytes or else by its suffix: `docx`, `rtf`, `html`, `archive`, `text`, or nothing."""
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if _ARCHIVE.match(data[:200]):
        return "archive"
    return "html" if _PAGE.match(data[:400]) else _BY_SUFFIX.get(suffix, "")


def read_chunk(data: bytes, name: str, kind: str) -> Reading | None:
    """What such a file holds; None where nothing here reads it. Raises Problem where it cannot be read."""
    if kind == "rtf":
        return read_rich_text(data.lstrip(), name)
    if kind == "archive":
        return _in_archive(data)
    return read_blocks(data, f"{name}.{'html' if kind == 'html' else 'txt'}", None) if kind else None


def _in_archive(data: bytes) -> Reading | None:
    """The first page, else the first text, of an archive of a page (RFC 2557); none of one in too many parts."""
    if data.count(b"\n") > _MOST_LINES or data.count(b"\n--") > _MOST_PARTS or data.count(b"boundary") > _MOST_LEVELS:
        return None
    parts = [part for part in message_from_bytes(data).walk() if not part.is_multipart()]
    for kind, suffix in (("text/html", "html"), ("text/plain", "txt")):
        for part in parts:
            held = part.get_payload(decode=True) if part.get_content_type() == kind else None
            if isinstance(held, bytes) and held.strip():
                return read_blocks(held, f"page.{suffix}", _charset(part))
    return None


def _charset(part: Message) -> str | None:
    named = (part.get_content_charset() or "").lower()
    return {"gb2312": "gb18030", "gbk": "gb18030", "unicode": None, "us-ascii": None}.get(named, named or None)
