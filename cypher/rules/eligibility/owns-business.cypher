// 享受须核对财产的救助，家庭成员名下有企业或个体户
// /// rule
// id = "R18"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "person"
// identity = ["person", "organization", "program"]
// evidence = ["eligibility"]
// kin_from = ["office"]
// needs = ["PAID_TO", "Program", "DIRECTS"]
// optional = ["OWNS", "TAXED", "COVERED_BY", "MEMBER_OF", "SPOUSE_OF", "HOLDS", "KIN", "SERVES"]
// gaps = ["asset-test"]
// legal = ["social-assistance-2014:11", "social-assistance-2014:58"]
// precision = 0.3
// pre_payment = true
// heading = "{person}领取{program}，家庭成员名下有{organization}"
// explanation = "{owners}登记为{organization}（{org_kind}，{founded_on}成立[，实缴 {paid_in_fen}]）的{posts}，与{person}为同一救助家庭或同户；登记存续期间该家庭领取{program} {payment_count} 笔、{amount_fen}。[该主体年纳税最高 {tax_fen}。][收款账户属于任职人员或其亲属，涉及{cadres}。]"
// verify = ["看经营场所", "看账簿、纳税和银行流水", "问本人是否知道这家企业（是否被冒名登记）"]
//
// [params]
// paid_in = { type = "real", default = 100000.0, unit = "yuan", words = "实缴资本超过多少报橙色（元）", proposal = true }
// tax_year = { type = "real", default = 3000.0, unit = "yuan", words = "年纳税超过多少报橙色（元）", proposal = true }
// min_share = { type = "real", default = 0.05, words = "持股比例的起点", proposal = true }
// stale_days = { type = "int", default = 180, unit = "days", words = "登记信息早于最后一笔发放多少天算陈旧", proposal = true }
//
// [modifiers]
// lower_borrowed = "没有纳税、没有从业和参保人员，或登记有冒名争议，可能被人冒名登记，先问本人"
// lower_stale = "登记信息早于最后一笔发放半年以上，企业可能已注销"
// lower_other = "登记人不在救助家庭名册中，只是同户的其他成年人"
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
// words = "被他人冒名登记"
// case = "登记有冒名争议"
// filter = "F06"
//
// [[false_positives]]
// words = "没有纳税也没有人员，可能被冒名"
// case = "没有纳税也没有人员"
// filter = "F06"
//
// [[false_positives]]
// words = "已注销"
// case = "决定之前已注销"
// filter = "F07"
//
// [[false_positives]]
// words = "已注销而登记信息陈旧"
// case = "登记信息陈旧"
// filter = "F07"
//
// [[false_positives]]
// words = "合作社普通成员"
// case = "合作社普通成员"
//
// [[false_positives]]
// words = "小卖部一类没有纳税的个体户"
// case = "没有纳税的个体户"
// ///
OPTIONAL MATCH (ty:TaxYear)
WITH count(ty.key) AS told
MATCH (g:Program)
WHERE coalesce(g.asset_test, false)
MATCH (p:Payment)
WHERE p.program = g.key AND p.stands AND p.amount_fen > 0
WITH DISTINCT told, p.recipient AS payee, g.key AS program
MATCH (r:Person)
WHERE r.key = payee
OPTIONAL MATCH (r)-[:COVERED_BY]->(:BenefitFile)<-[:COVERED_BY]-(n:Person)
WITH told, r, program, collect(DISTINCT n.key) AS listed
OPTIONAL MATCH (r)-[:MEMBER_OF]->(:Household)<-[:MEMBER_OF]-(n2:Person)
WITH told, r, program, listed, collect(DISTINCT n2.key) AS home
WITH told, r.key AS payee, program, listed + home + [r.key] AS family
UNWIND family AS member
WITH DISTINCT told, payee, program, member
MATCH (o:Person)-[h:OWNS|DIRECTS]->(v:Organization)
WHERE o.key = member AND NOT coalesce(v.public, false) AND NOT coalesce(v.institution, false)
  AND (v.status <> 'closed' OR v.closed IS NOT NULL)
  AND NOT coalesce(h.role, '') IN ['合作社成员', '成员', '社员', 'director', 'supervisor', 'manager']
  AND NOT EXISTS { MATCH (:Person)-[small:OWNS]->(:Organization) WHERE small.key = h.key AND small.share < $min_share }
WITH told, payee, program, o, h, v
MATCH (r:Person)
WHERE r.key = payee
WITH told, r, program, o, h, v
OPTIONAL MATCH (r)-[:SPOUSE_OF]-(z:Person)
WITH told, r, program, o, h, v, collect(DISTINCT z.key) AS spouses
OPTIONAL MATCH (p:Payment)-[:PAID_TO]->(r)
WITH told, r, program, o, h, v, spouses, p,
  CASE WHEN p.period_from IS NOT NULL AND p.period_from > p.decided_on THEN p.period_from ELSE p.decided_on END AS day
WHERE p.program = program AND p.stands AND p.amount_fen > 0
  AND (h.valid_from IS NULL OR h.valid_from <= day) AND (h.valid_to IS NULL OR h.valid_to >= day)
  AND (v.founded IS NULL OR v.founded <= day) AND (v.closed IS NULL OR v.closed >= day)
