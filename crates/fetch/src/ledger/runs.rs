//! Beginning, ending and the accounts of nights.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Ledger, rows, written};
use crate::FetchError;
use crate::night::Night;

/// When nothing was asked for so long, it is another night: what was asked before is asked again. Between a night's end and
/// the next one's begin is more, between a kill and the next try by hand or by a timer is less.
const ANOTHER_NIGHT: Duration = Duration::from_hours(12);

/// A run that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Its number.
    pub(crate) id: i64,
    /// When it began.
    pub(crate) began: String,
    /// What it asked since then was asked tonight.
    pub(crate) since: String,
}

impl Run {
    /// The day by which windows are told, so that a run that goes on after midnight asks for the same pages.
    pub(crate) fn day(&self) -> Date {
        moment(&self.since).to_zoned(TimeZone::UTC).date()
    }
}

impl Ledger {
    /// Goes on with the run that has not ended, or begins one.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(crate) fn begin(&mut self, now: SystemTime) -> Result<Run, FetchError> {
        self.whole(|database| match unfinished(database)? {
            Some(run) if is_same_night(&last_asked(database, &run)?, now) => Ok(run),
            Some(run) => {
                let run = Run { since: written(now), ..run };
                database.execute("UPDATE runs SET since = ? WHERE id = ?", params![run.since, run.id])?;
                Ok(run)
            }
            None => {
                let began = written(now);
                database.execute("INSERT INTO runs (began, since) VALUES (?1, ?1)", [&began])?;
                Ok(Run { id: database.last_insert_rowid(), since: began.clone(), began })
            }
        })
    }

    /// Ends a night.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(crate) fn close(&mut self, night: &Night, report: &str) -> Result<(), FetchError> {
        // Plain data has a JSON form.
        let account = serde_json::to_string(night).unwrap_or_default();
        self.whole(|database| {
            let values = params![night.ended, account, report, night.run];
            database.execute("UPDATE runs SET ended = ?, account = ?, report = ? WHERE id = ?", values)
        })?;
        Ok(())
    }

    /// See [`Archive::reports`](crate::archive::Archive::reports).
    pub(crate) fn reports(&self, most: usize) -> Result<Vec<String>, FetchError> {
        let query = "SELECT report FROM runs WHERE report IS NOT NULL ORDER BY id DESC LIMIT ?";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.told(rows(&self.database, query, [most], |row| row.get(0)))
    }
}

fn unfinished(database: &Connection) -> rusqlite::Result<Option<Run>> {
    let query = "SELECT id, began, since FROM runs WHERE ended IS NULL ORDER BY id DESC LIMIT 1";
    let read = |row: &rusqlite::Row<'_>| Ok(Run { id: row.get(0)?, began: row.get(1)?, since: row.get(2)? });
    database.query_row(query, [], read).optional()
}

/// When a run asked the last time; when it began, where it never did.
fn last_asked(database: &Transaction<'_>, run: &Run) -> rusqlite::Result<String> {
    let query = "SELECT max(last_asked) FROM answers WHERE run = ?";
    let last: Option<String> = database.query_row(query, [run.id], |row| row.get(0))?;
    Ok(last.unwrap_or_default().max(run.since.clone()))
}

fn is_same_night(last: &str, now: SystemTime) -> bool {
    // A clock that was turned back tells nothing: rather the same night.
    now.duration_since(SystemTime::from(moment(last))).is_ok_and(|span| span < ANOTHER_NIGHT)
        || SystemTime::from(moment(last)) > now
}

fn moment(written: &str) -> Timestamp {
    written.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}
