//! Entries to grids, and where their cells stand in the printed document.
//!
//! Entries that nothing stands between become one grid: a column a label, a row an entry. A grid that is made of printed
//! tables has the number of the first of them, and its figures are told with the place that they have in print; one that is
//! made of lines is numbered behind all printed tables. What no label is printed over stands under the heading that it
//! would have, and its figures are flagged.

use std::borrow::Cow;
use std::collections::BTreeSet;

use boardlift_lexicon::wording;
use boardlift_model::{Block, Cell, Document, Finding, Grid, Method, Place, Text};

use crate::framed::Freed;
use crate::headings;
use crate::look::Look;
use crate::printed::{MadeRow, Printed};

use super::entry::{Entry, Label, Part};

/// A section's title over cards has so many words at most: outcomes are worded at length.
const MOST_WORDS_OF_SECTION: usize = 25;

/// Entries with more labels than this among them have little in common.
const MOST_COLUMNS: usize = 60;

/// A document whose shapes are grids.
pub(crate) struct Shaped<'a> {
    /// The document.
    pub(crate) document: Cow<'a, Document>,
    /// Where each of its grids comes from, in order.
    pub(crate) origins: Vec<Origin<'a>>,
    /// What the shapes hold that no grid has.
    pub(crate) findings: Vec<Finding>,
}

/// Where a grid comes from. Its number is that among the document's tables, from 1.
#[derive(Debug)]
pub(crate) enum Origin<'a> {
    /// It is printed.
    Printed {
        /// Its number.
        number: u32,
        /// What it shows.
        look: &'a Look,
    },
    /// It was made.
    Made {
        /// Its number.
        number: u32,
        /// What of it is printed, and where.
        printed: Printed,
    },
}

/// The document with these entries as ordinary grids.
pub(super) fn shaped<'a>(freed: &'a Freed<'_>, entries: &[Entry]) -> Shaped<'a> {
    let Freed { document, looks } = freed;
    if entries.is_empty() {
        let origins = (1..).zip(looks).map(|(number, look)| Origin::Printed { number, look });
        return Shaped {
            document: Cow::Borrowed(document),
            origins: origins.collect(),
            findings: Vec::new(),
        };
    }
    let mut setting = Setting::of(document, looks);
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
    let findings = entries.iter().flat_map(|entry| entry.unused.iter().cloned()).collect();
    Shaped { document: Cow::Owned(document), origins: setting.origins, findings }
}

/// Entries that nothing stands between, all of them in printed tables or none.
fn runs(entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    let mut labels: BTreeSet<String> = BTreeSet::new();
    entries.chunk_by(move |before, next| {
        labels.extend(before.parts.iter().map(|part| part.key.clone()));
        let goes_on = next.blocks.start <= before.blocks.end
            && before.is_in_table() == next.is_in_table()
            && before.section == next.section
            && before.name.is_some() == next.name.is_some()
            && shares_figures(before, next)
            && labels.len() <= MOST_COLUMNS;
        if !goes_on {
            labels.clear();
        }
        goes_on
    })
}

/// The number of the first printed table that a run stands in, where all of its cells have places of their own there.
fn printed_number(run: &[Entry]) -> Option<u32> {
    let mut parts = run.iter().filter(|entry| entry.is_in_table()).flat_map(|entry| &entry.parts);
    parts.find_map(|part| part.at).map(|at| at.table)
}

fn shares_figures(before: &Entry, next: &Entry) -> bool {
    let keys: BTreeSet<&str> = before.parts.iter().map(|part| part.key.as_str()).collect();
    next.parts.iter().any(|part| keys.contains(part.key.as_str()))
}

