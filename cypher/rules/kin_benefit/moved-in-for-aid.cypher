// 户口迁入后该户办理或增加救助
// /// rule
// id = "R06"
// status = "active"
// version = 3
// tier = "yellow"
// subject = "person"
// identity = ["person", "household", "program"]
// evidence = ["kin", "eligibility"]
// kin_from = ["office"]
// needs = ["MEMBER_OF", "COVERED_BY", "PAID_TO"]
// optional = ["PARENT_OF", "SPOUSE_OF", "CERTIFIED", "IN_CUSTODY", "KIN", "SERVES"]
// gaps = ["aid-without-file"]
// legal = ["social-assistance-2014:68", "ccp-discipline-2023:124"]
// precision = 0.3
// heading = "{person}户口迁入后，该户领取{program}"
// explanation = "{person}于{moved_on}迁入{recipient}户，自{counted_on}起列为该户的享受人口（该户在档 {heads_now} 人，不计{person}为 {heads_before} 人）；此后该户领取{program} {payment_count} 笔、{amount_fen}。迁入前后 {event_days} 天内没有查到婚姻登记，父母、配偶登记在其他户。[{person}是时任干部{cadres}的近亲属：{kin_words}。]"
// verify = ["看{person}实际在哪里居住、上学", "问补助由谁领取、谁使用", "核对迁入的理由和审批", "按不计{person}重新核算该户待遇"]
//
// [params]
// window_months = { type = "int", unit = "months", default = 24, words = "迁入后多少个月内开始或增加" }
// event_days = { type = "int", unit = "days", default = 90, words = "与婚姻、出生相隔多少天以内视为有正当缘由", proposal = true }
// released_months = { type = "int", unit = "months", default = 3, words = "释放后几个月内迁入视为回家落户", proposal = true }
//
// [modifiers]
// lower_school = "迁入之后办理入学"
// lower_released = "释放后落户"
//
// [[false_positives]]
// words = "结婚、离婚"
// case = "结婚迁入"
//
// [[false_positives]]
// words = "收养，或者随父母一同居住"
// case = "随父亲迁入"
//
// [[false_positives]]
// words = "新生儿落户"
// case = "出生落户"
//
// [[false_positives]]
// words = "为入学迁入"
// case = "迁入后入学"
//
// [[false_positives]]
// words = "释放后回乡落户"
// case = "释放后落户"
//
// [[false_positives]]
// words = "孤儿由亲属收留"
// case = "父母都已去世"
// ///
MATCH (x:Person)-[v:COVERED_BY]->(f:BenefitFile)<-[w:COVERED_BY]-(z:Person)
WHERE coalesce(v.covered, true) AND v.valid_from IS NOT NULL AND w.head AND z.key <> x.key AND f.program IS NOT NULL
WITH x, v, f, z
MATCH (x)-[m:MEMBER_OF]->(h:Household)<-[n:MEMBER_OF]-(z)
WHERE m.entered_day IS NOT NULL AND m.valid_from <= v.valid_from AND m.entered_day > coalesce(x.birth_day, 0) + $event_days
  AND NOT coalesce(m.head, false) AND (n.entered_day IS NULL OR n.entered_day < m.entered_day)
WITH collect({person: x.key, dossier: f.key, program: coalesce(f.program, ''), recipient: z.key, household: h.key,
  village: h.village, move: m.key, cover: v.key, entered: coalesce(m.entered_day, 0),
  moved: coalesce(m.valid_from, $first_day), counted: coalesce(v.valid_from, $first_day)}) AS found
UNWIND found AS one
WITH one.person AS person, one.dossier AS dossier, one.program AS program, one.recipient AS recipient,
  one.household AS household, one.village AS village, one.move AS move, one.cover AS cover, one.entered AS entered,
  one.moved AS moved, one.counted AS counted
MATCH (x:Person)
WHERE x.key = person
WITH x, dossier, program, recipient, household, village, move, cover, entered, moved, counted
OPTIONAL MATCH (x)-[s:SPOUSE_OF]-(:Person)
WHERE abs(coalesce(s.wed_day, -99999) - entered) <= $event_days OR abs(coalesce(s.parted_day, -99999) - entered) <= $event_days
WITH x, dossier, program, recipient, household, village, move, cover, entered, moved, counted, count(s.key) AS events
WHERE events = 0
OPTIONAL MATCH (y:Person)-[:PARENT_OF]->(x)
WITH x, dossier, program, recipient, household, village, move, cover, entered, moved, counted, collect(DISTINCT y.key) AS parents
OPTIONAL MATCH (x)-[t:SPOUSE_OF]-(q:Person)
WHERE t.valid_to IS NULL OR t.valid_to >= moved
WITH x, dossier, program, recipient, household, village, move, cover, entered, moved, counted, parents, collect(DISTINCT q.key) AS partners
WITH x, dossier, program, recipient, household, village, move, cover, entered, moved, counted, parents + partners AS near_ones
UNWIND near_ones AS near_one
MATCH (y2:Person)
WHERE y2.key = near_one
WITH x, dossier, program, recipient, household, village, move, cover, entered, moved, counted, y2
OPTIONAL MATCH (y2)-[r:MEMBER_OF]->(o:Household)
WHERE (r.valid_from IS NULL OR r.valid_from <= moved) AND (r.valid_to IS NULL OR r.valid_to > moved)
WITH x, dossier, program, recipient, household, village, move, cover, entered, moved, counted,
  count(CASE WHEN o.key = household THEN 1 END) AS here, count(CASE WHEN o.key <> household THEN 1 END) AS elsewhere
