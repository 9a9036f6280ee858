//! `boardlift sources list`: what is watched, one record a source.

use boardlift_fetch::sources::{Source, Sources};
use boardlift_reference::Vocabulary;
use comfy_table::Cell;
use serde::Serialize;

use crate::args::SourcesListArgs;
use crate::exit::{Failure, Outcome};
use crate::records::{self, Record, RecordFormat};
use crate::table::{Heading, numbers, table, terms, words};
use crate::terminal;

/// One source.
#[derive(Debug, Clone, Serialize)]
struct SourceRecord {
    source: String,
    kind: String,
    authority_code: Option<String>,
    authority: Option<String>,
    start: String,
    pause_seconds: f64,
}

impl Record for SourceRecord {
    const COLUMNS: &'static [&'static str] =
        &["source", "kind", "authority_code", "authority", "start", "pause_seconds"];
}

/// Lists the sources of a file.
pub(crate) fn run(args: &SourcesListArgs) -> Result<Outcome, Failure> {
    let sources = Sources::read(args.file.path(), &Vocabulary::embedded()?)?.sources;
    let records: Vec<SourceRecord> = sources.iter().map(record).collect();
    records::to_standard_output(RecordFormat::or_fitting(args.to), || screen(&records), || records.clone())?;
    Ok(Outcome::AllRead)
}

fn record(source: &Source) -> SourceRecord {
    SourceRecord {
        source: source.id.clone(),
        kind: source.site.kind().to_string(),
        authority_code: source.authority.as_ref().map(|authority| authority.code.clone()),
        authority: source.authority.as_ref().map(|authority| authority.name.clone()),
        start: source.site.start(),
        pause_seconds: source.manners.pause.as_secs_f64(),
    }
}

fn screen(records: &[SourceRecord]) -> String {
    const HEADINGS: [Heading; 5] =
        [terms("Source"), terms("Kind"), terms("Authority"), words("Where"), numbers("Pause")];
    let cells = |record: &SourceRecord| {
        vec![
            Cell::new(&record.source),
            Cell::new(&record.kind),
            Cell::new(record.authority.as_deref().unwrap_or_default()),
            Cell::new(&record.start),
            Cell::new(format!("{} s", record.pause_seconds)),
        ]
    };
    let rows: Vec<Vec<Cell>> = records.iter().map(cells).collect();
    table(terminal::width(), &HEADINGS, &rows)
}
