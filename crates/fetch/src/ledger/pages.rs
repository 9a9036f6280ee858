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

    /// Forgets the date of what an address answered last: it is not what stands there, which may be older.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(crate) fn disown(&mut self, address: &str) -> Result<(), FetchError> {
        let change = "UPDATE answers SET last_modified = NULL
            WHERE id = (SELECT max(id) FROM answers WHERE address = ?)";
        self.whole(|database| database.execute(change, [address]))?;
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Validators;
    use crate::ledger::Body;
    use crate::night::PaperState;

    #[test]
    fn a_page_is_forgotten_when_nobody_asked_for_it_for_a_month() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(&folder.path().join("ledger.sqlite")).unwrap();
        let day = |number: u64| SystemTime::UNIX_EPOCH + Duration::from_hours(number * 24);
        let run = ledger.begin(day(0)).unwrap();
        let mut take = |address: &str, number: u64| {
            let reply = Reply {
                state: PaperState::Held,
                reason: None,
                found_at: address.to_owned(),
                hops: Vec::new(),
                body: Some(Body::default()),
                validators: Validators::default(),
            };
            ledger.take_page(&run, day(number), address, &reply).unwrap();
        };
        take("http://c.test/october", 0);
        take("http://c.test/november", 20);
        take("http://c.test/list", 0);
        take("http://c.test/list", 30);
        assert!(ledger.forget_pages(day(31)).unwrap().is_empty());
        assert_eq!(ledger.forget_pages(day(32)).unwrap(), ["http://c.test/october"]);
        assert!(ledger.forget_pages(day(32)).unwrap().is_empty());
        assert!(ledger.known("http://c.test/october").unwrap().is_some(), "that it was asked stays known");
    }
}
