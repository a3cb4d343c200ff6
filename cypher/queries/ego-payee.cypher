// 村级账目的个人收款人，收款单位的法定代表人和控股人
MATCH (:LedgerEntry)-[:PAYS_PERSON]->(p:Person)
RETURN DISTINCT p.key AS ego
UNION
MATCH (:LedgerEntry)-[:PAYS_ORG]->(:Organization)<-[d:DIRECTS]-(p:Person)
WHERE d.role = 'legal_rep'
RETURN DISTINCT p.key AS ego
UNION
MATCH (:LedgerEntry)-[:PAYS_ORG]->(:Organization)<-[h:OWNS]-(p:Person)
WHERE h.share > 0.5
RETURN DISTINCT p.key AS ego
