CREATE TABLE runs (
    run_id VARCHAR NOT NULL,
    flow VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    seconds DOUBLE,
    articles_read BIGINT NOT NULL,
    articles_new BIGINT NOT NULL,
    articles_unchanged BIGINT NOT NULL,
    articles_refused BIGINT NOT NULL,
    claims_found BIGINT NOT NULL,
    claims_new BIGINT NOT NULL,
    claims_flagged BIGINT NOT NULL,
    flags_set BIGINT NOT NULL,
    rows_rejected BIGINT NOT NULL,
    note VARCHAR,
    PRIMARY KEY (run_id)
);
COMMENT ON TABLE runs IS 'One execution of a flow, with all its counts.';
COMMENT ON COLUMN runs.run_id IS 'the run''s name';
COMMENT ON COLUMN runs.flow IS 'which flow: fact_check, verify, ...';
COMMENT ON COLUMN runs.state IS 'running (or killed), finished, or failed';
COMMENT ON COLUMN runs.started_at IS 'when it began';
COMMENT ON COLUMN runs.finished_at IS 'when it ended';
COMMENT ON COLUMN runs.seconds IS 'how long it took, in seconds of the clock';
COMMENT ON COLUMN runs.articles_read IS 'articles that could be read';
COMMENT ON COLUMN runs.articles_new IS 'articles that the warehouse did not know';
COMMENT ON COLUMN runs.articles_unchanged IS 'articles that it knew already, word for word';
COMMENT ON COLUMN runs.articles_refused IS 'inputs that could not be read, kept among the rejects';
COMMENT ON COLUMN runs.claims_found IS 'claims in the articles read';
COMMENT ON COLUMN runs.claims_new IS 'claims that the warehouse did not know';
COMMENT ON COLUMN runs.claims_flagged IS 'claims that need verification, among those marked';
COMMENT ON COLUMN runs.flags_set IS 'flags set on the claims marked';
COMMENT ON COLUMN runs.rows_rejected IS 'rows that a schema refused';
COMMENT ON COLUMN runs.note IS 'what people should know of the run';

CREATE TABLE pages (
    page_id VARCHAR NOT NULL,
    url VARCHAR,
    outlet VARCHAR,
    first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (page_id)
);
COMMENT ON TABLE pages IS 'One URL or file, over time.';
COMMENT ON COLUMN pages.page_id IS 'hash of the canonical URL, or of the file''s name and outlet';
COMMENT ON COLUMN pages.url IS 'the canonical URL, where there is one';
COMMENT ON COLUMN pages.outlet IS 'who publishes the page, as far as known';
COMMENT ON COLUMN pages.first_seen_at IS 'when it was first read';
COMMENT ON COLUMN pages.last_seen_at IS 'when it was last read';

CREATE TABLE articles (
    article_id VARCHAR NOT NULL,
    page_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    title VARCHAR,
    byline VARCHAR,
    language VARCHAR,
    published_at TIMESTAMP WITH TIME ZONE,
    published_basis VARCHAR,
    fetched_at TIMESTAMP WITH TIME ZONE NOT NULL,
    text VARCHAR NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    origin_id VARCHAR NOT NULL,
    read_by VARCHAR NOT NULL,
    found_with VARCHAR,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (article_id)
);
COMMENT ON TABLE articles IS 'One version of a page: its text, which never changes, and what is known of it; what is not known is null.';
COMMENT ON COLUMN articles.article_id IS 'hash of page_id and text';
COMMENT ON COLUMN articles.page_id IS 'the page that it is a version of -> pages.page_id';
COMMENT ON COLUMN articles.name IS 'the input''s name for people: file name, record id or URL';
COMMENT ON COLUMN articles.title IS 'the headline';
COMMENT ON COLUMN articles.byline IS 'who wrote it, as printed';
COMMENT ON COLUMN articles.language IS 'the language''s code, such as en';
COMMENT ON COLUMN articles.published_at IS 'when it was published';
COMMENT ON COLUMN articles.published_basis IS 'what tells published_at';
COMMENT ON COLUMN articles.fetched_at IS 'when this version was first fetched';
COMMENT ON COLUMN articles.text IS 'the text that every offset counts in, in Unicode code points';
COMMENT ON COLUMN articles.text_sha256 IS 'SHA-256 of the text in UTF-8';
COMMENT ON COLUMN articles.origin_id IS 'the article that this is a copy of (itself, if of none) -> articles.article_id';
COMMENT ON COLUMN articles.read_by IS 'which reader made the text out of the bytes';
COMMENT ON COLUMN articles.found_with IS 'the versions of the finders that looked for claims; null until they have';
COMMENT ON COLUMN articles.run_id IS 'the run that wrote the row -> runs.run_id';

