"""The declared graph: every label, relation, key and typed property, each with a description.

The schema is the only place where names of the graph are decided. Engines create it, the lint of the
rules checks texts against it, loaders fill it, and the data dictionary is printed from it.

Every node has the key property ``key``; every relation carries ``key`` too. Facts that stand on a row of a
department file carry ``file`` (SHA-256), ``sheet`` and ``row`` of their first source; all further sources are
in the provenance table beside the graph. Money is integer 分. An open end of an interval is null.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Type(StrEnum):
    """Types that both engines store alike."""

    TEXT = "STRING"
    INT = "INT64"
    REAL = "DOUBLE"
    BOOL = "BOOL"
    DATE = "DATE"
    TEXTS = "STRING[]"


@dataclass(frozen=True, slots=True)
class Property:
    """One typed property with the sentence that explains it.

    ``counts`` names the date whose days since 1970-01-01 (``unit`` day) or months since year 0 (``unit`` month)
    this number is: engines have no date arithmetic in common, integers they compare and subtract alike.
    Engines fill such a property from its date.
    """

    name: str
    type: Type
    description: str
    counts: str | None = None
    unit: str = "day"


@dataclass(frozen=True, slots=True)
class NodeType:
    """A label, its properties; ``key`` is unique within the label."""

    label: str
    description: str
    properties: tuple[Property, ...]

    def property_names(self) -> tuple[str, ...]:
        """Names in declared order, ``key`` first."""
        return tuple(p.name for p in self.properties)


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation from one label to one label, read left to right."""

    name: str
    start: str
    end: str
    description: str
    properties: tuple[Property, ...]

    def property_names(self) -> tuple[str, ...]:
        """Names in declared order, ``key`` first."""
        return tuple(p.name for p in self.properties)


_TYPES = {"s": Type.TEXT, "i": Type.INT, "r": Type.REAL, "b": Type.BOOL, "d": Type.DATE, "l": Type.TEXTS}
_COUNTED = {"#d": "day", "#m": "month"}
_SOURCE = """
file s SHA-256 of the first file this fact stands on
sheet s sheet of that file
row i row of that sheet, as the spreadsheet program counts
"""
_INTERVAL = """
valid_from d first day; null = not known, open
valid_to d last day; null = open
"""
_EDGE = (
    """
basis s blood marriage adoption step foster sworn; null while 养 or 继 is open
confidence s asserted derived presumed candidate
ended_by s divorce death adoption correction
raised s step-child raised by the step-parent: yes no unknown
origin s 户籍 申报 婚姻登记 备案 …: who says so
"""
    + _INTERVAL
    + _SOURCE
)


def _properties(text: str) -> tuple[Property, ...]:
    lines = ["key s unique key: keyed pseudonym or official code", *text.strip().splitlines()]
    parts = [line.split(None, 2) for line in lines if line.strip()]
    return tuple(_property(name, code, words) for name, code, words in parts)


def _property(name: str, code: str, words: str) -> Property:
    if code in _COUNTED:
        unit = _COUNTED[code]
        return Property(name, Type.INT, f"{unit} number of {words}", words, unit)
    return Property(name, _TYPES[code], words)


def _node(label: str, description: str, text: str) -> NodeType:
    return NodeType(label, description, _properties(text))


def _relation(name: str, start: str, end: str, description: str, text: str) -> RelationType:
    return RelationType(name, start, end, description, _properties(text))


