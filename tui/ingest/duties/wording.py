"""What the words of a note say of leads, participants and deadlines: labels with lists, or bodies and what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from tui.ingest.duties.names import Duty, is_name, looks_like_names, pieces, split_names
from tui.ingest.duties.roles import KEYED, role_of_key, with_colons
from tui.ingest.duties.rules import leading_sign, telling_sign, with_leads_marked, with_marks_alike, without_rules
from tui.model.schedule import parse_due
from tui.model.task import Detail

Said = list[tuple[str, str]]
"""Bodies in printed order, each with its role: guide, lead, part, plain, or host (who acts 会同 others)."""
_TELLS: Final = re.compile(
    "牵头|负责|配合|单位|部门|机关|机构|责任|落实|实施|主办|协办|参加|参与|承办|指导|会同|会商|会办|协助|协同|统筹|主管|为主|抓总|办理|完成|承担|督导"
)
_LEADS: Final = re.compile(
    r"(?:负责|共同|联合|统筹|分别|总)*牵头(?:负责|组织|实施|落实|办理|推进|指导|承办|抓总|协调|统筹|单位|部门)*$|主办$|主责$|总负责$"
    r"|(?:负责|牵头)?(?:统筹(?:协调|推进|负责|落实|实施|指导)*|抓总(?:落实)?|总协调)$|为主(?:负责|实施|落实|推进|办理|承办)?$"
)
_TAKES_PART: Final = re.compile(
    r"(?:积极|按(?:照)?(?:职责|职能)(?:分工)?|共同|做好|予以|给予)*"
    r"(?:配合|参加|参与|协办|会办|协助|协同|协作|协力|支持|联办|会签){1,3}(?:实施|落实|推进|负责|办理|工作|做好)*$"
)
_GUIDES: Final = re.compile(
    r"(?:负责|共同|统一|分别|具体|加强|业务|技术|做好|督促|监督|检查|协调|跟踪|定期|日常|全程)*(?:指导|督导)(?:落实|实施|推进|监督|督促|协调|开展|推动|检查|服务|支持|和|并|、)*$"
)
_ANSWERS: Final = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:按照?(?:各自)?(?:职责|职能)(?:分工)?|根据职责(?:分工)?|按(?:照)?分工|分别|分工|共同|具体|联合|组织|抓好|做好)*"
    r"(?:负责(?:组织)?(?:落实|实施|推进|办理|承办)?|落实|组织实施|实施|承办|主管|承担|办理|完成|推进)(?:到位|落实)?$"
)
_ONLY_URGES: Final = re.compile("(?:督促|监督|督导|检查|督办|督查)$")
"""`…督促落实`: a body that sees to it that others do what they must."""
_WATCHES: Final = re.compile("(?:督促|监督|督导|检查|督办|督查|考核|评估|和|并|、)*(?:督促|监督|检查|督办|督查)$")
"""`…监督检查`: a body that watches over what others do."""
_GUIDES_OTHERS: Final = re.compile(r"(?P<guides>.{2,40}?)(?:负责|加强)?(?P<verb>指导|督促|督导|监督)(?P<others>.{2,})")
"""`甲厅指导乙市政府`: who guides (or only urges), and who does it."""
_ON_WHOM: Final = re.compile(
    "(?<=[部委局厅办院行会署府处室县市区州心团司位门）)])"
    "(?:对[^，。；]{2,20}(?:进行|开展|实行|加强)|按(?:月|季度?|年度?)|每[月季年]度?|逐[年月]|定期|分阶段)$"
)
"""`甲局对各县区进行督导`, `甲局按季度推进`: on whom and how often a body does something is no part of its name."""
_TAKES_ALONG: Final = re.compile("会同|会商|(?<=[部委局厅办院行会署府处组])联合(?=.{2})(?!会)")
"""`甲局会同乙局`, `甲局联合乙局`."""
_NAMED_ROLE: Final = (
    (re.compile(r"(?<=[一-龥）)])(?<!号)为(?:牵头|主办|主责)(?:单位|部门|机关)"), "牵头"),
    (re.compile(r"(?<=[一-龥）)])为(?:责任|承办|落实|实施)(?:单位|部门|机关|主体)"), "负责"),
    (re.compile(r"(?<=[一-龥）)])为(?:配合|协办|参加|参与|协同|协助)(?:单位|部门|机关)"), "配合"),
    (re.compile(r"((?:牵头|主办|主责|责任|承办|配合|协办|参加|参与|协同)(?:单位|部门|机关))(?:为|是)"), r"\1："),
)
"""`甲局为牵头单位` and `牵头单位为甲局`, in the words that are read elsewhere."""
_LONGEST_PHRASE: Final = 60
_GOES_ON: Final = re.compile(
    "(?:牵头|负责|配合|参加|参与|协助|指导|督导|督促|监督|检查|协调|统筹|推进|落实|实施|组织(?!部)|服务|支持|管理|考核|推动|承担|办理)"
)
"""`甲局指导、督促`: one body does both."""
_DUE_WORDS: Final = re.compile(
    r"^(?:(?!负责|牵头|配合).)*(?:\d+年|年底|年内|月底|月份|月前|月|季度|半年|日前|持续|长期|全年|常年|常态|适时|按进度|按计划|按时|即时|立即|近期|逐年|每年|分阶段|启动|完成|推进|实施|落实|优化)(?:(?!负责|牵头).)*$"
)
_FIRST_BODY: Final = re.compile(
    "(?:[部委局厅办院行会署府处社室联队]|中心|集团|公司|海关|街道)(?:[（(][^（()）]*[）)])?$"
)
"""What the first of bare names ends with: places and the like are left to others."""
_LASTING: Final = re.compile(
    r"[前底内初末]|旬|季度|半年|完成|办结|落实|启动|持续|长期|常态|坚持|推进|实施|全年|每年|立即|\d{1,2}月|\d{1,2}日"
)
"""Words that make a deadline of a date: a year alone may be that of a statistic."""
_BODY_THEN_DATE: Final = re.compile(
    r"(?P<names>.*?[部委局厅办院行会署府处社室县市区州中心集团公司位门）)])\s*(?P<due>(?:于|在|应|须|要)?(?:[12]\d{3}年|\d{1,2}月|今年|明年|本年|年底|持续|长期|每年).*)"
)


@lru_cache(maxsize=8192)
def read_duty(text: str, sign: str = "") -> Duty:
    """What the words of a note (or of a cell that tells roles apart) say; empty where they name nobody.

    `sign` marks who leads, where the document says so elsewhere.
    """
    if not _TELLS.search(text):
        return Duty()
    text = with_colons(text)
    told = leading_sign(text) or sign
    text = with_marks_alike(without_rules(text))
    text = with_leads_marked(text, told or telling_sign(text))
    for words, plain in _NAMED_ROLE:
        text = words.sub(plain, text)
    text = _acts_apart(re.sub(r"(?<=牵头|负责|配合|参加|参与|协办|指导|会办|协助|统筹)、", "，", text))
    keyed = any(mark["named"] is None for mark in KEYED.finditer(text))
    return (_keyed(text) if keyed else _phrased(text)).lifted()


def _acts_apart(text: str) -> str:
    """The words with a comma for each `、` behind what a body does: `甲局统筹协调、乙局协助` are two phrases."""
    parts = list(pieces(text, "、"))
    marks = ("，" if _acts(before) and not _GOES_ON.match(after) else "、" for before, after in pairwise(parts))
    return "".join(mark + part for mark, part in zip(("", *marks), parts, strict=True))


def _acts(words: str) -> bool:
    """Whether words close with a body and what it does."""
    last = re.split("[，,；;：:。\n]", words[-_LONGEST_PHRASE:])[-1]
    found = (pattern.search(last) for pattern in (_LEADS, _TAKES_PART, _GUIDES, _ANSWERS))
    return any(match is not None and is_name(last[: match.start()]) for match in found)


def bare_duty(text: str) -> Duty:
    """`省市场监管局、省药监局，长期坚持`: names alone, and a deadline perhaps; empty where there is anything else."""
    listed = [part for piece in pieces(text, "，,；;。") for part in _parted(piece.strip()) if part]
    names = [name for piece in listed if not is_due(piece) for name in split_names(piece)]
    due = [piece for piece in listed if is_due(piece)]
    if not names or not all(map(is_name, names)) or not _FIRST_BODY.search(names[0]):
        return Duty()
    return Duty((), (), tuple(names), "，".join(due) or None)


def is_dated(duty: Duty) -> bool:
    """Whether bodies stand beside a deadline and not only a year, which may be that of what is quoted."""
    return bool(duty.plain and duty.due and _LASTING.search(duty.due))


def is_due(phrase: str) -> bool:
    """Whether a phrase says by when."""
    return len(phrase) <= 40 and bool(_DUE_WORDS.match(phrase.strip()))


def _parted(words: str) -> list[str]:
    """Names and the deadline behind or before them, where only a blank or nothing stands between."""
    by = re.match(r"(?P<due>.+?[前底内])(?:须|应)?由(?P<names>.+)", words)
    if by is not None and is_due(by["due"]):
        return [by["due"], by["names"]]
    match = _BODY_THEN_DATE.fullmatch(words)
    if match is not None and looks_like_names(match["names"].strip()):
        return [match["names"].strip(), match["due"].strip()]
    first, _, rest = words.partition(" ")
    return [first, rest.strip()] if rest and is_due(first) and looks_like_names(rest) else [words]


def _keyed(text: str) -> Duty:
    """`完成时限：…；牵头单位：…，配合单位：…`, with or without a deadline in front."""
    marks = list(KEYED.finditer(text))
    before = text[: marks[0].start()]
    duty = _phrased(before) if before else Duty()
    said: Said = [*_by_role(duty)]
    due = duty.due or _due_in(before)
    details: list[Detail] = []
    led = "牵头" in text
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        whole = text[mark.end() : after.start() if after else len(text)].strip(" \u3000，,；;。")
        value, more = _before_sentence(whole)
        key = mark["key"] or mark["boxed"] or ""
        role = "plain" if led and re.match("主责|主要责任", key) else role_of_key(key) if key else "other"
        if re.match("是?指", value):
            continue
        if role == "other" or (role == "due" and looks_like_names(value) and not is_due(value)):
            details.append(Detail(key or mark["named"], whole))
        elif role == "due":
            due = value or due
        else:
            value, persons = _without_persons(value) if "人" in key else (value, "")
            details += [Detail(key, persons)] if persons else []
            names, late = without_due(value)
            due = due or late
            said += _listed(role, names, _phrased(value))
        due = due or (_due_in(more) if role != "other" else None)
    duty = _settled(said, due)
    return Duty(duty.leads, duty.participants, duty.plain, duty.due, tuple(detail for detail in details if detail.text))


def _listed(role: str, names: str, told: Duty) -> Said:
    """The bodies of a labelled list; where its words tell roles apart themselves, theirs count."""
    if role != "part" and (told.leads or told.participants):
        return [
            (("lead" if role == "guide" else role) if each == "plain" else each, name) for each, name in _by_role(told)
        ]
    return _with_helpers(role, names) or [(role, name) for name in split_names(names)]


def _with_helpers(role: str, names: str) -> Said:
    """`甲局会同乙局`: who acts, and with whom; empty where nobody acts with others."""
    words, helpers = _with_whom(names)
    if role == "part" or not (words.strip() and helpers.strip()) or not looks_like_names(words):
        return []
    acts = "host" if role == "plain" else role
    return [(acts, name) for name in split_names(words)] + [("part", name) for name in split_names(helpers)]


def _with_whom(names: str) -> tuple[str, str]:
    """Who acts, and those it takes along: behind 会同, 会商, or 联合 where that is no part of a name."""
    words, *helpers = _TAKES_ALONG.split(names, maxsplit=1)
    return words, "".join(helpers)


def _by_role(duty: Duty) -> Iterator[tuple[str, str]]:
    for role, names in (("lead", duty.leads), ("plain", duty.plain), ("part", duty.participants)):
        yield from ((role, name) for name in names)


def _settled(said: Said, due: str | None) -> Duty:
    """Leads, participants and bodies without a role; who guides leads where nobody else does."""

    def of(*roles: str) -> tuple[str, ...]:
        return tuple(name for role, name in said if role in roles)

    if of("lead"):
        return Duty(of("lead"), of("guide", "host", "plain", "part"), (), due)
    if of("host"):
        return Duty(of("guide", "host"), of("plain", "part"), (), due)
    if of("guide"):
        return Duty(of("guide", "plain"), of("part"), (), due)
    return Duty((), of("part"), of("plain"), due)


def _before_sentence(value: str) -> tuple[str, str]:
    """The list of names, and what is said behind a full stop."""
    first, *rest = list(pieces(value, "。"))
    return first, "。".join(rest)


def _without_persons(value: str) -> tuple[str, str]:
    """The bodies of a list of bodies and persons, and the persons."""
    words = [word for piece in pieces(value, "、，,；; \u3000\t\r\n") if (word := piece.strip())]
    return "、".join(filter(is_name, words)), "、".join(word for word in words if not is_name(word))


def without_due(value: str) -> tuple[str, str | None]:
    """A list of names and the deadline that may stand behind it."""
    kept: list[str] = []
    due: list[str] = []
    for piece in pieces(value, "，,；;"):
        for part in _parted(piece.strip()):
            (due if is_due(part) and not looks_like_names(part) else kept).append(part)
    return "、".join(kept), "，".join(part.strip() for part in due) or None


def _phrased(text: str) -> Duty:
    """`…牵头，…配合，…负责，2020年底前完成`: each phrase closes with what the bodies before it do."""
    said: Said = []
    due: list[str] = []
    waiting: list[str] = []
    urging: Said = []
    for phrase in _phrases(text):
        told = _told(phrase)
        if told is None and not waiting and (acting := _with_helpers("plain", phrase)):
            said += acting
            continue
        if told is None:
            (due if is_due(phrase) and not looks_like_names(phrase) else waiting).append(phrase)
            continue
        role, named = told
        role = "host" if role == "plain" and any(each == "host" for each, _ in named) else role
        bodies = [("plain" if role == "urge" else role, name) for held in waiting for name in split_names(held)] + named
        waiting = []
        if role == "watch" or not bodies:
            continue
        if not _are_bodies([name for _, name in bodies]):
            return Duty()
        (urging if role == "urge" else said).extend(bodies)
    said += [] if any(kind != "part" for kind, _ in said) else urging
    if waiting and said and looks_like_names("、".join(waiting)):
        said += [("part", name) for held in waiting for name in split_names(held)]
    return _settled(said, "，".join(due) or None)


def _are_bodies(names: list[str]) -> bool:
    """Whether these are names of bodies and no prose."""
    return all(len(name) <= 40 for name in names) and (len(names) > 1 or looks_like_names("、".join(names)))


def _phrases(text: str) -> Iterator[str]:
    """The phrases of a note."""
    for phrase in pieces(text, "。，,；;：:\u3000"):
        yield from filter(None, _parted(phrase.strip()))


def _told(phrase: str) -> tuple[str, Said] | None:
    """The role that a phrase closes with, and the bodies it names itself; None where it only lists or dates."""
    for role, pattern in (("lead", _LEADS), ("part", _TAKES_PART), ("guide", _GUIDES), ("plain", _ANSWERS)):
        match = pattern.search(phrase)
        if match is None:
            continue
        names = _ON_WHOM.sub("", phrase[: match.start()])
        if is_due(names or phrase) and not looks_like_names(names):
            return None
        if role == "plain" and (urges := _ONLY_URGES.search(names)):
            return "urge", [("plain", name) for name in split_names(names[: urges.start()])]
        guides = _GUIDES_OTHERS.fullmatch(names) if role == "plain" else None
        if guides is not None and looks_like_names(guides["guides"]) and looks_like_names(guides["others"]):
            said = _hosted("guide", guides["guides"]) if guides["verb"] in {"指导", "督导"} else []
            return role, said + _hosted(role, guides["others"])
        return role, _hosted(role, names)
    return ("watch", []) if _WATCHES.search(phrase) else None


def _hosted(role: str, names: str) -> Said:
    """`甲局会同乙局、丙局`: who acts, in this role, and whom it takes along."""
    words, helpers = _with_whom(names)
    kind = "host" if helpers and role == "plain" else role
    return [(kind, name) for name in split_names(words)] + [("part", name) for name in split_names(helpers)]


def _due_in(text: str) -> str | None:
    """The deadline among phrases without names."""
    parts = [part.strip() for part in pieces(text, "，,；;。") if len(_parted(part.strip())) == 1]
    due = [part for part in parts if part and (is_due(part) or parse_due(part))]
    return "，".join(due) or None
