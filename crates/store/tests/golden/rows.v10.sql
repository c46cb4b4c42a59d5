-- Rows in the tables that the tenth migration adds.
INSERT INTO kept_table (territory, account, id, body, kept_at) VALUES (1, 1, '\x01', '[]', 1772424000000000);
INSERT INTO api_key (territory, id, kindergarten, account, hash, made_at) VALUES (1, 7, 2, 1, '\x02', 1772424000000000);
