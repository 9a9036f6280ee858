//! What kind of row each row below a heading is.

use std::collections::BTreeSet;

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::Years;
use boardlift_lexicon::{judgement, missing, unit, value};
use boardlift_model::{Cell, Method, Rgb, Status};

use crate::columns::{Column, Use};
use crate::framed;
use crate::legend;
use crate::paint::{Shade, shade};
use crate::row_periods;
use crate::subject;

/// A longer line that ends as a sentence does is one.
const MOST_WORDS_OF_TITLE: usize = 6;

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// Nothing, or nothing but words in a column that is not used.
    Blank,
    /// A heading of the rows that follow.
    Group(String),
    /// The period of the rows that follow.
    Period(String),
    /// An indicator with its figures.
    Indicator,
    /// Further figures of the indicator above, for a part of it.
    SubRow,
    /// The rest of the name above, which wrapped.
    NameGoesOn,
    /// What is said of the indicator above, in a row of its own.
    Note(String),
    /// Figures without a name: whose they are can't be known.
    Orphan,
    /// Several rows that a converter ran together: `194 125` beside `New plans Ceased plans`.
    RunTogether,
}

/// Where the columns that tell rows apart stand, from 0.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowShape {
    reference: Option<usize>,
    indicator: usize,
    breakdown: Option<usize>,
    method: Method,
}

impl RowShape {
    /// The shape of a table with these columns; nothing where no column names the indicator.
    pub(crate) fn of(columns: &[Column], method: Method) -> Option<Self> {
        let at = |used: &Use| columns.iter().position(|column| column.used == *used);
        Some(RowShape {
            reference: at(&Use::Role(Role::Reference)),
            indicator: at(&Use::Role(Role::Indicator))?,
            breakdown: at(&Use::Breakdown),
            method,
        })
    }

    /// The column of the indicator's number.
    pub(crate) fn reference(self) -> Option<usize> {
        self.reference
    }

    /// The column of the indicator's name.
    pub(crate) fn indicator(self) -> usize {
        self.indicator
    }

    /// The column of the sub-row's name.
    pub(crate) fn breakdown(self) -> Option<usize> {
        self.breakdown
    }
}

/// What each of the rows is.
pub(crate) fn classify(rows: &[Vec<Cell>], columns: &[Column], shape: RowShape) -> Vec<RowKind> {
    let classifier = Classifier {
        rows,
        columns,
        shape,
        bands: Bands::of(rows, columns),
        names_are_bold: are_bold(rows, columns, shape),
        have_parts: have_parts(rows, columns, shape),
    };
    let mut kinds = Vec::with_capacity(rows.len());
    let mut above = Above::default();
    for at in 0..rows.len() {
        let kind = match classifier.kind_of(at, above) {
            RowKind::Group(words) if row_periods::is_bare_period(&words) => RowKind::Period(words),
            kind => kind,
        };
        above = above.then(&kind, || has_values(&rows[at], columns));
        kinds.push(kind);
    }
    kinds
}

/// What stands above a row, blank rows aside.
#[derive(Debug, Clone, Copy, Default)]
struct Above {
    /// Whether it belongs to an indicator.
    has_name: bool,
    /// Whether that indicator's own row prints no figure.
    is_bare: bool,
}

impl Above {
    fn then(self, kind: &RowKind, has_values: impl Fn() -> bool) -> Self {
        match kind {
            RowKind::Blank => self,
            RowKind::Indicator => Above { has_name: true, is_bare: !has_values() },
            RowKind::SubRow | RowKind::NameGoesOn | RowKind::Note(_) => self,
            RowKind::Group(_) | RowKind::Period(_) | RowKind::Orphan | RowKind::RunTogether => {
                Above::default()
            }
        }
    }
}

/// The rows of a table, and what is true of all of them.
struct Classifier<'a> {
    rows: &'a [Vec<Cell>],
    columns: &'a [Column],
    shape: RowShape,
    bands: Bands,
    /// Whether the names beside figures are printed bold.
    names_are_bold: bool,
    /// Whether rows such as `Target` and `England` belong to the names above them.
    have_parts: bool,
}

