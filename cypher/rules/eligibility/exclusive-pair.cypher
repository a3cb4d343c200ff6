// 互斥的两项政策同时享受
// /// rule
// id = "R21"
// status = "active"
// version = 3
// tier = "orange"
// subject = "person"
// identity = ["person", "program", "other", "year"]
// evidence = ["eligibility"]
// needs = ["Payment", "Program", "EXCLUDES"]
// optional = ["PERMITTED_WITH", "COVERED_BY", "MEMBER_OF"]
// legal = ["social-assistance-2014:13", "fiscal-violations-2011:14"]
// precision = 0.5
// pre_payment = false
// heading = "[{person}{year}年同时享受{program}和{together}][{person}在 {within_years} 年之内先后享受{program}和{after}]"
// explanation = "[{program}与{together}不得同时享受][{program}与{after}在 {within_years} 年之内不得先后享受]（依据：{origins}[，{sources}]）。{person}[及同户或同一档案的{partners}]两项共领取 {payment_count} 笔、{amount_fen}[，重叠的所属期从{overlap_from}到{overlap_to}][，后一项在{year}年，两项相隔不超过 {within_years} 年]。[只重叠一个月：{changeover}。]"
// verify = ["核对两份档案", "查明哪个单位停发晚了", "核对是否属于政策允许的叠加"]
//
// [params]
// n_years = { type = "int", default = 10, words = "危房改造、易地搬迁几年内不得重复", proposal = true }
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
// words = "政策允许叠加"
// case = "本县允许同时享受"
// filter = "F13"
//
// [[false_positives]]
// words = "转换当月两项重叠"
// case = "转换当月重叠"
// ///
MATCH (a:Program)-[x:EXCLUDES]->(b:Program)
WITH a.key AS first, b.key AS second, coalesce(b.name, b.key) AS other_name, x
MATCH (p:Payment)
WHERE p.program = first AND p.stands AND p.amount_fen > 0
WITH DISTINCT first, second, other_name, x, p.recipient AS payee
MATCH (r:Person)
WHERE r.key = payee
OPTIONAL MATCH (r)-[:COVERED_BY]->(:BenefitFile)<-[c1:COVERED_BY]-(n1:Person)
WITH first, second, other_name, x, payee, r, collect(DISTINCT n1.key) AS listed
OPTIONAL MATCH (r)-[:MEMBER_OF]->(:Household)<-[:MEMBER_OF]-(n2:Person)
WITH first, second, other_name, x, payee, listed, collect(DISTINCT n2.key) AS home
WITH first, second, other_name, x, payee, CASE WHEN x.level = 'household' THEN listed + home + [payee] ELSE listed + [payee] END AS family
UNWIND family AS member
WITH DISTINCT first, second, other_name, x, payee, member
MATCH (q:Payment)
WHERE q.recipient = member AND q.program = second AND q.stands AND q.amount_fen > 0
WITH first, second, other_name, x, payee, member, q.key AS other_key, q.amount_fen AS other_fen, q.year AS other_year,
  coalesce(q.period_from, q.paid_on, q.decided_on) AS opens, coalesce(q.period_to, q.paid_on, q.decided_on) AS closes,
  q.period_month AS other_first, q.period_last_month AS other_last, q.match AS other_match
MATCH (p:Payment)
WHERE p.recipient = payee AND p.program = first AND p.stands AND p.amount_fen > 0 AND p.key <> other_key
WITH first, second, other_name, x, payee, member, other_key, other_fen, other_year, opens, closes, other_first, other_last,
  other_match, p, coalesce(p.period_from, p.paid_on, p.decided_on) AS start_day,
  coalesce(p.period_to, p.paid_on, p.decided_on) AS end_day
WHERE ((x.unit = '月' AND start_day <= closes AND end_day >= opens)
    OR (x.unit = '年' AND abs(p.year - other_year) <= $n_years AND (first <> second OR p.year < other_year)))
  AND (x.valid_from IS NULL OR (x.valid_from <= end_day AND x.valid_from <= closes))
  AND (x.valid_to IS NULL OR (x.valid_to >= start_day AND x.valid_to >= opens))
WITH first, second, other_name, x, payee, member, other_key, other_fen, other_year, opens, closes, other_first, other_last,
  other_match, p, start_day, end_day,
  CASE WHEN start_day > opens THEN start_day ELSE opens END AS overlap_from,
  CASE WHEN end_day < closes THEN end_day ELSE closes END AS overlap_to
