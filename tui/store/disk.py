"""What kind of disk a folder lies on, and how much room there is."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

_NETWORK: Final = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|9p|afs|ceph|coda|davfs2?|glusterfs|gpfs|lustre|ncpfs|ocfs2|gfs2|fuse(?!blk)(\..*)?"
)
_LOCAL: Final = frozenset({"fuse.fuse-overlayfs", "fuse.overlayfs", "fuse.lxcfs"})
_ESCAPE: Final = re.compile(r"\\([0-7]{3})")
_MOUNTS: Final = Path("/proc/self/mounts")


def network_disk(folder: Path, mounts: Path = _MOUNTS) -> str | None:
    """The kind of network disk a folder lies on, such as `nfs4`; None for a local one or where nobody can tell.

    There locks and what others write may be noticed late, and not every kind keeps who owns a file.
    """
    kind = _kind(folder, mounts)
    return kind if kind and kind not in _LOCAL and _NETWORK.fullmatch(kind) else None


def _kind(folder: Path, mounts: Path) -> str | None:
    """The file system of the mount that the folder lies in, as Linux lists it."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        place = folder.resolve()
    except (OSError, RuntimeError):  # RuntimeError: links that go in a circle
        return None
    kinds = {}
    for line in lines:
        _, mounted, kind, *_ = f"{line} - - -".split(" ")
        kinds[_ESCAPE.sub(lambda match: chr(int(match[1], 8)), mounted)] = kind
    return next((kinds[str(above)] for above in (place, *place.parents) if str(above) in kinds), None)


def keeps_owners(kind: str | None) -> bool:
    """Whether a file there belongs to who made it; CIFS and the like give every file to whoever mounted the disk."""
    return kind is None or kind.startswith("nfs")


def free_bytes(folder: Path) -> int | None:
    """How many bytes may still be written there; None where nobody can tell."""
    import shutil  # only a check-up asks

    place = folder
    while not os.path.lexists(place) and place.parent != place:
        place = place.parent
    try:
        return shutil.disk_usage(place).free
    except OSError:
        return None
