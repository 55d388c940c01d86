"""Three reviewers of 62 tasks in three workspaces, who know of each other by bundles alone, carried in any order."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from random import Random
from typing import Any, Final

import pytest

from tests.workspace.conftest import Office
from tui.config import Settings
from tui.export.records import Seen, change_record, note_record, tasks_record
from tui.export.verdicts import verdict_lines
from tui.i18n import Texts
from tui.model.ledger import Key
from tui.model.merging import Choice, Item, Outcome
from tui.packaged import bundled_documents
from tui.store.library import Library
from tui.store.private import Private
from tui.workspace import Workspace
from tui.workspace.bodies import NamesToday

REVIEWERS: Final = ("王芳", "李明", "赵强")
WAYS: Final = tuple(permutations(REVIEWERS, 2))
GRADES: Final = ("优", "良", "差")
AT_ODDS: Final = {("status", "附件#2"), ("status", "附件#3"), ("settle", "附件#4")}


class Apart:
    """A workspace each, nothing shared; the first of the reviewers settles what is open."""

    def __init__(self, office: Office, order: Random) -> None:
        self.folder, self.order = office.folder, order
        self.parts = {who: self._open(who, office) for who in REVIEWERS}
        self.asked: Counter[tuple[str, ...]] = Counter()
        """How often somebody saw something at odds, by who saw it and what it was."""

    def _open(self, who: str, office: Office) -> Workspace:
        root = self.folder / f"at-{who}"
        settings = Settings(workspace=root, private=self.folder / "private" / who, author=who, lang="zh")
        library = Library(root, bundled_documents())
        return Workspace(settings, library, Private(settings.private), now=office.now)

    def carry(self, sender: str, to: str) -> list[Item]:
        """Take all that somebody has done to another, who settles what is at odds or leaves it to who does."""
        file = self.folder / f"{sender}.duban"
        self.parts[sender].bundle(file)
        merge = self.parts[to].open_merge(file)
        assert merge.notices == []
        told = [item for item in merge.items if item.state is not Outcome.SAME]
        torn = [item for item in told if item.state is Outcome.CONFLICT]
        self.asked.update((to, str(item.kind), str(item.target)) for item in torn)
        mine = {item.n for item in torn if to == REVIEWERS[0]}
        theirs = {n for n in mine if self.order.random() < 0.5}
        merge.decide(Choice(accepted=theirs, refused=mine - theirs))
        return told

    def exchange(self) -> None:
        """Everybody's bundle goes to everybody, in some order, until nobody has anything new for anybody."""
        for _ in range(4):
            if not [item for way in self.order.sample(WAYS, len(WAYS)) for item in self.carry(*way)]:
                return
        pytest.fail("never at rest")


def all_said(workspace: Workspace) -> list[Any]:
    """`log`, `tasks` and `notes` as JSON and the verdicts in words, but for who is vouched for: that is each one's."""
    seen = Seen(workspace.now().date(), workspace.profile.rules, NamesToday(workspace.register).of)
    ledger, notes = workspace.ledger(), workspace.filter_notes("", None)
    anchors = workspace.editions.anchors(notes)
    changes = [change_record(entry.change, entry.before) | {"claimed": None} for entry in workspace.log()]
    said = [list(verdict_lines(entry, workspace.profile, Texts("zh"))) for entry in ledger]
    told = [note_record(note, anchors[note.id]) | {"claimed": None} for note in notes]
    return [changes, tasks_record("", len(ledger), ledger, seen), told, said]


