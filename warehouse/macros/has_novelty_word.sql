-- what: whether the words announce something new
CREATE OR REPLACE MACRO has_novelty_word(words) AS
    regexp_matches(lower(words), '\b(?:' || concat_ws('|',
        'unveil(?:s|ed|ing)?', 'announc(?:es?|ed|ing)', 'announcements?', 'pledg(?:es?|ed|ing)', 'launch(?:es|ed|ing)?',
        'introduc(?:es?|ed|ing)', 'reveal(?:s|ed|ing)?', 'present(?:s|ed) (?:a|an|the|its|his|her|their)', 'commit(?:s|ted|ting)? to',
        'rolled out', 'signed', 'approv(?:es?|ed)', 'earmark(?:s|ed)?', 'promis(?:es?|ed|ing)', 'vow(?:s|ed|ing)?'
    ) || ')\b');
