"""Sentences that lay down a rule for all notes: the first named leads, those with a star lead, one body answers too."""

from __future__ import annotations

import re
from typing import Final

_FIRST: Final = re.compile(
    r"(?:(?:排列|列|排名|排序|排)(?:在|于)?(?:第一|首|最前)(?:位|名|个)?|第一个?|第一位|首个|首位)(?:的|者)*(?:责任|承办)?(?:单位|部门)?(?:的|者)?"
    r"(?:均?为|是|作为|系)(?:牵头|主办|主责|第一责任)"
)
_SIGNS: Final = r"*＊★☆●○▲△■□◆◇#＃※√✓"
_STAR: Final = re.compile(
    r"(?:[一-龥]{0,8}?(?:标注?|带|加|注|打|划|画|有)(?:有|注|记)?|[以用])?[“\"'（(]?(?P<sign>["
    + _SIGNS
    + r"])[”\"'）)]?"
    r"(?:号|标|标记|符号|标识|标注|注明|标明)*(?:的|者)*(?:责任|承办)?(?:单位|部门|机关)?(?:的|者)*"
    r"(?:均?为|是|系|表示|代表)(?:该项)?(?:工作|任务)?(?:的)?(?:牵头|主办|主责|第一责任)(?:单位|部门|机关)?"
    r"|(?:牵头|主办|主责)(?:单位|部门|机关)?(?:前|后)?(?:[以用]|标注?|加|带|打)+[“\"'（(]?(?P<behind>["
    + _SIGNS
    + r"])[”\"'）)]?(?:号)?(?:标注|标明|标出|标识|表示|注明)?"
)
_STARRED: Final = _STAR.pattern.replace("?P<sign>", "?:").replace("?P<behind>", "?:")
_STAR_RULE: Final = re.compile(
    rf"[（(〔\[]\s*(?:注[：:])?(?:{_STARRED})[）)〕\]]|[，,；;。\s]*(?:其中|注)?[，：:]?(?:{_STARRED})"
)
_STANDING: Final = re.compile(
    r"(?:以下|下列|上述|各项)[^。；]{0,12}(?:均需?|都需?)由?[^。；]{2,30}(?:负责|落实|参与|配合)[^。；]{0,4}(?:不再|不)[^。；]{0,4}列[^。；，）)]*"
)
RULES: Final = re.compile(
    rf"[（(〔\[【][^（(〔\[【）)〕\]】]*(?:{_FIRST.pattern})[^）)〕\]】]*[）)〕\]】]|[，,；;。\s]*(?:其中|以上|各项(?:任务|工作)|注)?[，：:]?(?:{_FIRST.pattern})[^，,；;。]*"
    rf"|[，,；;。]\s*(?:以?下同)(?=$|[，,；;。）)])|[，,；;。]*{_STANDING.pattern}"
)
"""Words that lay down a rule for all notes."""


def names_first_as_lead(text: str) -> bool:
    """Whether the words say that of several bodies the first one leads."""
    return bool(_FIRST.search(text))


def names_standing_body(text: str) -> bool:
    """Whether the words lay all that follows on some body without naming it again."""
    return bool(_STANDING.search(text))


def leading_sign(text: str) -> str:
    """The sign that marks who leads where the words say so (标*的为牵头单位); empty where they do not."""
    match = _STAR.search(text)
    return (match["sign"] or match["behind"]) if match else ""


def without_rules(text: str) -> str:
    """The words of a note without the rules it lays down."""
    return RULES.sub("", _STAR_RULE.sub("", text) if leading_sign(text) else text)


def with_leads_marked(text: str, sign: str) -> str:
    """The words with 牵头 in brackets behind every name that carries the sign, before it or behind it."""
    if not sign or sign not in text:
        return text
    name = rf"[^、，,；;：:。\s（(【\[{re.escape(sign)}]+(?:[（(][^（()）]*[）)])?"
    mark = re.escape(sign)
    text = re.sub(rf"[（(\[〔]\s*{mark}\s*[）)\]〕]", sign, text)
    return re.sub(rf"(?P<before>{name})\s*{mark}(?=$|[、，,；;。\s）)])|{mark}\s*(?P<behind>{name})", _marked, text)


def _marked(match: re.Match[str]) -> str:
    return f"{match['before'] or match['behind']}（牵头）"
