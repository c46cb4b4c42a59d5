-- A paper that a family sent in for a ground, as the office reads it: sealed like everything the family told. A ground is its
-- place in the family's list; -1 is the conclusion. It says which helper sent it; nobody did where the family did itself.
CREATE TABLE document (
    territory   BIGINT NOT NULL,
    application BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    ground      BIGINT NOT NULL,
    media       TEXT NOT NULL,
    size        BIGINT NOT NULL,
    uploaded_at BIGINT NOT NULL,
    helper      BIGINT,
    sealed      BYTEA NOT NULL,
    PRIMARY KEY (territory, application, id)
);

CREATE INDEX document_by_upload ON document (uploaded_at);

-- Whom a family named to act for it under an own name, and until when. Name and telephone are sealed.
CREATE TABLE helper (
    territory   BIGINT NOT NULL,
    application BIGINT NOT NULL,
    id          BIGINT NOT NULL UNIQUE,
    named_at    BIGINT NOT NULL,
    ends_at     BIGINT NOT NULL,
    sealed      BYTEA NOT NULL,
    PRIMARY KEY (territory, application, id)
);

-- A session of a helper has all three: a town, an application and the helper.
ALTER TABLE session ADD COLUMN helper BIGINT;

-- A browser that a family let us send short messages to: its address and keys, sealed.
CREATE TABLE device (
    territory   BIGINT NOT NULL,
    application BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    added_at    BIGINT NOT NULL,
    sealed      BYTEA NOT NULL,
    PRIMARY KEY (territory, application, id)
);

-- Whether the family wants this message also by night and on days off.
ALTER TABLE message ADD COLUMN at_any_hour BIGINT NOT NULL DEFAULT 0;
