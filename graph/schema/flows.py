"""Movements of money between accounts, as bank statements tell them."""

from __future__ import annotations

from graph.schema.notation import SOURCE, node, relation
from graph.schema.types import NodeType, RelationType

FLOW_NODES: tuple[NodeType, ...] = (
    node("Flow", "one movement of an account statement; a transfer that stands in both statements is one", """
kind s transfer withdrawal deposit
payer s canonical key of the account it leaves; null = cash paid in, or the statement names no account
payee s canonical key of the account it reaches; null = cash drawn, or the statement names no account
payee_name s who gets it, as the statement names it
receiver s person key: whose account it reaches, or who drew the cash for the account's owner
receiver_match s account id18 id15 name_village: how the receiver is known
amount_fen i amount; negative for a reversal
date d day
day #d date
moment i seconds since 1970 by the county's clock; null where the statement names a day only
year i calendar year
month i calendar month, 1 to 12
summary s 摘要
terminal s branch, counter or machine
village s village of the payer: its collective account's, else where its owner lives
stands b neither a reversal nor reversed
""" + SOURCE),
)

FLOW_RELATIONS: tuple[RelationType, ...] = (
    relation("FLOWS_FROM", "Flow", "BankAccount", "leaves the account", ""),
    relation("FLOWS_TO", "Flow", "BankAccount", "reaches the account", ""),
    relation("REACHES", "Flow", "Person", "gets into the hands of", """
match s account id18 id15 name_village: how the receiver is known
"""),
)
