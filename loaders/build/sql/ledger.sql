-- Village vouchers line by line; the payee by account, by exact name of an organization, by a name that only one
-- person of the village bears. A line on the cash or bank subject of a balanced voucher is the other side of the
-- entry and has no direction.
CREATE TABLE ledger_row AS
WITH lines AS (
    SELECT l.*, coalesce(l.village_code, l.town_code) AS unit, year(l.date) AS year,
           regexp_matches(coalesce(l.account, ''), '^(1001|1002|库存现金|现金|银行存款)') AS cash,
           sum(coalesce(debit, 0)) OVER v = sum(coalesce(credit, 0)) OVER v
               AND sum(coalesce(debit, 0)) OVER v <> 0 AS balanced
    FROM ledger l WINDOW v AS (PARTITION BY coalesce(village_code, town_code), year(date), voucher)
)
SELECT rowid_of.*, CASE
           WHEN cash AND balanced THEN NULL
           WHEN direction IS NOT NULL THEN CASE WHEN regexp_matches(direction, '收|贷') <> (cash AND regexp_matches(direction, '借|贷')) THEN 'in' ELSE 'out' END
           WHEN coalesce(debit, 0) <> 0 THEN CASE WHEN cash THEN 'in' ELSE 'out' END
           ELSE CASE WHEN cash THEN 'out' ELSE 'in' END END AS flow,
       CASE WHEN coalesce(debit, 0) <> 0 THEN debit WHEN coalesce(credit, 0) <> 0 THEN credit ELSE coalesce(amount, 0) END AS fen
FROM lines rowid_of;

CREATE TABLE ledger_content AS
SELECT loc AS id, content || chr(31) || row_number() OVER (PARTITION BY src, content ORDER BY loc) AS content, loc, src
FROM (SELECT loc, src, concat_ws(chr(31), coalesce(unit, ''), coalesce(year, 0), coalesce(voucher, ''), coalesce(date::VARCHAR, ''),
                                 coalesce(account, ''), coalesce(flow, ''), fen, coalesce(summary, ''), coalesce(payee_key, ''),
                                 coalesce(payee_acct, ''), coalesce(receiver, '')) AS content FROM ledger_row);
