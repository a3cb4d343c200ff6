"""Land, machines and herds: what agricultural subsidies are paid for; and land that was taken."""

from __future__ import annotations

from graph.schema.notation import INTERVAL, SOURCE, node, relation
from graph.schema.types import NodeType, RelationType

LAND_NODES: tuple[NodeType, ...] = (
    node("Parcel", "a parcel of the confirmed land register (确权)", """
code s parcel code
name s name of the block as written
village s village code
land_type s 家庭承包 机动地 其他 … as written
collective b collective land (机动地) or held by the collective itself
measured r measured area in standard mu
contract_area r area of the contract or second round, in standard mu
""" + SOURCE),
    node("Machine", "one subsidised purchase of a farm machine", """
model s model
machine_no s factory number
engine_no s engine number
invoice s invoice number, with its code where the list has one
dealer_name s dealer as written
price_fen i price
amount_fen i subsidy
bought d day of purchase, else of the list
bought_day #d bought
resold d day of resale or re-registration where the list names one
resold_day #d resold
year i year of the list
village s village code of the buyer
buyer s key of the buyer, person or organization
buyer_kind s person organization
match s id18 … name_village: how a person is known
""" + SOURCE),
    node("Herd", "livestock of a household in a list of one year", """
animal s cattle pigs sheep other
heads i number of animals
kind s kind of livestock as written
year i year of the list
program s programme code when the list names one the catalogue knows
listed_under s title or programme of the list
account s account key that receives, where the list names one
amount_fen i subsidy, where the list names one
village s village code
keeper s person key of the keeper
match s id18 … name_village
""" + INTERVAL + SOURCE),
    node("CompensationSplit", "an approved split of what a village got for land taken (征地补偿费分配方案)", """
project s number of the project, else its name
name s name of the project as written
stem s the name without year, place and the words that most projects bear; null = too little is left
document s number of the approval
village s village code
town s code of the town of the village
approved d day the split was approved, else announced
approved_day #d approved
date_basis s approval publicity: which of the two
due d day on which the collective's share was due in, or paid into, its account
due_day #d due
amount_fen i whole compensation
collective_fen i what the collective keeps; null = not told
household_fen i what goes to households; null = not told
balanced b both parts add up to the whole; null = a part is not told
""" + SOURCE),
)

LAND_RELATIONS: tuple[RelationType, ...] = (
    relation("CONTRACTS", "Person", "Parcel", "holds the contract for", """
measured r measured area in this person's name, standard mu
moved_in r area taken over from others, standard mu
moved_out r area given over to others, standard mu
match s id18 … name_village
""" + INTERVAL + SOURCE),
    relation("GIVEN_OVER", "Parcel", "Person", "is farmed by, under a transfer (流转)", """
area r area in standard mu
match s name_village: the transferee is known by name in the village
""" + INTERVAL + SOURCE),
    relation("BOUGHT_BY", "Machine", "Person", "was bought by", ""),
    relation("BOUGHT_BY_ORG", "Machine", "Organization", "was bought by", ""),
    relation("DEALT_BY", "Machine", "Organization", "was sold by the dealer", ""),
    relation("KEPT_BY", "Herd", "Person", "is kept by", ""),
    relation("SPLIT_OF", "CompensationSplit", "Village", "divides the compensation of", ""),
)
