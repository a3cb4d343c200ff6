"""The rows that stand, kept beside a version of the graph, and the part of them that a roster can touch.

A check before payment must say what the rules will say once the roster is loaded, and cannot wait for a county to be
built again. So rows are cut out, not nodes: the same code makes the same facts of them, whatever a new payment
changes (owners of accounts, names, reversals, weak persons). What the cut holds:

*people* of the roster; whoever is paid into, holds or answers for one of their accounts (alias partners included);
the household and the benefit file of all these; whoever signed or filed for them; their kin, with the people on the
way, as the graph in force knows them. Of these people **every row of every file**.

*accounts* of those of the roster and of all that its people ever used: **every row that names one**.

*villages* of the roster: the household register as a whole, what the roster's programmes paid there, everybody
who bears the name of a roster row without a valid number.

*organizations* that these people or accounts have to do with: every row of the registers of organizations.

*lists* as a whole: code table, programmes, institutions and their wards, and those that a rule asks for at large
(which certificates, which years of tax the county has at all).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from loaders.build.columns import definition, of_kind, tables
from loaders.build.stage import locate, read_places, stage
from loaders.build.workshop import ROWS_PER_SHEET, Workshop
from loaders.resolve.places import Places
from loaders.snapshots import InForce

Related = Callable[[list[str]], list[str]]
"""Keys of persons to keys of their kin and of the people on the way to them."""

_UNPLACED = ("regions", "programs", "bank_returns")
_ALSO = ("source", "sheet", "place")
_WHOLE = ("institutions", "wards", "certificates", "tax")
_OF_ORGANIZATIONS = ("organizations", "shareholders")
_NAMED_ORGANIZATIONS = {"organizations": ("uscc", "name"), "shareholders": ("uscc", "name"),
                        "payroll": ("NULL", "unit"), "insurance": ("unit_code", "unit"), "rosters": ("NULL", "holder"),
                        "bank_returns": ("NULL", "holder")}
"""Tables whose rows name an organization: column of its code, column of its name."""
_UNITS = {"register": "hh", "low_income": "file_no"}
_DECIDED_BY_OTHERS = ("approvals", "filings", "guardians", "account_changes")


def keep(shop: Workshop, path: Path) -> None:
    """Writes the rows in force, located, into a DuckDB file; replaces it whole or not at all."""
    half = path.with_name(f".{path.name}.half")
    half.unlink(missing_ok=True)
    _attach(shop, half, "")
    for name in (*_ALSO, *map(_table, tables())):
        shop.con.execute(f"CREATE TABLE kept.{name} AS FROM {name}")
    shop.con.execute("CREATE TABLE kept.layout AS SELECT ? AS layout", [_layout()])
    shop.con.execute("DETACH kept")
    half.replace(path)


def can_adopt(path: Path) -> bool:
    """Whether rows are kept there, by a program that stages the same columns."""
    if not path.exists():
        return False
    import duckdb  # noqa: PLC0415 - one look, no workshop

    with duckdb.connect(str(path), read_only=True) as con:
        found = con.execute("SELECT layout FROM layout").fetchone()
    return found == (_layout(),)


def adopt(shop: Workshop, path: Path, roster: InForce, county: str, related: Related) -> Places:
    """Stages and locates the roster and what of the kept rows it can touch, as if it had been loaded last.

    Leaves what ``stage`` and ``locate`` leave. The kept rows hold no file of the roster's hash.
    """
    _attach(shop, path, "(READ_ONLY)")
    stage(shop, [roster])
    _number(shop, roster)
    for table in ("regions", "programs"):
        _take(shop, table, "true")
    places = read_places(shop, county)
    locate(shop, places)
    shop.con.execute("INSERT INTO place FROM (FROM kept.place EXCEPT FROM place)")
    _choose(shop, related)
    for table in tables():
        if table not in ("regions", "programs"):
            _take(shop, table, _wanted(table))
    shop.con.execute("DETACH kept")
    return places


def _attach(shop: Workshop, path: Path, how: str) -> None:
    target = str(path).replace("'", "''")
    shop.con.execute(f"ATTACH '{target}' AS kept {how}")


def _table(name: str) -> str:
    return f"raw_{name}" if name in _UNPLACED else f"at_{name}"


def _layout() -> str:
    return ";".join(f"{name}({definition(name)})" for name in tables())


def _number(shop: Workshop, roster: InForce) -> None:
    """Numbers of sources, ages and sheets as a load of everything would give them: the roster in its place."""
    day = roster.source.as_of or date.min
    shop.con.execute("SET VARIABLE at_src = (SELECT count(*) FROM kept.source "
                     "WHERE (coalesce(as_of, ?), sha256) < (?, ?))", [date.min, day, roster.source.sha256])
    shop.con.execute("SET VARIABLE at_age = (SELECT count(*) FROM kept.source WHERE coalesce(as_of, ?) <= ?)",
                     [date.min, day])
    shop.con.execute("SET VARIABLE own_sheets = (SELECT count(*) FROM sheet)")
    shop.con.execute("SET VARIABLE first_sheet = (SELECT count(*) FROM kept.sheet WHERE src < getvariable('at_src'))")
    shop.con.execute(f"""
        UPDATE raw_rosters SET src = getvariable('at_src'), loc = loc + getvariable('first_sheet') * {ROWS_PER_SHEET};
        UPDATE source SET src = getvariable('at_src'), age = getvariable('at_age');
        UPDATE sheet SET src = getvariable('at_src'), sheet_id = sheet_id + getvariable('first_sheet');
        INSERT INTO source BY NAME SELECT * REPLACE ({_after('src', 1)} AS src,
            age + CASE WHEN age >= getvariable('at_age') THEN 1 ELSE 0 END AS age) FROM kept.source;
        INSERT INTO sheet BY NAME SELECT * REPLACE ({_after('src', 1)} AS src,
            {_after('sheet_id', "getvariable('own_sheets')")} AS sheet_id) FROM kept.sheet""")


def _after(column: str, step: object) -> str:
    """A number of the kept rows, moved behind the roster's where its source stands behind it."""
    return f"{column} + CASE WHEN src >= getvariable('at_src') THEN {step} ELSE 0 END"


