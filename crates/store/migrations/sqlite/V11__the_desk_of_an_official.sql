-- What happened to an application that an official must look at, until it was seen; once closed, by whom and what came of it.
-- A message that did not arrive stands here only when an official closed it, with the message as its entry.
CREATE TABLE follow_up (
    territory   INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    application INTEGER NOT NULL,
    entry       INTEGER NOT NULL,
    since_at    INTEGER NOT NULL,
    closed_at   INTEGER,
    closed_by   INTEGER,
    outcome     TEXT,
    PRIMARY KEY (territory, kind, application, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX follow_up_open ON follow_up (territory, kind, since_at) WHERE closed_at IS NULL;

-- Who has taken a task of the office. What the task is about follows from other tables.
CREATE TABLE task_owner (
    territory INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    subject   INTEGER NOT NULL,
    part      INTEGER NOT NULL,
    account   INTEGER NOT NULL,
    taken_at  INTEGER NOT NULL,
    PRIMARY KEY (territory, kind, subject, part)
) STRICT, WITHOUT ROWID;

-- Complaints and questions of families. Question and answer are sealed under the key of their application.
CREATE TABLE complaint (
    territory     INTEGER NOT NULL,
    application   INTEGER NOT NULL,
    id            INTEGER NOT NULL,
    subject       TEXT NOT NULL,
    question      BLOB NOT NULL,
    asked_at      INTEGER NOT NULL,
    pass_until    TEXT NOT NULL,
    due_on        TEXT NOT NULL,
    passed_at     INTEGER,
    passed_by     INTEGER,
    passed_reason TEXT,
    answered_at   INTEGER,
    answered_by   INTEGER,
    answer        BLOB,
    PRIMARY KEY (territory, application, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX complaint_open ON complaint (territory, asked_at) WHERE answered_at IS NULL;

-- By which words of a name an application is found: keyed hashes of folded words, of the child and of the guardian.
CREATE TABLE name_word (
    territory   INTEGER NOT NULL,
    word        BLOB NOT NULL,
    application INTEGER NOT NULL,
    PRIMARY KEY (territory, word, application)
) STRICT, WITHOUT ROWID;

CREATE INDEX name_word_by_application ON name_word (territory, application);

-- Applications of earlier releases are not in it yet.
ALTER TABLE application ADD COLUMN named INTEGER NOT NULL DEFAULT 0;
CREATE INDEX application_unnamed ON application (territory, id) WHERE named = 0;

-- The first of two officials who confirm a ground, while the second is waited for.
ALTER TABLE review ADD COLUMN first_by INTEGER;
ALTER TABLE review ADD COLUMN first_at INTEGER;
CREATE INDEX review_first ON review (territory, application) WHERE first_by IS NOT NULL;

-- Contacts at which messages do not arrive are found without the others.
CREATE INDEX message_undelivered ON message (territory, application, channel) WHERE fate IN ('refused', 'given_up');
