-- What a day that differs from the ordinary week is called, and which law or decree says so. The journal keeps only the days.
CREATE TABLE calendar_day (
    territory BIGINT NOT NULL,
    day       TEXT NOT NULL,
    kind      TEXT NOT NULL,
    names     TEXT NOT NULL,
    source    TEXT NOT NULL,
    noted_by  BIGINT,
    noted_at  BIGINT NOT NULL,
    PRIMARY KEY (territory, day)
);

-- Spans of days for which an official has compared the calendar with what was published.
CREATE TABLE calendar_confirmed (
    territory    BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    first_day    TEXT NOT NULL,
    last_day     TEXT NOT NULL,
    confirmed_by BIGINT,
    confirmed_at BIGINT NOT NULL,
    PRIMARY KEY (territory, id)
);

-- What the office tells everybody, in three languages, from one instant to another.
CREATE TABLE announcement (
    territory   BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    level       TEXT NOT NULL,
    titles      TEXT NOT NULL,
    texts       TEXT NOT NULL,
    shown_from  BIGINT NOT NULL,
    shown_until BIGINT NOT NULL,
    written_by  BIGINT NOT NULL,
    written_at  BIGINT NOT NULL,
    PRIMARY KEY (territory, id)
);

-- Texts of messages in a town's own words. The last row of a text counts; one without words goes back to the original.
CREATE TABLE own_wording (
    territory  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    text_key   TEXT NOT NULL,
    words      TEXT,
    written_by BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (territory, id)
);

-- Extensions of all running windows, so that they are listed without a walk through the journal. Derived from it.
CREATE TABLE extension (
    territory   BIGINT NOT NULL,
    number      BIGINT NOT NULL,
    days        BIGINT NOT NULL,
    reason      TEXT NOT NULL,
    windows     BIGINT NOT NULL,
    extended_at BIGINT NOT NULL,
    PRIMARY KEY (territory, number)
);
