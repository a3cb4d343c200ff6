SELECT key AS invoice, abs(amount_fen - stub_fen) AS amount_fen FROM Invoice WHERE amount_fen <> stub_fen
