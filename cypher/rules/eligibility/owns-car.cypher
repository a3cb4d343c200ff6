// 享受须核对财产的救助，家庭名下有小客车
// /// rule
// id = "R19"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "person"
// identity = ["person", "vehicle", "program"]
// evidence = ["eligibility"]
// kin_from = ["office"]
// needs = ["PAID_TO", "Program", "HAS_VEHICLE"]
// optional = ["COVERED_BY", "MEMBER_OF", "SPOUSE_OF", "HOLDS", "KIN", "SERVES"]
// gaps = ["asset-test"]
// legal = ["social-assistance-2014:11", "social-assistance-2014:58"]
// precision = 0.35
// pre_payment = true
// heading = "{person}领取{program}，家庭名下有小客车"
// explanation = "{owners}名下登记有{vehicle_type}（{plate}，{registered_on}初次登记[，状态：{states}]）。{person}与其为同一救助家庭或同户，车辆在名下期间领取{program} {payment_count} 笔、{amount_fen}。[家庭同时有 {cars} 辆小客车。][收款账户属于任职人员或其亲属，涉及{cadres}。]"
// verify = ["实地看车", "查车辆保险由谁缴纳、平时由谁使用", "核对车辆是否已转让未过户"]
//
// [params]
// value = { type = "real", default = 0.0, unit = "yuan", words = "车价超过多少才算（元，填 0 不设限；没有车价的照样列出）" }
// recent_years = { type = "real", default = 3.0, words = "决定之前几年内初次登记报橙色", proposal = true }
// stale_days = { type = "int", default = 180, unit = "days", words = "车辆信息早于最后一笔发放多少天算陈旧", proposal = true }
//
// [modifiers]
// lower_stale = "车辆信息早于最后一笔发放半年以上，车可能已转让"
// lower_unfit = "车辆逾期未检验或达到报废标准"
// lower_other = "车主不在救助家庭名册中，只是同户的其他成年人"
//
// [[raised_by]]
// rules = ["R09", "R13"]
// persons = ["person"]
// their_persons = ["recipient"]
// shares = ["account"]
// to = "red"
// words = "收款账户属于干部或其近亲属"
//
// [[false_positives]]
// words = "车已报废、注销或转出"
// case = "车已注销"
// filter = "F07"
//
// [[false_positives]]
// words = "车已卖出但车辆信息陈旧"
// case = "车辆信息陈旧"
// filter = "F07"
//
// [[false_positives]]
// words = "农用三轮、低速货车、残疾人专用车"
// case = "农用三轮车"
//
// [[false_positives]]
// words = "离婚子女的车，车主不是救助家庭成员"
// case = "离婚子女同户但不在救助家庭"
// ///
MATCH (g:Program)
WHERE coalesce(g.asset_test, false)
MATCH (p:Payment)
WHERE p.program = g.key AND p.stands AND p.amount_fen > 0
WITH DISTINCT p.recipient AS payee, g.key AS program
MATCH (r:Person)
WHERE r.key = payee
OPTIONAL MATCH (r)-[:COVERED_BY]->(:BenefitFile)<-[:COVERED_BY]-(n:Person)
WITH r, program, collect(DISTINCT n.key) AS listed
OPTIONAL MATCH (r)-[:MEMBER_OF]->(:Household)<-[:MEMBER_OF]-(n2:Person)
WITH r, program, listed, collect(DISTINCT n2.key) AS home
WITH r.key AS payee, program, listed + home + [r.key] AS family
UNWIND family AS member
WITH DISTINCT payee, program, member
MATCH (o:Person)-[h:HAS_VEHICLE]->(v:Vehicle)
WHERE o.key = member AND v.passenger AND NOT coalesce(v.gone, false) AND (v.price_fen IS NULL OR v.price_fen > $value)
WITH payee, program, o, h, v
MATCH (r:Person)
WHERE r.key = payee
WITH r, program, o, h, v
OPTIONAL MATCH (r)-[:SPOUSE_OF]-(z:Person)
WITH r, program, o, h, v, collect(DISTINCT z.key) AS spouses
OPTIONAL MATCH (p:Payment)-[:PAID_TO]->(r)
WITH r, program, o, h, v, spouses, p,
  CASE WHEN p.period_from IS NOT NULL AND p.period_from > p.decided_on THEN p.period_from ELSE p.decided_on END AS day
WHERE p.program = program AND p.stands AND p.amount_fen > 0
  AND (h.valid_from IS NULL OR h.valid_from <= day) AND (h.valid_to IS NULL OR h.valid_to >= day)
