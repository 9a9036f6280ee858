//! Whose turn it is with an address: two sources may list one paper, and nobody is asked for it twice in a night.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The addresses that have been asked for in a run, each with a turn to take.
#[derive(Default)]
pub(crate) struct Turns(Mutex<BTreeMap<String, Arc<Mutex<()>>>>);

impl Turns {
    /// Does what is to be done with an address while nobody else does. Nobody has two turns at once, so that no two can wait
    /// for each other.
    pub(crate) fn take<T>(&self, address: &str, work: impl FnOnce() -> T) -> T {
        let turn = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(turns.entry(address.to_owned()).or_default())
        };
        // Whoever panicked in their turn left nothing half done that the ledger doesn't know of.
        let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
        work()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn one_address_is_worked_at_by_one_at_a_time() {
        let (turns, at_work) = (Turns::default(), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..100 {
                        turns.take("http://a.test/1.pdf", || {
                            assert_eq!(at_work.fetch_add(1, Ordering::SeqCst), 0);
                            thread::yield_now();
                            at_work.fetch_sub(1, Ordering::SeqCst);
                        });
                    }
                });
            }
        });
    }
}
