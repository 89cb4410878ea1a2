-- what: whether the words announce something new
-- Written by `make docs` from the lists of topics that the finders of claims read too.
CREATE OR REPLACE MACRO has_novelty_word(words) AS
    regexp_matches(lower(words), '\b(?:' || concat_ws('|',
        'pledg(?:es?|ed|ing)', 'promis(?:es?|ed|ing)', 'vow(?:s|ed|ing)?', 'unveil(?:s|ed|ing)?', 'announc(?:es?|ed|ing)',
        'announcements?', 'launch(?:es|ed|ing)?', 'introduc(?:es?|ed|ing)', 'reveal(?:s|ed|ing)?',
        'present(?:s|ed) (?:a|an|the|its|his|her|their)', 'commit(?:s|ted|ting)? to', 'rolled out', 'signed',
        'approv(?:es?|ed)', 'earmark(?:s|ed)?'
    ) || ')\b');
