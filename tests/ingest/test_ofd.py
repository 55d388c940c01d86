"""OFD files: text that stands by coordinates, as paragraphs in the order in which one reads them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.ingest.dumb_counter import dumb_count
from tests.ingest.made_ofd import SPACE, made, page_of, run
from tui.ingest import read
from tui.model.document import HEADINGS, Document
from tui.model.errors import Problem
from tui.model.text import count_characters

FIRST = (
    "某某市人民政府关于推进公共服务的实施意见",
    "各县（市、区）人民政府：",
    "\u3000\u3000一、总体要求",
    "\u3000\u3000坚持以人民为中心，进一步健全覆盖城乡的公共服务体系，不断提高服务水平，让人民群众有更多获得感。",
    "\u3000\u3000二、重点任务",
    "\u3000\u3000（一）完善养老服务。新建一批社区养老服务设施，到年底覆盖全部街道。（牵头单位：市民政局；配合单位：市财政局）",
)
SECOND = (
    "\u3000\u3000（二）改进政务服务。推行一窗受理，压缩办理时限。（牵头单位：市行政审批局）",
    "某某市人民政府",
    "2024年3月1日",
)


def document(data: bytes, tmp_path: Path) -> Document:
    file = tmp_path / "通知.ofd"
    file.write_bytes(data)
    return read(file)


def test_a_notice_is_read_as_its_text_would_be(tmp_path: Path) -> None:
    found = document(made([page_of(FIRST, 1), page_of(SECOND, 2)]), tmp_path)
    headings = [section.id for section in found.sections if section.kind in HEADINGS]
    assert headings == ["一", "二", "二/（一）", "二/（二）"]
    assert [(task.leads, task.participants) for task in found.tasks] == [
        (("市民政局",), ("市财政局",)),
        (("市行政审批局",), ()),
    ]
    assert found.source.format == "ofd"
    assert str(found.issued) == "2024-03-01"
    long = next(section.text for section in found.sections if "人民为中心" in section.text)
    assert long.endswith("更多获得感。"), "lines are put together"


def test_every_character_is_accounted_for(tmp_path: Path) -> None:
    data = made([page_of(FIRST, 1), page_of(SECOND, 2)], watermark="内部资料")
    found = document(data, tmp_path)
    counted = found.characters
    assert counted is not None
    assert counted.source == dumb_count(data, "通知.ofd")
    assert counted.source == counted.kept + counted.reported
    told = {doubt.code: doubt for doubt in found.doubts}
    assert told["watermark"].values["words"] == "内部资料"
    assert told["pages_dropped"].count == count_characters("—1——2—")
    assert not any("内部资料" in section.text for section in found.sections)


def test_text_on_its_side_and_slanted(tmp_path: Path) -> None:
    """A line whose page was turned is read; words across the page are a watermark."""
    aside = "".join(run(char, 190, 100 + 5 * at, more='CTM="0 1 -1 0 0 0"') for at, char in enumerate("竖排的话"))
    slanted = run("样稿", 60, 150, more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    found = document(made([page_of(FIRST, 1, aside + slanted)]), tmp_path)
    assert any("竖排的话" in section.text for section in found.sections)
    assert [doubt.values["words"] for doubt in found.doubts if doubt.code == "watermark"] == ["样稿"]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"OFD.xml": "<OFD/>"}, "no_text"),
        ({"OFD.xml": "<OFD"}, "broken_file"),
        ({"OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocRoot>gone.xml</ofd:DocRoot></ofd:OFD>"}, "broken_file"),
        ({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><OFD>&b;</OFD>'}, "broken_file"),
    ],
)
def test_a_damaged_one_is_refused_in_one_sentence(parts: dict[str, str], code: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    with pytest.raises(Problem) as refused:
        document(out.getvalue(), tmp_path)
    assert refused.value.code == code


def test_distances_that_go_on_for_ever_are_no_trap(tmp_path: Path) -> None:
    page = page_of(FIRST, 1).replace('DeltaX="g ', 'DeltaX="g 99999999999 5 g nan inf g ', 1)
    assert document(made([page]), tmp_path).sections


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('Size="5.0"', 'Size="0"'),
        ('Size="5.0"', 'Size="-1e308" CTM="1e308 0 0 1e308 1e308 1e308"'),
        ('X="0"', 'X="nan"'),
        ('Boundary="', 'Boundary="inf 1e400 '),
    ],
)
def test_numbers_that_are_none_lose_no_character(was: str, becomes: str, tmp_path: Path) -> None:
    data = made([page_of(FIRST, 1).replace(was, becomes)])
    counted = document(data, tmp_path).characters
    assert counted is not None
    assert counted.source == dumb_count(data, "通知.ofd") == counted.kept + counted.reported


def test_a_thousand_runs_that_claim_to_be_endless_take_no_time(tmp_path: Path) -> None:
    code = '<ofd:TextCode DeltaX="g 99999 5">一</ofd:TextCode>'
    endless = f'<ofd:TextObject Boundary="30 200 5 5" Size="5">{code}</ofd:TextObject>'
    found = document(made([page_of(FIRST, 1, endless * 1000)]), tmp_path)
    assert found.characters is not None
    assert found.characters.source > 1000
