//! `boardlift layouts try`: which layout one document has, why, and what it gives.
//!
//! For whoever writes a layout or doubts a figure: it shows the steps between the document and its rows, and writes
//! no table.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use anyhow::anyhow;
use boardlift_dataset::Paper;
use boardlift_layouts::draft::{OpenPoint, open_points};
use boardlift_layouts::{Catalogue, GENERIC, recognise};
use boardlift_model::{Document, DocumentStatus, Observation};
use comfy_table::Cell;

use super::changes;
use crate::args::TryArgs;
use crate::exit::{Failure, Outcome};
use crate::figures;
use crate::table::{Heading, names, table, terms, words};
use crate::terminal;
use boardlift_batch::document::DocumentReader;
use boardlift_batch::inputs::Input;
use boardlift_batch::paper::PaperReader;
use boardlift_batch::run::threads;

/// How many figures are shown.
const SHOWN_FIGURES: usize = 30;

const HEADINGS: [Heading; 5] =
    [words("Heading"), terms("Taken for"), names("Area"), terms("Period"), names("In tables")];

/// Reads one document and tells all there is to tell.
pub(crate) fn run(args: &TryArgs) -> Result<Outcome, Failure> {
    let reader = args.reader()?;
    let Some(document) = document(reader.documents(), &Input::of(&args.input))? else {
        return Ok(Outcome::SomeFailed);
    };
    let paper = reader.rows(&document);
    let mut out = anstream::stdout().lock();
    writeln!(out, "{}", recognise(&document, reader.catalogue()))?;
    write_profile(&mut out, &paper)?;
    write_tables(&mut out, &paper, terminal::width())?;
    if args.spec.is_some() {
        let general = args.reading.reader()?.with_layout(GENERIC)?.rows(&document);
        write_list(&mut out, "changed by the layout", &changes::between(&general, &paper))?;
    }
    let open = open_points(&document, reader.catalogue(), reader.options())?;
    write_list(
        &mut out,
        "open, and what a layout may say to it",
        &open.iter().map(asked).collect::<Vec<_>>(),
    )?;
    write_findings(&mut out, &paper)?;
    out.flush()?;
    Ok(match paper.document.status {
        DocumentStatus::Ok | DocumentStatus::NoTables => Outcome::AllRead,
        DocumentStatus::Partial | DocumentStatus::Failed => Outcome::SomeFailed,
    })
}

/// The document of an input; nothing where it can't be read, which is told.
pub(super) fn document(reader: &DocumentReader, input: &Input) -> Result<Option<Document>, Failure> {
    let read = || {
        let bytes = input.readable_bytes(reader)?;
        reader.read(&input.file_name(), &bytes).map_err(|error| anyhow!(error.with_hint()))
    };
    let document = threads(None)?.install(read);
    Ok(document.inspect_err(|error| terminal::error(format_args!("cannot read {input}: {error}"))).ok())
}

impl TryArgs {
    /// A reader that reads as the options say: by one spec, or by whatever layout is recognised.
    fn reader(&self) -> Result<PaperReader, Failure> {
        let reader = self.reading.reader()?;
        let Some(spec) = &self.spec else { return Ok(reader) };
        let mut catalogue = Catalogue::default();
        let id = catalogue.add_file(spec)?;
        Ok(reader.with_catalogue(catalogue).with_layout(&id)?)
    }
}

fn asked(open: &OpenPoint) -> String {
    format!("{}  # {}", open.line, open.why)
}

fn write_list(out: &mut impl Write, name: &str, lines: &[String]) -> io::Result<()> {
    if !lines.is_empty() {
        writeln!(out, "\n{name}:")?;
    }
    lines.iter().try_for_each(|line| writeln!(out, "  {line}"))
}

fn write_profile(out: &mut impl Write, paper: &Paper) -> io::Result<()> {
    let row = &paper.document;
    let authority = row.authority.as_ref().map(ToString::to_string);
    let layout = row.layout.as_ref().map(|layout| format!("{}, version {}", layout.id, layout.version));
    let status = match &row.error {
        Some(shortfall) => format!("{}: {shortfall}", row.status),
        None => row.status.to_string(),
    };
    let facts = [
        ("read as", layout),
        ("title", row.title.clone()),
        ("authority", authority),
        ("board", row.board.clone()),
        ("period", row.period.as_ref().map(|stated| format!("{} ({})", figures::days(stated), stated.text))),
        ("status", Some(status)),
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
