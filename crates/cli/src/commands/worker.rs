//! `boardlift worker`, which nobody types: this program once more, reading documents for one of its own processes.

use std::ffi::OsString;
use std::io;
use std::num::NonZeroUsize;
use std::process::Command;
use std::time::Duration;

use boardlift_batch::import::{Workers, serve};

use crate::args::WorkerArgs;
use crate::exit::{Failure, Outcome};

/// How long one document may take. The slowest papers take seconds; a build without optimisation on a busy machine takes
/// some thirty times as long.
const LONGEST: Duration = Duration::from_mins(5);

/// Reads what is asked for on standard input until no more is.
pub(crate) fn run(args: &WorkerArgs) -> Result<Outcome, Failure> {
    let reader = args.reading.reader()?;
    let served = serve(&reader, args.jobs, &mut io::stdin().lock(), &mut io::stdout().lock());
    served.map_err(|error| Failure::Output(error.into()))?;
    Ok(Outcome::AllRead)
}

/// Workers that read as these arguments say.
///
/// # Errors
///
/// Where this program doesn't know where it lies.
pub(crate) fn workers(
    reading: impl IntoIterator<Item = OsString>,
    jobs: Option<NonZeroUsize>,
) -> io::Result<Workers> {
    let program = std::env::current_exe()?;
    let mut arguments = vec!["worker".into()];
    arguments.extend(reading);
    arguments.extend(jobs.map(|jobs| format!("--jobs={jobs}").into()));
    Ok(Workers::new(LONGEST, move || {
        let mut command = Command::new(&program);
        command.args(&arguments);
        command
    }))
}
