"""What stands around the numbered text: title, document number, salutation, signature, date; and the document's id."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import Final

from tui.ingest.numbering import arabic_year, find_label
from tui.model.text import squeeze, visible

_DATE: Final = re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_NUMBER: Final = re.compile(
    r"(?P<no>[\u4e00-\u9fff（）()]{1,14}[〔\[【（(﹝]\s*\d{4}\s*[〕\]】）)﹞]\s*第?\s*\d+\s*号)"
)
_KIND: Final = (
    "通知|通报|意见|办法|方案|规定|决定|决议|公告|通告|公报|函|批复|报告|条例|细则|规划|计划|纲要|要点|清单|措施|指南|"
    "规则|规程|制度|标准|准则|分工|预案|任务|目录|汇编|表|章程|守则|指引|政策|行动|工程|安排|分解|台账|名单|试行|暂行|修订"
)
_TITLE_END: Final = re.compile(
    rf"(?:{_KIND})(?:[（(](?:试行|暂行|修订|草案|征求意见稿|摘要|[^（()）]{{0,16}})[）)])?[》”]?$"
)
_SALUTATION: Final = re.compile(
    r".{0,200}(?:政府|委|办|局|厅|部门|单位|机构|公司|企业|院校|学校|会|部队|街道|处|所|院|中心)[^。；]{0,40}[：:]$"
)
_BODY_NAME: Final = re.compile(
    r".*(?:政府|委员会|办公厅|办公室|局|厅|部|院|委|会|署|行|办|中心|处|指挥部|法院|公司|大学|协会)(?:[（(][^（()）]*[）)])?$"
)
_FURNITURE: Final = re.compile(
    r"\s*(?:.*https?://\S+.*|[─━═—\-_＿=*＊~～·.。☆★]{4,}|【[^】]{2,8}】\s*[A-Z][A-Z\d.]+|.{0,6}(?:扫一扫|分享到|打印本页|关闭窗口|字体[：:]|返回顶部|上一篇|下一篇|相关链接|保存本页).*|"
    r"[【\[]?(?:原文下载|附件下载)[】\]]?|-\s*\[.*\]\(.*\).*|"
    r"(?:您?的?(?:当前|所在)?位置|下载地址|浏览量|作者)\s*[：:].*|[^。]{0,10}首页\s*[>》»].*|文章属性|文章正文|正文|全文|政策全文|内容全文|新闻详情|发布信息|返\s*回|"
    r"\d{4}-\d{2}-\d{2}(?:\s+\d{2}:\d{2}(?::\d{2})?)?(?:\s+\S{0,20})?|"
    r"[∙•·●]?\s*【(?:制定机关|发布部门|发布机关|公布日期|发布日期|实施日期|施行日期|[生失]效日期|字\s*号|发文字号|效力等级|效力级别|效力位阶|时效性|主题分类|法规类别)】.{0,60}|"
    r"[^|。；]*(?:首页|收藏|登录|注册|论坛|English)[^|。；]*(?:\|[^|。；]*)+|[^|。；]{1,12}(?:\|[^|。；]{1,12})+\|[^|。；]*(?:首页|网|论坛)|"
    r"(?:第[一二三四五六七八九十百零〇\d]{1,6}[条章节][\s|]*){2,}|"
    r"(?:索\s*引\s*号|发\s*文\s*机\s*关|发\s*布\s*机\s*构|分\s+类|文\s+号|成\s*文\s*日\s*期|标\s+题|发\s*文\s*字\s*号|主\s*题\s*分\s*类)(?:[\s\u3000].*)?|"
    r"(?:发布日期|发布时间|发布机构|发布单位|原文链接|检索时间|检索关键词|来源|信息来源|浏览次数|索\s?引\s?号|主题分类|发文机关|成文日期|"
    r"发文字号|主\s?题\s?词|公开方式|有效性|效力状态|法规类别|时效性|效力级别)\s*[：:].*)\s*"
)
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\s.《》“”‘’]+|[\x00-\x1f\x7f-\x9f]')


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page or the collection and not to the document."""
    return len(line) <= 400 and bool(_FURNITURE.fullmatch(line.strip()))


def told_by_furniture(line: str) -> tuple[str, str] | None:
    """What a line of particulars says of the document: `doc_no` and the number in `发文字号：某政发〔2021〕5号`."""
    match = re.match(r"\s*(发文字号|文\s*号|发文机关|成文日期)\s*[：:]\s*(\S.*?)\s*$", line)
    if match is None:
        numbered = re.search(rf"(?:发文字号|文\s*号)[\s：:]+{_NUMBER.pattern}", line)
        return ("doc_no", numbered["no"]) if numbered else None
    key, value = {"发": "doc_no", "文": "doc_no", "成": "issued"}.get(match[1][0], ""), match[2]
    if match[1] == "发文机关":
        return "issuer", value
    found = iso_date(value) if key == "issued" else doc_number(value)
    return (key, found) if found else None


