"""The labels that tell roles apart: `牵头单位：`, `配合部门：`, `完成时限：`, and what else stands before a colon."""

from __future__ import annotations

import re
from typing import Final

from tui.ingest.duties.names import looks_like_names

UNIT: Final = "(?:部门|单位|机构|机关|主体|处室|科室|股室|厅局|司局|地区|方)"
_IN_BRACKETS: Final = r"[（(][^（()）：:]{1,12}[）)]"
_OF: Final = rf"(?:[一-龥]|[（(][一-龥]{{1,6}}[）)]){{0,6}}?{UNIT}(?:[/／及和与][一-龥]{{1,6}})?(?:{_IN_BRACKETS})?"
"""What follows the word of a role: 牵头（责任）单位, 责任单位及责任人, 责任单位（部门）."""
_GUIDE: Final = f"(?:业务|行业|技术)?指导{_OF}"
_LEAD: Final = f"(?:总?牵头|主办|主责|主政|总?统筹|抓总|第一责任|主要责任){_OF}|总?牵头|主办|主责"
_PART: Final = (
    f"(?:配合|协办|参加|参与|协同|协作|协力|支持|协助|会办|会同|联办|协管|会签|参建)(?:{_OF}|[一-龥]{{0,4}}?)"
)
_PLAIN: Final = (
    f"(?:责任|承办|承接|承建|认领|落实|实施|执行|主管|负责|考核|分工|推进|完成|工作|整改|组织|组织实施|承担|办理|权责|主体责任|属地责任){_OF}"
    "|责任分工|权责分工|职责分工|任务分工|责任"
)
_DUE: Final = (
    "(?:完成|办结|推进|落实|实施|整改|时间|工作|办理|计划完成|预计完成|要求完成|达标|建成|竣工|截止)?"
    "(?:时限|时间|期限|进度|节点|日期|期程|时程)(?:要求|安排|节点)?|限期"
)
WATCHES: Final = "(?:督导|督办|督查|督促|验收|监督|销号|核查|监管|包保|包联|联系)(?:单位|部门)"
"""Bodies that watch over a task and do not answer for it."""
_OTHER: Final = (
    rf"{WATCHES}|(?:适用|实施|推广|试点)?(?:范围|地区|区域)|[一-龥]{{2,6}}领导|[一-龥]{{2,4}}人"
    "|成果形式|整改目标|备注|分值"
)
_ROLES: Final = f"{_GUIDE}|{_LEAD}|{_PART}|{_PLAIN}|{_DUE}"
_KEY: Final = re.compile(
    rf"(?P<other>{WATCHES})|(?P<guide>{_GUIDE})|(?P<lead>{_LEAD})|(?P<part>{_PART})|(?P<plain>{_PLAIN})|(?P<due>{_DUE})|.*"
)
_WHOSE: Final = "(?:其他|其它|相关|共同|具体|主要|以上|各|本[条项款]|地方|[国省市州县区]家?[级直])*"
"""What may stand before a key: 其他责任单位, 省级责任单位."""
_ANY: Final = f"{WATCHES}|{_ROLES}|{_OTHER}"
_NAME: Final = r"[一-龥][一-龥A-Za-z\d]{1,9}(?:[（(][^（()）：:]{1,12}[）)])?"
"""Any words that may be the name of a line of a card."""
KEYED: Final = re.compile(
    rf"[\s*]*(?:{_WHOSE}(?P<key>{_ANY})[\s*]*[：:]|【{_WHOSE}(?P<boxed>{_ANY})】[：:]?)[\s*]*"
    rf"|(?<=[；;。，,\s])[\s*]*(?P<named>{_NAME})[：:][\s*]*"
)
"""A label within a note; one that is not known needs a mark or a blank before it."""
KEYED_ROLE: Final = re.compile(
    rf"(?<=[。；;，,\s])(?:{_WHOSE}(?:{_GUIDE}|{_LEAD}|{_PART}|{_PLAIN})\s*[：:]|【(?:{_ROLES})】)"
)
"""A label that tells who answers, behind a mark or a blank in the midst of a line."""
NOTE_BEGINS: Final = re.compile(
    rf"(?<=[。；，,—\s])(?=(?:{_WHOSE}(?:{_LEAD}|{_GUIDE}|{_PLAIN}|{_DUE}|{WATCHES}|[一-龥]{{2,4}}领导|[一-龥]{{0,4}}责任人))[：:]|【(?:{_ROLES})】)"
)
"""Where a note without brackets begins: a label behind a sentence or a blank."""
_LINE: Final = r"[\s*●•◆■·○☆★▲\-—]*"
_ROLE_LINE: Final = re.compile(
    rf"{_LINE}(?:{_WHOSE}(?:{WATCHES}|{_ROLES}|(?:牵头|责任|分管|主管|协管|包联|挂点|督导|联系)[一-龥]{{0,3}}(?:领导|人)"
    rf"|(?:主要|第一|直接|具体)?责任人|联系人|成果形式|整改目标|备注|分值)[\s*]*[：:]|【(?:{_ROLES})】)"
)
_BARE_ROLE: Final = re.compile(f"{_WHOSE}(?:{WATCHES}|{_ROLES})")
_OTHER_LABEL: Final = re.compile(
    rf"(?P<head>{_LINE})(?:(?P<spaced>[一-龥](?:[ \u3000\u00a0]{{1,4}}[一-龥]){{2,9}})\s*[：:]"
    r"|[\[［〔](?P<boxed>[一-龥]{2,10})[\]］〕]\s*[：:]?\s*|(?P<bare>[一-龥]{4,8})[ \u3000\u00a0]+(?=\S))"
)
_BEGINS_DATE: Final = re.compile(r"(?:[12]\d{3}年|\d{1,2}月|年底|长期|持续|全年|[12]\d{3}[.\-/])")
_LONGEST_LABEL: Final = 80
_LABEL: Final = re.compile(
    rf"{_LINE}(?:(?P<name>{_WHOSE}(?:{_ANY})|{_NAME})[\s*]*[：:]|【(?P<boxed>{_NAME})】[：:]?)[\s*]*"
)
_SET_OFF: Final = re.compile(
    rf"(?:^|(?<=[\s；;，,。]))(?P<key>{_WHOSE}(?:{_GUIDE}|{_LEAD}|{_PART}|{_PLAIN}))[ \u3000]+(?=[一-龥]{{3}})"
)


