"""A workspace for several people: a folder that a group may write, where nobody rewrites what another wrote."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from tui.bounded import refusal
from tui.model.errors import Invalid, Unavailable, Usage
from tui.store.files import Modes, make_folder, unavailable
from tui.store.journal import RECEIVED, WRITTEN
from tui.store.library import EARLIER

_STICKY: Final = 0o3770
_FREE: Final = 0o2770
_FOLDERS: Final = {**dict.fromkeys((WRITTEN, RECEIVED, "sources", EARLIER), _STICKY), "library": _FREE}
"""The library may be mended by everybody; in a sticky folder only the owner of a file may take it away."""


def share(root: Path, group: str | None = None) -> str:
    """Make a shared workspace of a folder that is empty, or is one already; returns the name of its group.

    Without `group` it is that of the folder above where that hands its group on, else one's own. The umask is not
    asked. Raises `Invalid` (`not_a_workspace`), `Usage` (`folder_in_use`, `unknown_group`, `no_groups`) or
    `Unavailable` (`not_your_group`, `unwritable`, …).
    """
    if not hasattr(os, "chown"):
        raise Usage("no_groups")
    if root.exists() and not root.is_dir():
        raise Invalid("not_a_workspace", path=root)
    number = None if group is None else _number(group)
    try:
        if root.is_dir() and any(root.iterdir()) and not Modes.of(root).shared:
            raise Usage("folder_in_use", path=root)
    except OSError as error:
        raise refusal(error, root) from error
    try:
        make_folder(root, Modes(folder=0o755))  # the group must come through what lies above
    except PermissionError as error:
        raise unavailable(error, root) from error
    except OSError as error:
        raise Unavailable("half_shared", path=root, reason=error.strerror) from error
    try:
        _set_up(root, number)
    except PermissionError as error:
        if group is not None:
            raise Unavailable("not_your_group", group=group, path=root) from error
        raise unavailable(error, root) from error
    except OSError as error:
        raise Unavailable("half_shared", path=root, reason=error.strerror) from error
    return _name(root.stat().st_gid)


def _set_up(root: Path, group: int | None) -> None:
    """Make the folders in it and the lock; what is there and one's own is set right."""
    _give(root, group, _STICKY)
    if not Modes.of(root).shared:
        raise PermissionError(1, os.strerror(1))
    for name, mode in _FOLDERS.items():
        make_folder(root / name, mode=mode)
        _give(root / name, root.stat().st_gid, mode)
    lock = root / WRITTEN / ".lock"
    lock.touch(mode=0o660)
    _give(lock, root.stat().st_gid, 0o660)


def _give(path: Path, group: int | None, mode: int) -> None:
    """Set group and mode of what is one's own; what is another's is left to them."""
    about = path.stat()
    if about.st_uid != os.geteuid() and os.geteuid() != 0:
        return
    if group is not None and about.st_gid != group:
        os.chown(path, -1, group)
    path.chmod(mode)


def _number(group: str) -> int:
    import grp  # not on Windows

    try:
        return grp.getgrnam(group).gr_gid
    except KeyError as missing:
        raise Usage("unknown_group", group=group) from missing


def _name(number: int) -> str:
    import grp  # not on Windows

    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)
