// 村干部近亲属享受非普惠补助
// /// rule
// id = "R01"
// status = "active"
// version = 3
// tier = "blue"
// subject = "cadre"
// identity = ["cadre", "beneficiary", "program", "year"]
// evidence = ["kin"]
// kin_from = ["office", "township"]
// needs = ["KIN", "Payment", "Program", "SERVES"]
// optional = ["COVERED_BY", "WITHIN", "FILED_BY", "FILED_FOR", "STAFFS", "SIGNED", "DECIDES_FOR"]
// gaps = ["program-class"]
// legal = ["ccp-discipline-2023:124", "village-cadre-integrity-2011:5.3", "social-assistance-2014:66"]
// precision = 0.33
// pre_payment = true
// heading = "{cadre}任职期间，亲属{beneficiary}享受{program}"
// explanation = "{beneficiary}是{cadre}的亲属（{kin_words}）。[{cadre}任{roles}期间，]{year}年{program}发放给{recipients}共 {payment_count} 笔、{amount_fen}，日期按{date_basis}计。"
// verify = ["入户查看，按项目自身条件逐项核对", "与同年未获批准的申请人比较", "查阅评议记录和签字", "查阅近亲属备案登记"]
//
// [params]
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
// outer_scope = { type = "scope", default = "", words = "更宽的亲属范围（只报蓝色）" }
// classes = { type = "texts", default = ["C"], words = "项目类别" }
// include_household = { type = "bool", default = true, words = "同一低保家庭的成员也算受益人" }
//
// [modifiers]
// lower_ended = "亲属关系经由已故配偶"
// clear_filed = "已按规定备案，且干部没有参与签字"
//
// [[raised_by]]
// rules = ["R02b", "R04", "R08", "R09", "R13", "R15", "R16", "R17", "R18", "R19", "R20", "R21", "R22"]
// persons = ["beneficiary", "recipient"]
// shares = ["program"]
// words = "同一人、同一项目还有另一类独立事实"
//
// [[raised_by]]
// rules = ["R02a"]
// persons = ["beneficiary", "recipient"]
// shares = ["program"]
// where = { lower_name_only = false }
// words = "应备案而没有查到备案"
//
// [[raised_by]]
// rules = ["R03"]
// shares = ["program", "year", "village"]
// where = { verdict = "favoured" }
// words = "该村该项目亲属比例明显偏高"
//
// [[lowered_by]]
// rules = ["R03"]
// shares = ["program", "year", "village"]
// where = { verdict = "not_favoured" }
// words = "统计显示该村该项目亲属并未多得"
//
// [[false_positives]]
// words = "确有困难，已备案并回避"
// case = "已备案并回避的亲属"
// filter = "F04"
//
// [[false_positives]]
// words = "普惠项目"
// case = "普惠项目"
// filter = "F03"
//
// [[false_positives]]
// words = "决定时尚未任职或已离任"
// case = "决定时已离任"
// filter = "F02"
//
// [[false_positives]]
// words = "推定的亲属关系"
// case = "推定的亲属关系降一级"
//
// [[false_positives]]
// words = "离婚后的原亲属"
// case = "离婚之后"
// filter = "F02"
//
// [[false_positives]]
// words = "同名的人"
// case = "仅姓名和村相同"
// filter = "F08"
// ///
MATCH (p:Payment)
WHERE p.stands AND p.amount_fen > 0
MATCH (g:Program)
WHERE g.key = p.program AND g.class IN $classes
WITH p.key AS payment, p.recipient AS payee, g.key AS program, p.year AS year, p.amount_fen AS fen,
  p.decided_on AS decided_on, p.date_basis AS basis, p.match IN $weak AS weak_payee, coalesce(p.village, '') AS place,
  coalesce(p.period_from, p.paid_on, p.decided_on) AS paid_from,
  coalesce(p.period_to, p.paid_on, p.decided_on) AS paid_to
UNWIND [false, true] AS through
OPTIONAL MATCH (r:Person)-[mr:COVERED_BY]->(:BenefitFile)<-[mb:COVERED_BY]-(o:Person)
WHERE r.key = payee AND through AND $include_household AND o.key <> r.key
  AND (mb.valid_from IS NULL OR mb.valid_from <= paid_to) AND (mb.valid_to IS NULL OR mb.valid_to >= paid_from)
  AND (mr.valid_from IS NULL OR mr.valid_from <= paid_to) AND (mr.valid_to IS NULL OR mr.valid_to >= paid_from)
WITH payment, payee, program, year, fen, decided_on, basis, weak_payee, place,
  CASE WHEN through THEN o.key ELSE payee END AS member