def review(apart: Apart) -> list[Key]:
    """Each judges all tasks, the last of them all but two, and notes some; two mark one task otherwise."""
    keys = list(apart.parts["王芳"].ledger().keys())
    for at, (who, workspace) in enumerate(apart.parts.items()):
        for n, grade in enumerate(GRADES):
            judged = [key for m, key in enumerate(keys) if (m % 2 * at + m) % 3 == n and (at, m // 60) != (2, 1)]
            workspace.judge(judged, grade, "third", because=f"{who}：{grade}")
        workspace.mark(keys[at : at + 2], workspace.profile.parse(("推进中", "已办结", "推进中")[at]))
        for key in keys[at::9]:
            workspace.add_note(*key, f"{who}看过")
    return keys


def answer(apart: Apart) -> None:
    """Each answers what the others noted, and two of them settle the same note."""
    for who, workspace in apart.parts.items():
        others = [note for note in workspace.filter_notes("", None) if note.author != who and note.reply_to is None]
        for note in others[::3]:
            workspace.reply(note, f"{who}答")
        for note in others[:1]:
            workspace.resolve(note, because=f"{who}说可以了")


def settle(apart: Apart, keys: list[Key]) -> None:
    """The first settles all that waits for it; another has settled two of them, one alike and one otherwise."""
    wang, li, _ = apart.parts.values()
    waiting = [entry.key for entry in wang.filter("裁定:待定", wang.ledger()).ledger]
    assert waiting == keys[1::2]
    li.settle(waiting[:1], "良", "李明看")
    li.settle(waiting[1:2], "差", "李明看")
    wang.settle(waiting, "良", "复核")


@pytest.mark.parametrize("seed", range(3))
def test_three_reviewers_come_to_the_same_end_and_each_thing_is_settled_once(office: Office, seed: int) -> None:
    apart = Apart(office, Random(seed))
    wang, li, zhao = apart.parts.values()
    keys = review(apart)
    for way in apart.order.sample(WAYS, len(WAYS)):
        apart.carry(*way)
    told = zhao.agreement(zhao.ledger())
    assert (told.items, told.raters, told.incomplete) == (62, 3, 2)
    assert told.percent == pytest.approx(100 * (30 * 3 + 1) / (60 * 3 + 2))
    answer(apart)
    settle(apart, keys)
    zhao.judge(keys[:2], "差", "third", because="又看了一遍")  # one was agreed, the other is decided meanwhile
    apart.exchange()
    assert all_said(wang) == all_said(li) == all_said(zhao)
    assert {(kind, task) for _, kind, task in apart.asked} == AT_ODDS
    assert [apart.asked[wang.author, *each] for each in AT_ODDS] == [1, 1, 1]
    assert len([note for note in zhao.notes() if note.resolved]) == 2
    first, *others = [entry.settled for entry in zhao.ledger()]
    assert first is None, "agreed before, and no more"
    assert [said and said.by for said in others] == [wang.author, None] * 30 + [wang.author]
    assert None not in others


def test_nobody_is_asked_about_what_was_built_on_his_own_words(office: Office) -> None:
    """The bundle of one who goes on after others brings what he knew, whichever of them came first."""
    apart = Apart(office, Random(0))
    wang, li, zhao = apart.parts.values()
    key = next(iter(wang.ledger().keys()))

    def mark(workspace: Workspace, word: str) -> None:
        workspace.mark([key], workspace.profile.parse(word))

    mark(wang, "推进中")
    apart.carry("王芳", "赵强")
    mark(wang, "已办结")
    wang.add_note(*key, "请看")
    apart.carry("王芳", "李明")
    mark(li, "待审核")
    li.reply(li.notes()[0], "看了")
    (torn,) = {item.state for item in apart.carry("李明", "赵强")}
    assert torn is Outcome.NEW
    assert [note.text for note in zhao.notes()] == ["请看", "看了"]
    assert all_said(zhao) == all_said(li)


@pytest.mark.parametrize("first", [0, 1])
def test_who_said_the_same_is_not_asked_when_the_other_goes_on(office: Office, first: int) -> None:
    apart = Apart(office, Random(0))
    wang, li, _ = apart.parts.values()
    key = next(iter(wang.ledger().keys()))
    for workspace in (wang, li)[:: 1 if first else -1]:
        workspace.mark([key], workspace.profile.parse("推进中"))
    wang.mark([key], wang.profile.parse("已办结"))
    ways = [("王芳", "李明"), ("李明", "王芳")]
    apart.carry(*ways[first])
    apart.carry(*ways[1 - first])
    assert not apart.asked
    assert [each.entry_of(key).status.key for each in (wang, li)] == ["done", "done"]
    li.mark([key], li.profile.parse("推进中"))  # who says it again, knowing of it, means it
    wang.mark([key], wang.profile.parse("已中止"))
    apart.carry("李明", "王芳")
    assert apart.asked


def test_a_conflict_shows_what_both_started_from(office: Office) -> None:
    apart = Apart(office, Random(0))
    wang, li, _ = apart.parts.values()
    key = next(iter(wang.ledger().keys()))
    for workspace, words in ((wang, ["推进中"]), (li, ["待审核", "已办结"]), (wang, ["已中止"])):
        for word in words:
            workspace.mark([key], workspace.profile.parse(word))
        if workspace is wang and words == ["推进中"]:
            apart.carry("王芳", "李明")
    (torn,) = apart.carry("李明", "王芳")
    assert (torn.base, torn.here, torn.theirs) == ("active", "stopped", "done")