CREATE TABLE claims (
    claim_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    sentence VARCHAR NOT NULL,
    sentence_start BIGINT NOT NULL,
    sentence_end BIGINT NOT NULL,
    statement VARCHAR NOT NULL,
    resolutions JSON NOT NULL,
    claimant VARCHAR,
    claimant_start BIGINT,
    claimant_end BIGINT,
    claimant_kind VARCHAR,
    voice VARCHAR NOT NULL,
    cue VARCHAR,
    tense VARCHAR NOT NULL,
    value_low DOUBLE,
    value_high DOUBLE,
    modifier VARCHAR,
    change VARCHAR,
    unit VARCHAR,
    measured VARCHAR,
    time_text VARCHAR,
    time_first DATE,
    time_last DATE,
    checkworthiness DOUBLE,
    notes VARCHAR[] NOT NULL,
    part_of VARCHAR,
    found_by VARCHAR NOT NULL,
    found_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (claim_id)
);
COMMENT ON TABLE claims IS 'Words in an article that assert something checkable, with where they stand and how they are read.';
COMMENT ON COLUMN claims.claim_id IS 'hash of article_id, kind and span';
COMMENT ON COLUMN claims.article_id IS 'the article that says it -> articles.article_id';
COMMENT ON COLUMN claims.kind IS 'what the claim is about';
COMMENT ON COLUMN claims.quote IS 'the words of the claim as printed';
COMMENT ON COLUMN claims.start_char IS 'where the quote begins';
COMMENT ON COLUMN claims.end_char IS 'where the quote ends, exclusive';
COMMENT ON COLUMN claims.sentence IS 'the sentence that holds it, as printed';
COMMENT ON COLUMN claims.sentence_start IS 'where the sentence begins';
COMMENT ON COLUMN claims.sentence_end IS 'where the sentence ends, exclusive';
COMMENT ON COLUMN claims.statement IS 'the claim made self-contained: pronouns and ellipses replaced';
COMMENT ON COLUMN claims.resolutions IS 'JSON: words that stand for others, and what they stand for, with spans';
COMMENT ON COLUMN claims.claimant IS 'who asserts it, as the article says; null when the article does';
COMMENT ON COLUMN claims.claimant_start IS 'where the claimant is named for this claim';
COMMENT ON COLUMN claims.claimant_end IS 'where that name ends, exclusive';
COMMENT ON COLUMN claims.claimant_kind IS 'what the claimant is';
COMMENT ON COLUMN claims.voice IS 'the article''s own voice, reported speech or a quotation';
COMMENT ON COLUMN claims.cue IS 'the word that attributes it: said, maintains, according to';
COMMENT ON COLUMN claims.tense IS 'a fact by now, an announced commitment, or a forecast';
COMMENT ON COLUMN claims.value_low IS 'the least value that the words allow, after scaling; null if open';
COMMENT ON COLUMN claims.value_high IS 'the greatest value that the words allow; null if open';
COMMENT ON COLUMN claims.modifier IS 'how the printed number bounds the real one';
COMMENT ON COLUMN claims.change IS 'the direction, where the figure is a change';
COMMENT ON COLUMN claims.unit IS 'ISO 4217 code, currency sign, person, %, UCUM code, or the counted noun';
COMMENT ON COLUMN claims.measured IS 'what the figure counts or measures, self-contained';
COMMENT ON COLUMN claims.time_text IS 'the words that say when';
COMMENT ON COLUMN claims.time_first IS 'the first day that they mean';
COMMENT ON COLUMN claims.time_last IS 'the last day that they mean, inclusive';
COMMENT ON COLUMN claims.checkworthiness IS 'a priority for people, 0 to 1; says nothing about truth';
COMMENT ON COLUMN claims.notes IS 'what the reading could not settle, as `code: words`';
COMMENT ON COLUMN claims.part_of IS 'the figure that this one is a part of -> claims.claim_id';
COMMENT ON COLUMN claims.found_by IS 'the finder and its version';
COMMENT ON COLUMN claims.found_at IS 'when it was first found';
COMMENT ON COLUMN claims.last_seen_at IS 'when it was last found';
COMMENT ON COLUMN claims.run_id IS 'the run that wrote the row -> runs.run_id';

