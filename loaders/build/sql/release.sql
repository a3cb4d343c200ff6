-- Before the graph is written: keep what the proofs need, give the memory of the widest tables back.
CREATE TABLE roster_sum AS
SELECT src, count(*) AS n, sum(amount) AS fen FROM at_rosters WHERE is_payment(amount, flags) GROUP BY src;
DROP VIEW rosters;
DROP VIEW register;
DROP VIEW ledger;
DROP TABLE at_rosters;
DROP TABLE at_register;
DROP TABLE at_ledger;
DROP TABLE ledger_row;
DROP TABLE ledger_content;
DROP TABLE roster_key;
DROP TABLE ledger_key;
DROP TABLE kin_row;
DROP TABLE claim;
DROP TABLE used;
