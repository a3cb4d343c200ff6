WITH had AS (
  SELECT f.village, q.program, q.period, min(q.year) AS year, min(q.period_from) AS opens,
         max(coalesce(q.period_to, q.period_from)) AS closes, list(DISTINCT f.key) AS files
  FROM Payment q JOIN COVERED_BY c ON c.start = q.recipient JOIN BenefitFile f ON f.key = c."end" AND f.program = q.program
  WHERE q.stands AND q.amount_fen > 0 AND q.period_from IS NOT NULL AND f.village IS NOT NULL
  GROUP BY ALL HAVING count(DISTINCT f.key) >= $min_others
)
SELECT DISTINCT m.key AS person, h.program, h.year, 0 AS amount_fen
FROM had h
JOIN BenefitFile g ON g.village = h.village AND g.program = h.program AND NOT list_contains(h.files, g.key)
JOIN COVERED_BY c ON c."end" = g.key AND c.head AND c.covered
JOIN Person m ON m.key = c.start
WHERE h.opens >= coalesce(c.valid_from, DATE '0001-01-01') AND h.closes <= coalesce(c.valid_to, DATE '9999-12-31')
  AND (m.death IS NULL OR m.death > h.closes)
  AND NOT EXISTS (SELECT 1 FROM MEMBER_OF o WHERE o.start = m.key AND o.valid_to <= h.closes)
  AND NOT EXISTS (SELECT 1 FROM DECIDES_FOR d JOIN Approval s ON s.key = d.start
                  WHERE d."end" = m.key AND s.program = h.program AND s.date <= h.closes AND contains(s.result, '停'))
