-- Rows in the tables and columns that the fifth migration adds.
INSERT INTO document (territory, application, id, ground, media, size, uploaded_at, sealed)
VALUES (1, 7, 11, 0, 'image/jpeg', 3, 1772424000000000, '\x09');
INSERT INTO helper (territory, application, id, named_at, ends_at, sealed)
VALUES (1, 7, 12, 1772424000000000, 1780200000000000, '\x0a');
INSERT INTO session (token_hash, kato, application, helper, opened_at, ends_at)
VALUES ('\x0b', '710000000', 7, 12, 1772424000000000, 1772427600000000);
INSERT INTO device (territory, application, id, added_at, sealed) VALUES (1, 7, 13, 1772424000000000, '\x0c');
INSERT INTO message (territory, application, entry, occasion, channel, made_at, due_at, tries, fate, fate_at, at_any_hour)
VALUES (1, 7, 3, 'access_given', 'sms', 1772424000000000, 1772424000000000, 0, 'waiting', 1772424000000000, 1);
