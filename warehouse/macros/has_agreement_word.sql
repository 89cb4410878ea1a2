-- what: whether the words speak of law: agreements, treaties, bills, rulings, charges, sanctions
-- Written by `make docs` from the lists of topics that the finders of claims read too.
CREATE OR REPLACE MACRO has_agreement_word(words) AS
    regexp_matches(lower(words), '\b(?:' || concat_ws('|',
        'treat(?:y|ies)', 'accords?', 'pacts?', 'truces?', 'cease-?fires?', 'armistices?',
        'memorand(?:um|a) of understanding',
        '(?:framework|trade|peace|ceasefire|licensing|merger|settlement|joint|bilateral|free.trade|interim|formal) (?:agreements?|deals?|accords?)',
        '(?:signed|signs|signing|ink|ratif|conclud|strik|struck|reach|seal|break|broke|violat|breach)\w* (?:\w+ ){0,4}(?:agreements?|deals?|contracts?|conventions?|memorand(?:um|a))',
        'conventions? on', 'protocols? (?:on|to)', 'sanctions?', 'verdicts?', 'convicted', 'acquitted', 'indicted',
        'sentenced', 'ruled that', 'pleaded', 'pled', '(?:pass|enact|repeal|veto)\w* (?:\w+ ){0,4}(?:bills?|laws?|acts?)',
        '(?:bill|law|act|decree|resolution) (?:was|were|has been|is) (?:passed|signed|adopted|enacted|repealed)'
    ) || ')\b');
