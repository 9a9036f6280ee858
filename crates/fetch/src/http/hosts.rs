//! One question at a time to a host: its turn, its pace, its health.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use url::Url;

use super::breaker::Breaker;
use super::pace::Pace;
use super::trouble::{Cause, Failure};
use crate::clock::Clock;

/// All hosts that were asked this night.
pub(super) struct Hosts {
    clock: Arc<dyn Clock>,
    contact: String,
    known: Mutex<BTreeMap<String, Arc<Mutex<Host>>>>,
}

struct Host {
    pace: Pace,
    breaker: Breaker,
}

impl Hosts {
    pub(super) fn new(clock: Arc<dyn Clock>, contact: &str) -> Self {
        Self { clock, contact: contact.to_owned(), known: Mutex::default() }
    }

    /// Asks a host when its turn has come and its pause is over. Nobody else asks it meanwhile, nor afterwards for as long
    /// as it wants to be left alone, or for a back-off where the moment was to blame and the question is to come again.
    ///
    /// # Errors
    ///
    /// Where the host was given up, or the question fails.
    pub(super) fn ask<T>(
        &self,
        url: &Url,
        pause: Duration,
        back_off: Duration,
        question: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let host = self.host(url);
        let mut host = lock(&host);
        let Host { pace, breaker } = &mut *host;
        breaker.check()?;
        let outcome = pace.ask(pause, || {
            let began = self.clock.now();
            let outcome = question();
            breaker.spend(self.clock.now().saturating_duration_since(began));
            outcome
        });
        if let Err(Failure { cause: Cause::Moment(told), .. }) = &outcome {
            let told = told.unwrap_or_default();
            if told > LONGEST_BACK_OFF {
                breaker.leave_alone(told);
            } else {
                let rest = told.max(back_off).min(LONGEST_BACK_OFF);
                breaker.spend(rest);
                pace.leave_alone(rest);
            }
        }
        outcome
    }

    /// Learns how a question went, after all patience.
    pub(super) fn note<T>(&self, url: &Url, outcome: &Result<T, Failure>) {
        lock(&self.host(url)).breaker.note(outcome);
    }

    fn host(&self, url: &Url) -> Arc<Mutex<Host>> {
        let name = name(url);
        let mut known = lock(&self.known);
        let new = |name: &String| {
            let pace = Pace::new(Arc::clone(&self.clock), &self.contact, name);
            Arc::new(Mutex::new(Host { pace, breaker: Breaker::default() }))
        };
        Arc::clone(known.entry(name).or_insert_with_key(new))
    }
}

/// A host that wants to be left alone for longer is left alone for the night, and none is waited for longer.
const LONGEST_BACK_OFF: Duration = Duration::from_mins(5);

/// What one machine is known by: its name and port, where http and https on their own ports are one.
fn name(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// A lock whose holder panicked still guards what it guards: a pace and some counts, all valid at any moment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::TestClock;
    use crate::http::Trouble;

    /// How many questions of a hundred are asked of a host where each goes so.
    #[track_caller]
    fn check(takes: Duration, outcome: impl Fn() -> Result<(), Failure>, expected: usize) {
        let clock = TestClock::new();
        let hosts = Hosts::new(clock.clone(), "ann@watch.example");
        let url = Url::parse("https://example.gov.uk/a").unwrap();
        let mut asked = 0;
        for _ in 0..100 {
            let _outcome = hosts.ask(&url, Duration::from_mins(10), Duration::ZERO, || {
                asked += 1;
                clock.wait(takes);
                outcome()
            });
        }
        assert_eq!(asked, expected);
    }

    #[test]
    fn a_host_that_takes_the_whole_night_is_given_up() {
        check(Duration::ZERO, || Ok(()), 100);
        check(Duration::from_mins(1), || Ok(()), 100);
        check(Duration::from_secs(299), || Ok(()), 37);
        let later = || Failure {
            cause: Cause::Moment(Some(Duration::from_mins(5))),
            ..Failure::of_moment(Trouble::Unwell { reason: "429".to_owned() })
        };
        check(Duration::ZERO, || Err(later()), 37);
    }

    #[test]
    fn a_host_is_a_name_and_a_port() {
        let check = |one: &str, other: &str, same: bool| {
            assert_eq!(
                name(&Url::parse(one).unwrap()) == name(&Url::parse(other).unwrap()),
                same,
                "{one} {other}"
            );
        };
        check("http://Example.gov.uk/a", "https://example.gov.uk./b", true);
        check("http://example.gov.uk:80/", "https://example.gov.uk:443/", true);
        check("http://example.gov.uk:8080/", "http://example.gov.uk/", false);
        check("http://a.example.gov.uk/", "http://example.gov.uk/", false);
    }
}
