//! `boardlift layouts try`: which layout one document has, why, and what it gives.
//!
//! For whoever writes a layout or doubts a figure: it shows the steps between the document and its rows, and writes
//! no table.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use anyhow::anyhow;
use boardlift_dataset::Paper;
use boardlift_layouts::recognise;
use boardlift_model::{Document, DocumentStatus, Observation};
use comfy_table::Cell;

use crate::args::TryArgs;
use crate::exit::{Failure, Outcome};
use crate::figures;
use crate::inputs::Input;
use crate::paper::PaperReader;
use crate::run::threads;
use crate::table::{Heading, names, table, terms, words};
use crate::terminal;

/// How many figures are shown.
const SHOWN_FIGURES: usize = 30;

const HEADINGS: [Heading; 5] =
    [words("Heading"), terms("Taken for"), names("Area"), terms("Period"), names("In tables")];

/// Reads one document and tells all there is to tell.
pub(crate) fn run(args: &TryArgs) -> Result<Outcome, Failure> {
    let reader = args.reading.reader()?;
    let input = Input::of(&args.input);
    let document = match threads(None)?.install(|| document(&reader, &input)) {
        Ok(document) => document,
        Err(error) => {
            terminal::error(format_args!("cannot read {input}: {error}"));
            return Ok(Outcome::SomeFailed);
        }
    };
    let recognition = recognise(&document, reader.catalogue());
    let paper = reader.rows(&document);
    let mut out = anstream::stdout().lock();
    writeln!(out, "{recognition}")?;
    write_profile(&mut out, &paper)?;
    write_tables(&mut out, &paper, terminal::width())?;
    write_findings(&mut out, &paper)?;
    out.flush()?;
    Ok(match paper.document.status {
        DocumentStatus::Ok | DocumentStatus::NoTables => Outcome::AllRead,
        DocumentStatus::Partial | DocumentStatus::Failed => Outcome::SomeFailed,
    })
}

fn document(reader: &PaperReader, input: &Input) -> anyhow::Result<Document> {
    let bytes = input.readable_bytes(reader.documents())?;
    let document = reader.documents().read(&input.file_name(), &bytes);
    document.map_err(|error| anyhow!(error.with_hint()))
}

fn write_profile(out: &mut impl Write, paper: &Paper) -> io::Result<()> {
    let row = &paper.document;
    let authority = row.authority.as_ref().map(ToString::to_string);
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
    writeln!(out, "\n{}", table(width, &HEADINGS, &heading_cells(paper)))?;
    let shown: Vec<Vec<Cell>> = paper.observations.iter().take(SHOWN_FIGURES).map(figures::cells).collect();
    writeln!(out, "\n{}", table(width, &figures::HEADINGS, &shown))?;
    let unshown = paper.observations.len() - shown.len();
    if unshown > 0 {
        writeln!(out, " … and {unshown} more figures")?;
    }
    writeln!(out, "\n{} points of commentary, {} actions", paper.commentary.len(), paper.actions.len())
}

/// What each heading of figures was taken for, in the order in which the headings stand, and the tables that have it:
/// most papers repeat the same headings table after table.
fn heading_cells(paper: &Paper) -> Vec<Vec<Cell>> {
    let mut tables: BTreeMap<[String; 4], BTreeSet<u32>> = BTreeMap::new();
    let mut order = Vec::new();
    for observation in &paper.observations {
        let taken_for = taken_for(observation);
        let known = tables.entry(taken_for.clone()).or_default();
        if known.is_empty() {
            order.push(taken_for);
        }
        known.insert(observation.figure.table);
    }
    let cells = |taken_for: [String; 4]| {
        let numbers = tables.get(&taken_for).into_iter().flatten().map(u32::to_string).collect::<Vec<_>>();
        taken_for.into_iter().chain([numbers.join(", ")]).map(Cell::new).collect()
    };
    order.into_iter().map(cells).collect()
}

/// A figure's heading, and what it was taken for: kind, area and period.
fn taken_for(observation: &Observation) -> [String; 4] {
    let figure = &observation.figure;
    [
        figure.column_text.clone(),
        figure.kind.to_string(),
        observation.area.name.clone().unwrap_or_default(),
        figure.period.as_ref().map(figures::days).unwrap_or_default(),
    ]
}

fn write_findings(out: &mut impl Write, paper: &Paper) -> io::Result<()> {
    if !paper.findings.is_empty() {
        writeln!(out)?;
    }
    paper.findings.iter().try_for_each(|finding| writeln!(out, "{finding}"))
}
