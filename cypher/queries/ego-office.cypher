// 村干部
MATCH (p:Person)-[:SERVES]->(:Village)
RETURN DISTINCT p.key AS ego
