"""Telephones that people give: pseudonyms only, never counted as a tie between people."""

from __future__ import annotations

from graph.schema.notation import SOURCE, node, relation
from graph.schema.types import NodeType, RelationType

PHONE_NODES: tuple[NodeType, ...] = (
    node("Phone", "a mobile number that lists name, as a keyed pseudonym", """
office b number of an office, a landline or a service point by the county's own list
""" + SOURCE),
)

PHONE_RELATIONS: tuple[RelationType, ...] = (
    relation("GIVES_PHONE", "Person", "Phone", "is listed with this number, one relation a year, list and village", """
origin s rosters register low_income cadres: which list
village s village of the list
year i year of the list
first_on d first day listed
last_on d last day listed
first_month i first month listed, months since 1970
last_month i last month listed, months since 1970
""" + SOURCE),
)
