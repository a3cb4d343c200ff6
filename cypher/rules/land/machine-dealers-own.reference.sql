WITH bought AS (
  SELECT m.key, b."end" AS recipient, d."end" AS organization, coalesce(m.bought, DATE '0001-01-01') AS day, m.amount_fen
  FROM Machine m JOIN BOUGHT_BY b ON b.start = m.key JOIN DEALT_BY d ON d.start = m.key
),
behind AS (
  SELECT start AS person, "end" AS organization, valid_from, valid_to, true AS runs FROM DIRECTS SEMI JOIN DEALT_BY d ON d."end" = DIRECTS."end"
  UNION ALL
  SELECT start, "end", valid_from, valid_to, true FROM OWNS SEMI JOIN DEALT_BY d ON d."end" = OWNS."end"
  UNION ALL
  SELECT start, "end", valid_from, valid_to, false FROM EMPLOYED_AT SEMI JOIN DEALT_BY d ON d."end" = EMPLOYED_AT."end"
),
seller AS (
  SELECT b.*, x.person, x.runs FROM bought b JOIN behind x USING (organization)
  WHERE coalesce(x.valid_from, b.day) <= b.day AND coalesce(x.valid_to, b.day) >= b.day
),
hit AS (
  SELECT key, recipient, organization, amount_fen FROM seller WHERE person = recipient
  UNION
  SELECT s.key, s.recipient, s.organization, s.amount_fen FROM seller s JOIN KIN k ON k.start = s.person AND k."end" = s.recipient
  WHERE s.runs AND list_contains(k.scopes, $scope) AND coalesce(k.valid_from, s.day) <= s.day AND coalesce(k.valid_to, s.day) >= s.day
)
SELECT recipient, organization, sum(amount_fen) AS amount_fen FROM hit GROUP BY ALL
