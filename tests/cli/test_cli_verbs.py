"""Each verb: what it prints, what it changes, and its exit code."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tui.model.change import Intent
from tui.store.changes import Store
from tui.store.library import Library

from .conftest import HOSTILE, Duban, keep, make_document

SEED = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"

TASK_KEYS = {"id", "no", "ordinal", "text", "leads", "participants", "due", "inherited", "basis", "origin", "details"}
MARK_KEYS = {"doc", "status", "star", "notes", "changed", "by", "overdue_days", "bodies"}
TIME_KEYS = {"deadline", "days_left", "light", "pace", "percent", "progress", "stages", "tags", "verdicts", "settled"}
SECTION_KEYS = {"id", "parent", "kind", "number", "heading", "text"}
DOCUMENT_KEYS = {"id", "title", "title_made", "issuer", "doc_no", "issued", "source"}
NOTE_KEYS = {
    "anchor", "id", "target", "doc", "quote", "text", "by", "at", "edited", "claimed", "reply_to", "resolved", "rivals",
}  # fmt: skip
CHANGE_KEYS = {"stamp", "at", "by", "doc", "target", "kind", "value", "before", "because", "batch"}


def test_tasks_as_json_carry_every_key_of_the_contract(duban: Duban) -> None:
    answer = duban("tasks", "牵头:财政厅", "--json")
    assert answer.code == 0
    assert set(answer.json) == {"schema", "filter", "total", "shown", "tasks"}
    assert (answer.json["schema"], answer.json["filter"]) == (1, "牵头:财政厅")
    assert (answer.json["total"], answer.json["shown"]) == (3, 1)
    (task,) = answer.json["tasks"]
    assert set(task) == TASK_KEYS | MARK_KEYS | TIME_KEYS
    assert task["due"] == {"text": "2016年6月底前", "by": "2016-06-30"}
    assert task["basis"] == [{"section": "二/（二）", "score": 0.93, "quote": "清理地方保护。"}]
    assert task["origin"] == {"kind": "table", "where": "line 2"}
    assert task["overdue_days"] > 3000
    assert (task["status"], task["star"], task["notes"], task["changed"]) == ("todo", False, 0, None)


def test_json_has_its_keys_sorted_and_chinese_unescaped(duban: Duban) -> None:
    out = duban("tasks", "1", "--json").out
    assert "清理地方保护" in out
    keys = [line.split('"')[1] for line in out.splitlines() if line.startswith('  "')]
    assert keys == sorted(keys)


def test_json_is_verbatim_and_yet_harms_no_terminal(duban: Duban) -> None:
    answer = duban("tasks", "牵头:民政厅", "--json")
    assert answer.json["tasks"][0]["text"] == HOSTILE
    assert not {"\x1b", "\u202e", "\ue004"} & set(answer.out)


def test_nothing_matched_is_code_1_and_the_json_is_printed_all_the_same(duban: Duban) -> None:
    answer = duban("tasks", "没有这样的词", "--json")
    assert (answer.code, answer.json["shown"], answer.json["total"]) == (1, 0, 3)
    assert duban("tasks", "没有这样的词").out == ""


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (("-牵头:财政厅",), ["1", "3"]),
        (("部门:财政厅", "-牵头:财政厅"), ["1"]),
        (("-牵头:财政厅", "部门:财政厅", "--json"), ["1"]),
        (("部门:财政厅", "--json", "-牵头:财政厅"), ["1"]),
        (("--", "-牵头:财政厅"), ["1", "3"]),
        (("牵头:财政厅", "or", "牵头:民政厅"), ["2", "3"]),
        ((), ["1", "2", "3"]),
    ],
)
def test_an_expression_may_begin_with_a_dash_and_be_several_words(
    duban: Duban, words: tuple[str, ...], numbers: list[str]
) -> None:
    answer = duban("tasks", *words) if "--json" in words else duban("tasks", "--json", *words)
    assert [task["no"] for task in answer.json["tasks"]] == numbers


def test_over_a_pipe_a_task_is_one_plain_line_that_names_its_columns(duban: Duban) -> None:
    out = duban("tasks", "--lang", "zh").out
    first, _, hostile = out.splitlines()
    assert first == "1  清理地方保护  牵头：省发展改革委  参加：省财政厅、各市人民政府  状态：未启动  依据：二（一）"
    assert "[/x] [@click=app.quit]y ⟨U+001B⟩[2J ⟨U+202E⟩" in hostile
    assert not {"\t", "\x1b", "\u202e", "\ue004"} & set(out)


def test_csv_guards_formulas_and_markdown_escapes_markup(duban: Duban) -> None:
    duban("note", "1", "=HYPERLINK(1)")
    table = duban("tasks", "--csv", "--lang", "en").out
    names = "document,no.,task,lead,participants,due,status,basis,star,notes,in time,progress,tags"
    assert table.splitlines()[0] == f"{names},Latest note,Note of,Note by"
    assert not table.startswith("\ufeff")
    markdown = duban("tasks", "--md").out
    assert "\\[@click=app.quit\\]y" in markdown
    assert "\\| \\<b\\>" in markdown
    assert {line.replace("\\|", "").count("|") for line in markdown.splitlines()} == {13}


def test_several_documents_stand_in_the_table_by_name(duban: Duban, home: Path) -> None:
    keep(home, "other")
    out = duban("tasks", "牵头:财政厅").out
    assert [line.split("  ")[:2] for line in out.splitlines()] == [["other", "2"], ["plan", "2"]]
    assert duban("tasks", "牵头:财政厅", "--doc", "plan").out.startswith("2  落实财税政策")
    assert duban("mark", "2", "done").code == 2
    assert duban("mark", "plan/2", "done").code == 0
    assert duban("mark", "2", "done", "--doc", "other").code == 0


def test_marks_stars_and_the_history(duban: Duban) -> None:
    assert duban("mark", "1", "#2", "已办结", "--because", "年度检查").code == 0
    assert duban("star", "3").code == 0
    changes = duban("log", "--json").json["changes"]
    assert [set(change) for change in changes] == [CHANGE_KEYS] * 3
    assert [(c["target"], c["kind"], c["value"]) for c in changes] == [
        ("附件#1", "status", "done"),
        ("附件#2", "status", "done"),
        ("附件#3", "star", True),
    ]
    assert [c["because"] for c in changes] == ["年度检查", "年度检查", ""]
    assert changes[0]["batch"] == changes[1]["batch"] != ""
    assert [c["target"] for c in duban("log", "2", "--json").json["changes"]] == ["附件#2"]
    assert "to do → done" in duban("log", "2").out
    assert duban("docs", "--json").json["documents"][0]["done"] == 2


def test_the_history_tells_a_batch_on_one_line_and_each_of_it_when_asked(duban: Duban) -> None:
    duban("mark", "1", "2", "3", "done", "--because", "年检")
    duban("mark", "1", "active")
    duban("mark", "1", "2", "done")
    lines = duban("log", "--lang", "zh").out.splitlines()
    assert [line.partition("对象：")[2] for line in lines] == [
        "1、2、3  事项：状态  改动：未启动 → 已办结  理由：年检",
        "1  事项：状态  改动：已办结 → 推进中",
        "1  事项：状态  改动：推进中 → 已办结",
    ]
    duban("mark", "1", "2", "3", "todo")
    duban("mark", "1", "active")
    duban("mark", "1", "2", "3", "done")
    assert duban("log", "--lang", "zh").out.splitlines()[-1].endswith("对象：1、2、3  事项：状态  改动：→ 已办结")
    each = duban("log", "--each", "--lang", "zh").out.splitlines()
    assert len(each) == len(duban("log", "--json").json["changes"]) == 12
    assert each[-1].endswith("对象：3  事项：状态  改动：未启动 → 已办结")
    (day,) = {change["at"][:10] for change in duban("log", "--json").json["changes"]}
    assert len(duban("log", "--each", "--day", day).out.splitlines()) == 12
    assert duban("log", "--day", "1999-01-01").code == 1
    assert len(duban("log", "--since", "1999-01-01", "--json").json["changes"]) == 12
    last = duban("log", "--json").json["changes"][-1]["at"]
    assert duban("log", "--since", "2999-01-01").code == 1
    assert duban("log", "--since", last, "--json").json["changes"][-1]["at"] == last
    wrong = duban("log", "--since", "yesterdayish")
    assert (wrong.code, "yesterdayish" in wrong.err) == (2, True)
    assert duban("log", "--by", "nobody").code == 1


def test_a_mark_that_changes_nothing_writes_nothing(duban: Duban) -> None:
    duban("mark", "1", "done")
    before = len(duban("log", "--json").json["changes"])
    again = duban("mark", "1", "已办结")
    assert (again.code, again.said) == (0, "It was already so; nothing was changed.")
    assert len(duban("log", "--json").json["changes"]) == before
    assert duban("star", "1", "--off").said == again.said


def test_undo_and_redo_go_by_steps_across_runs(duban: Duban) -> None:
    duban("mark", "1", "2", "done")
    assert duban("undo").code == 0
    assert {task["status"] for task in duban("tasks", "--json").json["tasks"]} == {"todo"}
    assert duban("redo").code == 0
    assert [task["status"] for task in duban("tasks", "--json").json["tasks"]] == ["done", "done", "todo"]
    assert duban("redo").code == 1
    assert duban("undo").code == 0
    assert duban("undo").code == 1


def test_notes_are_added_listed_edited_and_deleted(duban: Duban) -> None:
    assert duban("note", "1", "需要补充材料").code == 0
    assert duban("note", "二（一）", "-", stdin="第一行\n第二行\n".encode()).code == 0
    listed = duban("notes", "--json")
    assert listed.code == 0
    first, second = listed.json["notes"]
    assert set(first) == NOTE_KEYS
    assert (first["target"], first["text"], first["edited"]) == ("附件#1", "需要补充材料", None)
    assert (second["target"], second["text"]) == ("二/（一）", "第一行\n第二行")
    assert duban("note", "--edit", first["id"], "材料已补").code == 0
    assert duban("note", "1", "--delete", first["id"]).code == 0
    assert [note["id"] for note in duban("notes", "--json").json["notes"]] == [second["id"]]
    assert duban("undo").code == 0
    assert [note["text"] for note in duban("notes", "--json").json["notes"]] == ["材料已补", "第一行\n第二行"]


def test_what_rivals_a_note_and_what_an_edit_brought_back_stands_beside_it(duban: Duban, home: Path) -> None:
    """Another edits two notes without having seen that one was edited here and one deleted."""
    duban("note", "1", "原文")
    duban("note", "2", "删掉的")
    first, second = duban("notes", "--json").json["notes"]
    root = home / "data" / "duban"
    other = Store.open(root, writer="w9", author="乙", now=lambda: datetime.now(UTC))
    notes = {note.text: note for at in ("附件#1", "附件#2") for note in other.state.notes("plan", at)}
    duban("note", "--edit", first["id"], "甲的")
    duban("note", "--delete", second["id"])
    for text, edit in (("原文", "乙的"), ("删掉的", "又改了")):
        other.append([Intent("plan", notes[text].path, "edit", edit, notes[text].version)])
    one, two = duban("notes").out.splitlines()
    assert all(words in one for words in ("甲的", "乙的", "other version"))
    assert "又改了" in two
    assert "restored by a later edit" in two
    assert duban("notes", "--json").json["notes"][0]["rivals"]


def test_the_short_name_that_notes_prints_names_the_note(duban: Duban) -> None:
    duban("note", "1", "短名")
    name = duban("notes").out.split("  ")[0]
    assert duban("note", "--edit", name, "改过").code == 0
    assert duban("notes", "--json").json["notes"][0]["text"] == "改过"


def test_notes_are_filtered_by_their_own_text_and_what_they_hang_on(duban: Duban) -> None:
    duban("note", "1", "甲方意见")
    duban("note", "2", "乙方意见")
    duban("note", "二（二）", "丙方意见")

    def texts(*words: str) -> list[str]:
        return [note["text"] for note in duban("notes", *words, "--json").json["notes"]]

    assert texts("甲方") == ["甲方意见"]
    assert texts("牵头:财政厅") == ["乙方意见"]
    assert texts("章节:二") == ["甲方意见", "乙方意见", "丙方意见"]
    assert duban("notes", "丁方", "--json").code == 1


def test_a_hostile_note_is_kept_verbatim_and_shown_as_text(duban: Duban) -> None:
    text = f"{HOSTILE}{'长' * 10_000}"
    added = duban("note", "1", text)
    assert added.code == 0
    assert len(added.said) < 150
    assert not {"\x1b", "\u202e"} & set(added.said)
    assert duban("notes", "--json").json["notes"][0]["text"] == text
    shown = duban("notes").out
    assert "[/x] [@click=app.quit]y ⟨U+001B⟩[2J ⟨U+202E⟩" in shown
    assert not {"\x1b", "\u202e"} & set(shown)


def test_show_prints_the_outline_with_its_progress(duban: Duban) -> None:
    duban("mark", "2", "done")
    out = duban("show").out.splitlines()
    assert out == [
        "实施意见",
        "一、总体要求",
        "二、主要任务  1/3",
        "  （一）开放市场  0/1",
        "  （二）财税支持  1/2",
        "附件　分工表",
    ]
    sections = duban("show", "--json").json["sections"]
    assert [set(section) for section in sections] == [SECTION_KEYS] * 5


@pytest.mark.parametrize("name", ["二（一）", "（一）", "第1条", "二/（一）", "plan/二（一）"])
def test_show_prints_a_section_as_issued_with_its_tasks(duban: Duban, name: str) -> None:
    answer = duban("show", name)
    assert answer.out == "　　（一）开放市场。清理地方保护。\n\nTasks: 1\n"
    (section,) = duban("show", name, "--json").json["sections"]
    assert section == {
        "id": "二/（一）",
        "parent": "二",
        "kind": "article",
        "number": "（一）",
        "heading": "开放市场",
        "text": "开放市场。清理地方保护。",
    }


def test_docs_count_what_is_in_them(duban: Duban) -> None:
    (document,) = duban("docs", "--json").json["documents"]
    assert set(document) == DOCUMENT_KEYS | {"sections", "articles", "tasks", "done"}
    assert [document[key] for key in ("sections", "articles", "tasks", "done")] == [2, 2, 3, 0]
    assert set(document["source"]) == {"name", "sha256", "format", "encoding"}
    assert "实施意见" in duban("docs").out


def test_import_reads_without_keeping_and_then_keeps(duban: Duban) -> None:
    dry = duban("import", str(SEED), "--dry-run", "--json", "--id", "seed", "--title", "一份意见")
    assert dry.code == 0
    assert set(dry.json) == {"schema", "document", "sections", "tasks", "warnings", "characters"}
    assert set(dry.json["document"]) == DOCUMENT_KEYS
    assert (dry.json["document"]["id"], dry.json["document"]["title"]) == ("seed", "一份意见")
    assert {frozenset(section) for section in dry.json["sections"]} == {frozenset(SECTION_KEYS)}
    assert {frozenset(task) for task in dry.json["tasks"]} == {frozenset(TASK_KEYS | {"agencies"})}
    assert dry.json["tasks"][4]["agencies"]["省金融办"] == "山西省人民政府金融工作办公室"
    assert {frozenset(warning) for warning in dry.json["warnings"]} == {
        frozenset({"code", "message", "where", "count"})
    }
    counted = dry.json["characters"]
    assert counted["source"] == counted["kept"] + counted["reported"]
    assert counted["reported"] == sum(warning["count"] for warning in dry.json["warnings"])
    assert len(dry.json["tasks"]) == 62
    assert [d["id"] for d in duban("docs", "--json").json["documents"]] == ["plan"]
    assert duban("import", str(SEED), "--id", "seed").code == 0
    assert [d["id"] for d in duban("docs", "--json").json["documents"]] == ["plan", "seed"]
    again = duban("import", str(SEED), "--id", "seed", "--json")
    assert (again.code, again.json["document"]["id"]) == (0, "seed")


def test_of_several_files_each_stands_alone_and_the_highest_code_wins(duban: Duban, home: Path) -> None:
    wrong = home / "wrong.txt"
    wrong.write_bytes(b"\x00\xff\xfe\x81" * 40)
    answer = duban("import", str(wrong), str(home / "missing.txt"), str(SEED))
    assert answer.code == 3
    assert len(duban("docs", "--json").json["documents"]) == 2


def test_the_person_may_speak_either_language_before_or_behind_the_verb(duban: Duban) -> None:
    assert duban("--lang", "zh", "undo").said == duban("undo", "--lang=zh").said
    assert duban("undo", "--lang", "zh").said != duban("undo").said


def test_the_workspace_may_be_named_before_or_behind_the_verb(duban: Duban, home: Path) -> None:
    other = home / "elsewhere"
    assert duban("--workspace", str(other), "docs", "--json").json["documents"] == []
    assert duban("docs", "--workspace", str(other), "--json").json["documents"] == []
    assert not other.exists()


def test_explain_says_why_a_task_is_shown_or_not(duban: Duban) -> None:
    shown = duban("tasks", "牵头:财政厅", "--explain", "2")
    assert shown.code == 0
    assert "省财政厅" in shown.out
    assert duban("tasks", "牵头:财政厅", "--explain", "1").code == 1
    assert duban("tasks", "--explain", "999").code == 1


def test_doctor_finds_nothing_in_a_sound_workspace_and_names_what_is_wrong(duban: Duban, home: Path) -> None:
    duban("mark", "1", "2", "done")
    sound = duban("doctor")
    assert (sound.code, sound.out) == (0, "")
    root = home / "data" / "duban"
    (source,) = (root / "sources").iterdir()
    source.write_bytes(b"another text")
    (journal,) = (root / "journal").glob("*.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b"done", b"dome", 1))
    ill = duban("doctor")
    assert ill.code == 1
    assert [str(source) in line or journal.name in line for line in ill.out.splitlines()] == [True, True]


def test_the_history_is_read_aloud(duban: Duban, home: Path) -> None:
    duban("note", "1", "补充材料")
    duban("note", "--edit", duban("notes", "--json").json["notes"][0]["id"], "材料已补")
    duban("undo")
    duban("undo")
    duban("star", "1")
    told = [line.partition("root  ")[2] or line for line in duban("log", "--lang", "zh").out.splitlines()]
    assert [line[line.index("对象") :] for line in told] == [
        "对象：1  事项：批注  改动：补充材料",
        "对象：1  事项：修改批注  改动：补充材料 → 材料已补",
        "对象：1  事项：撤销：修改批注  改动：材料已补 → 补充材料",
        "对象：1  事项：撤销：批注  改动：补充材料",
        "对象：1  事项：星标  改动：否 → 是",
    ]
    assert duban("mark", "1", "done", "--lang", "zh").said == "1  状态：已办结"
    keep(home, "other")
    assert duban("mark", "plan/1", "todo", "--lang", "zh").said == "plan/1  状态：未启动"


def test_a_number_printed_twice_is_ambiguous_and_the_candidates_are_listed(duban: Duban, home: Path) -> None:
    document, source = make_document("twice")
    tasks = tuple(task._replace(no="7") for task in document.tasks)
    Library(home / "data" / "duban").save(replace(document, tasks=tasks), source)
    answer = duban("mark", "7", "done", "--doc", "twice")
    assert answer.code == 2
    assert all(f"#{n}" in answer.said for n in (1, 2, 3))
    assert duban("mark", "#2", "done", "--doc", "twice", "--lang", "zh").said == "twice/附件#2  状态：已办结"


def test_a_document_of_the_same_id_is_replaced_only_when_asked(duban: Duban) -> None:
    words = ("import", str(SEED), "--id", "plan")
    refused = duban(*words)
    assert (refused.code, "--replace" in refused.said) == (2, True)
    assert duban("docs", "--json").json["documents"][0]["tasks"] == 3
    assert duban(*words, "--replace").code == 0
    assert duban("docs", "--json").json["documents"][0]["tasks"] == 62


def test_ones_own_stars_and_marks_survive_a_replaced_document(duban: Duban) -> None:
    duban("mark", "1", "done")
    assert duban("import", str(SEED), "--id", "plan", "--replace").code in {0, 5}
    kinds = {change["kind"] for change in duban("log", "--json").json["changes"]}
    assert kinds == {"status", "carry", "document"}
    duban("undo")
    assert [task["no"] for task in duban("tasks", "状态:已办结", "--json").json["tasks"]] == ["1"]


def test_csv_tells_the_latest_note_with_its_day_and_author(duban: Duban) -> None:
    duban("note", "1", "先前的")
    duban("note", "1", "后来的，=1+1")
    header, first, second, *_ = csv.reader(io.StringIO(duban("tasks", "--csv").out))
    (note,) = (each for each in duban("notes", "--json").json["notes"] if each["text"].startswith("后来"))
    assert header[-3:] == ["Latest note", "Note of", "Note by"]
    assert first[-3:] == [note["text"], note["at"][:10], note["by"]]
    assert second[-3:] == ["", "", ""]
