-- what: whether the words speak of people killed, hurt, missing, seized or driven out
-- Written by `make docs` from the lists of topics that the finders of claims read too.
CREATE OR REPLACE MACRO has_casualty_word(words) AS
    regexp_matches(lower(words), '\b(?:' || concat_ws('|',
        'abducted', 'kidnapped', 'killed', 'murdered', 'executed', 'tortured', 'raped', 'wounded', 'injured', 'detained',
        'arrested', 'jailed', 'imprisoned', 'displaced', 'evacuated', 'seized', 'infected', 'kill(?:s|ing)?', 'dead',
        'die[ds]?', 'dying', 'deaths?', 'fatal(?:ly|ity|ities)?', 'perish(?:ed|es)?', 'drown(?:ed|s|ing)?', 'slain',
        'murders?', 'massacred?', 'lost (?:his|her|their) li(?:fe|ves)', 'claimed (?:the )?(?:\w+ )?lives',
        'bod(?:y|ies) (?:were |was )?(?:found|recovered)', 'bodies', 'death toll', 'injur(?:ies|ing)', 'hurt', 'maimed',
        'hospitali[sz]ed', 'casualt(?:y|ies)', 'victims?', 'missing', 'unaccounted for', 'disappeared', 'trapped',
        'abduct(?:s|ing|ions?|ees?)', 'kidnap(?:s|ping|pings)?', 'hostages?', 'captives?', 'captured', 'detain(?:ees?|s)',
        'detention', 'arrests?', 'homeless', 'survivors?', 'starv(?:ed|ing)', 'suicides?'
    ) || ')\b');
