-- what: a piece of evidence of a claim, to be taken into a review
SELECT url, says FROM claim_evidence WHERE claim_id = $claim_id AND evidence_id = $evidence_id
