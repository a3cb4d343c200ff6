"""Every relation of the graph."""

from __future__ import annotations

from graph.schema.flows import FLOW_RELATIONS
from graph.schema.land import LAND_RELATIONS
from graph.schema.notation import EDGE, INTERVAL, SOURCE, relation
from graph.schema.phones import PHONE_RELATIONS
from graph.schema.types import RelationType

RELATIONS: tuple[RelationType, ...] = (
    relation("PARENT_OF", "Person", "Person", "is a parent of", EDGE),
    relation("SPOUSE_OF", "Person", "Person", "is married to (one edge a marriage, smaller key first)", """
wed_day #d valid_from
parted_day #d valid_to
""" + EDGE),
    relation("SIBLING_OF", "Person", "Person", "shares a parent with (one edge, smaller key first)", EDGE),
    relation("KIN", "Person", "Person", "is, for the office-holder at the start, kin by this chain (derived)", """
chain s chain from the start person, F M H W S D B Z
pattern s P C X
class s spouse lineal collateral affinity none
recusal_class s spouse lineal collateral3 near_affine lineal_beyond_list none
generations i 代
degree i 亲等
scopes l scopes this chain is in
near b in NEAR
recusal b in RECUSAL
basis s blood marriage adoption step foster sworn
confidence s weakest step
ended_by s death where an in-law tie passes a dead spouse
words s chain in words
path l keys of the primitive edges, in order
steps i number of primitive edges
""" + INTERVAL),
    relation("MAYBE_SAME", "Person", "Person", "may be the same person; opt-in for rules", """
grade s id_trunc name_village
reason s why, in words
"""),
    relation("CANDIDATE", "Person", "Person", "shares a phone, address or account: never counted", """
reason s what is shared
"""),
    relation("MEMBER_OF", "Person", "Household", "is or was a member of", """
relation s relation to the head as written
head b is the head
entered_day #d valid_from
""" + INTERVAL + SOURCE),
    relation("COVERED_BY", "Person", "BenefitFile", "belongs to the benefit household", """
relation s relation to the head as written
head b is the head
covered b counts as beneficiary
""" + INTERVAL + SOURCE),
    relation("LIVES_IN", "Person", "Village", "lives in", SOURCE),
    relation("PART_OF", "Village", "Town", "belongs to the town", SOURCE),
    relation("WITHIN", "Village", "Village", "natural village within its community", SOURCE),
    relation("SERVES", "Person", "Village", "holds a village or community office", """
post s post as written
role s which office: one of graph.model.Role
body s which body: one of graph.model.Body
match s id18 … name_village
""" + INTERVAL + SOURCE),
    relation("STAFFS", "Person", "Town", "works for the township", """
post s post as written
role s staff reviewer approver other
match s id18 … name_village
""" + INTERVAL + SOURCE),
    relation("HOLDS", "Person", "BankAccount", "owns the account", """
origin s alias roster bank_return low_income guardians …: who says so
payments i payments of the person's own into it
""" + INTERVAL + SOURCE),
    relation("ORG_HOLDS", "Organization", "BankAccount", "owns the account", SOURCE),
    relation("SWITCHED_TO", "BankAccount", "BankAccount", "was replaced by, for this person", """
person s person key
date d day of the change
day #d date
reason s reason as written
clerk s bank clerk or handler
""" + SOURCE),
    relation("PAID_TO", "Payment", "Person", "is paid to", ""),
    relation("INTO", "Payment", "BankAccount", "is paid into", ""),
    relation("UNDER", "Payment", "Program", "is paid under", ""),
    relation("PAID_IN", "Payment", "Village", "is on the roster of", ""),
    relation("REISSUES", "Payment", "Payment", "is paid again after the return of", ""),
    relation("REVERSES", "Payment", "Payment", "takes back", ""),
    relation("OWNS", "Person", "Organization", "holds a share of", """
share r share from 0 to 1, null when not known
role s 股东 合作社成员 经营者 …
""" + INTERVAL + SOURCE),
    relation("ORG_OWNS", "Organization", "Organization", "holds a share of", """
share r share from 0 to 1, null when not known
""" + INTERVAL + SOURCE),
    relation("DIRECTS", "Person", "Organization", "runs: legal representative, director, manager", """
role s legal_rep director supervisor manager
match s id18 … name_village
""" + INTERVAL + SOURCE),
    relation("EMPLOYED_AT", "Person", "Organization", "is on the payroll of", """
post_type s 在编 离退休 临聘 公益岗 村干部补贴 … as written
regular b counts as public payroll (编制内, 离退休)
pay_fen i monthly pay
""" + INTERVAL + SOURCE),
    relation("WARD_OF", "Person", "Person", "has as guardian or agent", """
relation s relation as written
account s account key that receives for the ward
""" + INTERVAL + SOURCE),
    relation("CARED_BY", "Person", "Organization", "lives in the care institution", INTERVAL + SOURCE),
    relation("SPENT_BY", "LedgerEntry", "Village", "is an entry of", ""),
    relation("PAYS_PERSON", "LedgerEntry", "Person", "pays the person", """
match s id18 account name_village: how the payee is known
"""),
    relation("PAYS_ORG", "LedgerEntry", "Organization", "pays the organization", """
match s name account
"""),
    relation("UNDER_CONTRACT", "LedgerEntry", "Contract", "is paid under", ""),
    relation("OWNED_BY", "Contract", "Village", "is a contract of", ""),
    relation("WON_BY_ORG", "Contract", "Organization", "was awarded to", ""),
    relation("WON_BY_PERSON", "Contract", "Person", "was awarded to", """
match s id18 … name_village
"""),
    relation("BID_FOR", "Organization", "Contract", "made a bid for", """
phone s key of the phone in the bid file
address s address in the bid file, folded
ip s network address the bid was sent from
deposit s key of the account the deposit came from
agency b the address is that of the bidding agency
price_fen i price of the bid
""" + SOURCE),
    relation("BILLED", "LedgerEntry", "Invoice", "is vouched for by", ""),
    relation("SOLD_BY", "Invoice", "Organization", "was made out by", ""),
    relation("WORKED", "LabourDay", "Person", "is work of", ""),
    relation("IDENTIFIED_AS", "Investigator", "Person", "is the person", ""),
    relation("SIGNED", "Person", "Approval", "signed", """
role s 经办 入户 评议 审核 审批
match s id18 staff name_village
"""),
    relation("DECIDES_FOR", "Approval", "Person", "is about the application of", ""),
    relation("FILED_BY", "Filing", "Person", "was filed by the staff member", ""),
    relation("FILED_FOR", "Filing", "Person", "names as near relative", ""),
    *FLOW_RELATIONS,
    *LAND_RELATIONS,
    *PHONE_RELATIONS,
)
