//! Papers, their editions and their tombstones.

use std::path::PathBuf;
use std::time::SystemTime;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use url::Url;

use super::answers::record;
use super::{Ledger, Reply, Run, rows, written};
use crate::FetchError;
use crate::listing::{Form, Listing, Location, PaperKey};
use crate::night::PaperState;

/// After so many nights on which a paper could not be had for the time being it is not asked for any longer once it has
/// left the window: a host that is down for a fortnight is given up for what it listed long ago.
const MOST_TRIES: i64 = 14;

/// A paper, as the ledger knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paper {
    id: i64,
    /// Where its bytes are to be had; nothing where the ledger holds no address that can be asked.
    pub(crate) at: Option<Location>,
    /// What the site calls it.
    pub(crate) title: String,
    /// Whether this night's listings have it.
    pub(crate) is_listed: bool,
    /// How it stood when it was last looked after.
    pub(crate) state: PaperState,
    /// Its newest bytes.
    pub(crate) current: Option<Current>,
}

/// The newest bytes of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Current {
    /// The how-manieth edition.
    number: i64,
    /// The file in the archive.
    pub(crate) path: String,
    /// SHA-256.
    pub(crate) hash: String,
    /// How many bytes.
    pub(crate) size: u64,
}

/// What was found of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Finding {
    /// These are its bytes; most often they are those of its newest edition.
    Bytes(Bytes),
    /// It could not be had.
    Trouble {
        /// What kind of trouble.
        state: PaperState,
        /// What was found.
        reason: String,
    },
}

/// Bytes in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bytes {
    /// The file in the archive.
    pub(crate) path: String,
    /// SHA-256.
    pub(crate) hash: String,
    /// How many bytes.
    pub(crate) size: u64,
    /// What the publisher calls the file.
    pub(crate) file_name: String,
}

const COLUMNS: &str = "p.id, p.is_file, p.address, p.title, p.listed = ?2, p.state,
    e.number, e.path, e.hash, e.size
    FROM papers p LEFT JOIN editions e ON e.paper = p.id
        AND e.number = (SELECT max(number) FROM editions WHERE paper = p.id)";