def _take(shop: Workshop, table: str, condition: str) -> None:
    loc = _after("loc", f"getvariable('own_sheets') * {ROWS_PER_SHEET}")
    shop.con.execute(f"""INSERT INTO {_table(table)} BY NAME
        SELECT t.* REPLACE ({_after('src', 1)} AS src, {loc} AS loc) FROM kept.{_table(table)} t WHERE {condition}""")


def _choose(shop: Workshop, related: Related) -> None:
    """Creates ``person_in``, ``account_in``, ``unit_in``, ``village_in``, ``programme_in``, ``name_in``."""
    run = shop.con.execute
    run(f"CREATE TABLE person_in AS SELECT DISTINCT key FROM ({_values('id', 'rosters', 'at_rosters', 'true')})")
    run(f"CREATE TABLE account_in AS SELECT DISTINCT key FROM ({_values('acct', 'rosters', 'at_rosters', 'true')})")
    run("CREATE TABLE village_in AS SELECT DISTINCT village_code AS key FROM at_rosters WHERE village_code IS NOT NULL")
    run("CREATE TABLE programme_in AS SELECT DISTINCT programme AS key FROM at_rosters")
    run("CREATE TABLE name_in AS SELECT DISTINCT name_key AS key FROM at_rosters WHERE id IS NULL")
    run('CREATE TABLE unit_in ("table" VARCHAR, place VARCHAR, number VARCHAR)')
    _grow(shop, "account_in", "acct", "id", "person_in")
    while _grow(shop, "account_in", "acct", "acct", "account_in", ("account_aliases",)):
        pass
    _grow(shop, "person_in", "id", "acct", "account_in")
    _mates(shop)
    _grow(shop, "person_in", "id", "id", "person_in", _DECIDED_BY_OTHERS)
    kin = related([key for (key,) in shop.rows("SELECT key FROM person_in ORDER BY key")])
    shop.con.executemany("INSERT INTO person_in SELECT ?", [[key] for key in kin or [""]])
    _mates(shop)
    _organizations(shop)