WHERE here = 0 AND elsewhere > 0
MATCH (z:Person)
WHERE z.key = recipient
WITH x, dossier, program, recipient, household, village, move, cover, entered, moved, counted, z
OPTIONAL MATCH (p:Payment)-[:PAID_TO]->(z)
WHERE p.program = program AND p.stands AND p.amount_fen > 0 AND coalesce(p.period_from, p.paid_on) >= counted
WITH x, dossier, program, recipient, household, village, move, cover, entered, moved, counted, collect(p.key) AS payments,
  count(p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen, min(coalesce(p.period_day, p.paid_day)) AS started,
  max(coalesce(p.paid_on, p.decided_on)) AS last_on
WHERE (started - entered) * 12 <= $window_months * 366
OPTIONAL MATCH (d:Person)-[u:COVERED_BY]->(f2:BenefitFile)
WHERE f2.key = dossier AND coalesce(u.covered, true) AND (u.valid_to IS NULL OR u.valid_to >= counted)
WITH x, program, recipient, household, village, move, cover, entered, moved, counted, payments, payment_count, amount_fen, last_on,
  count(DISTINCT d.key) AS heads_now
OPTIONAL MATCH (x)-[:CERTIFIED]->(e:Certificate)
WHERE e.kind = 'student' AND e.valid_from >= moved AND e.valid_from <= counted
WITH x, program, recipient, household, village, move, cover, entered, moved, counted, payments, payment_count, amount_fen, last_on, heads_now,
  collect(e.key) AS schools
OPTIONAL MATCH (x)-[:IN_CUSTODY]->(j:Custody)
WHERE abs(entered * 48 - (j.last_month - 23640) * 1461) <= ($released_months + 1) * 1461
WITH x, program, recipient, household, village, move, cover, moved, counted, payments, payment_count, amount_fen, last_on, heads_now, schools,
  collect(j.key) AS stays
OPTIONAL MATCH (c:Person)-[k:KIN]->(x)
WHERE k.near AND (k.valid_from IS NULL OR k.valid_from <= counted) AND (k.valid_to IS NULL OR k.valid_to >= counted)
WITH x, program, recipient, household, village, move, cover, moved, counted, payments, payment_count, amount_fen, last_on, heads_now, schools,
  stays, k, coalesce(c.key, '') AS relation_of
OPTIONAL MATCH (b:Person)-[g:SERVES]->(:Village)
WHERE b.key = relation_of AND g.role <> 'other' AND (g.valid_from IS NULL OR g.valid_from <= counted)
  AND (g.valid_to IS NULL OR g.valid_to >= counted)
WITH x, program, recipient, household, village, move, cover, moved, counted, payments, payment_count, amount_fen, last_on, heads_now, schools,
  stays, collect(DISTINCT b.key) AS cadres, collect(g.key) AS offices,
  collect(CASE WHEN g.key IS NOT NULL THEN k.key END) AS kin, collect(CASE WHEN g.key IS NOT NULL THEN k.words END) AS kin_words,
  collect(CASE WHEN g.key IS NOT NULL THEN k.confidence END) AS sureness
RETURN x.key AS person, household AS household, program AS program, min(recipient) AS recipient, min(village) AS village,
  collect(payments) AS payments, max(payment_count) AS payment_count, max(amount_fen) AS amount_fen, min(moved) AS moved_on,
  min(counted) AS counted_on, max(heads_now) AS heads_now, max(heads_now) - 1 AS heads_before, max($event_days) AS event_days,
  collect(cadres) AS cadres, collect(kin) AS kin, collect(kin_words) AS kin_words,
  collect(offices) + collect([move, cover]) + collect(schools) + collect(stays) AS facts,
  min(counted) AS first_on, max(last_on) AS last_on, min(counted) AS fact_on,
  CASE WHEN max(size(cadres)) > 0 THEN 'red' ELSE 'yellow' END AS tier,
  CASE WHEN max(size(cadres)) > 0 THEN collect(sureness) ELSE [['asserted']] END AS confidence,
  max(size(schools)) > 0 AS lower_school, max(size(stays)) > 0 AS lower_released
ORDER BY person, household, program