impl Ledger {
    /// Takes down what a source lists, and says what is known of each, in the order of the listings.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(crate) fn list(
        &mut self,
        source: &str,
        listings: &[Listing],
        run: &Run,
        now: SystemTime,
    ) -> Result<Vec<Paper>, FetchError> {
        let now = written(now);
        let query = format!("SELECT {COLUMNS} WHERE p.source = ?1 AND p.key = ?3");
        self.whole(|database| {
            let known = |listing: &Listing| {
                write_listing(database, source, listing, run, &now)?;
                database.prepare_cached(&query)?.query_row(params![source, run.id, listing.key.0], paper)
            };
            listings.iter().map(known).collect()
        })
    }

    /// The papers that a source had within its window and does not list any longer, by their keys. Those that nobody ever
    /// had are not missed, nor is one that has vanished. One that is still there is missed night after night until the window
    /// has passed it: sites often take a paper off a list first, and the file days later. A paper without a day has that of
    /// its last listing.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn missing(&self, source: &str, run: &Run, from: Date) -> Result<Vec<Paper>, FetchError> {
        let query = format!(
            "SELECT {COLUMNS} WHERE p.source = ?1 AND p.listed <> ?2 AND e.number IS NOT NULL AND p.state <> ?3
                 AND coalesce(p.meeting_date, iif(p.state = ?4, p.last_seen, ?5)) >= ?5 ORDER BY p.key"
        );
        let values = params![source, run.id, PaperState::Vanished, PaperState::Unlisted, from.to_string()];
        self.told(rows(&self.database, &query, values, paper))
    }

    /// The papers that a source listed before and nobody could have yet, though another night may; by their keys.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn owed(&self, source: &str, run: &Run) -> Result<Vec<Paper>, FetchError> {
        let query = format!(
            "SELECT {COLUMNS} WHERE p.source = ?1 AND p.listed <> ?2 AND e.number IS NULL AND p.failed < ?3
             ORDER BY p.key"
        );
        let papers = self.told(rows(&self.database, &query, params![source, run.id, MOST_TRIES], paper))?;
        Ok(papers.into_iter().filter(|paper| paper.state.may_pass()).collect())
    }

    /// Whether a paper was ever fetched.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn holds(&self, source: &str, key: &PaperKey) -> Result<bool, FetchError> {
        let query = "SELECT EXISTS (SELECT 1 FROM papers p JOIN editions e ON e.paper = p.id
            WHERE p.source = ? AND p.key = ?)";
        self.told(self.database.query_row(query, [source, &key.0], |row| row.get(0)))
    }

    /// The file in the archive with these bytes, if any paper ever had them.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn path_of(&self, hash: &str) -> Result<Option<String>, FetchError> {
        let query = "SELECT path FROM editions WHERE hash = ? ORDER BY id LIMIT 1";
        self.told(self.database.query_row(query, [hash], |row| row.get(0)).optional())
    }

    /// Takes down what was found of a paper, with the answer that told it, if anybody was asked for it.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(crate) fn settle(
        &mut self,
        run: &Run,
        now: SystemTime,
        paper: &Paper,
        answer: Option<(&str, &Reply)>,
        finding: &Finding,
    ) -> Result<(), FetchError> {
        let now = written(now);
        self.whole(|database| {
            if let Some((address, reply)) = answer {
                record(database, address, run, &now, reply)?;
            }
            match finding {
                Finding::Bytes(bytes) => {
                    if paper.current.as_ref().is_none_or(|current| current.hash != bytes.hash) {
                        add_edition(database, run, &now, paper, bytes)?;
                    }
                    stands(database, run, paper)
                }
                Finding::Trouble { state, reason } => falls(database, run, &now, paper, *state, reason),
            }
        })
    }

    /// The packs that a source had and does not list any longer, and that a dataset should hold; by their keys. Where papers of
    /// the meeting were there as early, the pack never stood in their place: it has others, as supplements have.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn stray_packs(&self, source: &str, run: &Run) -> Result<Vec<Paper>, FetchError> {
        let query = format!(
            "SELECT {COLUMNS} WHERE p.source = ?1 AND p.listed <> ?2 AND p.is_pack AND e.superseded IS NULL
                 AND e.number IS NOT NULL AND NOT EXISTS (
                     SELECT 1 FROM papers single JOIN editions early ON early.paper = single.id
                     WHERE single.source = p.source AND single.meeting = p.meeting AND NOT single.is_pack
                         AND early.run <= (SELECT min(run) FROM editions WHERE paper = p.id)
                 ) ORDER BY p.key"
        );
        self.told(rows(&self.database, &query, params![source, run.id], paper))
    }

    /// The papers that a pack's meeting has one by one, by their keys; those that were not listed any longer when the pack
    /// was, are not in its place. They may have been owed, and come when nobody lists their meeting any longer.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn beside(&self, run: &Run, pack: &Paper) -> Result<Vec<Paper>, FetchError> {
        let query = format!(
            "SELECT {COLUMNS} JOIN papers pack ON pack.id = ?1 WHERE p.source = pack.source
                 AND p.meeting = pack.meeting AND p.listed >= pack.listed AND NOT p.is_pack ORDER BY p.key"
        );
        self.told(rows(&self.database, &query, [pack.id, run.id], paper))
    }

    /// Leaves a pack alone whose papers are listed one by one.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(crate) fn spare(&mut self, run: &Run, pack: &Paper) -> Result<(), FetchError> {
        self.whole(|database| look_after(database, run, pack, PaperState::Spared, None))
    }

    /// Takes a pack's bytes out of what a dataset should hold.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(crate) fn supersede(&mut self, run: &Run, pack: &Paper) -> Result<(), FetchError> {
        self.whole(|database| {
            let change = "UPDATE editions SET superseded = ? WHERE paper = ? AND superseded IS NULL";
            database.execute(change, [run.id, pack.id])
        })?;
        Ok(())
    }
}

