// 资金回流：村账户的钱几经转账又回到村账户
// /// rule
// id = "R39"
// limb = "b"
// status = "active"
// version = 1
// tier = "red"
// subject = "village"
// identity = ["village", "year"]
// evidence = ["flow"]
// needs = ["Flow", "BankAccount"]
// optional = ["ORG_HOLDS"]
// gaps = ["village-accounts"]
// legal = ["gov-sanction-2020:33", "collective-econ-2024:35.2"]
// precision = 0.5
// heading = "{village}集体账户转出的钱几经转账又转回"
// explanation = "{year}年，{village}集体账户转出的钱在 {days} 天内依次经 {hops_used} 次转账又回到本村集体账户，共 {arrivals} 笔、{amount_fen}，每次都转出上一笔的七成以上。[途经{organizations}。][转回的摘要都是退款、保证金或租金：{refund}。]"
// verify = ["不作入户核查，附银行流水移交承办部门", "调取各中间账户的开户资料和合同、发票"]
//
// [params]
// hops = { type = "int", default = 4, words = "最多几次转账" }
// days = { type = "int", default = 30, unit = "days", words = "全程几天以内" }
// keep = { type = "real", default = 0.7, words = "每次至少转出上一笔的比例" }
// min_amount = { type = "int", default = 5000, unit = "yuan", proposal = true, words = "村账户转出的起点金额" }
// hub_partners = { type = "int", default = 200, proposal = true, words = "往来账户超过几个的不再追踪（代发工资等）" }
// never = { type = "int", default = 9000000000, words = "流水只有日期时，与同日另一笔不分先后" }
// refund_words = { type = "text", default = ".*(退|保证金|押金|租|承包|误|错).*", words = "摘要中表示退款、保证金或租金的词" }
//
// [modifiers]
// lower_refund = "转回的各笔摘要都是退款、保证金或租金"
//
// [[false_positives]]
// words = "退回保证金、误付，缴纳租金"
// case = "退回保证金"
//
// [[false_positives]]
// words = "代发工资等往来很多的账户"
// case = "经过往来很多的账户"
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
WHERE z.key = last_key AND z.payee IS NOT NULL
MATCH (home:BankAccount)
WHERE home.canonical = z.payee AND home.village = village
WITH DISTINCT village, f1.year AS year, f1.date AS began, hop, path, passed, z
OPTIONAL MATCH (g:Organization)-[:ORG_HOLDS]->(a:BankAccount)
WHERE a.key IN passed
WITH village, year, began, hop, path, passed, z, collect(g.key) AS organizations
WITH village, year, z, min(began) AS began, max(hop) AS hop, collect(path) AS paths, collect(passed) AS passed,
  collect(organizations) AS organizations
WITH village, year, collect(organizations) AS organizations, collect(passed) AS passed, collect(paths) AS paths, max(hop) AS hops_used,
  count(z.key) AS arrivals, coalesce(sum(z.amount_fen), 0) AS amount_fen, min(began) AS first_on, max(z.date) AS last_on,
  count(CASE WHEN z.summary =~ $refund_words THEN 1 END) AS refunds
RETURN village AS village, year AS year, organizations AS organizations, passed AS accounts, paths AS facts,
  hops_used AS hops_used, arrivals AS arrivals, amount_fen AS amount_fen, first_on AS first_on, last_on AS last_on, $days AS days,
  refunds = arrivals AS refund, CASE WHEN refunds = arrivals THEN 2 ELSE 0 END AS lower_refund
ORDER BY village, year
