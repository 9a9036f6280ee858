//! The server's time: the machine's own, or one that a test moves.

use std::time::{Duration, Instant};

/// The time that the log tells and that slow answers take.
pub trait Time: Send + Sync {
    /// Since some moment before the first request.
    fn elapsed(&self) -> Duration;

    /// Lets time pass.
    fn wait(&self, span: Duration);
}

/// The machine's time, from when this was made.
#[derive(Debug)]
pub struct RealTime(Instant);

impl Default for RealTime {
    #[expect(
        clippy::disallowed_methods,
        reason = "a server beside the program, whose log tells when it was asked"
    )]
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Time for RealTime {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn wait(&self, span: Duration) {
        std::thread::sleep(span);
    }
}
