-- What a day that differs from the ordinary week is called, and which law or decree says so. The journal keeps only the days.
CREATE TABLE calendar_day (
    territory INTEGER NOT NULL,
    day       TEXT NOT NULL,
    kind      TEXT NOT NULL,
    names     TEXT NOT NULL,
    source    TEXT NOT NULL,
    noted_by  INTEGER,
    noted_at  INTEGER NOT NULL,
    PRIMARY KEY (territory, day)
) STRICT, WITHOUT ROWID;

-- Spans of days for which an official has compared the calendar with what was published.
CREATE TABLE calendar_confirmed (
    territory    INTEGER NOT NULL,
    id           INTEGER NOT NULL,
    first_day    TEXT NOT NULL,
    last_day     TEXT NOT NULL,
    confirmed_by INTEGER,
    confirmed_at INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

-- What the office tells everybody, in three languages, from one instant to another.
CREATE TABLE announcement (
    territory   INTEGER NOT NULL,
    id          INTEGER NOT NULL,
    level       TEXT NOT NULL,
    titles      TEXT NOT NULL,
    texts       TEXT NOT NULL,
    shown_from  INTEGER NOT NULL,
    shown_until INTEGER NOT NULL,
    written_by  INTEGER NOT NULL,
    written_at  INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

-- Texts of messages in a town's own words. The last row of a text counts; one without words goes back to the original.
CREATE TABLE own_wording (
    territory  INTEGER NOT NULL,
    id         INTEGER NOT NULL,
    text_key   TEXT NOT NULL,
    words      TEXT,
    written_by INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

-- Extensions of all running windows, so that they are listed without a walk through the journal. Derived from it.
CREATE TABLE extension (
    territory   INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    days        INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    windows     INTEGER NOT NULL,
    extended_at INTEGER NOT NULL,
    PRIMARY KEY (territory, number)
) STRICT, WITHOUT ROWID;
