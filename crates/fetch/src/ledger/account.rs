//! What a run brought, and what a dataset should hold.
//!
//! All of it is told from what is written down, so that a run that was killed and gone on with has one account, the same
//! as if nobody had stopped it.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, params};

use super::{Ledger, Run, rows};
use crate::FetchError;
use crate::night::{Authority, Edition, Holding, PaperNote, PaperTrouble, SourceNight, SourceState};

/// What a run saw of a source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visit<'v> {
    /// The source.
    pub(crate) source: &'v str,
    /// What was asked of it.
    pub(crate) reach: &'v str,
    /// How many papers it lists within the window.
    pub(crate) listed: usize,
    /// How far it could be seen.
    pub(crate) state: &'v SourceState,
    /// What was odd.
    pub(crate) doubts: &'v [String],
}

/// How far a source was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The day of the last run that saw all it lists.
    pub(crate) complete: Option<Date>,
    /// How many runs there were.
    pub(crate) nights: u32,
}

/// What is odd about a source that was not gone through to its end.
const STOPPED: &str = "the run was stopped before the source was done, and gone on with without it";

const NOTE: &str = "p.source, p.key, p.title, p.address, p.is_pack, p.committee, p.meeting_date";

/// An edition as [`edition`] reads it. Of the same bytes the first ones are those of the earliest run; within a run, whose
/// threads may come in any order, those of the first source, key and number.
const EDITION: &str = "p.source, p.key, p.title, p.address, p.is_pack, p.committee, p.meeting_date,
    e.number, e.path, e.hash, e.size, e.file_name, e.address, e.fetched,
    EXISTS (SELECT 1 FROM editions o JOIN papers q ON q.id = o.paper WHERE o.hash = e.hash
        AND (o.run, q.source, q.key, o.number) < (e.run, p.source, p.key, e.number)),
    (SELECT b.hash FROM editions b WHERE b.paper = e.paper AND b.number < e.number ORDER BY b.number DESC LIMIT 1)";

