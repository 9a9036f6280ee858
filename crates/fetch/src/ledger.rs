//! What was asked and answered, night after night: one SQLite file in the archive's folder.
//!
//! It is the truth of where papers came from, and can't be had again. So it is never begun anew: an older version is
//! brought up to date, a newer one refused, a damaged one named. Each answer goes in with all that follows from it in one
//! transaction, and is on the disk when that ends.
//!
//! Times are kept, in UTC; nothing of them reaches a dataset. Addresses and file names stand in it as they were published;
//! the archive's own files stand in it relative to its folder.
//!
//! - `runs`: beginning, ending and the accounts of nights.
//! - `answers`: every address asked. An answer that says the same as the last one lengthens it (`times`, `last_asked`),
//!   so that a night on which nothing happens adds nothing but that.
//! - `pages`: which addresses have their page kept.
//! - `papers`: papers, editions and tombstones.
//! - `states`: how a paper stands, as a word.
//! - `account`: what a run brought, and what a dataset should hold.

mod account;
mod answers;
mod pages;
mod papers;
mod runs;
mod states;

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, Params, Row, Transaction};
use url::Url;

use crate::FetchError;

pub(crate) use account::Visit;
pub(crate) use answers::{Body, Fetched, Reply};
pub(crate) use papers::{Bytes, Finding, Paper};
pub(crate) use runs::Run;

/// What makes each version's tables of the version before; the first one makes them of nothing.
const VERSIONS: &[&str] = &[include_str!("ledger/tables.sql")];

/// Tells a ledger from other programs' SQLite files: `Blft`.
const APPLICATION: i64 = 0x426C_6674;

/// So long a write waits for somebody who looks into the ledger with another program.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The ledger of one archive.
#[derive(Debug)]
pub(crate) struct Ledger {
    path: PathBuf,
    database: Connection,
}

impl Ledger {
    /// Opens a ledger; it is made where there is none, and brought up to date where it is old.
    ///
    /// # Errors
    ///
    /// Where it can't be written, is damaged, is none of ours, or a newer program made it.
    pub(crate) fn open(path: &Path) -> Result<Self, FetchError> {
        let told = |source| FetchError::Ledger { path: path.to_owned(), source };
        let mut database = connected(path).map_err(told)?;
        let version = number(&database, "PRAGMA user_version").map_err(told)?;
        let application = number(&database, "PRAGMA application_id").map_err(told)?;
        let is_ours = application == APPLICATION || (application == 0 && version == 0);
        if !is_ours || !(0..=newest()).contains(&version) {
            return Err(FetchError::Version { path: path.to_owned(), found: version, known: newest() });
        }
        bring_up_to_date(&mut database, version).map_err(told)?;
        Ok(Ledger { path: path.to_owned(), database })
    }

    /// Opens a ledger to be read, also where another program writes it or nobody may; nothing where it has no tables yet.
    ///
    /// # Errors
    ///
    /// Where it can't be read, is damaged, is none of ours, or is of another version.
    pub(crate) fn look_into(path: &Path) -> Result<Option<Self>, FetchError> {
        let told = |source| FetchError::Ledger { path: path.to_owned(), source };
        let database = connected_to_read(path)?.map_err(told)?;
        let version = number(&database, "PRAGMA user_version").map_err(told)?;
        let application = number(&database, "PRAGMA application_id").map_err(told)?;
        match (application, version) {
            (0, 0) => Ok(None),
            (APPLICATION, version) if version == newest() => {
                Ok(Some(Ledger { path: path.to_owned(), database }))
            }
            _ => Err(FetchError::Version { path: path.to_owned(), found: version, known: newest() }),
        }
    }

    /// Does what belongs together: all of it, or where any of it fails, nothing.
    fn whole<T>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, FetchError> {
        let written = self.database.transaction().and_then(|transaction| {
            let value = write(&transaction)?;
            transaction.commit()?;
            Ok(value)
        });
        self.told(written)
    }

    fn told<T>(&self, result: rusqlite::Result<T>) -> Result<T, FetchError> {
        result.map_err(|source| FetchError::Ledger { path: self.path.clone(), source })
    }
}

