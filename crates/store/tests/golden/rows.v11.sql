-- Rows in the tables and columns that the eleventh migration adds.
INSERT INTO follow_up (territory, kind, application, entry, since_at) VALUES (1, 'refused', 7, 3, 1772424000000000);
INSERT INTO task_owner (territory, kind, subject, part, account, taken_at) VALUES (1, 'ground', 7, 0, 1, 1772424000000000);
INSERT INTO complaint (territory, application, id, subject, question, asked_at, pass_until, due_on) VALUES (1, 7, 5, 'place', '\x01', 1772424000000000, '2026-03-05', '2026-03-09');
INSERT INTO name_word (territory, word, application) VALUES (1, '\x05', 7);
UPDATE application SET named = 1 WHERE territory = 1;
UPDATE review SET first_by = 1, first_at = 1772424000000000 WHERE territory = 1;
