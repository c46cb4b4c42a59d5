-- A kindergarten with what the fourth migration adds.
INSERT INTO kindergarten (territory, id, names, address, phone, district, latitude, longitude)
VALUES (1, 2, '{}', '{}', '+7 701', '{}', 51128207, 71430420);
