-- Run once by postgres on the first primary, with `psql --set password=...`.
CREATE ROLE kezek LOGIN PASSWORD :'password';
CREATE DATABASE kezek OWNER kezek;
