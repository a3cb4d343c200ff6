// 投标、中标单位的法定代表人
MATCH (p:Person)-[d:DIRECTS]->(:Organization)-[:BID_FOR]->(:Contract)
WHERE d.role = 'legal_rep'
RETURN DISTINCT p.key AS ego
