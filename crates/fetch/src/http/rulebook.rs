//! The robots.txt of every host that is asked, read once a day and kept in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

use super::robots::Rules;
use super::{Reach, Trouble};
use crate::clock::Clock;

/// What is known of the rules of all hosts.
pub(super) struct Rulebook {
    clock: Arc<dyn Clock>,
    origins: Mutex<BTreeMap<(String, Reach), Page>>,
}

/// The rules of a scheme, host and port (RFC 9309, 2.3), and when they were asked for.
type Page = Arc<Mutex<Option<(Instant, Found)>>>;

type Found = Result<Arc<Rules>, Trouble>;

impl Rulebook {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, origins: Mutex::default() }
    }

    /// The rules of an address's host; where they are not known, or are too old, `read` asks the host for them. Nobody
    /// else asks for them meanwhile. That a source may not reach a host says nothing to one that may.
    ///
    /// # Errors
    ///
    /// Where they can't be had, for as long as they stand: until then nothing may be asked (RFC 9309, 2.3.1.4).
    pub(super) fn rules(&self, url: &Url, reach: Reach, read: impl FnOnce() -> Found) -> Found {
        let page = self.page(url, reach);
        let mut page = page.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        if let Some((since, found)) = &*page
            && now.saturating_duration_since(*since) < lifetime(found)
        {
            return found.clone();
        }
        let found = read();
        *page = Some((self.clock.now(), found.clone()));
        found
    }

    fn page(&self, url: &Url, reach: Reach) -> Page {
        let mut origins = self.origins.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(origins.entry((url.origin().ascii_serialization(), reach)).or_default())
    }
}

/// For how long what was found stands: a day (RFC 9309, 2.4), and an hour where nothing was found, so that a host which
/// comes back is not lost for the night.
fn lifetime(found: &Found) -> Duration {
    const HOUR: Duration = Duration::from_hours(1);
    if found.is_ok() { HOUR * 24 } else { HOUR }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::TestClock;

    /// How often a host is asked for rules that are found or not, when they are needed after so many hours each.
    #[track_caller]
    fn check(found: &Found, hours: &[u32], expected: usize) {
        let clock = TestClock::new();
        let book = Rulebook::new(clock.clone());
        let mut asked = 0;
        for hours in hours {
            clock.wait(Duration::from_hours(1) * *hours);
            let _rules = book.rules(&Url::parse("https://example.gov.uk/a").unwrap(), Reach::Public, || {
                asked += 1;
                found.clone()
            });
        }
        assert_eq!(asked, expected);
    }

    #[test]
    fn rules_stand_for_a_day() {
        let rules = Ok(Arc::new(Rules::none()));
        check(&rules, &[0, 0, 23], 1);
        check(&rules, &[0, 24, 1], 2);
    }

    #[test]
    fn what_was_not_found_is_asked_for_again_after_an_hour() {
        let trouble = Err(Trouble::Unwell { reason: "503".to_owned() });
        check(&trouble, &[0, 0], 1);
        check(&trouble, &[0, 1], 2);
    }
}
