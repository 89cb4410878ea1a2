-- what: whether an amount reaches the sum from which it is always shown; "millions" in words does
CREATE OR REPLACE MACRO is_money_total(low, high, modifier, words, total) AS
    coalesce(greatest(abs(coalesce(low, high)), abs(coalesce(high, low))) >= total, FALSE)
    OR (modifier = 'vague' AND regexp_matches(lower(words), '[mbtr]illions'));
