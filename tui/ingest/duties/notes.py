"""Responsibility notes: （…牵头，…配合） （责任单位：…） （…负责，2020年底前完成）, and lines such as `牵头单位：…`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tui.ingest.duties.names import Duty, ends_as_body, is_name, looks_like_names, pieces, split_names
from tui.model.schedule import parse_due

_BRACKETS: Final = {"（": "）", "(": ")", "〔": "〕", "[": "]", "【": "】"}
_UNIT: Final = "(?:部门|单位|机构|主体|处室|科室|地区|方)"
_LEAD_KEY: Final = f"(?:总?牵头|主办|主责|指导|第一责任|主要责任)[一-龥]{{0,6}}?{_UNIT}|总?牵头|主办|主责"
_PART_KEY: Final = f"(?:配合|协办|参加|参与|协同|协作|支持|协助|会办)[一-龥]{{0,4}}?{_UNIT}?"
_PLAIN_KEY: Final = (
    f"(?:责任|承办|落实|实施|执行|主管|负责|考核|分工|推进|完成|工作|整改|组织实施)[一-龥]{{0,6}}?{_UNIT}"
    "|责任分工|职责分工|任务分工|责任"
)
_DUE_KEY: Final = "(?:完成|办结|推进|落实|实施|整改|时间|工作)?(?:时限|时间|期限|进度|节点|日期)(?:要求|安排|节点)?"
_WATCHES: Final = "(?:督导|督办|督查|督促|验收|监督|销号|核查)(?:单位|部门)"
"""Bodies that watch over a task and do not answer for it."""
_OTHER_KEY: Final = (
    rf"{_WATCHES}|(?:适用|实施|推广|试点)?(?:范围|地区|区域)|[一-龥]{{2,6}}领导|[一-龥]{{2,4}}人"
    "|成果形式|整改目标|备注|分值"
)
_KEY: Final = re.compile(
    rf"(?P<lead>{_LEAD_KEY})|(?P<part>{_PART_KEY})|(?P<plain>{_PLAIN_KEY})|(?P<due>{_DUE_KEY})|(?P<other>{_OTHER_KEY})"
)
_ANY_KEY: Final = f"{_LEAD_KEY}|{_PART_KEY}|{_PLAIN_KEY}|{_DUE_KEY}|{_OTHER_KEY}"
_WHOSE: Final = "(?:其他|其它|相关|共同|具体|以上|本[条项款]|地方|[国省市州县区]家?[级直])*"
"""What may stand before a key: 其他责任单位, 省级责任单位."""
_KEYED: Final = re.compile(
    rf"[\s*]*(?:{_WHOSE}(?P<key>{_ANY_KEY})[\s*]*[：:]|【{_WHOSE}(?P<boxed>{_ANY_KEY})】[：:]?)[\s*]*"
)
_ROLES: Final = f"{_LEAD_KEY}|{_PART_KEY}|{_PLAIN_KEY}|{_DUE_KEY}"
_OTHER_LINE: Final = (
    "(?:牵头|责任|分管|主管|协管|包联|挂点|督导|联系)[一-龥]{0,3}(?:领导|人)|(?:主要|第一|直接|具体)?责任人"
    f"|{_WATCHES}|联系人|成果形式|整改目标|备注|分值"
)
_ROLE_LINE: Final = re.compile(
    rf"[\s*●•◆■·\-]*(?:{_WHOSE}(?:{_ROLES}|{_OTHER_LINE})[\s*]*[：:]|【(?:{_ROLES}|{_OTHER_LINE})】)"
)
_LEADS: Final = re.compile(
    r"(?:负责|共同|联合|统筹|分别|总)*牵头(?:负责|组织|实施|落实|办理|推进|指导|承办|单位|部门)*$|主办$|主责$"
)
_TAKES_PART: Final = re.compile(
    r"(?:积极|按(?:照)?(?:职责|职能)分工|共同)*(?:配合|参加|参与|协办|协助|协同|支持)(?:实施|落实|推进|负责|办理)*$"
)
_ANSWERS: Final = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:按照?(?:各自)?(?:职责|职能)(?:分工)?|根据职责(?:分工)?|按分工|分别|分工|共同|具体|联合|组织)*(?:负责(?:落实|实施|推进|办理)?|落实|组织实施|实施|承办)$"
)
_ONLY_URGES: Final = re.compile("(?:督促|监督|督导|检查)$")
"""`…督促落实`: a body that sees to it that others do what they must."""
_FIRST: Final = re.compile(
    r"(?:(?:排列|列|排名|排序|排)(?:在|于)?(?:第一|首|最前)(?:位|名|个)?|第一个?|第一位|首个|首位)(?:的|者)*(?:责任|承办)?(?:单位|部门)?(?:的|者)?"
    r"(?:均?为|是|作为|系)(?:牵头|主办|主责|第一责任)"
)
_STANDING: Final = re.compile(
    r"(?:以下|下列|上述|各项)[^。；]{0,12}(?:均需?|都需?)由?[^。；]{2,30}(?:负责|落实|参与|配合)[^。；]{0,4}(?:不再|不)[^。；]{0,4}列[^。；，）)]*"
)
_RULES: Final = re.compile(
    rf"[（(〔\[【][^（(〔\[【）)〕\]】]*(?:{_FIRST.pattern})[^）)〕\]】]*[）)〕\]】]|[，,；;。\s]*(?:其中|以上|各项(?:任务|工作)|注)?[，：:]?(?:{_FIRST.pattern})[^，,；;。]*"
    rf"|[，,；;。]\s*(?:以?下同)(?=$|[，,；;。）)])|[，,；;。]*{_STANDING.pattern}"
)
"""Words that lay down a rule for all notes."""
_NAMED_ROLE: Final = (
    (re.compile(r"(?<=[一-龥）)])为(?:牵头|主办|主责)(?:单位|部门)"), "牵头"),
    (re.compile(r"(?<=[一-龥）)])为(?:责任|承办|落实)(?:单位|部门)"), "负责"),
    (re.compile(r"(?<=[一-龥）)])为(?:配合|协办|参加|参与|协同)(?:单位|部门)"), "配合"),
    (re.compile(r"((?:牵头|主办|主责|责任|承办|配合|协办|参加|参与|协同)(?:单位|部门))为"), r"\1："),
)
"""`甲局为牵头单位` and `牵头单位为甲局`, in the words that are read elsewhere."""
_BEHIND: Final = re.compile("[^ \u3000\t*\ue004]")
"""What stands behind a note, blanks and marks passed over."""
_NEAR: Final = 80
"""So many letters before a note are looked at, and more where these are blank."""
_DUE_WORDS: Final = re.compile(
    r"^(?:(?!负责|牵头|配合).)*(?:\d+年|年底|年内|月底|月份|月前|月|季度|半年|日前|持续|长期|全年|常年|适时|按进度|按计划|按时|即时|立即|近期|逐年|每年|分阶段|启动|完成|推进|实施|落实|优化)(?:(?!负责|牵头).)*$"
)


@dataclass(frozen=True, slots=True)
class Note:
    """A responsibility note in a text: what it says and where it stands (offsets, brackets included)."""

    start: int
    end: int
    duty: Duty


def names_first_as_lead(text: str) -> bool:
    """Whether the words say that of several bodies the first one leads."""
    return bool(_FIRST.search(text))


def names_standing_body(text: str) -> bool:
    """Whether the words lay all that follows on some body without naming it again."""
    return bool(_STANDING.search(text))


def is_role_line(text: str) -> bool:
    """Whether a line stands for itself as `牵头单位：…`, `完成时限：…`."""
    return bool(_ROLE_LINE.match(text))


def find_notes(text: str, *, bare: bool = False) -> list[Note]:
    """The responsibility notes of a text, in order; what is mere prose in brackets is none.

    With `bare`, brackets that close a text and hold nothing but names of bodies count as notes too.
    """
    return list(_notes(text, bare=bare))


@lru_cache(maxsize=8192)
def _notes(text: str, *, bare: bool) -> list[Note]:
    """What `find_notes` finds, kept: headings, paragraphs and tasks all ask for the notes of one text."""
    found: list[Note] = []
    for start, end in _bracketed(text):
        inside = text[start + 1 : end - 1]
        plain = _RULES.sub("", inside)
        alone = plain != inside or (bare and not ends_as_body(_before(text, start)))
        duty = read_duty(inside) or (bare_duty(plain) if alone else Duty())
        if duty and (_KEYED.match(inside) or _stands_apart(text, start, end)):
            found.append(Note(start, end, duty))
    return found or _unbracketed(text)


def ends_with_names(text: str) -> bool:
    """Whether a text closes with brackets that hold nothing but names of bodies."""
    spans = _bracketed(text)
    words = text.rstrip(" \u3000。；;\ue004")
    if not spans or spans[-1][1] < len(words):
        return False
    start, end = spans[-1]
    inside, before = text[start + 1 : end - 1], _before(text, start)
    return not read_duty(inside) and bool(bare_duty(inside)) and not ends_as_body(before)


def bare_duty(text: str) -> Duty:
    """`省市场监管局、省药监局，长期坚持`: names alone, and a deadline perhaps; empty where there is anything else."""
    listed = [piece.strip() for piece in pieces(text, "，,；;")]
    names = [name for piece in listed if not is_due(piece) for name in split_names(piece)]
    due = [piece for piece in listed if is_due(piece)]
    if not names or not all(map(is_name, names)) or names[0][-1] not in "部委局厅办院行会署府处社室":
        return Duty()
    return Duty((), (), tuple(names), "，".join(due) or None)


def _bracketed(text: str) -> list[tuple[int, int]]:
    """The outermost brackets; a bracket that never closes runs to the end of the text."""
    spans: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        if char in _BRACKETS:
            stack.append((char, place))
        elif stack and char in "）)〕]】":
            start = stack.pop()[1]
            if not stack:
                spans.append((start, place + 1))
    if stack and _KEYED.match(text[stack[0][1] + 1 :]):
        spans.append((stack[0][1], len(text) + 1))
    return spans


def due_behind(text: str, end: int) -> tuple[int, str | None]:
    """Where a bracket that stands right behind a note and holds a deadline alone ends, and that deadline."""
    match = re.compile(r"\s*[（(〔\[【]([^（()）〔〕\[\]【】]{2,40})[）)〕\]】]").match(text, end)
    if match is None:
        return end, None
    keyed = _KEYED.match(match[1])
    if keyed is not None and _role(keyed["key"] or keyed["boxed"]) == "due":
        return match.end(), match[1][keyed.end() :].strip() or None
    return (match.end(), match[1].strip()) if is_due(match[1]) and not read_duty(match[1]) else (end, None)


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether a bracket closes a sentence: it follows one, or one ends with it."""
    behind = _BEHIND.search(text, end)
    before, after = _before(text, start), behind[0] if behind else ""
    return not after or after in "。；;！\n（(〔[【" or not before or before[-1] in '。；;！”"）)'