impl Ledger {
    /// How far a source was seen before by runs that asked the same of it.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn seen(&self, source: &str, reach: &str) -> Result<Seen, FetchError> {
        let query = "SELECT complete, nights FROM sources WHERE id = ? AND reach = ?";
        let read = |row: &Row<'_>| {
            let complete: Option<String> = row.get(0)?;
            Ok(Seen { complete: complete.and_then(|day| day.parse().ok()), nights: row.get(1)? })
        };
        let seen = self.told(self.database.query_row(query, [source, reach], read).optional())?;
        Ok(seen.unwrap_or(Seen { complete: None, nights: 0 }))
    }

    /// Takes down whose papers a source has, before any of them comes: a run that is stopped after that has them all the same.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(crate) fn meet(&mut self, source: &str, authority: Option<&Authority>) -> Result<(), FetchError> {
        let change = "INSERT INTO sources VALUES (?1, ?2, ?3, NULL, '', 0)
            ON CONFLICT (id) DO UPDATE SET authority_code = ?2, authority = ?3";
        let (code, name) = (authority.map(|told| &told.code), authority.map(|told| &told.name));
        self.whole(|database| database.execute(change, params![source, code, name]))?;
        Ok(())
    }

    /// Takes down how far a source was seen.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(crate) fn visit(&mut self, run: &Run, visit: &Visit<'_>) -> Result<(), FetchError> {
        let (state, trouble, reason) = match visit.state {
            SourceState::Complete => ("complete", None, None),
            SourceState::Incomplete => ("incomplete", None, None),
            SourceState::Failed { trouble, reason } => ("failed", *trouble, Some(reason)),
        };
        let day = (*visit.state == SourceState::Complete).then(|| run.day().to_string());
        let listed = i64::try_from(visit.listed).unwrap_or(i64::MAX);
        self.whole(|database| {
            database.execute(
                "INSERT INTO sources VALUES (?1, NULL, NULL, ?2, ?3, 1) ON CONFLICT (id) DO UPDATE SET
                     complete = iif(reach = ?3, coalesce(?2, complete), ?2),
                     nights = iif(reach = ?3, nights + 1, 1), reach = ?3",
                params![visit.source, day, visit.reach],
            )?;
            database.execute(
                "INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![run.id, visit.source, listed, state, trouble, reason, visit.doubts.join("\n")],
            )
        })?;
        Ok(())
    }

    /// The sources that a run has anything of, by their ids.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn sources_of(&self, run: &Run) -> Result<Vec<String>, FetchError> {
        let query = "SELECT source FROM visits WHERE run = ?1 UNION SELECT source FROM papers WHERE run = ?1
            ORDER BY source";
        self.told(rows(&self.database, query, [run.id], |row| row.get(0)))
    }

    /// What a run brought of a source.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn account(&self, run: &Run, source: &str) -> Result<SourceNight, FetchError> {
        self.told(self.source_night(run, source))
    }

    /// See [`Archive::holdings`](crate::archive::Archive::holdings).
    pub(crate) fn holdings(&self) -> Result<Vec<Holding>, FetchError> {
        let query = format!(
            "WITH told AS (
                 SELECT o.hash, min(s.authority_code) AS code, min(s.authority) AS name
                 FROM editions o JOIN papers q ON q.id = o.paper JOIN sources s ON s.id = q.source
                 WHERE o.superseded IS NULL GROUP BY o.hash HAVING min(s.authority_code) = max(s.authority_code))
             SELECT {EDITION}, told.code, told.name
             FROM editions e JOIN papers p ON p.id = e.paper LEFT JOIN told ON told.hash = e.hash
             WHERE e.superseded IS NULL AND NOT EXISTS (
                 SELECT 1 FROM editions o JOIN papers q ON q.id = o.paper
                 WHERE o.hash = e.hash AND o.superseded IS NULL
                     AND (o.run, q.source, q.key, o.number) < (e.run, p.source, p.key, e.number))
             ORDER BY p.source, p.key, e.number"
        );
        let holding = |row: &Row<'_>| Ok(Holding { edition: edition(row)?, authority: authority(row, 16)? });
        self.told(rows(&self.database, &query, [], holding))
    }

    /// See [`Archive::withdrawn`](crate::archive::Archive::withdrawn).
    pub(crate) fn withdrawn(&self) -> Result<Vec<Edition>, FetchError> {
        let query = format!(
            "SELECT {EDITION} FROM editions e JOIN papers p ON p.id = e.paper
             WHERE e.superseded IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM editions o WHERE o.hash = e.hash AND o.superseded IS NULL)
             ORDER BY p.source, p.key, e.number"
        );
        self.told(rows(&self.database, &query, [], edition))
    }

    /// See [`Archive::editions_between`](crate::archive::Archive::editions_between).
    pub(crate) fn editions_between(&self, after: i64, before: i64) -> Result<Vec<Edition>, FetchError> {
        let query = format!(
            "SELECT {EDITION} FROM editions e JOIN papers p ON p.id = e.paper WHERE e.run > ? AND e.run < ?
             ORDER BY e.run, p.source, p.key, e.number"
        );
        self.told(rows(&self.database, &query, [after, before], edition))
    }

    fn source_night(&self, run: &Run, source: &str) -> rusqlite::Result<SourceNight> {
        let (listed, state, doubts) = self.visit_of(run, source)?;
        Ok(SourceNight {
            source: source.to_owned(),
            authority: self.authority_of(source)?,
            state,
            doubts,
            listed,
            spared: self.count(run, source, "p.state = 'spared'")?,
            unchanged: self.count(
                run,
                source,
                "p.state IN ('held', 'unlisted')
                 AND NOT EXISTS (SELECT 1 FROM editions e WHERE e.paper = p.id AND e.run = p.run)",
            )?,
            new_papers: self.editions(run, source, "e.run = ?1 AND e.number = 1")?,
            new_editions: self.editions(run, source, "e.run = ?1 AND e.number > 1")?,
            vanished: self.notes(run, source, "t.run = ?1 AND t.lifted IS NOT ?1")?,
            returned: self.notes(run, source, "t.lifted = ?1 AND t.run <> ?1")?,
            superseded: self.editions(run, source, "e.superseded = ?1")?,
            troubles: self.troubles(run, source)?,
        })
    }

    /// How many papers a source listed, how far it was seen, and what was odd. Where the run was stopped in the middle of it
    /// and never came back, that is what was odd.
    fn visit_of(&self, run: &Run, source: &str) -> rusqlite::Result<(usize, SourceState, Vec<String>)> {
        let query = "SELECT listed, state, trouble, reason, doubts FROM visits WHERE run = ? AND source = ?";
        let read = |row: &Row<'_>| {
            let (listed, doubts): (i64, String) = (row.get(0)?, row.get(4)?);
            let listed = usize::try_from(listed).unwrap_or(0);
            Ok((listed, state(row)?, doubts.lines().map(str::to_owned).collect()))
        };
        let visit = self.database.query_row(query, params![run.id, source], read).optional()?;
        Ok(visit.unwrap_or_else(|| (0, SourceState::Incomplete, vec![STOPPED.to_owned()])))
    }

    fn authority_of(&self, source: &str) -> rusqlite::Result<Option<Authority>> {
        let query = "SELECT authority_code, authority FROM sources WHERE id = ?";
        Ok(self.database.query_row(query, [source], |row| authority(row, 0)).optional()?.flatten())
    }

    fn count(&self, run: &Run, source: &str, which: &str) -> rusqlite::Result<usize> {
        let query = format!("SELECT count(*) FROM papers p WHERE p.run = ? AND p.source = ? AND {which}");
        let count: i64 = self.database.query_row(&query, params![run.id, source], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    fn editions(&self, run: &Run, source: &str, which: &str) -> rusqlite::Result<Vec<Edition>> {
        let query = format!(
            "SELECT {EDITION} FROM editions e JOIN papers p ON p.id = e.paper WHERE p.source = ?2 AND {which}
             ORDER BY p.key, e.number"
        );
        rows(&self.database, &query, params![run.id, source], edition)
    }

    fn notes(&self, run: &Run, source: &str, which: &str) -> rusqlite::Result<Vec<PaperNote>> {
        let query = format!(
            "SELECT DISTINCT {NOTE} FROM tombstones t JOIN papers p ON p.id = t.paper WHERE p.source = ?2 AND {which}
             ORDER BY p.key"
        );
        rows(&self.database, &query, params![run.id, source], note)
    }

    fn troubles(&self, run: &Run, source: &str) -> rusqlite::Result<Vec<PaperTrouble>> {
        let query = format!(
            "SELECT {NOTE}, p.state, p.reason FROM papers p WHERE p.run = ?1 AND p.source = ?2 ORDER BY p.key"
        );
        let trouble = |row: &Row<'_>| {
            let reason: Option<String> = row.get(8)?;
            Ok(PaperTrouble { paper: note(row)?, state: row.get(7)?, reason: reason.unwrap_or_default() })
        };
        let looked_after = rows(&self.database, &query, params![run.id, source], trouble)?;
        Ok(looked_after.into_iter().filter(|paper| paper.state.is_trouble()).collect())
    }
}

