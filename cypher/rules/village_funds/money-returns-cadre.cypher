// 资金回流：村账户的钱几经转账到了在任干部或其近亲属
// /// rule
// id = "R39"
// limb = "a"
// status = "active"
// version = 1
// tier = "red"
// subject = "payee"
// identity = ["village", "payee", "year"]
// evidence = ["flow"]
// kin_from = ["office"]
// needs = ["Flow", "BankAccount", "SERVES"]
// optional = ["KIN", "WITHIN", "ORG_HOLDS"]
// gaps = ["village-accounts"]
// legal = ["gov-sanction-2020:33", "collective-econ-2024:35.2"]
// precision = 0.5
// heading = "{village}集体账户转出的钱最终到{payee}"
// explanation = "{year}年，{village}集体账户转出的钱在 {days} 天内依次经 {hops_used} 次转账进入{payee}的账户，共 {arrivals} 笔、{amount_fen}，每次都转出上一笔的七成以上。[途经{organizations}。][{payee}时任{own_posts}。][{payee}是时任干部{cadres}的近亲属：{kin_words}。][最后一笔的摘要是工资或寻常购买：{ordinary}。]"
// verify = ["不作入户核查，附银行流水移交承办部门", "调取各中间账户的开户资料和合同、发票"]
//
// [params]
// hops = { type = "int", default = 4, words = "最多几次转账" }
// days = { type = "int", default = 30, unit = "days", words = "全程几天以内" }
// keep = { type = "real", default = 0.7, words = "每次至少转出上一笔的比例" }
// min_amount = { type = "int", default = 5000, unit = "yuan", proposal = true, words = "村账户转出的起点金额" }
// hub_partners = { type = "int", default = 200, proposal = true, words = "往来账户超过几个的不再追踪（代发工资等）" }
// never = { type = "int", default = 9000000000, words = "流水只有日期时，与同日另一笔不分先后" }
// scope = { type = "scope", default = "NEAR", words = "亲属范围" }
// ordinary_words = { type = "text", default = ".*(工资|薪|劳务费|报酬|货款|购货|采购|购买|餐费).*", words = "摘要中表示工资或寻常购买的词" }
//
// [[false_positives]]
// words = "在店铺寻常购买，钱进入单位账户"
// case = "最后进入店铺的对公账户"
//
// [[false_positives]]
// words = "工资或在亲属店铺的寻常购买"
// case = "最后一笔是工资"
//
// [[false_positives]]
// words = "代发工资等往来很多的账户"
// case = "经过代发工资账户"
//
// [[false_positives]]
// words = "收款时已离任"
// case = "干部已离任"
// filter = "F02"
//
// [[false_positives]]
// words = "村里直接付给干部本人的报酬又转给家人"
// case = "报酬直接付给干部再转给家人"
// ///
OPTIONAL MATCH (h:BankAccount)
WHERE h.partners > $hub_partners
WITH collect(DISTINCT h.canonical) AS hubs
MATCH (own:BankAccount)
WHERE own.village IS NOT NULL
MATCH (f1:Flow)
WHERE f1.payer = own.canonical AND f1.stands AND f1.kind = 'transfer' AND f1.amount_fen >= $min_amount
  AND f1.payee IS NOT NULL AND f1.payee <> f1.payer AND NOT f1.payee IN hubs
WITH DISTINCT hubs, own.village AS village, f1, coalesce(f1.moment, $never) AS m1
MATCH (f2:Flow)
WHERE f2.payer = f1.payee AND f2.stands AND f2.kind = 'transfer' AND f2.day <= f1.day + $days
  AND (f2.day > f1.day OR f2.moment > m1) AND f2.amount_fen >= $keep * f1.amount_fen AND f2.amount_fen <= f1.amount_fen
WITH hubs, village, f1, f1.day AS d1, f2, f2.day AS d2, f2.amount_fen AS x2, coalesce(f2.moment, $never) AS m2,
  CASE WHEN f2.payee IS NULL OR f2.payee IN hubs OR f2.payee = f1.payer THEN '' ELSE f2.payee END AS a2
OPTIONAL MATCH (f3:Flow)
WHERE f3.payer = a2 AND f3.stands AND f3.kind = 'transfer' AND f3.day <= d1 + $days
  AND (f3.day > d2 OR f3.moment > m2) AND f3.amount_fen >= $keep * x2 AND f3.amount_fen <= x2
WITH hubs, village, f1, d1, f2, a2, f3.key AS k3, coalesce(f3.day, 0) AS d3, coalesce(f3.amount_fen, 0) AS x3,
  coalesce(f3.moment, $never) AS m3,
  CASE WHEN f3.payee IS NULL OR f3.payee IN hubs OR f3.payee = f1.payer THEN '' ELSE f3.payee END AS a3
OPTIONAL MATCH (f4:Flow)
WHERE f4.payer = a3 AND f4.stands AND f4.kind = 'transfer' AND f4.day <= d1 + $days
  AND (f4.day > d3 OR f4.moment > m3) AND f4.amount_fen >= $keep * x3 AND f4.amount_fen <= x3
