-- what: where the claim stands that another one only repeats; no row as long as nobody reviewed it
SELECT status, verdict FROM status_now WHERE claim_id = $repeats
