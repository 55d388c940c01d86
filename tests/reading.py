"""What was read of a text serves every test of a worker that only wants it to be there."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tui import ingest
from tui.model.document import Document

_read = ingest.read_bytes
_read_again = lru_cache(maxsize=256)(_read)


@pytest.fixture(autouse=True)
def texts_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes give the same document: a text is read once; other kinds of files are read each time."""

    def read_bytes(
        data: bytes, name: str, *, title: str | None = None, doc_id: str | None = None, encoding: str | None = None
    ) -> Document:
        read = _read_again if name.endswith(".txt") else _read
        return read(data, name, title=title, doc_id=doc_id, encoding=encoding)

    monkeypatch.setattr(ingest, "read_bytes", read_bytes)
