//! The robots.txt of all hosts, as they were last found.

use rusqlite::{Row, params};
use url::Url;

use super::{Ledger, rows};
use crate::FetchError;
use crate::http::{KeptRobots, Validators};

impl Ledger {
    /// What is kept, in the order of the addresses.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(crate) fn robots(&self) -> Result<Vec<KeptRobots>, FetchError> {
        let query = "SELECT address, found_at, etag, last_modified, text FROM robots ORDER BY address";
        let found = self.told(rows(&self.database, query, [], robots))?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Keeps what was found.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(crate) fn keep_robots(&mut self, found: &[KeptRobots]) -> Result<(), FetchError> {
        self.whole(|database| {
            let mut change = database.prepare("INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?, ?)")?;
            for KeptRobots { address, found_at, validators, text } in found {
                let Validators { etag, last_modified } = validators;
                change.execute(params![address.as_str(), found_at.as_str(), etag, last_modified, text])?;
            }
            Ok(())
        })
    }
}

/// What is kept of a host; nothing where that is no address that can be asked.
fn robots(row: &Row<'_>) -> rusqlite::Result<Option<KeptRobots>> {
    let (address, found_at): (String, String) = (row.get(0)?, row.get(1)?);
    let addresses = Url::parse(&address).ok().zip(Url::parse(&found_at).ok());
    let validators = Validators { etag: row.get(2)?, last_modified: row.get(3)? };
    let text = row.get(4)?;
    Ok(addresses.map(|(address, found_at)| KeptRobots { address, found_at, validators, text }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_last_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(&folder.path().join("ledger.sqlite")).unwrap();
        let robots = |text: Option<&str>, etag: Option<&str>| KeptRobots {
            address: Url::parse("https://c.test/robots.txt").unwrap(),
            found_at: Url::parse("https://www.c.test/robots.txt").unwrap(),
            validators: Validators { etag: etag.map(str::to_owned), last_modified: Some("1 May".to_owned()) },
            text: text.map(|text| text.as_bytes().to_vec()),
        };
        let check = |ledger: &mut Ledger, found: KeptRobots| {
            ledger.keep_robots(std::slice::from_ref(&found)).unwrap();
            assert_eq!(ledger.robots().unwrap(), [found]);
        };
        check(&mut ledger, robots(Some("Disallow: /\n"), Some("\"1\"")));
        check(&mut ledger, robots(None, None));
    }
}
