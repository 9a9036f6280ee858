//! What a worker does: one document after the other, until no more are asked for.

use std::io::{self, BufRead, Write};
use std::num::NonZeroUsize;

use rayon::ThreadPoolBuildError;

use super::wire::{Question, write_answer};
use crate::import::packed::PackedPaper;
use crate::paper::PaperReader;
use crate::run::threads;

/// How much address space a worker may take: what the largest file that is read at all has been seen to take, four times.
/// Past that the system refuses it more, and it ends.
#[cfg(unix)]
const MOST_MEMORY: u64 = 4 << 30;

/// Why a worker gives up.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Threads can't be had.
    #[error("expected threads to read documents with; {0}")]
    Threads(#[from] ThreadPoolBuildError),
    /// The process that imports says what no such process says, or has gone.
    #[error("expected questions of a process that imports, on standard input; {0}")]
    Wire(#[from] io::Error),
}

/// Reads the documents that are asked for, with so many threads for the pages of each.
///
/// # Errors
///
/// Where there are no threads, or nobody listens any longer.
pub fn serve(
    reader: &PaperReader,
    jobs: Option<NonZeroUsize>,
    questions: &mut impl BufRead,
    answers: &mut impl Write,
) -> Result<(), ServeError> {
    #[cfg(unix)]
    rlimit::setrlimit(rlimit::Resource::AS, MOST_MEMORY, MOST_MEMORY)?;
    let pool = threads(jobs)?;
    while let Some(Question { file_name, site, bytes }) = Question::read(questions)? {
        let paper = pool.install(|| reader.read_from(site.as_ref(), &file_name, &bytes));
        write_answer(&PackedPaper::of(paper)?, answers)?;
    }
    Ok(())
}