impl Classifier<'_> {
    fn kind_of(&self, at: usize, above: Above) -> RowKind {
        let Classifier { columns, shape, .. } = *self;
        let row = &self.rows[at];
        if !legend::entries_in_row(row).is_empty() {
            return RowKind::Blank;
        }
        if let Some(words) = self.bands.words(row) {
            return RowKind::Group(words);
        }
        let name = text(row, Some(shape.indicator));
        let is_subject = subject::of(name).is_some();
        if is_subject && above.has_name && (self.have_parts || above.is_bare) {
            return RowKind::SubRow;
        }
        if let Some((column, cell)) = lone_words(row, columns) {
            return self.lone_kind(column, cell, at, above);
        }
        if is_run_together(row, columns) {
            return RowKind::RunTogether;
        }
        let has_breakdown = !text(row, shape.breakdown).is_empty();
        match (name.is_empty(), has_values(row, columns) || has_breakdown) {
            // The legend of the judgements below the table, `R | Below target`; or a count of them, which is no indicator's.
            (false, _) if judgement::rag(name).is_some() => {
                if has_figures(row, columns) {
                    RowKind::Orphan
                } else {
                    RowKind::Blank
                }
            }
            (false, true) if is_subject || !name.contains(char::is_alphabetic) => RowKind::Orphan,
            (false, _) => RowKind::Indicator,
            (true, true) if (has_breakdown || is_under_a_name(row, shape)) && above.has_name => {
                RowKind::SubRow
            }
            (true, true) => RowKind::Orphan,
            (true, false) => RowKind::Blank,
        }
    }

    /// What a row is of which one cell is printed.
    fn lone_kind(&self, column: usize, cell: &Cell, at: usize, above: Above) -> RowKind {
        let Classifier { columns, shape, .. } = *self;
        let row = &self.rows[at];
        let below = self.rows.get(at + 1);
        let group = || RowKind::Group(cell.text.clone());
        if let Some(note) = note(&cell.text) {
            return if above.has_name { RowKind::Note(note.to_owned()) } else { RowKind::Blank };
        }
        if row_periods::is_bare_period(&cell.text) {
            return group();
        }
        let is_over_parts =
            || below.is_some_and(|row| subject::of(text(row, Some(shape.indicator))).is_some());
        if 2 * cell.col_span as usize > row.len() {
            return if is_over_parts() { RowKind::Indicator } else { group() };
        }
        if Some(column) == shape.reference {
            let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 2;
            return if cell.text.split_whitespace().any(is_word) { group() } else { RowKind::Blank };
        }
        if columns[column].used == Use::Role(Role::Section) && row[shape.indicator].is_blank() {
            return if is_label(cell) { RowKind::Blank } else { group() };
        }
        if column != shape.indicator {
            return RowKind::Blank;
        }
        if shape.method == Method::CellLines || is_over_parts() {
            return RowKind::Indicator;
        }
        if above.has_name && cell.text.starts_with(char::is_lowercase) {
            return RowKind::NameGoesOn;
        }
        // With a column of numbers, a name without a number and without a figure heads a group. Without such a column it
        // does so only if rows with figures follow and the words count nothing themselves, or if it alone is bold.
        let figures_follow = below.is_some_and(|row| has_values(row, columns));
        let stands_out = cell.bold && !self.names_are_bold;
        let counts = unit::of_label(&cell.text).is_some() && !stands_out;
        if shape.reference.is_some() || (figures_follow && !counts) { group() } else { RowKind::Indicator }
    }
}

fn text(row: &[Cell], at: Option<usize>) -> &str {
    at.and_then(|at| row.get(at)).map_or("", |cell| cell.text.as_str())
}

/// Whether a cell is a label down the side of the rows that follow, which [`sections`](crate::sections) looks after.
fn is_label(cell: &Cell) -> bool {
    cell.row_span > 1
}

/// Whether the names beside figures are bold, if only some of them.
fn are_bold(rows: &[Vec<Cell>], columns: &[Column], shape: RowShape) -> bool {
    let named = rows.iter().filter(|row| has_figures(row, columns));
    named.filter_map(|row| row.get(shape.indicator)).any(|cell| cell.bold)
}

