-- Rows in the tables that the third migration adds.
INSERT INTO outbox (territory, at, body, told) VALUES (1, 1772424000000000, '[{"entry":2,"occasion":"application_received","applications":["0000-0000-0007"]}]', 0);
INSERT INTO message (territory, application, entry, occasion, channel, made_at, due_at, tries, fate, fate_at)
VALUES (1, 7, 2, 'application_received', 'sms', 1772424000000000, 1772424000000000, 1, 'sent', 1772424000000000);
INSERT INTO duty (name, node, until) VALUES ('post', '\x07', 1772424060000000);
INSERT INTO one_time (request_hash, territory, application, ticket, purpose, contact, ends_at, tries)
VALUES ('\x08', 1, 7, 5, 'coming_back', NULL, 1772424600000000, 2);
