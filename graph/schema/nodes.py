"""Every label of the graph."""

from __future__ import annotations

from graph.schema.flows import FLOW_NODES
from graph.schema.land import LAND_NODES
from graph.schema.notation import INTERVAL, SOURCE, node
from graph.schema.phones import PHONE_NODES
from graph.schema.types import NodeType

NODES: tuple[NodeType, ...] = (
    node("Store", "the one node that says whose graph this is", """
workspace s id of the workspace
data_version s version of the data in this graph
loading s data version being loaded, null when the graph is whole
schema_version i version of this schema
as_of d newest day any source describes
"""),
    node("Person", "a person, or a virtual person that only makes a kin path right", """
name s name as the household register writes it, else as written most often; null for a virtual person
name_key s folded for comparison, never identity
sex s M F U
birth d birth date from the number, else from a register column
birth_day #d birth
birth_month #m birth
birth_conflict b the birth column of the household register contradicts the number
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
sex_conflict b the sex column of the household register contradicts the number
""" + SOURCE),
    node("Household", "户: a household of the register", """
number s 户号
village s village code
kind s 家庭户 集体户 空挂户
state s ok no_head two_heads
address s keyed pseudonym of the exact door within the village; null for anything coarser or shared by design
""" + SOURCE),
    node("BenefitFile", "a low-income family as listed by civil affairs (低保、特困)", """
number s 低保证号 or file number
kind s 低保 特困 …
program s programme code when the kind names one
village s village code
since_day #d valid_from
""" + INTERVAL + SOURCE),
    node("Village", "village, natural village or community", """
name s name
level s community village natural
town s code of the town
parent s code of the unit above
merged_into s code of the unit that it is part of today, through all mergers; null = stands by itself
""" + INTERVAL + SOURCE),
    node("Town", "township or street", """
name s name
""" + SOURCE),
    node("BankAccount", "one account number as it stands in a file", """
last4 s last four digits, for display
kind s card passbook corporate unknown
bank s bank name
canonical s key that joins card and inner account numbers of one account (alias table)
aliased b the alias table names this number
institution b account of a care institution or public body
opened d opening date
branch s branch that opened it
agent_phone s keyed pseudonym of the phone of whoever opened it for the owner
run s keyed mark shared by account numbers that follow one another without a gap
village s code of the village whose collective holds the account, as a statement names it
partners i accounts it exchanged money with, as far as statements are loaded
""" + SOURCE),
    node("Program", "benefit programme of the catalogue", """
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
certificate s kind of certificate needed: disability veteran student illness hardship
grade_max i least severe grade that is enough
marks l instalment flat funeral two_accounts …
asset_test b is the family's wealth checked
exempt b pay of the office itself or village-wide relief: not a benefit to oneself
""" + INTERVAL + SOURCE),
    node("Payment", "one roster row", """
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
area r the quantity in standard mu, where its heading speaks of an area
parcel s code or name of the block the row is paid for
rate_fen i standard per unit as written
period s benefit period as text
period_from d first day of the benefit period
period_to d last day of the benefit period
period_month #m period_from
period_last_month #m period_to
period_day #d period_from
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
entered i second the row was entered, since 1970 by the county's clock; null where only the day is known
arrears b file names it arrears of an earlier period
reach r share of the village's registered households that the programme reached in that year; null without a register
id_flags l id_checksum id_date id_truncated id_missing sex_conflict name_conflict …
id_text s keyed hash of the number as written when it is not a valid one
""" + SOURCE),
    node("Organization", "company, cooperative, trader, village body, agency", """
name s name
credit_code s unified social credit code or old code
kind s 企业类型
status s active closed disputed unknown; disputed = registered in a stolen name, or so the person says
founded d founding date
founded_day #d founded
closed d closing date
paid_in_fen i paid-in capital
registered_fen i registered capital
public b agency, institution, village body
institution b care institution
employees i people insured or working there, where insurance or tax names it
as_of d day the newest extract that names it describes
as_of_day #d as_of
""" + SOURCE),
    node("LedgerEntry", "one line of a village voucher", """
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
payee_fold s payee folded for comparison
payee s key of the payee person or organization; a keyed pseudonym of name and village where neither is known
payee_kind s person organization roll unknown; roll = the box names a list of people; unknown = a name nobody bears
account s payee account key
handler s 经手人, folded for comparison
approver s 审批人, folded
receiver s 领款人: who signed for the money, folded
detail_signer s 明细签字人: who signed the list of works or goods, folded
mandate b summary or attachment names a mandate to sign for somebody
contract_no s contract number as written
invoice s invoice number
attachments i number of attachments
pay_mode s 村务卡 转账 现金
means s how the whole voucher was paid: cash card transfer; null = not told
proof s what the voucher's attachment boxes tell: paper roll iou none; null = the ledger does not tell
labour b pay for labour or lost time (误工、用工), by subject or summary
festival_gap i days from the date to the next Spring Festival, 端午 or 中秋
""" + SOURCE),
    node("Contract", "contract or tender lot of a village", """
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
valid_from_day #d valid_from
valid_to d end of the term
valid_to_day #d valid_to
mode s 公开招标 公开竞价 直接委托 …
tendered b openly tendered
bidders i number of bidders
unrelated_bidders i bidders without a tie to a decision-maker; null until derived
asset s kind of asset or resource
purpose s lease works loan guarantee other: what the contract is about, by its words
town s code of the town of the village
start_year i year in which the term begins, else the year of signing
area r size or number of what is let
unit s what the area counts: 亩 平方米 间 … (亩 where the file does not say)
rent_fen i rent of a year, for the whole; null = not a lease, or not told
unit_rent_fen i rent of a year and unit; null = not told, or per unit and total cannot be told apart
rent_unclear b per unit and total cannot be told apart
received_fen i received so far
overdue_fen i overdue
overdue_days i days overdue on the day the file describes
stated d day the newest file about the contract describes
stated_day #d stated
poor b the file says that the land is poor or the thing is in bad condition
relief b the file says that rent was forgiven or lowered, and when the villagers decided it
""" + SOURCE),
    node("Invoice", "an invoice by its code and number, from the extract of invoices or named by a voucher", """
code s 发票代码; null = electronic, or not told
number s 发票号码
serial i the number as an integer; null = not a number that one can count on
seller_name s 销方 as written
seller s key of the selling organization; else a keyed pseudonym of the name
buyer_name s 购方 as written
village s code of the buying village, else of the village whose voucher names the invoice
year i year it was made out
date d 开票日期
day #d date
amount_fen i amount with tax
stub_fen i amount on the stub (存根联), where the file has it
kind s 增值税专用 普通 电子 定额 代开 … as written
block b of a block of fixed sums (定额发票): numbers follow one another by design
tax_office b made out by the tax office for somebody (税务代开)
listed b stands in the extract of invoices
""" + SOURCE),
    node("LabourDay", "one row of a roll of labour or lost time (用工、误工)", """
village s village code
year i year of the work
date d day worked
day #d date
person s key of the worker
name s worker as written
site s place or purpose of the work as written
days r days counted
amount_fen i pay
signer s who signed for the pay, as written
signer_key s folded for comparison
name_key s the worker's name, folded
voucher s voucher number
roll s key of the roll the row stands in: village, voucher, else file and sheet
mandate b the file says that the signer had a mandate
duty b the work was ordered for harvest, flood, fire or epidemic
match s id18 … name_village
""" + SOURCE),
    node("Investigator", "a user of the service, so that who works on a case can step back from it", """
user s name of the user
unit s unit as written
""" + SOURCE),
    node("Approval", "one step of one application", """
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
""" + SOURCE),
    node("Filing", "近亲属备案: one filing of a staff member for one beneficiary", """
program s programme code or null for all
filed d filing date
filed_day #d filed
valid_to d end of validity
recused b recusal recorded
relation s relation as written
match s id18 … name_village
""" + SOURCE),
    *FLOW_NODES,
    *LAND_NODES,
    *PHONE_NODES,
)
