-- what: the claim's words with up to so many characters of its sentence on each side
CREATE OR REPLACE MACRO words_around(sentence, start_in_sentence, words_length, side) AS
    substring(sentence, greatest(1, start_in_sentence + 1 - side), words_length + side + least(side, start_in_sentence));
