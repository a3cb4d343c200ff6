// 村集体向村干部本人或亲属付款
// /// rule
// id = "R31"
// limb = "a"
// status = "active"
// version = 3
// tier = "orange"
// subject = "cadre"
// identity = ["cadre", "payee", "village", "year"]
// evidence = ["kin", "flow"]
// kin_from = ["office"]
// needs = ["SPENT_BY", "PAYS_PERSON", "SERVES"]
// optional = ["KIN", "WITHIN", "UNDER_CONTRACT", "BID_FOR", "DIRECTS"]
// legal = ["collective-econ-2024:35.2", "village-cadre-integrity-2011:5.4", "gov-sanction-2020:33"]
// precision = 0.33
// heading = "{village}向{payee}付款，{cadre}时任该村干部"
// explanation = "{year}年{village}向{payee}付款 {entry_count} 笔、{amount_fen}，{cadre}时任{roles}。[{payee}是{cadre}的亲属（{kin_words}）。][收款人即{cadre}本人（{own_count} 笔）。]在职日期按合同签订日计，无合同的按凭证日期计；工资劳务、征地补偿、分红等科目不计。"
// verify = ["查阅合同、报价和验收交付记录", "查阅会议记录，本人是否回避", "核对收款人身份和实际用途"]
//
// [params]
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
// de_minimis = { type = "int", unit = "yuan", default = 500, words = "同一收款人全年付款的起点", proposal = true }
// exempt_subjects = { type = "texts", default = ["工资", "误工", "劳务", "报酬", "补偿", "分红", "股利", "收益分配", "内部往来", "应收", "备用金", "暂付"], words = "不计的会计科目：名称中含有的词；只用编码的写编码开头" }
// unrelated = { type = "int", default = 3, words = "公开招标中无关联投标人的数目" }
//
// [modifiers]
// lower_tendered = "全部付款所依合同都已公开招标，无关联投标人达到规定数目"
//
// [[raised_by]]
// rules = ["R32", "R34", "R35", "R38"]
// persons = ["payee"]
// their_persons = ["payee", "lessee"]
// to = "red"
// words = "同一收款人还有拆分、先付后补、票据或发包方面的事实"
//
// [[false_positives]]
// words = "村里唯一的小店，全年低于起点"
// case = "全年付款低于起点"
//
// [[false_positives]]
// words = "征地补偿或者全体成员分红"
// case = "征地补偿和成员分红"
//
// [[false_positives]]
// words = "误工和劳务报酬（由误工规则核对）"
// case = "劳务和误工报酬"
//
// [[false_positives]]
// words = "公开招标、无关联投标人三家以上并已公示"
// case = "公开招标降一级"
//
// [[false_positives]]
// words = "签合同时尚未任职或已离任"
// case = "签订合同时已离任"
// filter = "F02"
//
// [[false_positives]]
// words = "同名的人"
// case = "仅姓名和村相同"
// filter = "F08"
// ///
MATCH (x:LedgerEntry)
WITH DISTINCT coalesce(x.subject, '') AS subject
UNWIND $exempt_subjects AS word
WITH subject, count(CASE WHEN subject STARTS WITH word OR (word >= 'A' AND subject CONTAINS word) THEN 1 END) AS hits
WITH collect(CASE WHEN hits > 0 THEN subject END) AS exempt
MATCH (c:Person)-[:SERVES]->(:Village)
WITH DISTINCT exempt, c
OPTIONAL MATCH (c)-[n:KIN]->(r:Person)
WHERE $scope IN n.scopes
WITH exempt, c, collect(DISTINCT r.key) AS relatives
WITH exempt, c, relatives + [c.key] AS persons
UNWIND persons AS person
MATCH (e:LedgerEntry)-[m:PAYS_PERSON]->(b:Person)
WHERE b.key = person AND e.direction = 'out' AND NOT coalesce(e.subject, '') IN exempt
MATCH (e)-[:SPENT_BY]->(v:Village)
OPTIONAL MATCH (v)-[:WITHIN]->(u:Village)
OPTIONAL MATCH (e)-[:UNDER_CONTRACT]->(t:Contract)
WITH c, b, e, m, v, t, coalesce(t.signed, e.date) AS day, v.key AS place,
  coalesce(u.key, '') AS above, coalesce(u.parent, '') AS top
