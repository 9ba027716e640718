-- The record (JSON, `marsad/1`) is the truth; every other column and table is there to find it.

-- One row for each text that an article has had; `newest` marks the one that queries see.
CREATE TABLE articles (
  key             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL,
  version         INTEGER NOT NULL CHECK (version >= 1),
  newest          INTEGER NOT NULL CHECK (newest IN (0, 1)),
  sha256          TEXT NOT NULL,
  url             TEXT,
  outlet          TEXT,
  title           TEXT,
  published       TEXT,
  language        TEXT NOT NULL,
  text            TEXT NOT NULL,
  record          TEXT NOT NULL,
  coder_version   TEXT NOT NULL,
  coder_model     TEXT NOT NULL,
  coder_knowledge TEXT NOT NULL,
  ingested_at     TEXT NOT NULL,
  UNIQUE (id, version),
  UNIQUE (id, sha256)
) STRICT;
CREATE UNIQUE INDEX articles_newest ON articles (id) WHERE newest = 1;
CREATE INDEX articles_published ON articles (published DESC, id) WHERE newest = 1;

-- Stems of `articles.text` (marsad.text.stem), by `articles.key`. Contentless: it can be rebuilt, in a migration, with
--   INSERT INTO search (search) VALUES ('delete-all');
--   INSERT INTO search (rowid, tokens) SELECT key, search_text(text) FROM articles;
CREATE VIRTUAL TABLE search USING fts5 (
  tokens, content = '', columnsize = 0, tokenize = "unicode61 categories 'L* N* Co Mn'"
);

-- From here on: the newest version of each article only. `position` is the index in the record's list.
-- `sort_date` puts undated events last. Secondary indexes of these tables end in (article, position) by themselves.
CREATE TABLE events (
  article        TEXT NOT NULL,
  position       INTEGER NOT NULL,
  id             TEXT NOT NULL,
  type           TEXT NOT NULL,
  mode           TEXT,
  quad           TEXT NOT NULL,
  intensity      REAL NOT NULL,
  status         TEXT NOT NULL,
  trigger        TEXT NOT NULL,
  date_start     TEXT,
  date_end       TEXT,
  date_precision TEXT,
  sort_date      TEXT NOT NULL GENERATED ALWAYS AS (coalesce(date_start, '9999')) STORED,
  place_name     TEXT,
  place_folded   TEXT,
  geonames       INTEGER,
  country        TEXT,
  lat            REAL,
  lon            REAL,
  source         TEXT,
  source_folded  TEXT,
  confidence     REAL NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_date ON events (sort_date, article, position, date_end);
CREATE INDEX events_type ON events (type, sort_date);
CREATE INDEX events_status ON events (status, sort_date);
CREATE INDEX events_geonames ON events (geonames, sort_date) WHERE geonames IS NOT NULL;
CREATE INDEX events_country ON events (country, sort_date) WHERE country IS NOT NULL;

CREATE TABLE event_parties (
  article  TEXT NOT NULL,
  position INTEGER NOT NULL,
  role     TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
  number   INTEGER NOT NULL,
  name     TEXT NOT NULL,
  folded   TEXT NOT NULL,
  actor    TEXT,
  country  TEXT,
  sectors  TEXT NOT NULL,
  PRIMARY KEY (article, position, role, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_parties_folded ON event_parties (folded);
CREATE INDEX event_parties_actor ON event_parties (actor) WHERE actor IS NOT NULL;
CREATE INDEX event_parties_country ON event_parties (country) WHERE country IS NOT NULL;

CREATE TABLE sources (
  article  TEXT NOT NULL,
  position INTEGER NOT NULL,
  id       TEXT NOT NULL,
  name     TEXT NOT NULL,
  kind     TEXT NOT NULL,
  actor    TEXT,
  via      TEXT,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
  article      TEXT NOT NULL,
  position     INTEGER NOT NULL,
  id           TEXT NOT NULL,
  measure      TEXT NOT NULL,
  low          INTEGER,
  high         INTEGER,
  qualifier    TEXT NOT NULL,
  who          TEXT,
  scope        TEXT NOT NULL,
  period_start TEXT,
  period_end   TEXT,
  source       TEXT,
  event        TEXT,
  confidence   REAL NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX figures_measure ON figures (measure);

CREATE TABLE agreement_claims (
  article     TEXT NOT NULL,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,
  kind        TEXT NOT NULL,
  agreement   TEXT,
  provision   TEXT,
  by_name     TEXT,
  by_actor    TEXT,
  about_name  TEXT,
  about_actor TEXT,
  source      TEXT,
  event       TEXT,
  confidence  REAL NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreement_claims_agreement ON agreement_claims (agreement) WHERE agreement IS NOT NULL;
