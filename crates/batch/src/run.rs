//! Many documents at once, handed on in their order: the same inputs give the same rows whatever the number of jobs.

use std::num::NonZeroUsize;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// How many documents each job has under way before their rows are handed on. More keeps the jobs busy where one
/// document is long; fewer holds less in memory.
const CHUNK_PER_JOB: usize = 8;

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

/// Does `work` on every item in up to `jobs` threads, and hands each result with its item to `take`, in the items'
/// order. Results that wait to be handed on are bounded by the jobs, not by the items.
///
/// # Errors
///
/// The first error of `take`; nothing is begun after it. Where the threads can't be had, what the system says.
pub fn in_order<I: Sync, R: Send, E>(
    items: &[I],
    jobs: Option<NonZeroUsize>,
    work: impl Fn(&I) -> R + Sync,
    mut take: impl FnMut(&I, R) -> Result<(), E>,
) -> Result<(), E>
where
    E: From<ThreadPoolBuildError>,
{
    let pool = threads(jobs)?;
    for chunk in items.chunks(pool.current_num_threads() * CHUNK_PER_JOB) {
        let results: Vec<R> = pool.install(|| chunk.par_iter().map(&work).collect());
        chunk.iter().zip(results).try_for_each(|(item, result)| take(item, result))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Ended {
        WithoutThreads,
        Early,
    }

    impl From<ThreadPoolBuildError> for Ended {
        fn from(_: ThreadPoolBuildError) -> Self {
            Ended::WithoutThreads
        }
    }

    #[test]
    fn results_come_in_order_whatever_the_jobs() {
        let items: Vec<u32> = (0..100).collect();
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let take = |item: &u32, square: u32| {
                seen.push((*item, square));
                Ok::<(), Ended>(())
            };
            in_order(&items, NonZeroUsize::new(jobs), |item| item * item, take).unwrap();
            assert!(seen.iter().copied().eq(items.iter().map(|item| (*item, item * item))), "{jobs} jobs");
        }
    }

    #[test]
    fn the_first_error_ends_the_run() {
        let items: Vec<usize> = (0..100).collect();
        let mut taken = 0;
        let result = in_order(
            &items,
            NonZeroUsize::new(1),
            |item| *item,
            |_, item| {
                taken += 1;
                if item == 2 { Err(Ended::Early) } else { Ok(()) }
            },
        );
        assert_eq!(result, Err(Ended::Early));
        assert_eq!(taken, 3);
    }
}
