"""The valid word nearest to one that is not valid: a slip of the finger away, or begun and not ended."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, the first of those equally near; None where none is near enough.

    One slip (a letter more, less, other or swapped) is forgiven in words up to four letters, two in longer ones.
    """
    found: tuple[int, str] | None = None
    for name in known:
        distance = 0 if word and name.startswith(word) and 2 * len(word) >= len(name) else slips(word, name)
        if distance <= (1 if len(word) <= 4 else 2) and distance < len(word) and (not found or distance < found[0]):
            found = (distance, name)
    return found[1] if found else None


def slips(word: str, other: str) -> int:
    """How many letters are more, less, other or swapped."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word):
        new = [at + 1]
        for place, wanted in enumerate(other):
            least = min(new[place] + 1, row[place + 1] + 1, row[place] + (letter != wanted))
            swapped = at and place and letter == other[place - 1] and word[at - 1] == wanted
            new.append(min(least, before[place - 1] + 1) if swapped else least)
        before, row = row, new
    return row[-1]
