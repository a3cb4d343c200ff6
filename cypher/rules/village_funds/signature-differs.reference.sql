WITH signed AS (
  SELECT *, payee_kind IN ('person', 'unknown') AND length(payee_fold) BETWEEN 2 AND 12 AND NOT regexp_matches(payee_fold, '[?□]')
            AND NOT contains(receiver, payee_fold) AND NOT contains(payee_fold, receiver) AS other_payee,
         length(detail_signer) >= 2 AND NOT regexp_matches(detail_signer, '[?□]')
            AND NOT contains(receiver, detail_signer) AND NOT contains(detail_signer, receiver) AS other_detail
  FROM LedgerEntry
  WHERE direction = 'out' AND amount_fen > 0 AND village IS NOT NULL AND voucher IS NOT NULL AND NOT mandate
    AND length(receiver) BETWEEN 2 AND 12 AND NOT regexp_matches(receiver, '[?□]')
)
SELECT village, year, voucher, sum(amount_fen) AS amount_fen FROM signed
WHERE coalesce(other_payee, false) OR coalesce(other_detail, false) GROUP BY ALL