def _before(text: str, start: int) -> str:
    """The last words before a place of a text, which may be very long."""
    near = _NEAR
    while not (words := text[max(0, start - near) : start].rstrip()) and near < start:
        near *= 8
    return words


def _unbracketed(text: str) -> list[Note]:
    """A note without brackets that closes a paragraph: `…水平。责任单位：市科委、市教委。`."""
    match = re.search(
        rf"(?<=[。；\s])(?=(?:{_LEAD_KEY}|{_PLAIN_KEY}|{_DUE_KEY}|牵头领导|责任领导)[：:]|【(?:{_ROLES})】)", text
    )
    if match is None:
        return []
    duty = read_duty(text[match.end() :])
    return [Note(len(text[: match.start()].rstrip()), len(text), duty)] if duty else []


@lru_cache(maxsize=8192)
def read_duty(text: str) -> Duty:
    """What the words of a note (or of a cell that tells roles apart) say; empty where they name nobody."""
    if not re.search("牵头|负责|配合|单位|部门|责任|落实|实施|主办|协办|参加|参与|承办", text):
        return Duty()
    text = _RULES.sub("", text)
    for words, plain in _NAMED_ROLE:
        text = words.sub(plain, text)
    text = re.sub(r"(?<=牵头|负责|配合|参加|参与|协办)、", "，", text)
    return (_keyed(text) if _KEYED.search(text) else _phrased(text)).lifted()


