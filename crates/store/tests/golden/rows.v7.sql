-- Rows in the tables and columns that the seventh migration adds.
UPDATE session SET device = 'android';
INSERT INTO setup_code (account, code_hash, ends_at) VALUES (1, '\x0505050505050505050505050505050505050505050505050505050505050505', 1772424000000000);
INSERT INTO record_view (territory, account, application, purpose, at) VALUES (1, 1, 7, 'review', 1772424000000000);
