"""What every cleaner returns, and what every cleaner knows of the column it works on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

BLANKS = {"", "-", "--", "—", "——", "/", "\\", "无", "空", "null", "NULL", "None", "none", "nan", "N/A", "暂无", "、"}
ERROR_TEXTS = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}
CSV_TEXT = re.compile(r'^="(.*)"$', re.S)


class Cleaned(NamedTuple):
    """A canonical value (None: no value), the codes that go with it, and the text where the value is lost."""

    value: object = None
    flags: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a cleaner may use beside the cell: the day the extract describes, the column's unit, the county."""

    as_of: date
    unit: str | None = None
    year: int | None = None
    elections: Mapping[int, int] = field(default_factory=dict)
    future: bool = False

    @property
    def last_year(self) -> int:
        """The latest year a date may have: the next one, or for ends of contracts 70 years on (never 2099)."""
        return min(self.as_of.year + 70, 2098) if self.future else self.as_of.year + 1


def tidy(text: str) -> str:
    """NFKC, without control and zero-width characters, spaces folded and cut at the ends."""
    if text.isascii() and text.isalnum():
        return text
    match = CSV_TEXT.match(text)
    text = unicodedata.normalize("NFKC", match.group(1) if match else text)
    if not text.isprintable():
        text = "".join(c for c in text if c in "\n\t " or unicodedata.category(c) not in {"Cc", "Cf"})
        text = re.sub(r"\s+", " ", text)
    elif "  " in text:
        text = re.sub(" +", " ", text)
    return text.strip().removeprefix("'").strip()


def is_blank(text: str) -> bool:
    """A cell that says there is nothing, in any of the usual ways."""
    return text in BLANKS