/// The new document, as far as it is set.
struct Setting<'a> {
    document: &'a Document,
    looks: &'a [Look],
    blocks: Vec<Block>,
    origins: Vec<Origin<'a>>,
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
    fn of(document: &'a Document, looks: &'a [Look]) -> Self {
        let printed = u32::try_from(looks.len()).unwrap_or(u32::MAX);
        Setting {
            document,
            looks,
            blocks: Vec::with_capacity(document.blocks.len()),
            origins: Vec::new(),
            done: 0,
            grids: 0,
            next_number: printed.saturating_add(1),
            heading: None,
            has_title: false,
        }
    }

    fn copy_until(&mut self, end: usize) {
        for block in &self.document.blocks[self.done.min(end)..end] {
            match block {
                Block::Grid(_) => {
                    let look = self.looks.get(self.grids as usize);
                    self.grids += 1;
                    let number = self.grids;
                    self.origins.extend(look.map(|look| Origin::Printed { number, look }));
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
        let before = self.grids;
        let grids = taken.iter().filter(|block| matches!(block, Block::Grid(_))).count();
        self.grids += u32::try_from(grids).unwrap_or(u32::MAX);
        self.done = self.done.max(last.blocks.end);
        // Of several runs in one table only the first can have its number.
        let number = printed_number(run).filter(|number| *number > before).unwrap_or_else(|| {
            self.next_number += 1;
            self.next_number - 1
        });
        let (grid, printed) = grid(run);
        self.origins.push(Origin::Made { number, printed });
        self.blocks.push(Block::Grid(grid));
        // A heading that names an indicator heads no others.
        let names_one = |heading: &Text| {
            run.iter().any(|entry| entry.name.as_ref().is_some_and(|name| name.text == heading.text))
        };
        if matches!(&self.heading, Some(Block::Heading(text)) if names_one(text)) {
            self.heading = None;
        }
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
fn grid(run: &[Entry]) -> (Grid, Printed) {
    let columns = columns(run);
    let names: Vec<&Cell> = run.iter().filter_map(|entry| entry.name.as_ref()).collect();
    let first = names.first().copied().or(columns.first().map(|part| &part.value));
    let place = first.map_or(Place::Line(1), |cell| cell.place.clone());
    // Either all entries of a run have a name of their own or none.
    let name_heading = (!names.is_empty()).then_some("Indicator");
    let headings = name_heading.into_iter().chain(columns.iter().map(|part| heading(&part.label)));
    let header = headings.map(|words| Cell::new(words, place.clone())).collect();
    let parts: Vec<Vec<Option<&Part>>> = run.iter().map(|entry| under(&columns, entry)).collect();
    let rows = run.iter().zip(&parts).map(|(entry, parts)| {
        let values = parts.iter().map(|part| part.map_or_else(|| absent(&place), |part| part.value.clone()));
        entry.name.iter().cloned().chain(values).collect()
    });
    let printed_rows = run.iter().zip(&parts).map(|(entry, parts)| {
        let places = parts.iter().map(|part| part.and_then(|part| part.at));
        let cells = name_heading.map(|_| None).into_iter().chain(places).collect();
        MadeRow { cells, period: entry.period.clone() }
    });
    let is_printed = columns.iter().map(|part| matches!(part.label, Label::Printed(_)));
    let printed = Printed::Made {
        headings: name_heading.map(|_| false).into_iter().chain(is_printed).collect(),
        rows: printed_rows.collect(),
    };
    (Grid::new([header].into_iter().chain(rows).collect(), Method::Blocks), printed)
}

/// The labels of a run, each with the first part that has it, in the order in which they stand. Those that nobody knows come
/// last: between a name and its figures words would part rows, and here a row is an entry.
fn columns(run: &[Entry]) -> Vec<&Part> {
    let mut seen = BTreeSet::new();
    let parts = run.iter().flat_map(|entry| &entry.parts);
    let mut columns: Vec<&Part> = parts.filter(|part| seen.insert(part.key.as_str())).collect();
    columns.sort_by_key(|part| part.role.is_none());
    columns
}

/// An entry's part for each of the columns.
fn under<'a>(columns: &[&Part], entry: &'a Entry) -> Vec<Option<&'a Part>> {
    columns.iter().map(|column| entry.parts.iter().find(|part| part.key == column.key)).collect()
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::testing::{check_sections, general};

    /// Where the figures stand: table, row and column.
    fn check(lines: &str, expected: &[(u32, u32, u32)]) {
        let figures = general(lines).figures;
        let found: Vec<(u32, u32, u32)> =
            figures.iter().map(|figure| (figure.table, figure.row, figure.column)).collect();
        assert_eq!(found, expected, "{lines}");
        let distinct: BTreeSet<&(u32, u32, u32)> = found.iter().collect();
        assert_eq!(distinct.len(), found.len(), "{lines}");
    }

    const PANELS: &str =
        "Indicator | Plans\nTarget | 5\nActual | 6\n\nIndicator | Visits\nTarget | 7\nActual | 8\n\n";
    const TABLE: &str = "Ref | KPI | May 22\n1 | Reviews | 5\n\n";
    const BLOCKS: &str = "Indicator: Calls\nTarget: 5\nActual: 6\n\n";

    #[test]
    fn printed_tables_keep_their_numbers_and_cells() {
        check(
            &format!("{TABLE}{PANELS}{TABLE}"),
            &[(1, 2, 3), (2, 2, 2), (2, 3, 2), (3, 2, 2), (3, 3, 2), (4, 2, 3)],
        );
    }

    #[test]
    fn blocks_are_numbered_behind_the_printed_tables() {
        check(&format!("{BLOCKS}{TABLE}"), &[(2, 2, 2), (2, 2, 3), (1, 2, 3)]);
        check(
            &format!("{BLOCKS}# Calls again\n{BLOCKS}{TABLE}"),
            &[(2, 2, 2), (2, 2, 3), (3, 2, 2), (3, 2, 3), (1, 2, 3)],
        );
    }

    #[test]
    fn cards_in_cells_have_no_cells_of_their_own() {
        check("Plans 92% Target 90% | Visits 80% Target 70%", &[(2, 2, 2), (2, 2, 3), (2, 3, 2), (2, 3, 3)]);
    }

    #[test]
    fn sections_of_blocks() {
        let block = |name: &str| format!("{name}\nTarget: 5\nActual: 6\n");
        check_sections(
            &format!(
                "# Paper\nAll of our families are supported\n{}\nThis went well. It will go on.\n{}\n# Places\n{}",
                block("# Plans"),
                block("# Visits"),
                block("# Roads")
            ),
            &[
                "All of our families are supported",
                "All of our families are supported",
                "All of our families are supported",
                "All of our families are supported",
                "Places",
                "Places",
            ],
        );
    }
}
