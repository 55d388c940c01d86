"""A note while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from tui.model.ledger import Key


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written on: kept with the text, so that the person can go on with it after any end."""

    places: tuple[Key, ...]
    """Document and task or section of each note it will be; one but for a selection."""
    quote: str = ""
    note: str = ""
    """Path of the note that is edited; empty for a new one."""
    about: str = ""

    @property
    def doc(self) -> str:
        """Id of the document it is of; of several places, of the first."""
        return self.places[0][0]

    @property
    def name(self) -> str:
        """Under which name it is kept: the same when the person comes back to the same thing."""
        on = "\n".join(f"{doc}/{self.note or place}" for doc, place in self.places)
        return f"draft-{sha256(on.encode()).hexdigest()[:16]}"

    def facts(self, text: str) -> dict[str, Any]:
        """What is kept of it."""
        return {**asdict(self), "places": [list(place) for place in self.places], "text": text}

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Draft | None:
        """The draft that was kept with these facts; None where they are none."""
        texts = [facts.get(name) for name in ("quote", "note", "about", "text")]
        places = facts.get("places") or [[facts.get("doc"), facts.get("place")]]  # one place, as it was kept before
        sound = isinstance(places, list) and all(
            isinstance(each, list) and [type(part) for part in each] == [str, str] for each in places
        )
        if not sound or not places or not all(isinstance(text, str) for text in texts) or not texts[-1]:
            return None
        quote, note, about = map(str, texts[:3])
        return cls(tuple((doc, place) for doc, place in places), quote, note, about)
