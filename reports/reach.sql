-- How far the published file tells: the last row of each table that news are told of.
SELECT
    (SELECT coalesce(max(rowid), -1) FROM claims) AS claims,
    (SELECT coalesce(max(rowid), -1) FROM articles) AS articles,
    (SELECT coalesce(max(rowid), -1) FROM rejects) AS rejects
