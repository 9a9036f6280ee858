//! What is remembered between runs, and what is read but not yet in the dataset: a SQLite file beside the dataset's.
//!
//! It is a memory and a waiting room, never the truth: the dataset's own files say which documents it has. Where it is
//! lost, damaged or of another version it begins anew, and what was only in it is read again.
//!
//! Writes are gathered in transactions: [`commit`](Ledger::commit) ends one and begins the next. A run that is killed
//! loses what was not committed, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use boardlift_dataset::SCHEMA_VERSION;
use boardlift_dataset::store::PartitionKey;
use boardlift_model::DocumentId;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Params, Row, ToSql, params};

use super::error::ImportError;
use super::stamp::Stamp;

/// The version of its tables, and of the rows that wait in them. Another version's file is removed, since all of it can be
/// had again.
const VERSION: i64 = 1000 * SCHEMA_VERSION as i64 + 2;

/// `files`: what a file was when it was last looked at, and which documents it held: their ids one after the other.
/// `readings`: by what the documents were read that are in the dataset or wait for it.
/// `papers`, `figures`: what waits for the dataset; figures by the partition that they belong to.
/// `withdrawn`: documents that wait to leave it.
const TABLES: &str = "
    CREATE TABLE files (
        path BLOB PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
        documents TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE readings (
        document_id TEXT PRIMARY KEY, layout TEXT NOT NULL, catalogue TEXT NOT NULL, measures TEXT NOT NULL,
        provenance TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE papers (
        document_id TEXT PRIMARY KEY, document BLOB NOT NULL, commentary BLOB NOT NULL, actions BLOB NOT NULL
    );
    CREATE TABLE figures (authority_code TEXT, year INTEGER, document_id TEXT NOT NULL, rows BLOB NOT NULL);
    CREATE TABLE withdrawn (document_id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE INDEX figures_of_partition ON figures (authority_code, year, document_id);
";

/// How many characters an id has: the hexadecimal digits of a SHA-256.
const ID_LENGTH: usize = 64;

/// The ledger of one dataset, with a transaction under way.
pub(super) struct Ledger {
    path: PathBuf,
    database: Connection,
}

/// The rows of a document that wait for the dataset, as the ledger keeps them.
pub(super) struct Waiting {
    /// The document.
    pub(super) id: DocumentId,
    /// By what it was read.
    pub(super) reading: Reading,
    /// Its row in the table of documents.
    pub(super) document: Vec<u8>,
    /// Its rows in the table of commentary.
    pub(super) commentary: Vec<u8>,
    /// Its rows in the table of actions.
    pub(super) actions: Vec<u8>,
    /// Its rows in the table of observations, by partition.
    pub(super) figures: Vec<(PartitionKey, Vec<u8>)>,
}

impl Waiting {
    /// How many bytes its rows take up.
    pub(super) fn size(&self) -> usize {
        let figures: usize = self.figures.iter().map(|(_, rows)| rows.len()).sum();
        self.document.len() + self.commentary.len() + self.actions.len() + figures
    }
}

/// By what a document was read: fingerprints of what the dataset itself doesn't tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// The text of its layout; empty for the general reading.
    pub(super) layout: String,
    /// All layouts that were known.
    pub(super) catalogue: String,
    /// All measures that were known.
    pub(super) measures: String,
    /// Where it was published; empty where nobody said.
    pub(super) provenance: String,
}

/// One of the three tables whose rows wait a document at a time.
#[derive(Debug, Clone, Copy)]
pub(super) enum PaperPart {
    /// `documents`.
    Document,
    /// `commentary`.
    Commentary,
    /// `actions`.
    Actions,
}

impl Ledger {
    /// Opens a folder's ledger; a new one is made where there is none that can be used.
    ///
    /// # Errors
    ///
    /// Where the folder can't be written to.
    pub(super) fn open(folder: &Path) -> Result<Self, ImportError> {
        let path = folder.join("import.sqlite");
        let told = |source| ImportError::Ledger { path: path.clone(), source };
        if !is_usable(&path).map_err(told)? {
            remove(&path).map_err(|source| ImportError::Folder { path: path.clone(), source })?;
        }
        let database = connected(&path).map_err(told)?;
        if version(&database).map_err(told)? == 0 {
            let made = format!("{TABLES} PRAGMA user_version = {VERSION}");
            database.execute_batch(&made).map_err(told)?;
        }
        Ok(Ledger { path, database })
    }

    /// Keeps what was written since the last time.
    ///
    /// # Errors
    ///
    /// Where the disk is full or broken.
    pub(super) fn commit(&mut self) -> Result<(), ImportError> {
        self.told(self.database.execute_batch("COMMIT; BEGIN IMMEDIATE"))
    }

    /// What a file was when it was last looked at, and which documents it held.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(super) fn file(&self, path: &Path) -> Result<Option<(Stamp, Vec<DocumentId>)>, ImportError> {
        let read = |row: &Row<'_>| {
            let stamp = Stamp { size: row.get(0)?, modified: row.get(1)?, changed: row.get(2)? };
            Ok((stamp, parted(&row.get::<_, String>(3)?)))
        };
        let query = "SELECT size, modified, changed, documents FROM files WHERE path = ?";
        let key = path.as_os_str().as_encoded_bytes();
        let found =
            self.database.prepare_cached(query).and_then(|mut query| query.query_row([key], read).optional());
        self.told(found)
    }

    /// Remembers what a file is and which documents it holds.
    ///
    /// # Errors
    ///
    /// Where the disk is full or broken.
    pub(super) fn remember(
        &self,
        path: &Path,
        stamp: Stamp,
        documents: &[DocumentId],
    ) -> Result<(), ImportError> {
        let ids: String = documents.iter().map(DocumentId::as_str).collect();
        self.write(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
            params![path.as_os_str().as_encoded_bytes(), stamp.size, stamp.modified, stamp.changed, ids],
        )
    }

    /// By what the documents were read, in the order of their ids.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(super) fn readings(&self) -> Result<Vec<(DocumentId, Reading)>, ImportError> {
        let read = |row: &Row<'_>| {
            Ok((
                DocumentId(row.get(0)?),
                Reading {
                    layout: row.get(1)?,
                    catalogue: row.get(2)?,
                    measures: row.get(3)?,
                    provenance: row.get(4)?,
                },
            ))
        };
        self.rows(
            "SELECT document_id, layout, catalogue, measures, provenance FROM readings ORDER BY document_id",
            [],
            read,
        )
    }

    /// Takes a document's rows, to wait for the dataset.
    ///
    /// # Errors
    ///
    /// Where the disk is full or broken.
    pub(super) fn add(&self, waiting: &Waiting) -> Result<(), ImportError> {
        let Waiting { id, reading, document, commentary, actions, figures } = waiting;
        if self.waits(id)? {
            // A killed run has left it, read otherwise: its figures may be of other partitions.
            self.write("DELETE FROM figures WHERE document_id = ?", params![id.as_str()])?;
        }
        let id = id.as_str();
        self.write(
            "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?)",
            params![id, reading.layout, reading.catalogue, reading.measures, reading.provenance],
        )?;
        self.write(
            "INSERT OR REPLACE INTO papers VALUES (?, ?, ?, ?)",
            params![id, document, commentary, actions],
        )?;
        self.write("DELETE FROM withdrawn WHERE document_id = ?", params![id])?;
        figures.iter().try_for_each(|(key, rows)| {
            self.write(
                "INSERT INTO figures VALUES (?, ?, ?, ?)",
                params![key.authority_code, key.year, id, rows],
            )
        })
    }

    /// Takes note that a document is to leave the dataset, and lets go of its rows that wait for it.
    ///
    /// # Errors
    ///
    /// Where the disk is full or broken.
    pub(super) fn withdraw(&self, id: &DocumentId) -> Result<(), ImportError> {
        let id = id.as_str();
        self.write("INSERT OR IGNORE INTO withdrawn VALUES (?)", params![id])?;
        for table in ["papers", "figures", "readings"] {
            self.write(&format!("DELETE FROM {table} WHERE document_id = ?"), params![id])?;
        }
        Ok(())
    }

    /// The documents that are to leave the dataset, sorted.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(super) fn withdrawn(&self) -> Result<BTreeSet<DocumentId>, ImportError> {
        let ids = self.rows("SELECT document_id FROM withdrawn", [], |row| row.get(0).map(DocumentId))?;
        Ok(ids.into_iter().collect())
    }

    /// What waits for one of the tables that have a row or some for each document, in the order of the ids.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(super) fn papers(&self, part: PaperPart) -> Result<Vec<Vec<u8>>, ImportError> {
        let query = match part {
            PaperPart::Document => "SELECT document FROM papers ORDER BY document_id",
            PaperPart::Commentary => "SELECT commentary FROM papers ORDER BY document_id",
            PaperPart::Actions => "SELECT actions FROM papers ORDER BY document_id",
        };
        self.rows(query, [], |row| row.get(0))
    }

    /// How many bytes the rows take up that wait.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(super) fn waiting_bytes(&self) -> Result<usize, ImportError> {
        let query = "SELECT length(document) + length(commentary) + length(actions) FROM papers
            UNION ALL SELECT length(rows) FROM figures";
        let sizes = self.rows(query, [], |row| row.get::<_, u32>(0))?;
        Ok(sizes.into_iter().map(|bytes| bytes as usize).sum())
    }

    /// The documents that wait, sorted.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(super) fn documents(&self) -> Result<BTreeSet<DocumentId>, ImportError> {
        let ids = self.rows("SELECT document_id FROM papers", [], |row| row.get(0).map(DocumentId))?;
        Ok(ids.into_iter().collect())
    }

    /// The partitions that figures wait for, sorted.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(super) fn partitions(&self) -> Result<BTreeSet<PartitionKey>, ImportError> {
        let read = |row: &Row<'_>| Ok(PartitionKey { authority_code: row.get(0)?, year: row.get(1)? });
        let keys = self.rows("SELECT DISTINCT authority_code, year FROM figures", [], read)?;
        Ok(keys.into_iter().collect())
    }

    /// The figures that wait for a partition, in the order of their documents' ids.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(super) fn figures(&self, key: &PartitionKey) -> Result<Vec<Vec<u8>>, ImportError> {
        let query = "SELECT rows FROM figures WHERE authority_code IS ? AND year IS ? ORDER BY document_id";
        self.rows(query, params![key.authority_code, key.year], |row| row.get(0))
    }

    /// Nothing waits any longer: all of it is in the dataset.
    ///
    /// # Errors
    ///
    /// Where the disk is full or broken.
    pub(super) fn clear(&mut self) -> Result<(), ImportError> {
        self.told(
            self.database.execute_batch("DELETE FROM papers; DELETE FROM figures; DELETE FROM withdrawn"),
        )?;
        self.commit()
    }

    /// Whether a document's rows wait already.
    fn waits(&self, id: &DocumentId) -> Result<bool, ImportError> {
        let query = "SELECT 1 FROM papers WHERE document_id = ?";
        let found = self.database.prepare_cached(query).and_then(|mut query| query.exists([id.as_str()]));
        self.told(found)
    }

    fn write(&self, statement: &str, values: &[&dyn ToSql]) -> Result<(), ImportError> {
        let written =
            self.database.prepare_cached(statement).and_then(|mut statement| statement.execute(values));
        self.told(written.map(drop))
    }

    fn rows<T>(
        &self,
        query: &str,
        values: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, ImportError> {
        let rows = self
            .database
            .prepare_cached(query)
            .and_then(|mut query| query.query_map(values, read)?.collect());
        self.told(rows)
    }

    fn told<T>(&self, result: rusqlite::Result<T>) -> Result<T, ImportError> {
        result.map_err(|source| ImportError::Ledger { path: self.path.clone(), source })
    }
}

