// 投标人与招标方的决策人有利害关系
// /// rule
// id = "R47"
// limb = "a"
// status = "active"
// version = 3
// tier = "orange"
// subject = "contract"
// identity = ["contract", "organization", "cadre"]
// evidence = ["office"]
// kin_from = ["office"]
// needs = ["BID_FOR", "OWNED_BY", "SERVES"]
// optional = ["KIN", "DIRECTS", "OWNS", "EMPLOYED_AT", "ORG_OWNS", "WITHIN"]
// legal = ["bidding-regs-2019:34"]
// precision = 0.5
// presumed_steps = 2
// heading = "{village}标段{contract}的投标人{organization}与{cadre}有关"
// explanation = "{organization}投标{village}的标段{contract}（{fact_on}），与该单位有关的人：{owners}；{cadre}当时任{roles}，参与该村决策[，与其中的人为亲属（{kin_words}）]。任职、持股、亲属关系均按签订日计。"
// verify = ["查阅招标文件、投标文件和评标记录", "查阅会议记录，本人是否回避", "询问其他投标人"]
//
// [params]
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
// min_share = { type = "real", default = 0.05, words = "持股比例的起点", proposal = true }
// posts = { type = "texts", default = ["legal_rep", "director", "manager"], words = "视为法定代表人或实际经办人的职务" }
// deciders = { type = "texts", default = ["secretary", "deputy_secretary", "party_member", "head", "deputy_head", "committee_member", "council"], words = "参与决策的职务" }
//
// [[false_positives]]
// words = "同名的人"
// case = "仅姓名和村相同"
// filter = "F08"
//
// [[false_positives]]
// words = "投标时已经离任"
// case = "投标时已经离任"
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
MATCH (t:Contract)-[:OWNED_BY]->(v:Village)
WHERE t.signed IS NOT NULL OR t.meeting IS NOT NULL
OPTIONAL MATCH (v)-[:WITHIN]->(u:Village)
WITH t, v.key AS place, coalesce(u.key, '') AS above, coalesce(u.parent, '') AS top, coalesce(t.signed, t.meeting) AS day
MATCH (t)<-[f:BID_FOR]-(o:Organization)
WITH t, place, above, top, day, o.key AS first, f.key AS bid
OPTIONAL MATCH (o2:Organization)-[w2:ORG_OWNS]->(x:Organization)
WHERE x.key = first AND w2.share >= $min_share
WITH t, place, above, top, day, first, bid,
  CASE WHEN coalesce(w2.valid_from, day) <= day AND coalesce(w2.valid_to, day) >= day THEN o2.key END AS owner2, w2.key AS link2
WITH t, place, above, top, day, first, bid, coalesce(owner2, '') AS second, link2
OPTIONAL MATCH (o3:Organization)-[w3:ORG_OWNS]->(y:Organization)
WHERE y.key = second AND w3.share >= $min_share
WITH t, place, above, top, day, first, bid, second, link2, w3.key AS link3,
  CASE WHEN coalesce(w3.valid_from, day) <= day AND coalesce(w3.valid_to, day) >= day THEN o3.key END AS third
UNWIND [first, second, third] AS reached
WITH DISTINCT t, place, above, top, day, first, bid, coalesce(reached, '') AS reached,
  CASE WHEN reached = second THEN link2 WHEN reached = third THEN link3 END AS link
OPTIONAL MATCH (q:Person)-[:DIRECTS|OWNS|EMPLOYED_AT]->(h:Organization)
WHERE h.key = reached AND NOT coalesce(h.public, false)
WITH DISTINCT t, place, above, top, day, first, bid, link, coalesce(h.key, '') AS held, coalesce(q.key, '') AS owner
OPTIONAL MATCH (d1:Person)-[d:DIRECTS]->(d2:Organization)
WHERE d1.key = owner AND d2.key = held AND d.role IN $posts
  AND (d.valid_from IS NULL OR d.valid_from <= day) AND (d.valid_to IS NULL OR d.valid_to >= day)
OPTIONAL MATCH (w1:Person)-[w:OWNS]->(w2b:Organization)
WHERE w1.key = owner AND w2b.key = held AND w.share >= $min_share
  AND (w.valid_from IS NULL OR w.valid_from <= day) AND (w.valid_to IS NULL OR w.valid_to >= day)
OPTIONAL MATCH (j1:Person)-[j:EMPLOYED_AT]->(j2:Organization)
WHERE j1.key = owner AND j2.key = held
  AND (j.valid_from IS NULL OR j.valid_from <= day) AND (j.valid_to IS NULL OR j.valid_to >= day)
WITH t, place, above, top, day, first, bid, link, d, w, j,
  CASE WHEN d.key IS NOT NULL OR w.key IS NOT NULL OR j.key IS NOT NULL THEN owner END AS linked
WHERE linked IS NOT NULL
UNWIND [place, above, top] AS seat
MATCH (z:Village)
WHERE z.key = seat
WITH t, place, day, first, bid, link, d, w, j, linked, z
MATCH (c:Person)-[s:SERVES]->(z)
WHERE s.role IN $deciders AND (s.valid_from IS NULL OR s.valid_from <= day) AND (s.valid_to IS NULL OR s.valid_to >= day)
OPTIONAL MATCH (c)-[k:KIN]->(r:Person)
WHERE r.key = linked AND $scope IN k.scopes
  AND (k.valid_from IS NULL OR k.valid_from <= day) AND (k.valid_to IS NULL OR k.valid_to >= day)
WITH t, place, first, bid, link, d, w, j, linked, c, s, k
WHERE c.key = linked OR k.key IS NOT NULL
WITH t, place, first, bid, link, d, w, j, linked, c, s, k,
  s.match IN $weak OR (w.key IS NULL AND j.key IS NULL AND d.match IN $weak) AS unsure
RETURN t.key AS contract, first AS organization, c.key AS cadre, max(place) AS village, collect(DISTINCT linked) AS owners,
  collect(DISTINCT s.role) AS roles, collect(DISTINCT k.key) AS kin, collect(DISTINCT k.words) AS kin_words,
  collect(DISTINCT CASE WHEN k.key IS NULL THEN 'asserted' ELSE k.confidence END) AS confidence,
  collect(DISTINCT s.key) + collect(DISTINCT d.key) + collect(DISTINCT w.key) + collect(DISTINCT j.key) + collect(DISTINCT link)
    + collect(DISTINCT bid) AS facts,
  CASE WHEN count(CASE WHEN unsure THEN NULL ELSE 1 END) > 0 THEN 'id18' ELSE 'name_village' END AS matched_by,
  max(coalesce(t.signed, t.meeting)) AS fact_on
ORDER BY contract, organization, cadre
