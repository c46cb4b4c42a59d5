-- Where each journal ends. Whoever writes locks the row first, so that nodes write one after the other; territory 0 counts
-- the changes of what nodes keep in memory.
CREATE TABLE head (
    territory BIGINT PRIMARY KEY,
    number    BIGINT NOT NULL,
    hash      BYTEA NOT NULL
);

INSERT INTO head (territory, number, hash) VALUES (0, 0, '');

INSERT INTO head (territory, number, hash)
SELECT entry.territory, entry.number, entry.hash FROM entry
WHERE entry.number = (SELECT max(last.number) FROM entry AS last WHERE last.territory = entry.territory);

-- What another node changed in the tables that every node keeps in memory: accounts, sessions, kindergartens, towns.
CREATE TABLE change (
    number BIGINT PRIMARY KEY,
    at     BIGINT NOT NULL,
    body   TEXT NOT NULL
);

CREATE INDEX change_by_instant ON change (at);

-- How often something was tried within one window of time, by a keyed hash of who tried; all nodes together.
CREATE TABLE attempt (
    key_hash BYTEA NOT NULL,
    began_at BIGINT NOT NULL,
    ends_at  BIGINT NOT NULL,
    count    BIGINT NOT NULL,
    PRIMARY KEY (key_hash, began_at)
);

CREATE INDEX attempt_by_end ON attempt (ends_at);

-- What each entry touches stands beside its body, and is sought in memory: an entry is one row at the end of one table.
ALTER TABLE entry ADD COLUMN touched BYTEA;

DROP INDEX entry_by_command;
DROP TABLE entry_queue;
DROP TABLE entry_everywhere;
DROP TABLE entry_application;
