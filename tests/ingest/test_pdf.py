"""PDF files: lines become paragraphs, ruled tables keep their merged cells, running heads and page numbers go."""

from __future__ import annotations

import unicodedata
import zlib
from pathlib import Path

import pytest

from tui.ingest import read, read_bytes
from tui.ingest.readers.pdf_tables import pushed_down
from tui.ingest.readers.radicals import RADICALS, mended
from tui.model.document import Document
from tui.model.errors import Invalid

from .dumb_counter import dumb_count
from .made_pdf import TOP, make_pdf, set_pages, set_table, text_at

pytest.importorskip("pdfplumber")
pdf_bounds = pytest.importorskip("tui.ingest.readers.pdf_bounds")

SEED = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"
WIDTHS = [40.0, 150.0, 120.0, 120.0]


@pytest.fixture(scope="module")
def seed() -> Document:
    return read(SEED)


@pytest.fixture(scope="module")
def printed() -> Document:
    """The bundled document set on pages, its tasks in a ruled table with long cells cut to fit."""
    lines = SEED.read_text(encoding="utf-8").replace("\ue004", "").split("\n")
    pages = set_pages([line for line in lines if line.strip() and "\t" not in line], head="某省人民政府公报")
    rows = [[cell.strip("\u3000")[:12] for cell in line.split("\t")] for line in lines if "\t" in line]
    for start in range(0, len(rows), 20):
        part = rows[start : start + 20]
        tall = {(at - 1, column): 2 for at, row in enumerate(part) if row[0] == "14" for column in (2, 3)}
        pages.append([*set_table(part, WIDTHS, tall, TOP), text_at(270, 40, f"— {len(pages) + 1} —", 12.0)])
    return read_bytes(make_pdf(pages), "printed.pdf")


def test_paragraphs_are_put_together_again(seed: Document, printed: Document) -> None:
    assert printed.id == seed.id
    assert [section.id for section in printed.sections] == [section.id for section in seed.sections]
    assert [s.heading for s in printed.sections] == [s.heading for s in seed.sections]
    assert [s.text for s in printed.sections] == [s.text.replace("\ue004", "") for s in seed.sections]


def test_a_table_goes_on_over_pages(seed: Document, printed: Document) -> None:
    assert [task.id for task in printed.tasks] == [task.id for task in seed.tasks]
    assert [task.text for task in printed.tasks] == [task.text[:12] for task in seed.tasks]
    assert {task.no: task.inherited for task in printed.tasks if task.inherited} == {"14": ("leads", "participants")}


def test_running_heads_and_page_numbers_go(printed: Document) -> None:
    assert not any("公报" in section.text or "— " in section.text for section in printed.sections)
    assert "pages_dropped" in {doubt.code for doubt in printed.doubts}


def test_radicals_are_repaired_and_told() -> None:
    lines = [text_at(80, 700, "⼀、总体要求"), text_at(80, 660, "加强⾏业管理，省⺠政厅和省⻝品药品监管局负责⻛险")]
    document = read_bytes(make_pdf([lines]), "a.pdf")
    assert document.sections[-2].number == "一"
    assert document.sections[-1].text == "加强行业管理，省民政厅和省食品药品监管局负责风险"
    (doubt,) = [doubt for doubt in document.doubts if doubt.code == "radicals"]
    assert (doubt.where, doubt.values) == ("page 1", {"count": 3})


def test_every_radical_that_unicode_has_is_one_character() -> None:
    radicals = [chr(code) for code in range(0x2E81, 0x2FD6) if unicodedata.name(chr(code), "")]
    assert not [each for each in radicals if RADICALS.search(mended(each)) or len(mended(each)) != 1]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.4\n", "broken_file"),
        (b"%PDF-1.4\n%\xff\xff broken" * 20, "broken_file"),
        (make_pdf([["1 0 0 rg 10 10 400 400 re f"]]), "no_text"),
        (make_pdf([[text_at(80, 700, "一二三四五六七八九十甲乙丙")]], "Identity-H", "Identity"), "wrong_letters"),
    ],
    ids=["cut", "broken", "scan", "letters"],
)
def test_scans_wrong_letters_and_broken_files_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_bytes(data, "a.pdf")
    assert refused.value.code == code


def broken_table(last: list[str], first: list[str]) -> Document:
    """A task table that goes on over a page end; the last row before it and the first one behind it are given."""
    head = ["序号", "工作任务", "牵头单位", "配合单位"]
    pages = [
        [
            text_at(80, 800, "某县任务分工表"),
            *set_table([head, ["1", "修路", "县交通局", "各乡镇"], last], WIDTHS, {}, TOP),
        ],
        set_table([head, first, ["3", "架桥", "县住建局", "各乡镇"]], WIDTHS, {}, TOP),
    ]
    return read_bytes(make_pdf(pages), "a.pdf")


