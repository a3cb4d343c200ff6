// 审批人在凭证日期不在任
// /// rule
// id = "R41"
// limb = "c"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "village"
// identity = ["village", "year", "voucher"]
// evidence = ["document"]
// needs = ["LedgerEntry", "SERVES"]
// optional = ["PART_OF", "STAFFS"]
// gaps = ["ledger-approver"]
// legal = ["village-cadre-integrity-2011:6.1", "rceo-finance-2021"]
// precision = 0.3
// heading = "{village}凭证{voucher}的审批人当时不在任"
// explanation = "{year}年{village}凭证{voucher}支出 {amount_fen}，凭证日期 {first_on}；台账上的审批人姓名在该村干部花名册中，但任期不含这一天[（{left_on}离任）][（{came_on}任职）]，本乡镇当时也没有同名的在任干部。"
// verify = ["查看原始凭证的审批签字和日期", "核对任免文件", "询问本人"]
//
// [[false_positives]]
// words = "审批时在任"
// case = "离任前审批"
// filter = "F02"
//
// [[false_positives]]
// words = "同名的另一名在任干部"
// case = "同乡镇另一名同名的在任干部"
// filter = "F08"
//
// [[false_positives]]
// words = "乡镇工作人员审批"
// case = "乡镇工作人员同名"
// ///
MATCH (p:Person)-[s:SERVES]->(v:Village)
WHERE p.name_key IS NOT NULL
WITH v.key AS place, coalesce(v.town, '') AS town, p.name_key AS name, collect({since: coalesce(s.valid_from, $first_day),
  until: coalesce(s.valid_to, $last_day)}) AS terms, max(s.valid_to) AS left_on, min(s.valid_from) AS came_on, collect(s.key) AS offices,
  count(s.valid_to) + count(s.valid_from) AS bounded
WHERE bounded > 0
MATCH (e:LedgerEntry)
WHERE e.village = place AND e.approver = name AND e.direction = 'out' AND e.amount_fen > 0 AND e.voucher IS NOT NULL
UNWIND terms AS term
WITH place, town, name, left_on, came_on, offices, e, count(CASE WHEN term.since <= e.date AND term.until >= e.date THEN 1 END) AS held
WHERE held = 0
OPTIONAL MATCH (q:Person)-[t:SERVES]->(w:Village)
WHERE q.name_key = name AND w.town = town
WITH place, town, name, left_on, came_on, offices, e,
  count(CASE WHEN (t.valid_from IS NULL OR t.valid_from <= e.date) AND (t.valid_to IS NULL OR t.valid_to >= e.date) AND t.key IS NOT NULL THEN 1 END) AS namesakes
WHERE namesakes = 0
OPTIONAL MATCH (z:Person)-[x:STAFFS]->(y:Town)
WHERE z.name_key = name
WITH place, left_on, came_on, offices, e, count(x.key) AS staff
WHERE staff = 0
WITH place, e, left_on, came_on, offices
RETURN place AS village, e.year AS year, e.voucher AS voucher, coalesce(sum(e.amount_fen), 0) AS amount_fen, collect(e.key) AS entries,
  collect(offices) AS facts, max(CASE WHEN left_on < e.date THEN left_on END) AS left_on,
  min(CASE WHEN came_on > e.date THEN came_on END) AS came_on, min(e.date) AS first_on, max(e.date) AS last_on
ORDER BY village, year, voucher
