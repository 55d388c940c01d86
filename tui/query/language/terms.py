"""One term of a filter to one condition: what each field understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from tui.model.assessment import KINDS
from tui.model.cadence import Cadence, days_of, period_of
from tui.model.errors import Usage
from tui.model.profile import SUPERVISION, Profile, Status
from tui.model.timing import Light
from tui.model.validity import NAMES, Force
from tui.query.language import dates, fields, numbers
from tui.query.language.conditions import Field, Text
from tui.query.language.facts import Flag, HasStatus, Range, Within
from tui.query.language.mistakes import Mistake
from tui.query.language.nodes import And, Node, Or
from tui.query.language.orders import Order
from tui.query.language.standing import LIGHTS, HasLight, InForce, Stands, Unreported
from tui.query.language.tokens import Token
from tui.query.language.verdicts import OPEN, Judged
from tui.query.match import folding
from tui.query.match.known import Known
from tui.query.match.needle import needle


@dataclass(frozen=True)
class Context:
    """What the words of a filter need to be understood, without a file or a clock."""

    profile: Profile = SUPERVISION
    today: date = date(1970, 1, 1)
    person: str = ""
    """The author that 作者:我 means."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles of the documents by id, for 文件:."""
    known: Known = field(default_factory=Known)
    """The departments of the library and the register, by all their names."""
    forces: Mapping[str, Force] = field(default_factory=dict)
    """The documents of which somebody said whether they are in force."""


_SPLIT: Final = re.compile(r"\.\.|。。|…+|\.{3}")
_Bounds = tuple[int | None, int | None]
_BODIES: Final = frozenset({"lead", "part", "dept"})
_SHORTEST: Final = 3
"""A bare word shorter than this has no gaps: it would find departments that nobody meant."""
_ME: Final = frozenset({"我", "me"})
_DATED: Final = re.compile(
    r"[-+\d]|[〇零一二三四五六七八九十]+[年月]|[今明后昨前去本上下][天日年周月季个星半]|第|[年月季周]|q|h\d|eo|to|ye"
)
_BEFORE: Final = ("之前", "以前", "前")


def text(token: Token, context: Context) -> Text:
    """A bare word."""
    reach = context.known.reach(token.word, token.literal)
    gapped = not reach.direct and len(folding.key(token.word)) < _SHORTEST
    return Text(token.word, token.literal, reach.direct, frozenset() if gapped else reach.also)


def condition(token: Token, context: Context) -> Node:
    """A field with its operator and value; raises `Mistake`."""
    return _READERS.get(token.field, _name)(token, context)


def orders(token: Token, context: Context) -> Iterator[Order]:
    """The orders behind 排序:, such as `状态,序号-`."""
    _only(token, ":", "=")
    for word in re.split("[,，、]", token.word):
        down = word[-1:] in {"-", "－", "—"}
        name = fields.named(word.rstrip("+-－—＋"), fields.ORDERS)
        if name is None:
            near = fields.nearest(word, fields.ORDERS)
            code = "unknown_order" if near else "unknown_order_far"
            raise _wrong(code, token, word=word, near=near, known=fields.valid(fields.ORDERS))
        yield Order(name, down, tuple(status.key for status in context.profile.statuses) if name == "status" else ())


def _wrong(code: str, token: Token, **values: object) -> Mistake:
    """A mistake in the value of a term."""
    return Mistake(code, token.value_at, token.end, **values)


def _only(token: Token, *operators: str) -> None:
    """Refuse an operator that the field does not know."""
    if token.operator not in operators:
        name = fields.FIELDS[token.field][0]
        at = token.value_at - len(token.operator)
        raise Mistake("filter_operator", at, token.value_at, field=name, operator=token.operator, near=operators[0])


def _flag(token: Token, context: Context) -> Node:
    _only(token, ":", "=")
    names = fields.HAS if token.field == "has" else fields.IS
    name = fields.named(token.word, names)
    if name is None:
        near = fields.nearest(token.word, names)
        field = fields.FIELDS[token.field][0]
        code = "unknown_flag" if near else "unknown_flag_far"
        raise _wrong(code, token, field=field, word=token.word, near=near, known=fields.valid(names))
    make = _TIMELY.get(name) if token.field == "is" else None
    return make(context) if make else Flag(f"{token.field}.{name}")


