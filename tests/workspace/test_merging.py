"""What leaves and comes back: ledgers, tasks as JSON, whole workspaces and bundles, by one comparison."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import HOSTILE, make_document
from tests.workspace.conftest import Enter, Office
from tui.app.aloud import aloud_in
from tui.export.exchanged import theirs_words, why_words
from tui.export.history import merged_from
from tui.i18n import Texts
from tui.model.errors import Invalid, NotFound, Usage
from tui.model.history import steps
from tui.model.merging import Choice, Item, Outcome, counts
from tui.workspace import Workspace

NEW = Choice()
ONE, TWO, THREE = (("plan", f"附件#{n}") for n in (1, 2, 3))
Edit = Callable[[Any, dict[str, int], int], None]


def send(workspace: Workspace, file: Path) -> Path:
    """The ledger as it goes out."""
    workspace.export(file, "", workspace.ledger("plan"))
    return file


def fill_in(file: Path, edit: Edit) -> Path:
    """The ledger as somebody saved it: `edit` is given the sheet, its columns by name, and the row of its heading."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 8) if "状态" in [cell.value for cell in sheet[row]])
    edit(sheet, {cell.value: cell.column for cell in sheet[head]}, head)
    back = file.with_name(f"back-{file.name}")
    book.save(back)
    return back


def put(number: int, column: str, value: object) -> Edit:
    def edit(sheet: Any, columns: dict[str, int], head: int) -> None:  # noqa: ANN401
        sheet.cell(head + number, columns[column]).value = value

    return edit


def wanted(items: tuple[Item, ...]) -> list[tuple[str | None, str, Any, str]]:
    """What is new or in conflict: the task, the column, what came, and which of the two."""
    open_ = (item for item in items if item.state in {Outcome.NEW, Outcome.CONFLICT})
    return [(item.target and item.target.partition("@")[0], item.field, item.theirs, str(item.state)) for item in open_]


@pytest.fixture
def wang(enter: Enter) -> Workspace:
    """Somebody who has marked, noted and reported a little."""
    workspace = enter("王芳")
    workspace.mark([ONE], workspace.profile.parse("推进中"))
    workspace.add_note(*ONE, "请核对")
    workspace.report(TWO, percent=40, text="已起草", problem="缺经费")
    workspace.tag([TWO, THREE], ["重点", "民生"])
    return workspace


# A ledger


def test_a_ledger_that_came_back_untouched_says_nothing(wang: Workspace, tmp_path: Path) -> None:
    merge = wang.open_merge(send(wang, tmp_path / "a.xlsx"))
    assert counts(merge.items) == {"new": 0, "same": 3, "conflict": 0, "unknown": 0}
    assert merge.notices == []


CELLS: list[tuple[int, str, object, tuple[str, str, Any]]] = [
    (1, "状态", "已办结", ("附件#1", "status", "done")),
    (2, "状态", "review", ("附件#2", "status", "review")),
    (2, "进度", 0.6, ("附件#2", "percent", 60)),
    (2, "进度", 60, ("附件#2", "percent", 60)),
    (2, "进度", "60%", ("附件#2", "percent", 60)),
    (2, "进展情况", "已印发\n第二行", ("附件#2", "text", "已印发\n第二行")),
    (2, "存在问题", None, ("附件#2", "problem", None)),
    (1, "下一步", "开会", ("附件#1", "next", "开会")),
    (2, "时限", date(2027, 3, 31), ("附件#2", "due", "2027-03-31")),
    (2, "时限", "2027年3月31日", ("附件#2", "due", "2027-03-31")),
    (2, "时限", 46477, ("附件#2", "due", "2027-03-31")),
    (1, "时限", "下周", ("附件#1", "due", "2026-12-06")),
    (1, "时限", "长期", ("附件#1", "due", "长期")),
    (1, "批注", "请核对（王芳 2026-11-23）\n补充一句", ("附件#1", "notes", "补充一句")),
    (3, "标签", "民生，急件", ("附件#3", "tags", "急件、民生")),
    (1, "牵头", "省发展改革委、省财政厅", ("附件#1", "leads", "省发展改革委、省财政厅")),
    (1, "任务", "清理地方保护和壁垒", ("附件#1", "task", "清理地方保护和壁垒")),
]


