"""What duban keeps on disk: the library of documents, and what people did to them.

`Library` holds documents in TinyDB files; `Store` keeps Changes in a journal and their fold in memory.
"""

from __future__ import annotations

from tui.store.changes import Store
from tui.store.library import Library, Summary
from tui.store.record import Damage

__all__ = ["Damage", "Library", "Store", "Summary"]
