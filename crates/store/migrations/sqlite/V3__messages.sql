-- Of what happened in one batch, what families are to be told; written in the transaction of its entries. A row goes once
-- every message it leads to is made; `told` counts how far that has come.
CREATE TABLE outbox (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    territory INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    body      TEXT NOT NULL,
    told      INTEGER NOT NULL
) STRICT;

-- One message to one family, and what became of it. It holds no address and no text: both are made when it is sent.
CREATE TABLE message (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    territory   INTEGER NOT NULL,
    application INTEGER NOT NULL,
    entry       INTEGER NOT NULL,
    occasion    TEXT NOT NULL,
    channel     TEXT NOT NULL,
    made_at     INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    tries       INTEGER NOT NULL,
    fate        TEXT NOT NULL,
    fate_at     INTEGER NOT NULL,
    UNIQUE (territory, application, entry, occasion, channel)
) STRICT;

CREATE INDEX message_by_due ON message (fate, due_at);
CREATE INDEX message_by_made ON message (made_at);

-- Which node does what only one may do at a time, and until when it has said so.
CREATE TABLE duty (
    name  TEXT PRIMARY KEY,
    node  BLOB NOT NULL,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
