WITH project AS (
  SELECT village, project, sum(collective_fen) AS share, sum(amount_fen) AS total, coalesce(sum(household_fen), 0) AS household, min(approved_day) AS first_day,
         max(greatest(approved_day, coalesce(due_day, approved_day))) AS start_day, min(name) AS name, min(coalesce(stem, name)) AS stem,
         min(coalesce(document, '')) AS document
  FROM CompensationSplit WHERE collective_fen > 0 AND approved_day IS NOT NULL AND village IS NOT NULL GROUP BY village, project
  HAVING start_day + $window_days <= $as_of_day
),
covered AS (
  SELECT p.* FROM project p WHERE 4 = (
    SELECT count(DISTINCT CASE WHEN e.day >= p.start_day + $window_days THEN 3 WHEN e.day >= p.start_day + 2 * $window_days // 3 THEN 2
                               WHEN e.day >= p.start_day + $window_days // 3 THEN 1 WHEN e.day >= p.start_day THEN 0 END)
    FROM LedgerEntry e JOIN SPENT_BY b ON b.start = e.key WHERE b."end" = p.village)
),
own AS (
  SELECT key AS village, key AS unit FROM Village
  UNION SELECT key, merged_into FROM Village
  UNION SELECT "end", start FROM WITHIN
),
shared AS (
  SELECT key AS village, town AS unit FROM Village
  UNION SELECT start, "end" FROM WITHIN
),
book AS (
  SELECT village, unit, bool_or(mine) AND NOT bool_or(NOT mine) AS mine
  FROM (SELECT *, true AS mine FROM own UNION ALL SELECT *, false FROM shared) WHERE unit IS NOT NULL GROUP BY village, unit
),
claim AS (
  SELECT p.village, p.project, p.share, e.key, e.amount_fen, e.day >= p.first_day - $before_days AND (e.amount_fen = p.share OR e.amount_fen <> p.household) AS timely,
         contains(coalesce(e.summary, ''), p.stem) OR contains(coalesce(e.summary, ''), p.name)
           OR (p.document <> '' AND contains(coalesce(e.summary, ''), p.document)) AS named,
         e.amount_fen IN (p.share, p.total)
           OR ((u.mine OR contains(coalesce(e.summary, ''), v.name))
               AND EXISTS (SELECT 1 FROM (SELECT unnest($land_words) AS word) w
                           WHERE contains(coalesce(e.summary, ''), w.word) OR contains(coalesce(e.subject, ''), w.word))) AS alike
  FROM covered p JOIN Village v ON v.key = p.village JOIN book u ON u.village = p.village JOIN LedgerEntry e ON e.village = u.unit
  WHERE e.direction = 'in' AND e.amount_fen > 0
),
booked AS (
  SELECT village, project, sum(amount_fen) AS fen
  FROM (SELECT *, bool_or(named) OVER (PARTITION BY key) AS claimed FROM claim) WHERE timely AND (named OR (alike AND NOT claimed))
  GROUP BY village, project
)
SELECT c.village, c.project, c.share - coalesce(b.fen, 0) AS amount_fen
FROM covered c LEFT JOIN booked b USING (village, project)
WHERE coalesce(b.fen, 0) < $min_share * c.share
