"""Programmes, organizations and account classes: texts and pairs of the files to keys, before facts are made."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa

from loaders.build.workshop import Workshop, table_of
from loaders.county import CountySettings
from loaders.resolve.accounts import Alias, joined
from loaders.resolve.exclusions import Exclusion, Listed, exclusions, permissions
from loaders.resolve.organizations import keys_of
from loaders.resolve.places import Places
from loaders.resolve.programs import Named, Programs, fold
from loaders.values.posts import offices

_TEXT = pa.string()

_PROGRAM_TEXTS = """
    SELECT programme FROM rosters UNION SELECT programme FROM approvals UNION SELECT programme FROM filings
    UNION SELECT programme FROM livestock UNION SELECT programme FROM raw_bank_returns
    UNION SELECT kind FROM low_income"""
_NAMED_BY_FILES = ("SELECT DISTINCT programme FROM rosters UNION SELECT DISTINCT programme FROM approvals "
                   "UNION SELECT DISTINCT programme FROM filings")

_ORGANIZATION_MENTIONS = """
    CREATE TABLE org_mention AS
    SELECT coalesce(uscc, '') AS code, name, min(loc) AS loc FROM shareholders
              WHERE name IS NOT NULL OR uscc IS NOT NULL GROUP BY ALL
    UNION ALL SELECT '', holder, min(loc) FROM shareholders
              WHERE holder_id IS NULL AND coalesce(holder_is_entity, is_entity(holder)) GROUP BY ALL
    UNION ALL SELECT '', unit, min(loc) FROM payroll WHERE unit IS NOT NULL GROUP BY ALL
    UNION ALL SELECT coalesce(unit_code, ''), unit, min(loc) FROM insurance WHERE unit IS NOT NULL GROUP BY ALL
    UNION ALL SELECT coalesce(uscc, ''), name, min(loc) FROM tax WHERE name IS NOT NULL GROUP BY ALL
    UNION ALL SELECT '', owner, min(loc) FROM (
        SELECT owner, owner_is_entity AS entity, loc FROM vehicles
        UNION ALL SELECT owners, owners_is_entity, loc FROM houses)
              WHERE coalesce(entity, is_entity(owner)) GROUP BY ALL
    UNION ALL SELECT coalesce(uscc, ''), buyer, min(loc) FROM machinery
              WHERE uscc IS NOT NULL OR coalesce(buyer_is_entity, is_entity(buyer)) GROUP BY ALL
    UNION ALL SELECT '', dealer, min(loc) FROM machinery
              WHERE coalesce(dealer_is_entity, is_entity(dealer)) GROUP BY ALL
    UNION ALL SELECT coalesce(uscc, ''), name, min(loc) FROM institutions WHERE name IS NOT NULL GROUP BY ALL
    UNION ALL SELECT '', name, min(loc) FROM wards WHERE name IS NOT NULL GROUP BY ALL
    UNION ALL SELECT coalesce(party_code, ''), party, min(loc) FROM contracts
              WHERE party_code IS NOT NULL OR coalesce(party_is_entity, is_entity(party)) GROUP BY ALL
    UNION ALL SELECT '', bidder, min(loc) FROM (SELECT unnest(bidders) AS bidder, loc FROM contracts)
              WHERE is_entity(bidder) GROUP BY ALL
    UNION ALL SELECT coalesce(bidder_code, ''), bidder, min(loc) FROM bids
              WHERE bidder_code IS NOT NULL OR coalesce(bidder_is_entity, is_entity(bidder)) GROUP BY ALL
    UNION ALL SELECT coalesce(seller_code, ''), seller, min(loc) FROM invoices
              WHERE seller_code IS NOT NULL OR coalesce(seller_is_entity, is_entity(seller)) GROUP BY ALL"""


def name_programs(shop: Workshop, settings: CountySettings) -> None:
    """Creates ``program_text(text, code, catalogued)``, ``exclusive`` and ``permitted`` pairs.

    A name no catalogue knows is a programme by itself, without a class, so rules that need one say so; whether a
    file with such a name is let in at all was decided before (``loaders.judge``).
    """
    catalogue = [Named(code, name, tuple(aliases or ())) for code, name, aliases in
                 shop.rows("SELECT code, coalesce(name, code), aliases FROM raw_programs WHERE code IS NOT NULL")]
    programs = Programs(catalogue)
    named = {text for (text,) in shop.rows(_NAMED_BY_FILES) if text}
    found = []
    for text in sorted({text for (text,) in shop.rows(_PROGRAM_TEXTS) if text}):
        code = programs.resolve(text)
        if code is not None or text in named:
            found.append((text, code or f"named:{fold(text)}", code is not None))
    shop.put("program_text", table_of({"text": _TEXT, "code": _TEXT, "catalogued": pa.bool_()}, found))
    listed = [Listed(code, name, "户" in (unit or ""), tuple(out or ())) for code, name, unit, out in shop.rows(
        "SELECT DISTINCT ON (code) code, coalesce(name, code), payee_unit, excludes FROM raw_programs r "
        "JOIN source s USING (src) WHERE code IS NOT NULL ORDER BY code, s.age DESC, loc")]
    shop.put("exclusive", _pairs(exclusions(listed, programs, settings.exclusive)))
    shop.put("permitted", _pairs(permissions(programs, settings.permitted)))
    shop.note("programme_not_in_catalogue", sum(not known for *_, known in found))


def _pairs(found: list[Exclusion]) -> pa.Table:
    kinds = dict.fromkeys(("start", "end", "level", "unit", "origin", "source"), _TEXT)
    rows = [(p.a, p.b, p.level, p.unit, p.origin, p.source, p.since, p.until) for p in found]
    return table_of({**kinds, "valid_from": pa.date32(), "valid_to": pa.date32()}, rows)


def read_offices(shop: Workshop) -> None:
    """Creates ``office_word``: the offices each post text names."""
    words = [(text, in_village, o.post, o.role, o.body, o.town, o.known)
             for (text,) in shop.rows("SELECT DISTINCT post FROM cadres WHERE post IS NOT NULL")
             for in_village in (True, False) for o in offices(text, in_village)]
    flag = pa.bool_()
    shop.put("office_word", table_of({"text": _TEXT, "in_village": flag, "post": _TEXT, "role": _TEXT, "body": _TEXT,
                                      "town": flag, "known": flag}, words))
    shop.count_note("unknown_post", """SELECT count(*) FROM cadres c JOIN office_word o
        ON o.text = c.post AND o.in_village = (c.village_code IS NOT NULL) WHERE NOT o.known""")


def join_accounts(shop: Workshop) -> None:
    """Creates ``canonical(key, canonical)`` from the bank's alias table."""
    pairs = shop.rows("""SELECT card, inner_no, person FROM account_aliases
                         WHERE card IS NOT NULL AND inner_no IS NOT NULL""")
    classes = joined(Alias(*pair) for pair in pairs)
    shop.put("canonical", table_of({"key": _TEXT, "canonical": _TEXT}, sorted(classes.canonical.items())))
    shop.note("alias_conflict", len(classes.conflicts))


