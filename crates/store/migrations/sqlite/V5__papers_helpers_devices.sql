-- A paper that a family sent in for a ground, as the office reads it: sealed like everything the family told. A ground is its
-- place in the family's list; -1 is the conclusion. It says which helper sent it; nobody did where the family did itself.
CREATE TABLE document (
    territory   INTEGER NOT NULL,
    application INTEGER NOT NULL,
    id          INTEGER NOT NULL,
    ground      INTEGER NOT NULL,
    media       TEXT NOT NULL,
    size        INTEGER NOT NULL,
    uploaded_at INTEGER NOT NULL,
    helper      INTEGER,
    sealed      BLOB NOT NULL,
    PRIMARY KEY (territory, application, id)
) STRICT;

CREATE INDEX document_by_upload ON document (uploaded_at);

-- Whom a family named to act for it under an own name, and until when. Name and telephone are sealed.
CREATE TABLE helper (
    territory   INTEGER NOT NULL,
    application INTEGER NOT NULL,
    id          INTEGER NOT NULL UNIQUE,
    named_at    INTEGER NOT NULL,
    ends_at     INTEGER NOT NULL,
    sealed      BLOB NOT NULL,
    PRIMARY KEY (territory, application, id)
) STRICT, WITHOUT ROWID;

-- A session of a helper has all three: a town, an application and the helper.
ALTER TABLE session ADD COLUMN helper INTEGER;

-- A browser that a family let us send short messages to: its address and keys, sealed.
CREATE TABLE device (
    territory   INTEGER NOT NULL,
    application INTEGER NOT NULL,
    id          INTEGER NOT NULL,
    added_at    INTEGER NOT NULL,
    sealed      BLOB NOT NULL,
    PRIMARY KEY (territory, application, id)
) STRICT, WITHOUT ROWID;

-- Whether the family wants this message also by night and on days off.
ALTER TABLE message ADD COLUMN at_any_hour INTEGER NOT NULL DEFAULT 0;
