-- what: the rows of a register whose thing stands in some words, as whole words of any case; the newest first
SELECT
    CAST({thing} AS VARCHAR) AS thing,
    TRY_CAST({value} AS DOUBLE) AS value,
    CAST({unit} AS VARCHAR) AS unit,
    CAST({date} AS VARCHAR) AS date
FROM {table}
WHERE TRY_CAST({value} AS DOUBLE) IS NOT NULL
    AND length(trim(CAST({thing} AS VARCHAR))) >= 3
    AND contains(
        ?,
        ' ' || array_to_string(regexp_extract_all(lower(CAST({thing} AS VARCHAR)), '[\p{{L}}\p{{N}}_]+'), ' ') || ' '
    )
ORDER BY date DESC NULLS LAST, thing
LIMIT ?
