"""From facts to the rows of department files they stand on: file, sheet, row, check sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow.dataset as ds

from cypher.findings import Finding
from graph.errors import StoreDamaged

Source = dict[str, str | int]


def fact_keys(finding: Finding, paths: Mapping[str, Iterable[str]]) -> list[str]:
    """Keys of every fact a finding rests on, in the order of its columns; ``paths``: kin key → primitive edges."""
    keys = [*finding.payments, *finding.entries, *finding.approvals, *finding.contracts, *finding.facts]
    for kin in finding.kin:
        keys += paths.get(kin, ())
    return list(dict.fromkeys(keys))


def facts_of(provenance: Path, sha256: str) -> list[str]:
    """Keys of the facts that stand on rows of one file."""
    rows = ds.dataset(provenance).to_table(columns=["fact_key"], filter=ds.field("sha256") == sha256)
    return sorted(set(rows["fact_key"].to_pylist()))


def sources_of(provenance: Path, keys: Iterable[str], names: Mapping[str, str]) -> dict[str, list[Source]]:
    """Rows each fact stands on, oldest file first. ``names``: SHA-256 → name of the file.

    Shape of a source: ``{"file", "sheet", "row", "sha256"}`` as in the interface. Raises StoreDamaged when the
    table is gone.
    """
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    if not provenance.exists():
        raise StoreDamaged(f"出处表 {provenance} 不见了，说不清每件事依据哪个文件的哪一行；请运行 qinqing rebuild 重建")
    table = ds.dataset(provenance).to_table(
        columns=["fact_key", "sha256", "sheet", "row"], filter=ds.field("fact_key").isin(wanted))
    found: dict[str, list[Source]] = defaultdict(list)
    for row in table.to_pylist():
        found[row["fact_key"]].append({"file": names.get(row["sha256"], row["sha256"][:12]), "sheet": row["sheet"],
                                       "row": row["row"], "sha256": row["sha256"]})
    return found
