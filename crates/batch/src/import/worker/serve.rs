//! What a worker does: one document after the other, until no more are asked for.

use std::io::{self, BufRead, Write};
use std::num::NonZeroUsize;
use std::sync::mpsc;
use std::thread;

use rayon::ThreadPoolBuildError;

use super::wire::{Question, write_answer};
use crate::import::packed::PackedPaper;
use crate::paper::PaperReader;
use crate::run::threads;

/// How many threads the pages of one document may have. Each takes address space whether it works or not, so that the
/// number is the same on every machine: what can be read must not depend on the processors.
const THREADS: NonZeroUsize = NonZeroUsize::new(2).expect("two is not zero");

/// How much address space a worker may take. A third of a gigabyte goes to stacks and to what the allocator sets aside
/// before anything is read; the rest is many times what a paper takes, and two workers leave room on a machine with eight.
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

/// Reads the documents that are asked for.
///
/// `end` is called as soon as no more are asked, also while one is being read, and is to end the process: whoever asked has
/// gone, and a document that takes for ever must not outlive it.
///
/// # Errors
///
/// Where there are no threads, or nobody listens any longer.
pub fn serve(
    reader: &PaperReader,
    mut questions: impl BufRead + Send + 'static,
    answers: &mut impl Write,
    end: impl FnOnce() + Send + 'static,
) -> Result<(), ServeError> {
    #[cfg(unix)]
    rlimit::setrlimit(rlimit::Resource::AS, MOST_MEMORY, MOST_MEMORY)?;
    let pool = threads(Some(THREADS))?;
    let (ask, asked) = mpsc::sync_channel(0);
    thread::Builder::new().name("questions".to_owned()).spawn(move || {
        while let Some(question) = Question::read(&mut questions).transpose() {
            let is_over = question.is_err();
            // Whoever reads documents gives up over a question that is none, or has given up already.
            if ask.send(question).is_err() || is_over {
                return;
            }
        }
        end();
    })?;
    for question in asked {
        let Question { file_name, site, bytes } = question?;
        let paper = pool.install(|| reader.read_from(site.as_ref(), &file_name, &bytes));
        write_answer(&PackedPaper::of(paper)?, answers)?;
    }
    Ok(())
}
