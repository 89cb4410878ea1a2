-- group: What needs verifying
-- asks: What is still open, and what have outside sources answered so far?
-- gives: one row an open claim, the most pressing first: its status, and how many sources support or contradict it
SELECT claim_id, quote, claimant, status, supports, contradicts, sources
FROM verification_queue
LIMIT 50
