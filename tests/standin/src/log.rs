//! What was asked, when, and how it was answered: what tests prove manners by.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::request::Request;

/// All requests to all sites of a server, in the order in which they came.
#[derive(Debug, Default)]
pub struct Log {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    entries: Vec<Entry>,
    /// How many requests were let through to be answered.
    passed: usize,
    /// How many of them were answered.
    ended: usize,
    /// After how many of them all wait.
    hold: Option<usize>,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name of the site that was asked.
    pub site: String,
    /// `GET`, `POST`, …
    pub method: String,
    /// Path and query as they were sent.
    pub target: String,
    /// `If-None-Match`, as it was sent.
    pub if_none_match: Option<String>,
    /// `If-Modified-Since`, as it was sent.
    pub if_modified_since: Option<String>,
    /// `User-Agent`, as it was sent.
    pub agent: Option<String>,
    /// When the head of the request had come, by the server's time.
    pub asked: Duration,
    /// How it ended; `None` while the answer is still on its way.
    pub ending: Option<Ending>,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// The status that was sent; 0 where none was, or what was sent is no HTTP.
    pub status: u16,
    /// Bytes of the body that were sent.
    pub bytes: u64,
    /// When the last of them was handed over, or the connection broke, by the server's time.
    pub at: Duration,
}

impl Entry {
    /// Whether it asks only for what is new (RFC 9110, section 13).
    pub fn is_conditional(&self) -> bool {
        self.if_none_match.is_some() || self.if_modified_since.is_some()
    }

    /// The status that was sent, 0 for none.
    pub fn status(&self) -> u16 {
        self.ending.map_or(0, |ending| ending.status)
    }
}

impl Log {
    /// What has been asked until now.
    pub fn entries(&self) -> Vec<Entry> {
        self.lock().entries.clone()
    }

    /// How many requests have come until now, for [`Log::since`].
    pub fn len(&self) -> usize {
        self.lock().entries.len()
    }

    /// Whether nobody has asked anything.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What has been asked since so many requests had come.
    pub fn since(&self, count: usize) -> Vec<Entry> {
        self.lock().entries.iter().skip(count).cloned().collect()
    }

    /// Lets so many more requests be answered; all others wait for [`Log::release`].
    pub fn hold_after(&self, count: usize) {
        let mut state = self.lock();
        state.hold = Some(state.passed + count);
    }

    /// Waits until as many requests have been answered as [`Log::hold_after`] lets through; false where that took longer
    /// than `at_most`.
    pub fn wait_until_held(&self, at_most: Duration) -> bool {
        let is_on_its_way =
            |state: &mut State| state.hold != Some(state.passed) || state.ended < state.passed;
        let waited = self.changed.wait_timeout_while(self.lock(), at_most, is_on_its_way);
        waited.is_ok_and(|(_, wait)| !wait.timed_out())
    }

    /// Lets all requests be answered.
    pub fn release(&self) {
        self.lock().hold = None;
        self.changed.notify_all();
    }

    /// Pairs of requests to one site, of which the second came before the first was answered.
    pub fn overlaps(&self) -> Vec<(Entry, Entry)> {
        let entries = self.entries();
        let mut overlaps = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let next = entries.iter().skip(index + 1).find(|next| next.site == entry.site);
            overlaps.extend(
                next.filter(|next| entry.ending.is_none_or(|ending| ending.at > next.asked))
                    .map(|next| (entry.clone(), next.clone())),
            );
        }
        overlaps
    }

    /// The shortest time from the end of one answer of a site to the next request to it; `None` for fewer than two.
    pub fn shortest_pause(&self, site: &str) -> Option<Duration> {
        let entries: Vec<Entry> = self.entries().into_iter().filter(|entry| entry.site == site).collect();
        let pairs = entries.iter().zip(entries.iter().skip(1));
        pairs
            .map(|(entry, next)| {
                next.asked.saturating_sub(entry.ending.map_or(entry.asked, |ending| ending.at))
            })
            .min()
    }

    pub(crate) fn begin(&self, site: &str, request: &Request, asked: Duration) -> usize {
        let header = |name| request.header(name).map(str::to_owned);
        let mut state = self.lock();
        state.entries.push(Entry {
            site: site.to_owned(),
            method: request.method.clone(),
            target: request.target.clone(),
            if_none_match: header("if-none-match"),
            if_modified_since: header("if-modified-since"),
            agent: header("user-agent"),
            asked,
            ending: None,
        });
        state.entries.len() - 1
    }

    /// Waits for a request's turn to be answered.
    pub(crate) fn pass(&self, stopping: &AtomicBool) {
        let held = |state: &mut State| {
            state.hold.is_some_and(|hold| state.passed >= hold) && !stopping.load(Ordering::SeqCst)
        };
        if let Ok(mut state) = self.changed.wait_while(self.lock(), held) {
            state.passed += 1;
        }
    }

    /// Wakes whoever waits, to look whether its host stops.
    pub(crate) fn wake(&self) {
        drop(self.lock());
        self.changed.notify_all();
    }

    pub(crate) fn end(&self, number: usize, ending: Ending) {
        let mut state = self.lock();
        state.ended += 1;
        if let Some(entry) = state.entries.get_mut(number) {
            entry.ending = Some(ending);
        }
        drop(state);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
