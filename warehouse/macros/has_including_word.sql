-- what: whether the words name only some parts of a whole, which then need not add up to it
CREATE OR REPLACE MACRO has_including_word(words) AS
    regexp_matches(lower(words), '\b(?:including|includes?|included|among (?:them|whom|those)|at least|as well as others|some of)\b');
