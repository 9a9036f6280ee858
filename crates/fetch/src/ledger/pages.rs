//! Which addresses have their page kept.

use std::time::{Duration, SystemTime};

use rusqlite::params;

use super::answers::record;
use super::{Ledger, Reply, Run, rows, written};
use crate::FetchError;

/// So long a page is kept that nobody asks for any longer. Sites list by months and by days, in addresses that come up for
/// a night or for a month.
const KEPT: Duration = Duration::from_hours(31 * 24);

impl Ledger {
    /// Takes down what a page answered, and whether it is kept.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(crate) fn take_page(
        &mut self,
        run: &Run,
        now: SystemTime,
        address: &str,
        reply: &Reply,
    ) -> Result<(), FetchError> {
        let now = written(now);
        self.whole(|database| {
            if reply.body.is_some() {
                database.execute("INSERT OR REPLACE INTO pages VALUES (?, ?)", params![address, now])?;
            }
            record(database, address, run, &now, reply)
        })
    }

    /// The addresses whose pages nobody has asked for for a month; they are kept no longer.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(crate) fn forget_pages(&mut self, now: SystemTime) -> Result<Vec<String>, FetchError> {
        let before = written(now.checked_sub(KEPT).unwrap_or(SystemTime::UNIX_EPOCH));
        self.whole(|database| {
            rows(database, "DELETE FROM pages WHERE asked < ? RETURNING address", [before], |row| row.get(0))
        })
    }
}
