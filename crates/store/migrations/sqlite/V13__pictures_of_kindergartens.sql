-- The picture of a kindergarten as everybody sees it: nothing personal, so that nothing is sealed. It is named by its bytes.
CREATE TABLE kindergarten_photo (
    territory    INTEGER NOT NULL,
    kindergarten INTEGER NOT NULL,
    sign         TEXT NOT NULL,
    width        INTEGER NOT NULL,
    height       INTEGER NOT NULL,
    bytes        BLOB NOT NULL,
    PRIMARY KEY (territory, kindergarten),
    FOREIGN KEY (territory, kindergarten) REFERENCES kindergarten (territory, id)
) STRICT;