def _grow(shop: Workshop, into: str, gained: str, seen: str, among: str, only: tuple[str, ...] = ()) -> int:
    """Adds to ``into`` every value of kind ``gained`` that stands in a row with a ``seen`` one of ``among``."""
    parts = [_values(gained, table, f"kept.{_table(table)}", _any(seen, table, among))
             for table in only or tables() if of_kind(seen).get(table) and of_kind(gained).get(table)]
    before = shop.rows(f"SELECT count(*) FROM {into}")
    shop.con.execute(f"INSERT INTO {into} SELECT DISTINCT key FROM ({' UNION ALL '.join(parts)}) "
                     f"WHERE key NOT IN (FROM {into})")
    return int(shop.rows(f"SELECT count(*) FROM {into}")[0][0]) - int(before[0][0])


def _values(kind: str, table: str, source: str, condition: str) -> str:
    columns = ", ".join(f'"{name}"' for name in of_kind(kind)[table])
    return f"SELECT unnest([{columns}]) AS key FROM {source} t WHERE {condition}"


def _any(kind: str, table: str, among: str) -> str:
    return "(" + " OR ".join(f'"{name}" IN (FROM {among})' for name in of_kind(kind)[table]) + ")"


def _mates(shop: Workshop) -> None:
    """Households and benefit files of the people so far, and everybody in them."""
    for table, number in _UNITS.items():
        unit = f"'{table}', coalesce(village_code, town_code, ''), {number}"
        shop.con.execute(f"INSERT INTO unit_in SELECT DISTINCT {unit} FROM kept.at_{table} t "
                         f"WHERE {number} IS NOT NULL AND {_any('id', table, 'person_in')}")
        shop.con.execute(f"INSERT INTO person_in SELECT DISTINCT key FROM ("
                         f"{_values('id', table, f'kept.at_{table}', _in_unit(table))}) "
                         "WHERE key IS NOT NULL AND key NOT IN (FROM person_in)")


def _organizations(shop: Workshop) -> None:
    """Creates ``org_in(code, name)``: organizations that the people and accounts so far have to do with."""
    parts = ["SELECT NULL::VARCHAR AS code, org_fold(holder) AS name FROM at_rosters"]
    for table, (code, name) in _NAMED_ORGANIZATIONS.items():
        touched = " OR ".join(_any(kind, table, among) for kind, among in (("id", "person_in"), ("acct", "account_in"))
                              if of_kind(kind).get(table))
        parts.append(f"SELECT {code}, org_fold({name}) FROM kept.{_table(table)} t WHERE {touched}")
    shop.con.execute(f"CREATE TABLE org_in AS {' UNION '.join(parts)}")


def _in_unit(table: str) -> str:
    return (f"('{table}', coalesce(village_code, town_code, ''), {_UNITS[table]}) "
            'IN (SELECT ("table", place, number) FROM unit_in)')


def _wanted(table: str) -> str:
    """The condition on a kept row of this table; one that names nobody is no roster's business."""
    return " OR ".join(_reasons(table)) or "false"


def _reasons(table: str) -> Iterator[str]:
    if table in _WHOLE:
        yield "true"
    for kind, among in (("id", "person_in"), ("acct", "account_in")):
        if of_kind(kind).get(table):
            yield _any(kind, table, among)
    for column in of_kind("ids").get(table, ()):
        yield f'list_has_any("{column}", (SELECT list(key) FROM person_in))'
    if table in _UNITS:
        yield _in_unit(table)
    if table == "register":
        yield "village_code IN (FROM village_in)"
    if table == "rosters":
        yield "(village_code IN (FROM village_in) AND programme IN (FROM programme_in))"
    if table in _OF_ORGANIZATIONS:
        yield "uscc IN (SELECT code FROM org_in) OR org_fold(name) IN (SELECT name FROM org_in)"
    names = of_kind("name").get(table, ())
    if names and table not in _UNPLACED:
        named = " OR ".join(f'"{name}_key" IN (FROM name_in)' for name in names)
        yield f"(village_code IN (FROM village_in) AND ({named}))"
