-- What `marsad watch` remembers. Times are in UTC ("2026-03-23T19:40:00+00:00").

-- One row for each feed that was ever watched; `watched` marks those of the present configuration.
-- `etag` and `modified` are what the server is told next time: they move in the transaction that keeps the feed's items.
CREATE TABLE feeds (
  url           TEXT PRIMARY KEY,
  outlet        TEXT,
  watched       INTEGER NOT NULL CHECK (watched IN (0, 1)),
  status        TEXT NOT NULL CHECK (status IN ('new', 'ok', 'degraded', 'blocked', 'dead')),
  reason        TEXT,             -- code of what is wrong
  failures      INTEGER NOT NULL, -- polls in a row that failed
  failing_since TEXT,
  item_failures INTEGER NOT NULL, -- items in a row that could not be read
  item_reason   TEXT,
  etag          TEXT,
  modified      TEXT,
  last_poll     TEXT,
  last_success  TEXT,
  last_new      TEXT,             -- when something new was last found
  next_poll     TEXT
) STRICT;

-- Every item that a feed has shown; `item` is what the feed says of it (JSON), as long as it waits to be read.
CREATE TABLE feed_items (
  number     INTEGER PRIMARY KEY,
  feed       TEXT NOT NULL,
  key        TEXT NOT NULL,
  article    TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('waiting', 'kept', 'failed')),
  item       TEXT,
  tries      INTEGER NOT NULL,
  next_try   TEXT,
  reason     TEXT,
  first_seen TEXT NOT NULL,
  UNIQUE (feed, key)
) STRICT;
CREATE INDEX feed_items_article ON feed_items (article, state);
CREATE INDEX feed_items_waiting ON feed_items (next_try) WHERE state = 'waiting';
