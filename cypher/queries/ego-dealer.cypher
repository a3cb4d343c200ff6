// 农机经销企业的负责人和股东
MATCH (:Machine)-[:DEALT_BY]->(:Organization)<-[:DIRECTS]-(p:Person)
RETURN DISTINCT p.key AS ego
UNION
MATCH (:Machine)-[:DEALT_BY]->(:Organization)<-[:OWNS]-(p:Person)
RETURN DISTINCT p.key AS ego
