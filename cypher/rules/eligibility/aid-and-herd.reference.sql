WITH large AS (
  SELECT key, keeper, year, coalesce(listed_under, kind) AS scale, valid_from, valid_to, amount_fen FROM Herd
  WHERE heads >= CASE animal WHEN 'cattle' THEN $cattle WHEN 'pigs' THEN $pigs WHEN 'sheep' THEN $sheep END
),
aided AS (
  SELECT DISTINCT f.key AS household, coalesce(f.program, f.kind) AS aid, l.*
  FROM large l JOIN KEPT_BY k ON k.start = l.key JOIN COVERED_BY b ON b.start = k."end" JOIN BenefitFile f ON f.key = b."end"
  WHERE regexp_full_match(f.kind, $aid_words) AND coalesce(b.valid_from, l.valid_to) <= l.valid_to AND coalesce(b.valid_to, l.valid_from) >= l.valid_from
)
SELECT household, aid, scale, year, coalesce(sum(amount_fen), 0) AS amount_fen FROM aided GROUP BY ALL