MATCH (c:Person)-[k:KIN]->(b:Person)
WHERE b.key = member AND (EXISTS { MATCH (c)-[:SERVES]->(:Village) } OR EXISTS { MATCH (c)-[:STAFFS]->(:Town) }) AND ($scope IN k.scopes OR $outer_scope IN k.scopes)
  AND (k.valid_from IS NULL OR k.valid_from <= decided_on)
  AND (k.valid_to IS NULL OR k.valid_to >= decided_on)
WITH c, b, payment, payee, program, year, fen, decided_on, basis, weak_payee, place, k.key AS tie,
  k.words AS words, k.near AS close, k.confidence <> 'presumed' AS certain, coalesce(k.ended_by, '') <> 'death' AS living
OPTIONAL MATCH (v:Village)-[:WITHIN]->(u:Village)
WHERE v.key = place
WITH c, b, payment, payee, program, year, fen, decided_on, basis, weak_payee, place, tie, words, close, certain, living,
  coalesce(u.key, '') AS above, coalesce(u.parent, '') AS top
OPTIONAL MATCH (c)-[s:SERVES]->(w:Village)
WHERE s.role <> 'other'
  AND (s.valid_from IS NULL OR s.valid_from <= decided_on)
  AND (s.valid_to IS NULL OR s.valid_to >= decided_on)
  AND (w.key = place OR w.key = above OR w.key = top)
OPTIONAL MATCH (c)-[st:STAFFS]->(:Town)
WHERE (st.valid_from IS NULL OR st.valid_from <= decided_on)
  AND (st.valid_to IS NULL OR st.valid_to >= decided_on)
WITH c, b, payment, payee, program, year, fen, decided_on, basis, weak_payee, place, tie, words, close, certain, living,
  s.key AS office, s.role AS held, s.match IN $weak AS weak_office, st.key AS post
WHERE office IS NOT NULL OR post IS NOT NULL
OPTIONAL MATCH (c)-[sg:SIGNED]->(a:Approval)-[:DECIDES_FOR]->(d:Person)
WHERE d.key = payee AND a.program = program AND a.date <= decided_on
WITH c, b, payment, payee, program, year, fen, decided_on, basis, weak_payee, place, tie, words, close, certain, living,
  office, held, weak_office, sg.key AS signature
WHERE office IS NOT NULL OR signature IS NOT NULL
OPTIONAL MATCH (c)<-[:FILED_BY]-(f:Filing)-[:FILED_FOR]->(b)
WHERE f.filed <= decided_on AND (f.valid_to IS NULL OR f.valid_to >= decided_on)
  AND (f.program IS NULL OR f.program = program) AND coalesce(f.recused, true)
WITH c.key AS cadre, b.key AS beneficiary, program, year, payment, payee, place, fen, decided_on, basis, weak_payee,
  max(CASE WHEN close THEN 1 ELSE 0 END) AS near,
  max(CASE WHEN close AND certain THEN 1 ELSE 0 END) AS near_sure,
  max(CASE WHEN close AND living THEN 1 ELSE 0 END) AS near_alive,
  max(CASE WHEN certain THEN 1 ELSE 0 END) AS sure,
  max(CASE WHEN living THEN 1 ELSE 0 END) AS alive,
  max(CASE WHEN f.key IS NOT NULL AND signature IS NULL THEN 1 ELSE 0 END) AS filed,
  max(CASE WHEN weak_payee OR coalesce(weak_office, false) THEN 1 ELSE 0 END) AS weak,
  collect(DISTINCT tie) AS kin, collect(DISTINCT words) AS kin_words, collect(DISTINCT held) AS roles,
  collect(DISTINCT office) + collect(DISTINCT f.key) + collect(DISTINCT signature) AS facts
RETURN cadre AS cadre, beneficiary AS beneficiary, program AS program, year AS year,
  collect(DISTINCT payee) AS recipients, collect(DISTINCT place) AS villages, collect(roles) AS roles,
  collect(kin) AS kin, collect(kin_words) AS kin_words, collect(facts) AS facts,
  collect(payment) AS payments, count(payment) AS payment_count, coalesce(sum(fen), 0) AS amount_fen,
  collect(DISTINCT basis) AS date_basis, min(decided_on) AS first_on, max(decided_on) AS last_on,
  CASE WHEN max(near) = 1 THEN 'yellow' ELSE 'blue' END AS tier,
  CASE WHEN max(near_sure) = 1 OR (max(near) = 0 AND max(sure) = 1) THEN 'asserted' ELSE 'presumed' END AS confidence,
  (max(near) = 1 AND max(near_alive) = 0) OR (max(near) = 0 AND max(alive) = 0) AS lower_ended,
  min(filed) = 1 AS clear_filed,
  CASE WHEN max(weak) = 1 THEN 'name_village' ELSE 'id18' END AS matched_by
ORDER BY cadre, beneficiary, program, year
