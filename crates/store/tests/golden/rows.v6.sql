-- Rows in the tables and columns that the sixth migration adds.
INSERT INTO staff_entry (territory, account, number) VALUES (1, 1, 3);
INSERT INTO year_plan (territory, kindergarten, body, prepared_at) VALUES (1, 2, '[]', 1772424000000000);
UPDATE kindergarten SET email = 'balapan@example.kz' WHERE id = 2;
INSERT INTO reminder (territory, day, kindergarten, tries, tried_at, done) VALUES (1, '2026-03-02', 2, 1, 1772424000000000, 1);
INSERT INTO paper (territory, application, number, received_at) VALUES (1, 7, '17/26', 1772424000000000);
INSERT INTO proposal (territory, id, policy, replaces, effective_on, proposed_by, proposed_at, state) VALUES (1, 1, '{}', '{}', '2026-12-01', 1, 1772424000000000, 'pending');
