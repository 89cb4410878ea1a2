-- what: sums of money above a number, in whatever currency, largest first: SELECT * FROM money_over(1e9)
CREATE OR REPLACE MACRO money_over(amount) AS TABLE
    SELECT coalesce(value_low, value_high) AS value, claims.*
    FROM claims
    WHERE kind = 'money' AND coalesce(value_low, value_high) > amount
    ORDER BY value DESC;
