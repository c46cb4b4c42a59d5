-- Who made, recovered or closed a log-in, and who changed how its owner comes in. Rows are only added. No account: the
-- operator, with the program's command.
CREATE TABLE account_act (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account    BIGINT NOT NULL,
    act        TEXT NOT NULL,
    at         BIGINT NOT NULL,
    by_account BIGINT
);

CREATE INDEX account_act_by_account ON account_act (account, id);

-- Since when it is known that a family can be reached: by a code that was sent to its phone or address, by the paper it came
-- with, or because a kindergarten had the parent before it (then by whom). Whoever applied earlier counts as reached.
ALTER TABLE application ADD COLUMN reached_at BIGINT;
ALTER TABLE application ADD COLUMN reached_by BIGINT;
UPDATE application SET reached_at = submitted_at;
