-- Rows in the table that the thirteenth migration adds.
INSERT INTO kindergarten_photo (territory, kindergarten, sign, width, height, bytes) VALUES (1, 2, '0123456789abcdef', 480, 320, '\xffd8ffd9');
