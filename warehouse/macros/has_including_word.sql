-- what: whether the words name only some parts of a whole, which then need not add up to it
-- Written by `make docs` from the lists of topics that the finders of claims read too.
CREATE OR REPLACE MACRO has_including_word(words) AS
    regexp_matches(lower(words), '\b(?:' || concat_ws('|',
        'including', 'includes?', 'included', 'among (?:them|whom|those)', 'at least', 'as well as others', 'some of'
    ) || ')\b');
