-- Roster rows to payments. The key is the row's own content, with the ordinal among equal rows of one file: the
-- same row in two files is one payment with two sources, two equal rows of one file are two payments.
CREATE TABLE roster_row AS
SELECT rid, t.loc, t.src, t.src AS file_no, g.code AS program, batch, coalesce(part, '') AS part, person AS recipient,
       person_match AS match, acct AS account, coalesce(c.canonical, acct) AS canonical, village_code, town_code, name,
       amount AS amount_fen, quantity, rate AS rate_fen, period, period_from, period_to, pay_date AS paid_on,
       approved AS approved_on, status AS status_text, holder, holder_key, clerk, id_text, flags, parcel,
       area * coalesce(f.factor, 1.0) AS area, epoch(entered)::BIGINT + entered_second AS entered
FROM rosters t
LEFT JOIN program_text g ON g.text = t.programme
LEFT JOIN canonical c ON c.key = t.acct
LEFT JOIN mu_factor f ON f.village = t.village_code
WHERE is_payment(amount, flags);

CREATE TABLE roster_content AS
SELECT rid, content || chr(31) || row_number() OVER (
           PARTITION BY file_no, content ORDER BY coalesce(village_code, ''), coalesce(quantity, 0), loc) AS content
FROM (SELECT rid, loc, file_no, village_code, quantity,
             concat_ws(chr(31), coalesce(program, ''), coalesce(batch, ''), part, coalesce(period, ''),
                       coalesce(recipient, ''), coalesce(account, ''), amount_fen,
                       coalesce(paid_on, approved_on)::VARCHAR) AS content
      FROM roster_row);
