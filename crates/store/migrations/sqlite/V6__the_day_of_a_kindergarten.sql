-- Which entries an account of staff caused, so that its own past is read without the rest. Derived from the journal.
CREATE TABLE staff_entry (
    territory INTEGER NOT NULL,
    account   INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    PRIMARY KEY (territory, account, number)
) STRICT, WITHOUT ROWID;

-- The yearly turn as a kindergarten prepares it: one plan at a time.
CREATE TABLE year_plan (
    territory    INTEGER NOT NULL,
    kindergarten INTEGER NOT NULL,
    body         TEXT NOT NULL,
    prepared_at  INTEGER NOT NULL,
    PRIMARY KEY (territory, kindergarten),
    FOREIGN KEY (territory, kindergarten) REFERENCES kindergarten (territory, id)
) STRICT, WITHOUT ROWID;

-- Where a kindergarten is reminded, empty where it did not say so; and whether it has ended, and in which other it goes on.
ALTER TABLE kindergarten ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE kindergarten ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE kindergarten ADD COLUMN merged_into INTEGER;

-- Reminders of a day: whether one went out, and how often it was tried.
CREATE TABLE reminder (
    territory    INTEGER NOT NULL,
    day          TEXT NOT NULL,
    kindergarten INTEGER NOT NULL,
    tries        INTEGER NOT NULL,
    tried_at     INTEGER NOT NULL,
    done         INTEGER NOT NULL,
    PRIMARY KEY (territory, day, kindergarten)
) STRICT, WITHOUT ROWID;

-- The last word of one kindergarten is found without the words of all others.
CREATE INDEX day_word_by_kindergarten ON day_word (territory, kindergarten, day);

-- The paper on which an application came: its number in the office's book, and when it was received.
CREATE TABLE paper (
    territory   INTEGER NOT NULL,
    application INTEGER NOT NULL,
    number      TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (territory, application)
) STRICT, WITHOUT ROWID;

-- A change of the policy that one official proposes and another decides on. What was decided stands in the journal.
CREATE TABLE proposal (
    territory    INTEGER NOT NULL,
    id           INTEGER NOT NULL,
    policy       TEXT NOT NULL,
    replaces     TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    proposed_by  INTEGER NOT NULL,
    proposed_at  INTEGER NOT NULL,
    state        TEXT NOT NULL,
    decided_by   INTEGER,
    decided_at   INTEGER,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
