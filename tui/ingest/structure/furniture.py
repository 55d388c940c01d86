"""Lines that belong to the page or the collection a text was taken from: particulars, paths, buttons. Pure."""

from __future__ import annotations

import re
from typing import Final

from tui.ingest.duties.roles import is_role_line
from tui.ingest.structure.masthead import doc_number, find_number, is_body_name, is_salutation, is_title, iso_date


def _spaced(words: str) -> str:
    """A pattern for any of these words, white space between their letters allowed."""
    return "|".join(r"\s*".join(word) for word in words.split())


_KEYS: Final = _spaced(
    "索引号 主题分类 组配分类 信息分类 体裁分类 公文种类 法规类别 发布机构 发布部门 发布机关 发布单位 "
    "发文机关 发文单位 制定机关 成文日期 发文日期 发布日期 公布日期 实施日期 施行日期 生效日期 失效日期 "
    "废止日期 发文标题 发文文号 发文部门 发文时间 发文内容 政策文号 生成日期 生效时间 废止时间 "
    "发布时间 有效性 效力状态 效力级别 效力等级 效力位阶 时效性 发文字号 主题词 公开方式 公开范围 "
    "内容概述 政策咨询机关 政策咨询电话 信息来源 原文链接 检索时间 检索关键词"
)
"""Particulars that no sentence begins with."""
_SHORT_KEYS: Final = _spaced(
    "标题 名称 文号 字号 分类 时间 来源 作者 编辑 关键词 下载地址 阅读次数 浏览次数 浏览量 访问次数 点击数 点击量"
)
"""Words that need a colon or letters set apart to be particulars."""
_AGENCY: Final = (
    "新华社|新华网|新华每日电讯|中新社|中新网|中国新闻社|中国新闻网|中通社|人民日报|人民网|央广网|央视网|央视新闻|光明日报|光明网"
    "|经济日报|法治日报|工人日报|农民日报|科技日报|中国青年报|中国日报|本报|本台|本网|本刊"
)
_REPORTER: Final = (
    r"(?:\s*[（(](?:记者|通讯员|编辑|见习记者)?[^（()）。]{0,30}[）)]"
    r"|\s*(?:记者|通讯员)\s?[一-龥]{2,4}?(?:报道)?(?=\s|$))"
)
_DATELINE: Final = (
    rf"[（(【\[]?(?:据|来源[：:])?(?:{_AGENCY})"
    rf"[^，。；：:（()）]{{0,24}}?(?:专?电|讯|报道|消息)(?:{_REPORTER}){{0,2}}[）)】\]]?(?:{_REPORTER})?[：:]?"
)
"""`新华社北京2月21日电（记者张三）`: which agency a text was taken from."""
_PATTERNS: Final = (
    rf"[\[【∙•·●\-\s]*(?:{_KEYS})\s*(?:[\]】：:|].*|\s.*)?",
    rf"[\[【∙•·●\-\s]*(?:{_SHORT_KEYS})\s*(?:[\]】].*|[：:].*)",
    r"(?:标\s+题|文\s+号|字\s+号|分\s+类)(?:\s.*)?",
    r"\d{4}-\d{2}-\d{2}(?:\s+\d{2}:\d{2}(?::\d{2})?)?(?:\s+\S{0,20})?",
    r".*https?://\S+.*|-\s*\[.*\]\(.*\).*",
    r"[─━═—\-_＿=*＊~～·.。☆★]{4,}",
    r"【[^】]{2,8}】\s*[A-Z][A-Z\d.]+",
    r".{0,6}(?:扫一扫|分享到|打印本页|关闭窗口|字体(?:大小)?[：:]|返回顶部|上一篇|下一篇|相关链接|保存本页).*",
    r"[【\[]?(?:原文下载|附件下载|字体大小)[】\]]?[：:]?",
    r"您?的?(?:当前|所在)?位置\s*[：:].*|[^。]{0,10}首页\s*[>》»].*",
    r"[∙•·●\s]*(?:加入收藏|收藏本页|打印|关闭|分享)",
    r"(?:政务)?(?:微信|微博|客户端|抖音)|[×✕]|无障碍(?:浏览|阅读|模式).*|长者模式|关怀版|适老版|繁體|繁体|简体",
    _DATELINE,
    r".*(?:网站标识码|ICP备|公网安备|版权所有|网站地图|网站声明).*",
    r"主办(?:单位)?[：:]\s*\S+[\s　|]+(?:承办|协办|维护|技术支持)(?:单位)?[：:].*",
    r"[（(]?《[^》]{4,80}》(?:的)?(?:主要内容|全文|内容)?如下[。：:]?[）)]?|(?:现将)?全文(?:刊发|发布)?如下[。：:]?",
    r"文章属性|文章正文|正文|全文|政策全文|内容全文|新闻详情|发布信息|政府信息公开|返\s*回",
    r"[^|。；]*(?:首页|收藏|登录|注册|论坛|English)[^|。；]*(?:\|[^|。；]*)+",
    r"[^|。；]{1,12}(?:\|[^|。；]{1,12})+\|[^|。；]*(?:首页|网|论坛)",
    r"(?:第[一二三四五六七八九十百零〇\d]{1,6}[条章节][\s|]*){2,}",
)
_DATED_LINE: Final = re.compile(
    rf"\s*(?:{_DATELINE})(?:(?=\s)|(?<=[）)】\]：:])|(?<=消息|报道)[，,]|(?=近日|日前|今日))"
)
_LONGEST_DATELINE: Final = 120
_REPORT: Final = re.compile(
    r"(?:(?:近日|日前|今日|昨日|最近|\d{1,2}月\d{1,2}日|\d{1,2}日)[，,]?)?(?:经[^，。]{2,20}[，,])?"
    r"(?:(?P<who>[^，。；《》]{2,60}?)(?:联合|正式|对外|日前|近日)*(?:印发|发布|公布|下发|出台|转发|发出)了?)?"
    r"《(?P<title>[^《》]{4,80})》[^。]{0,60}(?:[。：:]|$)"
)
_FURNITURE: Final = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.DOTALL)
_PARTICULAR: Final = re.compile(r"[∙•·●\s]*[\u4e00-\u9fff]{2,6}\s*[：:]\s*(?:\S[^。；]{0,80})?")
_BOXED_KEY: Final = re.compile(rf"\[\s*(?:{_KEYS}|{_SHORT_KEYS})\s*\]")


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page or the collection and not to the document."""
    return len(line) <= 400 and bool(_FURNITURE.fullmatch(line.strip()))


def is_dateline(line: str) -> bool:
    """Whether a line is nothing but the agency that a text was taken from."""
    return bool(re.fullmatch(_DATELINE, line.strip()))


def split_dateline(line: str) -> tuple[str, str] | None:
    """The agency that a line names first, and the words behind it: `中新社北京2月21日电 近日，…`."""
    match = None if is_dateline(line) else _DATED_LINE.match(line[:_LONGEST_DATELINE])
    return (line[: match.end()], line[match.end() :]) if match and line[match.end() :].strip() else None


def told_by_report(line: str) -> tuple[str, str | None] | None:
    """The title of what is printed below, and who issued it, as a report says it: `近日，某办公厅印发《…》`."""
    match = _REPORT.match(line.strip())
    if match is None or not is_title(match["title"]):
        return None
    names = (match["who"] or "").removeprefix("由").strip()
    known = names and all(map(is_body_name, re.split("[、和与]|\\s+", names)))
    return match["title"], names if known else None


def is_particular(line: str) -> bool:
    """Whether a line above the title may be a particular whose key is not known: a word, a colon, some words."""
    return bool(_PARTICULAR.fullmatch(line.strip())) and not is_salutation(line) and not is_role_line(line)


def is_value(line: str, before: str) -> bool:
    """Whether a line is what the one before it, a key in brackets (`[ 发布机构 ]`), asks for."""
    return bool(_BOXED_KEY.fullmatch(before.strip())) and len(line.strip()) <= 60 and not is_title(line)


def told_by_furniture(line: str) -> tuple[str, str] | None:
    """What a line of particulars says of the document: `doc_no` and the number in `发文字号：某政发〔2021〕5号`."""
    match = re.match(r"\s*(发文字号|文\s*号|发文机关|成文日期)\s*[：:]\s*(\S.*?)\s*$", line)
    titled = re.match(r"\s*(?:发文)?(?:标\s*题|名\s*称)[\s：:|]+(.*?)(?:\s*文\s*号.*)?[\s|]*$", line)
    if titled and is_title(titled[1]):
        return "title", titled[1]
    if match is None:
        numbered = re.search(r"(?:发文字号|文\s*号)[\s：:|]+(\S.*)", line)
        number = find_number(numbered[1]) if numbered else None
        return ("doc_no", number) if number else None
    key, value = {"发": "doc_no", "文": "doc_no", "成": "issued"}.get(match[1][0], ""), match[2].strip(" |")
    if match[1] == "发文机关":
        return "issuer", value
    found = iso_date(value) if key == "issued" else doc_number(value)
    return (key, found) if found else None
