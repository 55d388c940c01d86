"""Small documents, one for each trap of numbering and layout: what stands where, and which tasks there are."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document, Kind
from tui.model.errors import Invalid


def text(*lines: str) -> Document:
    return read_bytes("\n".join(lines).encode(), "test.txt")


def outline(document: Document) -> list[str]:
    return [f"{s.kind.value} {s.id}" + (f" {s.heading}" if s.heading else "") for s in document.sections]


def test_every_level_of_numbering() -> None:
    document = text(
        "一、总则", "（一）要求。做好。做实。", "1．建设园区", "（1）扩大。", "①优化。", "2﹒其他", "二、附则"
    )
    assert [s.id for s in document.sections] == [
        "一",
        "一/（一）",
        "一/（一）/1",
        "一/（一）/1/（1）",
        "一/（一）/1/（1）/①",
        "一/（一）/2",
        "二",
    ]
    assert [s.label for s in document.sections] == ["一、", "（一）", "1．", "（1）", "①", "2﹒", "二、"]


def test_numbering_that_restarts_or_runs_on() -> None:
    restarts = text("一、甲", "（一）建。", "（二）设。", "二、乙", "（一）管。", "1.理。")
    runs_on = text("一、甲", "（一）建。", "（二）设。", "二、乙", "（三）管。")
    assert [s.id for s in restarts.sections][-2:] == ["二/（一）", "二/（一）/1"]
    assert [s.id for s in runs_on.sections][-1] == "二/（三）"


def test_a_regulation_with_a_table_of_contents() -> None:
    document = text(
        "某省数据条例",
        "（2021年3月1日通过）",
        "目　录",
        "第一章　总则",
        "第二章　附则",
        "　第一章　总则　　第一条　为了规范数据处理活动，制定本条例。",
        "第二条　应当遵循下列原则：",
        "（一）合法；",
        "（二）必要。",
        "第二章　附则",
        "第三条　本条例自公布之日起施行。第三条所称条例不含其他。",
    )
    assert [s.id for s in document.sections if s.kind in {Kind.CHAPTER, Kind.ARTICLE}] == [
        "第一章",
        "第一章/第一条",
        "第一章/第二条",
        "第二章",
        "第二章/第三条",
    ]
    assert [s.id for s in document.sections if s.kind is Kind.ITEM] == ["第一章/第二条/（一）", "第一章/第二条/（二）"]
    assert document.tasks == ()


def test_headings_run_in_alone_or_with_a_score() -> None:
    document = text(
        "一、总体要求（25分）", "（一）建设园区（3分）", "（二）培育企业。加快培育。", "（三）五方面：甲；乙；丙。"
    )
    assert [s.heading for s in document.sections] == ["总体要求（25分）", "建设园区（3分）", "培育企业", "五方面"]


def test_items_are_headings_only_where_most_read_as_one() -> None:
    headed = text("一、甲", "1.坚持统筹。加强统筹协调，形成合力。", "2.坚持开放。推动开放合作，互利共赢。")
    plain = text("一、甲", "1.加强统筹协调，形成合力。", "2.推动开放合作。")
    assert [s.kind for s in headed.sections] == [Kind.SECTION, Kind.ARTICLE, Kind.ARTICLE]
    assert [s.kind for s in plain.sections] == [Kind.SECTION, Kind.ITEM, Kind.ITEM]


def test_a_plan_inside_a_notice() -> None:
    document = text(
        "某市人民政府办公室关于印发某市重点任务",
        "实施方案的通知",
        "某政办发〔2020〕3号",
        "各县（市、区）人民政府：",
        "现予印发。",
        "一、提高认识。",
        "某市人民政府办公室",
        "二〇二〇年五月六日",
        "某市重点任务实施方案",
        "一、总体目标",
        "二、重点任务",
        "附件：1.分工表",
        "2.名单",
        "附件1",
        "分工表",
        "一、说明",
    )
    assert document.title == "某市人民政府办公室关于印发某市重点任务实施方案的通知"
    assert (document.id, document.issuer, document.issued) == (
        "某政办发〔2020〕3号",
        "某市人民政府办公室",
        "2020-05-06",
    )
    assert outline(document)[3:] == [
        "salutation 主送",
        "paragraph ¶1",
        "section 一 提高认识",
        "signature 署名",
        "date 日期",
        "title 标题~3",
        "section 一~2 总体目标",
        "section 二 重点任务",
        "paragraph ¶2",
        "paragraph ¶3",
        "annex 附件1 分工表",
        "section 附件1/一 说明",
    ]


def test_two_documents_in_one_file() -> None:
    document = text(
        "某县关于做好春耕工作的通知",
        "某政发[2021]1号",
        "各乡镇人民政府：",
        "一、抓好春耕。",
        "某县人民政府",
        "2021年3月1日",
        "某县关于做好防汛工作的通知",
        "某政发[2021]2号",
        "各乡镇人民政府：",
        "一、加强值守。",
        "某县人民政府",
        "2021年5月1日",
    )
    assert (document.id, document.doc_no, document.issued) == ("某政发〔2021〕1号", "某政发[2021]1号", "2021-03-01")
    assert [s.id for s in document.sections if s.kind is Kind.SECTION] == ["一", "一~2"]
    assert [s.id for s in document.sections if s.kind is Kind.DATE] == ["日期", "日期~2"]


def test_a_note_split_by_a_page_end() -> None:
    document = text(
        "一、甲", "　　（一）建设园区。（省发展改革委、省财政厅", "— 3 —", "牵头，省商务厅配合）", "　　（二）其他。"
    )
    (task,) = document.tasks
    assert (task.leads, task.participants) == (("省发展改革委", "省财政厅"), ("省商务厅",))
    assert {doubt.code for doubt in document.doubts} >= {"page_numbers", "lines_joined"}


def test_notes_belong_to_their_paragraph() -> None:
    document = text(
        "一、甲",
        "（一）建设园区。实施甲工程。（省商务厅负责）实施乙工程。（5分）（省民政厅牵头）",
        "（二）培育企业",
        "推进开放。",
        "〔责任单位：省林业局〕",
        "（三）改善民生（省教育厅牵头）",
        "1.抓落实。（省公安厅负责）",
    )
    assert [(task.id, task.text, task.leads, task.basis[0].section) for task in document.tasks] == [
        ("一/（一）#1", "建设园区。实施甲工程。", ("省商务厅",), "一/（一）"),
        ("一/（一）#2", "实施乙工程。", ("省民政厅",), "一/（一）"),
        ("一/（二）#1", "推进开放。", ("省林业局",), "一/（二）"),
        ("一/（三）#1", "改善民生", ("省教育厅",), "一/（三）"),
        ("一/（三）#1~2", "抓落实。", ("省公安厅",), "一/（三）"),
    ]


def test_role_lines_of_their_own() -> None:
    document = text(
        "一、目标",
        "1.努力增长。",
        "牵头领导：张三",
        "牵头单位：区发改局",
        "责任单位:立山开发区，各街道",
        "完成时限：2020年12月底前",
        "（一）改善服务",
        "推进一网通办。",
        "配合单位：区数据局",
        "组长：张三",
        "联系人：李四",
    )
    first, second = document.tasks
    assert first.text == "努力增长。"
    assert (first.no, first.leads, first.participants) == ("1", ("区发改局",), ("立山开发区", "各街道"))
    assert first.due is not None
    assert first.due.by == "2020-12-31"
    assert (second.text, second.participants, second.origin.kind) == ("推进一网通办。", ("区数据局",), "list")


@pytest.mark.parametrize(
    ("rule", "leads"),
    [
        ("各项任务排在第一位的部门为牵头部门。", [("财政部",), ("公安部", "司法部")]),
        ("另行通知。", [("财政部", "科技部"), ("公安部", "司法部")]),
    ],
)
def test_the_first_named_leads_where_the_document_says_so(rule: str, leads: list[tuple[str, ...]]) -> None:
    document = text(
        "一、甲",
        "（一）加大投入。（财政部、科技部等负责）",
        "（二）加强监管。（公安部、司法部牵头负责）",
        "二、要求",
        rule,
    )
    assert [task.leads for task in document.tasks] == leads


def test_a_rule_in_a_note_holds_from_there_on() -> None:
    document = text(
        "一、甲",
        "（一）投入。（财政部、科技部等负责。列第一位者为牵头单位，下同）",
        "（二）监管。（公安部、司法部负责）",
    )
    assert [(task.leads, task.participants) for task in document.tasks] == [
        (("财政部",), ("科技部",)),
        (("公安部",), ("司法部",)),
    ]


@pytest.mark.parametrize("behind", ["（2021年年底前完成）", "【完成时限：2021年底】", " (时限：2021年12月31日前)"])
def test_a_deadline_in_brackets_of_its_own(behind: str) -> None:
    (task,) = text("一、甲", f"（一）加强监管。（牵头部门：省财政厅；责任部门：省公安厅）{behind}").tasks
    assert (task.text, task.leads, task.participants) == ("加强监管。", ("省财政厅",), ("省公安厅",))
    assert task.due is not None
    assert task.due.by == "2021-12-31"


def wrapped(line: str, cells: int) -> str:
    """A line set at a fixed width, as old systems do: no mark of punctuation begins a line."""
    lines, width = [""], 0
    for char in line:
        wide = 1 if char.isascii() else 2
        if width + wide > cells and char not in "，。、；：）”":
            lines.append("")
            width = 0
        lines[-1] += char
        width += wide
    return "\n".join(lines)


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
@pytest.mark.parametrize("cells", [50, 60, 76])
def test_lines_of_a_fixed_width_are_put_together(cells: int, indent: str) -> None:
    lines = ["某省关于加快发展的若干措施"]
    for number in "一二三":
        lines.append(f"{indent}{number}、夯实发展基础")
        for inner in "一二三四":
            words = "深入推进重点领域改革，健全制度，" * (int("一二三四".index(inner)) + 2)
            lines.append(
                f"{indent}（{inner}）完善政策体系。{words}提高2020年服务水平。（责任单位：省财政厅、省民政厅）"
            )
    plain, narrow = text(*lines), text(*(wrapped(line, cells) for line in lines))
    assert outline(narrow) == outline(plain)
    assert [(t.id, t.text, t.leads) for t in narrow.tasks] == [(t.id, t.text, t.leads) for t in plain.tasks]


def test_a_standing_body_is_told_not_added() -> None:
    document = text(
        "一、甲",
        "（一）增收。(责任单位:省人社厅,各市政府。以下均需各市政府负责,不再一一列出)",
        "（二）稳岗。（责任单位：省财政厅）",
    )
    assert [task.leads for task in document.tasks] == [("省人社厅", "各市政府"), ("省财政厅",)]
    assert "standing_body" in {doubt.code for doubt in document.doubts}


def test_brackets_with_bodies_alone_count_where_they_are_many() -> None:
    lines = [
        "1.稳定增长。（市发展改革委、市统计局）",
        "2.推进创新。（市科技局）",
        "3.简化审批。（市行政审批局，12月底前完成）",
    ]
    assert [task.leads for task in text("一、经济工作任务", *lines).tasks] == [
        ("市发展改革委", "市统计局"),
        ("市科技局",),
        ("市行政审批局",),
    ]
    assert text("一、经济工作任务", lines[0]).tasks == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \n\n ", "empty_file"),
        (b"\xff\xff\x80\x01", "undecodable"),
        ("一、总体要求\ufffd\ufffd\ufffd".encode(), "letters_lost"),
        (("\u1000\u1001\u1002" * 40).encode(), "wrong_letters"),
        (b"An English text of some length, which no Chinese office ever issued as a policy.", "no_policy"),
        (("Ö´ÐÐ¡¢ÂäÊµ" * 20).encode(), "wrong_letters"),
        (("为贯彻落实国务院精神结合实际提出如下意见" * 8 + "\n年月日").encode(), "digits_lost"),
        ("┌──┬──┐\n│任务│单位│\n├──┤市教│\n│一│委│\n".encode(), "table_out_of_step"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_bytes(data, "文件.txt")
    assert refused.value.code == code


TASKS = (
    '[{"任务": "加快建设产业园区", "牵头单位": ["省财政厅"]}, {"任务": "完善道路基础设施", "牵头单位": ["省交通厅"]}]'
)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tasks.json", TASKS),
        ("tasks.txt", TASKS),
        ("tasks.txt", "\n".join(['{"任务": "加快建设产业园区"}'] * 3)),
        ("tasks.txt", TASKS[:-9]),
        (
            "a.txt",
            "# 计算完成率\nimport os\ndef run(file):\n    data = open(file)\n    return data\n# 按部门汇总任务数量",
        ),
        ("a.txt", "title: 任务清单\ntasks:\n  - name: 加快建设产业园区\n    lead: 省财政厅\n"),
        ("a.txt", "2024-01-01 10:00:00 INFO 服务启动成功，监听端口\n" * 4),
        ("a.txt", "<?xml version='1.0'?>\n<任务清单><任务>加快建设产业园区发展</任务></任务清单>"),
        ("a.sql", "-- 任务表的建表语句如下"),
    ],
)
def test_programs_and_data_are_no_document(name: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_bytes(words.encode(), name)
    assert refused.value.code == "not_prose"


BILINGUAL = [
    ("甲市人民政府关于扩大开放的若干意见", "Opinions of the People's Government of Jia Municipality on Opening-up"),
    ("甲政发〔2024〕1号", "No. 1 of 2024"),
    ("各区人民政府：", "To the district governments:"),
    ("一、总体要求", "I. General Requirements"),
    ("坚持扩大开放，促进高质量发展。", "We shall persist in expanding the opening-up and promote development."),
    ("（一）优化环境。完善服务机制。（市商务局牵头，市外办配合）", "(I) Optimizing the environment. Improve services."),
    ("1. 加强领导。成立工作专班，定期调度。", "1. Strengthen leadership. Establish a task force."),
]


def test_a_text_in_two_languages_has_the_outline_of_the_chinese_one() -> None:
    both = text(*(line for pair in BILINGUAL for line in pair))
    chinese = text(*(line for line, _ in BILINGUAL))
    assert [(s.id, s.kind, s.text) for s in both.sections if s.number or s.kind is Kind.TITLE] == [
        (s.id, s.kind, s.text) for s in chinese.sections if s.number or s.kind is Kind.TITLE
    ]
    assert (both.title, both.doc_no) == (chinese.title, chinese.doc_no)
    assert [(t.text, t.leads) for t in both.tasks] == [(t.text, t.leads) for t in chinese.tasks]


def test_a_drawn_table_in_step_is_read() -> None:
    document = text(
        "┌────┬────┬────┐",
        "│序号│工作任务│牵头单位│",
        "├────┼────┼────┤",
        "│ 1 │建设园 │市财政局│",
        "│ │区 │ │",
        "└────┴────┴────┘",
    )
    assert [(task.no, task.text, task.leads) for task in document.tasks] == [("1", "建设园区", ("市财政局",))]


def test_cells_on_lines_of_their_own() -> None:
    document = text(
        "某县任务分解表",
        "序号",
        "工作任务",
        "牵头单位",
        "完成时限",
        "1",
        "建设园区",
        "县发改局",
        "6月底",
        "2",
        "完善道路",
        "县交通局、各乡镇",
        "年底",
    )
    assert [(task.no, task.text, task.leads) for task in document.tasks] == [
        ("1", "建设园区", ("县发改局",)),
        ("2", "完善道路", ("县交通局", "各乡镇")),
    ]


def test_pages_of_a_collection_lose_what_is_not_theirs() -> None:
    document = text(
        "# 某市若干措施",
        "**发布机构**: 某局",
        "原文链接：https://example.org/a",
        "---",
        "**一、总体要求**",
        "做好工作。",
        "【原文下载】",
    )
    assert [section.text for section in document.sections] == ["某市若干措施", "总体要求", "做好工作。"]
    assert {doubt.code for doubt in document.doubts} == {"marks_dropped", "furniture"}


def test_particulars_that_a_collection_prints_are_kept_though_dropped() -> None:
    document = text(
        "# 某市若干措施", "**发文字号：** 某政规〔2023〕4号", "────────", "一、总体要求", "- 做好工作。", "- 3 -"
    )
    assert document.doc_no == "某政规〔2023〕4号"
    assert [section.text for section in document.sections] == ["某市若干措施", "总体要求", "做好工作。"]


def test_an_annex_of_a_document_that_nobody_signed() -> None:
    document = text(
        "某市实施方案",
        "一、编制规划",
        "（一）编制。",
        "附表1 任务分工表",
        "序号\t任务\t责任单位",
        "1\t编制规划\t市规划局",
    )
    assert [(task.id, task.basis[0].section) for task in document.tasks] == [("附表1#1", "一/（一）")]


def test_an_item_that_holds_its_note_alone_is_a_heading_among_headings() -> None:
    document = text(
        "某市若干措施",
        "1. 加大金融支持。不抽贷、不断贷。（市金融办、市财政局）",
        "2. 降低用能成本。（市发改委、市供电公司）",
        "3. 稳定企业用工。阶段性降低失业保险费率。（市人社局）",
        "4. 加强组织领导。各部门要制定细则。",
    )
    assert outline(document)[1:] == [
        "article 1 加大金融支持",
        "article 2 降低用能成本",
        "article 3 稳定企业用工",
        "article 4 加强组织领导",
    ]


PROSE = [
    "领导小组办公室设在市发展改革委（市能源局）。",
    "专班设在市卫生健康委（市疾控局）。",
    "由省发展改革委牵头，省财政厅等部门参加，建立联席会议制度。",
    "各责任单位要切实履行职责，牵头单位要加强统筹协调，配合单位要密切配合。",
    "牵头部门：指负责组织协调的部门。",
    "组 长：张 三（市委副书记、市长）",
    "成 员：王 五（市财政局局长）",
    "坚持“谁主管、谁负责”，实行“一个项目、一个责任单位”。",
    "工作进展由牵头单位负责汇总（每月25日前报送），市直部门配合。",
    "对通过验收的项目（由市科技局负责验收），给予奖励。",
    "省直有关部门（省财政厅、省发展改革委）要加强指导。",
    "本办法由市财政局负责解释。",
]


def test_prose_that_names_bodies_gives_no_task() -> None:
    assert text("某市实施方案", "一、总体要求", "（一）强化服务。", *PROSE).tasks == ()


def test_a_note_behind_several_items_belongs_to_all_of_them() -> None:
    document = text(
        "一、产业行动",
        "（一）发展特色产业",
        "1.建设标准化基地。",
        "2.培育合作社。",
        "牵头单位：县农业农村局",
        "责任单位：各乡镇",
        "（二）完善设施",
        "1.修路。（责任单位：县交通局）",
        "2.架桥。",
        "责任单位：县住建局",
    )
    assert [(task.id, task.text, task.leads) for task in document.tasks] == [
        ("一/（一）#1", "建设标准化基地。培育合作社。", ("县农业农村局",)),
        ("一/（二）#1", "修路。", ("县交通局",)),
        ("一/（二）#2", "架桥。", ("县住建局",)),
    ]
    assert "shared_note" in {doubt.code for doubt in document.doubts}


def test_a_role_and_its_names_on_two_lines() -> None:
    (task,) = text("某县方案", "一、人才行动", "⒈开展培训。", "责任单位：", "县人社局、县农业农村局").tasks
    assert (task.no, task.text, task.leads) == ("⒈", "开展培训。", ("县人社局", "县农业农村局"))


def test_a_running_head_beside_the_page_numbers_goes_with_them() -> None:
    lines = ["某市实施方案", "一、总体要求"]
    for page, article in enumerate("一二三四", 1):
        lines += [f"（{article}）完善服务。加强第{page}项工作。", f"— {page} —", "某市人民政府公报"]
    document = text(*lines, "附则：某市人民政府公报另行公布。")
    assert not any(s.text == "某市人民政府公报" for s in document.sections)
    assert [d.values["count"] for d in document.doubts if d.code == "page_numbers"] == [8]
    assert document.sections[-1].text.endswith("公报另行公布。")


def test_parts_above_chapters_and_numerals_that_cannot_be_altered() -> None:
    plan = text(
        "甲省规划纲要",
        "第一编　总论",
        "第一篇　开局",
        "第一章　环境",
        "第一节　成就",
        "成就显著。",
        "第二篇　创新",
        "第二章　科技",
    )
    assert [s.id for s in plan.sections if s.number] == [
        "第一编",
        "第一编/第一篇",
        "第一编/第一篇/第一章",
        "第一编/第一篇/第一章/第一节",
        "第一编/第二篇",
        "第一编/第二篇/第二章",
    ]
    assert {s.kind for s in plan.sections if s.number and s.number[-1] in "编篇章"} == {Kind.CHAPTER}
    points = text(
        "甲市工作要点", "壹、总体要求", "坚持发展。", "贰、重点任务", "一、简化审批", "1.编制清单。", "拾壹　附则"
    )
    assert [s.id for s in points.sections if s.number] == ["壹", "贰", "贰/一", "贰/一/1", "拾壹"]


def test_paragraphs_glued_by_wide_blanks_are_told_apart() -> None:
    document = text(
        "甲省“十四五”规划",
        "第一章　发展环境　　“十三五”时期成就显著。　　必须抓住机遇，加快发展。",
        "第一节　总　　则",
        "一、形势    面临的形势复杂，要认真应对。",
        "联系人：张三　　电话：123",
    )
    assert [(s.id, s.text) for s in document.sections][1:] == [
        ("第一章", "发展环境"),
        ("第一章/¶1", "“十三五”时期成就显著。"),
        ("第一章/¶2", "必须抓住机遇，加快发展。"),
        ("第一章/第一节", "总　　则"),
        ("第一章/第一节/一", "形势"),
        ("第一章/第一节/一/¶1", "面临的形势复杂，要认真应对。"),
        ("第一章/第一节/一/¶2", "联系人：张三　　电话：123"),
    ]


def test_the_count_tells_an_item_that_begins_with_a_digit_from_a_decimal() -> None:
    document = text(
        "一、重点任务",
        "1.5G网络项目。建设基站，提升能力。",
        "2、12345热线项目。优化热线，提高效率。",
        "3.100个社区项目。完善设施，改善条件。",
        "二、重大工程",
        "1.121人才项目。引进人才，培养人才。",
        "2.36条措施落实。细化举措，压实责任。",
        "2.5亿元用于补助。",
    )
    assert [(s.id, s.heading) for s in document.sections if s.number] == [
        ("一", "重点任务"),
        ("一/1", "5G网络项目"),
        ("一/2", "12345热线项目"),
        ("一/3", None),
        ("二", "重大工程"),
        ("二/1", "121人才项目"),
        ("二/2", None),
    ]


@pytest.mark.parametrize(
    ("title", "signers", "issuer"),
    [
        (["甲部等五部门关于推动发展的实施意见"], ["丙部", "教育部", "科学技术部"], "甲部等五部门"),
        (["甲市财政局 甲市教育局关于做好工作的通知"], ["甲市财政局　　　甲市教育局"], "甲市财政局、甲市教育局"),
        (["中共甲省委", "甲省人民政府", "关于推进发展的意见"], [], "中共甲省委、甲省人民政府"),
        (["甲市人民政府", "办公室关于做好工作的通知"], ["甲市人民政府办公室"], "甲市人民政府办公室"),
        (["关于做好工作的通知"], ["甲市财政局", "甲市教育局"], "甲市财政局"),
    ],
)
def test_who_issues_together(title: list[str], signers: list[str], issuer: str) -> None:
    document = text(*title, "各县人民政府：", "请认真落实。", "一、要求", "抓好落实。", *signers, "2024年1月18日")
    assert document.issuer == issuer
    names = [s.text.strip() for s in document.sections if s.kind is Kind.SIGNATURE]
    assert names == [name for line in signers for name in line.split()]


@pytest.mark.parametrize("line", ["新华社北京2月21日电", "（新华社北京2月21日电）", "新华社北京2月21日电（记者张三）"])
def test_the_line_of_a_news_agency_is_no_title(line: str) -> None:
    document = text(line, "中共中央 国务院", "关于推进农业发展的意见", "（2024年1月3日）", "一、要求", "坚持发展。")
    assert (document.title, document.issuer) == ("中共中央 国务院关于推进农业发展的意见", "中共中央、国务院")


def test_items_that_say_who_does_them_are_paragraphs_with_a_heading() -> None:
    document = text(
        "一、重点任务",
        "1.完善制度体系。修订管理办法，细化责任分工。（责任单位：市财政局）",
        "2.提升服务能力。开展业务培训，优化办事流程。（责任单位：市数据局）",
        "二、保障",
        "1.加强领导。成立工作专班，定期研究调度。",
        "2.加强宣传。运用多种媒体，营造良好氛围。",
        "3.新建公园10个。完成绿化任务，方便群众休闲。",
    )
    assert [(s.kind, s.heading) for s in document.sections if s.number in set("123")] == [
        (Kind.ITEM, "完善制度体系"),
        (Kind.ITEM, "提升服务能力"),
        (Kind.ARTICLE, "加强领导"),
        (Kind.ARTICLE, "加强宣传"),
        (Kind.ITEM, None),
    ]


def test_what_is_not_to_be_seen_behind_an_annex_is_kept() -> None:
    document = read_bytes("附件\u200b\n某市人民政府任务分工表".encode(), "a.txt")
    assert "unaccounted" not in {doubt.code for doubt in document.doubts}
    assert document.sections[0].label == "附件\u200b\n"
