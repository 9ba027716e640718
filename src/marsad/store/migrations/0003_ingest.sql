-- How far a file of many articles has been read: `position` is where the next record begins, in the transaction that keeps
-- the article before it. `mark` tells whether it is still the same file.
CREATE TABLE cursors (
  source   TEXT PRIMARY KEY,
  mark     TEXT NOT NULL,
  position INTEGER NOT NULL,
  done     INTEGER NOT NULL CHECK (done IN (0, 1))
) STRICT;

-- Samples of the shingles of each article's newest text (marsad.text.shingles): articles that share one may be alike.
CREATE TABLE shingle_bands (
  band    INTEGER NOT NULL,
  article TEXT NOT NULL,
  PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX shingle_bands_article ON shingle_bands (article);

-- Articles that nearly repeat an earlier one, and the share of their shingles that both have.
CREATE TABLE near_duplicates (
  article     TEXT PRIMARY KEY,
  of          TEXT NOT NULL,
  resemblance REAL NOT NULL
) STRICT;
CREATE INDEX near_duplicates_of ON near_duplicates (of);
