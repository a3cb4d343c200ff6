"""Shards by region say of their places what the whole says, and together they are the whole."""

from __future__ import annotations

from typing import Any

import pytest

from api.jobs.progress import silent
from api.jobs.sweeping import sweep
from api.jobs.warning_list import warning_list
from tests.golden.conftest import AS_OF, Place

pytestmark = pytest.mark.slow


def _shard(village: Place, code: str) -> dict[str, dict[str, Any]]:
    result = sweep(village.workspace, region=code, as_of=AS_OF, progress=silent)
    shown = warning_list(village.workspace, keys=result.keys, reason="测试")
    return {warning["key"]: _said(warning) for warning in shown}


def _said(warning: dict[str, Any]) -> dict[str, Any]:
    return {name: warning[name] for name in ("tier", "score", "explanation", "statistic")}


def test_shards_hold_what_names_their_places_and_together_equal_the_whole_statistics_included(village: Place) -> None:
    with village.workspace.store.reader() as reader:
        codes = [str(row["code"]) for row in reader.read("MATCH (v:Village) RETURN v.key AS code ORDER BY code")]
    assert len(codes) > 1  # a town's shard would be the whole by itself
    whole = {w["key"]: _said(w) for w in village.warnings}
    shards = {code: _shard(village, code) for code in codes}
    assert {key: said for shard in shards.values() for key, said in shard.items()} == whole
    for code, shard in shards.items():
        assert shard.keys() == {w["key"] for w in village.warnings
                                if any(place["village"].startswith(code) for place in w["villages"])}
