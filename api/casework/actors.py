"""Who acts: an account with its role, its area, its department, and what it may do beyond looking.

Nine roles of the county's platform and three administrators (三员) who are separate persons. The command line is
the administrator's and stands outside roles: its actor has none, and every scope lets it pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Roles of `workflow.md` §7, then the three administrators."""

    COUNTY = "county"                            # 1 县级管理员: accounts, code tables; no case content
    FUNDS = "funds"                              # 2 民生资金责任单位管理员
    AGRICULTURE = "agriculture"                  # 3 农业农村局管理员
    COMMISSION = "commission"                    # 4 纪委管理员
    OFFICE = "office"                            # 5 纪委纪检监察室管理员
    TOWN_STATION = "town_station"                # 6 镇（街道）经管站管理员
    TOWN_COMMISSION = "town_commission"          # 7 镇（街道）纪（工）委管理员
    VILLAGE = "village"                          # 8 社区村（居）委会管理员
    VILLAGE_SUPERVISION = "village_supervision"  # 9 社区事务监督委员会管理员
    SYSTEM = "system"                            # 系统管理员
    SECURITY = "security"                        # 安全保密管理员
    AUDIT = "audit"                              # 安全审计员


ROLE_WORDS: dict[Role, str] = {
    Role.COUNTY: "县级管理员", Role.FUNDS: "民生资金责任单位管理员", Role.AGRICULTURE: "农业农村局管理员",
    Role.COMMISSION: "纪委管理员", Role.OFFICE: "纪委纪检监察室管理员", Role.TOWN_STATION: "镇（街道）经管站管理员",
    Role.TOWN_COMMISSION: "镇（街道）纪（工）委管理员", Role.VILLAGE: "社区村（居）委会管理员",
    Role.VILLAGE_SUPERVISION: "社区事务监督委员会管理员", Role.SYSTEM: "系统管理员", Role.SECURITY: "安全保密管理员",
    Role.AUDIT: "安全审计员",
}
INVESTIGATORS = frozenset({Role.COMMISSION, Role.OFFICE, Role.TOWN_COMMISSION})
"""Who sees warnings and kin; each is linked to a person, so that own kin can be kept from him."""


class Right(StrEnum):
    """What a second person grants to an account beyond its role."""

    HEAD = "head"                # 委领导: lifts an own-kin block, with reason and for a time
    EXPORT = "export"            # right to view is not right to export
    APPROVE = "approve"          # second person for unmask lists and large exports
    RULE_EDITOR = "rule_editor"  # changes rules, and never disposes of their warnings


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts. ``areas`` are prefixes of region codes (``""`` is the whole county), none sees nothing.

    ``role`` is None for the command line only.
    """

    name: str
    role: Role | None = None
    areas: tuple[str, ...] = ()
    department: str = ""
    unit: str = ""
    person: str | None = None  # key of the account's own person in the graph
    rights: frozenset[Right] = field(default_factory=frozenset)
    trace: tuple[tuple[str, str], ...] = ()  # where he acts from: address, request

    @property
    def unrestricted(self) -> bool:
        """Whether this is the command line of the administrator."""
        return self.role is None

    def covers(self, territory: str | None) -> bool:
        """Whether a region code lies in the actor's areas; what has no place belongs to the whole county."""
        return self.unrestricted or any((territory or "").startswith(area) for area in self.areas)


def command_line(name: str) -> Actor:
    """The actor of a command, outside roles."""
    return Actor(name)
