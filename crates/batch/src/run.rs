//! Many documents at once, handed on in their order: the same inputs give the same rows whatever the number of jobs.
//!
//! Each thread takes the next document as soon as it is done with its last, so that all of them work while any document
//! is left. What is done early waits until those before it are handed on; how far the threads may run ahead of that is
//! bounded.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// How many documents each job may have begun that are not handed on yet. More keeps the jobs busy behind a document that
/// takes as long as so many others; fewer holds less in memory.
const AHEAD_PER_JOB: usize = 32;

/// How much stack each thread has, in bytes: as much as most systems give to a program's first one. Forms inside forms are
/// read by recursion, to a depth that the readers limit.
const STACK_BYTES: usize = 8 << 20;

/// Threads that read documents: as many as there are jobs, else one a processor.
///
/// # Errors
///
/// Where the threads can't be had, what the system says.
pub fn threads(jobs: Option<NonZeroUsize>) -> Result<ThreadPool, ThreadPoolBuildError> {
    // Zero stands for one a processor.
    let count = jobs.map_or(0, NonZeroUsize::get);
    ThreadPoolBuilder::new().num_threads(count).stack_size(STACK_BYTES).build()
}

/// Does `work` on every item in the pool's threads, and hands each result with its item to `take`, in the items' order
/// and on the calling thread, while the next ones are under way. Results that wait to be handed on are bounded by the
/// threads, not by the items.
///
/// # Errors
///
/// The first error of `take`; nothing is begun after it.
pub fn in_order<I: Sync, R: Send, E>(
    items: &[I],
    pool: &ThreadPool,
    work: impl Fn(&I) -> R + Sync,
    mut take: impl FnMut(&I, R) -> Result<(), E>,
) -> Result<(), E> {
    let line = Line::new(items.len(), pool.current_num_threads() * AHEAD_PER_JOB);
    let (done, results) = mpsc::channel();
    pool.in_place_scope(|scope| {
        // Each thread has one loop at the bottom of its stack. Were each document a task of its own, a thread that waits
        // for the pages of one would begin another on top of it, and the stack would bear them all.
        let (line, work) = (&line, &work);
        scope.spawn_broadcast(move |_, _| {
            while let Some(index) = line.next() {
                let result = catch_unwind(AssertUnwindSafe(|| work(&items[index])));
                // Whoever took has had enough, and says so below.
                let _ = done.send((index, result));
            }
        });
        let _closed = CloseWhenDropped(line);
        let mut early = Early::new(&results);
        for (index, item) in items.iter().enumerate() {
            take(item, early.result(index))?;
            line.hand_on();
        }
        Ok(())
    })
}

/// The items that wait for a thread.
struct Line {
    state: Mutex<State>,
    moved: Condvar,
    items: usize,
    ahead: usize,
}

struct State {
    /// The next item to begin.
    next: usize,
    /// The items that were handed on.
    handed_on: usize,
    is_closed: bool,
}

impl Line {
    fn new(items: usize, ahead: usize) -> Self {
        let state = State { next: 0, handed_on: 0, is_closed: false };
        Line { state: Mutex::new(state), moved: Condvar::new(), items, ahead }
    }

    /// The next item to begin, once the threads are not too far ahead; nothing when there is none left or wanted.
    fn next(&self) -> Option<usize> {
        let is_too_far = |state: &mut State| {
            !state.is_closed && state.next < self.items && state.next >= state.handed_on + self.ahead
        };
        let mut state =
            self.moved.wait_while(self.locked(), is_too_far).unwrap_or_else(PoisonError::into_inner);
        if state.is_closed || state.next == self.items {
            return None;
        }
        state.next += 1;
        Some(state.next - 1)
    }

    fn hand_on(&self) {
        self.locked().handed_on += 1;
        self.moved.notify_all();
    }

    /// No step of these can panic half way.
    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets the threads go when the one that takes ends, however it ends.
struct CloseWhenDropped<'l>(&'l Line);

impl Drop for CloseWhenDropped<'_> {
    fn drop(&mut self) {
        self.0.locked().is_closed = true;
        self.0.moved.notify_all();
    }
}