/// The database in a file, which is made where it is not there, with a transaction begun.
fn connected(path: &Path) -> rusqlite::Result<Connection> {
    let database = Connection::open(path)?;
    // The dataset's lock keeps others away, so that no memory need be shared, which not every disk can. What a power cut
    // takes from the end of the log is read again. What was waiting leaves no empty room in the file.
    database.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA auto_vacuum = FULL; PRAGMA journal_mode = WAL;
         PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE",
    )?;
    Ok(database)
}

/// The version of a ledger's tables; 0 where it has none yet.
fn version(database: &Connection) -> rusqlite::Result<i64> {
    database.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Whether a file is a ledger of this version, or may become one.
fn is_usable(path: &Path) -> rusqlite::Result<bool> {
    match connected(path).and_then(|database| version(&database)) {
        Ok(version) => Ok(version == 0 || version == VERSION),
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Ok(false),
            _ => Err(error),
        },
    }
}

/// Removes a ledger with its log.
fn remove(path: &Path) -> io::Result<()> {
    ["", "-wal", "-shm"].iter().try_for_each(|ending| {
        let mut file = path.as_os_str().to_owned();
        file.push(ending);
        match fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    })
}

/// Ids that stand one after the other.
fn parted(ids: &str) -> Vec<DocumentId> {
    ids.as_bytes()
        .chunks_exact(ID_LENGTH)
        .map(|id| DocumentId(String::from_utf8_lossy(id).into_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAMP: Stamp = Stamp { size: 3, modified: -4, changed: 5 };

    fn id(digit: char) -> DocumentId {
        DocumentId(digit.to_string().repeat(ID_LENGTH))
    }

    fn key(authority_code: Option<&str>, year: Option<i16>) -> PartitionKey {
        PartitionKey { authority_code: authority_code.map(str::to_owned), year }
    }

    fn waiting(digit: char) -> Waiting {
        let reading = Reading {
            layout: "l".to_owned(),
            catalogue: "c".to_owned(),
            measures: "m".to_owned(),
            provenance: "p".to_owned(),
        };
        let rows = |name: &str| format!("{digit}: {name}").into_bytes();
        Waiting {
            id: id(digit),
            reading,
            document: rows("document"),
            commentary: rows("commentary"),
            actions: rows("actions"),
            figures: vec![(key(None, None), rows("one")), (key(Some("E1"), Some(2022)), rows("two"))],
        }
    }

    fn opened(folder: &tempfile::TempDir) -> Ledger {
        Ledger::open(folder.path()).unwrap()
    }

    fn texts(blobs: Vec<Vec<u8>>) -> Vec<String> {
        blobs.into_iter().map(|blob| String::from_utf8(blob).unwrap()).collect()
    }

    #[test]
    fn a_document_that_is_read_again_waits_once() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = opened(&folder);
        ledger.add(&waiting('a')).unwrap();
        let elsewhere = key(Some("E2"), Some(2023));
        let again = Waiting { figures: vec![(elsewhere.clone(), b"again".to_vec())], ..waiting('a') };
        ledger.add(&again).unwrap();
        assert_eq!(ledger.partitions().unwrap(), BTreeSet::from([elsewhere.clone()]));
        assert_eq!(texts(ledger.figures(&elsewhere).unwrap()), ["again"]);
    }

    #[test]
    fn what_was_committed_is_there_the_next_time_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = opened(&folder);
        ledger.add(&waiting('b')).unwrap();
        ledger.add(&waiting('a')).unwrap();
        ledger.remember(Path::new("x"), STAMP, &[id('a'), id('b')]).unwrap();
        ledger.commit().unwrap();
        ledger.add(&waiting('c')).unwrap();
        drop(ledger);
        let ledger = opened(&folder);
        assert_eq!(texts(ledger.papers(PaperPart::Document).unwrap()), ["a: document", "b: document"]);
        assert_eq!(texts(ledger.papers(PaperPart::Actions).unwrap()), ["a: actions", "b: actions"]);
        let keys = [key(None, None), key(Some("E1"), Some(2022))];
        assert_eq!(ledger.partitions().unwrap(), BTreeSet::from(keys.clone()));
        assert_eq!(texts(ledger.figures(&keys[0]).unwrap()), ["a: one", "b: one"]);
        assert_eq!(texts(ledger.figures(&keys[1]).unwrap()), ["a: two", "b: two"]);
        assert!(ledger.figures(&key(None, Some(2022))).unwrap().is_empty());
        assert_eq!(ledger.documents().unwrap(), BTreeSet::from([id('a'), id('b')]));
        assert_eq!(ledger.waiting_bytes().unwrap(), waiting('a').size() + waiting('b').size());
        assert_eq!(ledger.file(Path::new("x")).unwrap(), Some((STAMP, vec![id('a'), id('b')])));
        assert_eq!(ledger.file(Path::new("y")).unwrap(), None);
        assert_eq!(ledger.readings().unwrap().len(), 2);
    }

    #[test]
    fn what_is_in_the_dataset_waits_no_longer_but_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = opened(&folder);
        ledger.add(&waiting('a')).unwrap();
        ledger.clear().unwrap();
        drop(ledger);
        let ledger = opened(&folder);
        assert!(ledger.partitions().unwrap().is_empty());
        assert!(ledger.papers(PaperPart::Commentary).unwrap().is_empty());
        assert_eq!(ledger.readings().unwrap()[0].0, id('a'));
        assert!(ledger.documents().unwrap().is_empty());
        assert_eq!(ledger.waiting_bytes().unwrap(), 0);
    }

    #[test]
    fn what_is_to_leave_waits_for_nothing_unless_it_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = opened(&folder);
        ledger.add(&waiting('a')).unwrap();
        ledger.add(&waiting('b')).unwrap();
        for digit in ['a', 'c'] {
            ledger.withdraw(&id(digit)).unwrap();
        }
        assert_eq!(ledger.withdrawn().unwrap(), BTreeSet::from([id('a'), id('c')]));
        assert_eq!(ledger.documents().unwrap(), BTreeSet::from([id('b')]));
        assert_eq!(texts(ledger.figures(&key(None, None)).unwrap()), ["b: one"]);
        assert_eq!(ledger.readings().unwrap().len(), 1);
        ledger.add(&waiting('c')).unwrap();
        assert_eq!(ledger.withdrawn().unwrap(), BTreeSet::from([id('a')]));
        ledger.clear().unwrap();
        assert!(ledger.withdrawn().unwrap().is_empty());
    }

    #[test]
    fn a_ledger_that_can_not_be_used_begins_anew() {
        let damaged = |spoil: &dyn Fn(&Path)| {
            let folder = tempfile::tempdir().unwrap();
            let mut ledger = opened(&folder);
            ledger.add(&waiting('a')).unwrap();
            ledger.commit().unwrap();
            drop(ledger);
            spoil(&folder.path().join("import.sqlite"));
            let ledger = opened(&folder);
            assert!(ledger.readings().unwrap().is_empty() && ledger.documents().unwrap().is_empty());
        };
        damaged(&|path| fs::write(path, "no database, but words".repeat(1000)).unwrap());
        damaged(&|path| fs::remove_file(path).unwrap());
        damaged(&|path| {
            Connection::open(path).unwrap().pragma_update(None, "user_version", VERSION + 1).unwrap();
        });
    }

    #[test]
    fn a_folder_that_is_none_is_an_error_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let Err(error) = Ledger::open(&folder.path().join("missing")) else { panic!("it was opened") };
        assert!(error.to_string().contains("missing"), "{error}");
    }
}
