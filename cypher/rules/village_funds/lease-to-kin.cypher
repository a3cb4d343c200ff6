// 资产资源发包：承租方与村干部有关
// /// rule
// id = "R38"
// limb = "e"
// status = "active"
// version = 3
// tier = "yellow"
// subject = "contract"
// identity = ["contract"]
// evidence = ["document", "kin"]
// kin_from = ["office"]
// needs = ["Contract", "OWNED_BY", "SERVES"]
// optional = ["KIN", "WON_BY_ORG", "WON_BY_PERSON", "DIRECTS", "OWNS", "EMPLOYED_AT", "ORG_OWNS", "WITHIN"]
// legal = ["collective-econ-2024:35.2", "voc-organic-2018:24"]
// precision = 0.33
// heading = "{village}合同{contract}的承租方与{cadres}有关"
// explanation = "合同{contract}[（{assets}）]签订于 {fact_on}，[承租人{lessees}][承租单位{organizations}，与该单位有关的人：{owners}]；{cadres}当时任{roles}[，与其中的人为亲属（{kin_words}）]。在职、亲属关系、任职和持股均按合同签订日计。"
// verify = ["查看合同和会议记录，本人是否回避", "向相邻承租人了解租金", "核对谁在实际经营"]
//
// [params]
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
// min_share = { type = "real", default = 0.05, words = "持股比例的起点", proposal = true }
// posts = { type = "texts", default = ["legal_rep", "director", "manager"], words = "视为法定代表人或实际经办人的职务" }
//
// [[raised_by]]
// rules = ["R38"]
// shares = ["contract"]
// limbs = 1
// to = "red"
// words = "同一合同还有租金、期限或发包方式方面的事实"
//
// [[false_positives]]
// words = "签订时已离任"
// case = "签订时已离任"
// filter = "F02"
//
// [[false_positives]]
// words = "亲属只持有很小的股份"
// case = "持股低于起点"
//
// [[false_positives]]
// words = "同名的人"
// case = "仅姓名和村相同"
// filter = "F08"
// ///
MATCH (t:Contract)-[:OWNED_BY]->(v:Village)
WHERE t.purpose = 'lease' AND t.signed IS NOT NULL
OPTIONAL MATCH (v)-[:WITHIN]->(u:Village)
WITH t, v.key AS place, coalesce(u.key, '') AS above, coalesce(u.parent, '') AS top, t.signed AS day
OPTIONAL MATCH (t)-[n:WON_BY_PERSON]->(b:Person)
OPTIONAL MATCH (t)-[:WON_BY_ORG]->(o:Organization)
WITH t, place, above, top, day, b.key AS lessee, n.match AS grade, coalesce(o.key, '') AS first
OPTIONAL MATCH (o2:Organization)-[w2:ORG_OWNS]->(x:Organization)
WHERE x.key = first AND w2.share >= $min_share
WITH t, place, above, top, day, lessee, grade, first,
  CASE WHEN coalesce(w2.valid_from, day) <= day AND coalesce(w2.valid_to, day) >= day THEN o2.key END AS owner2, w2.key AS link2
WITH t, place, above, top, day, lessee, grade, first, coalesce(owner2, '') AS second, link2
OPTIONAL MATCH (o3:Organization)-[w3:ORG_OWNS]->(y:Organization)
WHERE y.key = second AND w3.share >= $min_share
WITH t, place, above, top, day, lessee, grade, first, second, link2, w3.key AS link3,
  CASE WHEN coalesce(w3.valid_from, day) <= day AND coalesce(w3.valid_to, day) >= day THEN o3.key END AS third
UNWIND [first, second, third] AS reached
WITH DISTINCT t, place, above, top, day, lessee, grade, first, coalesce(reached, '') AS reached,
  CASE WHEN reached = second THEN link2 WHEN reached = third THEN link3 END AS link
