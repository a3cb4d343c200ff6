"""What a build tells: how much of everything, the money, what was met on the way; and the proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.errors import QinqingError
from graph.port import GraphReader
from loaders.build.workshop import Workshop


class ProofFailed(QinqingError):
    """The graph does not hold what the files hold; the version is thrown away."""

    exit_code = 3


@dataclass(frozen=True)
class BuildReport:
    """Counts by label and relation, money sums in 分 by label, and counted notes (codes of ``files.md``)."""

    counts: Mapping[str, int]
    sums_fen: Mapping[str, int]
    notes: Mapping[str, int] = field(default_factory=dict)


_VOID = "本次版本作废，请重新载入"
MONEY_LABELS = ("Payment", "LedgerEntry", "Contract", "Flow", "Machine", "CompensationSplit")


def prove(shop: Workshop, reader: GraphReader, written: Mapping[str, int]) -> dict[str, int]:
    """Compares graph and files; returns the money sums by label.

    Proved: the graph holds as many nodes and relations as were built; its money sums equal the tables'; the sum of
    payments equals, file by file, the sum of the roster rows that stand on it.
    Raises ProofFailed.
    """
    held = reader.counts()
    for name, count in written.items():
        if held.get(name, 0) != count:
            raise ProofFailed(f"核对失败：应写入 {name} {count} 条，图中有 {held.get(name, 0)} 条；{_VOID}")
    sums = {}
    for label in MONEY_LABELS:
        (expected,), = shop.rows(f"SELECT coalesce(sum(amount_fen), 0)::BIGINT FROM node_{label}")
        if label in written:
            rows = reader.read(f"MATCH (n:{label}) RETURN coalesce(sum(n.amount_fen), 0) AS total")
            if int(str(rows[0]["total"])) != expected:
                raise ProofFailed(f"核对失败：{label} 金额应为 {expected} 分，图中为 {rows[0]['total']} 分；{_VOID}")
        sums[label] = expected
    _prove_rosters(shop)
    return sums


def _prove_rosters(shop: Workshop) -> None:
    """Every roster row with an amount stands behind exactly one payment of the same amount."""
    wrong = shop.rows("""
        WITH facts AS (
            SELECT f.src, count(*) AS n, sum(p.amount_fen) AS fen FROM payment_source f JOIN payment p USING (key)
            GROUP BY f.src)
        SELECT s.sha256, w.fen, f.fen FROM roster_sum w JOIN source s USING (src) LEFT JOIN facts f USING (src)
        WHERE f.n IS DISTINCT FROM w.n OR f.fen IS DISTINCT FROM w.fen""")
    for sha256, expected, found in wrong:
        raise ProofFailed(f"核对失败：文件 {sha256[:12]} 的发放金额为 {expected} 分，图中为 {found} 分；{_VOID}")