def _stands(name: str) -> Callable[[Context], Node]:
    return lambda context: Stands(context.today, context.profile.rules, name)


def _due_within(word: str) -> Callable[[Context], Node]:
    """Due in the week or the month that a word means."""

    def made(context: Context) -> Node:
        days = dates.period(word, context.today)
        low, high = (day.isoformat() for day in days) if days else (None, None)
        return Range("due", low, high)

    return made


def _unreported(context: Context) -> Node:
    """Not reported in the present period; nothing is where nobody has to report."""
    cadence = context.profile.cadence
    days = days_of(period_of(context.today, cadence)) if cadence is not Cadence.NEVER else None
    return Unreported(days[0].isoformat() if days else None)


_TIMELY: Final[Mapping[str, Callable[[Context], Node]]] = {
    "overdue": _stands("overdue"),
    "soon": _stands("soon"),
    "was_overdue": _stands("was_overdue"),
    "unreported": _unreported,
    "this_week": _due_within("本周"),
    "this_month": _due_within("本月"),
}
"""What stands behind 是: and depends on the day."""


def _light(token: Token, context: Context) -> HasLight:
    """A light by its colour."""
    _only(token, ":", "=")
    name = fields.named(token.word, LIGHTS)
    if name is None:
        near = fields.nearest(token.word, LIGHTS)
        code = "unknown_flag" if near else "unknown_flag_far"
        field = fields.FIELDS["light"][0]
        raise _wrong(code, token, field=field, word=token.word, near=near, known=fields.valid(LIGHTS))
    return HasLight(context.today, context.profile.rules, None if name == "none" else Light(name))


def _force(token: Token, context: Context) -> InForce:
    """The validity of the document, by its name."""
    _only(token, ":", "=")
    name = fields.named(token.word, NAMES)
    if name is None:
        near = fields.nearest(token.word, NAMES)
        code = "unknown_flag" if near else "unknown_flag_far"
        field = fields.FIELDS["force"][0]
        raise _wrong(code, token, field=field, word=token.word, near=near, known=fields.valid(NAMES))
    force = Force(name)
    usual = force is Force.VALID
    others = (doc for doc, said in context.forces.items() if (said is force) is not usual)
    return InForce(force, frozenset(map(folding.key, others)))


def _verdict(token: Token, context: Context) -> Judged:
    """A grade, a kind of verdict, or that they come to nothing yet."""
    _only(token, ":", "=")
    word = folding.key(token.word)
    if word in map(folding.key, OPEN):
        return Judged(("open", ""), OPEN[0])
    kind = fields.named(token.word, dict(KINDS))
    if kind is not None:
        return Judged(("kind", kind), KINDS[kind][0])
    try:
        grade = context.profile.grade(token.word)
    except Usage as error:
        raise _wrong(error.code, token, **error.values) from error
    return Judged(("grade", grade.key), grade.zh)


def _percent(token: Token, _: Context) -> Range:
    low, high = _bounds(token, _points)
    return Range("percent", low, high)


def _points(word: str, token: Token) -> _Bounds:
    """A percentage, with its sign or without."""
    plain = folding.key(word).removesuffix("%")
    if not re.fullmatch(r"\d{1,3}", plain):
        raise _wrong("filter_number", token, word=word)
    return int(plain), int(plain)


def _status(token: Token, context: Context) -> HasStatus:
    _only(token, ":", "=")
    return HasStatus(_statuses(token, context.profile), token.word, token.operator == "=", token.literal)


def _section(token: Token, _: Context) -> Within:
    _only(token, ":", "=")
    exact = token.operator == "=" and (token.literal or not numbers.chain(token.word))
    return Within(token.word, exact, token.literal)


def _name(token: Token, context: Context) -> Node:
    """A field of names or of running text; several names, as a cell prints them, are all meant."""
    _only(token, ":", "=")
    listed = tuple(filter(None, token.word.split("、")))
    if token.field in _BODIES and len(listed) > 1 and not token.literal:
        each = (_one_name(replace(token, word=word), context) for word in listed)
        several = And(tuple(dict.fromkeys(each)))
        return Or((_one_name(token, context), several)) if token.operator == "=" else several
    return _one_name(token, context)


