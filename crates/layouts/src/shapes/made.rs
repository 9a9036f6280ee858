//! Entries to grids, and where their cells stand in the printed document.
//!
//! Entries that nothing stands between become one grid: a column a label, a row an entry. A grid that is made of printed
//! tables has the number of the first of them, and its figures are told with the place that they have in print; one that is
//! made of lines is numbered behind all printed tables. What no label is printed over stands under the heading that it
//! would have, and its figures are flagged.

use std::borrow::Cow;
use std::collections::BTreeMap;

use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::wording;
use boardlift_model::{AreaClaim, Block, Cell, Document, Figure, Flag, Grid, Kind, Method, Place, Text};

use crate::headings;

use super::entry::{Entry, Label, Part};
use super::piece::Position;

/// A section's title over cards has so many words at most: outcomes are worded at length.
const MOST_WORDS_OF_SECTION: usize = 25;

/// A document whose shapes are grids.
pub(crate) struct Shaped<'a> {
    /// The document.
    pub(crate) document: Cow<'a, Document>,
    /// What each of its grids is, in order.
    pub(crate) origins: Vec<Origin>,
}

/// Where a grid comes from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Origin {
    /// Its number among the document's tables, from 1.
    pub(crate) number: u32,
    /// What is to be known of a grid that was made.
    made: Option<Made>,
}

/// What is to be known of a grid that was made of entries.
#[derive(Debug, Clone, PartialEq)]
struct Made {
    /// For each row below the heading the printed place of each column's cell.
    positions: Vec<Vec<Option<Position>>>,
    /// For each row below the heading the words of its own period.
    periods: Vec<Option<String>>,
    /// For each column whether its heading is printed.
    printed: Vec<bool>,
}

impl Shaped<'_> {
    /// Tells the figures of made grids as they stand in print.
    pub(crate) fn tell_as_printed(&self, figures: &mut [Figure], years: impl Fn(u32) -> Years) {
        let made: BTreeMap<u32, &Made> =
            self.origins.iter().filter_map(|origin| Some((origin.number, origin.made.as_ref()?))).collect();
        for figure in figures {
            if let Some(made) = made.get(&figure.table) {
                made.tell_as_printed(figure, years(figure.table));
            }
        }
    }
}

impl Origin {
    /// Whether the grid was made, so that its first row is its heading.
    pub(crate) fn is_made(&self) -> bool {
        self.made.is_some()
    }
}

impl Made {
    fn tell_as_printed(&self, figure: &mut Figure, years: Years) {
        // Rows count from 1 and the heading is the first of them.
        let row = (figure.row as usize).saturating_sub(2);
        let column = (figure.column as usize).saturating_sub(1);
        if self.printed.get(column) == Some(&false) {
            figure.flags.insert(Flag::RoleInferred);
        }
        let is_own = figure.kind == Kind::Actual && figure.area == AreaClaim::Publisher;
        if let Some(words) =
            self.periods.get(row).and_then(Option::as_deref).filter(|_| is_own && figure.period.is_none())
        {
            figure.period = period::find(words, years).map(|found| found.stated);
        }
        if let Some(at) = self.positions.get(row).and_then(|row| row.get(column).copied().flatten()) {
            (figure.table, figure.row, figure.column) = (at.table, at.row, at.column);
        }
    }
}

/// The document with these entries as ordinary grids.
pub(super) fn shaped<'a>(document: &'a Document, entries: &[Entry]) -> Shaped<'a> {
    let printed = document.grids().count();
    if entries.is_empty() {
        let origins = (1..).take(printed).map(|number| Origin { number, made: None });
        return Shaped { document: Cow::Borrowed(document), origins: origins.collect() };
    }
    let mut setting = Setting::of(document, u32::try_from(printed).unwrap_or(u32::MAX));
    for run in runs(entries) {
        setting.set(run);
    }
    setting.copy_until(document.blocks.len());
    let blocks = setting.blocks;
    let document = Document {
        source: document.source.clone(),
        pages: document.pages,
        blocks,
        findings: document.findings.clone(),
    };
    Shaped { document: Cow::Owned(document), origins: setting.origins }
}

/// Entries that nothing stands between, all of them in printed tables or none.
fn runs(entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    let goes_on = |before: &Entry, next: &Entry| {
        next.blocks.start <= before.blocks.end
            && before.is_in_table() == next.is_in_table()
            && before.section == next.section
            && shares_figures(before, next)
    };
    entries.chunk_by(goes_on)
}

/// The number of the first printed table that a run stands in, where all of its cells have places of their own there.
fn printed_number(run: &[Entry]) -> Option<u32> {
    let mut parts = run.iter().filter(|entry| entry.is_in_table()).flat_map(|entry| &entry.parts);
    parts.find_map(|part| part.at).map(|at| at.table)
}

fn shares_figures(before: &Entry, next: &Entry) -> bool {
    before.parts.iter().any(|part| next.has(&part.label))
}

/// The new document, as far as it is set.
struct Setting<'a> {
    document: &'a Document,
    blocks: Vec<Block>,
    origins: Vec<Origin>,
    /// How many blocks of the old document are done.
    done: usize,
    /// How many of its grids are done.
    grids: u32,
    /// The next number behind those of the printed tables.
    next_number: u32,
    /// The last heading, where only made grids stand below it. The first one is the paper's own.
    heading: Option<Block>,
    has_title: bool,
}

