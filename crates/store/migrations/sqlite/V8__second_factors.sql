-- Second factors of accounts: the secret of an app, or a passkey, sealed. `last_step` is the last time step of an app whose
-- code was used; `credential` tells passkeys apart.
CREATE TABLE factor (
    id         INTEGER PRIMARY KEY,
    account    INTEGER NOT NULL REFERENCES account (id),
    kind       TEXT NOT NULL,
    label      TEXT NOT NULL,
    sealed     BLOB NOT NULL,
    credential BLOB UNIQUE,
    last_step  INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;

CREATE INDEX factor_by_account ON factor (account);

-- Codes for the day on which the factor is not at hand; each counts once. Only keyed hashes.
CREATE TABLE recovery_code (
    account INTEGER NOT NULL REFERENCES account (id),
    hash    BLOB NOT NULL,
    PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

-- What a browser has begun and not finished: a log-in whose second step is due, a factor being set up, a visit to the
-- identity provider. Known by a token of which only a hash is stored; what it is about is sealed.
CREATE TABLE begun_step (
    token_hash BLOB PRIMARY KEY,
    account    INTEGER,
    sealed     BLOB NOT NULL,
    ends_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- By what the city's identity provider names the person of an account.
CREATE TABLE external_id (
    external_id TEXT PRIMARY KEY,
    account     INTEGER NOT NULL UNIQUE REFERENCES account (id)
) STRICT, WITHOUT ROWID;
