"""Sentences that lay down a rule for all notes: the first named leads, those with a star lead, one body answers too."""

from __future__ import annotations

import re
from typing import Final

_FIRST: Final = re.compile(
    r"(?:(?:排列|列|排名|排序|排)(?:在|于)?(?:第一|首|最前)(?:位|名|个)?|第一个?|第一位|首个|首位)(?:的|者)*(?:责任|承办)?(?:单位|部门)?(?:的|者)?"
    r"(?:均?为|是|作为|系)(?:牵头|主办|主责|第一责任)"
)
SIGNS: Final = "*＊★☆●○▲△■□◆◇#＃※√✓"
"""Signs that may stand at a name."""
_ALONE: Final = "*＊★☆▲△◆◇#＃※"
"""Signs that set a name apart even where no words say what they mean: others are put before any line of a list."""
_QUOTE: Final = "“”\"'（()）"
_SIGN: Final = rf"[{_QUOTE}]?[{SIGNS}](?:[“”\"'、/和或及与\s]{{0,4}}[{SIGNS}]){{0,5}}[{_QUOTE}]?"
"""One sign, or several: `★▲`, `“★”、“△”`."""
_SIGNED: Final = (
    r"(?:[一-龥]{0,8}?(?:标注?|带|加|注|打|划|画|有)(?:有|注|记)?|[以用])?"
    rf"(?P<sign>{_SIGN})(?:号|标|标记|符号|标识|标注|注明|标明)*(?:的|者)*(?:责任|承办)?(?:单位|部门|机关)?(?:的|者)*"
    r"(?:均?为|是|系|表示|代表)(?:该项|各项)?(?:工作|任务)?(?:的)?"
)
_STAR: Final = re.compile(
    _SIGNED + r"(?:牵头|主办|主责|第一责任)(?:单位|部门|机关)?"
    r"|(?:牵头|主办|主责)(?:单位|部门|机关)?(?:前|后)?(?:[以用]|标注?|加|带|打)+(?P<behind>"
    + _SIGN
    + r")(?:号)?(?:标注|标明|标出|标识|表示|注明)?"
)
_STARRED: Final = _STAR.pattern.replace("?P<sign>", "?:").replace("?P<behind>", "?:")
_PLAIN_SIGN: Final = (
    _SIGNED.replace("?P<sign>", "?:") + "(?:配合|协办|参加|参与|协同|协助|责任|承办)(?:单位|部门|机关)?"
)
_STAR_RULE: Final = re.compile(
    rf"[（(〔\[]\s*(?:注[：:])?(?:{_STARRED})(?:[，,；;、]?{_PLAIN_SIGN})?[）)〕\]]"
    rf"|[，,；;。、\s]*(?:其中|注)?[，：:]?(?:{_STARRED}|{_PLAIN_SIGN})"
)
_MARK: Final = re.compile(
    r"(?<=[一-龥）)〕])[（(〔\[【](?:(?P<lead>总?牵头|主办|主责|[牵主](?=[）)〕\]】]))|配合|协办|参加|参与|协助"
    r"|协同|[配协参](?=[）)〕\]】]))(?:单位|部门|机关)?[）)〕\]】](?=\s|$|[、，,；;。及和与])"
)
"""A role in brackets behind a name."""
_BETWEEN: Final = re.compile(r"[、，,；;和及与\n]|(?<=[^\s、，,；;：:])[ \u3000]+(?=[^\s、，,；;])")
"""What stands between names."""
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
    """The signs that mark who leads where the words say so (标*的为牵头单位); empty where they do not."""
    match = _STAR.search(text)
    return "".join(char for char in match["sign"] or match["behind"] if char in SIGNS) if match else ""


def telling_sign(text: str) -> str:
    """The sign that sets some of several names apart where no words say who leads; empty where there is none."""
    held = {char for char in text if char in _ALONE}
    sign = held.pop() if len(held) == 1 else ""
    if not sign or sign * 2 in text or re.search("牵头|主办|主责", text):
        return ""
    return sign if text.count(sign) <= len(_BETWEEN.findall(text)) else ""


def is_signed(text: str) -> bool:
    """Whether a sign stands at one of the names that these words are."""
    return any(char in _ALONE for char in text)


def without_rules(text: str) -> str:
    """The words of a note without the rules it lays down."""
    return RULES.sub("", _STAR_RULE.sub("", text) if leading_sign(text) else text)


def with_leads_marked(text: str, signs: str) -> str:
    """The words with 牵头 in brackets behind every name that carries one of the signs, before it or behind it."""
    mark = f"[{re.escape(signs)}]"
    if not signs or not re.search(mark, text):
        return text
    name = rf"[^、，,；;：:。\s（(【\[）)】\]{re.escape(signs)}]++(?:[（(][^（()）]*[）)])?+(?!\s*[：:])"
    text = re.sub(rf"[（(\[〔]\s*({mark})\s*[）)\]〕]", r"\1", text)
    return re.sub(rf"(?P<before>{name})\s*{mark}(?=$|[、，,；;。\s）)])|{mark}\s*(?P<behind>{name})", _marked, text)


def with_marks_alike(text: str) -> str:
    """The words with the roles behind names in one form: `甲局〔牵头单位〕、乙局【协办】` as （牵头）, （配合）."""
    return _MARK.sub(lambda match: "（牵头）" if match["lead"] else "（配合）", text)


def is_marked(text: str) -> bool:
    """Whether a mark in brackets behind a name says who leads."""
    return any(match["lead"] for match in _MARK.finditer(text))


def _marked(match: re.Match[str]) -> str:
    return f"{match['before'] or match['behind']}（牵头）"
