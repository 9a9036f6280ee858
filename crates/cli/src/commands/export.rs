//! `boardlift export`: a dataset for people and programs that don't read Parquet.

use std::path::Path;

use boardlift_dataset::export::{EesReport, ExportError, ExportFormat, Exported, export};
use boardlift_dataset::store::Dataset;
use boardlift_reference::Vocabulary;

use crate::args::ExportArgs;
use crate::exit::{Failure, Outcome};
use crate::output::make_folder_of;
use crate::terminal::Terminal;

/// Exports a dataset, and tells what was left out.
pub(crate) fn run(args: &ExportArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let dataset = Dataset::open(&args.dataset)?;
    let vocabulary = Vocabulary::embedded()?;
    make_folder_of(&args.output)?;
    let format = args.to.unwrap_or_else(|| format_of(&args.output));
    let exported = export(&dataset, format, &vocabulary, &args.output).map_err(failure)?;
    match exported {
        Exported::All => terminal.say(format_args!("wrote the dataset to {}", args.output.display())),
        Exported::Ees(report) => tell(&report, &args.output, terminal),
    }
    Ok(Outcome::AllRead)
}

/// The format that a path ends in; a name without a known ending is a folder's.
fn format_of(path: &Path) -> ExportFormat {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    match ending.as_deref() {
        Some("xlsx") => ExportFormat::Xlsx,
        Some("sqlite" | "sqlite3" | "db") => ExportFormat::Sqlite,
        _ => ExportFormat::Csv,
    }
}

/// More rows than a worksheet holds are a matter of the format that was asked for.
fn failure(error: ExportError) -> Failure {
    match error {
        ExportError::TooManyRows { .. } => Failure::Usage(error.into()),
        ExportError::Read(error) => error.into(),
        _ => Failure::Output(error.into()),
    }
}

fn tell(report: &EesReport, path: &Path, terminal: &Terminal) {
    let EesReport { files, figures, left_out } = report;
    terminal.say(format_args!("wrote {figures} figures in {} files to {}", files.len(), path.display()));
    for (reason, count) in left_out {
        terminal.say(format_args!("left out {count} {}", reason.reason()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_what_the_path_ends_in() {
        let check = |path: &str, expected: ExportFormat| {
            assert_eq!(format_of(Path::new(path)), expected, "{path}");
        };
        check("figures.xlsx", ExportFormat::Xlsx);
        check("a/FIGURES.XLSX", ExportFormat::Xlsx);
        check("figures.sqlite", ExportFormat::Sqlite);
        check("figures.db", ExportFormat::Sqlite);
        check("tables/", ExportFormat::Csv);
        check("tables", ExportFormat::Csv);
    }
}
