// 拆分支付规避限额：同一控制人或近亲属的几个收款方
// /// rule
// id = "R32"
// limb = "c"
// status = "active"
// version = 1
// tier = "orange"
// subject = "village"
// identity = ["village", "paid_to", "year"]
// evidence = ["document", "flow"]
// kin_from = ["payee"]
// needs = ["LedgerEntry"]
// optional = ["PAYS_PERSON", "PAYS_ORG", "UNDER_CONTRACT", "DIRECTS", "OWNS", "ORG_OWNS", "KIN"]
// legal = ["bidding-2017:4", "bidding-2017:49"]
// precision = 0.4
// heading = "{village}向有关联的几个收款方各付一笔略低于限额的款项"
// explanation = "{year}年起的 {window_days} 天内，{village}向有关联的 {payee_count} 个收款方[（其中{organization}）][（其中{payee}）]付款 {entry_count} 笔共 {amount_fen}，每笔都略低于限额 {limits_fen}，合计超过限额。[这些单位的法定代表人、控股人：{legal_reps}。][其中有近亲属关系 {kin_count} 条，推定的亲属不计。]年度按窗口内第一笔付款计；水电、工资等科目和已招标合同的分期付款不计。"
// verify = ["核实是一个项目还是几个项目", "核对收款单位的实际控制人", "查看现场、会议记录和报价", "对照本县招标采购限额规定"]
//
// [params]
// limits = { type = "ints", unit = "yuan", setting = "tender.limits_yuan", words = "本县招标、采购的各档限额" }
// window = { type = "int", unit = "days", default = 90, words = "合并计算的天数（30 至 90）" }
// band = { type = "real", default = 0.8, words = "视为略低于限额的比例下限" }
// exempt_subjects = { type = "texts", default = ["水电", "电费", "水费", "燃气", "通讯", "工资", "误工", "劳务", "报酬", "补偿", "分红", "股利", "收益分配"], words = "不计的会计科目：名称中含有的词；只用编码的写编码开头" }
//
// [[raised_by]]
// rules = ["R31"]
// persons = ["payee"]
// their_persons = ["payee"]
// shares = ["village"]
// where = { sure = true }
// to = "red"
// words = "收款人与该村干部有关"
//
// [[raised_by]]
// rules = ["R31"]
// shares = ["organization", "village"]
// where = { sure = true }
// to = "red"
// words = "收款单位与该村干部有关"
//
// [[false_positives]]
// words = "法定代表人已经变更"
// case = "付款前法定代表人已变更"
// filter = "F02"
//
// [[false_positives]]
// words = "按月支付的水电费"
// case = "按月水电费"
//
// [[false_positives]]
// words = "总额已招标的同一合同分期付款"
// case = "已招标合同的分期付款"
// ///
MATCH (l:LedgerEntry)
WITH DISTINCT coalesce(l.subject, '') AS subject
UNWIND $exempt_subjects AS word
WITH subject, count(CASE WHEN subject STARTS WITH word OR (word >= 'A' AND subject CONTAINS word) THEN 1 END) AS hits
WITH collect(CASE WHEN hits > 0 THEN subject END) AS exempt
UNWIND $limits AS step
WITH exempt, min(step) AS lowest
MATCH (e:LedgerEntry)
WHERE e.direction = 'out' AND e.amount_fen >= lowest * $band AND e.village IS NOT NULL AND e.payee IS NOT NULL
  AND NOT coalesce(e.subject, '') IN exempt
OPTIONAL MATCH (e)-[:UNDER_CONTRACT]->(t:Contract)
WHERE t.tendered
WITH e, count(t.key) AS tendered, coalesce(max(t.amount_fen), 0) AS agreed
UNWIND $limits AS step
WITH step, e, tendered, agreed
WHERE e.amount_fen >= step * $band AND e.amount_fen < step AND (tendered = 0 OR (agreed > 0 AND agreed < step))
WITH step, e, coalesce(e.date, $last_day) AS day
OPTIONAL MATCH (e)-[:PAYS_PERSON]->(p:Person)
OPTIONAL MATCH (e)-[:PAYS_ORG]->(o:Organization)
OPTIONAL MATCH (o)<-[d:DIRECTS]-(r:Person)
WHERE d.role = 'legal_rep' AND (d.valid_from IS NULL OR d.valid_from <= day)
  AND (d.valid_to IS NULL OR d.valid_to >= day)
OPTIONAL MATCH (o)<-[h:OWNS]-(s:Person)
WHERE h.share > 0.5 AND (h.valid_from IS NULL OR h.valid_from <= day)
  AND (h.valid_to IS NULL OR h.valid_to >= day)
