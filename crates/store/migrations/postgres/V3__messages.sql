-- Of what happened in one batch, what families are to be told; written in the transaction of its entries. A row goes once
-- every message it leads to is made; `told` counts how far that has come.
CREATE TABLE outbox (
    number    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    territory BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    body      TEXT NOT NULL,
    told      BIGINT NOT NULL
);

-- One message to one family, and what became of it. It holds no text, and an address, sealed, only where it does not go to
-- the family's own: to an old or a new one. What no entry caused has a random number for it.
CREATE TABLE message (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    territory   BIGINT NOT NULL,
    application BIGINT NOT NULL,
    entry       BIGINT NOT NULL,
    occasion    TEXT NOT NULL,
    channel     TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,
    tries       BIGINT NOT NULL,
    fate        TEXT NOT NULL,
    fate_at     BIGINT NOT NULL,
    address     BYTEA,
    UNIQUE (territory, application, entry, occasion, channel)
);

CREATE INDEX message_by_due ON message (fate, due_at);
CREATE INDEX message_by_made ON message (made_at);

-- Which node does what only one may do at a time, and until when it has said so.
CREATE TABLE duty (
    name  TEXT PRIMARY KEY,
    node  BYTEA NOT NULL,
    until BIGINT NOT NULL
);

-- A one-time code on its way: it comes with the request that asked for it, for a few minutes and tries. The code itself is
-- nowhere; what it would change is sealed. A request that named nobody has no application, and looks the same from outside.
CREATE TABLE one_time (
    request_hash BYTEA PRIMARY KEY,
    territory    BIGINT NOT NULL,
    application  BIGINT,
    ticket       BIGINT NOT NULL UNIQUE,
    purpose      TEXT NOT NULL,
    contact      BYTEA,
    ends_at      BIGINT NOT NULL,
    tries        BIGINT NOT NULL
);

CREATE INDEX one_time_by_end ON one_time (ends_at);
