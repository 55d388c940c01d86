"""Three who know of each other by bundles alone, by lot: `python -m tests.by_hand.bundles [ROUNDS [SEED]]`.

Each does this and that to two tasks, takes it back, and takes in what another sends, deciding or leaving what is at
odds. In the end all come to rest, and `log`, `tasks`, `notes` and the verdicts are the same for each of them.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

from tests.workspace.conftest import Office
from tests.workspace.test_reviewers import WAYS, Apart, all_said
from tui.model.change import Change
from tui.model.errors import NotFound
from tui.model.ledger import Key
from tui.model.merging import Choice, Item, Outcome
from tui.workspace import Workspace

STEPS: Final = 40
MOST: Final = 12
"""So many rounds of exchange bring everybody to rest, else something goes round for ever."""
Deed = Callable[[Workspace, Key, Random], tuple[Change, ...]]


class ByLot(Apart):
    """What is at odds is decided by lot, or left; in the end it is decided."""

    last = False

    def carry(self, sender: str, to: str) -> list[Item]:
        """Take all that somebody has done to another; nothing where he did nothing."""
        file = self.folder / f"{sender}.duban"
        try:
            self.parts[sender].bundle(file)
        except NotFound:
            return []
        merge = self.parts[to].open_merge(file)
        told = [item for item in merge.items if item.state is not Outcome.SAME]
        torn = [item.n for item in told if item.state is Outcome.CONFLICT]
        drawn = {n: self.order.random() * (0.7 if self.last else 1) for n in torn}
        theirs, ours = {n for n in torn if drawn[n] < 0.35}, {n for n in torn if 0.35 <= drawn[n] < 0.7}
        merge.decide(Choice(accepted=theirs, refused=ours))
        return told


def _own_note(workspace: Workspace, lot: Random) -> tuple[Change, ...]:
    mine = [note for note in workspace.notes() if note.author == workspace.author]
    return workspace.edit_note(lot.choice(mine), f"改{lot.random()}") if mine else ()


DEEDS: Final[tuple[Deed, ...]] = (
    lambda workspace, key, lot: workspace.mark([key], lot.choice(workspace.profile.statuses)),
    lambda workspace, key, lot: workspace.set_due([key], lot.choice(["2026-12-01", "2027-01-01"]), lot.choice("甲乙")),
    lambda workspace, key, lot: workspace.tag([key], [lot.choice("甲乙")]),
    lambda workspace, key, lot: workspace.add_note(*key, f"注{lot.random()}"),
    lambda workspace, _, lot: workspace.reply(lot.choice(workspace.notes()), "答") if workspace.notes() else (),
    lambda workspace, _, lot: workspace.resolve(lot.choice(workspace.notes()), "好") if workspace.notes() else (),
    lambda workspace, key, lot: workspace.judge([key], lot.choice("优良"), "third", because=lot.choice("甲乙")),
    lambda workspace, key, lot: workspace.settle([key], lot.choice("优良"), lot.choice("甲乙")),
    lambda workspace, key, lot: workspace.report(key, percent=lot.choice([10, 50]), text="在办"),
    lambda workspace, _, lot: _own_note(workspace, lot),
    lambda workspace, *_: workspace.undo(),
)


def run(seed: int, told: Counter[str]) -> None:
    """One run; raises AssertionError where the ends differ."""
    lot = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        apart = ByLot(Office(Path(folder)), lot)
        parts = list(apart.parts.values())
        keys = list(parts[0].ledger().keys())[:2]
        for _ in range(STEPS):
            if lot.random() < 0.2:
                told.update(str(item.state) for item in apart.carry(*lot.choice(WAYS)))
                continue
            with suppress(NotFound):  # nothing to take back
                told["changes"] += len(lot.choice(DEEDS)(lot.choice(parts), lot.choice(keys), lot))
        apart.last = True
        rounds = 0
        while [item for way in lot.sample(WAYS, len(WAYS)) for item in apart.carry(*way)]:
            rounds += 1
            assert rounds < MOST, f"seed {seed}: never at rest"
        first, *others = map(all_said, parts)
        assert all(each == first for each in others), f"seed {seed}: not the same end"


def main() -> None:
    """Run them, and say what was met."""
    rounds, first = (int(word) for word in [*sys.argv[1:], *("60", "0")[len(sys.argv) - 1 :]][:2])
    told: Counter[str] = Counter()
    for seed in range(first, first + rounds):
        run(seed, told)
    print(f"{rounds} runs came to the same end: {dict(told)}")


if __name__ == "__main__":
    main()
