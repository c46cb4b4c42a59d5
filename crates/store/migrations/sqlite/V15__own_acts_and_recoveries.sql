-- What was done at a kindergarten besides the entries of the journal: a group got another name, language or hours, a key was made
-- or ended, a parent was met. Rows are only added; nothing personal stands in them.
CREATE TABLE kindergarten_act (
    id           INTEGER PRIMARY KEY,
    territory    INTEGER NOT NULL,
    kindergarten INTEGER NOT NULL,
    act          TEXT NOT NULL,
    at           INTEGER NOT NULL,
    by_account   INTEGER NOT NULL
) STRICT;

CREATE INDEX kindergarten_act_by_time ON kindergarten_act (territory, kindergarten, at);

-- Somebody of the staff who cannot log in asks to be let in again: the browser that asked holds a secret, of which the hash stands
-- here, and shows a number, which its owner reads to those who confirm.
CREATE TABLE account_recovery (
    id           INTEGER PRIMARY KEY,
    account      INTEGER NOT NULL REFERENCES account (id),
    secret_hash  BLOB NOT NULL UNIQUE,
    number       TEXT NOT NULL,
    asked_at     INTEGER NOT NULL,
    ends_at      INTEGER NOT NULL,
    first_by     INTEGER,
    first_at     INTEGER,
    confirmed_at INTEGER,
    used_at      INTEGER
) STRICT;

CREATE INDEX account_recovery_by_account ON account_recovery (account, ends_at);

-- By what the provider names somebody of the department counts once they have said so; what was entered before counts.
ALTER TABLE external_id ADD COLUMN is_confirmed INTEGER NOT NULL DEFAULT 1;

-- A message may also come back after it was taken over.
DROP INDEX message_undelivered;
CREATE INDEX message_undelivered ON message (territory, application, channel) WHERE fate IN ('refused', 'returned', 'given_up');
