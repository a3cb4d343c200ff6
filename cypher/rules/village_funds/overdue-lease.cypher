// 资产资源发包：租金逾期未收
// /// rule
// id = "R38"
// limb = "b"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "contract"
// identity = ["contract"]
// evidence = ["document"]
// needs = ["Contract"]
// optional = ["WON_BY_ORG", "WON_BY_PERSON", "LedgerEntry", "UNDER_CONTRACT"]
// gaps = ["lease-overdue"]
// legal = ["collective-econ-2024:35.2", "voc-organic-2018:24"]
// precision = 0.5
// heading = "{village}合同{contract}的租金逾期未收"
// explanation = "合同{contract}[（{assets}）][，承租人{lessees}][，承租单位{organizations}]，截至 {stated_on} [欠缴 {amount_fen}，][逾期 {overdue_days} 天]。[此后台账收到该合同款项 {received_fen}。]"
// verify = ["查看合同约定的缴款日期", "核对收据和台账", "了解催收情况"]
//
// [params]
// overdue_days = { type = "int", unit = "days", default = 60, words = "逾期的天数" }
//
// [modifiers]
// lower_received = "台账此后已收到欠款"
// cap_undated = "只写欠缴金额，没有逾期天数"
//
// [[raised_by]]
// rules = ["R38e"]
// shares = ["contract"]
// where = { sure = true }
// limbs = 1
// to = "red"
// words = "承租人与该村干部有关"
//
// [[raised_by]]
// rules = ["R38"]
// shares = ["contract"]
// limbs = 1
// to = "orange"
// words = "同一合同还有另一方面的事实"
//
// [[false_positives]]
// words = "租金已经补缴"
// case = "台账此后收到欠款"
//
// [[false_positives]]
// words = "会议决议减免租金"
// case = "会议决议减免"
// ///
MATCH (t:Contract)
WHERE t.purpose = 'lease' AND NOT t.relief AND (t.overdue_days > $overdue_days OR (t.overdue_days IS NULL AND t.overdue_fen > 0))
OPTIONAL MATCH (t)-[:WON_BY_ORG]->(o:Organization)
OPTIONAL MATCH (t)-[m:WON_BY_PERSON]->(p:Person)
WHERE m.match <> 'name_village'
WITH t, max(o.key) AS organization, max(p.key) AS person
OPTIONAL MATCH (e:LedgerEntry)-[:UNDER_CONTRACT]->(t)
WHERE e.direction = 'in'
WITH t, organization, person, coalesce(sum(CASE WHEN e.day > t.stated_day THEN e.amount_fen END), 0) AS paid_later,
  collect(CASE WHEN e.day > t.stated_day THEN e.key END) AS receipts
RETURN t.key AS contract, max(t.village) AS village, collect(t.asset) AS assets, collect(person) AS lessees,
  collect(organization) AS organizations, max(t.stated) AS stated_on, max(t.overdue_fen) AS amount_fen, max(t.overdue_days) AS overdue_days,
  max(paid_later) AS received_fen, collect(receipts) AS entries,
  count(CASE WHEN paid_later > 0 AND paid_later >= coalesce(t.overdue_fen, 1) THEN 1 END) > 0 AS lower_received,
  count(t.overdue_days) = 0 AS cap_undated, max(coalesce(t.stated, t.signed)) AS fact_on
ORDER BY contract
