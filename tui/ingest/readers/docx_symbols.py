"""Characters that a Word file names by a symbol font, and those that its equation fields draw."""

from __future__ import annotations

import re
from typing import Final

_SYMBOL: Final = "!∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~"
"""The Symbol font from 0x21 on."""
_SYMBOL_HIGH: Final = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…│─↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
"""The Symbol font from 0xA0 on."""
_WINGDINGS: Final = (
    "✏✂✁👓🕭🕮🕯☎✆✉🖃📪📫📬📭🗀🗁🗎🗏🗐🗄⏳🖮🖰🖲🖳🖴🖫🖬✇✍🖎✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳"
    "🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■□□❑❒⬧⧫◆❖⬥⌧⮹⌘❀✿❝❞"
)
"""The Wingdings font from 0x21 on."""
_WINGDINGS_HIGH: Final = (
    "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿❧☙☙❧❧☙❧☙·•·○○○◉◎○▪□▴✦★✶✴✹✵⌖⌖⟡⌑⌑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛"
    "⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦⮘➢⮙⮛⮈➲⮉⮋←→↑↓↖↗↙↘⬅➔⬆⬇⬉⬈⬋⬊⇦⇨⇧⇩⇔⇳⇖⇗⇙⇘▭▫✘✔☒☑"
)
"""The Wingdings font from 0x80 on."""
_WINGDINGS_2: Final = {
    0x4F: "✘", 0x50: "✔", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "⊗", 0x56: "⊘", 0x57: "⊘", 0x58: "⊘",
    0x95: "·", 0x96: "•", 0x97: "●", 0x98: "●", 0x99: "○", 0x9A: "○", 0x9D: "◎", 0x9F: "▪", 0xA0: "■", 0xA1: "■",
    0xA2: "■", 0xA3: "□", 0xA4: "□", 0xAA: "◆", 0xAB: "◆", 0xAC: "◆", 0xAD: "◆", 0xAE: "◇", 0xAF: "◆", 0xB0: "◇",
}  # fmt: skip
_WINGDINGS_3: Final = {
    0x21: "←", 0x22: "→", 0x23: "↑", 0x24: "↓", 0x25: "↖", 0x26: "↗", 0x27: "↙", 0x28: "↘", 0x31: "↔", 0x32: "↕",
    0x66: "⇐", 0x67: "⇒", 0x68: "⇑", 0x69: "⇓", 0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽", 0x74: "◀", 0x75: "▶",
    0x76: "◁", 0x77: "▷", 0x78: "◣", 0x79: "◢", 0x7A: "◤", 0x7B: "◥", 0x7D: "▶", 0x7C: "◀", 0x7E: "▲",
}  # fmt: skip
_WEBDINGS: Final = {
    0x33: "◀", 0x34: "▶", 0x35: "▲", 0x36: "▼", 0x3C: "■", 0x59: "♥", 0x61: "✔", 0x63: "□", 0x67: "■", 0x69: "ℹ",
    0x6E: "●", 0x72: "✘", 0x78: "✘", 0x7C: "❘", 0x3D: "●",
}  # fmt: skip
_LONGEST: Final = 400
"""Letters of the longest code of a field that is read."""
_SWITCH: Final = re.compile(r"\\[a-z]+\d*", re.IGNORECASE)


def _tables() -> dict[str, dict[int, str]]:
    symbol = {0x21 + at: char for at, char in enumerate(_SYMBOL)}
    symbol |= {0xA0 + at: char for at, char in enumerate(_SYMBOL_HIGH)}
    wingdings = {0x21 + at: char for at, char in enumerate(_WINGDINGS)}
    wingdings |= {0x80 + at: char for at, char in enumerate(_WINGDINGS_HIGH)}
    second = {0x69 + at: chr(0x2460 + at - 1) if at else "⓪" for at in range(11)}
    second |= {0x74 + at: chr(0x2776 + at - 1) if at else "⓿" for at in range(11)} | _WINGDINGS_2
    return {
        "symbol": symbol,
        "wingdings": wingdings,
        "wingdings 2": second,
        "wingdings 3": _WINGDINGS_3,
        "webdings": _WEBDINGS,
    }


_TABLES: Final = _tables()


def symbol(font: str, code: str) -> str:
    """The character of a `w:sym` (ECMA-376, 17.3.3.30); its private-use place where no table names it.

    Empty where the code is none.
    """
    if not re.fullmatch("[0-9A-Fa-f]{1,5}", code):
        return ""
    number = int(code, 16)
    place = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    table = _TABLES.get(font.strip().lower())
    if table is not None and place in table:
        return table[place]
    if number < 0x20 or 0xD800 <= number < 0xE000:
        return ""
    return chr(number)


def drawn_by_field(code: str) -> str | None:
    r"""What an equation field draws: `eq \o\ac(○,1)` is a 1 in a circle, `\s\up 9(cái),财` a character and its reading.

    None where the code is of another field.
    """
    words = code.strip()
    if not re.match(r"eq\b", words, re.IGNORECASE) or len(words) > _LONGEST:
        return None
    words = words[2:].strip()
    if re.match(r"\\\*|\\o", words, re.IGNORECASE):
        held = re.search(r"\((.*)\)", words, re.DOTALL)
        parts = _parts(held[1]) if held else []
        return _bare(parts[-1]) if parts else ""
    return _bare(words)


def _parts(words: str) -> list[str]:
    """Words between commas that stand in no inner brackets."""
    parts, depth = [""], 0
    for char in words:
        depth += (char == "(") - (char == ")")
        if char in ",，;；" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _bare(words: str) -> str:
    """Words without the switches of a field and the brackets behind these."""
    words = re.sub(r'\\\*\s*("[^"]*"|\S+)', "", words)
    words = re.sub(r"\\f\s*\(([^(),，]*)[,，]([^(),，]*)\)", r"\1/\2", words, flags=re.IGNORECASE)
    while (inner := re.sub(r"\\[a-z]+(?:\s*\d+)?\s*\(([^()]*)\)", r"\1", words, flags=re.IGNORECASE)) != words:
        words = inner
    return _SWITCH.sub("", words).strip()
