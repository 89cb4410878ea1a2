-- A fingerprint of the rows that the report and its pages tell of: it changes with each that came, went or says something
-- else, and with no moment.
SELECT
    [
        (SELECT bit_xor(hash(page_id, url, outlet)) FROM pages),
        (SELECT bit_xor(hash(article_id, origin_id, title, genre)) FROM articles),
        (SELECT bit_xor(hash(claim_id, stakes, assertion)) FROM claims),
        (SELECT bit_xor(hash(edit_id)) FROM edits),
        (SELECT bit_xor(hash(marks)) FROM marks),
        (SELECT bit_xor(hash(claim_id, flag, weight, detail)) FROM flags),
        (SELECT bit_xor(hash(flag_rules)) FROM flag_rules),
        (SELECT bit_xor(hash(marking_settings)) FROM marking_settings),
        (SELECT bit_xor(hash(reject_id, replayed_at IS NULL)) FROM rejects),
        (SELECT bit_xor(hash(evidence_id)) FROM evidence),
        (SELECT bit_xor(hash(review_id)) FROM reviews)
    ]::VARCHAR AS told