@pytest.mark.parametrize(("number", "column", "value", "told"), CELLS)
def test_a_changed_cell_is_one_row_and_is_so_once_it_is_taken(
    number: int, column: str, value: object, told: tuple[str, str, Any], wang: Workspace, tmp_path: Path
) -> None:
    back = fill_in(send(wang, tmp_path / "a.xlsx"), put(number, column, value))
    merge = wang.open_merge(back)
    assert wanted(merge.items) == [(*told, "new")]
    before = len(list(wang.log()))
    merge.decide(Choice())
    assert len(list(wang.log())) > before
    again = wang.open_merge(back)
    assert wanted(again.items) == []
    assert again.decide(Choice()).changes == ()
    wang.undo()
    assert wanted(wang.open_merge(back).items) == [(*told, "new")]


@pytest.mark.parametrize(
    ("number", "column", "value", "why"),
    [
        (1, "状态", "差不多了", "可用 未启动"),
        (2, "进度", 140, "“140”应是 0 到 100 的整数"),
        (2, "进度", 1.4, "“140”应是 0 到 100 的整数"),
        (2, "时限", "看情况", "可写 2026-12-31"),
        (1, "任务", None, "不能留空"),
    ],
)
def test_what_a_field_cannot_say_is_unknown_and_changes_nothing(
    number: int, column: str, value: object, why: str, wang: Workspace, tmp_path: Path
) -> None:
    merge = wang.open_merge(fill_in(send(wang, tmp_path / "a.xlsx"), put(number, column, value)))
    assert counts(merge.items)["unknown"] == 1
    assert why in "".join(why_words(item, Texts("zh")) for item in merge.items)
    assert merge.decide(Choice(all_theirs=True)).changes == ()


def test_a_day_as_people_say_it_is_told_as_the_day_that_it_became(
    office: Office, wang: Workspace, tmp_path: Path
) -> None:
    """Merged again it was in conflict with itself, and nobody was shown what it would become."""
    back = fill_in(send(wang, tmp_path / "a.xlsx"), put(1, "时限", "下周"))
    (item,) = (item for item in wang.open_merge(back).items if item.state is Outcome.NEW)
    assert theirs_words(item, Texts("zh"), aloud_in(wang, Texts("zh"))) == "2026-12-06（填的是“下周”）"
    wang.open_merge(back).decide(Choice())
    office.time += timedelta(days=8)
    assert wanted(wang.open_merge(back).items) == [], "in another week it is still what was taken in"


def test_what_was_done_to_the_sheet_is_told_and_is_no_change(wang: Workspace, tmp_path: Path) -> None:
    def edit(sheet: Any, columns: dict[str, int], head: int) -> None:  # noqa: ANN401
        rows = [[cell.value for cell in sheet[head + n]] for n in (3, 1)]  # turned round, the second is gone
        sheet.delete_rows(head + 1, 3)
        for row in rows:
            sheet.append(row)
        sheet.append([4, "全新的一件事"])
        sheet.insert_cols(2)
        sheet.cell(head, 2).value = "办公室意见"
        sheet.cell(head, columns["状态"] + 1).value = "办得怎样"
        sheet.delete_cols(columns["批注"] + 1)

    merge = wang.open_merge(fill_in(send(wang, tmp_path / "a.xlsx"), edit))
    assert counts(merge.items) == {"new": 0, "same": 2, "conflict": 0, "unknown": 1}
    told = {notice.code: notice.values for notice in merge.notices}
    assert told["rows_gone"] == {"count": 1, "places": "2"}
    assert told["rows_moved"] == {"count": 1}
    assert told["rows_unknown"]["count"] == 1
    assert told["columns_added"] == {"names": "办公室意见、办得怎样"} or "办公室意见" in str(told["columns_added"])
    assert told["columns_gone"] == {"names": "批注"}


