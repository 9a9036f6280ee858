//! How a run ends: 0 all read, 1 some documents failed or are partial, 2 wrong usage, 3 nothing could be written.

use std::io;
use std::process::ExitCode;

use anyhow::anyhow;
use boardlift_batch::import::ImportError;
use boardlift_dataset::WriteError;
use boardlift_dataset::store::StoreError;
use boardlift_fetch::FetchError;
use boardlift_fetch::sources::SourcesError;
use boardlift_layouts::CatalogueError;
use boardlift_reference::{ReferenceError, UnknownAuthority, UnknownMeasure};
use boardlift_report::ReportError;
use rayon::ThreadPoolBuildError;

use crate::terminal;

/// How a run that came to its end went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every document was read.
    #[default]
    AllRead,
    /// Some documents failed or are partial; what could be written is.
    SomeFailed,
}

/// Why a run did not come to its end.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments, or a file that they name as part of them, can't be meant.
    Usage(anyhow::Error),
    /// Nothing could be written.
    Output(anyhow::Error),
    /// Whoever read standard output has had enough. No fault, and nothing to say.
    BrokenPipe,
}

impl Failure {
    /// The failure with the place that it is about.
    pub(crate) fn at(self, place: impl Fn() -> String) -> Self {
        match self {
            Failure::Usage(error) => Failure::Usage(error.context(place())),
            other => other,
        }
    }
}

impl From<CatalogueError> for Failure {
    fn from(error: CatalogueError) -> Self {
        Failure::Usage(error.into())
    }
}

impl From<UnknownAuthority> for Failure {
    fn from(error: UnknownAuthority) -> Self {
        Failure::Usage(error.into())
    }
}

impl From<UnknownMeasure> for Failure {
    fn from(error: UnknownMeasure) -> Self {
        Failure::Usage(error.into())
    }
}

impl From<ThreadPoolBuildError> for Failure {
    fn from(error: ThreadPoolBuildError) -> Self {
        Failure::Usage(
            anyhow::Error::new(error).context("cannot start the threads; ask for fewer with --jobs"),
        )
    }
}

/// A fault of the build, not of the call.
impl From<ReferenceError> for Failure {
    fn from(error: ReferenceError) -> Self {
        Failure::Output(error.into())
    }
}

/// A folder that is no dataset was named by mistake; all else stands in the way of it.
impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let is_usage = matches!(error, StoreError::NoDataset { .. } | StoreError::NotEmpty { .. });
        let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        // The sources are told with the error, and the hint stands behind them.
        let told = anyhow::anyhow!("{:#}{hint}", anyhow::Error::new(error));
        if is_usage { Failure::Usage(told) } else { Failure::Output(told) }
    }
}

/// A folder that is no archive was named by mistake; all else stands in the way of it.
impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        let (is_usage, hint) = (matches!(error, FetchError::NoArchive { .. }), error.hint());
        let told = anyhow!("{:#}; {hint}", anyhow::Error::new(error));
        if is_usage { Failure::Usage(told) } else { Failure::Output(told) }
    }
}

/// A file of sources is part of what a caller says.
impl From<SourcesError> for Failure {
    fn from(error: SourcesError) -> Self {
        Failure::Usage(error.into())
    }
}

impl From<ReportError> for Failure {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Dataset(error) => error.into(),
            other @ ReportError::Feed(_) => Failure::Output(other.into()),
        }
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Failure::Output(error.into())
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error.hint() {
            Some(hint) => Failure::Output(anyhow!("{:#}; {hint}", anyhow::Error::new(error))),
            None => Failure::Output(error.into()),
        }
    }
}

/// What standard output said.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => Failure::Output(anyhow::Error::new(error).context("cannot write to standard output")),
        }
    }
}

/// The exit code of a run; a failure is told first.
pub(crate) fn code(result: Result<Outcome, Failure>) -> ExitCode {
    let code = match result {
        Ok(Outcome::AllRead) | Err(Failure::BrokenPipe) => 0,
        Ok(Outcome::SomeFailed) => 1,
        Err(Failure::Usage(error)) => {
            terminal::error(format_args!("{error:#}"));
            2
        }
        Err(Failure::Output(error)) => {
            terminal::error(format_args!("{error:#}"));
            3
        }
    };
    ExitCode::from(code)
}
