"""Whatever two people do in whatever order, with restarts, lost checkpoints and torn lines: it is all there."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tui.model.change import Change, Intent
from tui.model.state import State
from tui.store.changes import Store

WHO = st.sampled_from(["w1", "w2", "w1 again"])
"""Two people, the first in two windows at once."""


class Office(RuleBasedStateMachine):
    """A workspace, and beside it the plain list of what was acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.ticks = count()
        self.kept: list[Change] = []
        self.stores = {who: self.enter(who) for who in ("w1", "w2", "w1 again")}

    def enter(self, who: str) -> Store:
        writer = who.partition(" ")[0]
        return Store.open(self.root, writer=writer, author=writer, now=self.now)

    def now(self) -> datetime:
        return datetime.fromtimestamp(1_700_000_000 + next(self.ticks) // 3, tz=UTC)

    @rule(who=WHO, task=st.integers(1, 3), value=st.sampled_from(["active", "done"]), number=st.integers(1, 3))
    def mark(self, who: str, task: int, value: str, number: int) -> None:
        intents = [Intent("d", f"附件#{task}", "status", value)] * number
        self.kept += self.stores[who].append(intents, batch="b")

    @rule(who=WHO)
    def catch_up(self, who: str) -> None:
        store = self.stores[who]
        told = store.count - len(store._untold)  # what others wrote and was met when one wrote oneself is told now
        assert len(store.catch_up()) == len(self.kept) - told
        assert list(store.history()) == self.kept
        assert list(store.state.changes()) == list(State(self.kept).changes())

    @rule(who=WHO)
    def start_again(self, who: str) -> None:
        self.stores[who].close()
        self.stores[who] = self.enter(who)
        assert self.stores[who].count == len(self.kept)

    @rule(who=WHO)
    def checkpoint(self, who: str) -> None:
        assert self.stores[who].checkpoint()

    @rule()
    def lose_the_checkpoint(self) -> None:
        (self.root / "state.json").unlink(missing_ok=True)

    @rule(writer=st.sampled_from(["w1", "w2"]), length=st.integers(1, 30))
    def tear(self, writer: str, length: int) -> None:
        """What a process that was killed while writing leaves behind."""
        file = self.root / "journal" / f"{writer}.jsonl"
        if file.is_file() and file.read_bytes().endswith(b"\n"):
            file.write_bytes(file.read_bytes() + file.read_bytes()[:length])

    @invariant()
    def whoever_comes_new_sees_all(self) -> None:
        store = self.enter("w3")
        assert list(store.state.changes()) == list(State(self.kept).changes())
        assert {damage.reason for damage in store.damage} <= {"unfinished"}

    def teardown(self) -> None:
        self.folder.cleanup()


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=50, stateful_step_count=20, deadline=None)
