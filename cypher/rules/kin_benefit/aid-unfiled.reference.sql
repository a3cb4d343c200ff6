WITH decided AS (
  SELECT d."end" AS applicant, a.case_no, a.program, coalesce(min(a.date) FILTER (WHERE a.step = '审批'), max(a.date)) AS day
  FROM Approval a JOIN DECIDES_FOR d ON d.start = a.key JOIN Program g ON g.key = a.program
  WHERE a.case_no IS NOT NULL
    AND EXISTS (SELECT 1 FROM (SELECT unnest($beneficiaries) AS word) WHERE g.key = word OR contains(g.name, word))
  GROUP BY ALL HAVING NOT coalesce(bool_or(a.step = '审批' AND a.result LIKE '不%'), false)
),
listed AS (
  SELECT case_no, day, applicant AS beneficiary FROM decided
  UNION
  SELECT d.case_no, d.day, m.start
  FROM decided d JOIN COVERED_BY own ON own.start = d.applicant JOIN COVERED_BY m ON m."end" = own."end"
  WHERE coalesce(own.valid_to, d.day) >= d.day AND coalesce(m.valid_to, d.day) >= d.day
    AND (own.valid_from IS NULL OR m.valid_from IS NULL OR m.valid_from <= own.valid_from)
),
serving AS (
  SELECT start AS staff, valid_from, valid_to FROM SERVES WHERE (body = 'committee' AND role <> 'clerk') OR contains(post, '民政')
  UNION ALL
  SELECT start, valid_from, valid_to FROM STAFFS WHERE role <> 'other'
)
SELECT DISTINCT s.staff, l.beneficiary, l.case_no, 0 AS amount_fen
FROM listed l JOIN KIN k ON k."end" = l.beneficiary JOIN serving s ON s.staff = k.start
WHERE list_contains(k.scopes, $local_scope)
  AND coalesce(k.valid_from, l.day) <= l.day AND coalesce(k.valid_to, l.day) >= l.day
  AND coalesce(s.valid_from, l.day) <= l.day AND coalesce(s.valid_to, l.day) >= l.day