def name_organizations(shop: Workshop, county: str, made: Callable[[str, str], str]) -> None:
    """Creates ``org_mention`` and ``org_key(code, name, key)``, names folded."""
    shop.con.execute(_ORGANIZATION_MENTIONS)
    pairs = shop.rows("""
        SELECT DISTINCT code, coalesce(org_fold(name), '') FROM org_mention
        UNION SELECT coalesce(uscc, ''), coalesce(org_fold(name), '') FROM organizations""")
    keys = keys_of(pairs, lambda name: made(name, county))
    shop.put("org_key", table_of({"code": _TEXT, "name": _TEXT, "key": _TEXT},
                                 [(code, name, key) for (code, name), key in keys.items()]))
    shop.con.execute("""
        CREATE TABLE institution_account AS
        SELECT i.acct AS key, n.key AS org, min(i.loc) AS loc FROM institutions i
        JOIN org_key n ON n.code = coalesce(i.uscc, '') AND n.name = org_fold(i.name)
        WHERE i.acct IS NOT NULL GROUP BY i.acct, n.key;
        CREATE TABLE institution_key AS SELECT DISTINCT n.key FROM (
            SELECT uscc, name FROM institutions UNION SELECT NULL, name FROM wards) i
        JOIN org_key n ON n.code = coalesce(i.uscc, '') AND n.name = org_fold(i.name)""")


def level_places(shop: Workshop, places: Places) -> None:
    """Creates ``region_level(key, level, town)`` for the code table."""
    shop.put("region_level", table_of({"key": _TEXT, "level": _TEXT, "town": _TEXT},
                                      [(code, places.level(code), places.town_of(code)) for code in places.regions]))
