"""Comments of a Word file as notes: with author, words, answers and what is settled; each once, wherever it comes."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from tests.ingest.made_office import cell, docx, p, run, table
from tests.workspace.conftest import Enter
from tui.model.change import Note
from tui.model.merging import Choice
from tui.workspace import Workspace

_PARAGRAPH = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_EXTENDED = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
_MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def comment(number: int, author: str, at: str, text: str) -> str:
    return (
        f'<w:comment w:id="{number}" w:author="{author}" w:date="{at}">'
        f'<w:p w14:paraId="0000000{number}"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
    )


def on(number: int, words: str) -> str:
    """Words that a comment hangs on."""
    start, end = (f'<w:commentRange{side} w:id="{number}"/>' for side in ("Start", "End"))
    return f'{start}{run(words)}{end}<w:r><w:commentReference w:id="{number}"/></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def plan(*more: str, done: int = 3) -> bytes:
    """A plan with five comments: one answered, one settled, one on a task, one whose words go over two paragraphs."""
    rows = ["序号 主要任务 牵头部门", "1 清理地方保护 省财政厅", "2 落实财税政策 省商务厅"]
    grid = [[cell(words) for words in each.split()] for each in rows]
    grid[2][1] = f"<w:tc>{paragraph(on(4, '落实财税政策'))}</w:tc>"
    comments = [
        comment(1, "王芳", "2026-05-01T10:00:00Z", "口径对吗？"),
        comment(2, "李强", "2026-05-01T10:00:00Z", "已核对"),
        comment(3, "", "", "删去"),
        comment(4, "王芳", "2026-05-02T08:30:00Z", "今年能办完吗"),
        *more,
    ]
    extended = "".join(
        f'<w15:commentEx w15:paraId="0000000{n}" w15:done="{int(n == done)}"'
        + (' w15:paraIdParent="00000001"/>' if n == 2 else "/>")
        for n in range(1, 5)
    )
    parts = {
        "word/comments.xml": f"<w:comments {_MAIN} {_PARAGRAPH}>{''.join(comments)}</w:comments>",
        "word/commentsExtended.xml": f"<w15:commentsEx {_EXTENDED}>{extended}</w15:commentsEx>",
    }
    return docx(
        p("某省人民政府关于促进消费的实施意见"),
        paragraph(run("一、"), on(1, "总体要求")),
        paragraph(run("完善制度，"), '<w:commentRangeStart w:id="3"/>', run("培植动力。")),
        paragraph(run("市场主导。"), '<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>'),
        p("附件：任务分工表"),
        table(*grid),
        parts=parts,
    )


def document_of(file: Path) -> str:
    """The text of a Word file as XML."""
    with ZipFile(file) as archive:
        return archive.read("word/document.xml").decode()


def seen(workspace: Workspace) -> list[tuple[object, ...]]:
    """Of each note the place, the quoted words, the author as claimed, the words, whether it answers and is settled."""
    notes: list[Note] = sorted(workspace.notes(), key=lambda note: note.id)
    return [(n.place, n.quote, n.author, n.text, n.claimed, bool(n.reply_to), bool(n.resolved)) for n in notes]


def test_comments_become_notes_once_wherever_the_file_is_read(enter: Enter, tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(plan())
    wang, there = enter("wang"), enter("li", tmp_path / "there")
    assert (wang.import_file(file).notes, wang.import_file(file).notes) == (4, 0)
    assert seen(wang) == [
        ("一/¶1", "培植动力。", "?", "删去", True, False, True),
        ("一", "总体要求", "王芳", "口径对吗？", True, False, False),
        ("一", "总体要求", "李强", "已核对", True, True, False),
        ("附件#2", "落实财税政策", "王芳", "今年能办完吗", True, False, False),
    ]
    assert [note.at for note in wang.notes()[:2]] == ["", "2026-05-01T10:00:00+08:00"]
    first = wang.notes()[1]
    wang.reply(first, "对")
    wang.resolve(first, "已答复")
    wang.resolve(wang.notes()[0], settled=False)
    assert wang.import_file(file).notes == 0
    assert [note.is_open for note in wang.notes()] == [True, False, False, True, False]

    bundle = tmp_path / "wang.json"
    wang.bundle(bundle)
    there.open_merge(bundle).decide(Choice())  # with it come the notes that hers answer
    assert [note[:4] for note in seen(there)] == [note[:4] for note in seen(wang)]
    assert there.import_file(file).notes == 0


def test_a_file_that_came_back_adds_what_was_said_since(enter: Enter, tmp_path: Path) -> None:
    """A comment like another one, and that one is settled."""
    file = tmp_path / "plan.docx"
    file.write_bytes(plan(done=0))
    wang = enter("wang")
    wang.import_file(file)
    file.write_bytes(plan(comment(5, "王芳", "2026-05-02T08:30:00Z", "今年能办完吗"), done=4))
    assert wang.import_file(file).notes == 1
    settled = [note.text for note in wang.notes() if note.resolved]
    assert settled == ["今年能办完吗"]
    assert len({note.id for note in wang.notes()}) == 5


def test_a_document_goes_out_with_its_notes_and_comes_back_with_none_twice(enter: Enter, tmp_path: Path) -> None:
    file, out = tmp_path / "plan.docx", tmp_path / "out.docx"
    file.write_bytes(plan())
    wang, there = enter("wang"), enter("li", tmp_path / "there")
    doc = wang.import_file(file).document.id
    wang.add_note(doc, "附件#1", "本单位办理")
    wang.add_note(doc, "一/¶2", "存疑\n再议", "主导")
    wang.reply(wang.notes()[-1], "同意")
    wang.resolve(wang.notes()[-1], "已改")
    assert wang.export(out, form="document", doc=doc).number == 7
    ends = re.findall(r'<w:commentReference w:id="(\d+)"', document_of(out))
    assert ends == sorted(ends, key=int), "an answer stands behind what it answers"
    back = wang.import_file(out)
    assert (back.outcome, back.notes) == ("same", 0)
    assert there.import_file(out).notes == 7
    assert [note[:4] for note in seen(there)] == [note[:4] for note in seen(wang)]
    assert [note[5:] for note in seen(there)] == [note[5:] for note in seen(wang)]
    assert wang.export(out, "作者:李强", form="document", doc=doc).number == 1


def test_a_document_without_a_printed_title_comes_back_as_itself(enter: Enter, tmp_path: Path) -> None:
    file, out = tmp_path / "plan.txt", tmp_path / "out.docx"
    words = "各市人民政府：\n一、总体要求\n完善制度。\n二、主要任务\n清理壁垒。\n某省人民政府\n2016年6月18日\n"
    file.write_text(words, encoding="utf-8")
    wang = enter("wang")
    document = wang.import_file(file, title="某省人民政府关于促进消费的实施意见").document
    wang.add_note(document.id, "一/¶1", "存疑")
    wang.reply(wang.notes()[-1], "已核")
    wang.resolve(wang.notes()[0])
    wang.export(out, form="document", doc=document.id)
    forgetful = tmp_path / "again.docx"  # as LibreOffice saves it: what answers what is forgotten, each is settled
    with ZipFile(out) as old, ZipFile(forgetful, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, re.sub(rb' w15:paraIdParent="\d+"', b"", data) if "Extended" in name else data)
    before = len(list(wang.log()))
    for each in (out, forgetful):
        back = wang.import_file(each)
        assert (back.outcome, back.notes, back.document.id) == ("same", 0, document.id)
        assert wang.read_beside(wang.read_file(each)).outcome == "same"
    assert len(list(wang.log())) == before
    assert wang.import_file(out, doc_id="another").outcome == "added", "a person wants it so"
