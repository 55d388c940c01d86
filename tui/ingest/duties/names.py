"""Names of bodies as they stand in cells and notes: split, cleaned of what is no name, told apart by role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from tui.ingest.duties.rules import SIGNS
from tui.model.task import Detail

_OPENING: Final = "（(〔[【《“"
_CLOSING: Final = "）)〕]】》”"
_BODY_END: Final = re.compile(
    "(?:[部委局厅办院行会署府组处所站队校社司室馆台联]|中心|集团|公司|街道|专班|单位|部门|机关|机构|总部|海关|区|县|市|旗|州|盟)(?:[（(][^（(）)]*[）)])?$"
)
_BARE_PLACE: Final = re.compile(
    "(?:各(?:相关|有关)?|相关|有关)(?:省辖|直管|设区的?|地级)?"
    "(?:省|市|州|县|区|旗|盟|乡|镇|地|自治区|直辖市|、)+(?:[（(〔][^（()）〔〕]*[）)〕])?"
)
_PLACE: Final = re.compile(
    "(?:省直管县|自治区|直辖市|计划单列市|街道|办事处|省|市|州|县|区|旗|盟|乡|镇)+(?:[、（(〔人政级]|$)"
)
_MARKED: Final = re.compile(r"[（(〔\[【](?:总?牵头|主办|主责|排名第一)(?:单位|部门)?[）)〕\]】]$")
_HELPS: Final = re.compile(r"[（(〔\[【](?:配合|协办|参加|参与|协助|协同)(?:单位|部门|机关)?[）)〕\]】]$")
_SIGN: Final = re.compile(rf"[（(\[〔]\s*[{re.escape(SIGNS)}]\s*[）)\]〕]$")
_SIGN_BETWEEN: Final = re.compile(rf"(?<=[部委局厅办院行会署府处])[{re.escape(SIGNS)}](?=[一-龥]{{2}})")
_JOINT: Final = re.compile(
    r"(?:以及|及|和|与|并)(?!其他|其它|所属|其|单位|(?:各?有关|各?相关)(?!省|市|州|县|区|旗|盟|乡|镇|地方|人民政府))"
)
_LAST_JOINED: Final = re.compile(f"(?:.*(?:及|和|与))?{_BARE_PLACE.pattern}")
_WHOSE_BODIES: Final = (
    r"(?:国务院|中央|[省市州县区旗][级直属]?(?=各?有关|各?相关|部门|单位|直部门)|各|有关|相关|成员|职能)*"
)
_OTHERS: Final = (
    rf"等(?:(?:\d+|[一二三四五六七八九十]+)[个家]?)?{_WHOSE_BODIES}"
    "(?:部门和单位|部门、单位|部门|单位|机构|群团(?:组织|部门|单位)?|人民团体|社会组织|机关|厅局|委办局)?"
)
"""`等有关部门`, `等省有关部门`: bodies that go unnamed."""
_TAIL: Final = re.compile(
    rf"(?:(?:{_OTHERS})?"
    r"(?:按照?(?:各自)?(?:职责|职能)(?:分工)?|根据(?:各自)?职责(?:分工)?|依职责|按(?:照)?分工|依(?:据)?职责)?"
    r"(?:具体|分别|共同|分工|联合|配合|牵头|统筹|组织|指导|督导|会同|协助)*(?:负责|落实|实施|承担|推进|办理)*)$"
)
_ETC: Final = re.compile(rf"{_OTHERS}$")
_AND_ETC: Final = re.compile(rf"(.{{2,}}?){_OTHERS}(?:以及|及|和|与|并)(.{{2,}})")
"""`省总工会等和各市人民政府`: bodies that go unnamed, and more that are named."""
_DOES: Final = re.compile("(?<=[部委局厅办])(?:具体)?(?:负责|承担)[^、，]{2,}$")
"""What a body does, behind its name: `市气象局负责监测`."""
_BEFORE_NAME: Final = re.compile(
    "^(?:具体|主要|统一|分别|均|原则上|日常|相关|此项|该项|本项|各项|上述|以上)*(?:工作|事项|事宜|任务)?由|^(?:各?责任单位为|会同|以及|责成|委托)"
)
_GUIDED: Final = re.compile("在(.{2,40}?)(?:的)?(?:统一|具体|业务)?(?:指导|领导|统筹)下")
"""`在省环境厅指导下`: who guides."""

_NAMED_LAST: Final = re.compile("(?:省|市|县|区|州|旗|国家|中央|在)[一-龥]{0,12}(?:[部委局厅办署]|委员会|办公室)$")
_VERB_LAST: Final = re.compile("(?:[布格新全大]局|部署|[全内干外]部|[通联代帮快易督承举创主协能好速]办)$")


def pieces(text: str, marks: str) -> Iterator[str]:
    """The text cut at any of these characters, but not inside brackets or quotation marks."""
    depth = start = 0
    for place, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(depth - 1, 0)
        elif not depth and char in marks:
            yield text[start:place]
            start = place + 1
    yield text[start:]


def split_names(text: str) -> tuple[str, ...]:
    """The names in a list of bodies, as printed, in order; 等, 等部门 and the words of duty behind them are dropped."""
    names: list[str] = []
    for line in _lines(text):
        for piece in _places_together(list(pieces(line, "、，,；;。\t"))):
            for word in _spaced(piece):
                names += [name for name in map(_clean, _joint(word)) if name]
    return tuple(names)


def _places_together(parts: list[str]) -> list[str]:
    """`各市、县人民政府` and `甲市党委、政府` are one name: a bare kind of place joins what goes on with another."""
    joined: list[str] = []
    for part in parts:
        place = bool(joined and _LAST_JOINED.fullmatch(joined[-1].strip()) and _PLACE.match(part.strip()))
        if place or (joined and part.strip() in {"政府", "人民政府"}):
            joined[-1] += "、" + part
        else:
            joined.append(part)
    return joined


def _lines(text: str) -> list[str]:
    """The lines of a cell, joined where a line end only breaks a name."""
    lines: list[str] = []
    for line in re.split(r"[\r\n]+", text):
        part = line.strip()
        last = lines[-1] if lines else "、"
        if last.endswith("等") or not (_BODY_END.search(last) or last.endswith(tuple("、，,；;"))):
            lines[-1] += part
        else:
            lines.append(part)
    return lines


def _spaced(piece: str) -> list[str]:
    """Names with white space between them, or a sign; white space inside a name is dropped."""
    words: list[str] = []
    for word in _SIGN_BETWEEN.sub(r"\g<0> ", piece).split():
        last = words[-1].rstrip(SIGNS) if words else ""
        if words and (not _BODY_END.search(last) or not _BODY_END.search(word.rstrip(SIGNS)) or len(word) < 3):
            words[-1] += word
        else:
            words.append(word)
    return words


def _joint(word: str) -> list[str]:
    """`市教委和市财政局` as two names; 工业和信息化部 and 省科技厅及其他相关厅局 stay one."""
    word = _TAIL.sub("", word) or word
    etc = _AND_ETC.match(word)
    if etc is not None:
        return [etc[1], *_joint(etc[2])]
    for match in _JOINT.finditer(word):
        before, after = word[: match.start()], word[match.end() :]
        if len(before) > 2 and len(after) > 2 and _BODY_END.search(before) and _BODY_END.search(after):
            return [before, *_joint(after)]
    return [word]


def _clean(word: str) -> str:
    name = _SIGN.sub("", word.strip()).strip("：:.．。•" + SIGNS).strip()
    guided = _GUIDED.fullmatch(name)
    name = guided[1] if guided is not None else name
    name = _BEFORE_NAME.sub("", name)
    name = _TAIL.sub("", name)
    name = _ETC.sub("", name)
    name = _DOES.sub("", name)
    return "" if name in {"等", "—", "-", "－", "——", "/", "无", "各自"} else name


def looks_like_names(text: str) -> bool:
    """Whether the words are a list of bodies and no prose."""
    names = split_names(text)
    return bool(names) and all(len(name) <= 40 for name in names) and sum(map(is_name, names)) * 2 > len(names)


def ends_as_body(text: str) -> bool:
    """Whether the last words may name a body: brackets behind them say what else it is called."""
    words = re.split("[，。；、：]", text)[-1]
    return bool(_NAMED_LAST.search(words)) and not _VERB_LAST.search(words)


def is_name(name: str) -> bool:
    """Whether a word reads as the name of a body."""
    plain = re.sub(r"[（(].*?[）)]", "", name)
    return len(plain) <= 30 and (bool(_BODY_END.search(plain)) or plain.endswith(tuple("行城港关军网电企乡镇街")))


@dataclass(frozen=True, slots=True)
class Duty:
    """Who answers for a task, and by when, as one note or cell says it."""

    leads: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    """Bodies named without a role (责任单位, …负责)."""
    due: str | None = None
    details: tuple[Detail, ...] = ()
    """What else its lines or labels say, by their printed names."""

    def __bool__(self) -> bool:
        return bool(self.leads or self.participants or self.plain)

    def lifted(self) -> Duty:
        """Bodies marked （牵头） as leads, those marked （配合） as participants; without the marks."""
        named = (*self.leads, *self.participants, *self.plain)
        marked = tuple(_MARKED.sub("", name) for name in named if _MARKED.search(name))
        if not marked and not any(map(_HELPS.search, named)):
            return self
        leads, plain, participants = (
            tuple(name for name in names if not _MARKED.search(name))
            for names in (self.leads, self.plain, self.participants)
        )
        parts = (
            *participants,
            *(name for name in plain if marked or _HELPS.search(name)),
            *filter(_HELPS.search, leads),
        )
        return replace(
            self,
            leads=(*(name for name in leads if not _HELPS.search(name)), *marked),
            participants=tuple(_HELPS.sub("", name) for name in parts),
            plain=() if marked else tuple(name for name in plain if not _HELPS.search(name)),
        )

    def settle(self, *, first_leads: bool) -> Duty:
        """Bodies without a role become participants beside a lead, leads without one; or the first alone leads."""
        if not self.plain:
            return self
        if self.leads:
            others = self.plain + self.participants
            return replace(self, participants=tuple(dict.fromkeys(others)), plain=())
        if first_leads:
            return replace(self, leads=self.plain[:1], participants=self.plain[1:] + self.participants, plain=())
        return replace(self, leads=self.plain, plain=())

    def joined(self, more: Duty) -> Duty:
        """What both say together; the deadline of the first where it has one."""
        named = (self.leads + more.leads, self.participants + more.participants, self.plain + more.plain)
        return Duty(*named, self.due or more.due, self.details + more.details)
