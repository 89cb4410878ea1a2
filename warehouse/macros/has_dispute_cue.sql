-- what: whether the attributing words put a claim at a distance, or set it against another
-- Written by `make docs` from the lists of topics that the finders of claims read too.
CREATE OR REPLACE MACRO has_dispute_cue(cue) AS
    regexp_matches(lower(cue), '\b(?:' || concat_ws('|',
        'claim(?:s|ed|ing)?', 'maintain(?:s|ed|ing)?', 'alleg(?:es?|ed|ing|edly|ations?)', 'den(?:y|ies|ied|ying)',
        'denials?', 'insist(?:s|ed|ing)?', 'disput(?:es?|ed|ing)', 'contend(?:s|ed|ing)?', 'assert(?:s|ed|ing)?',
        'accus(?:es?|ed|ing|ations?)', 'reject(?:s|ed|ing)?', 'contest(?:s|ed)?', 'counter(?:s|ed)?', 'contradict(?:s|ed)?',
        'rebut(?:s|ted)?', 'refut(?:es?|ed)', 'purport(?:s|ed|edly)?', 'argu(?:es?|ed|ing)', 'challeng(?:es?|ed)',
        'dismiss(?:es|ed)', 'charg(?:es?|ed) that'
    ) || ')\b');
