WITH large AS (
  SELECT recipient, program, year FROM Payment WHERE area > 0 AND stands AND amount_fen > 0
  GROUP BY ALL HAVING sum(area) >= $land_mu
)
SELECT f.key AS household, coalesce(f.program, f.kind) AS aid, l.program AS scale, l.year, sum(p.amount_fen) AS amount_fen
FROM large l JOIN COVERED_BY b ON b.start = l.recipient JOIN BenefitFile f ON f.key = b."end"
JOIN Payment p ON p.recipient = l.recipient AND p.program = l.program AND p.year = l.year AND p.area > 0 AND p.stands AND p.amount_fen > 0
WHERE regexp_full_match(f.kind, $aid_words)
  AND p.decided_on BETWEEN coalesce(b.valid_from, DATE '0001-01-01') AND coalesce(b.valid_to, DATE '9999-12-31')
GROUP BY ALL
