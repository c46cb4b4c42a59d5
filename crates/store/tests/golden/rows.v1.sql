-- Rows in every table of the first release. Bytes are written as PostgreSQL reads them.
INSERT INTO setting (name, value) VALUES ('master key check', '\x00');
INSERT INTO territory (id, kato, names) VALUES (1, '710000000', '{"kk":"Үлгі","ru":"Ульги","en":"Ulgi"}');
INSERT INTO entry (territory, number, command_id, body, hash) VALUES
    (1, 1, '\x0a', '{"number":1}', '\x0101010101010101010101010101010101010101010101010101010101010101'),
    (1, 2, '\x0b', '{"number":2}', '\x0202020202020202020202020202020202020202020202020202020202020202'),
    (1, 3, '\x0c', '{"number":3}', '\x0303030303030303030303030303030303030303030303030303030303030303');
INSERT INTO entry_queue (territory, birth_year, kind, number) VALUES (1, 2022, 0, 2);
INSERT INTO entry_everywhere (territory, number) VALUES (1, 1);
INSERT INTO entry_application (territory, application, number) VALUES (1, 33, 2);
INSERT INTO application (territory, id, number, code_generation, submitted_at, child, iin_index, phone_index, wrapped_key,
                         sealed)
VALUES (1, 33, 1234567, 0, 1772424000000000, 44, NULL, '\x01', '\x02', '\x03');
INSERT INTO child (territory, child_index, id) VALUES (1, '\x04', 44);
INSERT INTO review (territory, application, ground, state, entry, since_at) VALUES (1, 33, 0, 'pending', 2, 1772424000000000);
INSERT INTO kindergarten (territory, id, names, address, phone, district) VALUES (1, 1, '{}', '{}', '+7 700', '{}');
INSERT INTO group_card (territory, id, kindergarten, names, language, hours, capacity)
VALUES (1, 1, 1, '{}', 'kk', 'full_day', 25);
INSERT INTO day_word (territory, day, kindergarten, word, at, role, account)
VALUES (1, '2026-03-02', 1, 'nothing', 1772424000000000, 'kindergarten', 1);
INSERT INTO account (id, login, display_name, role, kato, kindergarten, password)
VALUES (1, 'asel', 'Әсел', 'clerk', '710000000', NULL, '$argon2id$');
INSERT INTO session (token_hash, account, kato, application, opened_at, ends_at)
VALUES ('\x05', 1, NULL, NULL, 1772424000000000, 1772510400000000);
