SELECT key AS contract, rent_fen AS amount_fen FROM Contract
WHERE purpose = 'lease' AND valid_to > coalesce(valid_from, signed) + to_years(CAST($max_years AS INTEGER))
  AND NOT contains(concat_ws('|', mode, asset, name), '家庭承包')
