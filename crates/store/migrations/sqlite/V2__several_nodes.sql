-- Where each journal ends. Whoever writes locks the row first, so that nodes write one after the other; territory 0 counts
-- the changes of what nodes keep in memory.
CREATE TABLE head (
    territory INTEGER PRIMARY KEY,
    number    INTEGER NOT NULL,
    hash      BLOB NOT NULL
) STRICT;

INSERT INTO head (territory, number, hash) VALUES (0, 0, x'');

INSERT INTO head (territory, number, hash)
SELECT entry.territory, entry.number, entry.hash FROM entry
WHERE entry.number = (SELECT max(last.number) FROM entry AS last WHERE last.territory = entry.territory);

-- What another node changed in the tables that every node keeps in memory: accounts, sessions, kindergartens, towns.
CREATE TABLE change (
    number INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    body   TEXT NOT NULL
) STRICT;

CREATE INDEX change_by_instant ON change (at);

-- How often something was tried within one window of time, by a keyed hash of who tried; all nodes together.
CREATE TABLE attempt (
    key_hash BLOB NOT NULL,
    began_at INTEGER NOT NULL,
    ends_at  INTEGER NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (key_hash, began_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX attempt_by_end ON attempt (ends_at);

-- What each entry touches stands beside its body, and is sought in memory: an entry is one row at the end of one table.
-- Its key is one whole number, 40 bits of which count the entries, so that every entry is appended to the last leaf.
CREATE TABLE appended (
    position   INTEGER PRIMARY KEY,
    territory  INTEGER GENERATED ALWAYS AS (position >> 40) VIRTUAL,
    number     INTEGER GENERATED ALWAYS AS (position & 1099511627775) VIRTUAL,
    command_id BLOB NOT NULL,
    body       TEXT NOT NULL,
    hash       BLOB NOT NULL,
    touched    BLOB
) STRICT;

INSERT INTO appended (position, command_id, body, hash)
SELECT territory << 40 | number, command_id, body, hash FROM entry ORDER BY territory, number;

DROP TABLE entry;
ALTER TABLE appended RENAME TO entry;
DROP TABLE entry_queue;
DROP TABLE entry_everywhere;
DROP TABLE entry_application;