def _keyed(text: str) -> Duty:
    """`完成时限：…；牵头单位：…，配合单位：…`, with or without a deadline in front."""
    marks = list(_KEYED.finditer(text))
    duty = _phrased(text[: marks[0].start()]) if marks[0].start() else Duty()
    leads, parts, plain, due = list(duty.leads), list(duty.participants), list(duty.plain), duty.due
    due = due or _due_in(text[: marks[0].start()])
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end() : after.start() if after else len(text)].strip(" \u3000，,；;。")
        value, said = _before_sentence(value)
        key = mark["key"] or mark["boxed"]
        role = "plain" if re.match("主责|主要责任", key) and "牵头" in text else _role(key)
        if re.match("是?指", value):
            continue
        if role == "due":
            due = value or due
        elif role != "other":
            told = _phrased(value)
            value, late = _without_due(value)
            due = due or late
            if role != "part" and (told.leads or told.participants):
                {"lead": leads, "plain": plain}[role].extend(told.plain)
                leads.extend(told.leads)
                parts.extend(told.participants)
            else:
                {"lead": leads, "part": parts, "plain": plain}[role].extend(split_names(value))
        due = due or _due_in(said)
    return Duty(tuple(leads), tuple(parts), tuple(plain), due)


def _role(key: str) -> str:
    match = _KEY.fullmatch(key.strip())
    return str(match.lastgroup) if match else "other"


