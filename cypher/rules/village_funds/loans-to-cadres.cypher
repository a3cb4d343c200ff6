// 集体资金借给干部或其近亲属
// /// rule
// id = "R40"
// limb = "a"
// status = "active"
// version = 2
// tier = "orange"
// subject = "debtor"
// identity = ["village", "debtor", "year"]
// evidence = ["flow", "document"]
// kin_from = ["office"]
// needs = ["LedgerEntry", "PAYS_PERSON", "SERVES"]
// optional = ["KIN", "WITHIN"]
// legal = ["collective-econ-2024:35.2", "village-cadre-integrity-2011:6.1"]
// precision = 0.4
// heading = "{village}与{debtor}的往来款到期末仍未结清"
// explanation = "截至{year}年期末，{village}在往来、应收、借款科目上对{debtor}尚有 {amount_fen} 未收回，最早一笔 {first_on}，已超过 {advance_days} 天[（其中 {old_fen} 已超过一年）]。{debtor}[为该村干部（{roles}）][，是{cadres}的近亲属（{kin_words}）]。"
// verify = ["查看借条、会议记录", "核对还款凭证", "询问款项的用途"]
//
// [params]
// advance_days = { type = "int", unit = "days", default = 30, words = "备用金、往来款结清的天数" }
// advance_limit = { type = "int", unit = "yuan", default = 5000, words = "备用金的限额", proposal = true }
// owed_subjects = { type = "texts", default = ["内部往来", "应收", "备用金", "暂付", "借出款", "112", "113"], words = "往来、应收科目：名称中含有的词；只用编码的写编码开头" }
//
// [modifiers]
// lower_petty = "都是备用金，余额在限额以内"
//
// [[false_positives]]
// words = "备用金在限额以内并按期结清"
// case = "备用金二十五天结清"
//
// [[false_positives]]
// words = "科目记错，次月更正"
// case = "次月更正"
//
// [[false_positives]]
// words = "同名的人"
// case = "仅姓名和村相同"
// filter = "F08"
// ///
MATCH (x:LedgerEntry)
WITH DISTINCT coalesce(x.subject, '') AS subject, x.year AS year
WITH collect(DISTINCT subject) AS subjects, collect(DISTINCT year) AS years
UNWIND subjects AS subject
UNWIND $owed_subjects AS word
WITH years, subject, count(CASE WHEN subject STARTS WITH word OR (word >= 'A' AND subject CONTAINS word) THEN 1 END) AS hits
WITH years, collect(CASE WHEN hits > 0 THEN subject END) AS owed
MATCH (e:LedgerEntry)-[m:PAYS_PERSON]->(b:Person)
WHERE e.direction IS NOT NULL AND e.date <= $as_of AND e.village IS NOT NULL
  AND (coalesce(e.subject, '') IN owed OR ((e.summary CONTAINS '借款' OR e.summary CONTAINS '借支' OR e.summary CONTAINS '借给' OR e.summary CONTAINS '出借')
    AND NOT coalesce(e.subject, '') CONTAINS '借入' AND NOT coalesce(e.subject, '') CONTAINS '短期借款'
    AND NOT coalesce(e.subject, '') CONTAINS '长期借款' AND NOT coalesce(e.subject, '') CONTAINS '应付'))
WITH years, b, e.village AS village, collect({day: e.day, date: e.date, key: e.key,
  lent: CASE WHEN e.direction = 'out' THEN e.amount_fen ELSE 0 END, back: CASE WHEN e.direction = 'in' THEN e.amount_fen ELSE 0 END,
  petty: CASE WHEN e.summary CONTAINS '备用金' OR e.subject CONTAINS '备用金' THEN 1 ELSE 0 END}) AS lines,
  count(CASE WHEN m.match IN $weak THEN NULL ELSE 1 END) AS sure
UNWIND years AS year
WITH b, village, year, lines, sure, (year - 1969) * 365 + (year - 1968) / 4 - (year - 1900) / 100 + (year - 1600) / 400 - 1 AS last
WITH b, village, year, lines, sure, CASE WHEN last > $as_of_day THEN $as_of_day ELSE last END AS closing
UNWIND lines AS line
WITH b, village, year, sure, closing,
  coalesce(sum(CASE WHEN line.day <= closing THEN line.lent - line.back ELSE 0 END), 0) AS open_fen,
  coalesce(sum(CASE WHEN closing - line.day > $advance_days THEN line.lent ELSE 0 END), 0)
    - coalesce(sum(CASE WHEN line.day <= closing THEN line.back ELSE 0 END), 0) AS stale,
  coalesce(sum(CASE WHEN closing - line.day > 365 THEN line.lent ELSE 0 END), 0)
    - coalesce(sum(CASE WHEN line.day <= closing THEN line.back ELSE 0 END), 0) AS old,
  count(CASE WHEN line.lent > 0 AND line.day <= closing AND line.petty = 0 THEN 1 END) AS other,
  collect(CASE WHEN line.day <= closing THEN line.key END) AS entries,
  min(CASE WHEN line.day <= closing AND line.lent > 0 THEN line.date END) AS first_on,
  max(CASE WHEN line.day <= closing AND line.lent > 0 THEN line.date END) AS lent_on
WHERE stale > 0 AND lent_on IS NOT NULL
MATCH (v:Village)
WHERE v.key = village
OPTIONAL MATCH (v)-[:WITHIN]->(u:Village)
WITH b, village, year, sure, open_fen, stale, old, other, entries, first_on, lent_on, coalesce(u.key, '') AS above, coalesce(u.parent, '') AS top
MATCH (c:Person)-[s:SERVES]->(w:Village)
WHERE s.role <> 'other' AND (w.key = village OR w.key = above OR w.key = top)
  AND (s.valid_from IS NULL OR s.valid_from <= lent_on) AND (s.valid_to IS NULL OR s.valid_to >= lent_on)
OPTIONAL MATCH (c)-[k:KIN]->(b)
WHERE k.near AND (k.valid_from IS NULL OR k.valid_from <= lent_on) AND (k.valid_to IS NULL OR k.valid_to >= lent_on)
WITH b, village, year, sure, open_fen, stale, old, other, entries, first_on, lent_on, c, s, k
WHERE c.key = b.key OR k.key IS NOT NULL
RETURN village AS village, b.key AS debtor, year AS year, max(open_fen) AS amount_fen,
  max(CASE WHEN old > 0 THEN old ELSE 0 END) AS old_fen, max($advance_days) AS advance_days,
  collect(DISTINCT CASE WHEN c.key <> b.key THEN c.key END) AS cadres, collect(DISTINCT CASE WHEN c.key = b.key THEN s.role END) AS roles,
  collect(DISTINCT k.key) AS kin, collect(DISTINCT k.words) AS kin_words,
  collect(DISTINCT CASE WHEN k.key IS NULL THEN 'asserted' ELSE k.confidence END) AS confidence, collect(entries) AS entries,
  collect(DISTINCT s.key) AS facts, max(CASE WHEN old > 0 THEN 'red' ELSE 'orange' END) AS tier,
  CASE WHEN max(sure) > 0 THEN 'id18' ELSE 'name_village' END AS matched_by,
  count(CASE WHEN other = 0 AND open_fen <= $advance_limit THEN 1 END) > 0 AS lower_petty,
  min(first_on) AS first_on, max(lent_on) AS last_on
ORDER BY village, debtor, year
