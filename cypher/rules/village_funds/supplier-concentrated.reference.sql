WITH exempt AS (
  SELECT DISTINCT coalesce(e.subject, '') AS subject
  FROM LedgerEntry e, unnest($exempt_subjects) AS x(word)
  WHERE starts_with(coalesce(e.subject, ''), word) OR (word >= 'A' AND contains(coalesce(e.subject, ''), word))
),
spent AS (
  SELECT e.* FROM LedgerEntry e
  WHERE e.direction = 'out' AND e.amount_fen > 0 AND e.village IS NOT NULL AND coalesce(e.subject, '') NOT IN (SELECT subject FROM exempt)
),
whole AS (
  SELECT village, year, sum(amount_fen) AS fen FROM spent
  WHERE payee_kind <> 'roll' AND payee_name IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unnest($utilities) AS u(word) WHERE contains(payee_name, word))
  GROUP BY ALL
),
supplier AS (
  SELECT e.village, p."end" AS organization, e.year, sum(e.amount_fen) AS amount_fen
  FROM spent e JOIN PAYS_ORG p ON p.start = e.key JOIN Organization o ON o.key = p."end"
  WHERE NOT coalesce(o.public, false) AND NOT EXISTS (SELECT 1 FROM unnest($utilities) AS u(word) WHERE contains(e.payee_name, word))
  GROUP BY ALL HAVING count(*) >= $min_payments
)
SELECT s.village, s.organization, s.year, s.amount_fen FROM supplier s JOIN whole w USING (village, year) WHERE s.amount_fen > w.fen * $share