def _before_sentence(value: str) -> tuple[str, str]:
    """The list of names, and what is said behind a full stop."""
    first, *rest = list(pieces(value, "。"))
    return first, "。".join(rest)


def _without_due(value: str) -> tuple[str, str | None]:
    """A list of names and the deadline that may stand behind it."""
    kept: list[str] = []
    due: list[str] = []
    for piece in pieces(value, "，,；;"):
        (due if is_due(piece) and not looks_like_names(piece) else kept).append(piece)
    return "、".join(kept), "，".join(part.strip() for part in due) or None


def _phrased(text: str) -> Duty:
    """`…牵头，…配合，…负责，2020年底前完成`: each phrase closes with what the bodies before it do."""
    held: dict[str, list[str]] = {"lead": [], "part": [], "plain": [], "due": []}
    waiting: list[str] = []
    for said in _phrases(text):
        phrase = _phrase(said)
        if phrase is not None and is_due(phrase.names or said) and not looks_like_names(phrase.names):
            phrase = None
        if phrase is None:
            (held["due"] if is_due(said) and not looks_like_names(said) else waiting).append(said)
            continue
        bodies = (*_names(waiting), *split_names(phrase.names))
        waiting = []
        if _ONLY_URGES.search(phrase.names) and any(held.values()):
            continue
        if not bodies and phrase.role != "part":
            continue
        if any(len(name) > 40 for name in bodies) or not (len(bodies) > 1 or looks_like_names("、".join(bodies))):
            return Duty()
        held[phrase.role] += bodies
        held["part"] += split_names(phrase.helpers)
    if waiting and any(held[role] for role in ("lead", "part", "plain")) and looks_like_names("、".join(waiting)):
        held["part"] += _names(waiting)
    if held["lead"]:
        held["part"] += held["plain"]
        held["plain"] = []
    return Duty(tuple(held["lead"]), tuple(held["part"]), tuple(held["plain"]), "，".join(held["due"]) or None)


def _phrases(text: str) -> Iterator[str]:
    """The phrases of a note, without the sentences that lay down a rule for all notes."""
    yield from filter(None, (phrase.strip() for phrase in pieces(_RULES.sub("", text), "。，,；;：:\u3000")))


def _names(lists: list[str]) -> list[str]:
    return [name for held in lists for name in split_names(held)]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Some bodies and what they do; `helpers` are those that join them (会同)."""

    role: str
    names: str
    helpers: str


def _phrase(said: str) -> _Phrase | None:
    """What the bodies of a phrase do; None where it does not say."""
    for role, pattern in (("lead", _LEADS), ("part", _TAKES_PART), ("plain", _ANSWERS)):
        match = pattern.search(said)
        if match:
            names, _, helpers = said[: match.start()].partition("会同")
            return _Phrase("lead" if helpers and role == "plain" else role, names, helpers)
    return None


def is_due(phrase: str) -> bool:
    """Whether a phrase says by when."""
    return len(phrase) <= 40 and bool(_DUE_WORDS.match(phrase.strip()))


def _due_in(text: str) -> str | None:
    """The deadline among phrases without names."""
    due = [part.strip() for part in pieces(text, "，,；;。") if part.strip() and (is_due(part) or parse_due(part))]
    return "，".join(due) or None
