-- Bank returns of failed transfers and the payments they may mean: same account and amount, same batch where both
-- name one, the day of the return from 3 days before to 60 days after the payment.
CREATE TABLE return_match AS
WITH failed AS (
    SELECT loc, acct, amount, date, batch, reason FROM raw_bank_returns
    WHERE acct IS NOT NULL AND amount IS NOT NULL AND NOT regexp_matches(coalesce(result, ''), '^(交易)?(处理)?成功')
      AND regexp_matches(coalesce(result, '') || coalesce(reason, ''), '失败|退|不符|错误|销户|冻结|挂失|不成功|异常|无此')
)
SELECT f.loc, p.key, abs(coalesce(f.date - p.paid_on, 0)) AS days
FROM failed f JOIN payment p ON p.account = f.acct AND p.amount_fen = f.amount
WHERE (f.batch IS NULL OR p.batch IS NULL OR f.batch = p.batch)
  AND (f.date IS NULL OR p.paid_on IS NULL OR f.date BETWEEN p.paid_on - 3 AND p.paid_on + 60);