OPTIONAL MATCH (r)-[a1:COVERED_BY]->(:BenefitFile)<-[a2:COVERED_BY]-(x:Person)
WHERE x.key <> r.key
  AND (a1.valid_from IS NULL OR a1.valid_from <= day) AND (a1.valid_to IS NULL OR a1.valid_to >= day)
  AND (a2.valid_from IS NULL OR a2.valid_from <= day) AND (a2.valid_to IS NULL OR a2.valid_to >= day)
WITH r, program, o, h, v, spouses, p, day, collect(DISTINCT x.key) AS listed
OPTIONAL MATCH (r)-[a3:COVERED_BY]->(f:BenefitFile)
WHERE (a3.valid_from IS NULL OR a3.valid_from <= day) AND (a3.valid_to IS NULL OR a3.valid_to >= day)
WITH r, program, o, h, v, spouses, p, day, listed, count(f.key) AS files
OPTIONAL MATCH (r)-[b1:MEMBER_OF]->(u:Household)<-[b2:MEMBER_OF]-(y:Person)
WHERE y.key IN [o.key]
  AND (b1.valid_from IS NULL OR b1.valid_from <= day) AND (b1.valid_to IS NULL OR b1.valid_to >= day)
  AND (b2.valid_from IS NULL OR b2.valid_from <= day) AND (b2.valid_to IS NULL OR b2.valid_to >= day)
WITH r, program, o, h, v, spouses, p, listed, files, count(u.key) AS homes
WHERE o.key = r.key OR o.key IN listed OR (files = 0 AND homes > 0)
WITH r, program, p, coalesce(p.account, '') AS account, collect(DISTINCT v.key) AS cars, collect(DISTINCT h.key) AS holdings,
  count(CASE WHEN o.key = r.key OR o.key IN listed OR o.key IN spouses THEN 1 END) AS close
OPTIONAL MATCH (ba:BankAccount)
WHERE ba.key = account
WITH r, program, p, cars, holdings, close, ba
OPTIONAL MATCH (ba)<-[:HOLDS]-(w:Person)
WHERE w.key <> r.key
WITH r, program, p, cars, holdings, close, w, coalesce(w.key, '') AS owner
OPTIONAL MATCH (r)-[:MEMBER_OF]->(hh:Household)<-[:MEMBER_OF]-(hm:Person)
WHERE hm.key IN [owner]
WITH r, program, p, cars, holdings, close, w, owner, count(hh.key) AS together
OPTIONAL MATCH (kc:Person)-[k:KIN]->(w)
WHERE k.recusal AND (k.valid_from IS NULL OR k.valid_from <= p.decided_on)
  AND (k.valid_to IS NULL OR k.valid_to >= p.decided_on)
WITH r, program, p, cars, holdings, close, k,
  CASE WHEN together > 0 THEN [''] ELSE [owner, coalesce(kc.key, '')] END AS connected
UNWIND connected AS who
OPTIONAL MATCH (d:Person)
WHERE d.key = who
WITH r, program, p, cars, holdings, close, k, d
OPTIONAL MATCH (d)-[s:SERVES]->(:Village)
WHERE s.role <> 'other'
  AND (s.valid_from IS NULL OR s.valid_from <= p.decided_on) AND (s.valid_to IS NULL OR s.valid_to >= p.decided_on)
WITH r, program, p, cars, holdings, close, collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN d.key END) AS cadres,
  collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN k.key END) AS kin, collect(DISTINCT s.key) AS offices
UNWIND cars AS car
MATCH (co:Person)-[ch:HAS_VEHICLE]->(cv:Vehicle)
WHERE cv.key = car AND ch.key IN holdings
RETURN r.key AS person, cv.key AS vehicle, program AS program, collect(DISTINCT co.key) AS owners, max(cv.plate) AS plate,
  max(coalesce(cv.type, '小客车')) AS vehicle_type, max(cv.registered) AS registered_on, collect(cv.states) AS states,
  max(CASE WHEN size(cars) > 1 THEN size(cars) ELSE 0 END) AS cars,
  collect(offices + [ch.key, cv.key]) AS facts, collect(kin) AS kin, collect(cadres) AS cadres,
  collect(DISTINCT p.key) AS payments, collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages,
  count(DISTINCT p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen,
  min(p.decided_on) AS first_on, max(coalesce(p.paid_on, p.decided_on)) AS last_on,
  CASE WHEN max(size(cadres)) > 0 THEN 'red'
    WHEN max(size(cars)) > 1 OR min((p.decided_day - cv.registered_day) / 365.25) < $recent_years THEN 'orange'
    ELSE 'yellow' END AS tier,
  max(p.decided_day - cv.as_of_day) > $stale_days AS lower_stale, max(CASE WHEN cv.unfit THEN 1 ELSE 0 END) = 1 AS lower_unfit,
  max(close) = 0 AS lower_other, collect(DISTINCT p.match) + collect(DISTINCT ch.match) AS matched_by
ORDER BY person, vehicle, program
