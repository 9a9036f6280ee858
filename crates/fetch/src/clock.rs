//! The time, asked for in one place, so that tests need not wait for it.

use std::time::{Duration, Instant, SystemTime};

/// What the watch knows of the time.
pub trait Clock: Send + Sync {
    /// A moment that never goes back, to measure spans by.
    fn now(&self) -> Instant;

    /// The time of day in the world, for what is written down.
    fn wall(&self) -> SystemTime;

    /// Waits.
    fn wait(&self, span: Duration);
}

/// The machine's own time.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks")]
    fn now(&self) -> Instant {
        Instant::now()
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks")]
    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn wait(&self, span: Duration) {
        std::thread::sleep(span);
    }
}
