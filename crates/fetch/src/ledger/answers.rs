//! Every address asked, and what it answered.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Ledger, Run, rows};
use crate::FetchError;
use crate::http::Validators;
use crate::night::PaperState;

/// An answer, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    /// [`PaperState::Held`] for a body that is what was asked for, else what is wrong.
    pub(crate) state: PaperState,
    /// What is wrong, in words.
    pub(crate) reason: Option<String>,
    /// Where it was found in the end.
    pub(crate) found_at: String,
    /// The addresses that led there.
    pub(crate) hops: Vec<String>,
    /// The body, where one came.
    pub(crate) body: Option<Body>,
    /// What to ask with the next time.
    pub(crate) validators: Validators,
}

/// A body, as it was described.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Body {
    /// `Content-Type`, as it was sent.
    pub(crate) content_type: String,
    /// The file's name by `Content-Disposition`.
    pub(crate) file_name: Option<String>,
    /// How many bytes.
    pub(crate) size: u64,
    /// Their SHA-256.
    pub(crate) hash: String,
}

/// A body that came in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fetched {
    /// What was asked for.
    pub(crate) address: String,
    /// When it came.
    pub(crate) asked: String,
    /// The paper's file in the archive, where it is a paper.
    pub(crate) path: Option<String>,
    /// How it was described.
    pub(crate) reply: Reply,
}

const COLUMNS: &str =
    "state, reason, found_at, hops, content_type, file_name, size, hash, etag, last_modified";

impl Ledger {
    /// The last answer of an address that had a body, whether that was what was asked for or not.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn known(&self, address: &str) -> Result<Option<Reply>, FetchError> {
        let query = format!(
            "SELECT {COLUMNS} FROM answers WHERE address = ? AND hash IS NOT NULL ORDER BY id DESC LIMIT 1"
        );
        self.told(self.database.query_row(&query, [address], reply).optional())
    }

    /// The bodies that a run was the first to fetch, by their addresses.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn fetched(&self, run: i64) -> Result<Vec<Fetched>, FetchError> {
        let query = format!(
            "SELECT {COLUMNS}, address, first_asked,
                 (SELECT path FROM editions e WHERE e.hash = a.hash ORDER BY id LIMIT 1)
             FROM answers a WHERE run = ?1 AND state = ?2 AND hash IS NOT NULL
                 AND first_asked >= (SELECT began FROM runs WHERE id = ?1) ORDER BY address, id"
        );
        let read = |row: &Row<'_>| {
            Ok(Fetched { address: row.get(10)?, asked: row.get(11)?, path: row.get(12)?, reply: reply(row)? })
        };
        self.told(rows(&self.database, &query, params![run, PaperState::Held], read))
    }

    /// What an address has answered tonight, unless it may answer otherwise if it is asked once more.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn tonight(&self, address: &str, run: &Run) -> Result<Option<Reply>, FetchError> {
        let query = format!(
            "SELECT {COLUMNS} FROM answers WHERE address = ?1 AND run = ?2 AND last_asked >= ?3
             AND id = (SELECT max(id) FROM answers WHERE address = ?1)"
        );
        let found = self.database.query_row(&query, params![address, run.id, run.since], reply).optional();
        Ok(self.told(found)?.filter(|reply| !reply.state.may_pass()))
    }
}

/// Takes down what an address answered.
pub(super) fn record(
    database: &Connection,
    address: &str,
    run: &Run,
    now: &str,
    reply: &Reply,
) -> rusqlite::Result<()> {
    let query = format!("SELECT {COLUMNS}, id FROM answers WHERE address = ? ORDER BY id DESC LIMIT 1");
    let read = |row: &Row<'_>| Ok((self::reply(row)?, row.get::<_, i64>(10)?));
    let last = database.query_row(&query, [address], read).optional()?;
    let Validators { etag, last_modified } = &reply.validators;
    if let Some((_, id)) = last.filter(|(last, _)| says_the_same(last, reply)) {
        database.execute(
            "UPDATE answers SET run = ?, last_asked = ?, times = times + 1, etag = ?, last_modified = ? WHERE id = ?",
            params![run.id, now, etag, last_modified, id],
        )?;
        return Ok(());
    }
    let body = reply.body.as_ref();
    database.execute(
        "INSERT INTO answers (address, run, first_asked, last_asked, times, state, reason, found_at, hops,
             content_type, file_name, size, hash, etag, last_modified)
         VALUES (?1, ?2, ?3, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            address,
            run.id,
            now,
            reply.state,
            reply.reason,
            reply.found_at,
            reply.hops.join("\n"),
            body.map(|body| &body.content_type),
            body.and_then(|body| body.file_name.as_ref()),
            body.map(|body| i64::try_from(body.size).unwrap_or(i64::MAX)),
            body.map(|body| &body.hash),
            etag,
            last_modified,
        ],
    )?;
    Ok(())
}

