//! When a host is given up for the night: it costs its own source, and no more than a few questions.

use std::time::Duration;

use super::Trouble;
use super::trouble::{Cause, Failure};

/// What is known of a host's health this night.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    failures: u32,
    refusals: u32,
    spent: Duration,
    given_up: Option<Trouble>,
}

impl Breaker {
    /// Whether the host may still be asked.
    ///
    /// # Errors
    ///
    /// Where it was given up.
    pub(super) fn check(&self) -> Result<(), Failure> {
        self.given_up.clone().map_or(Ok(()), |trouble| Err(Failure::of_address(trouble)))
    }

    /// Learns how a question went, after all patience.
    pub(super) fn note<T>(&mut self, outcome: &Result<T, Failure>) {
        if self.given_up.is_some() {
            return;
        }
        match outcome {
            Err(Failure { cause: Cause::Host | Cause::Moment(_), trouble, .. }) => self.failed(trouble),
            Err(Failure { trouble: Trouble::Blocked { reason }, .. }) => self.refused(reason),
            _ => (self.failures, self.refusals) = (0, 0),
        }
    }

    /// Learns for how long the host was answering, or had to be waited for.
    pub(super) fn spend(&mut self, span: Duration) {
        self.spent = self.spent.saturating_add(span);
        if self.spent > MOST_TIME {
            let reason = format!(
                "left alone for tonight after {} minutes of answering and being waited for",
                self.spent.as_secs() / 60
            );
            self.given_up.get_or_insert(Trouble::Unwell { reason });
        }
    }

    /// Gives the host up: it asked to be left alone for longer than a night has time.
    pub(super) fn leave_alone(&mut self, span: Duration) {
        let reason = format!("it asks to be left alone for {} s, so it is, for tonight", span.as_secs());
        self.given_up.get_or_insert(Trouble::Unwell { reason });
    }

    fn failed(&mut self, trouble: &Trouble) {
        self.failures += 1;
        if self.failures == MOST_FAILURES {
            let reason = format!(
                "left alone for tonight after {MOST_FAILURES} failures in a row, the last: {trouble}"
            );
            self.given_up = Some(Trouble::Unwell { reason });
        }
    }

    fn refused(&mut self, reason: &str) {
        self.failures = 0;
        self.refusals += 1;
        if self.refusals == MOST_REFUSALS {
            let reason =
                format!("left alone for tonight after {MOST_REFUSALS} refusals in a row, the last: {reason}");
            self.given_up = Some(Trouble::Blocked { reason });
        }
    }
}

/// One paper that the host cannot make fails by itself, and so do two; five different addresses in a row, each after
/// patience, are the host.
const MOST_FAILURES: u32 = 5;

/// Exempt papers of one meeting all refuse, and an agenda rarely has more than some ten; a host that refuses more often in
/// a row refuses us.
const MOST_REFUSALS: u32 = 25;

/// For so long one host may keep a night busy, its own pauses not counted. A site that takes 40 s for a page, the slowest
/// that are known, has shown 270 by then, and one that makes its papers while one waits, 10 s each, a thousand; of a night
/// of eight hours enough is left to take in what the others have brought.
const MOST_TIME: Duration = Duration::from_hours(3);

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(sign: char) -> Result<(), Failure> {
        match sign {
            '+' => Ok(()),
            '5' => Err(Failure::of_moment(Trouble::Unwell { reason: "503".to_owned() })),
            's' => Err(Failure::of_host(Trouble::Limit { reason: "slow".to_owned() })),
            'n' => Err(Failure::of_address(Trouble::Gone { status: 404 })),
            'b' => Err(Failure::of_address(Trouble::Blocked { reason: "403".to_owned() })),
            other => panic!("no such outcome: {other}"),
        }
    }

    /// The state in which a host is given up after these outcomes; empty where it is not.
    #[track_caller]
    fn check(outcomes: &str, expected: &str) {
        let mut breaker = Breaker::default();
        for sign in outcomes.chars() {
            breaker.note(&failure(sign));
        }
        let state = breaker.check().err().map_or("", |failure| failure.trouble.state());
        assert_eq!(state, expected, "{outcomes}");
    }

    #[test]
    fn failures_in_a_row_are_the_host() {
        check("", "");
        check("5555", "");
        check("55555", "unwell");
        check("5s5s5", "unwell");
        check("55555+", "unwell");
    }

    #[test]
    fn any_answer_shows_that_the_host_is_well() {
        check("5555+5555", "");
        check("5555n5555", "");
        check("5555b5555", "");
        check(&"n".repeat(100), "");
    }

    #[test]
    fn a_host_that_refuses_everything_is_not_asked_on() {
        check(&"b".repeat(24), "");
        check(&"b".repeat(25), "blocked");
        check(&format!("{}+{}", "b".repeat(24), "b".repeat(24)), "");
    }

    #[test]
    fn a_host_has_so_much_of_a_night() {
        let check = |minutes: u64, answers: u32, expected: bool| {
            let mut breaker = Breaker::default();
            for _ in 0..answers {
                breaker.spend(Duration::from_mins(minutes));
                breaker.note(&failure('+'));
            }
            let told = breaker.check().err().map(|failure| failure.trouble.to_string());
            assert_eq!(told.is_none(), expected, "{told:?}");
        };
        check(5, 36, true);
        check(5, 37, false);
        check(1, 180, true);
    }

    #[test]
    fn a_host_that_wants_long_peace_gets_the_night() {
        let mut breaker = Breaker::default();
        breaker.leave_alone(Duration::from_hours(1));
        breaker.note(&failure('+'));
        assert_eq!(breaker.check().unwrap_err().trouble.state(), "unwell");
    }
}