fn write_listing(
    database: &Connection,
    source: &str,
    listing: &Listing,
    run: &Run,
    now: &str,
) -> rusqlite::Result<()> {
    let is_file = matches!(listing.at, Location::File(_));
    let meeting = listing.meeting.as_ref();
    let change = "
        INSERT INTO papers (source, key, address, is_file, title, is_pack, meeting, committee, meeting_date, first_seen,
            last_seen, listed, state, failed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?11, ?12, 0)
        ON CONFLICT (source, key) DO UPDATE SET address = ?3, is_file = ?4, title = ?5, is_pack = ?6, meeting = ?7,
            committee = ?8, meeting_date = ?9, last_seen = ?10, listed = ?11";
    database.prepare_cached(change)?.execute(params![
        source,
        listing.key.0,
        listing.at.to_string(),
        is_file,
        listing.title,
        matches!(listing.form, Form::Pack { .. }),
        meeting.map(|meeting| &meeting.id),
        meeting.and_then(|meeting| meeting.committee.as_ref()),
        meeting.and_then(|meeting| meeting.date).map(|date| date.to_string()),
        now,
        run.id,
        PaperState::Awaited,
    ])?;
    Ok(())
}

fn add_edition(
    database: &Connection,
    run: &Run,
    now: &str,
    paper: &Paper,
    bytes: &Bytes,
) -> rusqlite::Result<()> {
    let number = paper.current.as_ref().map_or(1, |current| current.number + 1);
    let address = paper.at.as_ref().and_then(|at| match at {
        Location::Web(url) => Some(url.as_str()),
        Location::File(_) => None,
    });
    let size = i64::try_from(bytes.size).unwrap_or(i64::MAX);
    database.execute(
        "INSERT INTO editions (paper, number, run, path, hash, size, file_name, address, fetched)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![paper.id, number, run.id, bytes.path, bytes.hash, size, bytes.file_name, address, now],
    )?;
    Ok(())
}

/// A paper can be had: a tombstone is lifted, and a pack that was superseded counts again where its site lists it as the only
/// place of its papers.
fn stands(database: &Transaction<'_>, run: &Run, paper: &Paper) -> rusqlite::Result<()> {
    // What is owed from before the window is not missed in the listings.
    let is_missed = !paper.is_listed && paper.current.is_some();
    let state = if is_missed { PaperState::Unlisted } else { PaperState::Held };
    database
        .execute("UPDATE tombstones SET lifted = ? WHERE paper = ? AND lifted IS NULL", [run.id, paper.id])?;
    if paper.is_listed {
        database.execute("UPDATE editions SET superseded = NULL WHERE paper = ?", [paper.id])?;
    }
    database.execute("UPDATE papers SET failed = 0 WHERE id = ?", [paper.id])?;
    look_after(database, run, paper, state, None)
}

/// A paper can't be had. One that was there before and is gone gets a tombstone.
fn falls(
    database: &Transaction<'_>,
    run: &Run,
    now: &str,
    paper: &Paper,
    state: PaperState,
    reason: &str,
) -> rusqlite::Result<()> {
    database.execute("UPDATE papers SET failed = failed + 1 WHERE id = ?", [paper.id])?;
    if state != PaperState::Gone || paper.current.is_none() {
        return look_after(database, run, paper, state, Some(reason));
    }
    let query = "SELECT 1 FROM tombstones WHERE paper = ? AND lifted IS NULL";
    if database.query_row(query, [paper.id], |_| Ok(())).optional()?.is_none() {
        let change = "INSERT INTO tombstones (paper, run, day, reason) VALUES (?, ?, ?, ?)";
        database.execute(change, params![paper.id, run.id, now, reason])?;
    }
    look_after(database, run, paper, PaperState::Vanished, Some(reason))
}

fn look_after(
    database: &Connection,
    run: &Run,
    paper: &Paper,
    state: PaperState,
    reason: Option<&str>,
) -> rusqlite::Result<()> {
    let change = "UPDATE papers SET run = ?, state = ?, reason = ? WHERE id = ?";
    database.execute(change, params![run.id, state, reason, paper.id])?;
    Ok(())
}

fn paper(row: &Row<'_>) -> rusqlite::Result<Paper> {
    let address: String = row.get(2)?;
    let at = if row.get(1)? {
        Some(Location::File(PathBuf::from(address)))
    } else {
        Url::parse(&address).ok().map(Location::Web)
    };
    let current = match row.get::<_, Option<i64>>(6)? {
        Some(number) => Some(Current {
            number,
            path: row.get(7)?,
            hash: row.get(8)?,
            size: u64::try_from(row.get::<_, i64>(9)?).unwrap_or(0),
        }),
        None => None,
    };
    Ok(Paper { id: row.get(0)?, at, title: row.get(3)?, is_listed: row.get(4)?, state: row.get(5)?, current })
}
