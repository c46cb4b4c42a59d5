-- A table that a member of staff brought, until it is confirmed or a day has passed: one at a time.
CREATE TABLE kept_table (
    territory BIGINT NOT NULL,
    account   BIGINT NOT NULL,
    id        BYTEA NOT NULL,
    body      TEXT NOT NULL,
    kept_at   BIGINT NOT NULL,
    PRIMARY KEY (territory, account)
);

-- Keys of kindergartens' own software, by a keyed hash. One that was ended stays, so that it cannot come back.
CREATE TABLE api_key (
    territory    BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    kindergarten BIGINT NOT NULL,
    account      BIGINT NOT NULL,
    hash         BYTEA NOT NULL,
    made_at      BIGINT NOT NULL,
    last_used_at BIGINT,
    ended_at     BIGINT,
    PRIMARY KEY (territory, id)
);
CREATE UNIQUE INDEX api_key_by_hash ON api_key (territory, hash);
