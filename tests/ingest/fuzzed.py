"""Documents put together at random from what policy documents are made of, and damaged a little."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from email.message import EmailMessage
from importlib.util import find_spec
from random import Random
from typing import Final
from xml.sax.saxutils import escape

from . import made_odt
from .made_office import docx, p, row, xlsx

HEADS: Final = (
    "某市人民政府办公室关于印发重点工作方案的通知", "某政发〔2024〕5号", "各县区人民政府，市直各部门：",
    "目　录", "一、总体要求......1", "第一章 总则", "一、主要任务", "（一）优化环境。", "1.清理收费。",
    "（1）细化措施", "附件", "附件1：任务分工表", "任务分工表", "某市人民政府", "2024年3月5日",
    "（此件公开发布）", "来源：某网站", "索引号：000", "首页 > 政策", "- 2 -", "第3页 共9页", "**重点任务**",
    "# 标题", "> 引用", "---", "* 列表", r"1\. 转义", "注：排第一的为牵头单位", "\ue004\ue004", "\u200b", "——",
    "　　",
)  # fmt: skip
SENTENCES: Final = (
    "加快建设平台。（牵头单位：市发展改革委；责任单位：市财政局、市民政局）",
    "市财政局牵头，市民政局等有关部门配合，2024年底前完成。", "责任单位：市甲局",
    "配合单位：市乙局、市丙局 完成时限：6月底", "年度目标：建成开放", "责任领导：张三", "备注：分两期",
    "坚持改革。", "全面推进各项重点工作，确保取得实效", "（市教育局、市公安局）", "到2025年，覆盖率达到95%。",
    "以下各项均由各县区政府负责落实，不再列出。",
)  # fmt: skip
COLUMNS: Final = (
    "序号", "重点任务", "主要内容", "存在问题", "整改措施", "目标值", "一季度", "责任单位", "牵头单位",
    "配合单位", "责任人", "单位", "完成时限", "完成情况", "备注", "类　别", "督办事项", "主要\n举措", "No.",
)  # fmt: skip
CELLS: Final = (
    "", "1", "2", "3.", "（一）", "一", "建设公园", "1.发放消费券。", "市发展改革委", "市财政局、市民政局等",
    "市甲局牵头，市乙局配合", "同上", "—", "6月底", "2024年12月底前", "已完成80%", "%", "张三", "合计",
    "注：以上任务", "印发方案、开展试点", "市商务局（牵头）、各县区政府", "\ue005",
)  # fmt: skip
DAMAGE: Final = "，。：；（）、|│─\t\n \u3000第一1附件:#*-"


def a_table(random: Random) -> list[list[str]]:
    """A table with a header, often of tasks; rows may be short, and bands stand between them."""
    names = random.sample(COLUMNS, random.randint(2, 9))
    if random.random() < 0.7:
        names[:2] = ["重点任务", "责任单位"]
    rows = [names]
    for _ in range(random.randint(0, 7)):
        band = random.random() < 0.15
        rows.append([random.choice(HEADS)] if band else [random.choice(CELLS) for _ in names])
    if random.random() < 0.2:
        rows.insert(random.randint(1, len(rows)), names)
    if random.random() < 0.2:
        rows.insert(0, ["重点任务分工表"])
    return rows


def _lines(random: Random) -> list[str]:
    lines = [random.choice((*HEADS, *SENTENCES)) for _ in range(random.randint(3, 25))]
    for _ in range(random.randint(0, 2)):
        mark = random.choice("\t\t\t|")
        table = ["".join(mark.join(cell.replace("\n", "") for cell in row)) for row in a_table(random)]
        at = random.randint(0, len(lines))
        lines[at:at] = [f"|{line}|" for line in table] if mark == "|" else table
    return lines


def damaged(random: Random, text: str) -> str:
    """The text with a few characters gone, doubled or put in."""
    letters = list(text)
    for _ in range(random.randint(0, 6)):
        at = random.randrange(len(letters) + 1)
        letters[at : at + random.randint(0, 2)] = random.choice(("", random.choice(DAMAGE), *letters[at : at + 1] * 2))
    return "".join(letters)


def _text(random: Random) -> tuple[bytes, str]:
    return damaged(random, "\n".join(_lines(random))).encode("utf-8", "replace"), "a.txt"


def _comma(random: Random) -> tuple[bytes, str]:
    out = io.StringIO()
    csv.writer(out).writerows(a_table(random))
    return out.getvalue().encode(), "a.csv"


def _word(random: Random) -> tuple[bytes, str]:
    body = [p(escape(line)) for line in _lines(random)]
    for _ in range(random.randint(0, 2)):
        rows = "".join(
            f"<w:tr>{''.join(f'<w:tc>{p(escape(cell))}</w:tc>' for cell in row)}</w:tr>" for row in a_table(random)
        )
        body.insert(random.randint(0, len(body)), f"<w:tbl>{rows}</w:tbl>")
    return docx(*body), "a.docx"


def _open_text(random: Random) -> tuple[bytes, str]:
    body = [made_odt.p(escape(line)) for line in _lines(random)]
    for _ in range(random.randint(0, 2)):
        rows = ([made_odt.cell(made_odt.p(escape(cell))) for cell in row] for row in a_table(random))
        body.insert(random.randint(0, len(body)), made_odt.table(*rows))
    return made_odt.odt(*body), "a.odt"


def _sheets(random: Random) -> tuple[bytes, str]:
    rows = (row(at, *map(escape, cells)) for at, cells in enumerate(a_table(random), 1))
    return xlsx("".join(rows)), "a.xlsx"


def _web(random: Random) -> tuple[bytes, str]:
    body = [f"<p>{escape(line)}</p>" for line in _lines(random)]
    for _ in range(random.randint(0, 2)):
        rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in a_table(random))
        body.insert(random.randint(0, len(body)), f"<table>{rows}</table>")
    page = f"<html><head><title>政策</title></head><body><div>{''.join(body)}</div></body></html>"
    return page.encode(), "a.html"


def _mail(random: Random) -> tuple[bytes, str]:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = random.choice(HEADS).replace("\u3000", ""), "office@example.com"
    mail.set_content(damaged(random, "\n".join(_lines(random))))
    for maker in random.sample((_text, _comma, _word, _sheets), random.randint(0, 3)):
        data, name = maker(random)
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail), "a.eml"


_MAKERS: Final[tuple[Callable[[Random], tuple[bytes, str]], ...]] = (
    _text,
    _text,
    _text,
    _comma,
    _word,
    _sheets,
    _mail,
    _open_text,
    *((_web,) if find_spec("lxml") else ()),
)


def document(seed: int) -> tuple[bytes, str]:
    """The bytes and the name of the document of a number."""
    random = Random(seed)
    return random.choice(_MAKERS)(random)
