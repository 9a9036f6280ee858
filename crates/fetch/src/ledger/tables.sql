-- Times are RFC 3339 in UTC, to the second.

-- Runs over all sources. One that has not ended was stopped, and is gone on with. `since`: what was asked since then counts
-- as asked tonight. `account`, `report`: what it brought, as JSON, and what was told of it.
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, began TEXT NOT NULL, since TEXT NOT NULL, ended TEXT, account TEXT, report TEXT
);

-- Sources, as they were last watched. `complete`: the day of the last run that saw all it lists. `reach`: what is asked
-- of it; where that has changed, the whole of its reach is gone through again. `nights`: how often that was asked.
CREATE TABLE sources (
    id TEXT PRIMARY KEY, authority_code TEXT, authority TEXT, complete TEXT, reach TEXT NOT NULL,
    nights INTEGER NOT NULL
);

-- How far a run saw each source.
CREATE TABLE visits (
    run INTEGER NOT NULL REFERENCES runs, source TEXT NOT NULL, listed INTEGER NOT NULL, state TEXT NOT NULL,
    trouble TEXT, reason TEXT, doubts TEXT NOT NULL, PRIMARY KEY (run, source)
) WITHOUT ROWID;

-- Every address asked. An answer that says the same as the one before it lengthens that: `times`, `last_asked` and `run` go
-- on, and validators are the newest. `hops`: the addresses that led to `found_at`, one a line. `hash`: SHA-256 of the body, or
-- of the archived one that it repeats with other stamps of its making.
CREATE TABLE answers (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs, first_asked TEXT NOT NULL,
    last_asked TEXT NOT NULL, times INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT, found_at TEXT NOT NULL,
    hops TEXT NOT NULL, content_type TEXT, file_name TEXT, size INTEGER, hash TEXT, etag TEXT, last_modified TEXT
);
CREATE INDEX answers_of_address ON answers (address, id);
CREATE INDEX answers_of_run ON answers (run, last_asked);

-- Addresses whose newest page is kept, and when it was last asked for.
CREATE TABLE pages (address TEXT PRIMARY KEY, asked TEXT NOT NULL) WITHOUT ROWID;

-- Papers by source and key. `listed`: the last run whose source listed it; `run`, `state`, `reason`: the last one that looked
-- after it and how it stood; `failed`: how many runs one after the other could not have it for the time being.
CREATE TABLE papers (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, key TEXT NOT NULL, address TEXT NOT NULL, is_file INTEGER NOT NULL,
    title TEXT NOT NULL, is_pack INTEGER NOT NULL, meeting TEXT, committee TEXT, meeting_date TEXT,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, listed INTEGER NOT NULL REFERENCES runs,
    run INTEGER REFERENCES runs, state TEXT NOT NULL, reason TEXT, failed INTEGER NOT NULL, UNIQUE (source, key)
);
CREATE INDEX papers_of_run ON papers (source, run);

-- The bytes of papers, edition after edition. `address`: where they were asked for; none for files of this machine. `superseded`: the run by which a pack's papers were there one by one.
CREATE TABLE editions (
    id INTEGER PRIMARY KEY, paper INTEGER NOT NULL REFERENCES papers, number INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES runs, path TEXT NOT NULL, hash TEXT NOT NULL, size INTEGER NOT NULL,
    file_name TEXT NOT NULL, address TEXT, fetched TEXT NOT NULL, superseded INTEGER REFERENCES runs,
    UNIQUE (paper, number)
);
CREATE INDEX editions_of_bytes ON editions (hash);
CREATE INDEX editions_of_run ON editions (run);

-- Papers that vanished, and when they came back.
CREATE TABLE tombstones (
    id INTEGER PRIMARY KEY, paper INTEGER NOT NULL REFERENCES papers, run INTEGER NOT NULL REFERENCES runs,
    day TEXT NOT NULL, reason TEXT NOT NULL, lifted INTEGER REFERENCES runs
);
CREATE INDEX tombstones_of_paper ON tombstones (paper);
CREATE INDEX tombstones_of_run ON tombstones (run);

-- The robots.txt of hosts, as they were last found. `text`: none where there was none.
CREATE TABLE robots (
    address TEXT PRIMARY KEY, found_at TEXT NOT NULL, etag TEXT, last_modified TEXT, text BLOB
) WITHOUT ROWID;
