-- Rows in the tables that the twelfth migration adds.
INSERT INTO calendar_day (territory, day, kind, names, source, noted_at) VALUES (1, '2026-03-09', 'holiday', '{"kk":"","ru":"","en":""}', '{"kind":"law","number":"267","dated_on":null,"address":""}', 1772424000000000);
INSERT INTO calendar_confirmed (territory, id, first_day, last_day, confirmed_at) VALUES (1, 1, '2026-01-01', '2026-12-31', 1772424000000000);
INSERT INTO announcement (territory, id, level, titles, texts, shown_from, shown_until, written_by, written_at)
VALUES (1, 5, 'info', '{"kk":"","ru":"","en":""}', '{"kk":"","ru":"","en":""}', 1772424000000000, 1772510400000000, 1, 1772424000000000);
INSERT INTO own_wording (territory, id, text_key, words, written_by, written_at) VALUES (1, 1, 'told-paused', NULL, 1, 1772424000000000);
INSERT INTO extension (territory, number, days, reason, windows, extended_at) VALUES (1, 3, 1, 'outage', 2, 1772424000000000);
