-- flow_key(id = loc, key) is given. The payer's own line knows most (terminal, agent), then the newest text.
CREATE TABLE flow_source AS SELECT key, id AS loc FROM flow_key;

CREATE TABLE flow_plain AS
SELECT k.key, r.kind, r.payer, r.payee, CASE WHEN direction = 'out' THEN counter END AS payee_name,
       CASE WHEN direction = 'out' THEN counter_key END AS payee_word, r.amount AS amount_fen, r.date, year(r.date) AS year, month(r.date) AS month,
       epoch(r.date)::BIGINT + r.second AS moment, r.summary, r.terminal, r.agent_person, r.agent_person_match, r.agent_key, r.loc
FROM flow_row r JOIN flow_key k ON k.id = r.loc JOIN source s USING (src)
QUALIFY row_number() OVER (PARTITION BY k.key ORDER BY direction = 'out' DESC, s.age DESC, r.loc) = 1;
DROP TABLE flow_row;

-- The k-th reversal of an amount between two accounts takes back the k-th such movement of the three days before.
CREATE TABLE flow_undone AS
WITH turn AS (
    SELECT key, payer, payee, abs(amount_fen) AS fen, amount_fen < 0 AS negative, date,
           row_number() OVER (PARTITION BY payer, payee, abs(amount_fen), amount_fen < 0 ORDER BY date, moment, key) AS place
    FROM flow_plain
    WHERE (coalesce(payer, ''), coalesce(payee, ''), abs(amount_fen)) IN (
        SELECT (coalesce(payer, ''), coalesce(payee, ''), -amount_fen) FROM flow_plain WHERE amount_fen < 0)
)
SELECT p.key FROM turn p JOIN turn n
  ON n.payer IS NOT DISTINCT FROM p.payer AND n.payee IS NOT DISTINCT FROM p.payee AND n.fen = p.fen AND n.place = p.place
WHERE n.negative AND NOT p.negative AND n.date BETWEEN p.date AND p.date + 3;

-- Who got the money: the owner of the account it reached; for cash, the agent who drew it. A name alone is a person
-- only where one person of the payer's village (or one of its office-holders) bears it.
CREATE TABLE flow AS
WITH placed AS (
    SELECT f.*, coalesce(a.village, p.village) AS village, o.person AS payer_person
    FROM flow_plain f LEFT JOIN account a ON a.key = f.payer LEFT JOIN owner o ON o.canonical = f.payer
    LEFT JOIN person p ON p.key = o.person
), known AS (
    SELECT f.* EXCLUDE (payee_word, agent_person, agent_person_match, agent_key),
           CASE kind WHEN 'transfer' THEN coalesce(w.person, CASE WHEN payee IS NULL AND NOT is_entity(payee_name) THEN n.key END)
                     WHEN 'withdrawal' THEN coalesce(agent_person, s.person, m.key) END AS receiver,
           CASE kind WHEN 'transfer' THEN CASE WHEN w.person IS NOT NULL THEN 'account' ELSE 'name_village' END
                     ELSE CASE WHEN agent_person IS NOT NULL THEN agent_person_match ELSE 'name_village' END END AS matched
    FROM placed f LEFT JOIN owner w ON w.canonical = f.payee
    LEFT JOIN only_one n ON n.village = f.village AND n.name_key = f.payee_word
    LEFT JOIN signer_office s ON s.unit = f.village AND s.name_key = f.agent_key
    LEFT JOIN only_one m ON m.village = f.village AND m.name_key = f.agent_key
)
SELECT * EXCLUDE (receiver, matched, payer_person), nullif(receiver, payer_person) AS receiver,
       CASE WHEN nullif(receiver, payer_person) IS NOT NULL THEN matched END AS receiver_match,
       amount_fen > 0 AND key NOT IN (SELECT key FROM flow_undone) AS stands
FROM known;

CREATE TABLE flow_partners AS
SELECT a.key, n.partners FROM account a JOIN (
    SELECT account, count(DISTINCT other) AS partners FROM (
        SELECT payer AS account, payee AS other FROM flow UNION ALL SELECT payee, payer FROM flow)
    WHERE account IS NOT NULL AND other IS NOT NULL GROUP BY account) n ON n.account = a.canonical;
