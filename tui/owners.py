"""Who the system says its users are, and whose a file is."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


@cache
def user_name(uid: int) -> str:
    """The name of a user of this system, `uid1003` where it has none."""
    try:
        import pwd  # not on Windows, where no folder is shared in this way
    except ImportError:
        return f"uid{uid}"
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid{uid}"


def another_owner(path: Path) -> str | None:
    """The name of whoever owns what stands at a path, or nearest above it; None where that is oneself or unknown."""
    if not hasattr(os, "geteuid"):
        return None
    for place in (path, *path.absolute().parents):
        try:
            owner = place.stat().st_uid
        except OSError:
            continue
        return None if owner == os.geteuid() else user_name(owner)
    return None
