-- what: keeps the hash of what decides on which claims a flag fires, among the files that were applied
INSERT INTO applied_files (file, sha256, applied_at) VALUES (?, ?, now())
