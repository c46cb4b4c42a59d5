-- Instants are microseconds since 1970 in UTC; local days are texts such as 2026-03-02. `kind` is 0 for general, 1 for
-- correctional. Names in three languages are one JSON text.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE territory (
    id    INTEGER PRIMARY KEY,
    kato  TEXT NOT NULL UNIQUE,
    names TEXT NOT NULL
) STRICT;

-- The journal. `hash` is SHA-256 of the hash before and the body's bytes; the first follows SHA-256 of the KATO code.
CREATE TABLE entry (
    territory  INTEGER NOT NULL REFERENCES territory (id),
    number     INTEGER NOT NULL,
    command_id BLOB NOT NULL,
    body       TEXT NOT NULL,
    hash       BLOB NOT NULL,
    PRIMARY KEY (territory, number)
) STRICT, WITHOUT ROWID;

-- One act, one entry: a retry or a second node can never record the same act, or the same step of the day, twice.
CREATE UNIQUE INDEX entry_by_command ON entry (territory, command_id);

-- What an entry touches, so that the past of one queue or one application is read without the rest. Derived from the
-- journal; it can be made anew from it.
CREATE TABLE entry_queue (
    territory  INTEGER NOT NULL,
    birth_year INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    PRIMARY KEY (territory, birth_year, kind, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry_everywhere (
    territory INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    PRIMARY KEY (territory, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry_application (
    territory   INTEGER NOT NULL,
    application INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    PRIMARY KEY (territory, application, number)
) STRICT, WITHOUT ROWID;

-- What a family needs to log in, and the keyed blind indexes by which the office finds it. Erased with the family's data.
CREATE TABLE application (
    territory       INTEGER NOT NULL REFERENCES territory (id),
    id              INTEGER NOT NULL,
    number          INTEGER NOT NULL UNIQUE,
    code_generation INTEGER NOT NULL,
    submitted_at    INTEGER NOT NULL,
    child           INTEGER NOT NULL,
    iin_index       BLOB,
    phone_index     BLOB NOT NULL,
    wrapped_key     BLOB NOT NULL,
    sealed          BLOB NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

-- In the order in which they are listed; without it SQLite would rather walk through the whole territory.
CREATE INDEX application_by_iin ON application (territory, iin_index, submitted_at, id);
CREATE INDEX application_by_phone ON application (territory, phone_index, submitted_at, id);

-- The same IIN is the same child; one without an IIN is known by its names and birth date. Both as keyed hashes.
CREATE TABLE child (
    territory   INTEGER NOT NULL REFERENCES territory (id),
    child_index BLOB NOT NULL,
    id          INTEGER NOT NULL,
    PRIMARY KEY (territory, child_index)
) STRICT, WITHOUT ROWID;

-- Claimed grounds by their place in the family's list; -1 is the conclusion. Which ground it is stays sealed.
CREATE TABLE review (
    territory    INTEGER NOT NULL,
    application  INTEGER NOT NULL,
    ground       INTEGER NOT NULL,
    state        TEXT NOT NULL,
    entry        INTEGER NOT NULL,
    since_at     INTEGER NOT NULL,
    decided_at   INTEGER,
    decided_role TEXT,
    decided_by   INTEGER,
    reason       TEXT,
    document_on  TEXT,
    expires_on   TEXT,
    PRIMARY KEY (territory, application, ground)
) STRICT, WITHOUT ROWID;

CREATE INDEX review_by_state ON review (territory, state, entry);

CREATE TABLE kindergarten (
    territory INTEGER NOT NULL REFERENCES territory (id),
    id        INTEGER NOT NULL,
    names     TEXT NOT NULL,
    address   TEXT NOT NULL,
    phone     TEXT NOT NULL,
    district  TEXT NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

-- What the rules know of a group (kind, birth years) stands in the journal.
CREATE TABLE group_card (
    territory    INTEGER NOT NULL,
    id           INTEGER NOT NULL,
    kindergarten INTEGER NOT NULL,
    names        TEXT NOT NULL,
    language     TEXT NOT NULL,
    hours        TEXT NOT NULL,
    capacity     INTEGER NOT NULL,
    PRIMARY KEY (territory, id),
    FOREIGN KEY (territory, kindergarten) REFERENCES kindergarten (territory, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE day_word (
    territory    INTEGER NOT NULL REFERENCES territory (id),
    day          TEXT NOT NULL,
    kindergarten INTEGER NOT NULL,
    word         TEXT NOT NULL,
    at           INTEGER NOT NULL,
    role         TEXT NOT NULL,
    account      INTEGER NOT NULL,
    PRIMARY KEY (territory, day, kindergarten)
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    id           INTEGER PRIMARY KEY,
    login        TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    role         TEXT NOT NULL,
    kato         TEXT NOT NULL,
    kindergarten INTEGER,
    password     TEXT NOT NULL,
    closed       INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A session of staff has an account; one of a family a town and an application.
CREATE TABLE session (
    token_hash  BLOB PRIMARY KEY,
    account     INTEGER,
    kato        TEXT,
    application INTEGER,
    opened_at   INTEGER NOT NULL,
    ends_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_end ON session (ends_at);
CREATE INDEX session_by_account ON session (account);
