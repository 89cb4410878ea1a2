-- what: sums of money, as the pages say them now, above a number of units of their own currency; nothing is converted, so compare within one (WHERE unit
--       = 'EUR'); by currency, the largest of each first: SELECT * FROM money_over(1e9)
CREATE OR REPLACE MACRO money_over(amount) AS TABLE
    SELECT coalesce(value_low, value_high) AS value, current_claims.*
    FROM current_claims
    WHERE kind = 'money' AND coalesce(value_low, value_high) > amount
    ORDER BY unit NULLS LAST, value DESC;