NODES: tuple[NodeType, ...] = (
    _node("Store", "the one node that says whose graph this is", """
workspace s id of the workspace
data_version s version of the data in this graph
loading s data version being loaded, null when the graph is whole
schema_version i version of this schema
as_of d newest day any source describes
"""),
    _node("Person", "a person, or a virtual person that only makes a kin path right", """
name s name as written most often; null for a virtual person
name_key s folded for comparison, never identity
sex s M F U
birth d birth date from the number, else from a register column
birth_day #d birth
death d day of death where a source names one
death_day #d death
death_month #m death
death_precision s day month year
death_conflict b sources disagree by more than 31 days
quality s id18 id15 id_trunc name_village virtual: how the person is known
village s code of the village lived in, by register, else by the first list that names one
registered b stands in the household register
elsewhere b stands in another extract that is not a payment roster
name_conflict b one number, two names
""" + _SOURCE),
    _node("Household", "户: a household of the register", """
number s 户号
village s village code
kind s 家庭户 集体户 空挂户
state s ok no_head two_heads
""" + _SOURCE),
    _node("BenefitFile", "a low-income family as listed by civil affairs (低保、特困)", """
number s 低保证号 or file number
kind s 低保 特困 …
program s programme code when the kind names one
village s village code
""" + _INTERVAL + _SOURCE),
    _node("Village", "village, natural village or community", """
name s name
level s community village natural
town s code of the town
parent s code of the unit above
merged_into s code of the unit that it is part of today, through all mergers; null = stands by itself
""" + _INTERVAL + _SOURCE),
    _node("Town", "township or street", """
name s name
""" + _SOURCE),
    _node("BankAccount", "one account number as it stands in a file", """
last4 s last four digits, for display
kind s card passbook corporate unknown
bank s bank name
canonical s key that joins card and inner account numbers of one account (alias table)
aliased b the alias table names this number
institution b account of a care institution or public body
opened d opening date
branch s branch that opened it
""" + _SOURCE),
    _node("Program", "benefit programme of the catalogue", """
name s name
class s A 普惠, B 资格, C 裁量
payee_unit s household person
department s responsible unit
standard_fen i standard per unit and period
ceiling_fen i upper limit per month
period s how often it is paid
age_min i lowest age
age_max i highest age
level s grade or certificate needed
marks l instalment flat funeral two_accounts …
asset_test b is the family's wealth checked
exempt b pay of the office itself or village-wide relief: not a benefit to oneself
""" + _INTERVAL + _SOURCE),
    _node("Payment", "one roster row", """
program s programme code
batch s batch as written
part s 补发 补录 第n批: which part of the batch
recipient s person key
account s account key as written; null = cash
canonical s canonical account key
village s village code of the recipient in the roster
town s town code
name s recipient as written in the row
match s how the recipient is known: id18 id15 id_trunc name_village
amount_fen i amount, negative for a reversal
quantity r area or head count
rate_fen i standard per unit as written
period s benefit period as text
period_from d first day of the benefit period
period_to d last day of the benefit period
period_month #m period_from
year i benefit year; calendar year of payment where no period is named
paid_on d payment date
paid_day #d paid_on
approved_on d approval date
decided_on d decision date d*: approval, publicity, first day of period, payment
decided_day #d decided_on
date_basis s approval publicity period payment: which one decided_on is
status s paid returned failed planned
stands b not reversed, not returned, not replaced by a re-issue; planned rows stand
net s gross reversal reversed returned reissued: why it does or does not stand
holder s account holder as the roster or the bank return says
holder_key s folded for comparison
clerk s 经办 or 录入
arrears b file names it arrears of an earlier period
id_flags l id_checksum id_date id_truncated id_missing sex_conflict name_conflict …
id_text s keyed hash of the number as written when it is not a valid one
""" + _SOURCE),
    _node("Organization", "company, cooperative, trader, village body, agency", """
name s name
credit_code s unified social credit code or old code
kind s 企业类型
status s active closed disputed unknown; disputed = registered in a stolen name, or so the person says
founded d founding date
closed d closing date
paid_in_fen i paid-in capital
registered_fen i registered capital
public b agency, institution, village body
institution b care institution
employees i people insured there, when known
""" + _SOURCE),
    _node("LedgerEntry", "one line of a village voucher", """
village s village code
voucher s voucher number
line i line within the voucher
date d voucher date
day #d date
year i year of the voucher
summary s 摘要
stem s summary before digits and period marks
subject s 会计科目
direction s out in
amount_fen i amount
payee_name s payee as written
payee s key of the payee person or organization
payee_kind s person organization unknown
account s payee account key
handler s 经手人
approver s 审批人
receiver s 领款人
contract_no s contract number as written
invoice s invoice number
attachments i number of attachments
pay_mode s 村务卡 转账 现金
""" + _SOURCE),
    _node("Contract", "contract or tender lot of a village", """
no s number
name s title
village s village code of the owner
party_name s winner as written
amount_fen i amount
signed d signing date
signed_day #d signed
meeting d date of the villagers' decision
meeting_day #d meeting
valid_from d start of the term
valid_to d end of the term
mode s 公开招标 公开竞价 直接委托 …
tendered b openly tendered
bidders i number of bidders
unrelated_bidders i bidders without a tie to a decision-maker; null until derived
asset s kind of asset or resource
received_fen i received so far
overdue_fen i overdue
""" + _SOURCE),
    _node("Approval", "one step of one application", """
case_no s case number
program s programme code
step s 受理 入户 评议 审核 审批 …
date d date of the step
day #d date
result s result as written
recused b recusal recorded
applicant s person key of the applicant
village s village code
sole b one signer decided every step of the case
""" + _SOURCE),
    _node("Filing", "近亲属备案: one filing of a staff member for one beneficiary", """
program s programme code or null for all
filed d filing date
filed_day #d filed
valid_to d end of validity
recused b recusal recorded
relation s relation as written
match s id18 … name_village
""" + _SOURCE),
)

