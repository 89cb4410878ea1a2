-- What every export of claims is made of: each claim with its article, its flags, and the review that holds now.
SELECT
    claims.claim_id,
    claims.kind,
    claims.quote,
    claims.statement,
    claims.claimant,
    claims.claimant_kind,
    claims.voice,
    claims.start_char,
    claims.end_char,
    claims.part_of,
    claims.value_low,
    claims.value_high,
    claims.unit,
    claims.measured,
    array_agg(
        {claim_id: claims.claim_id, kind: claims.kind, quote: claims.quote, start_char: claims.start_char, end_char: claims.end_char}
    ) OVER (PARTITION BY claims.article_id, claims.sentence_start) AS neighbours, -- the claim itself among them
    marks.repeats,
    marks.replaced_by,
    articles.page_id,
    articles.origin_id,
    substring(articles.text, greatest(claims.start_char - 32, 0) + 1, least(claims.start_char, 32)) AS prefix,
    substring(articles.text, claims.end_char + 1, 32) AS suffix,
    articles.text_sha256,
    claims.article_id,
    articles.title,
    articles.language,
    articles.published_at,
    pages.url,
    pages.outlet,
    claims.found_at,
    claims.checkworthiness,
    claims.question,
    claims.authority,
    claims.settled_by,
    claim_status.supports,
    claim_status.contradicts,
    claim_status.sources,
    claim_flags.flags,
    claim_flags.needs_verification,
    claim_status.status,
    reviews.review_id,
    reviews.verdict,
    reviews.note,
    reviews.evidence_url,
    reviews.reviewer,
    reviews.reviewed_at
FROM claims
JOIN articles USING (article_id)
JOIN pages USING (page_id)
JOIN claim_flags USING (claim_id)
JOIN marks USING (claim_id)
JOIN claim_status USING (claim_id)
LEFT JOIN reviews ON reviews.review_id = claim_status.review_id
ORDER BY articles.published_at, claims.article_id, claims.start_char, claims.end_char, claims.claim_id
