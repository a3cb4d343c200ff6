// 村干部本人享受非普惠补助
// /// rule
// id = "R07"
// status = "active"
// version = 2
// tier = "orange"
// subject = "cadre"
// identity = ["cadre", "program", "year"]
// evidence = ["office", "eligibility"]
// needs = ["SERVES", "Payment", "Program"]
// optional = ["SIGNED", "STAFFS"]
// gaps = ["program-class"]
// legal = ["ccp-discipline-2023:124", "village-cadre-integrity-2011:5.3", "social-assistance-2014:66"]
// precision = 0.33
// pre_payment = true
// heading = "{cadre}任职期间本人享受{program}"
// explanation = "{cadre}任{roles}期间，{year}年本人名下领取{program}共 {payment_count} 笔、{amount_fen}，日期按{date_basis}计。[该项目在任职前（{earlier_on}）已经享受，任内由他人复核批准。]"
// verify = ["残疾、重病等证件", "乡镇审批决定", "入户核查家庭情况"]
//
// [params]
// classes = { type = "texts", default = ["C"], words = "项目类别" }
// exclude_programmes = { type = "texts", default = [], words = "全村性救灾等不算的项目（代码）" }
// village_share = { type = "real", default = 0.8, words = "全村户数中领取者的比例，达到即视为全村性发放", proposal = true }
//
// [single]
// roles = "按干部、项目、年度汇总的列表"
// payments = "同上"
// payment_count = "同上"
// amount_fen = "同上"
// date_basis = "同上"
// first_on = "同上"
// last_on = "同上"
// earlier_on = "同上"
// village = "最小的一个村代码"
// facts = "同上"
// matched_by = "同上"
// cap_before = "同上"
//
// [modifiers]
// cap_before = "任职前已经享受，任内由乡镇复核批准，本人没有签字"
// clear_village_wide = "全村绝大多数户都领取（全村性发放）"
//
// [[false_positives]]
// words = "全村性救灾发放"
// case = "全村户户都有的救灾款"
//
// [[false_positives]]
// words = "决定时尚未任职或已离任"
// case = "离任之后的发放"
// filter = "F02"
//
// [[false_positives]]
// words = "职务报酬"
// case = "职务报酬不是补助"
//
// [[false_positives]]
// words = "任职前已享受并经乡镇复核"
// case = "任职前已享受且由他人复核"
// ///
MATCH (p:Payment)
WHERE p.stands AND p.amount_fen > 0
MATCH (g:Program)
WHERE g.key = p.program AND g.class IN $classes AND NOT coalesce(g.exempt, false)
  AND NOT g.key IN $exclude_programmes
MATCH (c:Person)-[s:SERVES]->(:Village)
WHERE c.key = p.recipient AND s.role <> 'other'
  AND (s.valid_from IS NULL OR s.valid_from <= p.decided_on)
  AND (s.valid_to IS NULL OR s.valid_to >= p.decided_on)
WITH c.key AS cadre, g.key AS program, p, min(coalesce(s.valid_from, $first_day)) AS since,
  collect(s.role) AS held, collect(s.key) AS offices,
  max(CASE WHEN p.match IN $weak OR s.match IN $weak THEN 1 ELSE 0 END) AS doubtful
WITH cadre, program, p.year AS year, min(since) AS began, collect(held) AS roles, collect(offices) AS facts,
  max(doubtful) AS weak, coalesce(min(p.village), '') AS place, collect(p.key) AS payments,
  count(p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen,
  collect(DISTINCT p.date_basis) AS date_basis, min(p.decided_on) AS first_on, max(p.decided_on) AS last_on,
  min(coalesce(p.reach, 0.0)) AS reach
OPTIONAL MATCH (e:Payment)
WHERE e.recipient = cadre AND e.program = program AND e.decided_on < began
WITH cadre, program, year, began, roles, facts, weak, place, payments, payment_count, amount_fen, date_basis, first_on,
  last_on, reach, min(e.decided_on) AS earlier_on
OPTIONAL MATCH (:Town)<-[:STAFFS]-(x:Person)-[:SIGNED]->(a:Approval)
WHERE a.applicant = cadre AND a.program = program AND a.date >= began AND x.key <> cadre
WITH cadre, program, year, roles, facts, weak, place, payments, payment_count, amount_fen, date_basis, first_on,
  last_on, reach, earlier_on, count(a.key) AS reviews
RETURN cadre AS cadre, program AS program, year AS year, roles AS roles, payments AS payments,
  payment_count AS payment_count, amount_fen AS amount_fen, date_basis AS date_basis, first_on AS first_on,
  last_on AS last_on, earlier_on AS earlier_on, place AS village, facts AS facts,
  CASE WHEN weak = 1 THEN 'name_village' ELSE 'id18' END AS matched_by,
  earlier_on IS NOT NULL AND reviews > 0 AS cap_before,
  reach >= $village_share AS clear_village_wide
ORDER BY cadre, program, year
