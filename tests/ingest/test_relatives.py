"""Relatives of kinds of text once read wrongly: the same fault in other words, signs, numerals and layouts."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document, Kind

Duties = list[tuple[list[str], list[str]]]

HEAD = ("甲市人民政府办公室关于加强监管的通知", "各县区人民政府：")


def read(*lines: str) -> Document:
    return read_bytes("\n".join(lines).encode(), "test.txt")


def noted(*notes: str, foot: str = "") -> Document:
    """A notice with one article for each of these notes."""
    articles = [f"（{'一二三四五六七八九'[at]}）健全制度。建立巡查制度。{note}" for at, note in enumerate(notes)]
    return read(*HEAD, "一、加强监管", *articles, *filter(None, [foot]))


def duties(document: Document) -> Duties:
    return [(list(task.leads), list(task.participants)) for task in document.tasks]


@pytest.mark.parametrize(
    "foot",
    [
        "注：标★▲的为牵头单位",
        "注：加“★”、“▲”的为牵头单位。",
        "（注：带★或▲号的单位为牵头单位）",
        "备注：★、▲表示牵头单位。",
        "★和▲代表牵头部门，●代表配合部门",
    ],
)
def test_several_signs_mark_who_leads_and_none_stays_in_a_name(foot: str) -> None:
    document = noted(
        "（责任单位：市甲局★、市乙局▲、市丙局）",
        "（★市甲局负责）",
        "（责任单位：市甲局（▲）、市乙局（●））",
        "（市乙局，▲市甲局，2024年6月底前）",
        foot=foot,
    )
    assert duties(document) == [
        (["市甲局", "市乙局"], ["市丙局"]),
        (["市甲局"], []),
        (["市甲局"], ["市乙局"]),
        (["市甲局"], ["市乙局"]),
    ]


@pytest.mark.parametrize("sign", ["*", "＊", "★", "☆", "▲", "△", "#"])
def test_a_sign_that_nothing_explains_sets_its_name_apart(sign: str) -> None:
    document = noted(f"（{sign}市甲局、市乙局）", f"（责任单位：市丙局，市甲局{sign}）", f"（{sign}市甲局负责）")
    assert duties(document) == [(["市甲局"], ["市乙局"]), (["市甲局"], ["市丙局"]), (["市甲局"], [])]
    assert duties(noted(f"（{sign}市甲局、市乙局）")) == [(["市甲局"], ["市乙局"])]


def test_signs_before_labels_and_marks_of_emphasis_set_no_name_apart() -> None:
    document = read(
        *HEAD,
        "一、加强监管",
        "（一）健全制度。建立巡查制度。",
        "★责任单位：市甲局、市乙局",
        "（二）健全制度。建立巡查制度。",
        "**责任单位：**市甲局、市乙局、市丙局、市丁局",
    )
    assert duties(document) == [(["市甲局", "市乙局"], []), (["市甲局", "市乙局", "市丙局", "市丁局"], [])]
    assert duties(noted("（责任单位：市甲局、市乙局，★为牵头单位、▲为配合单位）")) == [(["市甲局", "市乙局"], [])]


@pytest.mark.parametrize(
    ("note", "leads", "participants"),
    [
        ("市甲局会同市乙局督导", ["市甲局"], ["市乙局"]),
        ("市甲局会同市乙局、市丙局督导落实", ["市甲局"], ["市乙局", "市丙局"]),
        ("市甲局会同市乙局对各县区进行督导", ["市甲局"], ["市乙局"]),
        ("市甲局会同市乙局督导，各县区人民政府落实", ["市甲局", "各县区人民政府"], ["市乙局"]),
        ("市甲局会同市乙局指导各县区人民政府实施", ["市甲局", "各县区人民政府"], ["市乙局"]),
        ("市甲局会同市乙局督导检查，各镇人民政府负责实施", ["市甲局", "各镇人民政府"], ["市乙局"]),
        ("市甲局督促指导，各县区人民政府负责", ["市甲局", "各县区人民政府"], []),
        ("市甲局跟踪督导，各县区负责", ["市甲局", "各县区"], []),
        ("市甲局牵头，会同市乙局督导", ["市甲局"], ["市乙局"]),
        ("市甲局督查，各县区负责", ["各县区"], []),
        ("市甲局监督检查，各县区负责", ["各县区"], []),
        ("市甲局会同市乙局督办，各县区负责", ["各县区"], []),
        ("市甲局督促落实，各县区负责", ["各县区"], []),
        ("市甲局督促落实，市乙局配合", ["市甲局"], ["市乙局"]),
    ],
)
def test_who_guides_with_others_and_who_only_watches(note: str, leads: list[str], participants: list[str]) -> None:
    assert duties(noted(f"（{note}）")) == [(leads, participants)]


LISTED = (("一、总体要求", 1), ("（一）指导思想", 1), ("（二）主要目标", 2), ("二、重点任务", 3), ("三、保障措施", 5))
PLAN = (
    "一、总体要求",
    "（一）指导思想",
    "坚持绿色发展。",
    "（二）主要目标",
    "到2025年，绿色建筑占比达到80%。",
    "二、重点任务",
    "加快推广。（牵头单位：市住建局；配合单位：市发改委）",
    "三、保障措施",
    "加强领导。",
)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize("head", ["", "目录", "目　次"])
@pytest.mark.parametrize(
    "form",
    [
        "{head}（{page}）",
        "{head} （{page}）",
        "{head}({page})",
        "{head}【{page}】",
        "{head} /{page}",
        "{head}|{page}",
        "{head}{page}",
        "{head}",
        "{head}……{numeral}",
        "{page}  {head}",
    ],
)
def test_contents_pages_with_other_marks_or_none(form: str, head: str) -> None:
    entries = [form.format(head=words, page=page, numeral="〇一二三四五"[page]) for words, page in LISTED]
    plain = read("乙市绿色建筑行动方案", *PLAN)
    for lines in (entries, [line.translate(WIDE) for line in entries]):
        document = read("乙市绿色建筑行动方案", *filter(None, [head]), *lines, *PLAN)
        assert [section.id for section in document.sections] == [section.id for section in plain.sections]
        assert [task.id for task in document.tasks] == ["二#1"]
        assert "contents" in [doubt.code for doubt in document.doubts]


def test_entries_stand_side_by_side_or_name_an_annex() -> None:
    body = ("第一章 发展环境", "成就显著。", "第二章 总体要求", "坚持发展。", "附件1", "任务表")
    pages = (
        ("第一章 发展环境（1） 第二章 总体要求（3）",),
        ("第一章 发展环境 （1）", "第二章 总体要求 （3）", "附件1 任务表 （5）", "后记 （7）"),
    )
    for page in pages:
        document = read("甲省规划纲要", "目录", *page, *body)
        assert [section.number for section in document.sections if section.number] == ["第一章", "第二章", "附件1"]


def test_items_that_end_with_a_number_in_brackets_are_no_contents() -> None:
    document = read("乙市工作要点", "一、重点任务", "（一）加快推广（1）", "（二）加快建设（2）", "（三）加快管理（3）")
    assert len(document.sections) == 5


def signed(*lines: str) -> Document:
    return read("关于推动发展的通知", "各市人民政府：", "一、总体要求", "坚持创新驱动。", *lines)


def signatures(document: Document) -> list[str]:
    return ["".join(section.text.split()) for section in document.sections if section.kind is Kind.SIGNATURE]


@pytest.mark.parametrize("between", [" ", "　", "、", "，", "   ", "　　", "\t", "、 "])
def test_those_who_sign_together_on_one_line(between: str) -> None:
    names = ["工业和信息化部", "教育部", "中国科学院", "中国人民银行", "全国供销合作总社"]
    document = signed(between.join(names[:3]), between.join(names[3:]), "2024年1月18日")
    assert (signatures(document), document.issuer, document.issued) == (names, names[0], "2024-01-18")
    document = signed(f"{between.join(names)} 2024年1月18日")
    assert (signatures(document), document.issued) == (names, "2024-01-18")


def test_letters_set_apart_offices_and_seals_in_a_signature() -> None:
    assert signatures(signed("省工业和信息化厅 省 科 技 厅", "2024年1月18日")) == ["省工业和信息化厅", "省科技厅"]
    assert signatures(signed("财 政 部 教育部", "2024年1月18日")) == ["财政部", "教育部"]
    assert signatures(signed("甲市人民政府 办公室", "2024年1月18日")) == ["甲市人民政府办公室"]
    document = signed("甲省教育厅，甲省财政厅", "（代章）", "2024年1月18日")
    assert signatures(document) == ["甲省教育厅", "甲省财政厅", "（代章）"]
    assert document.issuer == "甲省教育厅"


DATELINES = [
    "新华社北京2月21日电",
    "（新华社北京2月21日电）",
    "中新社北京２月２１日电（记者 张三）",
    "据新华社北京2月21日电（记者张三、李四）",
    "中新网2月21日电",
    "人民日报北京2月21日讯",
    "本报北京2月21日讯（记者张三）",
    "本报讯 记者张三报道",
    "央视网消息：",
    "人民网北京2月21日消息：",
    "据新华社消息：",
]


@pytest.mark.parametrize("dateline", DATELINES)
@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_dateline_is_no_part_of_what_it_stands_before(dateline: str, between: str) -> None:
    title, text = "国务院办公厅关于推进某项工作的意见", ("一、总体要求", "坚持发展。")
    document = read(dateline + between + title, "国办发〔2024〕3号", *text)
    assert (document.title, document.issuer, document.title_made) == (title, "国务院办公厅", False)
    report = "近日，国务院办公厅印发《关于推进某项工作的意见》，全文如下。"
    document = read(dateline + between + report, title, "国办发〔2024〕3号", *text)
    assert (document.title, document.issuer, document.doc_no) == (title, "国务院办公厅", "国办发〔2024〕3号")


def test_a_title_that_only_a_report_prints() -> None:
    text = ("为推进发展，现提出如下意见。", "一、总体要求", "坚持发展。")
    document = read(
        "中新社北京2月21日电 近日，中共中央办公厅、国务院办公厅印发了《关于推进乡村发展的意见》，并发出通知。",
        "《关于推进乡村发展的意见》全文如下。",
        *text,
    )
    assert (document.title, document.title_made) == ("关于推进乡村发展的意见", False)
    assert document.issuer == "中共中央办公厅、国务院办公厅"
    for report in (
        "央视网消息：近日，国务院办公厅印发《关于推进某项工作的意见》。",
        "据新华社消息，国务院办公厅近日印发《关于推进某项工作的意见》，全文如下。",
        "人民网北京2月21日消息 近日，国务院办公厅印发《关于推进某项工作的意见》",
    ):
        document = read(report, *text)
        assert (document.title, document.issuer) == ("关于推进某项工作的意见", "国务院办公厅")
    assert read("新华社消息管理办法", *text).title == "新华社消息管理办法"
    document = read("国务院办公厅近日印发《关于推进某项工作的意见》，全文如下：", *text)
    assert (document.title, document.issuer) == ("关于推进某项工作的意见", "国务院办公厅")


def test_a_number_alone_on_its_line_has_its_heading_below() -> None:
    document = read(
        "甲省发展规划", "第 一 篇", "开启新征程", "第一章", "", "  发展环境", "成就显著。", "第二章", "任务繁重。"
    )
    told = [(section.id, section.heading) for section in document.sections[1:3]]
    assert told == [("第一篇", "开启新征程"), ("第一篇/第一章", "发展环境")]
    assert {"成就显著。", "第二章", "任务繁重。"} <= {section.text for section in document.sections}


@pytest.mark.parametrize(
    ("note", "leads", "participants"),
    [
        ("省扶贫办牵头，省总工会等群团组织和各市人民政府配合", ["省扶贫办"], ["省总工会", "各市人民政府"]),
        ("省扶贫办、省妇联等人民团体以及各市人民政府负责", ["省扶贫办", "省妇联", "各市人民政府"], []),
        ("省扶贫办等10部门、各市人民政府负责", ["省扶贫办", "各市人民政府"], []),
        ("省扶贫办等五家单位和各市人民政府负责", ["省扶贫办", "各市人民政府"], []),
        ("省扶贫办按季度推进，各市人民政府配合", ["省扶贫办"], ["各市人民政府"]),
        ("省扶贫办定期组织实施，各市人民政府配合", ["省扶贫办"], ["各市人民政府"]),
    ],
)
def test_bodies_that_go_unnamed_and_how_often_are_no_part_of_a_name(
    note: str, leads: list[str], participants: list[str]
) -> None:
    assert duties(noted(f"（{note}）")) == [(leads, participants)]


@pytest.mark.parametrize(
    "numbers", [("①", "②"), ("⑴", "⑵"), ("（1）", "（2）"), ("1、", "2、"), ("一、", "二、"), ("（一）", "（二）")]
)
def test_items_run_together_on_one_line_whatever_numbers_them(numbers: tuple[str, str]) -> None:
    first, second = numbers
    document = read(
        "甲市民生实事进展公示",
        f"{first}建设公园。责任单位：市甲局。配合单位：市乙局。{second}改造道路。责任单位：市丁局；配合单位：市戊局。",
    )
    assert document.title == "甲市民生实事进展公示"
    assert duties(document) == [(["市甲局"], ["市乙局"]), (["市丁局"], ["市戊局"])]


def test_a_note_broken_anywhere_as_a_page_breaks_it() -> None:
    document = read(
        *HEAD,
        "一、加强监管",
        "（一）健全制度。建立制度。（牵头单",
        "位：市甲局；配合单位：市乙局、",
        "市丙局）",
        "（二）健全制度。建立制度。（责任单位：市甲局；配合单",
        "位：市乙局、市丙局、",
        "市丁局；完成时限：2024年6月",
        "底前）",
        "（三）健全制度。建立制度。（责任",
        "单位：市甲局，市乙局）",
    )
    assert duties(document) == [
        (["市甲局"], ["市乙局", "市丙局"]),
        (["市甲局"], ["市乙局", "市丙局", "市丁局"]),
        (["市甲局", "市乙局"], []),
    ]


def test_traditional_notes_with_their_own_words_and_years() -> None:
    document = read(
        "甲縣政府關於推動觀光發展的實施計畫",
        "壹、總則",
        "依法辦理。",
        "貳、措施",
        "一、興建設施。興建中心。（主責機關：觀光處、協力機關：建設處；辦理期程：114年6月底前）",
        "二、舉辦活動。每年舉辦。（觀光處指導，各鄉鎮公所負責辦理）",
    )
    assert duties(document) == [(["觀光處"], ["建設處"]), (["觀光處", "各鄉鎮公所"], [])]
    assert [task.due and task.due.by for task in document.tasks] == ["2025-06-30", None]
    assert [section.id for section in document.sections if section.heading] == ["壹", "貳", "貳/一", "貳/二"]


@pytest.mark.parametrize(
    "form",
    [
        "{label}：{words}",
        "[{label}] {words}",
        "〔{label}〕{words}",
        "{label} {words}",
        "{label}　　{words}",
        "{spaced}：{words}",
    ],
)
def test_the_lines_of_a_card_whatever_sets_off_their_labels(form: str) -> None:
    def line(label: str, words: str) -> str:
        return form.format(label=label, words=words, spaced=" ".join(label))

    document = read(
        "甲市2024年民生实事方案",
        "一、民生实事",
        "1.建设公园。",
        line("责任单位", "市甲局"),
        line("配合单位", "市乙局、市丙局"),
        line("完成时限", "2024年6月底"),
        "2.改造道路。",
        line("牵头部门", "市丁局"),
    )
    assert duties(document) == [(["市甲局"], ["市乙局", "市丙局"]), (["市丁局"], [])]
    assert [task.text for task in document.tasks] == ["建设公园。", "改造道路。"]
    assert [task.due and task.due.by for task in document.tasks] == ["2024-06-30", None]


@pytest.mark.parametrize(
    ("note", "leads", "participants"),
    [
        ("省商务厅指导协调、省供销社配合", ["省商务厅"], ["省供销社"]),
        ("省商务厅牵头抓总、省公安厅配合", ["省商务厅"], ["省公安厅"]),
        ("省商务厅统筹协调、省供销社、省科协配合落实", ["省商务厅"], ["省供销社", "省科协"]),
        ("省商务厅主管、省公安厅协办、省供销社协助", ["省商务厅"], ["省公安厅", "省供销社"]),
        ("省商务厅牵头推进、省公安厅参与配合", ["省商务厅"], ["省公安厅"]),
        ("省商务厅承担、省公安厅配合", ["省商务厅"], ["省公安厅"]),
        ("省商务厅指导、督促，各市人民政府实施", ["省商务厅", "各市人民政府"], []),
        ("责任单位：省商务厅牵头抓总、省公安厅配合", ["省商务厅"], ["省公安厅"]),
        ("此项工作由省商务厅会同省公安厅、省科协共同推进", ["省商务厅"], ["省公安厅", "省科协"]),
        ("省商务厅联合省总工会实施", ["省商务厅"], ["省总工会"]),
        ("省商务厅会商省公安厅", ["省商务厅"], ["省公安厅"]),
        ("省妇女联合会、省工商业联合会负责", ["省妇女联合会", "省工商业联合会"], []),
    ],
)
def test_what_each_body_does_ends_its_phrase_whatever_mark_follows(
    note: str, leads: list[str], participants: list[str]
) -> None:
    assert duties(noted(f"（{note}）")) == [(leads, participants)]


@pytest.mark.parametrize("brackets", ["（）", "()", "〔〕", "[]", "【】"])
@pytest.mark.parametrize("roles", [("牵头", "配合"), ("牵头单位", "参与单位"), ("主办", "协办")])
def test_roles_in_any_brackets_behind_names(brackets: str, roles: tuple[str, str]) -> None:
    lead, part = (brackets[0] + role + brackets[1] for role in roles)
    told = [(["市甲局"], ["市乙局"])]
    for label in ("", "责任单位："):
        assert duties(noted(f"（{label}市甲局{lead}、市乙局）")) == told
        assert duties(noted(f"（{label}市甲局{lead}、市乙局{part}）")) == told
    assert duties(noted(f"（责任单位：市甲局、市乙局{part}）")) == told


def test_names_on_lines_of_their_own_within_a_bracket() -> None:
    document = read(
        *HEAD,
        "一、加强监管",
        "（一）健全制度。建立制度。（责任单位：",
        "市甲局",
        "市乙局",
        "市丙局）",
        "（二）健全制度。建立制度。（牵头单位：市甲局",
        "配合单位：市乙局、市丙局",
        "市丁局）",
        "（三）健全制度。建立制度。（责任单位：市发展改",
        "革委、市人民政府",
        "办公室、市政府",
        "国资委、各县",
        "区人民政府）",
        "（四）健全制度。建立制度。（教育局",
        "财政局负责）",
    )
    assert duties(document) == [
        (["市甲局", "市乙局", "市丙局"], []),
        (["市甲局"], ["市乙局", "市丙局", "市丁局"]),
        (["市发展改革委", "市人民政府办公室", "市政府国资委", "各县区人民政府"], []),
        (["教育局", "财政局"], []),
    ]


@pytest.mark.parametrize(
    ("first", "rest", "by"),
    [
        ("2024年", "6月底前", "2024-06-30"),
        ("2024年9", "月底前完成", "2024-09-30"),
        ("2024", "年12月31日", "2024-12-31"),
        ("2024年12月", "31日前", "2024-12-31"),
    ],
)
def test_a_deadline_broken_anywhere_is_whole(first: str, rest: str, by: str) -> None:
    document = read(
        *HEAD, "1.建设公园。", "责任单位：市甲局", f"完成时限：{first}", rest, "2.改造道路。", "责任单位：市乙局"
    )
    assert [(task.no, task.due and task.due.by) for task in document.tasks] == [("1", by), ("2", None)]
