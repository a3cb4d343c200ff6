// 各村当年任职的干部，其中几人的亲属有登记或申报
MATCH (c:Person)-[s:SERVES]->(w:Village)
WHERE s.role <> 'other' AND coalesce(s.valid_from, $first_day) <= $until AND coalesce(s.valid_to, $last_day) >= $since
OPTIONAL MATCH (c)-[k:KIN]->(:Person)
WITH w, c, count(k.key) AS ties
WITH w, count(c.key) AS members, count(CASE WHEN ties > 0 THEN 1 END) AS known
RETURN w.key AS village, members AS members, known AS known
ORDER BY village
