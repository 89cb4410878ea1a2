-- what: whether the words speak of people killed, hurt, missing, seized or driven out
CREATE OR REPLACE MACRO has_casualty_word(words) AS
    regexp_matches(lower(words), '\b(?:' || concat_ws('|',
        'kill(?:ed|s|ing)?', 'dead', 'die[ds]?', 'dying', 'deaths?', 'fatal(?:ly|ity|ities)?', 'perish(?:ed|es)?',
        'drown(?:ed|s|ing)?', 'slain', 'murder(?:ed|s)?', 'massacred?', 'executed', 'lost (?:his|her|their) li(?:fe|ves)',
        'claimed (?:the )?(?:\w+ )?lives', 'bod(?:y|ies) (?:were |was )?(?:found|recovered)', 'bodies', 'death toll',
        'injur(?:ed|ies|ing)', 'wounded', 'hurt', 'maimed', 'hospitali[sz]ed', 'casualt(?:y|ies)', 'victims?',
        'missing', 'unaccounted for', 'disappeared', 'trapped', 'abduct(?:ed|s|ing|ions?|ees?)',
        'kidnap(?:s|ped|ping|pings)?', 'hostages?', 'captives?', 'seized', 'captured', 'detain(?:ed|ees?|s)', 'detention',
        'arrest(?:ed|s)?', 'imprisoned', 'jailed', 'tortured', 'raped', 'displaced', 'evacuated', 'homeless', 'survivors?',
        'infected', 'starv(?:ed|ing)', 'suicides?'
    ) || ')\b');
