"""Innocent: R01, R02, R04, R07."""

from __future__ import annotations

EARLY = ()
CASES = ()