/// Results as they come, and those that came before their turn.
struct Early<'r, R> {
    results: &'r mpsc::Receiver<(usize, thread::Result<R>)>,
    waiting: BTreeMap<usize, thread::Result<R>>,
}

impl<'r, R> Early<'r, R> {
    fn new(results: &'r mpsc::Receiver<(usize, thread::Result<R>)>) -> Self {
        Early { results, waiting: BTreeMap::new() }
    }

    /// The result of an item that was begun or will be. A panic over it goes on here.
    fn result(&mut self, wanted: usize) -> R {
        let result = loop {
            if let Some(result) = self.waiting.remove(&wanted) {
                break result;
            }
            // A thread ends only when no item is left.
            let Ok((index, result)) = self.results.recv() else {
                unreachable!("item {wanted} was not begun")
            };
            self.waiting.insert(index, result);
        };
        result.unwrap_or_else(|panic| resume_unwind(panic))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn pool(jobs: usize) -> ThreadPool {
        threads(NonZeroUsize::new(jobs)).unwrap()
    }

    #[test]
    fn results_come_in_order_whatever_the_jobs() {
        let items: Vec<u32> = (0..1000).collect();
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let take = |item: &u32, square: u32| {
                seen.push((*item, square));
                Ok::<(), ()>(())
            };
            in_order(&items, &pool(jobs), |item| item * item, take).unwrap();
            assert!(seen.iter().copied().eq(items.iter().map(|item| (*item, item * item))), "{jobs} jobs");
        }
    }

    #[test]
    fn nothing_runs_further_ahead_than_it_may() {
        let items: Vec<usize> = (0..1000).collect();
        let (begun, mut taken) = (AtomicUsize::new(0), 0);
        let work = |_: &usize| begun.fetch_add(1, Ordering::SeqCst);
        let take = |_: &usize, _| {
            assert!(begun.load(Ordering::SeqCst) <= taken + 2 * AHEAD_PER_JOB);
            taken += 1;
            Ok::<(), ()>(())
        };
        in_order(&items, &pool(2), work, take).unwrap();
        assert_eq!((taken, begun.into_inner()), (1000, 1000));
    }

    #[test]
    fn a_document_that_takes_long_does_not_stop_the_others() {
        // The first waits for the one that is as far ahead of it as any may be.
        let items: Vec<usize> = (0..2 * AHEAD_PER_JOB).collect();
        let (done, last) = mpsc::channel();
        let last = Mutex::new(last);
        let work = |item: &usize| match *item {
            0 => last.lock().unwrap().recv().unwrap(),
            other if other == items.len() - 1 => done.send(()).unwrap(),
            _ => {}
        };
        in_order(&items, &pool(2), work, |_, ()| Ok::<(), ()>(())).unwrap();
    }

    #[test]
    fn the_first_error_ends_the_run() {
        let items: Vec<usize> = (0..1000).collect();
        let (begun, mut taken) = (AtomicUsize::new(0), 0);
        let work = |item: &usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            *item
        };
        let take = |_: &usize, item| {
            taken += 1;
            if item == 2 { Err("early") } else { Ok(()) }
        };
        assert_eq!(in_order(&items, &pool(1), work, take), Err("early"));
        assert_eq!(taken, 3);
        assert!(begun.into_inner() <= 3 + AHEAD_PER_JOB);
    }

    #[test]
    fn a_panic_is_not_lost_and_stops_nobody_for_ever() {
        let items: Vec<usize> = (0..1000).collect();
        let run = |panics: usize| {
            let work = |item: &usize| if *item == panics { panic!("the test wants it") } else { *item };
            in_order(&items, &pool(2), work, |_, _| Ok::<(), ()>(()))
        };
        assert!(catch_unwind(|| run(500)).is_err());
        assert_eq!(run(1000), Ok(()));
    }

    #[test]
    fn no_items_are_no_work() {
        let none: [usize; 0] = [];
        assert_eq!(in_order(&none, &pool(2), |_| (), |_, ()| Err("taken")), Ok(()));
    }
}
