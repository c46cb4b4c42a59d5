-- On what a session was opened, in one coarse word, so that its owner knows it again.
ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';

-- The code with which somebody sets an own password, once. The code itself is derived and stands nowhere.
CREATE TABLE setup_code (
    account   INTEGER PRIMARY KEY,
    code_hash BLOB NOT NULL,
    ends_at   INTEGER NOT NULL
) STRICT;

-- Who of the staff has seen whose personal data, when and what for. Rows are added, and swept away after their time.
CREATE TABLE record_view (
    id          INTEGER PRIMARY KEY,
    territory   INTEGER NOT NULL,
    account     INTEGER NOT NULL,
    application INTEGER NOT NULL,
    purpose     TEXT NOT NULL,
    at          INTEGER NOT NULL
) STRICT;

CREATE INDEX record_view_by_account ON record_view (territory, account, id);
CREATE INDEX record_view_by_application ON record_view (territory, application, id);
CREATE INDEX record_view_by_time ON record_view (at);
