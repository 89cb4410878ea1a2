CREATE TABLE fetches (
    fetch_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    kind VARCHAR,
    feed_url VARCHAR,
    outcome VARCHAR NOT NULL,
    http_status BIGINT,
    final_url VARCHAR,
    note VARCHAR,
    bytes BIGINT NOT NULL,
    entries BIGINT,
    tries BIGINT NOT NULL,
    seconds DOUBLE NOT NULL,
    not_before_at TIMESTAMP WITH TIME ZONE,
    fetched_at TIMESTAMP WITH TIME ZONE NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (fetch_id)
);
COMMENT ON TABLE fetches IS 'One address asked once, with its redirects and retries; pages that have not changed since are left out.';
COMMENT ON COLUMN fetches.fetch_id IS 'hash of run, address and moment';
COMMENT ON COLUMN fetches.url IS 'the address, as asked';
COMMENT ON COLUMN fetches.kind IS 'what was asked for or found; null when nothing told';
COMMENT ON COLUMN fetches.feed_url IS 'the feed or sitemap that led there; null when it was asked for itself';
COMMENT ON COLUMN fetches.outcome IS 'what came of it';
COMMENT ON COLUMN fetches.http_status IS 'the HTTP status';
COMMENT ON COLUMN fetches.final_url IS 'where redirects led, if elsewhere';
COMMENT ON COLUMN fetches.note IS 'the rule that it broke, or what else people should know';
COMMENT ON COLUMN fetches.bytes IS 'bytes of the answer, unpacked';
COMMENT ON COLUMN fetches.entries IS 'addresses that the feed or sitemap lists';
COMMENT ON COLUMN fetches.tries IS 'requests made for the last address on the way';
COMMENT ON COLUMN fetches.seconds IS 'how long it took, in seconds of the clock';
COMMENT ON COLUMN fetches.not_before_at IS 'when the site wants to be asked again';
COMMENT ON COLUMN fetches.fetched_at IS 'when it was asked';
COMMENT ON COLUMN fetches.run_id IS 'the run that asked -> runs.run_id';

ALTER TABLE articles ADD COLUMN published_conflicts VARCHAR[];
COMMENT ON COLUMN articles.published_conflicts IS 'other dates of publication that were stated and not believed, as `basis: date, why`';
