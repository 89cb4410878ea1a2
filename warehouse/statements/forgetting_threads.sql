-- what: A claim that differs from one that is gone differs from none, and a thread without claims is none.
UPDATE thread_claims SET difference = NULL, differs_from = NULL WHERE differs_from IN (SELECT id FROM forgetting);
DELETE FROM threads WHERE thread_id NOT IN (SELECT thread_id FROM thread_claims)