/// Whether two answers differ in nothing but what to ask with.
fn says_the_same(last: &Reply, reply: &Reply) -> bool {
    let Reply { state, reason, found_at, hops, body, validators: _ } = reply;
    (&last.state, &last.reason, &last.found_at, &last.hops, &last.body)
        == (state, reason, found_at, hops, body)
}

fn reply(row: &Row<'_>) -> rusqlite::Result<Reply> {
    let hops: String = row.get(3)?;
    let body = match row.get::<_, Option<String>>(7)? {
        Some(hash) => Some(Body {
            content_type: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
            file_name: row.get(5)?,
            size: row.get::<_, Option<i64>>(6)?.and_then(|size| u64::try_from(size).ok()).unwrap_or(0),
            hash,
        }),
        None => None,
    };
    Ok(Reply {
        state: row.get(0)?,
        reason: row.get(1)?,
        found_at: row.get(2)?,
        hops: hops.lines().map(str::to_owned).collect(),
        body,
        validators: Validators { etag: row.get(8)?, last_modified: row.get(9)? },
    })
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    const ADDRESS: &str = "http://c.test/list";

    fn body(hash: &str, etag: &str) -> Reply {
        Reply {
            state: PaperState::Held,
            reason: None,
            found_at: ADDRESS.to_owned(),
            hops: vec!["http://c.test/".to_owned(), "http://c.test/a".to_owned()],
            body: Some(Body {
                content_type: "text/html".to_owned(),
                file_name: Some("a.html".to_owned()),
                size: 5,
                hash: hash.to_owned(),
            }),
            validators: Validators { etag: Some(etag.to_owned()), last_modified: None },
        }
    }

    fn refused(state: PaperState) -> Reply {
        let reason = Some("503".to_owned());
        Reply {
            state,
            reason,
            hops: Vec::new(),
            body: None,
            validators: Validators::default(),
            ..body("", "")
        }
    }

    /// A ledger in which each reply came an hour after the one before.
    fn ledger(replies: &[Reply]) -> (tempfile::TempDir, Ledger, Run) {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(&folder.path().join("ledger.sqlite")).unwrap();
        let run = ledger.begin(SystemTime::UNIX_EPOCH).unwrap();
        for (hour, reply) in (0..).zip(replies) {
            let now = SystemTime::UNIX_EPOCH + Duration::from_hours(hour);
            ledger.take_page(&run, now, ADDRESS, reply).unwrap();
        }
        (folder, ledger, run)
    }

    fn check(replies: &[Reply], expected: &[(i64, &str, &str)]) {
        let (_folder, ledger, _) = ledger(replies);
        let query =
            "SELECT times, substr(first_asked, 12, 2), substr(last_asked, 12, 2) FROM answers ORDER BY id";
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let found: Vec<(i64, String, String)> = rows(&ledger.database, query, [], read).unwrap();
        let found: Vec<_> =
            found.iter().map(|(times, from, to)| (*times, from.as_str(), to.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_answer_that_says_the_same_lengthens_the_one_before() {
        check(&[body("a", "1"), body("a", "2"), body("a", "2")], &[(3, "00", "02")]);
        check(
            &[body("a", "1"), body("b", "2"), body("a", "1")],
            &[(1, "00", "00"), (1, "01", "01"), (1, "02", "02")],
        );
        let unwell = refused(PaperState::Unwell);
        check(&[body("a", "1"), unwell.clone(), unwell], &[(1, "00", "00"), (2, "01", "02")]);
    }

    #[test]
    fn what_is_known_is_the_last_body_with_the_newest_validators() {
        let (_folder, ledger, _) =
            ledger(&[body("a", "1"), body("b", "2"), body("b", "3"), refused(PaperState::Gone)]);
        assert_eq!(ledger.known(ADDRESS).unwrap(), Some(body("b", "3")));
        assert_eq!(ledger.known("http://c.test/").unwrap(), None);
    }

    #[test]
    fn tonight_is_what_the_last_question_of_this_run_brought_for_good() {
        let told = |replies: &[Reply]| {
            let (_folder, ledger, run) = ledger(replies);
            ledger.tonight(ADDRESS, &run).unwrap()
        };
        assert_eq!(told(&[body("a", "1")]), Some(body("a", "1")));
        assert_eq!(told(&[body("a", "1"), refused(PaperState::Gone)]), Some(refused(PaperState::Gone)));
        assert_eq!(told(&[body("a", "1"), refused(PaperState::Unwell)]), None);
        let (_folder, ledger, run) = ledger(&[body("a", "1")]);
        assert_eq!(ledger.tonight(ADDRESS, &Run { id: run.id + 1, ..run.clone() }).unwrap(), None);
        let later = "1970-01-02T00:00:00Z".to_owned();
        assert_eq!(ledger.tonight(ADDRESS, &Run { since: later, ..run }).unwrap(), None);
    }
}
