WITH signed AS (
  SELECT x.start AS signer, d."end" AS beneficiary, a.case_no, a.date
  FROM Approval a JOIN SIGNED x ON x."end" = a.key JOIN DECIDES_FOR d ON d.start = a.key
  WHERE list_contains($steps, a.step) AND a.case_no IS NOT NULL
)
SELECT signer, beneficiary, case_no, 0 AS amount_fen FROM signed WHERE signer = beneficiary
UNION
SELECT s.signer, s.beneficiary, s.case_no, 0
FROM signed s JOIN KIN k ON k.start = s.signer AND k."end" = s.beneficiary
WHERE list_contains(k.scopes, $scope) AND coalesce(k.valid_from, s.date) <= s.date AND coalesce(k.valid_to, s.date) >= s.date
