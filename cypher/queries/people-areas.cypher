// 自然村属于哪个行政村
MATCH (v:Village)-[:WITHIN]->(u:Village)
RETURN v.key AS village, u.key AS unit
