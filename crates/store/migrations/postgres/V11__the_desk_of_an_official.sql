-- What happened to an application that an official must look at, until it was seen; once closed, by whom and what came of it.
-- A message that did not arrive stands here only when an official closed it, with the message as its entry.
CREATE TABLE follow_up (
    territory   BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    application BIGINT NOT NULL,
    entry       BIGINT NOT NULL,
    since_at    BIGINT NOT NULL,
    closed_at   BIGINT,
    closed_by   BIGINT,
    outcome     TEXT,
    PRIMARY KEY (territory, kind, application, entry)
);

CREATE INDEX follow_up_open ON follow_up (territory, kind, since_at) WHERE closed_at IS NULL;

-- Who has taken a task of the office. What the task is about follows from other tables.
CREATE TABLE task_owner (
    territory BIGINT NOT NULL,
    kind      TEXT NOT NULL,
    subject   BIGINT NOT NULL,
    part      BIGINT NOT NULL,
    account   BIGINT NOT NULL,
    taken_at  BIGINT NOT NULL,
    PRIMARY KEY (territory, kind, subject, part)
);

-- Complaints and questions of families. Question and answer are sealed under the key of their application.
CREATE TABLE complaint (
    territory     BIGINT NOT NULL,
    application   BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    subject       TEXT NOT NULL,
    question      BYTEA NOT NULL,
    asked_at      BIGINT NOT NULL,
    pass_until    TEXT NOT NULL,
    due_on        TEXT NOT NULL,
    passed_at     BIGINT,
    passed_by     BIGINT,
    passed_reason TEXT,
    answered_at   BIGINT,
    answered_by   BIGINT,
    answer        BYTEA,
    PRIMARY KEY (territory, application, id)
);

CREATE INDEX complaint_open ON complaint (territory, asked_at) WHERE answered_at IS NULL;

-- By which words of a name an application is found: keyed hashes of folded words, of the child and of the guardian.
CREATE TABLE name_word (
    territory   BIGINT NOT NULL,
    word        BYTEA NOT NULL,
    application BIGINT NOT NULL,
    PRIMARY KEY (territory, word, application)
);

CREATE INDEX name_word_by_application ON name_word (territory, application);

-- Applications of earlier releases are not in it yet.
ALTER TABLE application ADD COLUMN named BIGINT NOT NULL DEFAULT 0;
CREATE INDEX application_unnamed ON application (territory, id) WHERE named = 0;

-- The first of two officials who confirm a ground, while the second is waited for.
ALTER TABLE review ADD COLUMN first_by BIGINT;
ALTER TABLE review ADD COLUMN first_at BIGINT;
CREATE INDEX review_first ON review (territory, application) WHERE first_by IS NOT NULL;

-- Contacts at which messages do not arrive are found without the others.
CREATE INDEX message_undelivered ON message (territory, application, channel) WHERE fate IN ('refused', 'given_up');
