"""What came from a team's server under database roles that the person's own settings say are each an author's own.

Such Changes lie in files of their own among those that were received. Which these are is kept in the person's own
folder, so that nobody else can say it; and it holds as long as the settings give these roles to these authors.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from tui.store.private import Private
from tui.store.voucher import BELIEVED, CLAIMED, Voucher

_NAME: Final = "vouched"


class Vouched:
    """The received files whose authors database roles vouch for."""

    def __init__(self, private: Path | None, roles: Mapping[str, str]) -> None:
        """`private` is the person's own folder, `roles` the author of each role."""
        self._private = Private(private) if private is not None and roles else None
        self._roles = roles
        self._known: dict[str, Voucher] = {}

    def voucher(self, name: str) -> Voucher:
        """Who vouches for a received file, by its name; what another process received is known too."""
        if self._private is None:
            return CLAIMED
        if name not in self._known:
            kept = self._private.recall(_NAME)
            self._known |= {name: CLAIMED, **{each: self._voucher(roles) for each, roles in kept.items()}}
        return self._known[name]

    def _voucher(self, roles: object) -> Voucher:
        holds = isinstance(roles, dict) and roles.items() <= self._roles.items()
        return BELIEVED if holds else CLAIMED

    def add(self, name: str, roles: Collection[str]) -> bool:
        """Remember that a file came under roles, before it is there; False where that cannot be remembered."""
        if self._private is None:
            return False
        told = {role: self._roles[role] for role in roles}
        self._known.pop(name, None)
        return self._private.keep(_NAME, self._private.recall(_NAME) | {name: told})
