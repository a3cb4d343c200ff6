WITH deal AS (
  SELECT e.village, o.key AS organization, o.founded, e.year, e.amount_fen, least(e.date, coalesce(t.signed, e.date)) AS day
  FROM LedgerEntry e JOIN PAYS_ORG p ON p.start = e.key JOIN Organization o ON o.key = p."end"
  LEFT JOIN (SELECT u.start, min(c.signed) AS signed FROM UNDER_CONTRACT u JOIN Contract c ON c.key = u."end" GROUP BY u.start) t ON t.start = e.key
  WHERE e.direction = 'out' AND e.amount_fen > 0 AND e.village IS NOT NULL AND o.founded IS NOT NULL AND NOT coalesce(o.public, false)
),
began AS (SELECT village, organization, min(day) AS day, min(year) AS year, any_value(founded) AS founded FROM deal GROUP BY ALL)
SELECT d.village, d.organization, b.year, sum(d.amount_fen) AS amount_fen
FROM began b JOIN deal d USING (village, organization, year)
WHERE trunc((b.day - b.founded) * 12 / 365) < $age_months GROUP BY ALL