CREATE TABLE flag_rules (
    flag VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    clears VARCHAR NOT NULL,
    weight DOUBLE NOT NULL,
    always BOOLEAN NOT NULL,
    PRIMARY KEY (flag)
);
COMMENT ON TABLE flag_rules IS 'What each flag means, from the header of its file; rewritten at every marking.';
COMMENT ON COLUMN flag_rules.flag IS 'the flag''s name';
COMMENT ON COLUMN flag_rules.why IS 'why a claim with it needs verifying';
COMMENT ON COLUMN flag_rules.clears IS 'what would settle it';
COMMENT ON COLUMN flag_rules.weight IS 'how much it counts towards the threshold';
COMMENT ON COLUMN flag_rules.always IS 'whether it alone suffices, whatever the threshold';

CREATE TABLE marking_settings (
    threshold DOUBLE NOT NULL,
    money_total DOUBLE NOT NULL,
    worth DOUBLE NOT NULL
);
COMMENT ON TABLE marking_settings IS 'One row: the settings of the latest marking.';
COMMENT ON COLUMN marking_settings.threshold IS 'the weight from which a claim needs verification';
COMMENT ON COLUMN marking_settings.money_total IS 'the sum of money from which money_total fires';
COMMENT ON COLUMN marking_settings.worth IS 'the check-worthiness from which check_worthy fires';

CREATE TABLE flags (
    claim_id VARCHAR NOT NULL,
    flag VARCHAR NOT NULL,
    weight DOUBLE NOT NULL,
    detail JSON NOT NULL,
    flagged_at TIMESTAMP WITH TIME ZONE NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (claim_id, flag)
);
COMMENT ON TABLE flags IS 'One reason why a claim needs verifying outside the article; replaced when the claim is marked again.';
COMMENT ON COLUMN flags.claim_id IS 'the claim -> claims.claim_id';
COMMENT ON COLUMN flags.flag IS 'which flag -> flag_rules.flag';
COMMENT ON COLUMN flags.weight IS 'how much it counts towards the threshold';
COMMENT ON COLUMN flags.detail IS 'JSON: the inputs that it fired on';
COMMENT ON COLUMN flags.flagged_at IS 'when it was set';
COMMENT ON COLUMN flags.run_id IS 'the run that wrote the row -> runs.run_id';

CREATE TABLE threads (
    thread_id VARCHAR NOT NULL,
    measured VARCHAR NOT NULL,
    unit VARCHAR,
    event_first DATE,
    event_last DATE,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (thread_id)
);
COMMENT ON TABLE threads IS 'The same measured thing across articles and versions.';
COMMENT ON COLUMN threads.thread_id IS 'hash of the thread''s first claim';
COMMENT ON COLUMN threads.measured IS 'what is counted, measured or asserted';
COMMENT ON COLUMN threads.unit IS 'the unit that its figures share';
COMMENT ON COLUMN threads.event_first IS 'the first day of the event that it is about';
COMMENT ON COLUMN threads.event_last IS 'the last day of that event, inclusive';
COMMENT ON COLUMN threads.run_id IS 'the run that wrote the row -> runs.run_id';

CREATE TABLE thread_claims (
    thread_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    score DOUBLE,
    linked_by VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (thread_id, claim_id)
);
COMMENT ON TABLE thread_claims IS 'Which claims belong to a thread, and how surely.';
COMMENT ON COLUMN thread_claims.thread_id IS 'the thread -> threads.thread_id';
COMMENT ON COLUMN thread_claims.claim_id IS 'the claim -> claims.claim_id';
COMMENT ON COLUMN thread_claims.score IS 'how sure the link is, 0 to 1';
COMMENT ON COLUMN thread_claims.linked_by IS 'what linked them, with its version, or the person who did';
COMMENT ON COLUMN thread_claims.run_id IS 'the run that wrote the row -> runs.run_id';

