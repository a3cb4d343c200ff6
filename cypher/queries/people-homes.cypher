// 谁在哪村哪户，什么时候
MATCH (x:Person)-[m:MEMBER_OF]->(h:Household)
WHERE h.village IS NOT NULL
RETURN x.key AS person, h.key AS home, h.village AS village, x.birth_day AS birth_day, x.death AS death,
  m.valid_from AS since, m.valid_to AS until