MATCH (c)-[s:SERVES]->(w:Village)
WHERE s.role <> 'other' AND (w.key = place OR w.key = above OR w.key = top)
  AND (s.valid_from IS NULL OR s.valid_from <= day) AND (s.valid_to IS NULL OR s.valid_to >= day)
OPTIONAL MATCH (c)-[k:KIN]->(b)
WHERE $scope IN k.scopes
  AND (k.valid_from IS NULL OR k.valid_from <= day) AND (k.valid_to IS NULL OR k.valid_to >= day)
WITH c, b, e, m, v, t, day, s, k
WHERE c.key = b.key OR k.key IS NOT NULL
OPTIONAL MATCH (o:Organization)-[:BID_FOR]->(t)
WHERE NOT EXISTS { MATCH (o)<-[:DIRECTS]-(d:Person) WHERE d.key = c.key OR d.key = b.key }
WITH c, b, e, m, v, t, day, s, k, count(DISTINCT o.key) AS others
WITH c, b, e, m, v, day, s, k,
  m.match IN ['id_trunc', 'name_village'] OR s.match IN ['id_trunc', 'name_village'] AS weak,
  coalesce(t.tendered, false) AND (t.mode CONTAINS '公开' OR t.mode CONTAINS '公示' OR t.mode CONTAINS '公告')
    AND coalesce(t.unrelated_bidders, others) >= $unrelated AS open_tender, t
WITH c, b, v, e.year AS year, collect(DISTINCT e.key) AS paid,
  collect(DISTINCT CASE WHEN weak THEN NULL ELSE e.key END) AS sure_keys,
  count(DISTINCT CASE WHEN open_tender THEN e.key END) = count(DISTINCT e.key) AS tendered,
  collect(DISTINCT k.key) AS kin, collect(DISTINCT k.words) AS kin_words, collect(DISTINCT s.role) AS roles,
  collect(DISTINCT CASE WHEN k.key IS NULL THEN 'asserted' ELSE k.confidence END) AS confidence,
  count(DISTINCT CASE WHEN c.key = b.key THEN e.key END) AS own_count,
  collect(DISTINCT m.match) + collect(DISTINCT s.match) AS matches,
  collect(DISTINCT t.key) AS contracts, collect(DISTINCT s.key) AS facts
UNWIND paid AS entry
MATCH (e:LedgerEntry)
WHERE e.key = entry
WITH c, b, v, year, tendered, kin, kin_words, roles, confidence, own_count, matches, contracts, facts,
  collect(e.key) AS entries, count(e.key) AS entry_count, min(e.date) AS first_on, max(e.date) AS last_on,
  coalesce(sum(e.amount_fen), 0) AS fen,
  coalesce(sum(CASE WHEN e.key IN sure_keys THEN e.amount_fen ELSE 0 END), 0) >= $de_minimis AS sure
WHERE fen >= $de_minimis
RETURN c.key AS cadre, b.key AS payee, v.key AS village, year AS year, max(fen) AS amount_fen,
  entries AS entries, max(entry_count) AS entry_count, own_count AS own_count, kin AS kin, kin_words AS kin_words,
  roles AS roles, confidence AS confidence, contracts AS contracts, facts AS facts, sure AS sure,
  CASE WHEN sure THEN ['id18'] ELSE matches END AS matched_by, tendered AS lower_tendered,
  min(first_on) AS first_on, max(last_on) AS last_on
ORDER BY cadre, payee, village, year
