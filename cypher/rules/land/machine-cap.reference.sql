SELECT buyer AS buyer_key, year, sum(amount_fen) AS amount_fen
FROM Machine WHERE buyer IS NOT NULL AND year IS NOT NULL AND buyer_kind IS NOT NULL
GROUP BY buyer, buyer_kind, year
HAVING count(*) > CASE WHEN buyer_kind = 'organization' THEN $coop_cap ELSE $person_cap END
   AND CASE WHEN buyer_kind = 'organization' THEN $coop_cap ELSE $person_cap END > 0