WHERE NOT EXISTS {
    MATCH (pa:Program)-[w:PERMITTED_WITH]->(pb:Program)
    WHERE pa.key = first AND pb.key = second AND (w.valid_from IS NULL OR w.valid_from <= overlap_from)
      AND (w.valid_to IS NULL OR w.valid_to >= overlap_from) }
OPTIONAL MATCH (u1:Person)-[v1:COVERED_BY]->(:BenefitFile)<-[v2:COVERED_BY]-(u2:Person)
WHERE u1.key = payee AND u2.key = member AND coalesce(v2.covered, true)
  AND (v1.valid_from IS NULL OR v1.valid_from <= overlap_from) AND (v1.valid_to IS NULL OR v1.valid_to >= overlap_from)
  AND (v2.valid_from IS NULL OR v2.valid_from <= overlap_from) AND (v2.valid_to IS NULL OR v2.valid_to >= overlap_from)
WITH first, second, other_name, x, payee, member, other_key, other_fen, other_year, other_first, other_last, other_match, p, overlap_from, overlap_to, count(v2.key) AS listed
OPTIONAL MATCH (y1:Person)-[z1:MEMBER_OF]->(:Household)<-[z2:MEMBER_OF]-(y2:Person)
WHERE y1.key = payee AND y2.key = member
  AND (z1.valid_from IS NULL OR z1.valid_from <= overlap_from) AND (z1.valid_to IS NULL OR z1.valid_to >= overlap_from)
  AND (z2.valid_from IS NULL OR z2.valid_from <= overlap_from) AND (z2.valid_to IS NULL OR z2.valid_to >= overlap_from)
WITH first, second, other_name, x, payee, member, other_key, other_fen, other_year, other_first, other_last, other_match, p, overlap_from, overlap_to, listed, count(z2.key) AS homes
WHERE payee = member OR listed > 0 OR (x.level = 'household' AND homes > 0)
WITH first, second, other_name, x, payee, member, other_key, other_fen, other_match, p, overlap_from, overlap_to,
  CASE WHEN x.unit = '年' THEN other_year WHEN p.year > other_year THEN p.year ELSE other_year END AS year,
  CASE WHEN p.period_month > other_first THEN p.period_month WHEN p.period_month IS NOT NULL THEN other_first END AS from_month,
  CASE WHEN p.period_last_month < other_last THEN p.period_last_month WHEN p.period_last_month IS NOT NULL THEN other_last END AS to_month
WITH first, second, other_name, payee, year, max(x.unit) AS unit, collect(DISTINCT x.origin) AS origins, collect(DISTINCT x.source) AS sources,
  collect(DISTINCT CASE WHEN member <> payee THEN member END) AS partners, collect(DISTINCT p.key) AS paid, collect(DISTINCT other_key) AS others,
  collect(DISTINCT other_match) AS matches, min(overlap_from) AS overlap_from, max(overlap_to) AS overlap_to,
  coalesce(max(to_month) - min(from_month) + 1, 99) AS months
WITH first, second, other_name, payee, year, unit, origins, sources, partners, matches, overlap_from, overlap_to, months, paid + others AS both
UNWIND both AS payment
MATCH (t:Payment)
WHERE t.key = payment
RETURN payee AS person, first AS program, second AS other, year AS year, collect(origins) AS origins,
  collect(sources) AS sources, collect(partners) AS partners,
  CASE WHEN max(unit) = '月' THEN max(other_name) END AS together, CASE WHEN max(unit) = '年' THEN max(other_name) END AS after,
  CASE WHEN max(unit) = '年' THEN $n_years END AS within_years,
  CASE WHEN max(unit) = '月' THEN min(overlap_from) END AS overlap_from, CASE WHEN max(unit) = '月' THEN max(overlap_to) END AS overlap_to,
  CASE WHEN max(unit) = '月' AND max(months) <= 1 THEN '是' END AS changeover,
  collect(t.key) AS payments, collect(DISTINCT t.canonical) AS accounts, collect(DISTINCT t.village) AS villages,
  count(t.key) AS payment_count, coalesce(sum(t.amount_fen), 0) AS amount_fen, min(t.decided_on) AS first_on,
  max(coalesce(t.paid_on, t.decided_on)) AS last_on,
  CASE WHEN max(unit) = '月' AND max(months) <= 1 THEN 'yellow' ELSE 'orange' END AS tier,
  collect(matches + [t.match]) AS matched_by
ORDER BY person, program, other, year
