//! A comparison as tables for people: councils down, periods across, a table for each kind of period.
//!
//! Each figure points to the paper and the place that it stands in. Where there is no figure, the cell says why.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use boardlift_dataset::compare::{self, Comparison, Line};
use boardlift_dataset::revisions::Change;
use boardlift_model::{AreaType, DocumentId, Observation, Period, PeriodType, RagColour, Status};
use comfy_table::{Cell, Color};

use super::periods;
use crate::figures::{self, stood_at};
use crate::papers::Papers;
use crate::table::{Heading, names, table, terms};

/// The widest cell of a table stands beside as many more as fit. Two blanks part columns from each other.
const GAP: usize = 2;

/// What the columns before the periods take, at most.
const HEAD_WIDTH: usize = 40;

/// A period that no paper prints, in a line that has others.
const UNPRINTED: &str = "–";

/// The tables, without a line break at the end.
pub(super) fn tables(comparison: &Comparison<'_>, papers: &Papers<'_>, width: u16) -> String {
    let mut sources = Sources::default();
    let mut text = String::new();
    for lines in comparison.lines.chunk_by(|a, b| a.series.period_type == b.series.period_type) {
        text.push_str(&of_kind(lines, &mut sources, width));
    }
    text.push_str(&sources.list(papers));
    text.push_str(&key(comparison));
    text.trim_end().to_owned()
}

