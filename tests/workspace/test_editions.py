"""A second edition of a document: every mark and note is where it belongs, or waits for a person to decide."""

from __future__ import annotations

import errno
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from tests.ingest.second_edition import SEED, second_edition
from tui import bounded
from tui.config import Settings
from tui.export.history import Aloud
from tui.i18n import Texts
from tui.model.change import quoting
from tui.model.comparing import Verdict, compare
from tui.model.errors import Invalid, NotFound, Unavailable, Usage
from tui.store.library import Library
from tui.store.private import Private
from tui.store.record import encode
from tui.workspace import Workspace

DOC = "山西省人民政府-2016-06-18"
FIRST = SEED.read_text(encoding="utf-8")
SECOND = second_edition(FIRST)
MOVED_TO = "五/（十一）"
"""Where the article 四/（三） stands in the second edition."""


class Desk:
    """People at one workspace or another, who import texts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.time = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=8)))

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    def enter(self, who: str, place: str = "office") -> Workspace:
        private = self.folder / "private" / f"{who}-{place}"
        settings = Settings(self.folder / place, private, who, "zh")
        return Workspace(settings, Library(settings.workspace), Private(private), now=self.now)

    def bring(self, workspace: Workspace, text: str, *, replace: bool = False) -> str:
        """Import a text; what came of it."""
        file = self.folder / "意见.txt"
        file.write_text(text, encoding="utf-8")
        return workspace.import_file(file, doc_id=DOC, replace_old=replace).outcome

    def send(self, one: Workspace, other: Workspace) -> None:
        """Bring what people wrote in one workspace into another."""
        other.store.receive([(change, encode(change)) for change in one.store.history()])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def no(workspace: Workspace, number: str) -> tuple[str, str]:
    """The key of the task of a printed number."""
    return (DOC, workspace.find_task(number, DOC).id)


def statuses(workspace: Workspace) -> dict[str, str]:
    """The marked tasks by their words."""
    entries = workspace.ledger(DOC)
    return {entry.task.text: entry.status.key for entry in entries if entry.status.key != "todo"}


def notes(workspace: Workspace) -> dict[str, str]:
    """What each note hangs on, by its text."""
    return {note.text: note.target for note in workspace.notes(DOC)}


def test_what_changed_is_told_by_section_and_by_task(desk: Desk) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    file = desk.folder / "second.txt"
    file.write_text(SECOND, encoding="utf-8")
    with pytest.raises(Usage, match="document_exists"):
        mine.import_file(file, doc_id=DOC)
    compared = mine.import_file(file, doc_id=DOC, replace_old=True).compared
    assert compared is not None
    of = {match.old: match for match in compared.matches if match.old}
    assert (of["四/（三）"].verdict, of["四/（三）"].new, of["四/（三）"].score) == (Verdict.MOVED, MOVED_TO, 1.0)
    assert (of["六/（十五）"].verdict, of["六/（十五）"].new) == (Verdict.CHANGED, "六/（十五）")
    assert 0.8 < of["六/（十五）"].score < 1
    assert (of["附件#6"].verdict, of["附件#7"].new, of["附件#62"].new) == (Verdict.SAME, "附件#8", "附件#64")
    assert [match.new for match in compared.tasks if match.verdict is Verdict.NEW] == ["附件#7", "附件#32"]
    assert {match.verdict for match in compared.matches} == set(Verdict) - {Verdict.GONE, Verdict.DOUBTFUL}


def test_every_mark_and_note_is_where_it_belongs(desk: Desk) -> None:
    """All 62 tasks marked, each article noted, words quoted, one starred, one tied: each is found by its words."""
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    old = mine.document(DOC)
    for task in old.tasks:
        mine.mark([(DOC, task.id)], mine.profile.statuses[1 + task.ordinal % 4])
        mine.add_note(DOC, task.id, f"任务：{task.text}")
    for section in old.sections:
        mine.add_note(DOC, section.id, f"章节：{section.text}")
    quote = "加强跨部门、跨行业、跨地区" if "加强跨部门、跨行业、跨地区" in FIRST else "加快推进"
    mine.add_note(DOC, "四/（三）", "引文", quote)
    mine.star([no(mine, "40")])
    mine.tie(no(mine, "41"), "四/（三）")
    before, starred = statuses(mine), old.task(no(mine, "40")[1])
    assert len(before) == 62

    assert desk.bring(mine, SECOND, replace=True) == "replaced"
    for workspace in (mine, desk.enter("乙"), desk.enter("甲")):
        new = workspace.document(DOC)
        assert len(new.tasks) == 64
        assert statuses(workspace) == before
        assert workspace.editions.waiting(DOC) == ()
        for text, target in notes(workspace).items():
            words = text.partition("：")[2]
            found = new.task(target) or new.section(target)
            if text == "引文":
                assert target == quoting(MOVED_TO, quote)
            elif target != "六/（十五）":
                assert found is not None, text
                assert found.text == words
    assert notes(mine)[f"章节：{old.section('六/（十五）').text}"] == "六/（十五）"  # type: ignore[union-attr]
    (star,) = (entry for entry in mine.ledger(DOC) if entry.star)
    assert starred is not None
    assert star.task.text == starred.text
    (tied,) = (entry for entry in mine.ledger(DOC) if entry.task.text == old.tasks[40].text)
    assert tied.task.basis[0].section == MOVED_TO


def test_what_is_written_afterwards_joins_what_was_written_before(desk: Desk) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    mine.mark([no(mine, "14")], mine.profile.parse("active"))
    mine.add_note(*no(mine, "14"), "初稿")
    desk.bring(mine, SECOND, replace=True)
    mine.mark([no(mine, "15")], mine.profile.parse("done"))
    (note,) = mine.notes(DOC)
    mine.edit_note(note, "定稿")
    assert list(statuses(mine).values()) == ["done"]
    assert notes(mine) == {"定稿": "附件#15"}
    mine.delete_note(mine.notes(DOC)[0])
    assert notes(mine) == {}
    for _ in range(3):
        mine.undo()
    assert list(statuses(mine).values()) == ["active"]
    assert notes(mine) == {"初稿": "附件#15"}
    log = [(entry.change.kind, entry.change.target, entry.before) for entry in mine.log(DOC, "附件#15")]
    assert ("status", "附件#15", "active") in log


def test_marks_made_before_the_replacement_can_be_undone_after_it(desk: Desk) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    mine.mark([no(mine, "14")], mine.profile.parse("active"))
    desk.bring(mine, SECOND, replace=True)
    mine.mark([no(mine, "1")], mine.profile.parse("done"))
    mine.undo()
    assert list(statuses(mine).values()) == ["active"]
    mine.undo()  # the replacement
    assert len(mine.document(DOC).tasks) == 62
    assert statuses(mine) == {mine.document(DOC).tasks[13].text: "active"}
    mine.undo()
    assert statuses(mine) == {}
    for _ in range(2):
        mine.redo()
    assert len(mine.document(DOC).tasks) == 64
    assert statuses(mine) == {mine.document(DOC).tasks[14].text: "active"}


def test_the_same_text_again_changes_nothing(desk: Desk) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    desk.bring(mine, SECOND, replace=True)
    written = len(list(mine.store.history()))
    assert desk.bring(mine, SECOND, replace=True) == "same"
    assert desk.bring(mine, SECOND) == "same"
    assert len(list(mine.store.history())) == written


def test_a_third_edition_and_the_first_again(desk: Desk) -> None:
    mine = desk.enter("甲")
    first_row = "1\t系统清理地方保护和部门分割政策\t"
    third = SECOND.replace(first_row, f"1\t建立联席会议制度\t省政府办公厅\t\n2{first_row[1:]}", 1)
    desk.bring(mine, FIRST)
    mine.mark([no(mine, "1")], mine.profile.parse("done"))
    mine.mark([no(mine, "14")], mine.profile.parse("active"))
    before = statuses(mine)
    desk.bring(mine, SECOND, replace=True)
    mine.mark([no(mine, "7")], mine.profile.parse("review"))
    desk.bring(mine, third, replace=True)
    assert statuses(mine) == {**before, "制定促进夜间消费的具体措施": "review"}
    desk.bring(mine, FIRST, replace=True)
    assert statuses(mine) == before
    (waiting,) = mine.editions.waiting(DOC)
    assert (waiting.words, waiting.doubtful) == ("制定促进夜间消费的具体措施", False)
    desk.bring(mine, third, replace=True)
    assert statuses(mine) == {**before, "制定促进夜间消费的具体措施": "review"}


def test_what_another_journal_brings_later_finds_its_place(desk: Desk) -> None:
    """One office still has the first edition, one never had it; all marks meet on the words they were made on."""
    here, slow, quick = desk.enter("甲"), desk.enter("乙", "slow"), desk.enter("丙", "quick")
    desk.bring(here, FIRST)
    desk.bring(slow, FIRST)
    desk.bring(quick, SECOND)
    desk.bring(here, SECOND, replace=True)
    slow.mark([no(slow, "14")], slow.profile.parse("done"))
    slow.add_note(DOC, "四/（三）", "慢")
    quick.mark([no(quick, "14")], quick.profile.parse("active"))
    quick.add_note(DOC, "四/（三）", "快")
    words = {slow.document(DOC).tasks[13].text: "done", quick.document(DOC).tasks[13].text: "active"}
    assert len(words) == 2
    for one in (slow, quick):
        desk.send(one, here)
    assert statuses(here) == words
    assert notes(here) == {"慢": MOVED_TO, "快": "四/（三）"}
    desk.send(here, slow)
    desk.send(here, quick)
    assert statuses(slow) == statuses(quick) == words
    assert notes(slow) == {"慢": "四/（三）", "快": "四/（四）"}
    assert notes(quick) == notes(here)


def test_who_has_the_old_edition_open_goes_on_writing_on_it_until_it_is_seen(desk: Desk) -> None:
    mine, theirs = desk.enter("甲"), desk.enter("乙")
    desk.bring(mine, FIRST)
    assert len(theirs.document(DOC).tasks) == 62
    desk.bring(mine, SECOND, replace=True)
    theirs.mark([(DOC, "附件#14")], theirs.profile.parse("done"))
    mine.catch_up()
    assert statuses(mine) == {mine.document(DOC).tasks[14].text: "done"}
    theirs.catch_up()
    assert len(theirs.document(DOC).tasks) == 64
    assert statuses(theirs) == statuses(mine)


def _reworded(text: str) -> str:
    """The first edition with a task whose words say nearly nothing of the old ones, and one taken out."""
    lines = text.split("\n")
    (at,) = [at for at, line in enumerate(lines) if line.startswith("14\t")]
    words = lines[at].split("\t")[1]
    lines[at] = lines[at].replace(words, words[: len(words) // 3] + "等方面的有关工作任务另行制定")
    (gone,) = [at for at, line in enumerate(lines) if line.startswith("62\t")]
    del lines[gone]
    return "\n".join(lines)


@pytest.mark.parametrize("take", ["guess", "other", "nothing"])
def test_a_person_decides_on_the_doubtful(desk: Desk, take: str) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    mine.mark([no(mine, "14"), no(mine, "62")], mine.profile.parse("done"))
    mine.add_note(*no(mine, "14"), "存疑的批注")
    words = mine.document(DOC).tasks[13].text
    desk.bring(mine, _reworded(FIRST), replace=True)
    assert statuses(mine) == {}
    doubtful, gone = mine.editions.waiting(DOC)
    assert (doubtful.doubtful, doubtful.guess, doubtful.words) == (True, "附件#14", words)
    assert ([note.text for note in doubtful.notes], len(doubtful.marks)) == (["存疑的批注"], 1)
    assert (gone.doubtful, gone.guess, gone.place) == (False, "", "附件#62")
    place = {"guess": "附件#14", "other": "附件#20", "nothing": ""}[take]
    assert mine.editions.decide(doubtful, place)
    assert mine.editions.decide(doubtful, place) == ()
    held = {entry.task.id for entry in mine.ledger(DOC) if entry.status.key == "done"}
    assert held == ({place} if place else set())
    assert len(mine.editions.waiting(DOC)) == 1
    mine.undo()
    assert mine.editions.waiting(DOC)[0].doubtful
    assert statuses(mine) == {}


def test_a_note_that_waits_can_be_edited_and_keeps_its_text_when_it_is_placed(desk: Desk) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    mine.add_note(*no(mine, "14"), "初稿")
    desk.bring(mine, _reworded(FIRST), replace=True)
    (note,) = mine.notes(DOC)
    mine.edit_note(note, "定稿")
    assert [each.text for each in mine.notes(DOC)] == ["定稿"]
    (waiting,) = mine.editions.waiting(DOC)
    mine.editions.decide(waiting, "附件#20")
    assert notes(mine) == {"定稿": "附件#20"}
    mine.undo()
    mine.delete_note(mine.notes(DOC)[0])
    assert mine.editions.waiting(DOC) == ()
    mine.undo()
    mine.undo()
    assert [each.text for each in mine.notes(DOC)] == ["初稿"]


def test_quoted_words_that_went_elsewhere_take_their_note_along(desk: Desk) -> None:
    """A sentence moved to another article; another sentence is nowhere any more."""
    moved, lost = "系统清理地方保护和部门分割政策", "规范网络型自然垄断领域的产品和服务"
    second = FIRST.replace(f"{moved}，", "", 1).replace(f"，{lost}", "", 1)
    second = second.replace("加大服务业开放力度。", f"加大服务业开放力度。{moved}，", 1)
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    mine.add_note(DOC, "四/（一）", "移走", moved)
    mine.add_note(DOC, "四/（一）", "不见", lost)
    mine.add_note(DOC, "四/（一）", "全条")
    desk.bring(mine, second, replace=True)
    assert notes(mine)["移走"] == quoting("四/（二）", moved)
    assert notes(mine)["全条"] == "四/（一）"
    (waiting,) = mine.editions.waiting(DOC)
    assert (waiting.doubtful, waiting.guess, waiting.words) == (True, "四/（一）", lost)
    mine.editions.decide(waiting, "四/（一）")
    assert notes(mine)["不见"] == quoting("四/（一）", lost)


def anchors(workspace: Workspace) -> dict[str, tuple[str, float]]:
    """How surely each note hangs where it hangs, by its text."""
    held = workspace.notes(DOC)
    found = workspace.editions.anchors(held)
    return {note.text: (found[note.id].state, found[note.id].score) for note in held}


@pytest.mark.parametrize("number", ["（一）", "（十）"])
def test_a_note_on_the_heading_sentence_is_carried_where_the_article_is_the_same(desk: Desk, number: str) -> None:
    """Words quoted from the page begin with the number of the article, whatever that is in the next edition."""
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    article = mine.document(DOC).section("四/（一）")
    assert article is not None
    heading = f"{article.label.strip()}{article.heading}"
    assert heading.startswith("（一）")
    mine.add_note(DOC, article.id, "题注", heading)
    assert anchors(mine) == {"题注": ("exact", 1.0)}
    desk.bring(
        mine, FIRST.replace(article.label, f"　　{number}", 1).replace("2016年6月底前", "2016年7月底前"), replace=True
    )
    moved = "四/（一）" if number == "（一）" else "四/（十）"
    assert notes(mine)["题注"].startswith(moved)
    assert mine.editions.waiting(DOC) == ()
    assert anchors(mine) == {"题注": ("exact" if number == "（一）" else "moved", 1.0)}


def test_every_carried_note_says_how_sure_it_is(desk: Desk) -> None:
    moved, lost = "系统清理地方保护和部门分割政策", "规范网络型自然垄断领域的产品和服务"
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    mine.add_note(DOC, "四/（一）", "移走", moved)
    mine.add_note(DOC, "四/（一）", "不见", lost)
    mine.add_note(DOC, "四/（一）", "全条")
    mine.add_note(DOC, "四/（三）", "搬家")
    mine.add_note(DOC, "三", "不动")
    assert set(anchors(mine).values()) == {("exact", 1.0)}
    second = SECOND.replace(f"{moved}，", "", 1).replace(f"，{lost}", "", 1)
    desk.bring(mine, second.replace("加大服务业开放力度。", f"加大服务业开放力度。{moved}，", 1), replace=True)
    found = anchors(mine)
    assert found["移走"] == ("moved", 1.0)
    assert found["搬家"] == ("moved", 1.0)
    assert found["不动"] == ("exact", 1.0)
    assert found["全条"][0] == "fuzzy"
    assert 0.6 <= found["全条"][1] < 1
    waiting = next(each for each in mine.editions.waiting(DOC) if each.words == lost)
    mine.editions.decide(waiting, "四/（一）")
    assert anchors(mine)["不见"][0] == "fuzzy"
    mine.undo()


def test_a_backup_takes_older_editions_along(desk: Desk) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    mine.mark([no(mine, "14")], mine.profile.parse("done"))
    desk.bring(mine, SECOND, replace=True)
    mine.backup(desk.folder / "copy.zip")
    other = desk.enter("乙", "elsewhere")
    assert other.restore(desk.folder / "copy.zip").unsound == ()
    assert list(statuses(other).values()) == ["done"]
    earlier = other.library.load_earlier(DOC, mine.editions.present(DOC))
    assert earlier is None
    (file,) = (desk.folder / "elsewhere" / "earlier").iterdir()
    first = other.library.load_earlier(DOC, file.stem.rpartition("~")[2])
    assert first is not None
    assert len(first.tasks) == 62


def test_what_was_taken_out_and_comes_back_as_another_edition_finds_its_marks(desk: Desk) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    mine.mark([no(mine, "14")], mine.profile.parse("done"))
    before = statuses(mine)
    mine.remove(DOC)
    assert not mine.library.has(DOC)
    assert desk.bring(mine, SECOND) == "added"
    assert statuses(mine) == before
    mine.remove(DOC)
    assert desk.bring(mine, SECOND) == "added"
    assert statuses(mine) == before
    kinds = [entry.change.kind for entry in mine.log()]
    assert (kinds.count("document"), kinds.count("status")) == (5, 1)
    assert kinds.count("carry") == len(kinds) - 6


def test_the_past_is_told_in_the_edition_of_then(desk: Desk) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    (mark,) = mine.mark([no(mine, "14")], mine.profile.parse("active"))
    mine.mark([no(mine, "14")], mine.profile.parse("done"))
    desk.bring(mine, SECOND, replace=True)
    (later,) = mine.mark([no(mine, "7")], mine.profile.parse("done"))
    past = mine.as_of(mark.stamp)
    assert len(past.document(DOC).tasks) == 62
    assert {entry.task.no: entry.status.key for entry in past.ledger(DOC) if entry.status.key != "todo"} == {
        "14": "active"
    }
    then = mine.as_of(later.stamp)
    assert len(then.document(DOC).tasks) == 64
    assert set(statuses(then).values()) == {"done"}
    assert len(mine.document(DOC).tasks) == 64


def test_nothing_is_left_to_undo_when_all_was_undone(desk: Desk) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    desk.bring(mine, SECOND, replace=True)
    for _ in range(2):
        mine.undo()
    assert not mine.library.has(DOC)
    with pytest.raises(NotFound, match="nothing_to_undo"):
        mine.undo()


TWINS: list[tuple[Callable[[str], str], str]] = [
    (lambda text: text.replace("，", "， "), "white space"),
    (lambda text: text.replace("\n", "\r\n"), "line ends"),
]


@pytest.mark.parametrize(("change", "name"), TWINS)
def test_the_same_words_are_the_same_edition(desk: Desk, change: Callable[[str], str], name: str) -> None:
    one, other = desk.enter("甲"), desk.enter("乙", name)
    desk.bring(one, FIRST)
    desk.bring(other, change(FIRST))
    assert one.editions.present(DOC) == other.editions.present(DOC)
    assert desk.bring(one, change(FIRST)) == "same"
    compared = compare(one.document(DOC), other.document(DOC))
    assert {match.verdict for match in compared.matches} == {Verdict.SAME}


def test_a_file_that_changes_while_it_is_read_is_refused(desk: Desk) -> None:
    mine = desk.enter("甲")
    file = desk.folder / "意见.txt"
    file.write_text(FIRST, encoding="utf-8")
    document = mine.read_file(file, doc_id=DOC)
    file.write_text(SECOND, encoding="utf-8")
    with pytest.raises(Invalid, match="file_changed"):
        mine.keep_document(document, file)
    file.unlink()
    with pytest.raises(Unavailable, match="unreadable_file"):
        mine.keep_document(document, file)
    assert not mine.library.has(DOC)


def test_a_document_that_cannot_be_read_any_more_is_replaced_when_asked(desk: Desk) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    (desk.folder / "office" / "library" / f"{DOC}.json").write_text("{", encoding="utf-8")
    again = desk.enter("甲")
    with pytest.raises(Invalid, match="damaged_document"):
        desk.bring(again, FIRST)
    assert desk.bring(again, FIRST, replace=True) == "replaced"
    assert len(again.document(DOC).tasks) == 62


def hurt(desk: Desk) -> bytes:
    """Cut the file of the document; returns what is left of it."""
    place = desk.folder / "office" / "library" / f"{DOC}.json"
    left = place.read_bytes()[: -place.stat().st_size // 3]
    place.write_bytes(left)
    return left


def test_a_damaged_document_that_is_replaced_leaves_its_bytes_and_its_marks_and_notes(desk: Desk) -> None:
    """Its source is still there: everything goes where it would have gone without the damage."""
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    mine.add_note(DOC, "四/（三）", "搬家")
    mine.mark([no(mine, "1"), no(mine, "14")], mine.profile.parse("done"))
    words = set(statuses(mine))
    left = hurt(desk)
    again = desk.enter("甲")
    assert desk.bring(again, SECOND, replace=True) == "replaced"
    assert notes(again) == {"搬家": MOVED_TO}
    assert set(statuses(again)) == words
    (kept,) = (desk.folder / "office" / "replaced").rglob("*.json")
    assert kept.read_bytes() == left


def test_without_its_source_what_was_written_goes_by_its_id_or_waits(desk: Desk) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    mine.add_note(DOC, "四/（三）", "编号还在")
    mine.add_note(DOC, "四/（二十六）", "编号没有了")
    hurt(desk)
    for source in (desk.folder / "office" / "sources").iterdir():
        source.unlink()
    again = desk.enter("甲")
    file = desk.folder / "意见.txt"
    file.write_text(SECOND.replace("（二十六）", "（九十九）"), encoding="utf-8")
    imported = again.import_file(file, doc_id=DOC, replace_old=True)
    assert [each.place for each in imported.waiting] == ["四/（二十六）"]
    assert notes(again)["编号还在"] == "四/（三）"
    assert anchors(again)["编号还在"] == ("fuzzy", 0.5)
    assert anchors(again)["编号没有了"] == ("orphan", 0.0)


def test_a_document_that_the_system_does_not_let_be_read_is_not_replaced(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    mine.add_note(DOC, "四/（三）", "留下")
    place = desk.folder / "office" / "library" / f"{DOC}.json"
    before = place.read_bytes()
    reading = bounded.read

    def refuse(path: Path, *args: int, **named: object) -> bytes:
        if path == place:
            raise OSError(errno.EIO, "Input/output error")
        return reading(path, *args, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("tui.store.library.read", refuse)
        with pytest.raises(Invalid, match="unreadable") as refused:
            desk.bring(desk.enter("甲"), SECOND, replace=True)
    assert refused.value.exit_code == 4
    assert place.read_bytes() == before
    assert notes(desk.enter("甲")) == {"留下": "四/（三）"}


def test_a_damaged_document_keeps_nobody_from_the_others(desk: Desk) -> None:
    """Not even one that was replaced before, whose marks are told in the ids of its last edition."""
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    desk.bring(mine, SECOND, replace=True)
    mine.mark([no(mine, "1")], mine.profile.parse("done"))
    other = desk.folder / "other.txt"
    other.write_text("某省实施意见\n一、总则\n（一）建设园区。（省财政厅牵头）\n", encoding="utf-8")
    mine.import_file(other, doc_id="other")
    hurt(desk)
    again = desk.enter("甲")
    (entry,) = again.ledger("other")
    assert again.mark([entry.key], again.profile.parse("done"))
    assert list(again.log())
    assert again.notes() == ()
    again.undo()


WORDS = [
    "健全知识产权保护机制",
    "推进农村电子商务示范",
    "完善质量监管追溯制度",
    "扩大教育医疗服务供给",
    "加快城市停车设施建设",
]
FEW = st.sampled_from([WORDS[:3], WORDS[2::-1], WORDS[1:]])
LATER = st.permutations(WORDS) | st.sampled_from([WORDS, WORDS[::-1]])
"""Later editions move things about and add some; a few come again."""
TURNS = st.lists(
    st.tuples(st.sampled_from(["mark", "note", "edition", "edition"]), st.integers(0, 4), LATER), max_size=8
)


def table(words: list[str]) -> str:
    """A text that assigns these tasks."""
    rows = "\n".join(f"{number}\t{each}\t省财政厅\t" for number, each in enumerate(words, 1))
    head = "关于推进工作的意见\n\n　　一、总体要求\n　　坚持改革。\n\n附件\n任务分工表\n"
    return f"{head}序号\t工作任务\t牵头部门\t参加部门\n{rows}\n"


def seen(workspace: Workspace) -> object:
    """The tasks with their marks and notes, and what waits."""
    lines = [(e.task.text, e.status.key, [note.text for note in e.notes]) for e in workspace.ledger(DOC)]
    return lines, sorted((each.words, len(each.notes)) for each in workspace.editions.waiting(DOC))


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(FEW, TURNS)
@example(
    WORDS[:3],
    [
        ("edition", 1, [WORDS[3], WORDS[4], WORDS[2], WORDS[0], WORDS[1]]),
        ("mark", 1, WORDS),
        ("edition", 4, [WORDS[0], WORDS[1], WORDS[2], WORDS[3], WORDS[4]]),
        ("edition", 1, [WORDS[1], WORDS[3], WORDS[0], WORDS[2], WORDS[4]]),
        ("mark", 4, WORDS),
    ],
)
def test_marks_stay_with_their_words_through_any_editions_and_undo_goes_back_through_them(
    first: list[str], turns: list[tuple[str, int, list[str]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        mine = desk.enter("甲")
        desk.bring(mine, table(first))
        views = [seen(mine)]
        said: dict[str, str] = {}
        noted: Counter[str] = Counter()
        for what, number, words in turns:
            tasks = mine.document(DOC).tasks
            task = tasks[number % len(tasks)]
            if what == "mark":
                said[task.text] = mine.profile.statuses[number].key
                done = bool(mine.mark([(DOC, task.id)], mine.profile.statuses[number]))
            elif what == "note":
                noted[task.text] += 1
                done = bool(mine.add_note(DOC, task.id, "批注"))
            else:
                done = desk.bring(mine, table(words), replace=True) == "replaced"
            views += [seen(mine)] if done else []
            for entry in mine.ledger(DOC):
                assert entry.status.key == said.get(entry.task.text, "todo")
                assert len(entry.notes) == noted[entry.task.text]
        assert len(mine.notes(DOC)) == noted.total()
        for view in reversed(views[:-1]):
            mine.undo()
            assert seen(mine) == view


def test_that_nothing_is_left_of_what_is_gone_is_a_decision_too(desk: Desk) -> None:
    """It leaves the list, is told in the history, and can be taken back and repeated."""
    mine = desk.enter("甲")
    desk.bring(mine, FIRST)
    mine.mark([no(mine, "62")], mine.profile.parse("done"))
    desk.bring(mine, _reworded(FIRST), replace=True)
    (gone,) = mine.editions.waiting(DOC)
    (decided,) = mine.editions.decide(gone, "")
    assert mine.editions.waiting(DOC) == ()
    assert mine.editions.decide(gone, "") == ()
    aloud = Aloud(Texts("zh"), mine.profile, mine.find_document, mine.state.note, several=False)
    told = {entry.change.stamp: aloud.words(entry.change, entry.before) for entry in mine.log()}
    assert told[decided.stamp] == "待定 → 不再有"
    mine.undo()
    assert mine.editions.waiting(DOC) == (gone,)
    assert aloud.words(*list(mine.log())[-1]) == "不再有 → 待定"
    mine.redo()
    assert desk.enter("甲").editions.waiting(DOC) == ()
    mine.undo()
    mine.editions.decide(gone, "附件#20")
    assert aloud.words(*list(mine.log())[-1]) == "待定 → 20"
    assert list(statuses(mine).values()) == ["done"]
