WITH let AS (  -- the rent of the whole term; where the term or the rent is not known, what the contract says
  SELECT key, coalesce(rent_fen * (valid_to - coalesce(valid_from, signed) + 1) // 365, amount_fen) AS fen
  FROM Contract WHERE purpose = 'lease' AND NOT tendered AND NOT regexp_matches(mode, '公示|公告')
)
SELECT key AS contract, fen AS amount_fen FROM let WHERE fen > list_min($limits)
