"""How a word is found in names and in running text, and where the hit stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.model import text
from tui.query.match import folding
from tui.query.match.needle import Needle, needle

FINANCE = "省财政厅"
REFORM = "省发展改革委"


@pytest.mark.parametrize(
    ("word", "name", "hit"),
    [
        ("财政", FINANCE, "财政"),
        ("財政", FINANCE, "财政"),
        ("财政", "省財政廳", "財政"),
        ("财政厅", "省财　政厅", "财　政厅"),
        ("czt", FINANCE, "财政厅"),
        ("caizheng", FINANCE, "财政"),
        ("caizhengting", FINANCE, "财政厅"),
        ("caizhen", FINANCE, "财政"),
        ("caiz", FINANCE, "财政"),
        ("caizht", FINANCE, "财政厅"),
        ("省czt", FINANCE, "省财政厅"),
        ("财zt", FINANCE, "财政厅"),
        ("财政ting", FINANCE, "财政厅"),
        ("ＣＺＴ", FINANCE, "财政厅"),
        ("cai'zheng", FINANCE, "财政"),
        ("changzhi", "长治市", "长治"),
        ("zhangzhi", "长治市", "长治"),
        ("czs", "长治市", "长治市"),
        ("chongqing", "重庆市", "重庆"),
        ("lvliang", "吕梁市", "吕梁"),
        ("lüliang", "吕梁市", "吕梁"),
        ("xian", "西安市", "西安"),
        ("xian", "县", "县"),
        ("sthjt", "省生态环境厅", "生态环境厅"),
        ("生态hj", "省生态环境厅", "生态环境"),
        ("PPP", "政府和社会资本合作（PPP）", "PPP"),
        ("cazhe", FINANCE, None),
        ("ctz", FINANCE, None),
        ("sfgw", REFORM, None),
        ("发改委", REFORM, None),
    ],
)
def test_in_a_name(word: str, name: str, hit: str | None) -> None:
    needle = Needle(word)
    assert needle.in_name(folding.key(name)) is (hit is not None)
    assert [name[start:end] for start, end in needle.spans_name(name)] == ([hit] if hit else [])


@pytest.mark.parametrize(
    ("word", "hits"), [("sfgw", ["省发", "改", "委"]), ("发改委", ["发", "改", "委"]), ("fagaiwei", ["发", "改", "委"])]
)
def test_with_gaps(word: str, hits: list[str]) -> None:
    assert [REFORM[start:end] for start, end in Needle(word).spans_name(REFORM, gaps=True)] == hits


@pytest.mark.parametrize(
    ("word", "text", "hit"),
    [
        ("caizheng", "给予职业培训财政补贴", "财政"),
        ("caizhengbutie", "给予职业培训财政补贴", "财政补贴"),
        ("财zheng", "给予职业培训财政补贴", "财政"),
        ("changzhi", "太原、长\ue004\n　治国家信息", "长\ue004\n　治"),
        ("ppp", "资本合作（PPP）", "PPP"),
        ("czbt", "给予职业培训财政补贴", None),
        ("caizhen", "给予职业培训财政补贴", None),
        ("cai", "给予职业培训财政补贴", None),
        ("c", "给予职业培训财政补贴", None),
    ],
)
def test_in_running_text_only_full_syllables_and_two_or_more(word: str, text: str, hit: str | None) -> None:
    needle = Needle(word)
    assert needle.in_running(folding.key(text)) is (hit is not None)
    assert [text[start:end] for start, end in needle.spans_running(text)] == ([hit] if hit else [])


def test_quoted_words_have_no_sound() -> None:
    assert not Needle("czt", literal=True).in_name(FINANCE)


@pytest.mark.parametrize(
    ("word", "name", "hits"),
    [
        ("sfgw", "省发展改革委", "省发改委"),
        ("fgw", "省发展改革委", "发改委"),
        ("rst", "省人力资源社会保障厅", "人社厅"),
        ("人社厅", "山西省人力资源社会保障厅", "人社厅"),
        ("卫计委", "省卫生计生委", "卫计委"),
        ("gw", "省发展改革委", ""),
        ("sf", "省发展改革委", ""),
        ("zzz", "省打击侵犯知识产权和制售假冒伪劣工作领导小组成员单位", ""),
        ("stat", "省科技厅及其他相关厅局", ""),
    ],
)
def test_a_name_is_shortened_from_its_beginning_and_nowhere_far(word: str, name: str, hits: str) -> None:
    assert "".join(name[start:end] for start, end in needle(word).trail(name)) == hits


def test_characters_go_before_full_pinyin_before_initials_before_gaps() -> None:
    names = ["省发展改革委", "出租厅", "财政厅", "水利厅"]
    assert [Needle("czt").rank(name) for name in names] == [4, 2, 2, 4]
    assert [Needle("caizheng").rank(name) for name in ["财政caizheng", "财政", "采证"]] == [0, 1, 1]
    assert Needle("sfgw").rank(REFORM) == 3


def test_a_word_made_to_be_slow_is_not() -> None:
    assert not Needle("ao" * 23 + "v").in_running("熬" * 60)
    assert not Needle("sh" * 23 + "x").in_name("是" * 60)
    assert not Needle("a" * 10_000).in_name("啊" * 60)


TEXTS = st.text("财政省厅 　ＰpP長长治\ue004\n(（a'-", max_size=12)


@settings(max_examples=70, deadline=None)
@given(TEXTS, TEXTS)
def test_a_hit_is_what_was_asked_for(word: str, text: str) -> None:
    needle = Needle(word)
    for start, end in needle.spans_running(text) if needle.key else []:
        assert 0 <= start < end <= len(text)
        assert needle.in_running(folding.key(text[start:end]))
    if needle.key:
        assert needle.in_running(folding.key(text)) == bool(needle.spans_running(text))
        assert needle.in_name(folding.key(text)) == bool(needle.spans_name(text))


@given(st.text(max_size=30))
def test_folding_maps_one_character_to_one(text: str) -> None:
    assert len(folding.fold(text)) == len(text)
    key, offsets = folding.located(text)
    assert key == folding.key(text) == folding.keys([text, "x"])[0]
    assert [folding.fold(text[offset]) for offset in offsets[:-1]] == list(key)


def test_folding_goes_as_far_as_the_models_and_on() -> None:
    every = "".join(map(chr, range(0x10000)))
    further = {char for char in every if text.fold(char) != char and folding.fold(char) == char}
    assert further == set()
    assert folding.fold("發展改革／ＡＢ“Ü”⾏") == '发展改革/ab"v"行'