OPTIONAL MATCH (r)-[a1:COVERED_BY]->(:BenefitFile)<-[a2:COVERED_BY]-(x:Person)
WHERE x.key <> r.key
  AND (a1.valid_from IS NULL OR a1.valid_from <= day) AND (a1.valid_to IS NULL OR a1.valid_to >= day)
  AND (a2.valid_from IS NULL OR a2.valid_from <= day) AND (a2.valid_to IS NULL OR a2.valid_to >= day)
WITH told, r, program, o, h, v, spouses, p, day, collect(DISTINCT x.key) AS listed
OPTIONAL MATCH (r)-[a3:COVERED_BY]->(f:BenefitFile)
WHERE (a3.valid_from IS NULL OR a3.valid_from <= day) AND (a3.valid_to IS NULL OR a3.valid_to >= day)
WITH told, r, program, o, h, v, spouses, p, day, listed, count(f.key) AS files
OPTIONAL MATCH (r)-[b1:MEMBER_OF]->(u:Household)<-[b2:MEMBER_OF]-(y:Person)
WHERE y.key IN [o.key]
  AND (b1.valid_from IS NULL OR b1.valid_from <= day) AND (b1.valid_to IS NULL OR b1.valid_to >= day)
  AND (b2.valid_from IS NULL OR b2.valid_from <= day) AND (b2.valid_to IS NULL OR b2.valid_to >= day)
WITH told, r, program, o, h, v, spouses, p, listed, files, count(u.key) AS homes
WHERE o.key = r.key OR o.key IN listed OR (files = 0 AND homes > 0)
WITH told, r, program, v, p, coalesce(p.account, '') AS account, collect(DISTINCT o.key) AS owners,
  collect(DISTINCT CASE WHEN h.role = 'legal_rep' THEN '法定代表人' ELSE coalesce(h.role, '股东') END) AS posts,
  collect(DISTINCT h.key) AS holdings, count(CASE WHEN o.key = r.key OR o.key IN listed OR o.key IN spouses THEN 1 END) AS close
OPTIONAL MATCH (ba:BankAccount)
WHERE ba.key = account
WITH told, r, program, v, p, owners, posts, holdings, close, ba
OPTIONAL MATCH (ba)<-[:HOLDS]-(w:Person)
WHERE w.key <> r.key
WITH told, r, program, v, p, owners, posts, holdings, close, w, coalesce(w.key, '') AS owner
OPTIONAL MATCH (r)-[:MEMBER_OF]->(hh:Household)<-[:MEMBER_OF]-(hm:Person)
WHERE hm.key IN [owner]
WITH told, r, program, v, p, owners, posts, holdings, close, w, owner, count(hh.key) AS together
OPTIONAL MATCH (kc:Person)-[k:KIN]->(w)
WHERE k.recusal AND (k.valid_from IS NULL OR k.valid_from <= p.decided_on)
  AND (k.valid_to IS NULL OR k.valid_to >= p.decided_on)
WITH told, r, program, v, p, owners, posts, holdings, close, k,
  CASE WHEN together > 0 THEN [''] ELSE [owner, coalesce(kc.key, '')] END AS connected
UNWIND connected AS who
OPTIONAL MATCH (d:Person)
WHERE d.key = who
WITH told, r, program, v, p, owners, posts, holdings, close, k, d
OPTIONAL MATCH (d)-[s:SERVES]->(:Village)
WHERE s.role <> 'other'
  AND (s.valid_from IS NULL OR s.valid_from <= p.decided_on) AND (s.valid_to IS NULL OR s.valid_to >= p.decided_on)
WITH told, r, program, v, p, owners, posts, holdings, close, collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN d.key END) AS cadres,
  collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN k.key END) AS kin, collect(DISTINCT s.key) AS offices
OPTIONAL MATCH (tx:TaxYear)-[:TAXED]->(v)
WITH told, r, program, v, p, owners, posts, holdings, close, cadres, kin, offices, max(tx.tax_fen) AS tax_fen
RETURN r.key AS person, v.key AS organization, program AS program, collect(owners) AS owners, collect(posts) AS posts,
  max(coalesce(v.kind, '类型不详')) AS org_kind, max(v.founded) AS founded_on, max(v.paid_in_fen) AS paid_in_fen,
  max(tax_fen) AS tax_fen, collect(holdings + offices) AS facts, collect(kin) AS kin, collect(cadres) AS cadres,
  collect(DISTINCT p.key) AS payments, collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages,
  count(DISTINCT p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen,
  min(p.decided_on) AS first_on, max(coalesce(p.paid_on, p.decided_on)) AS last_on,
  CASE WHEN max(size(cadres)) > 0 THEN 'red'
    WHEN max(coalesce(v.paid_in_fen, 0)) > $paid_in OR max(coalesce(tax_fen, 0)) > $tax_year THEN 'orange'
    WHEN max(CASE WHEN v.kind CONTAINS '个体' THEN 1 ELSE 0 END) = 1 AND max(coalesce(tax_fen, 0)) = 0 THEN 'blue'
    ELSE 'yellow' END AS tier,
  max(CASE WHEN v.status = 'disputed' OR (told > 0 AND coalesce(tax_fen, 0) = 0 AND coalesce(v.employees, 0) = 0)
      THEN 1 ELSE 0 END) = 1 AS lower_borrowed,
  max(p.decided_day - v.as_of_day) > $stale_days AS lower_stale, max(close) = 0 AS lower_other,
  collect(DISTINCT p.match) AS matched_by
ORDER BY person, organization, program