def test_accepted_refused_and_taken_back_as_one_step(wang: Workspace, tmp_path: Path) -> None:
    def edit(sheet: Any, columns: dict[str, int], head: int) -> None:  # noqa: ANN401
        sheet.cell(head + 1, columns["状态"]).value = "已办结"
        sheet.cell(head + 2, columns["进度"]).value = 0.9
        sheet.cell(head + 3, columns["状态"]).value = "推进中"

    back = fill_in(send(wang, tmp_path / "a.xlsx"), edit)
    before = [entry.status.key for entry in wang.ledger("plan")]
    merge = wang.open_merge(back)
    one, two, three = (item.n for item in merge.items)
    merged = merge.decide(Choice(accepted={one, two}, refused={three}))
    assert (merged.taken, merged.refused, merged.left) == ((one, two), (three,), ())
    assert [entry.status.key for entry in wang.ledger("plan")] == ["done", "todo", "todo"]
    assert wang.entry_of(TWO).percent == 90
    assert wang.entry_of(TWO).progress.problem == "缺经费"  # type: ignore[union-attr]
    told = [entry.change for entry in wang.log()]
    assert "王芳" in told[-1].author
    assert all("未核实" in change.because for change in merged.changes if change.kind in {"status", "progress"})
    assert wanted(wang.open_merge(back).items) == []
    (step,) = (step for step in steps((each.change, each.before) for each in wang.log()) if merged_from(step))
    assert aloud_in(wang, Texts("zh")).step_line(step) == ("合并 back-a.xlsx：1、2、3  状态 1、进展 1、合并的决定 1")
    wang.undo()
    assert [entry.status.key for entry in wang.ledger("plan")] == before
    assert wang.entry_of(TWO).percent == 40
    assert len(wanted(wang.open_merge(back).items)) == 3


def test_what_was_changed_here_meanwhile_is_a_conflict_and_stays(wang: Workspace, tmp_path: Path) -> None:
    back = fill_in(send(wang, tmp_path / "a.xlsx"), put(1, "状态", "已办结"))
    wang.mark([ONE], wang.profile.parse("review"))
    merge = wang.open_merge(back)
    assert wanted(merge.items) == [("附件#1", "status", "done", "conflict")]
    assert merge.items[0].base == "active"
    assert merge.decide(Choice()).left == (1,)
    assert wang.entry_of(ONE).status.key == "review"
    merge = wang.open_merge(back)
    assert merge.decide(Choice(all_theirs=True)).taken == (1,)
    assert wang.entry_of(ONE).status.key == "done"
    wang.undo()
    assert wang.entry_of(ONE).status.key == "review"


def test_a_row_that_moved_since_one_looked_is_left_alone(wang: Workspace, tmp_path: Path) -> None:
    back = fill_in(send(wang, tmp_path / "a.xlsx"), put(1, "状态", "已办结"))
    wang.open_merge(back).remember()
    wang.mark([ONE], wang.profile.parse("review"))
    merged = wang.open_merge(back).decide(Choice(accepted={1}))
    assert (merged.taken, merged.moved) == ((), (1,))
    assert wang.entry_of(ONE).status.key == "review"


def test_of_new_rows_that_are_named_only_these_are_taken(wang: Workspace, tmp_path: Path) -> None:
    def edit(sheet: Any, columns: dict[str, int], head: int) -> None:  # noqa: ANN401
        for number in (1, 2, 3):
            sheet.cell(head + number, columns["状态"]).value = "待审核"

    merged = wang.open_merge(fill_in(send(wang, tmp_path / "a.xlsx"), edit)).decide(Choice(accepted={2}))
    assert (merged.taken, merged.passed) == ((2,), (1, 3))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_ledger_of_another_house_is_known_by_its_words(suffix: str, wang: Workspace, tmp_path: Path) -> None:
    rows = [["编号", "工作任务", "责任单位", "办理情况"], ["1", "清理地方保护", "省发展改革委", "已办结"]]
    rows += [["2", "落实好财税政策", "省财政厅", "推进中"], ["9", "举办运动会", "省体育局", "推进中"]]
    file = tmp_path / f"外单位.{suffix}"
    if suffix == "csv":
        file.write_text("\n".join(",".join(row) for row in rows), encoding="gb18030")
    else:
        from openpyxl import Workbook

        book = Workbook()
        for row in [["某某台账"], *rows]:
            book.worksheets[0].append(row)
        book.save(file)
    merge = wang.open_merge(file)
    assert wanted(merge.items) == [("附件#1", "status", "done", "conflict"), ("附件#2", "status", "active", "new")]
    assert counts(merge.items)["unknown"] == 1
    assert any(notice.code == "row_like" for notice in merge.notices)