/// Whether rows that say whom they describe, or which kind of figure they hold, belong to the names above them. They do
/// where at least half of the names have such rows: a single `England` below rows of districts belongs to none of these.
fn have_parts(rows: &[Vec<Cell>], columns: &[Column], shape: RowShape) -> bool {
    let printed = rows.iter().filter(|row| has_values(row, columns));
    let names: Vec<bool> = printed
        .map(|row| text(row, Some(shape.indicator)))
        .filter(|name| !name.is_empty())
        .map(|name| subject::of(name).is_some())
        .collect();
    let named = names.iter().filter(|is_part| !**is_part).count();
    let with_parts = names.windows(2).filter(|pair| !pair[0] && pair[1]).count();
    with_parts > 0 && 2 * with_parts >= named
}

/// The words of a row that is said of the indicator above: behind a label of comments, or a sentence.
fn note(words: &str) -> Option<&str> {
    let is_comment = |label: &str| heading::read(label, Years::default()).role == Some(Role::Note);
    if let Some((_, words)) = words.split_once(':').filter(|(label, _)| is_comment(label)) {
        return Some(words.trim()).filter(|words| !words.is_empty());
    }
    let is_sentence = words.ends_with(['.', '!']) && words.split_whitespace().count() > MOST_WORDS_OF_TITLE;
    (is_sentence && !framed::is_of_points(words)).then_some(words)
}

/// Whether the name of the row above is merged over this row.
fn is_under_a_name(row: &[Cell], shape: RowShape) -> bool {
    row.get(shape.indicator).is_some_and(|cell| cell.covered)
}

/// The fills of rows with figures that run through the whole row: bands that only tell rows apart.
struct Bands(BTreeSet<Shade>);

impl Bands {
    fn of(rows: &[Vec<Cell>], columns: &[Column]) -> Self {
        let with_figures = rows.iter().filter(|row| has_figures(row, columns));
        Bands(with_figures.filter_map(|row| whole_fill(row).map(shade)).collect())
    }

    /// The words of a row that is filled from end to end as no row with figures is: they head a group. They may run on over
    /// several cells, where no rule keeps them from it, but then they fill these cells one after the other.
    fn words(&self, row: &[Cell]) -> Option<String> {
        whole_fill(row).filter(|fill| !self.0.contains(&shade(*fill)))?;
        let from_first = row.iter().skip_while(|cell| cell.is_blank());
        let words: Vec<&str> =
            from_first.take_while(|cell| !cell.is_blank()).map(|cell| cell.text.as_str()).collect();
        let is_all = row.iter().filter(|cell| !cell.is_blank()).count() == words.len();
        let is_words = |words: &&str| words.contains(char::is_alphabetic) && missing::status(words).is_none();
        (!words.is_empty() && words.len() < row.len() && is_all && words.iter().all(is_words))
            .then(|| words.join(" "))
    }
}

/// The fill that all cells of a row of several share, white being none.
pub(crate) fn whole_fill(row: &[Cell]) -> Option<Rgb> {
    let mut fills = row.iter().filter(|cell| !cell.covered).map(|cell| cell.fill);
    let first = fills.next()?.filter(|fill| *fill != Rgb::WHITE)?;
    (row.len() > 1 && fills.all(|fill| fill == Some(first))).then_some(first)
}

/// The only printed cell of a row, where it stands in no column of figures.
fn lone_words<'a>(row: &'a [Cell], columns: &[Column]) -> Option<(usize, &'a Cell)> {
    let mut printed = row.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
    let (at, cell) = printed.next()?;
    let alone = printed.next().is_none() && columns.get(at).is_some_and(|column| column.value().is_none());
    alone.then_some((at, cell))
}

/// Whether two cells or more hold several whole figures each. A single such cell may be meant so; in two, the row is
/// several rows, and a cell of it with one figure is nobody's.
fn is_run_together(row: &[Cell], columns: &[Column]) -> bool {
    let values = row.iter().zip(columns).filter(|(_, column)| column.value().is_some());
    values.filter(|(cell, _)| holds_several(&cell.text)).count() >= 2
}