/// A moment as the ledger has it: RFC 3339 in UTC, to the second, so that the order of texts is that of time.
pub(crate) fn written(time: SystemTime) -> String {
    let moment = Timestamp::try_from(time).unwrap_or(Timestamp::UNIX_EPOCH);
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// All rows of a query.
fn rows<T>(
    database: &Connection,
    query: &str,
    values: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    database.prepare_cached(query)?.query_map(values, read)?.collect()
}

/// The database in a file, which is made where it is not there.
fn connected(path: &Path) -> rusqlite::Result<Connection> {
    let database = Connection::open(path)?;
    database.busy_timeout(LONGEST_WAIT)?;
    database
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")?;
    Ok(database)
}

/// The database in a file, to be read.
///
/// A log beside it (`-wal`) means that somebody is at work, or was killed: it is read with the file. Without one the file is
/// whole, and nobody writes; said so, SQLite makes no files beside it, and a folder that can't be written to is no obstacle.
fn connected_to_read(path: &Path) -> Result<rusqlite::Result<Connection>, FetchError> {
    let log = path.with_extension("sqlite-wal");
    let has_log = log.try_exists().map_err(FetchError::archive(&log))?;
    let whole = std::path::absolute(path).map_err(FetchError::archive(path))?;
    let Ok(mut address) = Url::from_file_path(whole) else {
        let reason = "its folder has no absolute path";
        return Err(FetchError::archive(path)(io::Error::new(io::ErrorKind::InvalidInput, reason)));
    };
    address.set_query((!has_log).then_some("immutable=1"));
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(address.as_str(), flags);
    Ok(database.and_then(|database| {
        database.busy_timeout(LONGEST_WAIT)?;
        Ok(database)
    }))
}

/// The newest version that is known.
fn newest() -> i64 {
    i64::try_from(VERSIONS.len()).unwrap_or(i64::MAX)
}

fn bring_up_to_date(database: &mut Connection, version: i64) -> rusqlite::Result<()> {
    let missing = VERSIONS.iter().skip(usize::try_from(version).unwrap_or(0));
    for (version, change) in (version + 1..).zip(missing) {
        let transaction = database.transaction()?;
        transaction.execute_batch(change)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}

fn number(database: &Connection, query: &str) -> rusqlite::Result<i64> {
    database.query_row(query, [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn refused(spoil: impl FnOnce(&Path)) -> FetchError {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        spoil(&path);
        let before = fs::read(&path).unwrap();
        let Err(error) = Ledger::open(&path) else { panic!("it was opened") };
        assert_eq!(fs::read(&path).unwrap(), before, "a ledger that can't be used is left as it is");
        error
    }

    #[test]
    fn a_ledger_of_a_newer_program_is_refused_and_left_alone() {
        let error = refused(|path| {
            let ledger = Ledger::open(path).unwrap();
            ledger.database.pragma_update(None, "user_version", newest() + 1).unwrap();
        });
        assert!(matches!(error, FetchError::Version { .. }), "{error}");
        assert!(error.hint().contains("newer program"), "{}", error.hint());
    }

    #[test]
    fn what_is_no_ledger_is_refused_and_left_alone() {
        let error = refused(|path| fs::write(path, "no database, but words".repeat(1000)).unwrap());
        assert!(matches!(error, FetchError::Ledger { .. }), "{error}");
        let error = refused(|path| {
            let database = Connection::open(path).unwrap();
            database.execute_batch("PRAGMA journal_mode = WAL; PRAGMA application_id = 7").unwrap();
        });
        assert!(matches!(error, FetchError::Version { .. }), "{error}");
    }

    #[test]
    fn a_ledger_is_opened_again_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        let version = |ledger: &Ledger| number(&ledger.database, "PRAGMA user_version").unwrap();
        assert_eq!(version(&Ledger::open(&path).unwrap()), newest());
        assert_eq!(version(&Ledger::open(&path).unwrap()), newest());
    }

    #[test]
    fn moments_are_written_so_that_their_texts_stand_in_their_order() {
        let check = |seconds: u64, expected: &str| {
            assert_eq!(written(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)), expected);
        };
        check(0, "1970-01-01T00:00:00Z");
        check(1_795_364_266, "2026-11-22T16:17:46Z");
    }
}