OPTIONAL MATCH (q:Person)-[:DIRECTS|OWNS|EMPLOYED_AT]->(h:Organization)
WHERE h.key = reached AND NOT coalesce(h.public, false)
WITH DISTINCT t, place, above, top, day, lessee, grade, first, link, coalesce(h.key, '') AS held, coalesce(q.key, '') AS owner
OPTIONAL MATCH (d1:Person)-[d:DIRECTS]->(d2:Organization)
WHERE d1.key = owner AND d2.key = held AND d.role IN $posts
  AND (d.valid_from IS NULL OR d.valid_from <= day) AND (d.valid_to IS NULL OR d.valid_to >= day)
OPTIONAL MATCH (w1:Person)-[w:OWNS]->(w2b:Organization)
WHERE w1.key = owner AND w2b.key = held AND w.share >= $min_share
  AND (w.valid_from IS NULL OR w.valid_from <= day) AND (w.valid_to IS NULL OR w.valid_to >= day)
OPTIONAL MATCH (j1:Person)-[j:EMPLOYED_AT]->(j2:Organization)
WHERE j1.key = owner AND j2.key = held
  AND (j.valid_from IS NULL OR j.valid_from <= day) AND (j.valid_to IS NULL OR j.valid_to >= day)
WITH t, place, above, top, day, lessee, grade, first, link, d, w, j,
  CASE WHEN lessee IS NOT NULL THEN lessee WHEN d.key IS NOT NULL OR w.key IS NOT NULL OR j.key IS NOT NULL THEN owner END AS linked
WHERE linked IS NOT NULL
OPTIONAL MATCH (g:Person)-[k:KIN]->(r:Person)
WHERE r.key = linked AND $scope IN k.scopes
  AND (k.valid_from IS NULL OR k.valid_from <= day) AND (k.valid_to IS NULL OR k.valid_to >= day)
WITH t, place, above, top, day, lessee, grade, first, link, d, w, j, linked,
  coalesce(g.key, '') AS relative, k.key AS tie, k.words AS words, k.confidence AS sureness
UNWIND [linked, relative] AS cadre
WITH DISTINCT t, place, above, top, day, lessee, grade, first, link, d, w, j, linked, cadre, CASE WHEN cadre <> linked THEN tie END AS tie,
  CASE WHEN cadre <> linked THEN words END AS words, CASE WHEN cadre <> linked THEN sureness ELSE 'asserted' END AS sureness
MATCH (c:Person)-[s:SERVES]->(z:Village)
WHERE c.key = cadre AND s.role <> 'other' AND (z.key = place OR z.key = above OR z.key = top)
  AND (s.valid_from IS NULL OR s.valid_from <= day) AND (s.valid_to IS NULL OR s.valid_to >= day)
WITH t, place, lessee, first, link, d, w, j, linked, c, s, tie, words, sureness, s.match IN $weak OR (lessee IS NOT NULL AND grade IN $weak)
    OR (lessee IS NULL AND w.key IS NULL AND j.key IS NULL AND d.match IN $weak) AS unsure
RETURN t.key AS contract, max(place) AS village, collect(DISTINCT t.asset) AS assets, collect(DISTINCT c.key) AS cadres,
  collect(DISTINCT lessee) AS lessees, collect(DISTINCT CASE WHEN lessee IS NULL THEN first END) AS organizations,
  collect(DISTINCT CASE WHEN lessee IS NULL THEN linked END) AS owners, collect(DISTINCT s.role) AS roles,
  collect(DISTINCT tie) AS kin, collect(DISTINCT words) AS kin_words,
  collect(DISTINCT sureness) AS confidence,
  collect(DISTINCT s.key) + collect(DISTINCT d.key) + collect(DISTINCT w.key) + collect(DISTINCT j.key) + collect(DISTINCT link) AS facts,
  count(CASE WHEN unsure THEN NULL ELSE 1 END) > 0 AS sure,
  CASE WHEN count(CASE WHEN unsure THEN NULL ELSE 1 END) > 0 THEN 'id18' ELSE 'name_village' END AS matched_by,
  max(t.rent_fen) AS amount_fen, max(t.signed) AS fact_on
ORDER BY contract