def test_hostile_words_come_back_whole(wang: Workspace, tmp_path: Path) -> None:
    long = "=" + "长" * 20_000
    wang.add_note(*THREE, HOSTILE)
    wang.report(THREE, text=long, problem="-1+2", next_step="@SUM(A1)")
    for name in ("a.xlsx", "a.csv"):
        merge = wang.open_merge(send(wang, tmp_path / name))
        assert [item for item in merge.items if item.state is Outcome.NEW] == []


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"no zip", "broken_file"),
        ("a.csv", b"a,b\n1,2\n", "no_ledger"),
        ("a.json", b"{", "not_mergeable"),
        ("a.json", b"[]", "not_mergeable"),
        ("a.duban", b'{"kind": "duban", "format": 99}', "later_format"),
        ("gone.xlsx", None, "no_file"),
    ],
)
def test_what_is_no_ledger_is_refused(
    name: str, data: bytes | None, code: str, wang: Workspace, tmp_path: Path
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(Invalid) as refused:
        wang.open_merge(tmp_path / name)
    assert refused.value.code == code


# JSON


def told(workspace: Workspace) -> list[Any]:
    return [(e.change.stamp, e.change.author, e.change.kind, e.change.value, e.before) for e in workspace.log()]


def test_all_of_a_workspace_goes_elsewhere_and_is_the_same_there(
    wang: Workspace, office: Office, enter: Enter, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    wang.export(file)
    there = enter("李强", tmp_path / "there")
    merge = there.open_merge(file)
    assert [each.document.id for each in merge.new_documents] == ["plan"]
    merge.decide(Choice())
    assert told(there) == told(wang)
    assert [replaced(entry) for entry in there.ledger()] == [replaced(entry) for entry in wang.ledger()]
    assert there.library.source(there.document("plan")).read_bytes() == make_document("plan")[1]
    again = there.open_merge(file)
    assert counts(again.items)["new"] == counts(again.items)["conflict"] == 0
    assert again.decide(Choice()).documents == ()


def replaced(entry: Any) -> Any:  # noqa: ANN401
    notes = [(note.text, note.author) for note in entry.notes]
    return entry.doc, entry.task, entry.status, notes, entry.reports, entry.tags, entry.set_deadline


def test_tasks_as_json_are_taken_in_by_their_ids(wang: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "some.json"
    wang.export(file, "序号:1..2")
    record = json.loads(file.read_text(encoding="utf-8"))
    assert [task["no"] for task in record["tasks"]] == ["1", "2"]
    assert {change["target"].partition("@")[0] for change in record["changes"]} == {"附件#1", "附件#2"}
    record["tasks"][0]["status"] = "done"
    bare = {"tasks": [{"doc": "plan", "id": "附件#3", "status": "review"}, {"doc": "plan", "id": "no such"}]}
    for name, held in (("some.json", record), ("bare.json", bare)):
        (tmp_path / name).write_text(json.dumps(held), encoding="utf-8")
    assert wanted(wang.open_merge(file).items) == [("附件#1", "status", "done", "new")]
    merge = wang.open_merge(tmp_path / "bare.json")
    assert wanted(merge.items) == [("附件#3", "status", "review", "new")]
    assert counts(merge.items)["unknown"] == 1


# Bundles


class Three:
    """Three workspaces that know of each other by what is carried between them."""

    def __init__(self, enter: Enter, folder: Path) -> None:
        self._enter, self._folder = enter, folder
        for who in "甲乙丙":
            self[who].library.save(*make_document("plan"))

    def __getitem__(self, who: str) -> Workspace:
        return self._enter(who, self._folder / f"at-{who}")

    def carry(self, sender: str, to: str, choice: Choice = NEW) -> list[str]:
        """Take what somebody has done to another; returns what became of its rows."""
        file = self._folder / f"{sender}.duban"
        self[sender].bundle(file)
        merge = self[to].open_merge(file)
        states = [str(item.state) for item in merge.items]
        merge.decide(choice)
        return states


def test_bundles_in_any_order_lead_to_the_same_end(enter: Enter, tmp_path: Path) -> None:
    three = Three(enter, tmp_path)
    three["甲"].mark([ONE], three["甲"].profile.parse("active"))
    three["乙"].mark([ONE], three["乙"].profile.parse("done"))
    three["丙"].add_note(*TWO, "丙的话")
    assert three.carry("乙", "甲") == ["conflict"]
    assert three["甲"].entry_of(ONE).status.key == "active"
    assert three.carry("乙", "甲", Choice(refused={1})) == ["conflict"]
    assert three.carry("乙", "甲") == ["same"]
    assert three.carry("乙", "丙") == ["new"]
    assert "conflict" not in three.carry("甲", "丙")
    assert "conflict" not in three.carry("甲", "乙")
    for sender, to in (("丙", "甲"), ("丙", "乙"), ("乙", "丙"), ("丙", "甲")):
        assert "conflict" not in three.carry(sender, to)
    ends = [told(three[who]) for who in "甲乙丙"]
    assert ends[0] == ends[1] == ends[2]
    assert {three[who].entry_of(ONE).status.key for who in "甲乙丙"} == {"active"}
    assert "new" not in three.carry("甲", "乙")


@pytest.mark.parametrize("late", [True, False])
def test_theirs_once_accepted_counts_and_is_taken_back_to_ours(late: bool, enter: Enter, tmp_path: Path) -> None:
    three = Three(enter, tmp_path)
    first, second = ("甲", "乙") if late else ("乙", "甲")
    three[first].mark([ONE], three[first].profile.parse("active" if first == "甲" else "done"))
    three[second].mark([ONE], three[second].profile.parse("active" if second == "甲" else "done"))
    assert three.carry("乙", "甲", Choice(accepted={1})) == ["conflict"]
    ours = three["甲"]
    assert ours.entry_of(ONE).status.key == "done"
    assert [change.kind for change in ours.undo()] == ["decision", "status"]
    assert ours.entry_of(ONE).status.key == "active"


def test_a_bundle_since_a_day_says_what_it_leaves_out(enter: Enter, office: Office, tmp_path: Path) -> None:
    three = Three(enter, tmp_path)
    jia = three["甲"]
    jia.add_note(*ONE, "早先的")
    office.time = office.time.replace(day=25)
    jia.add_note(*ONE, "后来的")
    jia.bundle(tmp_path / "late.duban", "2026-11-24")
    merge = three["乙"].open_merge(tmp_path / "late.duban")
    assert [item.theirs for item in merge.items] == ["后来的"]
    assert [notice.code for notice in merge.notices] == ["missing_changes"]
    three.carry("甲", "乙")
    assert three["乙"].open_merge(tmp_path / "late.duban").notices == []


def test_what_a_wrong_clock_wrote_is_not_taken_in(enter: Enter, office: Office, tmp_path: Path) -> None:
    three = Three(enter, tmp_path)
    today = office.time
    office.time = today.replace(year=2030)
    three["甲"].mark([ONE], three["甲"].profile.parse("done"))
    three["甲"].bundle(tmp_path / "ahead.duban")
    office.time = today
    merge = three["乙"].open_merge(tmp_path / "ahead.duban")
    assert [str(item.state) for item in merge.items] == ["unknown"]
    assert [notice.code for notice in merge.notices] == ["clock_ahead"]
    assert merge.decide(Choice(all_theirs=True)).taken == ()
    assert three["乙"].entry_of(ONE).status.key == "todo"


def test_nothing_to_carry_and_a_wrong_name_are_said(wang: Workspace, enter: Enter, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing_to_bundle"):
        enter("李强").bundle(tmp_path / "a.duban")
    with pytest.raises(Usage, match="bundle_suffix"):
        wang.bundle(tmp_path / "a.xlsx")
    with pytest.raises(Usage, match="unknown_day"):
        wang.bundle(tmp_path / "a.duban", "哪天")


# A backup


def test_a_backup_says_where_it_and_the_workspace_differ(enter: Enter, tmp_path: Path) -> None:
    three = Three(enter, tmp_path)
    jia, yi = three["甲"], three["乙"]
    jia.mark([ONE, TWO], jia.profile.parse("active"))
    jia.backup(tmp_path / "jia.zip")
    yi.mark([ONE], yi.profile.parse("done"))
    yi.mark([TWO], yi.profile.parse("active"))
    restored = yi.restore(tmp_path / "jia.zip")
    (rivalry,) = restored.overruled
    assert (rivalry.here and rivalry.here.value, rivalry.theirs.value) == ("done", "active")
    assert yi.restore(tmp_path / "jia.zip").overruled == ()
    yi.mark([ONE], yi.profile.parse("review"))
    yi.bundle(tmp_path / "yi.duban")
    there = jia.open_merge(tmp_path / "yi.duban")
    assert counts(there.items)["conflict"] == 0, "whoever wrote after it was told has settled it"
