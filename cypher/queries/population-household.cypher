// 各村的户（没有本村干部的）：按低收入和老人分层，有几户，其中几户有干部亲属、各几人
MATCH (x:Person)-[m:MEMBER_OF]->(h:Household)
WHERE h.village IS NOT NULL AND coalesce(x.death, $last_day) >= $since
  AND coalesce(m.valid_from, $first_day) <= $until AND coalesce(m.valid_to, $last_day) >= $since
WITH h, x, h.village AS place
OPTIONAL MATCH (v:Village)-[:WITHIN]->(u:Village)
WHERE v.key = place
WITH h, x, place, coalesce(u.key, place) AS above
OPTIONAL MATCH (x)<-[k:KIN]-(:Person)-[s:SERVES]->(w:Village)
WHERE $scope IN k.scopes AND s.role <> 'other' AND (w.key = place OR w.key = above)
  AND coalesce(k.valid_from, $first_day) <= $until AND coalesce(k.valid_to, $last_day) >= $since
  AND coalesce(s.valid_from, $first_day) <= $until AND coalesce(s.valid_to, $last_day) >= $since
WITH h, x, place, above, count(k.key) AS ties
OPTIONAL MATCH (x)-[o:SERVES]->(y:Village)
WHERE o.role <> 'other' AND (y.key = place OR y.key = above)
  AND coalesce(o.valid_from, $first_day) <= $until AND coalesce(o.valid_to, $last_day) >= $since
WITH h, x, place, ties, count(o.key) AS posts
OPTIONAL MATCH (x)-[b:COVERED_BY]->(:BenefitFile)
WHERE coalesce(b.valid_from, $first_day) <= $until AND coalesce(b.valid_to, $last_day) >= $since
WITH h, x, place, ties, posts, count(b.key) AS files
WITH place, h, count(CASE WHEN ties > 0 THEN 1 END) AS relatives, max(posts) AS posts, max(files) AS files,
  count(CASE WHEN x.birth_day <= $elder_day THEN 1 END) AS elders
WHERE posts = 0
RETURN place AS village, CASE WHEN files > 0 THEN 'low' ELSE 'other' END AS income,
  CASE WHEN elders > 0 THEN 'elder' ELSE 'adult' END AS band, count(h.key) AS eligible,
  count(CASE WHEN relatives > 0 THEN 1 END) AS kin, collect(CASE WHEN relatives > 0 THEN relatives END) AS weights
ORDER BY village, income, band
