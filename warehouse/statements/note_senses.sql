-- what: keeps the hashes of what decides on which claims flags fire, among the files that were applied
INSERT INTO applied_files (file, sha256, applied_at) SELECT file, sha256, now() FROM incoming
