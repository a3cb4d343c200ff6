"""Identifiers: normalise, judge, pseudonymise, mask. Standard library only; never repair by guessing.

Canonical form first, then the keyed pseudonym: hashing before normalising splits the graph. All cleaners are
pure functions of their arguments, so callers may memoise them.
"""

from graph.identifiers.account import AccountNumber, account_number, luhn_holds
from graph.identifiers.citizen import CitizenNumber, check_digit, to18
from graph.identifiers.citizen_cells import citizen_number, column_is_truncated, split_citizen_numbers
from graph.identifiers.masking import mask_account, mask_citizen_number, mask_mobile, mask_name
from graph.identifiers.names import PersonName, is_filler_name, person_name, same_name, split_names
from graph.identifiers.organization import CreditCode, credit_check_character, credit_code, registering_body
from graph.identifiers.phone import Phone, mobile_numbers
from graph.identifiers.provinces import PROVINCES
from graph.identifiers.pseudonyms import Pseudonyms, new_key
from graph.identifiers.region import RegionCode, region_code, village_key

__all__ = [
    "PROVINCES",
    "AccountNumber",
    "CitizenNumber",
    "CreditCode",
    "PersonName",
    "Phone",
    "Pseudonyms",
    "RegionCode",
    "account_number",
    "check_digit",
    "citizen_number",
    "column_is_truncated",
    "credit_check_character",
    "credit_code",
    "is_filler_name",
    "luhn_holds",
    "mask_account",
    "mask_citizen_number",
    "mask_mobile",
    "mask_name",
    "mobile_numbers",
    "new_key",
    "person_name",
    "region_code",
    "registering_body",
    "same_name",
    "split_citizen_numbers",
    "split_names",
    "to18",
    "village_key",
]
