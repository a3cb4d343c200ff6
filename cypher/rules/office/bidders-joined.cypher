// 同一标段的两个投标人有关联
// /// rule
// id = "R47"
// limb = "b"
// status = "active"
// version = 5
// tier = "orange"
// subject = "contract"
// identity = ["contract", "first", "second"]
// evidence = ["office", "document"]
// kin_from = ["bidder"]
// needs = ["BID_FOR"]
// optional = ["KIN", "DIRECTS", "OWNS", "ORG_OWNS"]
// legal = ["bidding-regs-2019:34", "bidding-regs-2019:40"]
// precision = 0.6
// presumed_steps = 2
// heading = "标段{contract}的两个投标人{organizations}有关联"
// explanation = "{organizations}投标同一标段{contract}（{fact_on}）：[保证金由同一账户转出（{deposit_count} 项）；][同一人或同一单位持股过半（{control_count} 项）；][法定代表人是同一人（{legal_count} 项）；][法定代表人为近亲属（{kin_words}）；][联系电话相同（{phone_count} 项）；][地址相同（{address_count} 项）；][投标文件由同一网络地址上传（{ip_count} 项）；]关联按签订日计。"
// verify = ["查阅两份投标文件", "查询保证金的缴款人", "询问评标委员会和代理机构"]
//
// [[false_positives]]
// words = "写的是代理机构的地址"
// case = "代理机构的地址"
//
// [[false_positives]]
// words = "一方的任职已经结束"
// case = "一方的任职已经结束"
// filter = "F02"
//
// [[false_positives]]
// words = "离婚"
// case = "投标前已经离婚"
//
// [[false_positives]]
// words = "被他人收养，与生家的亲属关系终止"
// case = "一方幼时被他人收养"
//
// [[false_positives]]
// words = "亲属关系只经由登记错误、已更正的户成员"
// case = "经由登记错误已更正的成员"
// ///
MATCH (a:Organization)-[x:BID_FOR]->(t:Contract)<-[y:BID_FOR]-(b:Organization)
WHERE a.key < b.key
WITH a, b, t, x.key AS bid, y.key AS counterbid, coalesce(t.signed, t.meeting, $as_of) AS day,
  CASE WHEN x.deposit = y.deposit THEN 1 ELSE 0 END AS deposit, CASE WHEN x.phone = y.phone THEN 1 ELSE 0 END AS phone,
  CASE WHEN x.ip = y.ip THEN 1 ELSE 0 END AS ip,
  CASE WHEN x.address = y.address AND NOT coalesce(x.agency, false) AND NOT coalesce(y.agency, false) THEN 1 ELSE 0 END AS address
OPTIONAL MATCH (a)<-[d:DIRECTS]-(p:Person)
WHERE d.role = 'legal_rep' AND (d.valid_from IS NULL OR d.valid_from <= day) AND (d.valid_to IS NULL OR d.valid_to >= day)
OPTIONAL MATCH (b)<-[e:DIRECTS]-(q:Person)
WHERE e.role = 'legal_rep' AND (e.valid_from IS NULL OR e.valid_from <= day) AND (e.valid_to IS NULL OR e.valid_to >= day)
WITH a, b, t, bid, counterbid, day, deposit, phone, ip, address, coalesce(p.key, '') AS one, coalesce(q.key, '-') AS two, d, e, p
OPTIONAL MATCH (p)-[k:KIN]->(z:Person)
WHERE z.key = two AND k.near
  AND (k.valid_from IS NULL OR k.valid_from <= day) AND (k.valid_to IS NULL OR k.valid_to >= day)
OPTIONAL MATCH (a)<-[h:OWNS]-(o:Person)-[i:OWNS]->(b)
WHERE h.share > 0.5 AND i.share > 0.5 AND (h.valid_from IS NULL OR h.valid_from <= day) AND (h.valid_to IS NULL OR h.valid_to >= day)
  AND (i.valid_from IS NULL OR i.valid_from <= day) AND (i.valid_to IS NULL OR i.valid_to >= day)
OPTIONAL MATCH (a)<-[f:ORG_OWNS]-(m:Organization)-[g:ORG_OWNS]->(b)
WHERE f.share > 0.5 AND g.share > 0.5 AND (f.valid_from IS NULL OR f.valid_from <= day) AND (f.valid_to IS NULL OR f.valid_to >= day)
  AND (g.valid_from IS NULL OR g.valid_from <= day) AND (g.valid_to IS NULL OR g.valid_to >= day)
OPTIONAL MATCH (a)-[u:ORG_OWNS]->(b)
WHERE u.share > 0.5 AND (u.valid_from IS NULL OR u.valid_from <= day) AND (u.valid_to IS NULL OR u.valid_to >= day)
OPTIONAL MATCH (b)-[w:ORG_OWNS]->(a)
WHERE w.share > 0.5 AND (w.valid_from IS NULL OR w.valid_from <= day) AND (w.valid_to IS NULL OR w.valid_to >= day)
WITH a, b, t, bid, counterbid, deposit, phone, ip, address, one, two, d, e, k, o, h, i, m, f, g, u, w,
  one = two OR k.key IS NOT NULL AS akin,
  deposit + phone + ip + address > 0 OR one = two OR o.key IS NOT NULL OR m.key IS NOT NULL OR u.key IS NOT NULL OR w.key IS NOT NULL AS plain
WHERE akin OR plain
RETURN t.key AS contract, a.key AS first, b.key AS second, collect(DISTINCT a.key) + collect(DISTINCT b.key) AS organizations,
  max(t.village) AS village,
  collect(DISTINCT CASE WHEN akin THEN one END) + collect(DISTINCT CASE WHEN akin THEN two END) AS legal_reps,
  collect(DISTINCT o.key) AS owners, collect(DISTINCT k.key) AS kin, collect(DISTINCT k.words) AS kin_words,
  max(deposit) AS deposit_count, max(phone) AS phone_count, max(ip) AS ip_count, max(address) AS address_count,
  count(DISTINCT CASE WHEN one = two THEN one END) AS legal_count,
  count(DISTINCT o.key) + count(DISTINCT m.key) + count(DISTINCT CASE WHEN u.key IS NOT NULL THEN 1 END)
    + count(DISTINCT CASE WHEN w.key IS NOT NULL THEN 1 END) AS control_count,
  collect(DISTINCT CASE WHEN plain THEN 'asserted' ELSE k.confidence END) AS confidence,
  collect(DISTINCT bid) + collect(DISTINCT counterbid) + collect(DISTINCT CASE WHEN akin THEN d.key END)
    + collect(DISTINCT CASE WHEN akin THEN e.key END) + collect(DISTINCT h.key) + collect(DISTINCT i.key) + collect(DISTINCT f.key)
    + collect(DISTINCT g.key) + collect(DISTINCT u.key) + collect(DISTINCT w.key) AS facts,
  CASE WHEN max(deposit) > 0 OR count(o.key) + count(m.key) + count(u.key) + count(w.key) > 0 THEN 'red' ELSE 'orange' END AS tier,
  max(coalesce(t.signed, t.meeting)) AS fact_on
ORDER BY contract, first, second