def test_a_row_that_a_page_end_broke_is_whole_again() -> None:
    document = broken_table(["2", "加快建设现代产业园区的基础设", "县发展和改革局、县财政", ""], ["", "施", "局", ""])
    assert [(task.no, task.text, task.leads) for task in document.tasks] == [
        ("1", "修路", ("县交通局",)),
        ("2", "加快建设现代产业园区的基础设施", ("县发展和改革局", "县财政局")),
        ("3", "架桥", ("县住建局",)),
    ]
    assert "rows_joined" in {doubt.code for doubt in document.doubts}


def test_a_row_without_a_number_stays_a_row_where_nothing_was_broken() -> None:
    document = broken_table(["2", "建设园区", "县发改局", "各乡镇"], ["", "培育企业", "县工信局", "各乡镇"])
    assert [task.text for task in document.tasks] == ["修路", "建设园区", "培育企业", "架桥"]


@pytest.mark.parametrize(
    ("after", "characters"),
    [
        ("建设园区", 0.0),
        ("设、园区", 1.0),
        ("“双随机”", 1.0),
        ("机”、监管", 2.0),
        ("12345热线", 1.75),
        ("5G。建设", 1.1),
        ("", 0.0),
    ],
)
def test_what_no_line_end_parts_goes_down_together(after: str, characters: float) -> None:
    assert pushed_down(after) == pytest.approx(characters)


def test_a_wide_gap_is_a_space_and_a_narrow_one_is_none() -> None:
    line = [text_at(80, 700, "第一章"), text_at(80 + 16 * 4, 700, "总则"), text_at(80 + 16 * 8, 700, "第一条")]
    words = [text_at(80 + 16 * 12, 700, "为规范2021"), text_at(80 + 16 * 19.25, 700, "年数据处理活动，制定本办法。")]
    document = read_bytes(make_pdf([[text_at(80, 740, "某市数据管理办法"), *line, *words]]), "a.pdf")
    assert [section.id for section in document.sections][-2:] == ["第一章", "第一章/第一条"]
    assert document.sections[-1].text == "为规范2021年数据处理活动，制定本办法。"


PICTURE = "q 400 0 0 400 50 200 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
WORDS = ["某省人民政府关于推进工作的实施意见", "一、总体要求", "坚持稳中求进。"]


def printed_page(*more: str, lines: list[str] = WORDS) -> list[str]:
    return [*(text_at(80, 760 - 30 * at, line) for at, line in enumerate(lines)), *more]


def told(document: Document, code: str) -> list[tuple[str, int, dict[str, str | int]]]:
    return [(doubt.where, doubt.count, dict(doubt.values)) for doubt in document.doubts if doubt.code == code]


def whole(data: bytes) -> Document:
    """A document of which every glyph is accounted for."""
    document = read_bytes(data, "a.pdf")
    assert document.characters is not None
    assert document.characters.source == dumb_count(data, "a.pdf")
    assert not told(document, "unaccounted")
    return document


def test_pages_that_are_pictures_are_told_by_number() -> None:
    document = whole(make_pdf([printed_page(), [PICTURE], [PICTURE], printed_page(), [], [PICTURE]]))
    assert told(document, "page_is_picture") == [("page 2", 0, {"count": 3, "pages": "2–3、6"})]
    assert not told(document, "image_ignored")


def test_a_picture_among_the_text_is_told() -> None:
    assert [where for where, _, _ in told(whole(make_pdf([printed_page(PICTURE)])), "image_ignored")] == ["page 1"]


def test_a_watermark_is_no_text() -> None:
    slanting = f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET"
    document = whole(make_pdf([printed_page(slanting)]))
    assert [section.text for section in document.sections[1:]] == ["总体要求", "坚持稳中求进。"]
    assert told(document, "watermark") == [("page 1", 4, {"count": 1, "words": "内部资料"})]


def test_what_is_printed_twice_to_look_bold_is_read_once() -> None:
    document = whole(make_pdf([printed_page(text_at(80.3, 760, WORDS[0]))]))
    assert document.title == WORDS[0]
    assert told(document, "printed_twice") == [("page 1", 17, {"count": 17})]


def test_words_beside_a_table_are_not_lost() -> None:
    rows = [["序号", "工作任务", "牵头单位"], ["1", "修路", "县交通局"]]
    table = set_table(rows, [40.0, 100.0, 100.0], {}, 600.0)
    document = whole(make_pdf([printed_page(*table, text_at(400, 600 - 16 * 1.3, "单位：万元", 10.0))]))
    assert [task.text for task in document.tasks] == ["修路"]
    assert any("单位：万元" in section.text for section in document.sections)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_to_be_read_is_read(turn: int) -> None:
    upright = {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}[turn]
    lines = [text_at(60, 500 - 30 * at, line) for at, line in enumerate(WORDS)]
    page = make_pdf([[f"q {upright} cm", *lines, "Q"]])
    data = page.replace(b"/Type /Page /", f"/Type /Page /Rotate {turn} /".encode())
    assert [section.text for section in whole(data).sections] == [WORDS[0], "总体要求", "坚持稳中求进。"]


