-- Each run says by what it was made: its run in Prefect, its schedule, and the versions of all that it read and marked with.
ALTER TABLE runs ADD COLUMN prefect_run VARCHAR;
COMMENT ON COLUMN runs.prefect_run IS 'the id of its flow run in Prefect; null where it went without Prefect';
ALTER TABLE runs ADD COLUMN schedule VARCHAR;
COMMENT ON COLUMN runs.schedule IS 'the schedule that made it fall due; null where a person did';
ALTER TABLE runs ADD COLUMN read_with VARCHAR;
COMMENT ON COLUMN runs.read_with IS 'the hash of the code, lexicons and weights it read with, as in articles.found_with';
ALTER TABLE runs ADD COLUMN weights VARCHAR;
COMMENT ON COLUMN runs.weights IS 'the hash of the weights alone';
ALTER TABLE runs ADD COLUMN lexicons VARCHAR;
COMMENT ON COLUMN runs.lexicons IS 'the hash of the lexicons alone';
ALTER TABLE runs ADD COLUMN flag_files VARCHAR;
COMMENT ON COLUMN runs.flag_files IS 'the hash of the files of all flags, the operator''s among them';
ALTER TABLE runs ADD COLUMN settings VARCHAR;
COMMENT ON COLUMN runs.settings IS 'the hash of the settings that bear on what is read and marked, without addresses and passwords';
