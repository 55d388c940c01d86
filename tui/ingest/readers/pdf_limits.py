"""How much the pages of a PDF may draw, by what was measured: some 25,000 objects a second."""

from __future__ import annotations

from typing import Final

MOST_OBJECTS: Final = 240_000
"""Characters, lines and pictures of all pages."""
MOST_ON_PAGE: Final = 60_000
"""Characters, lines and pictures of one page: maps and plans draw more, and are told."""
MOST_EDGES: Final = 3_000
"""Lines and sides of boxes of a page whose tables are looked for."""
PATH: Final = 2
"""How many characters a line or a box weighs: it takes their time."""
