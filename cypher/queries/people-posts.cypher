// 谁在哪村任职，什么时候
MATCH (c:Person)-[s:SERVES]->(w:Village)
WHERE s.role <> 'other'
RETURN c.key AS person, w.key AS unit, s.valid_from AS since, s.valid_to AS until
