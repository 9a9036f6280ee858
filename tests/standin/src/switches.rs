//! What goes wrong at a site, set while it runs: by path, and for so many requests.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::robots::Robots;

/// How an answer goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Another status, with a page of words.
    Status(u16),
    /// 429 or 503 with the seconds to stay away for (RFC 9110, section 10.2.3).
    RetryAfter {
        /// The status.
        status: u16,
        /// `Retry-After`, as it is sent: seconds or a date.
        after: String,
    },
    /// Nothing for so long, and then the answer.
    SlowFirstByte(Duration),
    /// So many bytes at a time, with a wait after each.
    Drip {
        /// How many at a time.
        bytes: usize,
        /// How long after each.
        every: Duration,
    },
    /// The length is told, so many bytes come, and the connection is closed.
    CutAfter(usize),
    /// `Content-Length` is so much less than the body is long.
    LengthTooShort(usize),
    /// A body that does not end as long as anybody reads.
    Endless,
    /// A small answer that is so many bytes when it is unpacked.
    GzipBomb(u64),
    /// Headers of so many bytes.
    LongHeaders(usize),
    /// A redirect to itself.
    RedirectLoop,
    /// A redirect to wherever.
    Redirect(String),
    /// A page that says that the site has moved to https, with status 200.
    HttpsNotice,
    /// A page of the committee system that says that something went wrong, with status 200.
    ErrorPage,
    /// A redirect to `mgError.aspx`, which answers with status 200.
    RedirectToErrorPage,
    /// A page that wants a password, with status 200.
    LoginPage,
    /// A web page under the name and type of a PDF.
    HtmlNamedPdf,
    /// What is no HTTP at all.
    NoHttp,
    /// The connection is closed without a word.
    Hangup,
}

/// Which validators a site sends with its files (RFC 9110, section 8.8).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Validators {
    /// `ETag` and `Last-Modified`.
    #[default]
    Both,
    /// `W/"…"` alone.
    Weak,
    /// `Last-Modified` alone.
    Date,
    /// An `ETag` that is another one each time, as behind some load balancers.
    Changing,
    /// None, and no condition is heeded.
    None,
}

/// The switches of one site.
#[derive(Debug, Default)]
pub struct Switches(Mutex<Settings>);

#[derive(Debug, Clone, Default)]
struct Settings {
    rules: Vec<Rule>,
    robots: Robots,
    validators: Validators,
}

#[derive(Debug, Clone)]
struct Rule {
    prefix: String,
    fault: Fault,
    left: usize,
}

impl Switches {
    /// Answers go wrong, from now on, for each path that begins so.
    pub fn set(&self, prefix: &str, fault: Fault) {
        self.set_times(prefix, fault, usize::MAX);
    }

    /// The next so many answers go wrong for paths that begin so; then the site is well again.
    pub fn set_times(&self, prefix: &str, fault: Fault, times: usize) {
        self.lock().rules.push(Rule { prefix: prefix.to_owned(), fault, left: times });
    }

    /// All is well again; robots.txt and validators stay as they were set.
    pub fn clear(&self) {
        self.lock().rules.clear();
    }

    /// What robots.txt is.
    pub fn set_robots(&self, robots: Robots) {
        self.lock().robots = robots;
    }

    /// What lets clients ask whether a file has changed.
    pub fn set_validators(&self, validators: Validators) {
        self.lock().validators = validators;
    }

    pub(crate) fn robots(&self) -> Robots {
        self.lock().robots.clone()
    }

    pub(crate) fn validators(&self) -> Validators {
        self.lock().validators
    }

    /// The fault of the next answer: of the rules that fit, the one that was set last.
    pub(crate) fn take(&self, target: &str) -> Option<Fault> {
        let mut settings = self.lock();
        let rule =
            settings.rules.iter_mut().rev().find(|rule| rule.left > 0 && target.starts_with(&rule.prefix))?;
        rule.left -= 1;
        Some(rule.fault.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Settings> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_rule_that_fits_counts_as_often_as_was_said() {
        let switches = Switches::default();
        switches.set("/documents/", Fault::Status(404));
        switches.set_times("/documents/s1", Fault::Hangup, 1);
        assert_eq!(switches.take("/documents/s1/a.pdf"), Some(Fault::Hangup));
        assert_eq!(switches.take("/documents/s1/a.pdf"), Some(Fault::Status(404)));
        assert_eq!(switches.take("/mgWhatsNew.aspx"), None);
        switches.clear();
        assert_eq!(switches.take("/documents/s1/a.pdf"), None);
    }
}
