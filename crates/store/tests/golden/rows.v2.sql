-- Rows in the tables that the second migration adds.
INSERT INTO change (number, at, body) VALUES (1, 1772424000000000, '{"account":1}');
UPDATE head SET number = 1 WHERE territory = 0;
INSERT INTO attempt (key_hash, began_at, ends_at, count) VALUES ('\x06', 1772424000000000, 1772424060000000, 3);