WITH village, f1, f2.key AS k2, a2, k3, a3, f4.key AS k4
UNWIND [2, 3, 4] AS hop
WITH village, f1, hop, CASE hop WHEN 2 THEN k2 WHEN 3 THEN k3 ELSE k4 END AS last_key,
  [f1.key, k2, CASE WHEN hop > 2 THEN k3 ELSE k2 END, CASE WHEN hop > 3 THEN k4 ELSE k2 END] AS path,
  [f1.payee, CASE WHEN hop > 2 THEN a2 ELSE f1.payee END, CASE WHEN hop > 3 THEN a3 ELSE f1.payee END] AS passed
WHERE hop <= $hops AND last_key IS NOT NULL
MATCH (z:Flow)
WHERE z.key = last_key AND z.receiver IS NOT NULL AND (f1.receiver IS NULL OR f1.receiver <> z.receiver)
WITH village, f1.year AS year, f1.date AS began, coalesce(f1.receiver, '') AS first_receiver, hop, path, passed, z,
  coalesce(z.date, $first_day) AS day, z.receiver AS payee
OPTIONAL MATCH (w:Village)-[:WITHIN]->(u:Village)
WHERE w.key = village
WITH village, year, began, first_receiver, hop, path, passed, z, day, payee, coalesce(u.key, '') AS above
OPTIONAL MATCH (x:Person)-[s:SERVES]->(t:Village)
WHERE x.key = payee AND (t.key = village OR t.key = above) AND s.role <> 'other'
  AND (s.valid_from IS NULL OR s.valid_from <= day) AND (s.valid_to IS NULL OR s.valid_to >= day)
WITH village, year, began, first_receiver, hop, path, passed, z, day, payee, above, collect(s.key) AS offices, collect(s.post) AS own_posts
OPTIONAL MATCH (c:Person)-[n:KIN]->(y:Person)
WHERE y.key = payee AND $scope IN n.scopes AND c.key <> first_receiver
  AND (n.valid_from IS NULL OR n.valid_from <= day) AND (n.valid_to IS NULL OR n.valid_to >= day)
WITH village, year, began, hop, path, passed, z, day, payee, above, offices, own_posts, n, coalesce(c.key, '') AS relation_of
OPTIONAL MATCH (d:Person)-[o:SERVES]->(r:Village)
WHERE d.key = relation_of AND (r.key = village OR r.key = above) AND o.role <> 'other'
  AND (o.valid_from IS NULL OR o.valid_from <= day) AND (o.valid_to IS NULL OR o.valid_to >= day)
WITH village, year, began, hop, path, passed, z, day, payee, offices, own_posts, collect(DISTINCT d.key) AS cadres, collect(o.key) AS theirs,
  collect(CASE WHEN o.key IS NOT NULL THEN n.key END) AS kin, collect(CASE WHEN o.key IS NOT NULL THEN n.words END) AS kin_words,
  count(CASE WHEN o.key IS NOT NULL AND n.confidence <> 'presumed' THEN 1 END) AS sure_kin
WHERE size(offices) > 0 OR size(theirs) > 0
OPTIONAL MATCH (g:Organization)-[:ORG_HOLDS]->(a:BankAccount)
WHERE a.key IN passed
WITH village, year, began, hop, path, passed, z, offices, own_posts, cadres, theirs, kin, kin_words, sure_kin, collect(g.key) AS organizations
WITH village, year, z, min(began) AS began, max(hop) AS hop, collect(path) AS paths, collect(passed) AS passed,
  collect(offices) AS offices, collect(own_posts) AS own_posts, collect(cadres) AS cadres, collect(theirs) AS theirs,
  collect(kin) AS kin, collect(kin_words) AS kin_words, max(sure_kin) AS sure_kin, max(size(offices)) AS held,
  collect(organizations) AS organizations
RETURN village AS village, z.receiver AS payee, year AS year, collect(cadres) AS cadres, collect(organizations) AS organizations,
  collect(passed) AS accounts, collect(paths) + collect(offices) + collect(theirs) AS facts, collect(kin) AS kin,
  collect(kin_words) AS kin_words, collect(own_posts) AS own_posts, max(hop) AS hops_used, count(z.key) AS arrivals,
  coalesce(sum(z.amount_fen), 0) AS amount_fen, min(began) AS first_on, max(z.date) AS last_on, $days AS days,
  count(CASE WHEN z.summary =~ $ordinary_words THEN 1 END) = count(z.key) AS ordinary,
  CASE WHEN count(CASE WHEN z.summary =~ $ordinary_words THEN 1 END) = count(z.key) THEN 'orange' ELSE 'red' END AS tier,
  CASE WHEN max(held) > 0 OR max(sure_kin) > 0 THEN 'asserted' ELSE 'presumed' END AS confidence,
  CASE WHEN count(CASE WHEN z.receiver_match <> 'name_village' THEN 1 END) > 0 THEN 'id18' ELSE 'name_village' END AS matched_by
ORDER BY village, payee, year
