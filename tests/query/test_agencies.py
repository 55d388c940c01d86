"""The register of departments: every name leads to its body, and what it became is told with years and sources."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tui.model.errors import Invalid
from tui.model.ledger import Ledger
from tui.query.language.explain import explain
from tui.query.language.parse import parse
from tui.query.language.terms import Context
from tui.query.match.known import Known
from tui.query.match.register import Agency, Register, Step, read_register

TEXT = (Path(__file__).parents[2] / "data" / "agencies.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register(TEXT, "agencies.toml")


def test_every_body_of_the_bundled_document_is_in_it(register: Register, ledger: Ledger) -> None:
    assert not [name for entry in ledger for name in entry.task.agencies if register.find(name) is None]


def test_no_name_means_two_bodies_and_every_fact_has_a_source(register: Register) -> None:
    names = Counter(name for agency in register.agencies for name in agency.all_names)
    assert [name for name, count in names.items() if count > 1] == []
    assert all(agency.source and all(step.source for step in agency.became) for agency in register.agencies)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("省发改委", "山西省发展和改革委员会"),
        ("發展改革委", "山西省发展和改革委员会"),
        ("省人社厅", "山西省人力资源和社会保障厅"),
        ("人民银行太原中心支行", "中国人民银行太原中心支行"),
        ("中国(太原)煤炭交易中心", "中国（太原）煤炭交易中心"),
        ("某某局", None),
    ],
)
def test_a_body_is_found_by_any_of_its_names(name: str, full: str | None, register: Register) -> None:
    found = register.find(name)
    assert (found.name if found else None) == full


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("省旅游局", ["2016-11 山西省旅游发展委员会", "2018 山西省文化和旅游厅"]),
        ("山西银监局", ["2018-12 中国银行保险监督管理委员会山西监管局", "2023-07 国家金融监督管理总局山西监管局"]),
        ("人行太原中心支行", ["2023-08 中国人民银行山西省分行"]),
        ("省食品药品监管局", ["2018 山西省市场监督管理局 山西省药品监督管理局"]),
        ("省财政厅", []),
        ("省中小企业局", []),
        ("某某局", []),
    ],
)
def test_what_a_body_became(name: str, chain: list[str], register: Register) -> None:
    assert [" ".join((step.when, *step.into)) for step in register.chain(name)] == chain


@pytest.mark.parametrize(
    ("expression", "same_as"),
    [
        ("部门:省发改委", "部门=省发展改革委"),
        ("部门:发展和改革委员会", "部门=省发展改革委"),
        ("部门:山西省财政厅", "部门=省财政厅"),
        ("部门:食药监局", "部门=省食品药品监管局"),
        ("部门:rsj", None),
        ("牵头:人民银行", "牵头=人行太原中心支行"),
        ("省人社厅", "部门=省人力资源社会保障厅"),
        ("部门=省发改委", None),
    ],
)
def test_a_filter_by_any_name(expression: str, same_as: str | None, ledger: Ledger, context: Context) -> None:
    found = list(ledger & parse(expression, context).node)
    assert found == (list(ledger & parse(same_as, context).node) if same_as else [])


def test_a_word_that_many_full_names_share_means_none_of_them(ledger: Ledger, context: Context) -> None:
    assert list(ledger & parse("行政管理", context).node) == []


def test_the_reason_says_under_which_name(ledger: Ledger, context: Context) -> None:
    class Plain:
        lang = "zh"

        def __call__(self, key: str, **values: object) -> str:
            return f"{values.get('what', '')} {values.get('found', '')}"

    node = parse("部门:省发改委", context).node
    assert "省发展改革委" in explain(node, ledger[0], Plain())[1]


def test_a_workspaces_own_register_goes_before(register: Register) -> None:
    own = Register([Agency("某市财政局", ("财政厅",), "department", "本单位")])
    found = (register + own).find("财政厅")
    assert found is not None
    assert found.name == "某市财政局"


def test_bodies_that_became_each_other_do_not_turn_forever() -> None:
    step = 'became = [{{when = "2018", into = ["{1}"], source = "x"}}]\n'
    entry = '[[agency]]\nname = "{0}"\nkind = "department"\nsource = "x"\n' + step
    register = read_register(entry.format("甲", "乙") + entry.format("乙", "甲"), "x.toml")
    assert len(register.chain("甲")) == 2


@pytest.mark.parametrize(
    "text",
    ["[[agency", "[[agency]]\nname='甲'", "agency=3", "agency=[3]", "[[agency]]\nname='甲'\nkind='x'\nsource='x'"],
)
def test_a_wrong_register_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_register(text, "own.toml")
    assert (caught.value.code, caught.value.values["file"]) == ("bad_register", "own.toml")


@pytest.mark.parametrize(
    ("name", "issuer", "full"),
    [
        ("省财政厅", "山西省人民政府", "山西省财政厅"),
        ("发展改革委", "山西省人民政府办公厅", "山西省发展和改革委员会"),
        ("省财政厅", "太原市人民政府", "山西省财政厅"),
        ("发展改革委", "国务院", None),
        ("发展改革委", None, None),
        ("省财政厅", "广东省人民政府", None),
        ("山西省财政厅", "国务院办公厅", "山西省财政厅"),
        ("山西银监局", "国务院办公厅", "中国银行业监督管理委员会山西监管局"),
        ("某某局", "山西省人民政府", None),
    ],
)
def test_a_name_without_its_place_means_a_body_of_the_issuers_place(
    name: str, issuer: str | None, full: str | None, register: Register
) -> None:
    found = register.means(name, issuer)
    assert (found.name if found else None) == full


def test_a_filter_by_a_body_of_a_place_leaves_alone_what_is_printed_as_the_states(register: Register) -> None:
    printed = ["发展改革委", "省发改委", "省发展改革委"]
    known = Known(printed)
    known.teach(register.bodies(), register.bare_names())
    assert known.reach("省发展改革委").also == {
        "省发改委",
        "省发展改革委",
        "山西省发展和改革委员会",
        "省发展和改革委员会",
    }
    assert known.reach("发展改革委").direct


@pytest.mark.parametrize(
    ("name", "issuer", "today"),
    [
        ("省工商局", "山西省人民政府", "省市场监督管理局"),
        ("省食品药品监管局", "山西省人民政府", "省市场监督管理局、省药品监督管理局"),
        ("人行太原中心支行", "山西省人民政府", "中国人民银行山西省分行"),
        ("省旅游局", "山西省人民政府", "省文化和旅游厅"),
        ("省财政厅", "山西省人民政府", "省财政厅"),
        ("省工商局", "某省人民政府", "省工商局"),
        ("某某局", None, "某某局"),
    ],
)
def test_what_a_body_is_called_today(name: str, issuer: str | None, today: str, register: Register) -> None:
    assert register.today(name, issuer) == today


def test_bodies_that_became_each_other_have_a_name_today() -> None:
    entry = '[[agency]]\nname = "{0}"\nkind = "department"\nsource = "x"\n'
    step = 'became = [{{when = "2018", into = ["{1}"], source = "x"}}]\n'
    register = read_register((entry + step).format("甲", "乙") + (entry + step).format("乙", "甲"), "x.toml")
    assert register.today("甲", None) == "甲"


def test_a_body_is_told_whose_work_it_took_over(register: Register) -> None:
    found = {name: step.when for name, step in register.before("山西省市场监督管理局")}
    assert "山西省工商行政管理局" in found
    assert all("山西省市场监督管理局" in step.into for _, step in register.before("省市场监管局"))
    assert register.before("没有这个部门") == ()
    first, second = (Agency(name, (), "", "x", (Step("2018", (into,), "x"),)) for name, into in ("甲乙", "乙甲"))
    circle = Register([first, second]).before("甲")
    assert [name for name, _ in circle] == ["乙", "甲"], "a circle comes to an end"
