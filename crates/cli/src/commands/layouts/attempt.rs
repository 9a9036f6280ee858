//! `boardlift layouts try`: which layout one document has, why, and what it gives.
//!
//! For whoever writes a layout or doubts a figure: it shows the steps between the document and its rows, and writes
//! no table.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::anyhow;
use boardlift_dataset::Paper;
use boardlift_layouts::recognise;
use boardlift_model::{Document, DocumentStatus, Observation};
use comfy_table::Cell;

use crate::args::TryArgs;
use crate::exit::{Failure, Outcome};
use crate::figures;
use crate::inputs::{Bytes, Input};
use crate::paper::{Hinted, PaperReader};
use crate::table::{Heading, numbers, table, terms, words};
use crate::terminal::Terminal;

/// How many figures are shown.
const SHOWN_FIGURES: usize = 30;

const COLUMN_HEADINGS: [Heading; 6] = [
    numbers("Table"),
    numbers("Column"),
    words("Heading"),
    terms("Taken for"),
    words("Area"),
    terms("Period"),
];

/// Reads one document and tells all there is to tell.
pub(crate) fn run(args: &TryArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let reader = args.reading.reader()?;
    let input = Input::of(&args.input);
    let document = match document(&reader, &input) {
        Ok(document) => document,
        Err(error) => {
            terminal.error(format_args!("cannot read {input}: {error}"));
            return Ok(Outcome::SomeFailed);
        }
    };
    let recognition = recognise(&document, reader.catalogue());
    let paper = reader.rows(&document);
    let mut out = anstream::stdout().lock();
    writeln!(out, "{recognition}")?;
    write_profile(&mut out, &paper)?;
    write_tables(&mut out, &paper, terminal.width())?;
    write_findings(&mut out, &paper)?;
    out.flush()?;
    Ok(match paper.document.status {
        DocumentStatus::Ok | DocumentStatus::NoTables => Outcome::AllRead,
        DocumentStatus::Partial | DocumentStatus::Failed => Outcome::SomeFailed,
    })
}

fn document(reader: &PaperReader, input: &Input) -> anyhow::Result<Document> {
    let limit = reader.limits().bytes;
    match input.bytes(limit)? {
        Bytes::Held(bytes) => {
            let document = reader.document(&input.file_name(), &bytes);
            document.map_err(|error| anyhow!("{}", Hinted(&error)))
        }
        Bytes::TooMany { size, .. } => Err(anyhow!("expected at most {limit} bytes, found {size}")),
    }
}

fn write_profile(out: &mut impl Write, paper: &Paper) -> io::Result<()> {
    let row = &paper.document;
    let authority = row.authority.as_ref().map(|authority| format!("{} ({})", authority.name, authority.code));
    let layout = row.layout.as_ref().map(|layout| format!("{}, version {}", layout.id, layout.version));
    let facts = [
        ("read as", layout),
        ("title", row.title.clone()),
        ("authority", authority),
        ("board", row.board.clone()),
        ("period", row.period.as_ref().map(|stated| format!("{} ({})", figures::days(stated), stated.text))),
        ("status", Some(row.status.to_string())),
    ];
    for (name, fact) in facts {
        writeln!(out, "{name:<10} {}", fact.as_deref().unwrap_or("not found"))?;
    }
    Ok(())
}

fn write_tables(out: &mut impl Write, paper: &Paper, width: u16) -> io::Result<()> {
    if paper.observations.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", table(width, &COLUMN_HEADINGS, &column_cells(paper)))?;
    let shown: Vec<Vec<Cell>> =
        paper.observations.iter().take(SHOWN_FIGURES).map(figures::cells).collect();
    writeln!(out, "\n{}", table(width, &figures::HEADINGS, &shown))?;
    let unshown = paper.observations.len() - shown.len();
    if unshown > 0 {
        writeln!(out, " … and {unshown} more figures")?;
    }
    writeln!(out, "\n{} points of commentary, {} actions", paper.commentary.len(), paper.actions.len())
}

/// What each column of figures was taken for, by the first figure under each of its headings: a heading can stand
/// in the middle of a table again.
fn column_cells(paper: &Paper) -> Vec<Vec<Cell>> {
    let mut firsts: BTreeMap<(u32, u32, &str), &Observation> = BTreeMap::new();
    for observation in &paper.observations {
        let figure = &observation.figure;
        firsts.entry((figure.table, figure.column, &figure.column_text)).or_insert(observation);
    }
    let cells = |(place, first): ((u32, u32, &str), &Observation)| {
        let (table, column, heading) = place;
        vec![
            Cell::new(table),
            Cell::new(column),
            Cell::new(heading),
            Cell::new(first.figure.kind),
            Cell::new(first.area.name.as_deref().unwrap_or_default()),
            Cell::new(first.figure.period.as_ref().map(figures::days).unwrap_or_default()),
        ]
    };
    firsts.into_iter().map(cells).collect()
}

fn write_findings(out: &mut impl Write, paper: &Paper) -> io::Result<()> {
    if !paper.findings.is_empty() {
        writeln!(out)?;
    }
    paper.findings.iter().try_for_each(|finding| writeln!(out, "{finding}"))
}
