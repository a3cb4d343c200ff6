"""The whole build in order: stage, identify, facts theme by theme, kin, then the graph and its proofs."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from graph.kinship.edges import KinEdge
from graph.port import GraphWriter, Identities
from loaders.build import entities
from loaders.build.decisions import Decided, Decision, decided
from loaders.build.declared import declare
from loaders.build.emit import emit
from loaders.build.households import infer
from loaders.build.kin import KinRows, open_rows, settle
from loaders.build.likeness import compare
from loaders.build.marriages import marry
from loaders.build.mentions import identify
from loaders.build.netting import net
from loaders.build.report import BuildReport, prove
from loaders.build.set_aside import set_aside
from loaders.build.stage import locate, read_places, stage
from loaders.build.standing import Related, adopt, keep
from loaders.build.workshop import ROWS_PER_SHEET, Workshop, table_of
from loaders.county import CountySettings
from loaders.resolve.places import Places
from loaders.snapshots import InForce, LiveSource, in_force

Progress = Callable[[str, int, int], None]
_STAGES = ("读取清洗后的表", "地名与人员", "项目与单位", "发放", "账户", "台账与合同", "职务、审批、备案", "账户流水",
           "亲属", "写入图", "核对")


def build(sources: Sequence[LiveSource], *, settings: CountySettings, decisions: Sequence[Decision],
          identities: Identities, writer: GraphWriter, provenance: Path, kept: Path | None = None,
          progress: Progress | None = None) -> BuildReport:
    """Writes the graph of these sources into ``writer`` and the provenance table (Parquet) to ``provenance``.

    ``kept`` is where the rows in force are kept for ``build_around``. The result depends on the sources, the settings
    and the decisions alone. Raises ProofFailed when the graph read back does not hold what the files hold,
    StoreError from the writer.
    """
    def begin(shop: Workshop) -> Places:
        shop.run("macros")
        stage(shop, in_force(sources))
        places = read_places(shop, _county(settings))
        locate(shop, places)
        if kept is not None:
            keep(shop, kept)
        return places

    return _built(begin, settings, decisions, identities, writer, provenance, progress)


def build_around(roster: LiveSource, *, kept: Path, related: Related, settings: CountySettings,
                 decisions: Sequence[Decision], identities: Identities, writer: GraphWriter,
                 provenance: Path) -> BuildReport:
    """The graph of a roster and of what of the ``kept`` rows it can touch (see ``loaders.build.standing``)."""
    def begin(shop: Workshop) -> Places:
        shop.run("macros")
        return adopt(shop, kept, InForce(roster), _county(settings), related)

    return _built(begin, settings, decisions, identities, writer, provenance, None)


def _county(settings: CountySettings) -> str:
    return (settings.region or "")[:6]


def _built(begin: Callable[[Workshop], Places], settings: CountySettings, decisions: Sequence[Decision],
           identities: Identities, writer: GraphWriter, provenance: Path, progress: Progress | None) -> BuildReport:
    with tempfile.TemporaryDirectory(prefix="qinqing-build-") as scratch:
        shop = Workshop(identities, scratch=Path(scratch))
        try:
            return _build(shop, begin, settings, decided(decisions), writer, provenance, progress or _silent)
        finally:
            shop.close()


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def _build(shop: Workshop, begin: Callable[[Workshop], Places], settings: CountySettings, persons: Decided,
           writer: GraphWriter, provenance: Path, progress: Progress) -> BuildReport:
    progress(_STAGES[0], 0, len(_STAGES))
    places = begin(shop)
    dialect = {word.term: word.chains for word in settings.dialect}
    steps: list[Callable[[], object]] = [
        lambda: _people(shop, places, persons, settings),
        lambda: _named(shop, settings),
        lambda: _paid(shop),
        lambda: shop.run("owners"),
        lambda: _spent(shop),
        lambda: _decided(shop),
        lambda: _flowed(shop),
        lambda: _kin(shop, dialect, persons),
    ]
    for done, step in enumerate(steps, start=1):
        progress(_STAGES[done], done, len(_STAGES))
        step()
    progress(_STAGES[-2], len(steps), len(_STAGES))
    writer.ensure_schema()
    shop.run("nodes")
    shop.run("relations")
    shop.run("release")
    counts = emit(shop, writer)
    write_provenance(shop, provenance)
    progress(_STAGES[-1], len(_STAGES) - 1, len(_STAGES))
    sums = prove(shop, writer, counts)
    progress(_STAGES[-1], len(_STAGES), len(_STAGES))
    return BuildReport(counts, sums, dict(sorted(shop.notes.items())))


def _people(shop: Workshop, places: Places, persons: Decided, settings: CountySettings) -> None:
    set_aside(shop, settings, places)
    identify(shop, persons.merged)
    shop.put("apart", table_of({"a": pa.string(), "b": pa.string()}, sorted(persons.apart)))
    shop.run("persons")
    entities.level_places(shop, places)
    shop.run("places")
    shop.run("phones")
    _keyed(shop, "household", "register", "hh")
    shop.run("register")


def _keyed(shop: Workshop, kind: str, table: str, number: str) -> None:
    """Creates ``<kind>_key(id, key)``: a numbered unit is known by place, number and the department that numbers."""
    shop.keyed(f"{kind}_key", kind, f"""
        SELECT content AS id, content FROM (
            SELECT DISTINCT concat_ws(chr(31), coalesce(village_code, town_code, ''), {number}, department) AS content
            FROM {table} JOIN source USING (src) WHERE {number} IS NOT NULL)""")


def _named(shop: Workshop, settings: CountySettings) -> None:
    entities.name_programs(shop, settings)
    entities.read_offices(shop)
    entities.join_accounts(shop)
    entities.name_organizations(shop, _county(settings), shop.identities.organization)
    shop.run("programs")
    shop.run("organizations")
    shop.run("employment")
    _keyed(shop, "benefit", "low_income", "file_no")
    shop.run("low_income")
    _circumstances(shop)


_CIRCUMSTANCES = {
    "vehicle": "SELECT rid, upper(plate) FROM vehicles WHERE plate IS NOT NULL",
    "house": "SELECT rid, cert FROM houses WHERE cert IS NOT NULL",
    "certificate": """SELECT rid, concat_ws(chr(31), person, "class", coalesce(level, ''), coalesce(since::VARCHAR, ''))
                      FROM certificates WHERE person IS NOT NULL""",
    "custody": "SELECT rid, concat_ws(chr(31), person, since::VARCHAR) FROM custody WHERE person IS NOT NULL",
    "post": """SELECT rid, concat_ws(chr(31), person, post, coalesce(village_code, town_code, ''), since::VARCHAR)
               FROM posts WHERE person IS NOT NULL""",
}
"""What makes two rows the same thing, by kind of thing."""


def _circumstances(shop: Workshop) -> None:
    for kind, query in _CIRCUMSTANCES.items():
        shop.keyed(f"{kind}_key", kind, query)
    shop.run("circumstances")
    shop.count_note("post_unknown", "SELECT count(*) FROM post_wage WHERE post_key IS NULL")


def _paid(shop: Workshop) -> None:
    shop.run("accounts")
    shop.run("payments")
    shop.keyed("roster_key", "payment", "SELECT rid, content FROM roster_content")
    shop.run("payment_facts")
    net(shop)


def _spent(shop: Workshop) -> None:
    shop.put("festival", table_of({"day": pa.date32()}, [(day,) for day in festivals()]))
    shop.run("ledger")
    shop.keyed("ledger_key", "voucher", "SELECT id, content FROM ledger_content")
    shop.keyed("payee_word", "payee", """
        SELECT DISTINCT content AS id, content FROM (
            SELECT concat_ws(chr(31), coalesce(payee_key, payee), coalesce(unit, '')) AS content FROM ledger_row
            WHERE payee IS NOT NULL)""")
    shop.run("ledger_facts")
    shop.keyed("contract_key", "contract", """
        SELECT rid, concat_ws(chr(31), coalesce(village_code, town_code, ''), coalesce(no, name, ''),
                              CASE WHEN no IS NULL THEN signed::VARCHAR || coalesce(party_key, '') ELSE '' END)
        FROM contracts""")
    shop.run("contracts")
    shop.keyed("invoice_key", "invoice", "SELECT id, id FROM bill_row UNION SELECT id, id FROM invoice_row")
    shop.run("invoices")
    shop.keyed("seller_word", "seller", "SELECT seller_name AS id, min(seller_name) FROM invoice GROUP BY 1")
    shop.keyed("labour_key", "labour", "SELECT id, content FROM labour_content")
    shop.run("labour")


def festivals() -> list[date]:
    """Days of the three feasts before which presents used to be made, 2010 to 2040, in order."""
    text = files("loaders.build").joinpath("festivals.toml").read_text(encoding="utf-8")
    return sorted(tomllib.loads(text)["days"])


def _decided(shop: Workshop) -> None:
    shop.run("offices")
    shop.keyed("approval_key", "approval", """SELECT rid, concat_ws(chr(31), coalesce(case_no, ''), coalesce(step, ''),
        coalesce(signer_person, ''), coalesce(date::VARCHAR, '')) FROM approvals""")
    shop.run("approvals")
    shop.keyed("filing_key", "filing", """SELECT rid, concat_ws(chr(31), coalesce(staff_person, ''),
        coalesce(person, ''), coalesce(programme, ''), coalesce(filed::VARCHAR, '')) FROM filings""")
    shop.run("filings")


def _flowed(shop: Workshop) -> None:
    shop.keyed("machine_key", "machine", """SELECT rid, concat_ws(chr(31), coalesce(person, buyer, ''),
        coalesce(machine_no, ''), coalesce(engine_no, ''), coalesce(invoice_code, ''), coalesce(invoice, ''),
        date::VARCHAR) FROM machinery""")
    shop.keyed("herd_key", "herd", """SELECT rid, concat_ws(chr(31), coalesce(person, ''),
        coalesce(animal, programme, ''), coalesce(period, ''), coalesce(heads, 0)) FROM livestock""")
    shop.run("land")
    shop.keyed("compensation_key", "compensation", """SELECT loc, concat_ws(chr(31),
        coalesce(village_code, town_code, village, ''), coalesce(no, name),
        coalesce(document, approved::VARCHAR, announced::VARCHAR, '')) FROM compensation""")
    shop.run("compensation")
    shop.run("flows")
    shop.keyed("flow_key", "flow", "SELECT loc, content FROM flow_row")
    shop.run("flow_facts")


def _kin(shop: Workshop, dialect: Mapping[str, tuple[str, ...]], persons: Decided) -> None:
    marry(shop)
    rows = open_rows(shop)
    infer(shop, rows, dialect)
    declare(shop, rows, dialect)
    _confirmed(rows, persons)
    settle(shop, rows)
    compare(shop)
    shop.run("candidates")


def _confirmed(rows: KinRows, persons: Decided) -> None:
    """Ties a person confirmed, between people who are in the graph."""
    present = {key for (key,) in rows.shop.rows("SELECT key FROM person")}
    for tie in persons.ties:
        a, b = persons.merged.get(tie.a, tie.a), persons.merged.get(tie.b, tie.b)
        if tie.relation and {a, b} <= present:
            rows.add(KinEdge(tie.relation, a, b, "marriage" if tie.relation == "spouse" else "blood"), "人工确认", None)
        else:
            rows.shop.note("confirmed_person_gone", 1)


def write_provenance(shop: Workshop, path: Path) -> None:
    """Parquet with ``fact_key, sha256, sheet, row``: every source of every fact, sorted by key."""
    shop.run("provenance")
    target = str(path).replace("'", "''")
    shop.con.execute(f"""COPY (
        SELECT DISTINCT fact_key, k.sha256, k.sheet, (p.loc % {ROWS_PER_SHEET})::BIGINT AS row
        FROM provenance p JOIN sheet k ON k.sheet_id = p.loc // {ROWS_PER_SHEET} ORDER BY ALL
    ) TO '{target}' (FORMAT parquet, COMPRESSION zstd)""")
