-- A table that a member of staff brought, until it is confirmed or a day has passed: one at a time.
CREATE TABLE kept_table (
    territory INTEGER NOT NULL,
    account   INTEGER NOT NULL,
    id        BLOB NOT NULL,
    body      TEXT NOT NULL,
    kept_at   INTEGER NOT NULL,
    PRIMARY KEY (territory, account)
) STRICT, WITHOUT ROWID;

-- Keys of kindergartens' own software, by a keyed hash. One that was ended stays, so that it cannot come back.
CREATE TABLE api_key (
    territory    INTEGER NOT NULL,
    id           INTEGER NOT NULL,
    kindergarten INTEGER NOT NULL,
    account      INTEGER NOT NULL,
    hash         BLOB NOT NULL,
    made_at      INTEGER NOT NULL,
    last_used_at INTEGER,
    ended_at     INTEGER,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX api_key_by_hash ON api_key (territory, hash);
