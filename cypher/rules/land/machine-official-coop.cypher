// 公职人员任负责人的合作社领取农机补贴
// /// rule
// id = "R29"
// limb = "e"
// status = "active"
// version = 2
// tier = "red"
// subject = "organization"
// identity = ["organization"]
// evidence = ["document", "office"]
// needs = ["Machine", "BOUGHT_BY_ORG", "DIRECTS"]
// optional = ["EMPLOYED_AT", "STAFFS"]
// legal = ["fiscal-violations-2011:14", "gov-sanction-2020:33"]
// precision = 0.4
// heading = "{organization}的负责人{legal_rep}是公职人员"
// explanation = "{organization}领取农机购置补贴 {machines} 台、{amount_fen}，购机时负责人{legal_rep}是财政供养人员或乡镇工作人员。"
// verify = ["现场查看机具和铭牌、牌证", "核对发票和付款凭证"]
//
// [[false_positives]]
// words = "负责人是村干部或临聘人员"
// case = "负责人是临聘人员"
//
// [[false_positives]]
// words = "购机时已不在编"
// case = "购机前已离职"
//
// ///
MATCH (m:Machine)-[:BOUGHT_BY_ORG]->(g:Organization)<-[d:DIRECTS]-(p:Person)
WHERE d.role = 'legal_rep' AND (d.valid_from IS NULL OR d.valid_from <= m.bought) AND (d.valid_to IS NULL OR d.valid_to >= m.bought)
WITH m, g, d, p, coalesce(m.bought, $first_day) AS day
OPTIONAL MATCH (p)-[w:EMPLOYED_AT]->(:Organization)
WHERE w.regular AND NOT w.post_type CONTAINS '离退' AND NOT w.post_type CONTAINS '退休'
  AND (w.valid_from IS NULL OR w.valid_from <= day) AND (w.valid_to IS NULL OR w.valid_to >= day)
WITH m, g, d, p, day, collect(w.key) AS wages
OPTIONAL MATCH (p)-[s:STAFFS]->(:Town)
WHERE (s.valid_from IS NULL OR s.valid_from <= day) AND (s.valid_to IS NULL OR s.valid_to >= day)
WITH m, g, d, p, wages, collect(s.key) AS posts
WHERE size(wages) > 0 OR size(posts) > 0
WITH m, g, collect(DISTINCT p.key) AS people, collect(DISTINCT d.key) AS seats, collect(wages) AS wages, collect(posts) AS posts, max(d.match) AS matched
RETURN g.key AS organization, collect(people) AS legal_rep, count(m.key) AS machines, collect(DISTINCT m.village) AS villages,
  collect(wages) + collect(posts) + collect([seats, [m.key]]) AS facts, coalesce(sum(m.amount_fen), 0) AS amount_fen,
  min(m.bought) AS first_on, max(m.bought) AS last_on, max(matched) AS matched_by
ORDER BY organization
