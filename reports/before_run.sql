-- The rows behind which the claims and the articles of the run $run begin; NULL where it brought none.
SELECT
    (SELECT min(rowid) - 1 FROM claims WHERE run_id = $run) AS claims,
    (SELECT min(rowid) - 1 FROM articles WHERE run_id = $run) AS articles
