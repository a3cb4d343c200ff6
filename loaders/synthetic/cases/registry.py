"""The order in which cases are laid: structural ones before aid is given, the rest after."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from loaders.synthetic.cases import (
    account_innocent,
    account_planted,
    asset_innocent,
    asset_planted,
    bid_cases,
    card_cases,
    compensation_cases,
    eligibility_innocent,
    eligibility_planted,
    entitlement_cases,
    exchange,
    farm_cases,
    favour,
    flow_cases,
    funds_innocent,
    funds_planted,
    invoice_cases,
    kin_innocent,
    kin_planted,
    labour_cases,
    lease_cases,
    office_cases,
    payment_innocent,
    post_cases,
    register_cases,
    roster_cases,
    voucher_cases,
)
from loaders.synthetic.cases.casebook import Casebook, NoRoomError

Case = Callable[[Casebook], None]

EARLY: tuple[Sequence[Case], ...] = (office_cases.EARLY, bid_cases.EARLY, kin_planted.EARLY, kin_innocent.EARLY,
                                     register_cases.EARLY)
LATE: tuple[Sequence[Case], ...] = (
    kin_planted.CASES,
    kin_innocent.CASES,
    account_planted.CASES,
    funds_planted.CASES,
    account_innocent.CASES,
    payment_innocent.CASES,
    eligibility_planted.CASES,
    eligibility_innocent.CASES,
    asset_planted.CASES,
    asset_innocent.CASES,
    post_cases.CASES,
    entitlement_cases.CASES,
    funds_innocent.CASES,
    exchange.PLANTED,
    exchange.INNOCENT,
    favour.PLANTED,
    favour.INNOCENT,
    voucher_cases.CASES,
    flow_cases.CASES,
    card_cases.CASES,
    farm_cases.CASES,
    invoice_cases.CASES,
    lease_cases.CASES,
    bid_cases.CASES,
    labour_cases.CASES,
    farm_cases.LATER,
    roster_cases.CASES,
    post_cases.LATER,
    bid_cases.LAST,
    exchange.LAST,
    account_innocent.LAST,
    farm_cases.LAST,
    favour.LAST,
)
BOOKED: tuple[Sequence[Case], ...] = (compensation_cases.CASES,)
"""Cases about what village books hold: laid when these are full, so that nothing else moves."""


VILLAGE = frozenset(
    (
        "supervisor_and_brother",
        "wife_keeps_books",
        "near_award",
        "unfiled",
        "signs_for_self",
        "own_award",
        "affine_award",
        "cadre_collects",
        "unrelated_pair",
        "two_accounts_double",
        "other_holder",
        "paid_twice",
        "brothers_firm",
        "three_pieces",
        "contract_afterwards",
        "dead_for_a_year",
        "teacher",
        "old_car",
        "old_flat",
        "nobody_sweeps",
        "no_attendance_sheet",
        "too_young",
        "above_standard",
        "arrears",
        "resettled",
        "two_villages",
        "nowhere",
        "never_reissued",
        "one_household",
        "card_and_passbook",
        "reissued",
        "utilities",
        "emergency",
        "temporary_staff",
        "funeral_grant",
        "fifteen_digits",
        "village_shop",
        "namesake",
        "merged_village",
        "stopped",
        "cash_purchase",
        "card_purchase",
        "white_slip",
        "gifts_against_signature",
        "accountant_collects",
        "switched_to_other",
        "cards_in_a_row",
        "returns_to_cadre",
        "returns_to_village",
        "half_confirmed",
        "machine_twice",
        "aided_with_herd",
        "deposit_refunded",
        "digger_work",
        "used_twice",
        "big_head",
        "fixed_block",
        "thirty_years",
        "overdue",
        "lent_to_cadre",
        "one_deposit",
        "before_the_feasts",
        "share_not_booked",
        "share_in_instalments",
        "all_to_households",
        "just_approved",
    )
)
"""The cases a single village has room for: one of each rule and some look-alikes."""


def _lay(book: Casebook, groups: tuple[Sequence[Case], ...]) -> None:
    for group in groups:
        for case in group:
            if not book.full and case.__name__ not in VILLAGE:
                continue
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


def after_books(book: Casebook) -> None:
    """Cases that add a few lines to finished ledgers."""
    _lay(book, BOOKED)
