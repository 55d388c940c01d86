"""What stands around the numbered text: title, document number, salutation, signature, date; and the document's id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Final

from tui.ingest.structure.numbering import arabic_year, find_label
from tui.model.text import squeeze, visible

_DATE: Final = re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_LONGEST_DATE: Final = 40
"""Letters of a line that is a date and nothing else."""
_NUMBER: Final = re.compile(
    r"(?P<no>[\u4e00-\u9fff（）()]{1,14}[〔\[【（(﹝]\s*\d{4}\s*[〕\]】）)﹞]\s*第?\s*\d+\s*号)"
)
_KIND: Final = (
    "通知|通报|公示|意见|办法|方案|规定|决定|决议|公告|通告|公报|函|批复|报告|条例|细则|规划|计划|计画|纲要|要点|清单|措施|指南|"
    "规则|规程|制度|标准|准则|分工|预案|任务|目录|汇编|表|章程|守则|指引|政策|行动|工程|安排|分解|台账|名单|事项|实事|试行|暂行|修订"
)
_TITLE_END: Final = re.compile(
    rf"(?:{_KIND})(?:[（(](?:试行|暂行|修订|草案|征求意见稿|摘要|[^（()）]{{0,16}})[）)])?[》”]?$"
)
_SALUTATION: Final = re.compile(
    r".{0,200}(?:政府|委|办|局|厅|部门|单位|机构|公司|企业|院校|学校|会|部队|街道|处|所|院|中心)[^。；]{0,40}[：:]$"
)
_TOGETHER: Final = re.compile(r"等[一二三四五六七八九十\d]{0,3}个?(?:部门和单位|部门|单位|部委|委局|厅局|机关)$")
_BODY_NAME: Final = re.compile(
    r".*(?:政府|委员会|办公厅|办公室|局|厅|部|院|委|会|署|行|办|中心|处|指挥部|法院|公司|大学|协会|中央|[妇残文商侨]联|科协|新华社|联?合?[总联合作销]社"
    rf"|集团|军区|总队|支队|{_TOGETHER.pattern[:-1]})(?:[（(][^（()）]*[）)])?$"
)
_OF_A_BODY: Final = re.compile("(?:人民政府)?办公[厅室]|(?:管理)?委员会|管理局|人民政府")
"""Words that end the name of a body before them when a title breaks its lines there."""
_BETWEEN_NAMES: Final = (
    re.compile(r"(?<=\S)(?=\u3000{2,}|[ \u00a0]{3,}|\t)"),
    re.compile(r"(?<=[^\s、，])(?=[\s、，])(?:(?<!\s\S)(?<!^\S)|(?!\s\S(?:\s|$)))"),
)
"""What stands between those who sign together: wide blanks, else any blank or mark of a list, but not one between
letters that are set apart."""
_STAMP: Final = re.compile("[（(](?:代?章|盖章|公章|印章|印)[）)]")
APART: Final = " \u3000\u00a0\t、，"
_LONGEST_SIGNATURE: Final = 400
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\s.《》“”‘’]+|[\x00-\x1f\x7f-\x9f]')


def iso_date(line: str) -> str | None:
    """The date that a line is (2016年6月18日, 二〇一六年六月十八日), in ISO form; None where it is none."""
    plain = "".join(line.split()).strip("（）()")
    if len(plain) > _LONGEST_DATE:
        return None
    match = _DATE.fullmatch(_arabic(re.sub("(?<=[二一〇零○OＯ])[OＯ]", "〇", plain)))
    if match is None:
        return None
    try:
        return date(*(int(match[part]) for part in "ymd")).isoformat()
    except ValueError:  # a day that no calendar has
        return None


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
        r"(\s*\S.*?[\u4e00-\u9fff）)])(\s+|\s*\n\s*)((?:\d{4}|[一二〇零○]\S{3})年\S{1,3}月\S{1,3}日\s*)", line
    )
    if match and iso_date(match[3]) and all(is_body_name(name.lstrip(APART)) for name in split_names(match[1])):
        return match[1], match[2] + match[3]
    return None


def split_names(line: str) -> list[str]:
    """The names of bodies that stand in columns on one line of a signature; the line alone where it is none."""
    for between in _BETWEEN_NAMES if len(line) <= _LONGEST_SIGNATURE else ():
        parts = between.split(line.rstrip())
        whole = all(is_body_name(part.lstrip(APART)) for part in parts)
        if len(parts) > 1 and whole and not any(_OF_A_BODY.fullmatch(squeeze(part)) for part in parts):
            return parts
    return [line]


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


def find_number(words: str) -> str | None:
    """The document number that these words begin with, whatever follows."""
    match = _NUMBER.match(words.strip())
    return match["no"] if match else None


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
        and not re.search("[。：:]|[；，]$|^(?:近日|日前|今日|昨日)[，,]", text)
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


def is_stamp(line: str) -> bool:
    """Whether a line only tells of the seal: （代章）."""
    return bool(_STAMP.fullmatch(squeeze(line)))


def is_body_name(line: str) -> bool:
    """Whether a line is nothing but the name of a body, as in a signature."""
    text = re.sub("^[（(](.+)代章?[）)]$", r"\1", line.strip())
    return (
        1 < len(squeeze(text)) <= 40
        and not re.search("[。，；：:、《》]", text)
        and bool(_BODY_NAME.fullmatch(squeeze(text)))
    )


def issuer_of(titles: Sequence[str]) -> str | None:
    """The body that a title, of these lines, names before 关于 or 印发; several joined by 、 as it names them."""
    before, verb, _ = "\n".join(titles).partition("关于")
    name = re.split("印发|转发", before)[0]
    if not verb and name == before:
        return None
    name = re.split("[丨｜|]", name)[-1].strip().lstrip("《〈")
    parts: list[str] = []
    for part in name.split():
        if parts and (_OF_A_BODY.fullmatch(part) or not _BODY_NAME.fullmatch(parts[-1]) or len(part) < 2):
            parts[-1] += part
        else:
            parts.append(part)
    known = len(name) > 1 and all(map(_BODY_NAME.fullmatch, parts))
    return "、".join(parts) if known and parts else None


def joint_issuer(titles: Sequence[str], signers: Sequence[str]) -> str | None:
    """Who issued it: the one who signed; where several did, or the title names several, those of the title."""
    named = issuer_of(titles)
    if named and (len(signers) > 1 or "、" in named or _TOGETHER.search(named)):
        return named
    return signers[0] if signers else None


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
