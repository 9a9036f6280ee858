//! Faults of this program: a document that makes it panic costs its own row, or one of its pages, and never the run.
//!
//! A panic is for whoever mends the program. Whoever reads papers is told in one line that there is a fault, not by
//! what the language prints of its own accord.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

/// A panic that was caught. It does not say where: that would depend on the machine that built the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fault in Boardlift itself")]
pub struct Fault;

impl Fault {
    /// What to do about it: one sentence, lower case, no full stop.
    pub fn hint(self) -> &'static str {
        "please report it together with the document"
    }
}

/// From now on a panic prints nothing, unless somebody has asked for it with `RUST_BACKTRACE`: it is told as what it is
/// [`caught`] as.
pub fn keep_quiet() {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        set_hook(Box::new(|_| {}));
    }
}

/// What `work` gives, or the fault that it ended with. Whatever `work` was changing has to be thrown away then.
///
/// # Errors
///
/// Where `work` panics.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_fault_and_the_next_piece_of_work_is_done() {
        let panics = || -> u32 { panic!("the test wants it") };
        assert_eq!(caught(panics), Err(Fault));
        assert_eq!(caught(|| 7), Ok(7));
    }
}
