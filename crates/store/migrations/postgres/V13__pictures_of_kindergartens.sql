-- The picture of a kindergarten as everybody sees it: nothing personal, so that nothing is sealed. It is named by its bytes.
CREATE TABLE kindergarten_photo (
    territory    BIGINT NOT NULL,
    kindergarten BIGINT NOT NULL,
    sign         TEXT NOT NULL,
    width        BIGINT NOT NULL,
    height       BIGINT NOT NULL,
    bytes        BYTEA NOT NULL,
    PRIMARY KEY (territory, kindergarten),
    FOREIGN KEY (territory, kindergarten) REFERENCES kindergarten (territory, id)
);