CREATE TABLE evidence (
    evidence_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    found_value VARCHAR,
    title VARCHAR,
    url VARCHAR,
    publisher VARCHAR,
    rating VARCHAR,
    retrieved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    body_sha256 VARCHAR,
    note VARCHAR,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (evidence_id)
);
COMMENT ON TABLE evidence IS 'What one outside source said of one claim.';
COMMENT ON COLUMN evidence.evidence_id IS 'hash of claim, source, link and body';
COMMENT ON COLUMN evidence.claim_id IS 'the claim that was asked about -> claims.claim_id';
COMMENT ON COLUMN evidence.source IS 'the source that was asked';
COMMENT ON COLUMN evidence.outcome IS 'what its answer means for the claim';
COMMENT ON COLUMN evidence.found_value IS 'the value that the source gives, as printed';
COMMENT ON COLUMN evidence.title IS 'the title of what was found';
COMMENT ON COLUMN evidence.url IS 'where it can be read';
COMMENT ON COLUMN evidence.publisher IS 'who published it';
COMMENT ON COLUMN evidence.rating IS 'the publisher''s own verdict, as printed';
COMMENT ON COLUMN evidence.retrieved_at IS 'when the source answered';
COMMENT ON COLUMN evidence.body_sha256 IS 'SHA-256 of the answer''s body, which is kept';
COMMENT ON COLUMN evidence.note IS 'what a reader should know of how it was read';
COMMENT ON COLUMN evidence.run_id IS 'the run that wrote the row -> runs.run_id';

CREATE TABLE reviews (
    review_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    verdict VARCHAR,
    note VARCHAR,
    evidence_url VARCHAR,
    reviewer VARCHAR NOT NULL,
    reviewed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (review_id)
);
COMMENT ON TABLE reviews IS 'One act of a person on a claim, signed. Status and verdict are two axes.';
COMMENT ON COLUMN reviews.review_id IS 'hash of claim, reviewer and moment';
COMMENT ON COLUMN reviews.claim_id IS 'the claim -> claims.claim_id';
COMMENT ON COLUMN reviews.status IS 'where the work on the claim stands from now on';
COMMENT ON COLUMN reviews.verdict IS 'what the person found; null while unsettled';
COMMENT ON COLUMN reviews.note IS 'in the person''s words';
COMMENT ON COLUMN reviews.evidence_url IS 'what the verdict rests on';
COMMENT ON COLUMN reviews.reviewer IS 'who';
COMMENT ON COLUMN reviews.reviewed_at IS 'when';

CREATE TABLE rejects (
    reject_id VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL,
    row_json JSON NOT NULL,
    column_name VARCHAR,
    rule VARCHAR NOT NULL,
    value VARCHAR,
    run_id VARCHAR NOT NULL,
    rejected_at TIMESTAMP WITH TIME ZONE NOT NULL,
    replayed_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (reject_id)
);
COMMENT ON TABLE rejects IS 'One refused cell (or row rule) of one row; the row is kept whole, so that it can be replayed.';
COMMENT ON COLUMN rejects.reject_id IS 'hash of table, row, column and rule; the warehouse fills it';
COMMENT ON COLUMN rejects.table_name IS 'the table that the row was meant for; inputs, if it was no row yet';
COMMENT ON COLUMN rejects.row_json IS 'JSON: the whole row';
COMMENT ON COLUMN rejects.column_name IS 'the column that was refused; null when several columns disagree';
COMMENT ON COLUMN rejects.rule IS 'the rule that it broke';
COMMENT ON COLUMN rejects.value IS 'the value that broke it';
COMMENT ON COLUMN rejects.run_id IS 'the run that met it first -> runs.run_id';
COMMENT ON COLUMN rejects.rejected_at IS 'when it was refused first';
COMMENT ON COLUMN rejects.replayed_at IS 'when it was saved after all';

CREATE TABLE applied_files (
    file VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    applied_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (file)
);
COMMENT ON TABLE applied_files IS 'One SQL file (a migration), or one group of them (the views and macros), as applied to this warehouse.';
COMMENT ON COLUMN applied_files.file IS 'the migration''s name, or `definitions`';
COMMENT ON COLUMN applied_files.sha256 IS 'SHA-256 of the text that was applied';
COMMENT ON COLUMN applied_files.applied_at IS 'when';
