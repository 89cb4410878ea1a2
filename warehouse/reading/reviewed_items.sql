-- what: items_now, kept ready: so few that the queue may leave them out of `marks`, or look for them, by a number
CREATE TABLE memory.reviewed_items AS FROM memory.items_now;
