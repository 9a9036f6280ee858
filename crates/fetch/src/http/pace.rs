//! When a host may be asked again.
//!
//! The pause runs from the end of one answer to the next question: a host that takes long gets as much rest as a quick
//! one. So the token bucket is filled by the time that the host rests, and stands still while it answers. The same pause
//! every time would let many who ask meet again and again, so each is a little longer, by up to a quarter, as the host's
//! name, the count and the contact fall out: the same night waits the same, two who ask do not.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

use crate::clock::Clock;

/// The pace of one host.
pub(super) struct Pace {
    rest: Rest,
    bucket: Option<Bucket>,
    pause: Duration,
    not_before: Option<Instant>,
    seed: u64,
    asked: u64,
}

type Bucket = RateLimiter<NotKeyed, InMemoryState, Rest, NoOpMiddleware<Duration>>;

impl Pace {
    /// The pace at which whoever `contact` reaches asks a host.
    pub(super) fn new(clock: Arc<dyn Clock>, contact: &str, host: &str) -> Self {
        let rest = Rest { began: clock.now(), clock, answering: Arc::default() };
        let seed = hash((contact, host));
        Self { rest, bucket: None, pause: Duration::ZERO, not_before: None, seed, asked: 0 }
    }

    /// Waits until the host may be asked, asks, and begins its rest.
    pub(super) fn ask<T>(&mut self, pause: Duration, question: impl FnOnce() -> T) -> T {
        self.raise(pause);
        self.wait();
        self.asked += 1;
        let began = self.rest.clock.now();
        let answer = question();
        self.rest.answered_since(began);
        answer
    }

    /// Leaves the host alone for a while from now on, besides the pause.
    pub(super) fn leave_alone(&mut self, span: Duration) {
        let until = self.rest.clock.now() + span;
        self.not_before = self.not_before.max(Some(until));
    }

    /// Whoever wants the longest pause has it: sources that share a host, and its robots.txt.
    fn raise(&mut self, pause: Duration) {
        let Some(quota) = Quota::with_period(pause).filter(|_| pause > self.pause) else { return };
        let bucket = RateLimiter::direct_with_clock(quota, self.rest.clone());
        if self.asked > 0 {
            // The longer pause counts from now.
            let _taken = bucket.check();
        }
        self.bucket = Some(bucket);
        self.pause = pause;
    }

    fn wait(&mut self) {
        let clock = &*self.rest.clock;
        if let Some(span) = self.not_before.take().and_then(|until| until.checked_duration_since(clock.now()))
        {
            clock.wait(span);
        }
        let mut longer = jitter(self.seed, self.asked, self.pause / 4);
        while let Some(Err(early)) = self.bucket.as_ref().map(Bucket::check) {
            clock.wait(early.wait_time_from(self.rest.now()) + std::mem::take(&mut longer));
        }
    }
}

/// The time for which a host was left in peace since it was first known.
#[derive(Clone)]
struct Rest {
    clock: Arc<dyn Clock>,
    began: Instant,
    /// For how many nanoseconds it was answering.
    answering: Arc<AtomicU64>,
}

impl Rest {
    fn answered_since(&self, began: Instant) {
        let span = self.clock.now().saturating_duration_since(began);
        self.answering.fetch_add(u64::try_from(span.as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

impl GovernorClock for Rest {
    type Instant = Duration;

    fn now(&self) -> Duration {
        let answering = Duration::from_nanos(self.answering.load(Ordering::Relaxed));
        self.clock.now().saturating_duration_since(self.began).saturating_sub(answering)
    }
}

/// By how much a pause is longer.
fn jitter(seed: u64, count: u64, most: Duration) -> Duration {
    // The upper half of the bits as a share of 2^32.
    let share = hash((seed, count)) >> 32;
    most.mul_f64(share as f64 / f64::from(u32::MAX))
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::TestClock;

    const SECOND: Duration = Duration::from_secs(1);

    /// A step in the life of a host.
    enum Step {
        /// It is asked with a pause of so many seconds, and answers after so many.
        Ask(u32, u32),
        /// It is left alone for so many seconds.
        LeaveAlone(u32),
        /// So many seconds go by.
        Idle(u32),
    }
    use Step::{Ask, Idle, LeaveAlone};

    /// For how many seconds each question waits, without what jitter adds.
    #[track_caller]
    fn check(steps: &[Step], expected: &[u32]) {
        let clock = TestClock::new();
        let mut pace = Pace::new(clock.clone(), "ann@watch.example", "example.gov.uk");
        let mut waits = Vec::new();
        let mut longest = Duration::ZERO;
        for step in steps {
            match step {
                Ask(pause, takes) => {
                    let before = clock.waited();
                    longest = longest.max(*pause * SECOND);
                    pace.ask(*pause * SECOND, || {
                        waits.push((clock.waited().saturating_sub(before), longest));
                        clock.wait(*takes * SECOND);
                    });
                }
                LeaveAlone(span) => pace.leave_alone(*span * SECOND),
                Idle(span) => clock.wait(*span * SECOND),
            }
        }
        for ((wait, pause), expected) in waits.iter().zip(expected) {
            let expected = *expected * SECOND;
            assert!(
                (expected..=expected + *pause / 4).contains(wait),
                "{wait:?} is not {expected:?}: {waits:?}"
            );
        }
        assert_eq!(waits.len(), expected.len());
    }

    #[test]
    fn the_pause_runs_from_the_end_of_an_answer() {
        check(&[Ask(8, 0), Ask(8, 0), Ask(8, 0)], &[0, 8, 8]);
        check(&[Ask(8, 30), Ask(8, 1), Ask(8, 0)], &[0, 8, 8]);
    }

    #[test]
    fn time_that_goes_by_counts() {
        check(&[Ask(8, 5), Idle(4), Ask(8, 0)], &[0, 4]);
        check(&[Ask(8, 5), Idle(60), Ask(8, 0), Ask(8, 0)], &[0, 0, 8]);
    }

    #[test]
    fn the_longest_pause_counts() {
        check(&[Ask(2, 0), Ask(8, 0), Ask(2, 0)], &[0, 8, 8]);
        check(&[Ask(0, 0), Ask(0, 0), Ask(8, 0), Ask(8, 0)], &[0, 0, 8, 8]);
    }

    #[test]
    fn a_host_can_be_left_alone() {
        check(&[Ask(8, 0), LeaveAlone(60), Ask(8, 0), Ask(8, 0)], &[0, 60, 8]);
        check(&[Ask(8, 0), LeaveAlone(3), Ask(8, 0)], &[0, 8]);
        check(&[Ask(8, 0), LeaveAlone(60), LeaveAlone(9), Ask(8, 0)], &[0, 60]);
    }

    #[test]
    fn pauses_vary_but_not_from_night_to_night() {
        let series = |seed| [0, 1, 2, 3, 4, 5, 6, 7].map(|count| jitter(seed, count, SECOND));
        let mut sorted = series(1).to_vec();
        sorted.sort();
        sorted.dedup();
        assert!(sorted.len() == 8 && sorted.iter().all(|longer| *longer <= SECOND));
        assert_eq!(series(1), series(1));
        assert_ne!(series(1), series(2));
    }
}