def with_colons(text: str) -> str:
    """The words of a note that begins with a label set off by a blank (牵头单位 甲局 配合单位 乙局), with colons."""
    begins = _SET_OFF.match(text)
    if begins is None or not looks_like_names(text[begins.end() :].split(maxsplit=1)[0]):
        return text
    return _SET_OFF.sub(r"\g<key>：", text)


def role_of_key(key: str) -> str:
    """`guide`, `lead`, `part`, `plain`, `due`, or `other` for labels that tell of none of these."""
    match = _KEY.fullmatch(key.strip())
    return str(match.lastgroup or "other") if match else "other"


def with_label(text: str) -> str:
    """The line with its label as it is read: `责 任 单 位：`, `[责任单位]` and `责任单位 甲局` as `责任单位：`."""
    match = _OTHER_LABEL.match(text[:_LONGEST_LABEL])
    if match is None:
        return text
    name, rest = "".join((match["spaced"] or match["boxed"] or match["bare"]).split()), text[match.end() :]
    if not _BARE_ROLE.fullmatch(name) or (match["bare"] and not (_BEGINS_DATE.match(rest) or looks_like_names(rest))):
        return text
    return f"{match['head']}{name}：{rest}"


def is_role_line(text: str) -> bool:
    """Whether a line stands for itself as `牵头单位：…`, `完成时限：…`."""
    return bool(_ROLE_LINE.match(with_label(text)))


def label_of(text: str) -> tuple[str, str] | None:
    """The name and the words of a line such as `年度目标：建成开放`; None where no name stands before a colon."""
    text = with_label(text)
    match = _LABEL.match(text)
    if match is None:
        return None
    return (match["name"] or match["boxed"]).strip("* "), text[match.end() :].strip()
