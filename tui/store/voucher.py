"""Who vouches for the authors that a journal file names."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, replace

from tui.model.change import Change
from tui.owners import user_name


@dataclass(frozen=True, slots=True)
class Voucher:
    """What is known of the authors in one file."""

    author: str | None = None
    """Whoever owns the file, and so wrote all of it; None where the records themselves are believed."""
    claimed: bool = False
    """Whether nothing vouches for what the records say."""

    @classmethod
    def of(cls, about: os.stat_result, *, shared: bool) -> Voucher:
        """That of a writer's own file: in a shared folder its owner, unless others can write to it too."""
        if not shared:
            return BELIEVED
        if about.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return CLAIMED
        return cls(author=user_name(about.st_uid))

    def vouch(self, change: Change) -> Change:
        """The Change with the author it really has, or marked as merely claimed."""
        if self.claimed:
            return replace(change, claimed=True)
        if self.author is not None and change.author != self.author:
            return replace(change, author=self.author)
        return change


BELIEVED = Voucher()
CLAIMED = Voucher(claimed=True)