def test_a_map_among_the_pages_is_passed_over_and_told() -> None:
    after = ["二、重点任务", "加快建设园区。"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_bounds, "MOST_ON_PAGE", 100)
        pages = [printed_page(), ["0 0 m 10 10 l S"] * 120, printed_page(lines=after)]
        document = read_bytes(make_pdf(pages), "a.pdf")
    assert told(document, "page_too_dense") == [("page 2", 0, {"count": 1, "pages": "2"})]
    assert [section.text for section in document.sections[1:]] == [
        "总体要求",
        "坚持稳中求进。",
        "重点任务",
        "加快建设园区。",
    ]


def packed(inner: bytes, head: str = "/Filter /FlateDecode") -> bytes:
    stream = zlib.compress(inner)
    return b"9 0 obj\n<< " + head.encode() + b" >>\nstream\n" + stream + b"\nendstream\nendobj\n"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (packed(b" " * 30_000_000), "zip_bomb"),
        (packed(zlib.compress(b" " * 30_000_000), "/Filter [/FlateDecode /FlateDecode]"), "zip_bomb"),
        (packed(b"1 beginbfrange <0000> <FFFFFFFF> <4E00> endbfrange"), "zip_bomb"),
        (b"9 0 obj\n<< /W [0 4294967295 500] >>\nendobj\n", "zip_bomb"),
    ],
    ids=["packed", "packed twice", "range", "widths"],
)
def test_what_unpacks_to_more_than_any_page_is_refused(more: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_bytes(make_pdf([printed_page()]) + more, "a.pdf")
    assert refused.value.code == code


def test_a_page_that_draws_itself_over_and_over_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_bounds, "MOST_OBJECTS", 2_000)
    with pytest.raises(Invalid) as refused:
        read_bytes(make_pdf([["0 0 m 1 1 l S"] * 100] * 30), "a.pdf")
    assert refused.value.code == "too_many_elements"


NOTICE = "某省人民政府关于推进某项工作的实施意见"
TEXT = [
    "　　一、总体要求",
    "　　坚持稳中求进，全面推进各项工作，加快公共服务设施和配套管网建设，不断提高人民群众满意度。",
    "　　二、任务",
    "　　（一）加快建设。推进公共服务平台建设，完善各项制度。（牵头单位：省财政厅）",
    "　　（二）优化环境。清理各类收费，规范行政行为，提高服务效率。",
]
READ = ["一", "一/¶1", "二", "二/（一）", "二/（二）"]


def set_lines_at(paragraphs: list[str], x: float, width: int) -> list[str]:
    """Paragraphs set in a column of so many characters that begins here."""
    printed = [text[at : at + width] for text in paragraphs for at in range(0, len(text), width)]
    return [text_at(x, 720 - 22 * at, line, 14) for at, line in enumerate(printed)]


def ids(document: Document) -> list[str]:
    return [section.id for section in document.sections if not section.id.startswith("标题")]


@pytest.mark.parametrize("mixed", [False, True])
def test_columns_are_read_one_after_the_other(*, mixed: bool) -> None:
    left, right = set_lines_at(TEXT[:2], 50, 14), set_lines_at(TEXT[2:], 310, 14)
    drawn = (
        [each for pair in zip(left, right, strict=False) for each in pair] + right[len(left) :]
        if mixed
        else left + right
    )
    document = whole(make_pdf([[text_at(100, 780, NOTICE, 18), *drawn]]))
    assert ids(document) == READ
    assert document.section("一/¶1").text == TEXT[1].strip()  # type: ignore[union-attr]
    assert told(document, "two_columns")


@pytest.mark.parametrize("count", [2, 3])
def test_heads_and_feet_of_few_pages_go_and_the_title_stays(count: int) -> None:
    parts = [[NOTICE, *TEXT[:2]], TEXT[2:]] if count == 2 else [[NOTICE, *TEXT[:2]], TEXT[2:4], TEXT[4:]]
    edges = [text_at(80, 810, NOTICE, 9), text_at(80, 40, "内部资料", 9)]
    pages = [[*edges, text_at(480, 40, f"{at}", 9), *set_lines_at(part, 80, 31)] for at, part in enumerate(parts, 1)]
    document = whole(make_pdf(pages))
    assert (document.title, ids(document)) == (NOTICE, READ)


def test_what_stands_beyond_the_page_is_left_out_and_words_on_their_side_are_read() -> None:
    beyond = [text_at(80, 900, "页外（牵头单位：省秘密厅）"), text_at(700, 720, "右外"), text_at(80, 830, "裁去")]
    side = "BT /F1 12 Tf 0 1 -1 0 40 300 Tm <" + "装订线内".encode("utf-16-be").hex() + "> Tj ET"
    data = make_pdf([[text_at(80, 780, NOTICE), *set_lines_at(TEXT, 80, 31), *beyond, side]])
    data = data.replace(b"/MediaBox", b"/CropBox [0 0 595 820] /MediaBox")
    document = whole(data)
    assert ids(document) == [*READ, "二/（二）/¶1"]
    assert document.sections[-1].text == "装订线内"
    assert [count for _, count, _ in told(document, "off_page")] == [17]
