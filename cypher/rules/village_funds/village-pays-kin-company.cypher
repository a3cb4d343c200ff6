// 村集体向村干部或其亲属的企业付款
// /// rule
// id = "R31"
// limb = "b"
// status = "active"
// version = 3
// tier = "orange"
// subject = "cadre"
// identity = ["cadre", "organization", "village", "year"]
// evidence = ["kin", "flow"]
// kin_from = ["office"]
// needs = ["SPENT_BY", "PAYS_ORG", "SERVES"]
// optional = ["KIN", "DIRECTS", "OWNS", "EMPLOYED_AT", "ORG_OWNS", "WITHIN", "UNDER_CONTRACT", "BID_FOR"]
// legal = ["collective-econ-2024:35.2", "village-cadre-integrity-2011:5.4", "gov-sanction-2020:33"]
// precision = 0.33
// heading = "{village}向{organization}付款，{cadre}时任该村干部"
// explanation = "{year}年{village}向{organization}付款 {entry_count} 笔、{amount_fen}，{cadre}时任{roles}。与该单位有关的人：{owners}。[{owners}中有{cadre}的亲属（{kin_words}）。][在该单位或其上级股东单位任{posts}。][持股比例 {shares}。][{employed_count} 人在该单位或其上级股东单位领薪、参保。][经由 {through_count} 家股东单位。]在职、任职、持股均按合同签订日计，无合同的按凭证日期计；机关事业单位和村级组织不算企业。"
// verify = ["查阅合同、报价和验收交付记录", "查阅会议记录，本人是否回避", "核对企业参保人员和实际经营者", "询问本人是否知情登记（身份是否被冒用）"]
//
// [params]
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
// min_share = { type = "real", default = 0.05, words = "持股比例的起点", proposal = true }
// hops = { type = "int", default = 3, words = "任职、持股的层数（1 至 3）" }
// posts = { type = "texts", default = ["legal_rep", "director", "manager"], words = "视为法定代表人或实际经办人的职务" }
// de_minimis = { type = "int", unit = "yuan", default = 500, words = "同一收款单位全年付款的起点", proposal = true }
// exempt_subjects = { type = "texts", default = ["工资", "误工", "劳务", "报酬", "补偿", "分红", "股利", "收益分配", "内部往来", "应收", "备用金", "暂付"], words = "不计的会计科目：名称中含有的词；只用编码的写编码开头" }
// unrelated = { type = "int", default = 3, words = "公开招标中无关联投标人的数目" }
//
// [modifiers]
// lower_tendered = "全部付款所依合同都已公开招标，无关联投标人达到规定数目"
// lower_borrowed = "单位无人参保，或已申请撤销登记，身份可能被冒用"
//
// [[raised_by]]
// rules = ["R32", "R34", "R35", "R38"]
// shares = ["organization"]
// to = "red"
// words = "同一收款单位还有拆分、先付后补、票据或发包方面的事实"
//
// [[false_positives]]
// words = "村里唯一的小店，全年低于起点"
// case = "全年付款低于起点"
//
// [[false_positives]]
// words = "土地补偿或者分红"
// case = "土地补偿和分红科目"
//
// [[false_positives]]
// words = "劳务报酬（由误工规则核对）"
// case = "劳务派遣的工资"
//
// [[false_positives]]
// words = "公开招标、无关联投标人三家以上并已公示"
// case = "公开招标降一级"
//
// [[false_positives]]
// words = "身份被他人冒用登记"
// case = "无人参保的企业降一级"
// filter = "F06"
//
// [[false_positives]]
// words = "亲属只持有很小的股份"
// case = "持股低于起点"
//
// [[false_positives]]
// words = "付款时已离任或已转让股份"
// case = "付款前已转让股份"
// filter = "F02"
//
// [[false_positives]]
// words = "亲属在机关学校任职"
// case = "亲属在公办学校任教"
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
MATCH (q:Person)-[:DIRECTS|OWNS|EMPLOYED_AT]->(o1:Organization)
WHERE q.key = person AND NOT coalesce(o1.public, false)
WITH DISTINCT exempt, c, q, o1
OPTIONAL MATCH (o1)-[p2:ORG_OWNS]->(o2:Organization)
WHERE $hops >= 2 AND p2.share >= $min_share AND NOT coalesce(o2.public, false)
OPTIONAL MATCH (o2)-[p3:ORG_OWNS]->(o3:Organization)
WHERE $hops >= 3 AND p3.share >= $min_share AND NOT coalesce(o3.public, false)
UNWIND [1, 2, 3] AS hop
WITH DISTINCT exempt, c, q, o1, hop,
  CASE WHEN hop >= 2 THEN p2.key END AS second, CASE WHEN hop = 3 THEN p3.key END AS third,
  CASE WHEN hop >= 2 THEN coalesce(p2.valid_from, $first_day) ELSE $first_day END AS from2,
  CASE WHEN hop >= 2 THEN coalesce(p2.valid_to, $last_day) ELSE $last_day END AS to2,
  CASE WHEN hop = 3 THEN coalesce(p3.valid_from, $first_day) ELSE $first_day END AS from3,
  CASE WHEN hop = 3 THEN coalesce(p3.valid_to, $last_day) ELSE $last_day END AS to3,
  CASE WHEN hop = 1 THEN o1.key WHEN hop = 2 THEN o2.key ELSE o3.key END AS reached
