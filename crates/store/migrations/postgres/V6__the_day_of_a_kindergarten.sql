-- Which entries an account of staff caused, so that its own past is read without the rest. Derived from the journal.
CREATE TABLE staff_entry (
    territory BIGINT NOT NULL,
    account   BIGINT NOT NULL,
    number    BIGINT NOT NULL,
    PRIMARY KEY (territory, account, number)
);

-- The yearly turn as a kindergarten prepares it: one plan at a time.
CREATE TABLE year_plan (
    territory    BIGINT NOT NULL,
    kindergarten BIGINT NOT NULL,
    body         TEXT NOT NULL,
    prepared_at  BIGINT NOT NULL,
    PRIMARY KEY (territory, kindergarten),
    FOREIGN KEY (territory, kindergarten) REFERENCES kindergarten (territory, id)
);

-- Where a kindergarten is reminded, empty where it did not say so; and whether it has ended, and in which other it goes on.
ALTER TABLE kindergarten ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE kindergarten ADD COLUMN closed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE kindergarten ADD COLUMN merged_into BIGINT;

-- Reminders of a day: whether one went out, and how often it was tried.
CREATE TABLE reminder (
    territory    BIGINT NOT NULL,
    day          TEXT NOT NULL,
    kindergarten BIGINT NOT NULL,
    tries        BIGINT NOT NULL,
    tried_at     BIGINT NOT NULL,
    done         BIGINT NOT NULL,
    PRIMARY KEY (territory, day, kindergarten)
);

-- The last word of one kindergarten is found without the words of all others.
CREATE INDEX day_word_by_kindergarten ON day_word (territory, kindergarten, day);

-- The paper on which an application came: its number in the office's book, and when it was received.
CREATE TABLE paper (
    territory   BIGINT NOT NULL,
    application BIGINT NOT NULL,
    number      TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (territory, application)
);

-- A change of the policy that one official proposes and another decides on. What was decided stands in the journal.
CREATE TABLE proposal (
    territory    BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    policy       TEXT NOT NULL,
    replaces     TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    proposed_by  BIGINT NOT NULL,
    proposed_at  BIGINT NOT NULL,
    state        TEXT NOT NULL,
    decided_by   BIGINT,
    decided_at   BIGINT,
    PRIMARY KEY (territory, id)
);
