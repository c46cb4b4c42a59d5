-- Of what happened in one batch, what families are to be told; written in the transaction of its entries. A row goes once
-- every message it leads to is made; `told` counts how far that has come.
CREATE TABLE outbox (
    number    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    territory BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    body      TEXT NOT NULL,
    told      BIGINT NOT NULL
);

-- One message to one family, and what became of it. It holds no address and no text: both are made when it is sent.
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
