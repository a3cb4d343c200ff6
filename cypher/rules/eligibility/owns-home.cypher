// 享受须核对财产的救助，家庭有商品房或多套住房
// /// rule
// id = "R20"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "person"
// identity = ["unit", "program"]
// evidence = ["eligibility"]
// kin_from = ["office"]
// needs = ["PAID_TO", "Program", "HAS_HOUSE"]
// optional = ["COVERED_BY", "MEMBER_OF", "SPOUSE_OF", "HOLDS", "KIN", "SERVES"]
// gaps = ["asset-test"]
// legal = ["social-assistance-2014:11", "social-assistance-2014:58"]
// precision = 0.35
// pre_payment = true
// heading = "{person}一家领取{program}，名下有商品房或多套住房"
// explanation = "{owners}名下登记有 {home_count} 套住房（{kinds}，最近一套{registered_on}登记），与{person}为同一救助家庭或同户；登记在名下期间该家庭领取{program} {payment_count} 笔、{amount_fen}。[收款账户属于任职人员或其亲属，涉及{cadres}。]"
// verify = ["入户查看谁在居住", "核对不动产登记簿和购房合同", "核对房屋是否已出售未过户"]
//
// [params]
// min_homes = { type = "int", default = 2, words = "不论性质，几套住房起算" }
// exclude_types = { type = "texts", default = ["resettlement", "other"], words = "不计的房屋性质（安置房、易地搬迁、非住宅）" }
// near_months = { type = "real", default = 24.0, unit = "months", words = "决定前后几个月内登记报橙色", proposal = true }
// small_share = { type = "real", default = 0.5, words = "份额低于多少降一级（继承的小份额）", proposal = true }
// stale_days = { type = "int", default = 180, unit = "days", words = "不动产信息早于最后一笔发放多少天算陈旧", proposal = true }
//
// [modifiers]
// lower_share = "份额不到一半，或登记了几名权利人而份额不明"
// lower_stale = "不动产信息早于最后一笔发放半年以上，房屋可能已转让"
// lower_other = "权利人不在救助家庭名册中，只是同户的其他成年人"
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
// words = "安置房、易地搬迁住房"
// case = "安置房不计"
//
// [[false_positives]]
// words = "继承所得的小份额"
// case = "继承的小份额"
//
// [[false_positives]]
// words = "已出售或已注销"
// case = "已注销"
// filter = "F07"
//
// [[false_positives]]
// words = "已出售但信息陈旧"
// case = "信息陈旧"
// filter = "F07"
//
// [[false_positives]]
// words = "几名权利人写在一格，份额不明"
// case = "几名权利人份额不明"
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
MATCH (o:Person)-[:HAS_HOUSE]->(v:House)
WHERE o.key = member AND NOT coalesce(v.gone, false) AND NOT coalesce(v.class, 'unknown') IN $exclude_types
WITH payee, program, collect(DISTINCT member) AS family, collect(DISTINCT v.key) AS houses, count(CASE WHEN v.class = 'commodity' THEN 1 END) AS bought
WHERE bought > 0 OR size(houses) >= $min_homes
UNWIND houses AS house
MATCH (v:House)
WHERE v.key = house
WITH payee, program, family, v
OPTIONAL MATCH (o:Person)-[h:HAS_HOUSE]->(v)
WITH payee, program, family, o, h, v
WHERE o.key IN family
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
WITH r, program, o, h, v, spouses, p, day, listed, count(f.key) AS files, min(f.key) AS file
OPTIONAL MATCH (r)-[b1:MEMBER_OF]->(u:Household)<-[b2:MEMBER_OF]-(y:Person)
WHERE y.key IN [o.key]
  AND (b1.valid_from IS NULL OR b1.valid_from <= day) AND (b1.valid_to IS NULL OR b1.valid_to >= day)
  AND (b2.valid_from IS NULL OR b2.valid_from <= day) AND (b2.valid_to IS NULL OR b2.valid_to >= day)
WITH r, program, o, h, v, spouses, p, listed, files, file, count(u.key) AS homes
WHERE o.key = r.key OR o.key IN listed OR (files = 0 AND homes > 0)
WITH r, program, p, file, coalesce(p.account, '') AS account, v,
  collect(DISTINCT h.key) AS titles, collect(DISTINCT o.key) AS owners,
  coalesce(sum(h.share), 0.0) AS part,
  count(CASE WHEN o.key = r.key OR o.key IN listed OR o.key IN spouses THEN 1 END) AS close
