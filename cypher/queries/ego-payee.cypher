// 村级账目的个人收款人
MATCH (:LedgerEntry)-[:PAYS_PERSON]->(p:Person)
RETURN DISTINCT p.key AS ego
