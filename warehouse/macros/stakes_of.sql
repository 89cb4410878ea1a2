-- what: the stakes of a claim, 0 to 3; three times its check-worthiness where they were not read
CREATE OR REPLACE MACRO stakes_of(stakes, checkworthiness) AS
    round(coalesce(stakes, 3 * checkworthiness, 0), 3);
