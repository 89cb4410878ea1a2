-- Who is who across articles, and what people joined and split. A fact-check of several claims has a row for each, and says why it rates them so.
ALTER TABLE fact_checks ADD COLUMN explanation VARCHAR;
COMMENT ON TABLE fact_checks IS 'One claim of a fact-check that somebody else has published (ClaimReview), whole, with what of it can be compared.';
COMMENT ON COLUMN fact_checks.fact_check_id IS 'hash of the ClaimReview as it was published, and of which of its claims where it is of several';
COMMENT ON COLUMN fact_checks.claimant IS 'who made the claim, as they say, all of them if several';
COMMENT ON COLUMN fact_checks.publisher IS 'who checked it: the organisation, where one is named';
COMMENT ON COLUMN fact_checks.explanation IS 'why they rate it so, as far as the rating says (ratingExplanation)';

CREATE TABLE claimants (
    claimant_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    claimant_kind VARCHAR,
    is_across BOOLEAN NOT NULL,
    first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (claimant_id)
);
COMMENT ON TABLE claimants IS 'One who claims things: a person or body known by a name across articles, or somebody of one article alone.';
COMMENT ON COLUMN claimants.claimant_id IS 'hash of the name that is theirs alone; of article and name where it is not';
COMMENT ON COLUMN claimants.name IS 'the name as first printed in full, without title';
COMMENT ON COLUMN claimants.claimant_kind IS 'what the claimant is';
COMMENT ON COLUMN claimants.is_across IS 'whether the name is known in any article; else it is read in its own alone';
COMMENT ON COLUMN claimants.first_seen_at IS 'when they were first met';
COMMENT ON COLUMN claimants.run_id IS 'the run that wrote the row -> runs.run_id';
CREATE TABLE claimant_names (
    name_key VARCHAR NOT NULL,
    claimant_id VARCHAR NOT NULL,
    middle VARCHAR,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (name_key, claimant_id)
);
CREATE INDEX claimant_names_by_claimant_id ON claimant_names (claimant_id);
COMMENT ON TABLE claimant_names IS 'The names by which a claimant is known in any article: full names, bodies, acronyms, offices with a surname.';
COMMENT ON COLUMN claimant_names.name_key IS 'the name, folded: n: a full name or body, a: an acronym, o: an office with a surname';
COMMENT ON COLUMN claimant_names.claimant_id IS 'who bears it -> claimants.claimant_id';
COMMENT ON COLUMN claimant_names.middle IS 'the names between first and last, folded, which tell two of one name apart';
COMMENT ON COLUMN claimant_names.run_id IS 'the run that wrote the row -> runs.run_id';
CREATE TABLE claim_claimants (
    claim_id VARCHAR NOT NULL,
    claimant_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (claim_id)
);
COMMENT ON TABLE claim_claimants IS 'Whose claim a claim is, as its article names them; what people joined and split is told by `told_claimants`.';
COMMENT ON COLUMN claim_claimants.claim_id IS 'the claim -> claims.claim_id';
COMMENT ON COLUMN claim_claimants.claimant_id IS 'the claimant -> claimants.claimant_id';
COMMENT ON COLUMN claim_claimants.run_id IS 'the run that wrote the row -> runs.run_id';
CREATE TABLE claimant_acts (
    act_id VARCHAR NOT NULL,
    act VARCHAR NOT NULL,
    claimant_id VARCHAR NOT NULL,
    other_id VARCHAR,
    article_ids VARCHAR[],
    note VARCHAR,
    reviewer VARCHAR NOT NULL,
    acted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    undoes VARCHAR,
    PRIMARY KEY (act_id)
);
COMMENT ON TABLE claimant_acts IS 'One act of a person on who is who, signed; rows are only ever added, and an undo takes an earlier one back.';
COMMENT ON COLUMN claimant_acts.act_id IS 'hash of claimant, reviewer and moment';
COMMENT ON COLUMN claimant_acts.act IS 'join: the claimant is the other one; split: articles mean the other one; undo';
COMMENT ON COLUMN claimant_acts.claimant_id IS 'the claimant -> claimants.claimant_id';
COMMENT ON COLUMN claimant_acts.other_id IS 'whom the claimant is one with, or who the split articles mean; null for an undo -> claimants.claimant_id';
COMMENT ON COLUMN claimant_acts.article_ids IS 'the articles that are split off';
COMMENT ON COLUMN claimant_acts.note IS 'in the person''s words';
COMMENT ON COLUMN claimant_acts.reviewer IS 'who';
COMMENT ON COLUMN claimant_acts.acted_at IS 'when';
COMMENT ON COLUMN claimant_acts.undoes IS 'the earlier act that this one takes back -> claimant_acts.act_id';

ALTER TABLE marks ADD COLUMN claimant_id VARCHAR;
COMMENT ON COLUMN marks.claimant_id IS 'who the claimant is across articles, with what people joined and split; null for nobody who is known by a name -> claimants.claimant_id';
ALTER TABLE marks ADD COLUMN replaced_by VARCHAR;

-- An old text that returns is the newest version of its page, and what that changed is told.
CREATE TABLE returns (
    return_id VARCHAR NOT NULL,
    page_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    article_id_before VARCHAR NOT NULL,
    returned_at TIMESTAMP WITH TIME ZONE NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (return_id)
);
CREATE INDEX returns_by_page_id ON returns (page_id);
COMMENT ON TABLE returns IS 'A page went back to a text that it had before: from then on that version is its newest again.';
COMMENT ON COLUMN returns.return_id IS 'hash of both articles and the run';
COMMENT ON COLUMN returns.page_id IS 'the page -> pages.page_id';
COMMENT ON COLUMN returns.article_id IS 'the version that returned -> articles.article_id';
COMMENT ON COLUMN returns.article_id_before IS 'the version that it took the place of -> articles.article_id';
COMMENT ON COLUMN returns.returned_at IS 'when it was met again';
COMMENT ON COLUMN returns.run_id IS 'the run that wrote the row -> runs.run_id';
COMMENT ON COLUMN marks.item IS 'the claim that leads the item to work on: of its sentence, or of the first mention of the same thing in the article; null for what needs no verifying, repeats an older version or was replaced by a newer one -> claims.claim_id';
COMMENT ON COLUMN marks.replaced_by IS 'the claim of a newer version of the page that took its place, since the newest version tells it otherwise; null while it stands -> claims.claim_id';
COMMENT ON COLUMN edits.edit_id IS 'hash of both articles and both claims, and of the run where an old text returned';
COMMENT ON COLUMN edits.is_silent IS 'whether no notice of correction that the older text did not bear names what changed';

-- One story is one page, though its address follows its headline.
COMMENT ON COLUMN pages.page_id IS 'hash of the canonical URL under which it was first met, or of the file''s name and outlet';
CREATE TABLE page_keys (
    page_key VARCHAR NOT NULL,
    page_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (page_key, page_id)
);
COMMENT ON TABLE page_keys IS 'By what a page is known under other addresses: the id in its path, which its slug follows, or its very text.';
COMMENT ON COLUMN page_keys.page_key IS 'host and id of the path, or host and hash of the text';
COMMENT ON COLUMN page_keys.page_id IS 'the page -> pages.page_id';
COMMENT ON COLUMN page_keys.run_id IS 'the run that wrote the row -> runs.run_id';
