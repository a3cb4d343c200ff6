// 各村的人（本村干部除外）：按低收入和年龄分层，有几人，其中几人是干部亲属
MATCH (x:Person)-[m:MEMBER_OF]->(h:Household)
WHERE h.village IS NOT NULL AND coalesce(x.death, $last_day) >= $since
  AND coalesce(m.valid_from, $first_day) <= $until AND coalesce(m.valid_to, $last_day) >= $since
WITH DISTINCT x, h.village AS place
OPTIONAL MATCH (v:Village)-[:WITHIN]->(u:Village)
WHERE v.key = place
WITH x, place, coalesce(u.key, place) AS above
OPTIONAL MATCH (x)<-[k:KIN]-(:Person)-[s:SERVES]->(w:Village)
WHERE $scope IN k.scopes AND s.role <> 'other' AND (w.key = place OR w.key = above)
  AND coalesce(k.valid_from, $first_day) <= $until AND coalesce(k.valid_to, $last_day) >= $since
  AND coalesce(s.valid_from, $first_day) <= $until AND coalesce(s.valid_to, $last_day) >= $since
WITH x, place, above, count(k.key) AS ties
OPTIONAL MATCH (x)-[o:SERVES]->(y:Village)
WHERE o.role <> 'other' AND (y.key = place OR y.key = above)
  AND coalesce(o.valid_from, $first_day) <= $until AND coalesce(o.valid_to, $last_day) >= $since
WITH x, place, ties, count(o.key) AS posts
WHERE posts = 0
OPTIONAL MATCH (x)-[b:COVERED_BY]->(:BenefitFile)
WHERE coalesce(b.valid_from, $first_day) <= $until AND coalesce(b.valid_to, $last_day) >= $since
WITH x, place, ties, count(b.key) AS files
RETURN place AS village, CASE WHEN files > 0 THEN 'low' ELSE 'other' END AS income,
  CASE WHEN x.birth_day <= $elder_day THEN 'elder' WHEN x.birth_day > $minor_day THEN 'minor' ELSE 'adult' END AS band,
  count(x.key) AS eligible, count(CASE WHEN ties > 0 THEN 1 END) AS kin
ORDER BY village, income, band
