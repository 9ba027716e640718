-- A public copy: what is said and who says it, in sentences; never an article's whole text, which belongs to its publisher.

CREATE TABLE about (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
  id              TEXT PRIMARY KEY,
  url             TEXT,
  outlet          TEXT,
  title           TEXT,
  published       TEXT,
  agency          TEXT,
  language        TEXT NOT NULL,
  sha256          TEXT NOT NULL,
  coder_version   TEXT NOT NULL,
  coder_model     TEXT NOT NULL,
  coder_knowledge TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
  article  TEXT NOT NULL REFERENCES articles (id),
  id       TEXT NOT NULL,
  name     TEXT NOT NULL,
  kind     TEXT NOT NULL,
  actor    TEXT,
  via      TEXT,
  PRIMARY KEY (article, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  article         TEXT NOT NULL REFERENCES articles (id),
  id              TEXT NOT NULL,
  type            TEXT NOT NULL,
  mode            TEXT,
  quad            TEXT NOT NULL,
  intensity       REAL NOT NULL,
  contexts        TEXT NOT NULL,
  status          TEXT NOT NULL,
  trigger         TEXT NOT NULL,
  place           TEXT,
  geonames        INTEGER,
  country         TEXT,
  admin1          TEXT,
  lat             REAL,
  lon             REAL,
  place_precision TEXT,
  date_start      TEXT,
  date_end        TEXT,
  date_precision  TEXT,
  source          TEXT,
  confidence      REAL NOT NULL,
  quote           TEXT NOT NULL,
  PRIMARY KEY (article, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE parties (
  article TEXT NOT NULL REFERENCES articles (id),
  event   TEXT NOT NULL,
  role    TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
  number  INTEGER NOT NULL,
  name    TEXT NOT NULL,
  actor   TEXT,
  country TEXT,
  sectors TEXT NOT NULL,
  PRIMARY KEY (article, event, role, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
  article    TEXT NOT NULL REFERENCES articles (id),
  id         TEXT NOT NULL,
  measure    TEXT NOT NULL,
  low        INTEGER,
  high       INTEGER,
  qualifier  TEXT NOT NULL,
  who        TEXT,
  scope      TEXT NOT NULL,
  source     TEXT,
  event      TEXT,
  confidence REAL NOT NULL,
  words      TEXT NOT NULL,
  quote      TEXT NOT NULL,
  PRIMARY KEY (article, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
  article     TEXT NOT NULL REFERENCES articles (id),
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
  quote       TEXT NOT NULL,
  PRIMARY KEY (article, id)
) STRICT, WITHOUT ROWID;

-- Who says what, ready to read: an event beside the words of its speaker and of whoever relayed them.
CREATE VIEW who_says_what AS
SELECT
  e.article, e.id AS event, coalesce(s.name, a.outlet) AS says, v.name AS via, e.status, e.type, e.mode,
  e.date_start, e.place, e.quote, a.url
FROM events e
JOIN articles a ON a.id = e.article
LEFT JOIN sources s ON s.article = e.article AND s.id = e.source
LEFT JOIN sources v ON v.article = s.article AND v.id = s.via;
