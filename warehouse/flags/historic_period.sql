-- why: it speaks of a time long past, so it rests on records and not on the reporter's eyes
-- says: it is of {when}, long before the story; told by {who}
-- clears: an archive, a reference work, or reports of that time
-- weight: 0.6
-- always: false
SELECT claim_id, {time: time_text, first: time_first, last: time_last, told_on: known_on} AS detail
FROM marking
WHERE time_last < known_on - INTERVAL 10 YEAR AND kind NOT IN ('age', 'quote')
