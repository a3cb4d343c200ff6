WITH doubled AS (
  SELECT recipient AS person, program, year, coalesce(period, '') AS period
  FROM Payment WHERE stands AND amount_fen > 0 AND canonical IS NOT NULL
  GROUP BY ALL HAVING min(canonical) <> max(canonical)
),
judged AS (
  SELECT d.* FROM doubled d JOIN Program g ON g.key = d.program
  WHERE NOT coalesce(list_contains(g.marks, 'two_accounts'), false)
    AND (d.period <> '' OR (g.period LIKE '%年%' AND g.period NOT LIKE '%半%'))
    AND NOT (regexp_full_match(d.period, '[0-9]{4}') AND coalesce(regexp_matches(g.period, '[月季]'), false))
),
live AS (
  SELECT p.recipient AS person, p.program, p.year, coalesce(p.period, '') AS period, p.canonical, p.amount_fen, p.key,
         coalesce(p.paid_on, p.decided_on) AS day, coalesce(p.arrears, false) AS arrears
  FROM Payment p SEMI JOIN judged j ON j.person = p.recipient AND j.program = p.program
  WHERE p.stands AND p.amount_fen > 0 AND p.canonical IS NOT NULL
),
used AS (SELECT person, program, canonical, min(day) AS began, max(day) AS ended FROM live GROUP BY ALL),
inside AS (
  SELECT DISTINCT l.person, l.program, l.year, l.period, l.canonical
  FROM live l SEMI JOIN judged j USING (person, program, year, period) WHERE l.period <> '' OR NOT l.arrears
),
pair AS (
  SELECT a.person, a.program, a.year, a.period, a.canonical AS x, b.canonical AS y
  FROM inside a JOIN inside b USING (person, program, year, period)
  JOIN used u ON u.person = a.person AND u.program = a.program AND u.canonical = a.canonical
  JOIN used w ON w.person = a.person AND w.program = a.program AND w.canonical = b.canonical
  WHERE a.canonical < b.canonical AND u.ended >= w.began AND w.ended >= u.began
),
period AS (SELECT DISTINCT person, program, year, period FROM pair),
account AS (
  SELECT person, program, year, x AS canonical FROM pair UNION SELECT person, program, year, y FROM pair
)
SELECT person, program, year, sum(amount_fen) AS amount_fen
FROM live SEMI JOIN period USING (person, program, year, period) SEMI JOIN account USING (person, program, year, canonical)
GROUP BY ALL
