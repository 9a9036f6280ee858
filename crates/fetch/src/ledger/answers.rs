//! Every address asked, and what it answered.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Ledger, Run};
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
