// 购机人是经销企业的人或其近亲属
// /// rule
// id = "R29"
// limb = "d"
// status = "active"
// version = 1
// tier = "orange"
// subject = "recipient"
// identity = ["recipient", "organization"]
// evidence = ["document", "kin"]
// kin_from = ["dealer"]
// needs = ["Machine", "DEALT_BY", "BOUGHT_BY"]
// optional = ["DIRECTS", "OWNS", "EMPLOYED_AT", "KIN"]
// legal = ["fiscal-violations-2011:14", "gov-sanction-2020:33"]
// precision = 0.4
// heading = "{recipient}向与其有关的经销企业{organization}购机"
// explanation = "{recipient}从{organization}购买补贴机具 {machines} 台、补贴 {amount_fen}。[{recipient}是该企业的负责人、股东或职工：{own}。][该企业负责人或股东{owners}是其近亲属：{kin_words}。]"
// verify = ["现场查看机具和铭牌、牌证", "核对发票和付款凭证"]
//
// [params]
// scope = { type = "scope", default = "NEAR", words = "亲属范围" }
//
// [[false_positives]]
// words = "与经销企业没有关系"
// case = "没有关系的购机人"
//
// [[false_positives]]
// words = "离任以后购机"
// case = "离职后购机"
//
// ///
MATCH (m:Machine)-[:BOUGHT_BY]->(p:Person)
MATCH (m)-[:DEALT_BY]->(g:Organization)
WITH m, p, g, coalesce(m.bought, $first_day) AS day
OPTIONAL MATCH (p)-[d:DIRECTS|OWNS|EMPLOYED_AT]->(h:Organization)
WHERE h.key = g.key AND (d.valid_from IS NULL OR d.valid_from <= day) AND (d.valid_to IS NULL OR d.valid_to >= day)
WITH m, p, g, day, collect(d.key) AS posts
OPTIONAL MATCH (q:Person)-[e:DIRECTS|OWNS]->(f:Organization)
WHERE f.key = g.key AND (e.valid_from IS NULL OR e.valid_from <= day) AND (e.valid_to IS NULL OR e.valid_to >= day)
WITH m, p, g, day, posts, e.key AS role, coalesce(q.key, '') AS runner
OPTIONAL MATCH (x:Person)-[n:KIN]->(y:Person)
WHERE x.key = runner AND y.key = p.key AND $scope IN n.scopes AND (n.valid_from IS NULL OR n.valid_from <= day)
  AND (n.valid_to IS NULL OR n.valid_to >= day)
WITH m, p, g, day, posts, collect(DISTINCT x.key) AS owners, collect(CASE WHEN n.key IS NOT NULL THEN role END) AS roles, collect(n.key) AS kin,
  collect(n.words) AS kin_words, collect(n.confidence) AS confidence
WHERE size(posts) > 0 OR size(kin) > 0
RETURN p.key AS recipient, g.key AS organization, collect(owners) AS owners, collect(kin) AS kin, collect(kin_words) AS kin_words,
  collect(posts) + collect(roles) + collect([m.key]) AS facts, collect(DISTINCT m.village) AS villages, count(m.key) AS machines,
  coalesce(sum(m.amount_fen), 0) AS amount_fen, min(m.bought) AS first_on, max(m.bought) AS last_on,
  max(size(posts)) > 0 AS own, CASE WHEN max(size(posts)) > 0 THEN collect(['asserted']) ELSE collect(confidence) END AS confidence,
  CASE WHEN min(m.match) IN $weak THEN 'name_village' ELSE 'id18' END AS matched_by
ORDER BY recipient, organization
