// 替他人收款的账户的持有人
MATCH (p:Person)-[:HOLDS]->(:BankAccount)<-[:INTO]-(y:Payment)
WHERE y.recipient <> p.key
RETURN DISTINCT p.key AS ego
