"""Words of the domain that more than one room uses."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Offices of a village or community (``SERVES.role``)."""

    SECRETARY = "secretary"                    # 村党组织书记
    DEPUTY_SECRETARY = "deputy_secretary"      # 副书记
    PARTY_MEMBER = "party_member"              # 党组织委员
    HEAD = "head"                              # 村委会主任
    DEPUTY_HEAD = "deputy_head"                # 副主任
    COMMITTEE_MEMBER = "committee_member"      # 村委会委员
    SUPERVISOR = "supervisor"                  # 村务监督委员会主任、委员; 自然村监事会 has body natural_supervision
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