/// The tables of one kind of period: as many periods beside each other as the line has room for.
fn of_kind(lines: &[Line<'_>], sources: &mut Sources, width: u16) -> String {
    let kind: Option<PeriodType> = lines.first().and_then(|line| line.series.period_type);
    let cells = lines.iter().flat_map(|line| &line.cells);
    let periods: Vec<Period> = cells.map(|cell| cell.period).collect::<BTreeSet<_>>().into_iter().collect();
    let widest = |period: &Period| {
        let of_line =
            |line: &Line<'_>| cell_of(line, *period).map_or(0, |cell| shown(cell).chars().count() + MARK);
        lines.iter().map(of_line).chain([periods::label(*period).chars().count()]).max().unwrap_or(0)
    };
    let mut text = String::new();
    for periods in in_room(&periods, usize::from(width).saturating_sub(HEAD_WIDTH), widest) {
        let labels: Vec<String> = periods.iter().map(|period| periods::label(*period)).collect();
        let headings = [names("Council"), terms("Line")].into_iter();
        let headings: Vec<Heading<'_>> = headings.chain(labels.iter().map(|label| terms(label))).collect();
        let rows: Vec<Vec<Cell>> = lines.iter().flat_map(|line| rows(line, periods, sources)).collect();
        let _ = write!(text, "{}\n{}\n\n", periods::heading(kind), table(width, &headings, &rows));
    }
    text
}

/// The periods in runs whose columns fit into the room, in their order; a column that is too wide stands alone.
fn in_room(periods: &[Period], room: usize, width: impl Fn(&Period) -> usize) -> Vec<&[Period]> {
    let mut runs = Vec::new();
    let (mut first, mut taken) = (0, 0);
    for (position, period) in periods.iter().enumerate() {
        let wanted = width(period) + GAP;
        if taken + wanted > room && position > first {
            runs.extend(periods.get(first..position));
            (first, taken) = (position, 0);
        }
        taken += wanted;
    }
    runs.extend(periods.get(first..).filter(|rest| !rest.is_empty()));
    runs
}

/// A line's figures, and below them its targets and England's figures, where there are any.
fn rows(line: &Line<'_>, periods: &[Period], sources: &mut Sources) -> Vec<Vec<Cell>> {
    let cells: Vec<Option<&compare::Cell<'_>>> =
        periods.iter().map(|period| cell_of(line, *period)).collect();
    if cells.iter().all(Option::is_none) {
        return Vec::new();
    }
    let figures =
        cells.iter().map(|cell| cell.map_or_else(|| Cell::new(UNPRINTED), |cell| figure(cell, sources)));
    let mut rows =
        vec![[Cell::new(council(line)), Cell::new(about(line))].into_iter().chain(figures).collect()];
    let mut beside = |name: &str, of: &dyn Fn(&compare::Cell<'_>) -> Option<String>| {
        let texts: Vec<Option<String>> = cells.iter().map(|cell| cell.and_then(of)).collect();
        if texts.iter().any(Option::is_some) {
            let texts = texts.into_iter().map(|text| Cell::new(text.unwrap_or_default()));
            rows.push([Cell::new(""), Cell::new(format!("  {name}"))].into_iter().chain(texts).collect());
        }
    };
    beside("target", &|cell| cell.target.map(printed));
    beside("England", &|cell| cell.england.map(printed));
    rows
}

fn cell_of<'l, 'o>(line: &'l Line<'o>, period: Period) -> Option<&'l compare::Cell<'o>> {
    let at = line.cells.binary_search_by(|cell| cell.period.cmp(&period)).ok()?;
    line.cells.get(at)
}

fn council(line: &Line<'_>) -> String {
    let council = line.authority.map_or("council not known", |authority| authority.name.as_str());
    match line.area.name.as_deref() {
        Some(area) if area != council && line.authority.is_some() => format!("{council}: {area}"),
        Some(area) if line.area.area_type == AreaType::LocalAuthority => area.to_owned(),
        Some(area) => format!("{council}: {area}"),
        None => council.to_owned(),
    }
}

/// What tells the line from others of the same council: how it gathers up, what it counts in, which row it is.
fn about(line: &Line<'_>) -> String {
    let series = &line.series;
    let words = series.subject.words.as_ref().map(|words| match &words.breakdown {
        Some(breakdown) => format!("{}: {breakdown}", words.indicator),
        None => words.indicator.clone(),
    });
    let basis =
        series.basis.map_or("basis not stated".to_owned(), |basis| basis.to_string().replace('_', "-"));
    let unit = series.unit.map(|unit| unit.to_string());
    let reference = series.subject.reference.as_ref().map(|reference| format!("no. {reference}"));
    [Some(basis), unit, reference, words].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What a mark such as ` [12]` takes behind a figure.
const MARK: usize = 5;

fn figure(cell: &compare::Cell<'_>, sources: &mut Sources) -> Cell {
    let marks: Vec<String> = cell.printings.iter().map(|row| format!("[{}]", sources.number(row))).collect();
    let text = Cell::new(format!("{} {}", shown(cell), marks.concat()));
    match cell.judged.and_then(|row| row.figure.rag).map(|rag| rag.colour) {
        Some(RagColour::Red) => text.fg(Color::Red),
        Some(RagColour::Amber) => text.fg(Color::Yellow),
        Some(RagColour::Green) => text.fg(Color::Green),
        Some(RagColour::Blue) => text.fg(Color::Blue),
        None => text,
    }
}

/// The figure, its judgement and what the reader should know of it.
fn shown(cell: &compare::Cell<'_>) -> String {
    let mut text = if cell.change == Change::Withdrawn {
        "withdrawn".to_owned()
    } else {
        cell.printings.iter().map(|row| printed(row)).collect::<Vec<_>>().join(" or ")
    };
    if let Some(rag) = cell.judged.and_then(|row| row.figure.rag) {
        text.push(' ');
        text.extend(rag.colour.as_str().chars().next().map(|letter| letter.to_ascii_uppercase()));
    }
    text.push_str(if cell.revised { "*" } else { "" });
    text.push_str(if cell.provisional { " (p)" } else { "" });
    text
}

/// The figure as it was read, else why there is none.
fn printed(row: &Observation) -> String {
    let cell = &row.figure.cell;
    match cell.status {
        Status::Reported => figures::value(cell).unwrap_or_else(|| row.figure.value_text.clone()),
        Status::Blank => "not published".to_owned(),
        status => status.to_string().replace('_', " "),
    }
}

/// The places that figures stand in, numbered in the order in which they are shown.
#[derive(Default)]
struct Sources {
    numbers: HashMap<(DocumentId, String), usize>,
    /// Document and place.
    known: Vec<(DocumentId, String)>,
}

impl Sources {
    fn number(&mut self, row: &Observation) -> usize {
        let source = (row.document_id.clone(), stood_at(&row.figure.place));
        if let Some(number) = self.numbers.get(&source) {
            return *number;
        }
        self.known.push(source.clone());
        self.numbers.insert(source, self.known.len());
        self.known.len()
    }

    fn list(&self, papers: &Papers<'_>) -> String {
        let line = |(number, (id, place)): (usize, &(DocumentId, String))| {
            let name = papers.file_name(id).unwrap_or(id.as_str());
            format!("[{number}] {name}, {place}\n")
        };
        (1..).zip(&self.known).map(line).collect()
    }
}

/// What the signs mean that stand in the tables.
fn key(comparison: &Comparison<'_>) -> String {
    let cells = || comparison.lines.iter().flat_map(|line| &line.cells);
    let revised = cells().any(|cell| cell.revised);
    let open = cells().any(|cell| cell.printings.len() > 1);
    let provisional = cells().any(|cell| cell.provisional);
    let mut text = format!("{UNPRINTED} no paper prints it\n");
    text.push_str(if revised {
        "* papers print different figures; `boardlift revisions` lists them\n"
    } else {
        ""
    });
    text.push_str(if open { "or: nobody can say which paper is the later\n" } else { "" });
    text.push_str(if provisional { "(p) provisional\n" } else { "" });
    text
}
