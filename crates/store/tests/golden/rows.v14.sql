-- Rows in the table that the fourteenth migration adds.
INSERT INTO account_act (account, act, at, by_account) VALUES (1, 'recovered', 1772427600000000, NULL);