def iso_date(line: str) -> str | None:
    """The date that a line is (2016年6月18日, 二〇一六年六月十八日), in ISO form; None where it is none."""
    plain = "".join(line.split()).strip("（）()")
    match = _DATE.fullmatch(_arabic(re.sub("(?<=[二一〇零○OＯ])[OＯ]", "〇", plain)))
    if match is None:
        return None
    year, month, day = (int(match[part]) for part in "ymd")
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _arabic(text: str) -> str:
    months = {"十": "10", "十一": "11", "十二": "12"} | {
        char: str(place) for place, char in enumerate("一二三四五六七八九", 1)
    }

    def number(match: re.Match[str]) -> str:
        tens, ten, ones = match.group().rpartition("十")
        value = (int(months.get(tens, "1")) if ten else 0) * (10 if ten else 1)
        return str(value + int(months.get(ones, "0")))

    return re.sub("[一二三四五六七八九十]+(?=[月日])", number, arabic_year(text))


def split_signature(line: str) -> tuple[str, str] | None:
    """The name and the date of a line that holds both; None where it does not."""
    if len(line) > 120:
        return None
    match = re.fullmatch(
        r"(\s*\S*?[\u4e00-\u9fff]\s*?\S*?)(\s+|\s*\n\s*)((?:\d{4}|[一二〇零○]\S{3})年\S{1,3}月\S{1,3}日\s*)", line
    )
    if match and iso_date(match[3]) and is_body_name(match[1]):
        return match[1], match[2] + match[3]
    return None


def doc_number(line: str) -> str | None:
    """The document number that a line is, or begins with before a title; None for one inside a sentence."""
    match = _NUMBER.match(line.strip())
    if match is None:
        return None
    rest = line.strip()[match.end() :]
    return match["no"] if not rest.strip() or is_title(rest) else None


def is_letterhead(line: str) -> bool:
    """Whether a line is the head of the paper (某某人民政府文件) and not yet the title."""
    text = squeeze(line)
    return text.endswith("文件") and bool(_BODY_NAME.fullmatch(text.removesuffix("文件")))


def is_title(line: str) -> bool:
    """Whether a line reads as a title by itself."""
    text = squeeze(line)
    return 4 <= len(text) <= 120 and bool(_TITLE_END.search(text)) and not re.search("[。；]|[：:]$", text)


def number_behind(title: str) -> str | None:
    """The document number in brackets behind a title (关于……的通知（某政〔2019〕31号）)."""
    match = re.search(
        r"[（(]\s*([\u4e00-\u9fff]{1,14}[〔\[【﹝]\s*\d{4}\s*[〕\]】﹞]\s*第?\s*\d+\s*号)\s*[）)]$", title.strip()
    )
    return match[1] if match and is_title(title.strip()[: match.start()]) else None


def closes_title(words: str) -> bool:
    """Whether the words of a title so far make it whole: one that issues something ends with 通知 or the like."""
    if number_behind(words):
        return True
    if re.search("印发|转发", words):
        return bool(re.search("(?:通知|函|》)$", squeeze(words)))
    return is_title(words)


def may_be_title(line: str) -> bool:
    """Whether a line may be a title or a part of one: short, no sentence, no number before it."""
    text = line.strip()
    return (
        bool(text)
        and (len(text) <= 80 or is_title(text))
        and not re.search("[。：:]|[；，]$", text)
        and find_label(line) is None
    )


def is_salutation(line: str) -> bool:
    """Whether a line names those the document is sent to."""
    text = squeeze(line).replace(":", "：")
    return (
        len(text) <= 240
        and "。" not in text
        and not text.endswith("如下：")
        and not text.startswith("附件")
        and bool(_SALUTATION.fullmatch(text))
    )


def is_body_name(line: str) -> bool:
    """Whether a line is nothing but the name of a body, as in a signature."""
    text = line.strip()
    return (
        2 < len(squeeze(text)) <= 40
        and not re.search("[。，；：:、《》]", text)
        and bool(_BODY_NAME.fullmatch(squeeze(text)))
    )


def issuer_of(title: str) -> str | None:
    """The body that a title names before 关于 or 印发."""
    match = re.match(r"(.{3,60}?)(?:办公厅|办公室)?(?:关于|印发|转发)", title)
    if match is None:
        return None
    name = re.split("关于|印发|转发", title)[0].strip().lstrip("《〈")
    return name if _BODY_NAME.fullmatch(name) else None


def make_title(first: str, issuer: str | None) -> str:
    """A title for a document that prints none, made from its first paragraph and its signature."""
    who = issuer or ""
    cited = re.search("(?:贯彻|落实|根据|按照)[^《。]{0,12}(《[^》]+》)", first)
    said = re.search("(?:如下|以下|本|该)([一-龥]{0,4}(?:意见|措施|办法|方案|规定|通知|细则|计划|要点))", first)
    if cited and said:
        return f"{who}关于贯彻落实{cited[1]}的{said[1]}"
    words = visible(re.split("[。；]", first.strip())[0])
    return f"{who}：{words[:40]}" if who and words else words[:40] or who or "—"


def document_id(words: str) -> str:
    """An id that may also name a file: the words without what file names cannot hold, at most 80 bytes of UTF-8.

    Words that had to be cut get a sum of all of them behind, so that two long titles with one beginning stay apart.
    """
    plain = "".join(char for char in visible(unicodedata.normalize("NFC", words)) if char.isprintable())
    plain = re.sub(r"[\[【(（﹝](\d{4})[\]】)）﹞]", r"〔\1〕", plain).translate({ord("["): None, ord("]"): None})
    slug = _UNSAFE.sub("", plain).replace("⟨", "").replace("⟩", "") or "document"
    encoded = slug.encode()
    if len(encoded) <= 80:
        return slug
    return encoded[:72].decode(errors="ignore") + "-" + sha256(slug.encode()).hexdigest()[:6]
