"""Work beside the screen."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from textual.dom import DOMNode

if TYPE_CHECKING:
    from textual.worker import WorkType

Work = Callable[[], Coroutine[Any, Any, None]]


def beside(host: DOMNode, work: Work, group: str = "default", *, exclusive: bool = True) -> None:
    """Do something beside the screen; another of the same group supersedes it, where it is exclusive.

    It is begun when its turn comes: of what is left before that, nothing was begun that would have to be ended.
    """
    begun: WorkType[None] = work
    host.run_worker(begun, group=group, exclusive=exclusive)
