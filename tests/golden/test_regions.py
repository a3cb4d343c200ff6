"""Shards by region say of their places what the whole says, and together they are the whole."""

from __future__ import annotations

from typing import Any

from api.jobs.progress import silent
from api.jobs.sweeping import sweep
from api.jobs.warning_list import warning_list
from tests.golden.conftest import AS_OF, Place


def _shard(village: Place, code: str) -> dict[str, dict[str, Any]]:
    result = sweep(village.workspace, region=code, as_of=AS_OF, progress=silent)
    shown = warning_list(village.workspace, keys=result.keys, reason="测试")
    return {warning["key"]: {name: warning[name] for name in ("tier", "score", "explanation", "statistic")}
            for warning in shown}


def test_shards_together_equal_the_whole_statistics_included(village: Place) -> None:
    with village.workspace.store.reader() as reader:
        codes = [str(row["code"]) for row in reader.read("MATCH (v:Village) RETURN v.key AS code ORDER BY code")]
        codes += [str(row["code"]) for row in reader.read("MATCH (t:Town) RETURN t.key AS code ORDER BY code")]
    whole = {w["key"]: {name: w[name] for name in ("tier", "score", "explanation", "statistic")}
             for w in village.warnings}
    shards = [_shard(village, code) for code in codes]
    together = {key: said for shard in shards for key, said in shard.items()}
    assert together == whole
    assert sum(len(shard) > 0 for shard in shards) > 1
