"""Everybody a file names: one person key for each mention, and one weak person for each mention without a number.

A valid number is the person. Without one a mention is a weak person of its own, with a key made of its folded
name, its village and the best handle there is: the first fifteen digits of a damaged number, else the account,
else the phone, else the file's slot (with the ordinal among equals where a list names many people).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loaders.build.workshop import Workshop

_SEP = "chr(31)"


@dataclass(frozen=True, slots=True)
class Mention:
    """A pair of name and number columns of one table.

    ``out`` names the resulting columns (``out``, ``out_match``). ``rank`` orders lists by how well they know where
    somebody lives. ``weak`` says what stands for a person without a number: ``row`` a person per row,
    ``slot`` one per name in the file, ``tie`` one per declaring person and relation word, ``none`` nobody.
    """

    table: str
    name: str
    number: str
    out: str
    rank: int = 50
    weak: str = "row"
    acct: str | None = None
    phone: str | None = None
    tie: str = ""
    lives_here: bool = True


MENTIONS: tuple[Mention, ...] = (
    Mention("register", "name", "id", "person", rank=10),
    Mention("register", "father", "father_id", "father_person", rank=90, weak="none", lives_here=False),
    Mention("register", "mother", "mother_id", "mother_person", rank=90, weak="none", lives_here=False),
    Mention("register", "spouse", "spouse_id", "spouse_person", rank=90, weak="none", lives_here=False),
    Mention("cadres", "name", "id", "person", rank=20, weak="slot", phone="phone"),
    Mention("relatives", "cadre_name", "cadre_id", "cadre", rank=80, weak="slot", lives_here=False),
    Mention("relatives", "rel_name", "rel_id", "relative", rank=70, weak="tie",
            tie="coalesce(cadre_id, cadre_name_key, '') || '/' || coalesce(relation, '')"),
    Mention("low_income", "head", "head_id", "head_person", rank=31, weak="slot", acct="acct"),
    Mention("low_income", "member", "id", "person", rank=30, weak="tie",
            tie="coalesce(file_no, '') || '/' || coalesce(rel, '')"),
    Mention("rosters", "name", "id", "person", rank=40, acct="acct", phone="phone"),
    Mention("organizations", "legal_name", "legal_id", "person", rank=60, weak="tie",
            tie="coalesce(uscc, name, '')", lives_here=False),
    Mention("shareholders", "holder", "holder_id", "person", rank=60, weak="tie", tie="coalesce(uscc, name, '')",
            lives_here=False),
    Mention("approvals", "applicant", "id", "person", rank=50, weak="slot"),
    Mention("approvals", "signer", "staff_id", "signer_person", rank=90, weak="slot", lives_here=False),
    Mention("deaths", "name", "id", "person", rank=45),
    Mention("payroll", "name", "id", "person", rank=60, weak="tie", tie="coalesce(unit, '')", lives_here=False),
    Mention("filings", "staff", "staff_id", "staff_person", rank=90, weak="slot", lives_here=False),
    Mention("filings", "beneficiary", "ben_id", "person", rank=50, weak="slot"),
    Mention("posts", "name", "id", "person", rank=42, weak="slot", acct="acct"),
    Mention("post_wages", "name", "id", "person", rank=60, weak="slot", acct="acct", lives_here=False),
    Mention("vehicles", "owner", "id", "person", rank=75, weak="tie", tie="coalesce(plate, '')", lives_here=False),
    Mention("houses", "owners", "ids", "person", rank=75, weak="tie", tie="coalesce(cert, '')", lives_here=False),
    Mention("certificates", "name", "id", "person", rank=75, weak="slot", lives_here=False),
    Mention("custody", "name", "id", "person", rank=75, weak="slot", lives_here=False),
    Mention("insurance", "name", "id", "person", rank=75, weak="tie", tie="coalesce(unit, '')", lives_here=False),
    Mention("marriages", "man", "man_id", "man_person", rank=60),
    Mention("marriages", "woman", "woman_id", "woman_person", rank=60),
    Mention("births", "child", "child_id", "child_person", rank=60),
    Mention("births", "mother", "mother_id", "mother_person", rank=60),
    Mention("births", "father", "father_id", "father_person", rank=60),
    Mention("guardians", "ward", "ward_id", "person", rank=50, weak="slot"),
    Mention("guardians", "guardian", "guardian_id", "guardian_person", rank=60, weak="slot", acct="acct"),
    Mention("wards", "ward", "ward_id", "person", rank=60, weak="slot"),
    Mention("contracts", "party", "party_id", "person", rank=90, weak="none", lives_here=False),
    Mention("labour", "name", "id", "person", rank=55, weak="slot"),
    Mention("investigators", "name", "id", "person", rank=90, weak="none", lives_here=False),
    Mention("account_changes", "name", "id", "person", rank=90, weak="none", lives_here=False),
    Mention("parcels", "contractor", "id", "person", rank=41, weak="slot"),
    Mention("machinery", "buyer", "id", "person", rank=60, weak="slot", phone="phone"),
    Mention("livestock", "keeper", "id", "person", rank=43, weak="slot", acct="acct", phone="phone"),
    Mention("account_flows", "holder", "id", "person", rank=90, weak="none", lives_here=False),
    Mention("account_flows", "agent", "agent_id", "agent_person", rank=90, weak="none", lives_here=False),
    Mention("account_aliases", "name", "id", "person", rank=90, weak="none", lives_here=False),
)


def identify(shop: Workshop, merged: Mapping[str, str]) -> None:
    """Creates one view per table (``cadres``, ``rosters`` …) with person keys, and ``seen``: who was named where.

    ``merged`` maps person keys to the person they were found to be by a human decision.
    """
    shop.con.execute("CREATE TABLE merged (old VARCHAR, new VARCHAR)")
    if merged:
        shop.con.executemany("INSERT INTO merged VALUES (?, ?)", [list(pair) for pair in sorted(merged.items())])
    shop.con.execute("""
        CREATE TABLE seen (key VARCHAR, name VARCHAR, name_key VARCHAR, match VARCHAR, trunc VARCHAR, sex VARCHAR,
                           birth DATE, village VARCHAR, rank INTEGER, elsewhere BOOLEAN, n BIGINT, loc BIGINT)""")
    by_table: dict[str, list[Mention]] = {}
    for mention in MENTIONS:
        by_table.setdefault(mention.table, []).append(mention)
    for table, mentions in by_table.items():
        for mention in mentions:
            if mention.weak != "none":
                shop.keyed(_weak_table(mention), "weak_person", _weak_contents(mention))
        shop.con.execute(_view(table, mentions, bool(merged)))
        for mention in mentions:
            shop.con.execute(_seen(mention))
    for table in ("ledger", "institutions", "invoices", "bids", "tax", "compensation"):
        shop.con.execute(f"CREATE VIEW {table} AS SELECT * FROM at_{table}")


def _weak_table(mention: Mention) -> str:
    return f"weak_{mention.table}_{mention.out}"


def _weak_contents(mention: Mention) -> str:
    m = mention
    handles = [f"WHEN {m.number}_trunc IS NOT NULL THEN 'first15' || {_SEP} || {m.number}_trunc"]
    if m.acct:
        handles.append(f"WHEN {m.acct} IS NOT NULL THEN 'account' || {_SEP} || {m.acct}")
    if m.phone:
        handles.append(f"WHEN len({m.phone}) > 0 THEN 'phone' || {_SEP} || {m.phone}[1]")
    last = {
        "row": f"'slot' || {_SEP} || slot || {_SEP} || row_number() OVER "
               f"(PARTITION BY slot, {m.name}_key, village_code ORDER BY t.loc)",
        "slot": f"'slot' || {_SEP} || s.kind || {_SEP} || s.department",
        "tie": f"'tie' || {_SEP} || {m.tie or chr(39) * 2}",
    }[m.weak]
    return f"""
        SELECT t.rowid AS rid, {m.name}_key || {_SEP} || coalesce(village_code, town_code, '') || {_SEP} ||
               CASE {' '.join(handles)} ELSE {last} END AS content
        FROM at_{m.table} t JOIN source s USING (src)
        WHERE {m.number} IS NULL AND {m.name}_key IS NOT NULL
          AND NOT coalesce({m.name}_is_entity, is_entity({m.name}))"""


def _view(table: str, mentions: list[Mention], merging: bool) -> str:
    columns, joins = ["t.rowid AS rid", "t.*"], []
    for m in mentions:
        key = f"t.{m.number}"
        if m.weak != "none":
            joins.append(f"LEFT JOIN {_weak_table(m)} w_{m.out} ON w_{m.out}.id = t.rowid")
            key = f"coalesce({key}, w_{m.out}.key)"
        if merging:
            joins.append(f"LEFT JOIN merged m_{m.out} ON m_{m.out}.old = {key}")
            key = f"coalesce(m_{m.out}.new, {key})"
        columns.append(f"{key} AS {m.out}")
        columns.append(f"{_match(m)} AS {m.out}_match")
    return f"CREATE VIEW {table} AS SELECT {', '.join(columns)} FROM at_{table} t {' '.join(joins)}"


def _match(m: Mention) -> str:
    return (f"CASE WHEN t.{m.number} IS NOT NULL THEN coalesce(t.{m.number}_quality, 'id18') "
            f"WHEN t.{m.number}_trunc IS NOT NULL THEN 'id_trunc' ELSE 'name_village' END")


def _seen(m: Mention) -> str:
    elsewhere = m.table not in ("register", "rosters")
    sex, birth = f"{m.number}_sex", f"{m.number}_birth"
    if m.table == "register" and m.out == "person":
        sex, birth = "coalesce(id_sex, CASE WHEN sex IN ('男', 'M') THEN 'M' WHEN sex IN ('女', 'F') THEN 'F' END)", \
            "coalesce(id_birth, birth)"
    village = "village_code" if m.lives_here else "NULL::VARCHAR"
    return f"""
        INSERT INTO seen
        SELECT {m.out}, {m.name}, {m.name}_key, {m.out}_match, any_value({m.number}_trunc), min({sex}) AS sex,
               min({birth}) AS birth, {village}, {m.rank}, {elsewhere}, count(*), min(loc)
        FROM {m.table} WHERE {m.out} IS NOT NULL GROUP BY ALL"""
