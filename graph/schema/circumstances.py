"""Labels and relations of what people have and stand in: cars, homes, certificates, custody, posts, insurance, tax."""

from __future__ import annotations

from graph.schema.notation import INTERVAL, SOURCE, node, relation
from graph.schema.types import NodeType, RelationType

_EXTRACT = """
as_of d day the newest extract that names it describes
as_of_day #d as_of
"""

CIRCUMSTANCE_NODES: tuple[NodeType, ...] = (
    node("Vehicle", "a motor vehicle of the traffic police's register", """
plate s number plate, middle masked
type s type as written
passenger b small or mini passenger car; null where the type does not say
brand s brand as written
price_fen i price when bought
registered d first registration
registered_day #d registered
states l states as written
gone b scrapped, cancelled or transferred away
unfit b uninspected or due for scrapping
""" + _EXTRACT + SOURCE),
    node("House", "a registered home", """
kind s kind as written
class s commodity 商品房, resettlement 安置房 易地搬迁, self_built 自建, other (shops, garages, land), unknown
area_m2 r floor area
registered d day of registration
registered_day #d registered
owners i number of registered owners
gone b cancelled or transferred away
""" + _EXTRACT + SOURCE),
    node("Certificate", "a certificate or recognised status that a benefit may need", """
kind s disability veteran student illness hardship other
kind_text s kind as written
level s level as written
grade i number of the level, 1 is the most severe
valid_to_day #d valid_to
""" + INTERVAL + SOURCE),
    node("Custody", "one stay in custody or prison", """
kind s prison detention community acquitted other
kind_text s kind as written
full_from d first day of the first month that it covers whole
full_to d last day of the last month that it covers whole; the day of the extract where it is still going on
first_month #m full_from
last_month #m full_to
days i length in days
""" + INTERVAL + SOURCE),
    node("Post", "公益性岗位: a public-welfare post held by one person in one village", """
post s post as written
village s code of the employing village
category s category of hardship as written
wage_fen i monthly wage as listed
""" + INTERVAL + SOURCE),
    node("PostWage", "one month's wage of a public-welfare post", """
post s post as written, null where no list names it
month d first day of the month
month_number #m month
last_day d last day of the month
wage_fen i wage
attendance i days at work, null where the sheet does not say
account s account key as written
canonical s canonical account key
""" + SOURCE),
    node("TaxYear", "what an organization paid in tax in one year", """
year i year
tax_fen i tax paid
staff i people working there
""" + SOURCE),
)

CIRCUMSTANCE_RELATIONS: tuple[RelationType, ...] = (
    relation("HAS_VEHICLE", "Person", "Vehicle", "is the registered owner of", """
match s id18 … name_village
""" + INTERVAL + SOURCE),
    relation("ORG_HAS_VEHICLE", "Organization", "Vehicle", "is the registered owner of", INTERVAL + SOURCE),
    relation("HAS_HOUSE", "Person", "House", "is a registered owner of", """
share r share from 0 to 1, null when not known
match s id18 … name_village
""" + INTERVAL + SOURCE),
    relation("ORG_HAS_HOUSE", "Organization", "House", "is a registered owner of", INTERVAL + SOURCE),
    relation("CERTIFIED", "Person", "Certificate", "holds", ""),
    relation("IN_CUSTODY", "Person", "Custody", "was in", ""),
    relation("ENGAGED_AS", "Person", "Post", "holds the post", """
match s id18 … name_village
"""),
    relation("POST_IN", "Post", "Village", "is a post of", ""),
    relation("WAGE_OF", "PostWage", "Person", "is a wage of", """
match s id18 … name_village
"""),
    relation("WAGE_FOR", "PostWage", "Post", "is a wage for", ""),
    relation("INSURED_AT", "Person", "Organization", "pays social insurance through", """
kind s insurance as written
worker b insurance of employees (职工), not of residents
""" + INTERVAL + SOURCE),
    relation("TAXED", "TaxYear", "Organization", "is a tax year of", ""),
    relation("EXCLUDES", "Program", "Program", "may not be received with (one edge a pair, smaller code first)", """
level s household person
unit s period unit of the overlap: 月 季 年
origin s county catalogue default: who says so
source s paper that says so
""" + INTERVAL),
    relation("PERMITTED_WITH", "Program", "Program", "may be received with (one edge a pair, smaller code first)", """
source s paper that says so
""" + INTERVAL),
    relation("SAME_HOME", "Person", "Person", "head of another benefit file of one home (smaller key first)", """
address b same door number in the household register
phone b same mobile number
household b same register household
"""),
)
