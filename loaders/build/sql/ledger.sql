-- Village vouchers line by line; the payee by account, by exact name of an organization, by a name that only one
-- person of the village bears. A line on the cash or bank subject of a balanced voucher is the other side of the
-- entry and has no direction.
-- How a voucher was paid and what vouches for it is told somewhere in its lines and holds for the whole voucher. A
-- blank attachment box means that nothing is attached only in a file that fills the box for at least four vouchers in five.
CREATE TABLE ledger_row AS
WITH lines AS (
    SELECT l.*, coalesce(l.village_code, l.town_code) AS unit, year(l.date) AS year,
           regexp_matches(coalesce(l.account, ''), '^(1001|1002|10[12](\D|$)|库存现金|现金|银行存款)') AS cash,
           sum(coalesce(debit, 0)) OVER v = sum(coalesce(credit, 0)) OVER v
               AND sum(coalesce(debit, 0)) OVER v <> 0 AS balanced,
           coalesce(string_agg(pay_mode, ' ') OVER v, '') AS modes, string_agg(attach, ' ') OVER v AS attached,
           coalesce(bool_or(credit > 0 AND regexp_matches(coalesce(account, ''), '^(1001|101(\D|$)|库存现金|现金)')) OVER v, false) AS from_till,
           coalesce(bool_or(credit > 0 AND regexp_matches(coalesce(account, ''), '^(1002|102(\D|$)|银行存款)')) OVER v, false) AS from_bank,
           bool_or(is_roll(payee) OR is_roll(summary) OR is_roll(attach)) OVER v AS rolled
    FROM ledger l WINDOW v AS (PARTITION BY coalesce(village_code, town_code), year(date), voucher)
), flows AS (
    SELECT *, CASE
           WHEN cash AND balanced THEN NULL
           WHEN direction IS NOT NULL THEN CASE WHEN regexp_matches(direction, '收|贷') <> (cash AND regexp_matches(direction, '借|贷')) THEN 'in' ELSE 'out' END
           WHEN coalesce(debit, 0) <> 0 THEN CASE WHEN cash THEN 'in' ELSE 'out' END
           ELSE CASE WHEN cash THEN 'out' ELSE 'in' END END AS flow,
       CASE WHEN coalesce(debit, 0) <> 0 THEN debit WHEN coalesce(credit, 0) <> 0 THEN credit ELSE coalesce(amount, 0) END AS fen
    FROM lines
), filled AS (
    SELECT src, avg(CASE WHEN attached IS NULL THEN 0 ELSE 1 END) >= 0.8 AS filled
    FROM flows WHERE flow = 'out' GROUP BY src
)
SELECT f.* EXCLUDE (modes, attached, from_till, from_bank, rolled),
       CASE WHEN modes LIKE '%现金%' THEN 'cash' WHEN regexp_matches(modes, '村务卡|公务卡|刷卡|POS') THEN 'card'
            WHEN modes <> '' THEN CASE WHEN regexp_matches(modes, '转账|转帐|网银|汇|银行|支票|一卡通|代发|对公') THEN 'transfer' END
            WHEN from_till THEN 'cash' WHEN from_bank THEN 'transfer' END AS means,
       CASE WHEN attached IS NULL THEN CASE WHEN k.filled THEN 'none' END
            WHEN regexp_matches(attached, '白条|白头|收条|便条') THEN 'iou'
            WHEN regexp_full_match(attached, '[0〇零无缺欠未附没有件张份票据证/—. -]*') AND NOT regexp_matches(attached, '[1-9]') THEN 'none'
            WHEN rolled THEN 'roll' ELSE 'paper' END AS proof
FROM flows f LEFT JOIN filled k USING (src);

CREATE TABLE ledger_content AS
SELECT loc AS id, content || chr(31) || row_number() OVER (PARTITION BY src, content ORDER BY loc) AS content, loc, src
FROM (SELECT loc, src, concat_ws(chr(31), coalesce(unit, ''), coalesce(year, 0), coalesce(voucher, ''), coalesce(date::VARCHAR, ''),
                                 coalesce(account, ''), coalesce(flow, ''), fen, coalesce(summary, ''), coalesce(payee_key, ''),
                                 coalesce(payee_acct, ''), coalesce(receiver, '')) AS content FROM ledger_row);
