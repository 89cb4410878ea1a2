-- what: whether a small number only points back at people or things already named ("the two leaders", "his three sons")
CREATE OR REPLACE MACRO points_back(sentence, start_in_sentence, value) AS
    value <= 5 AND regexp_matches(
        lower(substring(sentence, 1, start_in_sentence)),
        '\b(?:the|these|those|both|his|her|their|its|our|my|your)\s$'
    );