def _one_name(token: Token, context: Context) -> Field:
    exact, word = token.operator == "=", token.word
    if token.field == "by" and word in _ME and context.person:
        return Field("by", context.person, True)
    also = frozenset[str]()
    if token.field in _BODIES and not exact:
        also = context.known.reach(word, token.literal).also
    if token.field == "doc":
        also = frozenset(_titled(token, context.titles))
    return Field(token.field, word, exact, token.literal, also)


def _titled(token: Token, titles: Mapping[str, str]) -> Iterator[str]:
    """The documents (keys of their ids) whose title is or holds the word."""
    wanted = needle(token.word, token.literal)
    for doc, title in titles.items():
        key = folding.key(title)
        if key == wanted.key if token.operator == "=" else wanted.in_name(key):
            yield folding.key(doc)


def _statuses(token: Token, profile: Profile) -> tuple[Status, ...]:
    """The statuses meant: by name, part of a name or sound; with `=` the one of that name."""
    if token.operator == ":":
        found = profile.matching(token.word) or _sounding(token.word, profile)
        if found:
            return found
    try:
        return (profile.parse(token.word),)
    except Usage as error:
        raise _wrong(error.code, token, **error.values) from error


def _sounding(word: str, profile: Profile) -> tuple[Status, ...]:
    wanted = needle(word)
    return tuple(status for status in profile.statuses if wanted.in_name(folding.key(status.zh)))


def _numbers(token: Token, _: Context) -> Range:
    low, high = _bounds(token, _number)
    return Range("no", low, high)


def _number(word: str, token: Token) -> _Bounds:
    plain = folding.key(word)
    chain = numbers.chain(plain)
    if re.fullmatch(r"-?\d{1,12}", plain):
        value = int(plain)
    elif len(chain) == 1 and len(chain[0].value) == 1:
        value = chain[0].value[0]
    else:
        raise _wrong("filter_number", token, word=word)
    return value, value


def _due(token: Token, context: Context) -> Node:
    """A deadline within dates; words that are no date are looked for as printed."""
    plain = folding.key(token.word)
    dated = _DATED.match(plain) or _SPLIT.match(plain) or dates.period(plain, context.today)
    if token.literal or not dated:
        _only(token, ":", "=")
        return Field("due", token.word, token.operator == "=", token.literal)
    return _dated(token, context)


def _dated(token: Token, context: Context) -> Range:
    """A day within dates: the deadline, or that of a note."""
    low, high = _bounds(token, lambda word, token: _days(word, token, context.today))
    return Range(token.field, _iso(low), _iso(high))


def _days(word: str, token: Token, today: date) -> _Bounds:
    """The days that a date means, counted; what stands before 前 means everything up to its end."""
    for before in _BEFORE:
        if word.endswith(before) and dates.period(word, today) is None:
            return None, _days(word.removesuffix(before), token, today)[1]
    found = dates.period(word, today)
    if found is None:
        raise _wrong("filter_date", token, word=word)
    return found[0].toordinal(), found[1].toordinal()


def _iso(day: int | None) -> str | None:
    """A counted day in ISO form, held within the calendar."""
    return None if day is None else date.fromordinal(min(max(day, 1), date.max.toordinal())).isoformat()


def _bounds(token: Token, read: Callable[[str, Token], _Bounds]) -> _Bounds:
    """The least and the greatest value that an operator and a value, or a range `a..b`, allow."""
    low_word, *rest = _SPLIT.split(token.word, maxsplit=1)
    if rest:
        _only(token, ":", "=")
        low = read(low_word, token)[0] if low_word else None
        high = read(rest[0], token)[1] if rest[0] else None
        if low is None and high is None:
            raise _wrong("filter_value", token, field=fields.FIELDS[token.field][0])
        return low, high
    first, last = read(token.word, token)
    if token.operator in {"<", "<="}:
        return None, first - 1 if token.operator == "<" and first is not None else last
    if token.operator in {">", ">="}:
        return last + 1 if token.operator == ">" and last is not None else first, None
    return first, last


_READERS: Final[Mapping[str, Callable[[Token, Context], Node]]] = {
    "has": _flag,
    "is": _flag,
    "no": _numbers,
    "percent": _percent,
    "due": _due,
    "noted": _dated,
    "light": _light,
    "force": _force,
    "verdict": _verdict,
    "status": _status,
    "section": _section,
}
"""What reads a term of each field; all others are names and running text."""
