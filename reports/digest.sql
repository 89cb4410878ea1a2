-- What the digest counts: all claims to verify, and behind the rows $articles and $rejects
-- the articles that came in and the inputs refused.
SELECT
    (SELECT count(*) FROM claim_flags WHERE needs_verification AND repeats IS NULL) AS flagged,
    (SELECT count(*) FROM articles WHERE rowid > $articles) AS articles,
    (
        SELECT count(*)
        FROM rejects
        WHERE table_name = 'inputs' AND replayed_at IS NULL AND rowid > $rejects
    ) AS refused
