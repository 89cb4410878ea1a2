-- what: the claim's words with up to so many characters of its sentence on each side, cut at the ends of words
CREATE OR REPLACE MACRO words_around(sentence, start_in_sentence, words_length, side) AS
    CASE
        -- Whole where no letter or digit of the same word stands before; else the piece goes, up to the next space.
        WHEN start_in_sentence <= side
            OR regexp_matches(substring(sentence, 1, start_in_sentence - side), '(?:^|\s)[^\pL\pM\pN\s]*$')
            THEN ltrim(substring(sentence, greatest(1, start_in_sentence + 1 - side), least(side, start_in_sentence)))
        ELSE regexp_replace(substring(sentence, start_in_sentence + 1 - side, side), '^\S*\s*', '')
    END
    || substring(sentence, start_in_sentence + 1, words_length)
    || CASE
        WHEN regexp_matches(
            substring(sentence, start_in_sentence + words_length + side + 1), '^[^\pL\pM\pN\s]*(?:\s|$)'
        )
            THEN rtrim(substring(sentence, start_in_sentence + words_length + 1, side))
        ELSE regexp_replace(substring(sentence, start_in_sentence + words_length + 1, side), '\s*\S*$', '')
    END;