OPTIONAL MATCH (o)<-[m:ORG_OWNS]-(u:Organization)
WHERE m.share > 0.5 AND (m.valid_from IS NULL OR m.valid_from <= day)
  AND (m.valid_to IS NULL OR m.valid_to >= day)
WITH step, e, day, collect(DISTINCT p.key) + collect(DISTINCT o.key) + collect(DISTINCT r.key) + collect(DISTINCT s.key)
    + collect(DISTINCT u.key) AS holders
UNWIND holders AS holder
OPTIONAL MATCH (x:Person)-[k:KIN]->(y:Person)
WHERE x.key = holder AND k.near AND k.confidence <> 'presumed'
  AND (k.valid_from IS NULL OR k.valid_from <= day) AND (k.valid_to IS NULL OR k.valid_to >= day)
WITH step, e, holder, collect(DISTINCT y.key) AS relatives
WITH step, e, holder, [holder] + relatives AS reached
UNWIND reached AS anchor
WITH step, e.village AS village, e, anchor, max(CASE WHEN anchor = holder THEN 1 ELSE 0 END) AS own
WITH step, village, anchor, collect({day: e.day, key: e.key, fen: e.amount_fen, year: e.year, paid_to: e.payee, own: own})
    AS pieces, count(DISTINCT e.payee) AS payees, coalesce(sum(own), 0) AS direct
WHERE payees >= 2 AND direct > 0
UNWIND pieces AS a
UNWIND pieces AS b
WITH step, village, anchor, a, b
WHERE b.day >= a.day AND b.day - a.day <= $window
WITH step, village, anchor, a.key AS first, a.year AS year, collect(b.key) AS found, collect(DISTINCT b.paid_to) AS payees,
  coalesce(sum(b.own), 0) AS direct, coalesce(sum(b.fen), 0) AS total
WHERE size(payees) >= 2 AND direct > 0 AND total > step
UNWIND payees AS paid_to
UNWIND found AS piece
WITH DISTINCT step, village, anchor, paid_to, year, piece
MATCH (f:LedgerEntry)
WHERE f.key = piece
WITH step, village, anchor, paid_to, year, f, coalesce(f.date, $last_day) AS on_day
OPTIONAL MATCH (f)-[:PAYS_PERSON]->(person:Person)
OPTIONAL MATCH (f)-[:PAYS_ORG]->(payee_org:Organization)
OPTIONAL MATCH (payee_org)<-[directs:DIRECTS]-(rep:Person)
WHERE directs.role = 'legal_rep' AND (directs.valid_from IS NULL OR directs.valid_from <= on_day)
  AND (directs.valid_to IS NULL OR directs.valid_to >= on_day)
OPTIONAL MATCH (payee_org)<-[owns:OWNS]-(owner:Person)
WHERE owns.share > 0.5 AND (owns.valid_from IS NULL OR owns.valid_from <= on_day)
  AND (owns.valid_to IS NULL OR owns.valid_to >= on_day)
OPTIONAL MATCH (f)-[:UNDER_CONTRACT]->(c:Contract)
WITH village, paid_to, year, anchor, step, f, person, payee_org, c, rep, owner, directs, owns,
  [coalesce(person.key, ''), coalesce(rep.key, ''), coalesce(owner.key, '')] AS linked
OPTIONAL MATCH (one:Person)-[tie:KIN]->(other:Person)
WHERE other.key = anchor AND one.key IN linked AND tie.near AND tie.confidence <> 'presumed'
WITH village, paid_to, year, collect(DISTINCT f) AS paid, collect(DISTINCT step) AS limits_fen,
  collect(DISTINCT rep.key) + collect(DISTINCT owner.key) AS controllers, collect(DISTINCT tie.key) AS kin,
  collect(DISTINCT directs.key) + collect(DISTINCT owns.key) AS facts, collect(DISTINCT c.key) AS contracts,
  max(CASE WHEN f.payee = paid_to THEN person.key END) AS payee,
  max(CASE WHEN f.payee = paid_to THEN payee_org.key END) AS organization,
  collect(DISTINCT payee_org.key) AS organizations, count(DISTINCT f.payee) AS payee_count
UNWIND paid AS f
RETURN village AS village, paid_to AS paid_to, year AS year, max(payee) AS payee, max(organization) AS organization,
  organizations AS organizations, coalesce(sum(f.amount_fen), 0) AS amount_fen, collect(f.key) AS entries,
  count(f.key) AS entry_count, limits_fen AS limits_fen, max($window) AS window_days, max(payee_count) AS payee_count,
  controllers AS legal_reps, kin AS kin, size(kin) AS kin_count, facts AS facts, contracts AS contracts,
  min(f.date) AS first_on, max(f.date) AS last_on
ORDER BY village, paid_to, year