WHERE reached IS NOT NULL
MATCH (e:LedgerEntry)-[m:PAYS_ORG]->(o:Organization)
WHERE o.key = reached AND e.direction = 'out' AND NOT coalesce(e.subject, '') IN exempt
MATCH (e)-[:SPENT_BY]->(v:Village)
OPTIONAL MATCH (v)-[:WITHIN]->(u:Village)
OPTIONAL MATCH (e)-[:UNDER_CONTRACT]->(t:Contract)
WITH c, q, o1, hop, second, third, from2, to2, from3, to3, o, e, m, v, t, coalesce(t.signed, e.date) AS day,
  v.key AS place, coalesce(u.key, '') AS above, coalesce(u.parent, '') AS top
WHERE from2 <= day AND to2 >= day AND from3 <= day AND to3 >= day
MATCH (c)-[s:SERVES]->(w:Village)
WHERE s.role <> 'other' AND (w.key = place OR w.key = above OR w.key = top)
  AND (s.valid_from IS NULL OR s.valid_from <= day) AND (s.valid_to IS NULL OR s.valid_to >= day)
OPTIONAL MATCH (c)-[k:KIN]->(q)
WHERE $scope IN k.scopes
  AND (k.valid_from IS NULL OR k.valid_from <= day) AND (k.valid_to IS NULL OR k.valid_to >= day)
OPTIONAL MATCH (q)-[d:DIRECTS]->(o1)
WHERE d.role IN $posts
  AND (d.valid_from IS NULL OR d.valid_from <= day) AND (d.valid_to IS NULL OR d.valid_to >= day)
OPTIONAL MATCH (q)-[h:OWNS]->(o1)
WHERE h.share >= $min_share
  AND (h.valid_from IS NULL OR h.valid_from <= day) AND (h.valid_to IS NULL OR h.valid_to >= day)
OPTIONAL MATCH (q)-[j:EMPLOYED_AT]->(o1)
WHERE (j.valid_from IS NULL OR j.valid_from <= day) AND (j.valid_to IS NULL OR j.valid_to >= day)
WITH c, q, o1, hop, second, third, o, e, m, v, t, s, k, d, h, j
WHERE (c.key = q.key OR k.key IS NOT NULL) AND (d.key IS NOT NULL OR h.key IS NOT NULL OR j.key IS NOT NULL)
OPTIONAL MATCH (z:Organization)-[:BID_FOR]->(t)
WHERE z.key <> o.key AND NOT EXISTS { MATCH (z)<-[:DIRECTS]-(g:Person) WHERE g.key = c.key OR g.key = q.key }
WITH c, q, hop, second, third, o1, o, e, m, v, t, s, k, d, h, j, count(DISTINCT z.key) AS others
WITH c, q, hop, second, third, o1, o, e, v, t, s, k, d, h, j,
  s.match IN ['id_trunc', 'name_village'] OR m.match = 'name_village'
    OR (h.key IS NULL AND j.key IS NULL AND d.match IN ['id_trunc', 'name_village']) AS weak,
  coalesce(t.tendered, false) AND (t.mode CONTAINS '公开' OR t.mode CONTAINS '公示' OR t.mode CONTAINS '公告')
    AND coalesce(t.unrelated_bidders, others) >= $unrelated AS open_tender
WITH c, o, v, e.year AS year, collect(DISTINCT e.key) AS paid,
  collect(DISTINCT CASE WHEN weak THEN NULL ELSE e.key END) AS sure_keys,
  count(DISTINCT CASE WHEN open_tender THEN e.key END) = count(DISTINCT e.key) AS tendered,
  count(CASE WHEN o1.employees = 0 OR o1.status = 'disputed' THEN NULL ELSE 1 END) = 0 AS borrowed,
  collect(DISTINCT q.key) AS owners, collect(DISTINCT k.key) AS kin, collect(DISTINCT k.words) AS kin_words,
  collect(DISTINCT s.role) AS roles, collect(DISTINCT d.role) AS posts, collect(DISTINCT h.share) AS shares,
  count(DISTINCT CASE WHEN j.key IS NOT NULL THEN q.key END) AS employed_count, min(hop) AS nearest,
  collect(DISTINCT CASE WHEN k.key IS NULL THEN 'asserted' ELSE k.confidence END) AS confidence,
  collect(DISTINCT CASE WHEN weak THEN 'name_village' ELSE 'id18' END) AS matches,
  collect(DISTINCT o1.key) AS organizations, collect(DISTINCT t.key) AS contracts,
  collect(DISTINCT s.key) + collect(DISTINCT d.key) + collect(DISTINCT h.key) + collect(DISTINCT j.key)
    + collect(DISTINCT second) + collect(DISTINCT third) AS facts
UNWIND paid AS entry
MATCH (e:LedgerEntry)
WHERE e.key = entry
WITH c, o, v, year, tendered, borrowed, owners, kin, kin_words, roles, posts, shares, employed_count, nearest,
  confidence, matches, organizations, contracts, facts,
  collect(e.key) AS entries, count(e.key) AS entry_count, min(e.date) AS first_on, max(e.date) AS last_on,
  coalesce(sum(e.amount_fen), 0) AS fen,
  coalesce(sum(CASE WHEN e.key IN sure_keys THEN e.amount_fen ELSE 0 END), 0) >= $de_minimis AS sure
WHERE fen >= $de_minimis
RETURN c.key AS cadre, o.key AS organization, v.key AS village, year AS year, max(fen) AS amount_fen,
  entries AS entries, max(entry_count) AS entry_count, owners AS owners, organizations AS organizations, kin AS kin,
  kin_words AS kin_words, roles AS roles, posts AS posts, shares AS shares, employed_count AS employed_count,
  nearest - 1 AS through_count, confidence AS confidence, contracts AS contracts, facts AS facts, sure AS sure,
  CASE WHEN sure THEN ['id18'] ELSE matches END AS matched_by,
  tendered AS lower_tendered, borrowed AS lower_borrowed, min(first_on) AS first_on, max(last_on) AS last_on
ORDER BY cadre, organization, village, year