impl<'a> Setting<'a> {
    fn of(document: &'a Document, printed: u32) -> Self {
        Setting {
            document,
            blocks: Vec::with_capacity(document.blocks.len()),
            origins: Vec::new(),
            done: 0,
            grids: 0,
            next_number: printed + 1,
            heading: None,
            has_title: false,
        }
    }

    fn copy_until(&mut self, end: usize) {
        for block in &self.document.blocks[self.done.min(end)..end] {
            match block {
                Block::Grid(_) => {
                    self.grids += 1;
                    self.origins.push(Origin { number: self.grids, made: None });
                    self.heading = None;
                }
                Block::Heading(text) if !headings::names_the_paper(&text.text) => {
                    self.heading = self.has_title.then(|| block.clone());
                    self.has_title = true;
                }
                _ => {}
            }
            self.blocks.push(block.clone());
        }
        self.done = self.done.max(end);
    }

    fn set(&mut self, run: &[Entry]) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        self.copy_until(first.blocks.start);
        self.head(first.section.as_ref());
        let taken = self.document.blocks.get(self.done..last.blocks.end).unwrap_or_default();
        let grids = taken.iter().filter(|block| matches!(block, Block::Grid(_))).count();
        self.grids += u32::try_from(grids).unwrap_or(u32::MAX);
        self.done = self.done.max(last.blocks.end);
        let number = printed_number(run).unwrap_or_else(|| {
            self.next_number += 1;
            self.next_number - 1
        });
        let (grid, made) = grid(run);
        self.origins.push(Origin { number, made: Some(made) });
        self.blocks.push(Block::Grid(grid));
    }

    /// Sees to it that the run's section stands right above it: the words over it in its table, a title that the reader took
    /// for a paragraph, or the heading above the run before.
    fn head(&mut self, section: Option<&Cell>) {
        if let Some(Cell { text, place, .. }) = section {
            self.blocks.push(Block::Heading(Text { text: text.clone(), place: place.clone() }));
            return;
        }
        match self.blocks.last() {
            Some(Block::Heading(_)) => {}
            Some(Block::Paragraph(text)) if is_section(&text.text) => {
                let heading = Block::Heading(text.clone());
                self.blocks.pop();
                self.blocks.push(heading.clone());
                self.heading = Some(heading);
            }
            _ => self.blocks.extend(self.heading.clone()),
        }
    }
}

fn is_section(words: &str) -> bool {
    words.split_whitespace().count() <= MOST_WORDS_OF_SECTION
        && words.starts_with(char::is_uppercase)
        && !words.ends_with(['.', ',', ';', ':'])
        && !wording::is_labelled(words)
}

/// The grid of a run.
fn grid(run: &[Entry]) -> (Grid, Made) {
    let is_named = run.iter().any(|entry| entry.name.is_some());
    let labels = labels(run);
    let place = run
        .iter()
        .flat_map(|entry| entry.name.iter().chain(entry.parts.iter().map(|part| &part.value)))
        .next();
    let place = place.map_or(Place::Line(1), |cell| cell.place.clone());
    let words = is_named.then_some("Indicator").into_iter().chain(labels.iter().map(|label| heading(label)));
    let header: Vec<Cell> = words.map(|words| Cell::new(words, place.clone())).collect();
    let mut made = Made {
        positions: Vec::new(),
        periods: run.iter().map(|entry| entry.period.clone()).collect(),
        printed: is_named
            .then_some(false)
            .into_iter()
            .chain(labels.iter().map(|label| matches!(label, Label::Printed(_))))
            .collect(),
    };
    let mut rows = vec![header];
    for entry in run {
        let name = is_named.then(|| entry.name.clone().unwrap_or_else(|| absent(&place)));
        let parts: Vec<Option<&Part>> =
            labels.iter().map(|label| entry.parts.iter().find(|part| part.label.is_like(label))).collect();
        let values = parts.iter().map(|part| part.map_or_else(|| absent(&place), |part| part.value.clone()));
        rows.push(name.into_iter().chain(values).collect());
        let positions = parts.iter().map(|part| part.and_then(|part| part.at));
        made.positions.push(is_named.then_some(None).into_iter().chain(positions).collect());
    }
    (Grid::new(rows, Method::Blocks), made)
}

/// The labels of a run, in the order in which they first stand.
fn labels(run: &[Entry]) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for part in run.iter().flat_map(|entry| &entry.parts) {
        if !labels.iter().any(|known| known.is_like(&part.label)) {
            labels.push(part.label.clone());
        }
    }
    labels
}

/// What stands over a column.
fn heading(label: &Label) -> &str {
    match label {
        Label::Printed(words) => words,
        Label::Figure => "Latest value",
        Label::Judgement => "Status",
        Label::Movement => "Trend",
        Label::Remark => "Comment",
    }
}

/// The cell of a label that an entry doesn't have: not even a blank.
fn absent(place: &Place) -> Cell {
    Cell { covered: true, ..Cell::new("", place.clone()) }
}
