// 村干部近亲属享受非普惠补助
// /// rule
// id = "R01"
// status = "active"
// version = 1
// tier = "blue"
// subject = "cadre"
// identity = ["cadre", "beneficiary", "program", "year"]
// evidence = ["kin"]
// kin_from = ["office", "township"]
// needs = ["KIN", "PAID_TO", "UNDER", "PAID_IN", "SERVES"]
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
// rules = ["R02", "R04", "R08", "R09", "R13", "R15", "R16", "R17", "R18", "R19", "R20", "R21", "R22"]
// persons = ["beneficiary", "recipient"]
// shares = ["program"]
// words = "同一人、同一项目还有另一类独立事实"
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
MATCH (c:Person)-[k:KIN]->(b:Person)
WHERE $scope IN k.scopes OR $outer_scope IN k.scopes
OPTIONAL MATCH (b)-[:COVERED_BY]->(:BenefitFile)<-[:COVERED_BY]-(o:Person)
WHERE $include_household
WITH c, k, b, collect(DISTINCT o.key) AS others
WITH c, k, b, others + [b.key] AS payees
UNWIND payees AS payee
WITH DISTINCT c, k, b, payee
MATCH (p:Payment)-[:PAID_TO]->(r:Person)
WHERE r.key = payee AND p.stands AND p.amount_fen > 0
  AND (k.valid_from IS NULL OR k.valid_from <= p.decided_on)
  AND (k.valid_to IS NULL OR k.valid_to >= p.decided_on)
MATCH (p)-[:UNDER]->(g:Program)
WHERE g.class IN $classes
WITH c, k, b, payee, p, r, g, coalesce(p.period_from, p.paid_on, p.decided_on) AS paid_from,
  coalesce(p.period_to, p.paid_on, p.decided_on) AS paid_to
WHERE payee = b.key OR EXISTS {
    MATCH (b)-[mb:COVERED_BY]->(:BenefitFile)<-[mr:COVERED_BY]-(r)
    WHERE (mb.valid_from IS NULL OR mb.valid_from <= paid_to) AND (mb.valid_to IS NULL OR mb.valid_to >= paid_from)
      AND (mr.valid_from IS NULL OR mr.valid_from <= paid_to) AND (mr.valid_to IS NULL OR mr.valid_to >= paid_from) }
OPTIONAL MATCH (p)-[:PAID_IN]->(v:Village)
OPTIONAL MATCH (v)-[:WITHIN]->(u:Village)
WITH c, k, b, r, p, g, v, coalesce(v.key, '') AS place, coalesce(u.key, '') AS above, coalesce(u.parent, '') AS top
OPTIONAL MATCH (c)-[s:SERVES]->(w:Village)
WHERE s.role <> 'other'
  AND (s.valid_from IS NULL OR s.valid_from <= p.decided_on)
  AND (s.valid_to IS NULL OR s.valid_to >= p.decided_on)
  AND (w.key = place OR w.key = above OR w.key = top)
OPTIONAL MATCH (c)-[sg:SIGNED]->(a:Approval)-[:DECIDES_FOR]->(r)
WHERE a.program = g.key AND a.date <= p.decided_on
OPTIONAL MATCH (c)-[st:STAFFS]->(:Town)
WHERE (st.valid_from IS NULL OR st.valid_from <= p.decided_on)
  AND (st.valid_to IS NULL OR st.valid_to >= p.decided_on)
WITH c, k, b, r, p, g, v, s, sg, st
WHERE s.key IS NOT NULL OR (sg.key IS NOT NULL AND st.key IS NOT NULL)
OPTIONAL MATCH (c)<-[:FILED_BY]-(f:Filing)-[:FILED_FOR]->(b)
WHERE f.filed <= p.decided_on AND (f.valid_to IS NULL OR f.valid_to >= p.decided_on)
  AND (f.program IS NULL OR f.program = g.key) AND coalesce(f.recused, true)
WITH c, b, g, p.year AS year, collect(DISTINCT p) AS paid,
  count(CASE WHEN k.near AND k.confidence <> 'presumed' THEN 1 END) AS near_sure,
  count(CASE WHEN k.near AND k.ended_by IS NULL THEN 1 END) AS near_alive,
  count(CASE WHEN k.near THEN 1 END) AS near_any,
  count(CASE WHEN k.confidence <> 'presumed' THEN 1 END) AS sure,
  count(CASE WHEN k.ended_by IS NULL THEN 1 END) AS alive,
  count(DISTINCT CASE WHEN f.key IS NOT NULL AND sg.key IS NULL THEN p.key END) = count(DISTINCT p.key) AS filed,
  collect(DISTINCT k.key) AS kin, collect(DISTINCT k.words) AS kin_words, collect(DISTINCT s.role) AS roles,
  collect(DISTINCT r.key) AS recipients, collect(DISTINCT v.key) AS villages,
  collect(DISTINCT p.match) + collect(DISTINCT s.match) AS matched_by,
  collect(DISTINCT s.key) + collect(DISTINCT f.key) + collect(DISTINCT sg.key) AS facts
UNWIND paid AS p
RETURN c.key AS cadre, b.key AS beneficiary, g.key AS program, year AS year,
  recipients AS recipients, villages AS villages, roles AS roles, kin AS kin, kin_words AS kin_words, facts AS facts,
  collect(DISTINCT p.key) AS payments, count(DISTINCT p.key) AS payment_count,
  coalesce(sum(p.amount_fen), 0) AS amount_fen,
  collect(DISTINCT p.date_basis) AS date_basis,
  min(p.decided_on) AS first_on, max(p.decided_on) AS last_on,
  CASE WHEN near_any > 0 THEN 'yellow' ELSE 'blue' END AS tier,
  CASE WHEN near_sure > 0 OR (near_any = 0 AND sure > 0) THEN 'asserted' ELSE 'presumed' END AS confidence,
  near_any > 0 AND near_alive = 0 OR near_any = 0 AND alive = 0 AS lower_ended,
  filed AS clear_filed, matched_by AS matched_by
ORDER BY cadre, beneficiary, program, year
