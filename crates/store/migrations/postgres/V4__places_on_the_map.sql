-- Where a kindergarten stands on the map, in millionths of a degree: both numbers, or neither.
ALTER TABLE kindergarten ADD COLUMN latitude BIGINT;
ALTER TABLE kindergarten ADD COLUMN longitude BIGINT;
