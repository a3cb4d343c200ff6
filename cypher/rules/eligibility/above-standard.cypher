// 超过标准或限额发放
// /// rule
// id = "R54"
// status = "active"
// version = 3
// tier = "yellow"
// subject = "person"
// identity = ["person", "program", "period"]
// evidence = ["eligibility"]
// kin_from = ["office", "signer"]
// needs = ["UNDER"]
// optional = ["KIN", "SERVES", "SIGNED", "DECIDES_FOR"]
// gaps = ["program-standard"]
// legal = ["fiscal-violations-2011:14"]
// precision = 0.5
// pre_payment = true
// heading = "{person}的{program}超过标准"
// explanation = "{person}所属期{period_words}的{program}共发放 {payment_count} 笔、{amount_fen}，按当时执行的标准和数量应为 {due_fen}[，同一所属期限额为 {ceiling_fen}]。[{person}是{cadres}的近亲属（{kin_words}），{cadres}在任或在审批中签字。]"
// verify = ["核对标准文件和执行日期", "核对数量（人数、面积）的依据", "核对是否补发以前所属期"]
//
// [params]
// tolerance = { type = "real", default = 0.01, words = "超过标准多大比例才算" }
// high = { type = "real", default = 1.5, words = "超过标准多少倍且与干部有近亲属关系报橙色" }
//
// [single]
// period_words = "标识的文字"
// ceiling_fen = "一个项目一个限额"
//
// [[false_positives]]
// words = "文件写明补发以前所属期"
// case = "写明补发"
//
// [[false_positives]]
// words = "标准在目录中已变更"
// case = "目录标准此后才执行"
//
// [[false_positives]]
// words = "按户发放，没有写数量"
// case = "按户发放没有数量"
// ///
MATCH (g:Program)
WHERE g.ceiling_fen IS NOT NULL OR g.standard_fen > 0
MATCH (p:Payment)
WHERE p.program = g.key AND p.stands AND p.amount_fen > 0 AND NOT coalesce(p.arrears, false)
  AND (g.ceiling_fen IS NOT NULL OR p.amount_fen > (1.0 + $tolerance) * g.standard_fen * coalesce(p.quantity, 1.0))
WITH g, p.key AS payment
MATCH (p:Payment)
WHERE p.key = payment
WITH p, g
WHERE (g.valid_from IS NULL OR g.valid_from <= p.decided_on) AND (g.valid_to IS NULL OR g.valid_to >= p.decided_on)
  AND (g.ceiling_fen IS NOT NULL OR (g.standard_fen > 0 AND (p.quantity IS NOT NULL OR g.payee_unit = 'person')
    AND (g.marks IS NULL OR NOT 'instalment' IN g.marks)
    AND ((g.period CONTAINS '月' AND p.period =~ '[0-9]{4}-[0-9]{2}') OR (g.period CONTAINS '季' AND p.period =~ '[0-9]{4}Q[1-4]')
      OR (g.period CONTAINS '年' AND NOT g.period CONTAINS '半' AND p.period =~ '[0-9]{4}'))))
WITH p.recipient AS payee, g, coalesce(p.period, '') AS period, collect(p.key) AS payments,
  collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages, count(p.key) AS payment_count,
  coalesce(sum(p.amount_fen), 0) AS amount_fen, min(p.decided_on) AS first_on, max(p.decided_on) AS last_on,
  collect(DISTINCT p.match) AS matched_by, max(p.amount_fen) AS most,
  coalesce(sum(CASE WHEN g.standard_fen > 0 THEN g.standard_fen * coalesce(p.quantity, 1.0) END), 0.0) AS due
WHERE (due > 0.0 AND amount_fen > (1.0 + $tolerance) * due) OR (g.ceiling_fen IS NOT NULL AND amount_fen > g.ceiling_fen)
WITH payee, g, period, payments, accounts, villages, payment_count, amount_fen, first_on, last_on, matched_by,
  CASE WHEN due > 0.0 THEN due ELSE g.ceiling_fen * 1.0 END AS due
MATCH (r:Person)
WHERE r.key = payee
WITH r, payee, g, period, payments, accounts, villages, payment_count, amount_fen, first_on, last_on, matched_by, due
OPTIONAL MATCH (c:Person)-[k:KIN]->(r)
WHERE k.near AND (k.valid_from IS NULL OR k.valid_from <= last_on) AND (k.valid_to IS NULL OR k.valid_to >= first_on)
WITH payee, g, period, payments, accounts, villages, payment_count, amount_fen, first_on, last_on, matched_by, due, k, c,
  coalesce(c.key, '') AS relation_of
OPTIONAL MATCH (c)-[s:SERVES]->(:Village)
WHERE s.role <> 'other' AND (s.valid_from IS NULL OR s.valid_from <= last_on)
  AND (s.valid_to IS NULL OR s.valid_to >= first_on)
WITH payee, g, period, payments, accounts, villages, payment_count, amount_fen, first_on, last_on, matched_by, due, k, c, relation_of,
  coalesce(g.key, '') AS program, collect(DISTINCT s.key) AS offices
OPTIONAL MATCH (c)-[sg:SIGNED]->(a:Approval)-[:DECIDES_FOR]->(x:Person)
WHERE x.key IN [payee] AND a.program IN [program]
WITH payee, g, period, payments, accounts, villages, payment_count, amount_fen, first_on, last_on, matched_by, due, k, relation_of,
  offices, collect(DISTINCT sg.key) AS signed
WITH payee, g, period, payments, accounts, villages, payment_count, amount_fen, first_on, last_on, matched_by, due,
  collect(DISTINCT CASE WHEN size(offices) + size(signed) > 0 THEN relation_of END) AS cadres,
  collect(DISTINCT CASE WHEN size(offices) + size(signed) > 0 THEN k.key END) AS kin,
  collect(DISTINCT CASE WHEN size(offices) + size(signed) > 0 THEN k.words END) AS kin_words, collect(offices + signed) AS facts
RETURN payee AS person, g.key AS program, period AS period, period AS period_words, payments AS payments, accounts AS accounts,
  villages AS villages, payment_count AS payment_count, amount_fen AS amount_fen, due AS due_fen, g.ceiling_fen AS ceiling_fen,
  cadres AS cadres, kin AS kin, kin_words AS kin_words, facts AS facts, first_on AS first_on, last_on AS last_on,
  CASE WHEN amount_fen > $high * due AND size(cadres) > 0 THEN 'orange' ELSE 'yellow' END AS tier, matched_by AS matched_by
ORDER BY person, program, period
