"""The order in which cases are laid: structural ones before aid is given, the rest after."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from loaders.synthetic.cases import (
    account_innocent,
    account_planted,
    eligibility_innocent,
    eligibility_planted,
    funds_innocent,
    funds_planted,
    kin_innocent,
    kin_planted,
    office_cases,
)
from loaders.synthetic.cases.casebook import Casebook, NoRoomError

Case = Callable[[Casebook], None]

EARLY: tuple[Sequence[Case], ...] = (office_cases.EARLY, kin_planted.EARLY, kin_innocent.EARLY)
LATE: tuple[Sequence[Case], ...] = (
    kin_planted.CASES,
    kin_innocent.CASES,
    account_planted.CASES,
    funds_planted.CASES,
    account_innocent.CASES,
    eligibility_planted.CASES,
    eligibility_innocent.CASES,
    funds_innocent.CASES,
)


def _lay(book: Casebook, groups: tuple[Sequence[Case], ...]) -> None:
    for group in groups:
        for case in group:
            try:
                case(book)
            except NoRoomError:
                book.skipped.append(case.__name__)


def before_aid(book: Casebook) -> None:
    """Cases that appoint people or change families."""
    _lay(book, EARLY)


def after_payments(book: Casebook) -> None:
    """Cases that add money, decisions, deaths and firms to the finished background."""
    _lay(book, LATE)
