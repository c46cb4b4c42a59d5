-- Rows in the tables that the fifteenth migration adds.
INSERT INTO kindergarten_act (territory, kindergarten, act, at, by_account) VALUES (1, 1, '{"parent_met":{"application":"1"}}', 1772427600000000, 1);
INSERT INTO account_recovery (account, secret_hash, number, asked_at, ends_at) VALUES (1, '\x0505050505050505050505050505050505050505050505050505050505050505', '042117', 1772427600000000, 1772429400000000);
