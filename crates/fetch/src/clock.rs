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

/// A time that only moves when somebody waits.
#[cfg(test)]
pub(crate) struct TestClock {
    start: Instant,
    waited: std::sync::Mutex<Duration>,
}

#[cfg(test)]
impl TestClock {
    #[expect(clippy::disallowed_methods, reason = "any moment serves as the first one")]
    pub(crate) fn new() -> std::sync::Arc<Self> {
        std::sync::Arc::new(Self { start: Instant::now(), waited: std::sync::Mutex::default() })
    }

    /// How long was waited so far, by all together.
    pub(crate) fn waited(&self) -> Duration {
        *self.waited.lock().unwrap()
    }
}

#[cfg(test)]
impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.start + self.waited()
    }

    /// From Sunday, 6 November 1994, 08:49:37 on.
    fn wall(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777) + self.waited()
    }

    fn wait(&self, span: Duration) {
        *self.waited.lock().unwrap() += span;
    }
}
