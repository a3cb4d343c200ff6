"""Words of the domain that more than one room uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """Offices of a village or community (``SERVES.role``)."""

    SECRETARY = "secretary"                    # 村党组织书记
    DEPUTY_SECRETARY = "deputy_secretary"      # 副书记
    PARTY_MEMBER = "party_member"              # 党组织委员
    HEAD = "head"                              # 村委会主任
    DEPUTY_HEAD = "deputy_head"                # 副主任
    COMMITTEE_MEMBER = "committee_member"      # 村委会委员
    SUPERVISOR = "supervisor"                  # 村务监督委员会; a natural village's 监事会 has its own body
    GROUP_LEADER = "group_leader"              # 村民小组长
    CLERK = "clerk"                            # 村文书
    ACCOUNTANT = "accountant"                  # 会计, 报账员
    CASHIER = "cashier"                        # 出纳
    COUNCIL = "council"                        # 理事会
    COUNCIL_SUPERVISOR = "council_supervisor"  # 集体经济组织监事会
    OTHER = "other"                            # kept with its words, flagged unknown_post


class Body(StrEnum):
    """Bodies of a village (``SERVES.body``)."""

    PARTY = "party"
    COMMITTEE = "committee"
    SUPERVISION = "supervision"
    NATURAL_SUPERVISION = "natural_supervision"
    FINANCE = "finance"
    GROUP = "group"
    COUNCIL = "council"
    COUNCIL_SUPERVISION = "council_supervision"
    OTHER = "other"


class Confidence(StrEnum):
    """How sure an edge is; a path is as sure as its weakest step."""

    ASSERTED = "asserted"
    DERIVED = "derived"
    PRESUMED = "presumed"
    CANDIDATE = "candidate"


class Tier(StrEnum):
    """Tiers of a warning, lowest first in ``TIER_ORDER``."""

    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


TIER_ORDER: tuple[Tier, ...] = (Tier.BLUE, Tier.YELLOW, Tier.ORANGE, Tier.RED)


class EvidenceKind(StrEnum):
    """Kinds of evidence; only a different kind counts as a second independent fact."""

    KIN = "kin"
    ACCOUNT = "account"
    ELIGIBILITY = "eligibility"
    FLOW = "flow"
    OFFICE = "office"
    LAND = "land"
    DOCUMENT = "document"
    COMPARISON = "comparison"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class SubNode:
    """One node of a picture.

    ``kind`` is what is drawn: cadre person account organization program approval village contract payment.
    ``generation`` counts from the root (parents −1, children +1); None for what is not a person.
    ``facts`` are further words for the panel, in display order, already fit to be shown.
    """

    key: str
    label: str
    kind: str
    name: str
    caption: str = ""
    generation: int | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SubEdge:
    """One edge of a picture.

    ``kind``: parent spouse sibling kin holds pays runs owns serves candidate maybe_same.
    ``strength``: asserted derived presumed candidate (dashed when not asserted or derived).
    ``step`` numbers the steps of the path a warning rests on (1, 2, …); None elsewhere.
    ``valid_from`` and ``valid_to`` are inclusive, None is open or not known; of payments the first and the last day.
    """

    start: str
    end: str
    kind: str
    words: str = ""
    strength: str = "asserted"
    ended: bool = False
    amount_fen: int | None = None
    count: int | None = None
    step: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Subgraph:
    """A ranked and capped piece of the graph; ``left_out`` says, by node key, how many were not shown."""

    root: str
    nodes: tuple[SubNode, ...]
    edges: tuple[SubEdge, ...]
    left_out: tuple[tuple[str, int], ...] = ()