RELATIONS: tuple[RelationType, ...] = (
    _relation("PARENT_OF", "Person", "Person", "is a parent of", _EDGE),
    _relation("SPOUSE_OF", "Person", "Person", "is married to (one edge a marriage, smaller key first)", _EDGE),
    _relation("SIBLING_OF", "Person", "Person", "shares a parent with (one edge, smaller key first)", _EDGE),
    _relation("KIN", "Person", "Person", "is, for the office-holder at the start, kin by this chain (derived)", """
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
""" + _INTERVAL),
    _relation("MAYBE_SAME", "Person", "Person", "may be the same person; opt-in for rules", """
grade s id_trunc name_village
reason s why, in words
"""),
    _relation("CANDIDATE", "Person", "Person", "shares a phone, address or account: never counted", """
reason s what is shared
"""),
    _relation("MEMBER_OF", "Person", "Household", "is or was a member of", """
relation s relation to the head as written
head b is the head
""" + _INTERVAL + _SOURCE),
    _relation("COVERED_BY", "Person", "BenefitFile", "belongs to the benefit household", """
relation s relation to the head as written
head b is the head
covered b counts as beneficiary
""" + _INTERVAL + _SOURCE),
    _relation("LIVES_IN", "Person", "Village", "lives in", _SOURCE),
    _relation("PART_OF", "Village", "Town", "belongs to the town", _SOURCE),
    _relation("WITHIN", "Village", "Village", "natural village within its community", _SOURCE),
    _relation("SERVES", "Person", "Village", "holds a village or community office", """
post s post as written
role s which office: one of graph.model.Role
body s which body: one of graph.model.Body
match s id18 … name_village
""" + _INTERVAL + _SOURCE),
    _relation("STAFFS", "Person", "Town", "works for the township", """
post s post as written
role s staff reviewer approver other
match s id18 … name_village
""" + _INTERVAL + _SOURCE),
    _relation("HOLDS", "Person", "BankAccount", "owns the account", """
origin s alias roster bank_return low_income guardians …: who says so
payments i payments of the person's own into it
""" + _INTERVAL + _SOURCE),
    _relation("ORG_HOLDS", "Organization", "BankAccount", "owns the account", _SOURCE),
    _relation("SWITCHED_TO", "BankAccount", "BankAccount", "was replaced by, for this person", """
person s person key
date d day of the change
reason s reason as written
clerk s bank clerk or handler
""" + _SOURCE),
    _relation("PAID_TO", "Payment", "Person", "is paid to", ""),
    _relation("INTO", "Payment", "BankAccount", "is paid into", ""),
    _relation("UNDER", "Payment", "Program", "is paid under", ""),
    _relation("PAID_IN", "Payment", "Village", "is on the roster of", ""),
    _relation("REISSUES", "Payment", "Payment", "is paid again after the return of", ""),
    _relation("REVERSES", "Payment", "Payment", "takes back", ""),
    _relation("OWNS", "Person", "Organization", "holds a share of", """
share r share from 0 to 1, null when not known
role s 股东 合作社成员 经营者 …
""" + _INTERVAL + _SOURCE),
    _relation("ORG_OWNS", "Organization", "Organization", "holds a share of", """
share r share from 0 to 1, null when not known
""" + _INTERVAL + _SOURCE),
    _relation("DIRECTS", "Person", "Organization", "runs: legal representative, director, manager", """
role s legal_rep director supervisor manager
match s id18 … name_village
""" + _INTERVAL + _SOURCE),
    _relation("EMPLOYED_AT", "Person", "Organization", "is on the payroll of", """
post_type s 在编 离退休 临聘 公益岗 村干部补贴 … as written
regular b counts as public payroll (编制内, 离退休)
pay_fen i monthly pay
""" + _INTERVAL + _SOURCE),
    _relation("WARD_OF", "Person", "Person", "has as guardian or agent", """
relation s relation as written
account s account key that receives for the ward
""" + _INTERVAL + _SOURCE),
    _relation("CARED_BY", "Person", "Organization", "lives in the care institution", _INTERVAL + _SOURCE),
    _relation("SPENT_BY", "LedgerEntry", "Village", "is an entry of", ""),
    _relation("PAYS_PERSON", "LedgerEntry", "Person", "pays the person", """
match s id18 account name_village: how the payee is known
"""),
    _relation("PAYS_ORG", "LedgerEntry", "Organization", "pays the organization", """
match s name account
"""),
    _relation("UNDER_CONTRACT", "LedgerEntry", "Contract", "is paid under", ""),
    _relation("OWNED_BY", "Contract", "Village", "is a contract of", ""),
    _relation("WON_BY_ORG", "Contract", "Organization", "was awarded to", ""),
    _relation("WON_BY_PERSON", "Contract", "Person", "was awarded to", """
match s id18 … name_village
"""),
    _relation("BID_FOR", "Organization", "Contract", "made a bid for", ""),
    _relation("SIGNED", "Person", "Approval", "signed", """
role s 经办 入户 评议 审核 审批
match s id18 staff name_village
"""),
    _relation("DECIDES_FOR", "Approval", "Person", "is about the application of", ""),
    _relation("FILED_BY", "Filing", "Person", "was filed by the staff member", ""),
    _relation("FILED_FOR", "Filing", "Person", "names as near relative", ""),
)


@cache
def node_types() -> dict[str, NodeType]:
    """Node types by label."""
    return {n.label: n for n in NODES}


@cache
def relation_types() -> dict[str, RelationType]:
    """Relation types by name."""
    return {r.name: r for r in RELATIONS}


SCHEMA_VERSION = 1
