"""Documents in TinyDB files: kept as read, the same bytes each time, bundled ones beside one's own."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB, where

from tui.model.document import Characters, Document, Doubt, Kind, Section, Source
from tui.model.errors import Invalid, NotFound, Unavailable, Usage
from tui.model.task import Basis, Detail, Due, Origin, Task
from tui.store.files import BundledStorage, render, tables_of
from tui.store.library import Library
from tui.store.tiny import from_tables, to_tables

SOURCE = "四、加快推进重点领域制度创新\ue004\n".encode()
SECTIONS = (
    Section("四", None, Kind.SECTION, "四", "加快推进", "加快推进\ue004", label="　　四、"),
    Section("四/（三）", "四", Kind.ARTICLE, "（三）", "加强保障", "加强保障。正文\u202e[/x]", label="　　（三）"),
    Section("¶1", None, Kind.PARAGRAPH, None, None, "第一行\n第二行\ud800"),
)
TASKS = (
    Task(
        "附件#14",
        "14",
        1,
        "系统清理",
        ("省发展改革委",),
        ("省科技厅及其他相关厅局", "各市人民政府"),
        Due("2016年6月底前", "2016-06-30"),
        ("leads",),
        (Basis("四/（三）", 0.93, "加强保障。"), Basis("四", 0.1, "")),
        Origin("table", "line 141"),
        (Detail("目标值", "覆盖85%"), Detail("备注", "重点\n督办"), Detail("备注", "")),
    ),
    Task("附件#15", None, 2, "", (), (), None, (), (), Origin("note", "line 7")),
)
DOCUMENT = Document(
    id="山西省人民政府-2016-06-18",
    title="关于…的意见",
    title_made=True,
    issuer="山西省人民政府",
    doc_no=None,
    issued="2016-06-18",
    source=Source("意见.txt", hashlib.sha256(SOURCE).hexdigest(), "text", "utf-8"),
    sections=SECTIONS,
    tasks=TASKS,
    doubts=(Doubt("private_use", "line 3", {"count": 42}, 7), Doubt("title_made", "")),
    characters=Characters(50, 43, 7),
)


WRONG: tuple[object, ...] = (None, 5, "x", [], {}, [5])


@pytest.fixture
def library(root: Path) -> Library:
    return Library(root)


def test_a_document_comes_back_as_it_was_read(library: Library, root: Path) -> None:
    path = library.save(DOCUMENT, SOURCE)
    assert library.load(DOCUMENT.id) == DOCUMENT
    assert library.ids() == [DOCUMENT.id]
    assert library.source(DOCUMENT).read_bytes() == SOURCE
    assert sorted(each.relative_to(root) for each in root.rglob("*") if each.is_file()) == [
        path.relative_to(root),
        Path("sources", DOCUMENT.source.sha256),
    ]
    assert all(stat.S_IMODE(each.stat().st_mode) & 0o077 == 0 for each in [root, *root.rglob("*")])


def test_saved_twice_the_bytes_are_the_same(library: Library, tmp_path: Path) -> None:
    first = library.save(DOCUMENT, SOURCE).read_bytes()
    assert library.save(library.load(DOCUMENT.id), SOURCE).read_bytes() == first
    assert Library(tmp_path / "other").save(DOCUMENT, SOURCE).read_bytes() == first


def test_a_document_is_a_plain_tinydb_file_with_a_row_a_line(library: Library) -> None:
    path = library.save(DOCUMENT, SOURCE)
    with TinyDB(path) as database:
        assert database.tables() == {"document", "sections", "tasks", "doubts"}
        (row,) = database.table("tasks").search(where("leads").any(["省发展改革委"]))
        assert row["no"] == "14"
    (line,) = [line for line in path.read_text(encoding="utf-8").splitlines() if "系统清理" in line]
    assert "省科技厅及其他相关厅局" in line


def test_a_document_that_was_kept_before_there_were_details_can_be_read() -> None:
    tables = tables_of(render(to_tables(DOCUMENT)).encode())
    (about,) = tables["document"].values()
    about["v"] = 1
    del about["characters"]
    for task in tables["tasks"].values():
        del task["details"]
    for doubt in tables["doubts"].values():
        del doubt["count"]
    before = from_tables(tables)
    assert [task.details for task in before.tasks] == [(), ()]
    assert [doubt.count for doubt in before.doubts] == [0, 0]
    assert before.characters is None
    assert before.tasks == tuple(task._replace(details=()) for task in DOCUMENT.tasks)


def test_a_document_without_tasks_comes_back(library: Library) -> None:
    bare = replace(DOCUMENT, sections=(), tasks=(), doubts=())
    library.save(bare, SOURCE)
    assert library.load(bare.id) == bare


def test_rows_keep_their_order_beyond_ten(library: Library) -> None:
    many = replace(DOCUMENT, tasks=tuple(TASKS[1]._replace(id=f"附件#{n}", ordinal=n) for n in range(1, 121)))
    library.save(many, SOURCE)
    assert library.load(many.id).tasks == many.tasks


@given(st.text(max_size=40), st.text(max_size=40), st.none() | st.text(max_size=5))
def test_any_text_is_kept_as_issued(text: str, label: str, number: str | None) -> None:
    section = Section("一", None, Kind.ITEM, number, None, text, label)
    document = replace(DOCUMENT, sections=(section,))
    assert from_tables(tables_of(render(to_tables(document)).encode())) == document


def test_a_summary_tells_what_a_list_needs(library: Library) -> None:
    library.save(DOCUMENT, SOURCE)
    (summary,) = library.summaries()
    assert (summary.id, summary.title, summary.issued, summary.tasks) == (DOCUMENT.id, DOCUMENT.title, "2016-06-18", 2)
    assert summary.kinds == {"section": 1, "article": 1, "paragraph": 1}
    assert not summary.bundled


# Bundled documents


def test_a_bundled_document_is_read_from_a_folder_or_a_zip(tmp_path: Path, root: Path) -> None:
    text = render(to_tables(DOCUMENT))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / f"{DOCUMENT.id}.json").write_text(text, encoding="utf-8")
    (tmp_path / "data" / "source.txt").write_bytes(SOURCE)
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as package:
        package.writestr(f"data/{DOCUMENT.id}.json", text)
    with zipfile.ZipFile(tmp_path / "package.zip") as package:
        for bundled in (tmp_path / "data", zipfile.Path(package, "data/")):
            library = Library(root, bundled)
            assert library.ids() == [DOCUMENT.id]
            assert library.load(DOCUMENT.id) == DOCUMENT
            assert [summary.bundled for summary in library.summaries()] == [True]
            with pytest.raises(Usage, match="bundled_document"):
                library.remove(DOCUMENT.id)
            with pytest.raises(Unavailable, match="unwritable"):
                BundledStorage(bundled / f"{DOCUMENT.id}.json").write({})
    assert not root.exists()


def test_ones_own_hides_the_bundled_one_until_it_is_removed(tmp_path: Path, root: Path) -> None:
    (tmp_path / f"{DOCUMENT.id}.json").write_text(render(to_tables(DOCUMENT)), encoding="utf-8")
    library = Library(root, tmp_path)
    mine = replace(DOCUMENT, title="另一个题目")
    library.save(mine, SOURCE)
    assert library.ids() == [DOCUMENT.id]
    assert library.load(DOCUMENT.id) == mine
    library.remove(DOCUMENT.id)
    assert library.load(DOCUMENT.id) == DOCUMENT
    assert library.source(mine).is_file()


# What cannot be


@pytest.mark.parametrize("doc", ["x", "", "../x", "a/b", ".", "..", "\x00", "x" * 300, "\ud800"])
def test_no_such_document(library: Library, doc: str) -> None:
    library.save(DOCUMENT, SOURCE)
    for deed in (library.load, library.remove):
        with pytest.raises(NotFound, match="no_document"):
            deed(doc)
    assert not library.has(doc)


@pytest.mark.parametrize("doc", ["", "..", "a/b", "a\\b", "a b", ".hidden", "-x", "a:b", "a\nb", "督" * 100, "\ud800"])
def test_an_id_that_can_be_no_file_name_is_refused(library: Library, root: Path, doc: str) -> None:
    with pytest.raises(Usage, match="bad_document_id"):
        library.save(replace(DOCUMENT, id=doc), SOURCE)
    assert not root.exists()


def test_another_source_than_the_one_read_is_refused(library: Library, root: Path) -> None:
    with pytest.raises(ValueError, match="source"):
        library.save(DOCUMENT, b"something else")
    assert not root.exists()


@pytest.mark.parametrize(
    "hurt",
    [
        b"",
        b"{",
        b"[]",
        b'{"document": 5}',
        b"\xff",
        b"[" * 100_000,
        b'{"document": {}}',
        b'{"document": {"1": {"v": 99}}}',
        b'{"document": {"1": null}, "sections": {}, "tasks": {}, "doubts": {}}',
    ],
)
def test_a_damaged_document_is_told(library: Library, hurt: bytes) -> None:
    path = library.save(DOCUMENT, SOURCE)
    path.write_bytes(hurt)
    with pytest.raises(Invalid, match="damaged_document") as told:
        library.load(DOCUMENT.id)
    assert told.value.values["path"] == str(path)
    with pytest.raises(Invalid, match="damaged_document"):
        list(library.summaries())


def test_any_part_of_a_document_file_may_be_wrong(library: Library) -> None:
    """Whatever one value is replaced by, the document is read or the damage is told, and nothing else happens."""
    path = library.save(DOCUMENT, SOURCE)
    sound = tables_of(path.read_bytes())
    for table, rows in sound.items():
        for number, row in rows.items():
            for name in row:
                for wrong in WRONG:
                    hurt = {**sound, table: {**rows, number: {**row, name: wrong}}}
                    path.write_text(render(hurt), encoding="utf-8")
                    try:
                        library.load(DOCUMENT.id)
                    except Invalid:
                        continue


def test_leftovers_of_a_killed_import_are_no_documents(library: Library, root: Path) -> None:
    library.save(DOCUMENT, SOURCE)
    (root / "library" / ".x.json.1234.tmp").write_text("{")
    (root / "library" / ".x.json").write_text("{")
    (root / "library" / "sub.json").mkdir()
    assert library.ids() == [DOCUMENT.id]
