WITH tried AS (
  SELECT b.start AS organization, t.village, t.signed, t.start_year AS year, t.amount_fen, w.start IS NOT NULL AS won
  FROM BID_FOR b JOIN Contract t ON t.key = b."end" LEFT JOIN WON_BY_ORG w ON w.start = t.key AND w."end" = b.start
  WHERE t.village IS NOT NULL
),
faithful AS (SELECT organization FROM tried GROUP BY organization HAVING min(village) = max(village) AND bool_and(won))
SELECT village, organization, year, sum(amount_fen) AS amount_fen
FROM tried SEMI JOIN faithful USING (organization) WHERE signed IS NOT NULL AND year IS NOT NULL
GROUP BY ALL HAVING count(*) >= $min_bids
