"""Which reader a file takes, by its suffix and its first bytes; each heavy library is imported by its reader alone."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from tui.ingest.blocks import Reading
from tui.ingest.text import read_text
from tui.model.errors import Invalid

_SIGNATURES: Final = ((b"%PDF", "pdf"), (b"PK\x03\x04", "zip"), (b"\xd0\xcf\x11\xe0", "ole"))


def read_blocks(data: bytes, name: str, encoding: str | None) -> Reading:
    """The blocks of a file. Raises Invalid (`unknown_format`) for formats that no reader knows."""
    if not data.strip():
        raise Invalid("empty_file", file=name)
    suffix = PurePath(name).suffix.lower()
    if suffix in {".html", ".htm"} or (suffix not in {".txt", ".md"} and _is_html(data)):
        from tui.ingest.html import read_html

        return read_html(data, name, encoding)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise Invalid("unknown_format", file=name, format=kind)
    return read_text(data, name, encoding)


def _is_html(data: bytes) -> bool:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<div", b"<body"))
