WITH signed AS (
  SELECT x.start AS staff, a.case_no, a.date, d."end" AS applicant
  FROM Approval a JOIN SIGNED x ON x."end" = a.key JOIN DECIDES_FOR d ON d.start = a.key JOIN Program g ON g.key = a.program
  WHERE list_contains($steps, a.step) AND NOT coalesce(a.recused, false) AND a.case_no IS NOT NULL
    AND EXISTS (SELECT 1 FROM (SELECT unnest($beneficiaries) AS word) WHERE g.key = word OR contains(g.name, word))
),
listed AS (
  SELECT staff, case_no, date, applicant AS beneficiary FROM signed
  UNION
  SELECT s.staff, s.case_no, s.date, m.start
  FROM signed s JOIN COVERED_BY own ON own.start = s.applicant JOIN COVERED_BY m ON m."end" = own."end"
  WHERE coalesce(own.valid_to, s.date) >= s.date AND coalesce(m.valid_to, s.date) >= s.date
    AND (own.valid_from IS NULL OR m.valid_from IS NULL OR m.valid_from <= own.valid_from)
),
serving AS (
  SELECT start AS staff, valid_from, valid_to FROM SERVES WHERE body = 'committee' OR contains(post, '民政')
  UNION ALL
  SELECT start, valid_from, valid_to FROM STAFFS WHERE role <> 'other'
)
SELECT DISTINCT l.staff, l.beneficiary, l.case_no, 0 AS amount_fen
FROM listed l JOIN KIN k ON k.start = l.staff AND k."end" = l.beneficiary JOIN serving s ON s.staff = l.staff
WHERE list_contains(k.scopes, $local_scope)
  AND coalesce(k.valid_from, l.date) <= l.date AND coalesce(k.valid_to, l.date) >= l.date
  AND coalesce(s.valid_from, l.date) <= l.date AND coalesce(s.valid_to, l.date) >= l.date
