//! `boardlift worker`, which nobody types: this program once more, reading documents for one of its own processes.

use std::ffi::OsString;
use std::io::{self, BufReader};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use boardlift_batch::import::{Workers, serve};

use crate::args::WorkerArgs;
use crate::exit::{Failure, Outcome};

/// How long one document may take. The slowest papers take seconds; a build without optimisation on a busy machine takes
/// many times as long.
const LONGEST: Duration = Duration::from_mins(5);

/// Reads what is asked for on standard input until no more is.
#[expect(
    clippy::exit,
    reason = "whoever asked has gone, and a document that takes for ever is not waited for"
)]
pub(crate) fn run(args: &WorkerArgs) -> Result<Outcome, Failure> {
    let reader = args.reading.reader()?;
    let questions = BufReader::new(io::stdin());
    let served = serve(&reader, questions, &mut io::stdout().lock(), || std::process::exit(0));
    served.map_err(|error| Failure::Output(error.into()))?;
    Ok(Outcome::AllRead)
}

/// Workers that read as these arguments say.
///
/// # Errors
///
/// Where this program doesn't know where it lies.
pub(crate) fn workers(reading: impl IntoIterator<Item = OsString>) -> io::Result<Workers> {
    let program = program()?;
    let mut arguments = vec!["worker".into()];
    arguments.extend(reading);
    Ok(Workers::new(LONGEST, move || {
        let mut command = Command::new(&program);
        command.args(&arguments);
        command
    }))
}

/// This very program, also where another version has taken its place since it was started.
#[cfg(target_os = "linux")]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may not be known")]
fn program() -> io::Result<PathBuf> {
    Ok("/proc/self/exe".into())
}

/// This program, where it lies now.
#[cfg(not(target_os = "linux"))]
fn program() -> io::Result<PathBuf> {
    std::env::current_exe()
}
