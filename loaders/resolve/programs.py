"""Programme texts of rosters to codes of the catalogue: an exact name or alias, never a near match."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_NOISE = re.compile(r"[\s()（）\[\]【】《》“”\"'·,，、:：]+")
_YEAR = re.compile(r"^(20\d\d)年?度?")


@dataclass(frozen=True, slots=True)
class Named:
    """A programme of the catalogue and all the names it goes by."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


def fold(text: str | None) -> str:
    """A programme name for comparison: width folded, blanks, brackets and quotes dropped."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text or "")).casefold()


class Programs:
    """The catalogue's names."""

    def __init__(self, catalogue: Iterable[Named]) -> None:
        """Names that two programmes share resolve to neither."""
        self._codes: dict[str, str | None] = {}
        for entry in catalogue:
            for name in {entry.code, entry.name, *entry.aliases}:
                folded = fold(name)
                if folded:
                    known = self._codes.get(folded, entry.code)
                    self._codes[folded] = entry.code if known == entry.code else None

    def __bool__(self) -> bool:
        """Whether there is a catalogue at all."""
        return bool(self._codes)

    def resolve(self, text: str | None) -> str | None:
        """Code of the programme that bears this name, code or alias; a leading year ("2023年") is no part of it."""
        folded = fold(text)
        return self._codes.get(folded) or self._codes.get(_YEAR.sub("", folded))

    def resolve_all(self, texts: Iterable[str]) -> Mapping[str, str | None]:
        """``resolve`` for distinct texts."""
        return {text: self.resolve(text) for text in texts}
