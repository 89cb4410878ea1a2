-- what: whether the article itself makes a figure idle: match statistics, market levels, the sample of a study, the data of a
--       product; told by the kind of story and by how little hangs on it, and never where either is not known
CREATE OR REPLACE MACRO is_idle(genre, stakes) AS
    coalesce(genre IN ('sport', 'markets', 'science_health', 'tech_product') AND stakes < 1.3, false);
