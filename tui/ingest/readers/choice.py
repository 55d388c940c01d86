"""Which reader a file takes, by its suffix and its first bytes; each reader is imported when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import Final, cast

from tui.ingest.blocks import Reading
from tui.ingest.readers.packages import kind_of_package
from tui.ingest.readers.radicals import mend
from tui.model.errors import Invalid

Reader = Callable[[bytes, str, str | None], Reading]
SUFFIXES: Final = {
    ".txt": "text", ".md": "text", ".markdown": "text", ".html": "html", ".htm": "html", ".shtml": "html",
    ".docx": "docx", ".docm": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx", ".csv": "csv", ".tsv": "csv", ".pdf": "pdf",
    ".ofd": "ofd", ".ods": "ods", ".odt": "odt", ".doc": "office", ".wps": "office", ".rtf": "office", ".et": "office",
    ".eml": "eml", ".xls": "xls",
}  # fmt: skip
_MODULES: Final = {"text": "characters", "csv": "sheets", "xlsx": "sheets"}
"""Readers whose file is called otherwise."""
_PACKAGES: Final = frozenset({"docx", "xlsx", "ofd", "ods", "odt"})
_UNREADABLE: Final = {".mht", ".zip", ".rar", ".7z"}
_SIGNS: Final = ((b"%PDF-", "pdf"), (b"\xd0\xcf\x11\xe0", "ole"), (b"PK\x03\x04", "zip"), (b"{\\rtf", "office"))
_BLANK: Final = b"\xef\xbb\xbf \r\n\t"
_OLDEST: Final = (b"\t\0", b"\t\2", b"\t\4", b"\t\b")
"""What workbooks begin with that are no compound files, of before 1993."""
_PAGE: Final = (b"<!doctype html", b"<html", b"<div", b"<body", b"<head", b"<meta")


def read_blocks(data: bytes, name: str, encoding: str | None) -> Reading:
    """The blocks of a file. Raises Invalid (`unknown_format`) for formats that no reader knows."""
    if not data.strip():
        raise Invalid("empty_file", file=name)
    kind = _kind(data, name)
    module = import_module(f"tui.ingest.readers.{_MODULES.get(kind, kind)}")
    reader = cast("Reader", getattr(module, f"read_{kind}"))
    return mend(reader(data, name, encoding))


def has_reader(data: bytes, name: str) -> bool:
    """Whether a file may be one that a reader knows: its suffix is known, or its first bytes are."""
    return PurePath(name).suffix.lower() in SUFFIXES or any(data.startswith(start) for start, _ in _SIGNS)


def _kind(data: bytes, name: str) -> str:
    """The reader's name: what the bytes surely are, else what the suffix says, else text."""
    suffix = PurePath(name).suffix.lower()
    sign = next((kind for start, kind in _SIGNS if data.startswith(start)), None)
    if sign == "pdf":
        return "pdf"
    if sign == "zip":
        return _office(data, name, suffix)
    if sign == "ole":
        return _old_office(data, name, suffix)
    if sign is not None:
        return sign
    if suffix in _UNREADABLE:
        raise Invalid("unknown_format", file=name, format=suffix.lstrip("."))
    return _by_suffix(data, name, suffix)


def _by_suffix(data: bytes, name: str, suffix: str) -> str:
    """What the suffix says, of bytes that say nothing; pages are told by their first tag where they are called else."""
    kind = SUFFIXES.get(suffix, "text")
    if (suffix not in SUFFIXES or kind in {"office", "xls"}) and _is_page(data):
        return "html"
    if kind == "office":
        raise Invalid("broken_file", file=name, format=suffix.lstrip("."), reason="OLE")
    if kind == "xls" and (data.startswith(_OLDEST) or data[:64].lstrip(_BLANK).startswith(b"<?xml")):
        raise Invalid("unknown_format", file=name, format="xls")
    return "csv" if kind == "xls" else kind


def _old_office(data: bytes, name: str, suffix: str) -> str:
    """Word or Excel of before 2007, told by the names of its streams; either may hold one of the other."""
    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k" in data:
        raise Invalid("encrypted_file", file=name)
    called = suffix in {".xls", ".et"}
    word, book = b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t" in data, b"W\0o\0r\0k\0b\0o\0o\0k" in data
    if word and not (book and called):
        return "office"
    if book or (called and b"B\0o\0o\0k" in data):
        return "office" if suffix == ".et" else "xls"
    raise Invalid("unknown_format", file=name, format=suffix.lstrip(".") or "ole")


def _is_page(data: bytes) -> bool:
    return data[:1024].lstrip(_BLANK).lower().startswith(_PAGE)


def _office(data: bytes, name: str, suffix: str) -> str:
    """Word, Excel, OpenDocument or OFD, told by the part that the package calls its document."""
    kind = kind_of_package(data)
    if kind in _PACKAGES:
        return kind
    known = SUFFIXES.get(suffix)
    if kind is None and known in _PACKAGES:
        return known
    raise Invalid("unknown_format", file=name, format=kind or suffix.lstrip(".") or "zip")
