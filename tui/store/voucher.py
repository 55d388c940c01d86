"""Who vouches for the authors that a journal file names."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, replace
from typing import Final

from tui.model.change import Change
from tui.owners import user_name

_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class Voucher:
    """What is known of the authors in one file."""

    author: str | None = None
    """Whoever owns the file, and so wrote all of it; None where the records themselves are believed."""
    claimed: bool = False
    """Whether nothing vouches for what the records say."""
    writer: str = ""
    """The only writer whose records the file may hold; empty where any may stand in it."""

    @classmethod
    def of(cls, writer: str, about: os.stat_result, seal: os.stat_result | None) -> Voucher:
        """That of a writer's file in a shared folder: its owner, where the writer is his.

        A file can be moved by others, with words of their choosing in it. A folder that only its owner may write cannot
        be, so one of the writer's name, his `seal`, says whose the writer is.
        """
        vouched = seal is not None and seal.st_uid == about.st_uid and not seal.st_mode & _OTHERS_WRITE
        if not vouched or about.st_mode & _OTHERS_WRITE:
            return cls(claimed=True, writer=writer)
        return cls(author=user_name(about.st_uid), writer=writer)

    def admits(self, change: Change) -> bool:
        """Whether the file may hold this Change."""
        return not self.writer or change.writer == self.writer

    def vouch(self, change: Change) -> Change:
        """The Change with the author it really has, or marked as merely claimed."""
        if self.claimed:
            return replace(change, claimed=True)
        if self.author is not None and change.author != self.author:
            return replace(change, author=self.author)
        return change


BELIEVED = Voucher()
CLAIMED = Voucher(claimed=True)
