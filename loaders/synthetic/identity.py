"""Numbers of made-up people, cards and organisations, with their own check digits.

Written apart from the product's identifier code on purpose: the made-up county is an independent oracle.
"""

from __future__ import annotations

from datetime import date
from random import Random

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def citizen_check(body: str) -> str:
    """The 18th character for 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return _CHECK[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def credit_check(body: str) -> str:
    """The 18th character for the first 17 of a unified credit code (GB 32100-2015)."""
    total = sum(_USCC.index(ch) * pow(3, i, 31) for i, ch in enumerate(body))
    return _USCC[(31 - total % 31) % 31]


def luhn_check(body: str) -> str:
    """The last digit of a card number (ISO/IEC 7812)."""
    total = 0
    for i, ch in enumerate(reversed(body)):
        d = int(ch) * (2 if i % 2 == 0 else 1)
        total += d - 9 if d > 9 else d
    return str(-total % 10)


def fifteen(number: str) -> str:
    """The old 15-digit form of an 18-character number of a person born in the 1900s."""
    return number[:6] + number[8:17]


class Issuer:
    """Hands out unique citizen numbers, cards, passbooks and credit codes for one town.

    `county` is the six-digit code of today, `former` the one of numbers assigned before 2001;
    both are unassigned in the national table, so no real person's number can come out.
    `part` of `parts` keeps the towns of one county apart.
    """

    def __init__(self, rng: Random, county: str, former: str, part: int, parts: int) -> None:
        self.rng, self.county, self.former = rng, county, former
        self._part, self._parts = part, parts
        self._used: dict[tuple[str, date, str], int] = {}
        self._serial = 0

    def citizen(self, birth: date, sex: str, region: str | None = None) -> str:
        """A valid number for a birth date and sex ("M"/"F"); never given twice by this county."""
        code = region or (self.county if birth.year >= 2001 else self.former)
        key = (code, birth, sex)
        k = self._used.get(key, 0)
        self._used[key] = k + 1
        room = 497 // self._parts
        if k >= room:
            return self.citizen(birth, sex, str(int(code) - 1))
        slot = (k * self._parts + self._part + birth.day * 7 + birth.month) % 497
        sequence = slot * 2 + (1 if sex == "M" else 2)
        body = f"{code}{birth:%Y%m%d}{sequence:03d}"
        return body + citizen_check(body)

    def _next(self) -> int:
        self._serial += 1
        return self._serial * self._parts + self._part

    def card(self) -> str:
        """A 19-digit card that satisfies Luhn."""
        body = f"62170{self.rng.randrange(1000):03d}{self._next():010d}"
        return body + luhn_check(body)

    def cards(self, count: int) -> list[str]:
        """Cards whose numbers follow one another, as a bank hands out a block of them."""
        first = int(f"62171{self._next():013d}")
        self._serial += count
        return [f"{first + n}{luhn_check(str(first + n))}" for n in range(count)]

    def mobile(self) -> str:
        """A mobile number of a block that is not in use."""
        return f"1990000{self._next() % 10_000:04d}"

    def passbook(self) -> str:
        """An 18-digit passbook number beginning 60."""
        return f"60{self.rng.randrange(10000):04d}{self._next():010d}{self.rng.randrange(100):02d}"

    def corporate(self) -> str:
        """An 18-digit account of an organisation, not card-shaped."""
        return f"90{self.rng.randrange(10000):04d}{self._next():010d}{self.rng.randrange(100):02d}"

    def credit(self, kind: str) -> str:
        """A unified credit code; `kind` is the first two characters (91 company, 92 trader, 93 co-op)."""
        body = f"{kind}{self.county}MA{self._next():07d}"[:17]
        return body + credit_check(body)