fn state(row: &Row<'_>) -> rusqlite::Result<SourceState> {
    let state: String = row.get(1)?;
    Ok(match state.as_str() {
        "complete" => SourceState::Complete,
        "incomplete" => SourceState::Incomplete,
        _ => SourceState::Failed {
            trouble: row.get(2)?,
            reason: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
        },
    })
}

fn authority(row: &Row<'_>, from: usize) -> rusqlite::Result<Option<Authority>> {
    let (code, name): (Option<String>, Option<String>) = (row.get(from)?, row.get(from + 1)?);
    Ok(code.zip(name).map(|(code, name)| Authority { code, name }))
}

fn note(row: &Row<'_>) -> rusqlite::Result<PaperNote> {
    Ok(PaperNote {
        source: row.get(0)?,
        key: row.get(1)?,
        title: row.get(2)?,
        address: row.get(3)?,
        is_pack: row.get(4)?,
        committee: row.get(5)?,
        meeting_date: row.get(6)?,
    })
}

fn edition(row: &Row<'_>) -> rusqlite::Result<Edition> {
    Ok(Edition {
        paper: note(row)?,
        number: row.get(7)?,
        path: row.get(8)?,
        hash: row.get(9)?,
        size: u64::try_from(row.get::<_, i64>(10)?).unwrap_or(0),
        file_name: row.get(11)?,
        source_url: row.get(12)?,
        fetched: row.get(13)?,
        is_copy: row.get(14)?,
        replaces: row.get(15)?,
    })
}
