INSERT INTO factor (id, account, kind, label, sealed, last_step, created_at) VALUES (1, 1, 'totp', 'Телефон', '\x01', 58814133, 1772424000000000);
INSERT INTO recovery_code (account, hash) VALUES (1, '\x0505050505050505050505050505050505050505050505050505050505050505');
INSERT INTO begun_step (token_hash, account, sealed, ends_at) VALUES ('\x0606060606060606060606060606060606060606060606060606060606060606', 1, '\x01', 1772424300000000);
INSERT INTO external_id (external_id, account) VALUES ('asel@example.kz', 1);
