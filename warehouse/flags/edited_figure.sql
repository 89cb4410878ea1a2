-- why: the page has told this otherwise: a newer version changed, added or took away the figure or who vouches for it
-- says: [“{quote_before}” before][ and ][“{quote_after}” after]: what changed is {changes}
-- clears: the outlet's own word on the change, and the source that the figure comes from
-- weight: 1
-- always: false
-- assertions: asserted announced expected asked supposed denied opinion
SELECT
    edited.claim_id,
    {changes: edited.changes, quote_before: before.quote, quote_after: after.quote, silent: edited.is_silent} AS detail
FROM (
    FROM edits SELECT claim_id_after AS claim_id, *
    UNION ALL
    FROM edits SELECT claim_id_before AS claim_id, *
) AS edited
JOIN marking ON marking.claim_id = edited.claim_id
LEFT JOIN (SELECT claim_id, quote FROM claims WHERE claim_id IN (SELECT claim_id_before FROM edits)) AS before
    ON before.claim_id = edited.claim_id_before
LEFT JOIN (SELECT claim_id, quote FROM claims WHERE claim_id IN (SELECT claim_id_after FROM edits)) AS after
    ON after.claim_id = edited.claim_id_after
-- What came or went with its sentence was reported later, or cut: no edit of the figure.
WHERE edited.is_within