WITH r, program, p, file, account, v, titles + [v.key] AS titles, owners, part, close
WITH r, program, p, file, account, collect(titles) AS titles, collect(owners) AS owners,
  collect(DISTINCT v.kind) AS kinds, max(v.registered) AS registered_on, count(v.key) AS home_count,
  count(CASE WHEN v.class = 'commodity' THEN 1 END) AS bought,
  count(CASE WHEN v.registered_day IS NOT NULL AND abs(v.registered_day - p.decided_day) / 30.4375 <= $near_months THEN 1 END) AS fresh,
  count(CASE WHEN part >= $small_share OR size(owners) >= coalesce(v.owners, 1) THEN 1 END) AS solid,
  count(CASE WHEN v.class = 'commodity' AND (part >= $small_share OR size(owners) >= coalesce(v.owners, 1)) THEN 1 END) AS own_flats, max(close) AS close, min(v.as_of_day) AS seen_day
WHERE bought > 0 OR solid >= $min_homes
WITH r, program, p, file, account, titles, owners, kinds, registered_on, home_count, bought, fresh,
  CASE WHEN own_flats > 0 OR solid >= $min_homes THEN 1 ELSE 0 END AS solid, close, seen_day
OPTIONAL MATCH (ba:BankAccount)
WHERE ba.key = account
WITH r, program, p, file, titles, owners, kinds, registered_on, home_count, bought, fresh, solid, close, seen_day, ba
OPTIONAL MATCH (ba)<-[:HOLDS]-(w:Person)
WHERE w.key <> r.key
WITH r, program, p, file, titles, owners, kinds, registered_on, home_count, bought, fresh, solid, close, seen_day,
  w, coalesce(w.key, '') AS owner
OPTIONAL MATCH (r)-[:MEMBER_OF]->(hh:Household)<-[:MEMBER_OF]-(hm:Person)
WHERE hm.key IN [owner]
WITH r, program, p, file, titles, owners, kinds, registered_on, home_count, bought, fresh, solid, close, seen_day, w,
  owner, count(hh.key) AS together
OPTIONAL MATCH (kc:Person)-[k:KIN]->(w)
WHERE k.recusal AND (k.valid_from IS NULL OR k.valid_from <= p.decided_on)
  AND (k.valid_to IS NULL OR k.valid_to >= p.decided_on)
WITH r, program, p, file, titles, owners, kinds, registered_on, home_count, bought, fresh, solid, close, seen_day,
  k, CASE WHEN together > 0 THEN [''] ELSE [owner, coalesce(kc.key, '')] END AS connected
UNWIND connected AS who
OPTIONAL MATCH (d:Person)
WHERE d.key = who
WITH r, program, p, file, titles, owners, kinds, registered_on, home_count, bought, fresh, solid, close, seen_day, k, d
OPTIONAL MATCH (d)-[s:SERVES]->(:Village)
WHERE s.role <> 'other' AND (s.valid_from IS NULL OR s.valid_from <= p.decided_on) AND (s.valid_to IS NULL OR s.valid_to >= p.decided_on)
WITH r, program, p, file, titles, owners, kinds, registered_on, home_count, bought, fresh, solid, close, seen_day,
  collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN d.key END) AS cadres, collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN k.key END) AS kin,
  collect(DISTINCT s.key) AS offices
OPTIONAL MATCH (r)-[bh:MEMBER_OF]->(home:Household)
WHERE (bh.valid_from IS NULL OR bh.valid_from <= p.decided_on) AND (bh.valid_to IS NULL OR bh.valid_to >= p.decided_on)
WITH r, program, p, titles, owners, kinds, registered_on, home_count, bought, fresh, solid, close, seen_day, cadres, kin,
  offices, file, min(home.key) AS house
WITH r, program, p, titles + [offices] AS facts, owners, kinds, registered_on, home_count, bought, fresh, solid, close, seen_day,
  cadres, kin, coalesce(file, house, r.key) AS unit
RETURN unit AS unit, program AS program, min(r.key) AS person, collect(owners) AS owners, collect(kinds) AS kinds,
  max(registered_on) AS registered_on, max(home_count) AS home_count, collect(facts) AS facts,
  collect(kin) AS kin, collect(cadres) AS cadres,
  collect(DISTINCT p.key) AS payments, collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages,
  count(DISTINCT p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen,
  min(p.decided_on) AS first_on, max(coalesce(p.paid_on, p.decided_on)) AS last_on,
  CASE WHEN max(size(cadres)) > 0 THEN 'red' WHEN max(fresh) > 0 THEN 'orange' ELSE 'yellow' END AS tier,
  max(solid) = 0 AS lower_share, max(p.decided_day - seen_day) > $stale_days AS lower_stale, max(close) = 0 AS lower_other,
  collect(DISTINCT p.match) AS matched_by
ORDER BY unit, program
