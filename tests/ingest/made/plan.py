"""Make plan.docx and plan.pdf, a plan of sixty pages with contents pages: `python -m tests.ingest.made.plan`.

Run by hand; the files are committed. The words are counted out, not copied from any plan. Word has the contents as its
own field makes them (styles, links, page references); the PDF has them as dots that lead to the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..made_office import docx
from ..made_pdf import CHARACTERS, LEFT, SIZE, TOP, make_pdf, text_at

HERE = Path(__file__).parent
TITLE = "甲省“十四五”数字经济发展规划"
NUMERALS = "一二三四五六七八九十"
FIELDS = ["基础设施", "数据要素", "产业数字化", "数字产业化", "公共服务", "治理体系", "安全保障", "对外合作"]
STEPS = ["夯实发展基础", "培育市场主体", "推动融合应用", "完善政策体系", "强化人才支撑", "加快标准建设"]
LINES = 26
"""How many lines a page of contents takes."""


def chapters() -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Each chapter with its sections, each of these with its paragraphs: a page of its own."""
    for at, field in enumerate(FIELDS):
        sections = []
        for place, step in enumerate(STEPS):
            bodies = f"（省数据局牵头，省{NUMERALS[place]}厅、各市人民政府配合，202{place % 5 + 3}年底前完成）"
            paragraphs = [
                f"一、{step}的主要任务",
                f"（一）统筹{field}布局。围绕{field}{step}，健全工作机制，明确责任分工，推动重点任务落地见效。{bodies}",
                f"（二）建设{field}工程。每年支持{place + 3}个项目，实施专项行动，做好{field}{step}。",
            ]
            sections.append((f"第{NUMERALS[place]}节　{field}{step}", paragraphs))
        yield f"第{NUMERALS[at]}章　{field}", sections


def paragraphs() -> list[str]:
    """The plan without contents pages."""
    lines = [TITLE]
    for chapter, sections in chapters():
        lines.append(chapter)
        for section, words in sections:
            lines += [section, *words]
    return lines


def entries() -> list[tuple[str, int, int]]:
    """Heading, level and page of each entry of the contents."""
    listed: list[tuple[str, int, int]] = []
    page = 0
    for chapter, sections in chapters():
        page += 1
        listed.append((chapter, 1, page))
        for section, _ in sections:
            page += 1
            listed.append((section, 2, page))
    return listed


def word() -> bytes:
    """The plan as Word writes it: a contents field with a linked, numbered entry for each heading."""
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = [styled("Title", run(TITLE)), styled("TOCHeading", run("目　录"))]
    begin = f'{field.format("begin")}<w:r><w:instrText> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
    for at, (heading, level, page) in enumerate(entries()):
        reference = f"{field.format('begin')}<w:r><w:instrText> PAGEREF _Toc{at} \\h </w:instrText></w:r>"
        reference += f"{field.format('separate')}{run(str(page))}{field.format('end')}"
        link = f'<w:hyperlink w:anchor="_Toc{at}">{run(heading)}<w:r><w:tab/></w:r>{reference}</w:hyperlink>'
        body.append(styled(f"TOC{level}", (begin + field.format("separate") if at == 0 else "") + link))
    body.append(styled("", field.format("end")))
    names = {heading: level for heading, level, _ in entries()}
    body += [styled(f"Heading{names[line]}" if line in names else "", run(line)) for line in paragraphs()[1:]]
    return docx(*body)


def styled(style: str, runs: str) -> str:
    return f'<w:p><w:pPr>{f"""<w:pStyle w:val="{style}"/>""" if style else ""}</w:pPr>{runs}</w:p>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def printed() -> bytes:
    """The plan as it is printed: a title page, pages of contents, then every section on a page of its own."""
    pages = [[text_at(LEFT, 600, TITLE)]]
    dotted = [(head, page) for head, _, page in entries()]
    for start in range(0, len(dotted), LINES):
        lines = [] if start else [text_at(260, TOP, "目　录")]
        for at, (head, page) in enumerate(dotted[start : start + LINES], 1):
            dots = "." * (CHARACTERS - len(head) - 2)
            lines.append(text_at(LEFT, TOP - at * SIZE * 1.6, f"{head}{dots}{page}"))
        pages.append(lines)
    number = 0
    for chapter, sections in chapters():
        for heading, words in ((chapter, []), *sections):
            number += 1
            lines, y = [text_at(270, 40, f"— {number} —", 12.0)], TOP
            for line in (heading, *words):
                indented = f"　　{line}"
                for start in range(0, len(indented), CHARACTERS):
                    lines.append(text_at(LEFT, y, indented[start : start + CHARACTERS]))
                    y -= SIZE * 1.6
            pages.append(lines)
    return make_pdf(pages)


def main() -> None:
    """Write the two files beside this one."""
    (HERE / "plan.docx").write_bytes(word())
    (HERE / "plan.pdf").write_bytes(printed())


if __name__ == "__main__":
    main()