fn holds_several(text: &str) -> bool {
    let is_figure = |word: &str| {
        let read = value::read(word, Years::default()).cell;
        read.status == Status::Reported && read.value.is_some()
    };
    let mut words = text.split(' ');
    words.clone().nth(1).is_some()
        && words.all(is_figure)
        && value::read(text, Years::default()).cell.status == Status::Text
}

fn has_figures(row: &[Cell], columns: &[Column]) -> bool {
    let values = row.iter().zip(columns).filter(|(_, column)| column.value().is_some());
    values
        .map(|(cell, _)| value::read(&cell.text, Years::default()))
        .any(|read| read.cell.status == Status::Reported)
}

/// Whether anything is printed in a column of figures.
pub(crate) fn has_values(row: &[Cell], columns: &[Column]) -> bool {
    row.iter().zip(columns).any(|(cell, column)| column.value().is_some() && !cell.is_blank())
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// The indicators found, each with its section, ref and breakdown.
    fn check(lines: &str, expected: &[&str]) {
        let mut found: Vec<String> = general(lines)
            .figures
            .iter()
            .map(|figure| {
                let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
                format!(
                    "{}: {} {} / {}",
                    part(&figure.section),
                    part(&figure.reference),
                    figure.indicator,
                    part(&figure.breakdown)
                )
            })
            .collect();
        found.dedup();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn a_lone_name_in_a_numbered_table_heads_a_group() {
        check(
            "Ref | KPI | May 22
             | Timeliness |
             1 | % of plans in 20 weeks | 50%
             Quality | |
             2 | % of plans audited | 60%
             3 | Number of audits |",
            &[
                "Timeliness: 1 % of plans in 20 weeks / -",
                "Quality: 2 % of plans audited / -",
                "Quality: 3 Number of audits / -",
            ],
        );
    }

    #[test]
    fn a_lone_name_without_numbers_heads_a_group_only_if_it_counts_nothing() {
        check(
            "KPI | May 22 | Jun 22
             Timeliness | |
             % of plans in 20 weeks | 50% | 51%
             Number of audits | |
             Number of visits | 4 | 5",
            &[
                "Timeliness: - % of plans in 20 weeks / -",
                "Timeliness: - Number of audits / -",
                "Timeliness: - Number of visits / -",
            ],
        );
    }

    #[test]
    fn sub_rows_inherit_and_wrapped_names_are_joined() {
        check(
            "Ref | KPI | | May 22
             7 | Absence rate | SEN Support | 5
              | | EHCPs | 6
             8 | Number of plans | | 9
              | that were ceased | |",
            &[
                "-: 7 Absence rate / SEN Support",
                "-: 7 Absence rate / EHCPs",
                "-: 8 Number of plans that were ceased / -",
            ],
        );
    }

    #[test]
    fn legends_and_figures_are_no_names() {
        check("KPI | May 22 | Jun 22\nPlans | 5 | 6\nR | Below target |\n100 | 7 | 8", &["-: - Plans / -"]);
    }

    #[test]
    fn counts_of_judgements_are_told() {
        let reading = general("KPI | May 22 | Jun 22\nPlans | 5 | 6\nGreen | 7 | 8");
        assert_eq!(reading.figures.len(), 2);
        assert_eq!(reading.findings.iter().map(|finding| finding.count).sum::<u32>(), 2);
    }

    #[test]
    fn rows_that_were_run_together_are_left_out() {
        check(
            "Ref | KPI | May 22 | Jun 22 | Jul 22
             1 | New plans Ceased plans | 194 125 | 175 74 | 40
             2 | Number of visits | 10 + 115 | 7 12 | 9",
            &["-: 2 Number of visits / -"],
        );
    }

    #[test]
    fn figures_without_a_name_are_left_out() {
        let reading = general("Ref | KPI | May 22 | Jun 22\n | | 5 | 6\n 1 | Plans | 7 | 8");
        assert_eq!(reading.figures.len(), 2);
        assert_eq!(reading.findings.iter().map(|finding| finding.count).max(), Some(2));
    }
}
