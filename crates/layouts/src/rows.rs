//! What kind of row each row below a heading is.

mod lone;
mod shape;

use boardlift_lexicon::{judgement, numbering};
use boardlift_model::Cell;

use crate::bands::Bands;
use crate::columns::Column;
use crate::legend;
use crate::row_periods;
use crate::run_together::is_run_together;
use crate::subject::{self, Subject};
use crate::tail;

pub(crate) use shape::{RowShape, has_figures, has_values, text};

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

/// What each of the rows is.
pub(crate) fn classify(rows: &[Vec<Cell>], columns: &[Column], shape: RowShape) -> Vec<RowKind> {
    let classifier = Classifier {
        rows,
        columns,
        shape,
        bands: Bands::of(rows, columns),
        last: rows.iter().rposition(|row| has_values(row, columns)).unwrap_or(0),
        names_are_bold: are_bold(rows, columns, shape),
        have_parts: have_parts(rows, columns, shape),
        named_by: NamedBy::of(rows, shape),
    };
    let tail = tail::begins(rows, columns, shape);
    let mut kinds = Vec::with_capacity(rows.len());
    let mut above = Above::default();
    for (at, row) in rows.iter().enumerate().take(tail) {
        let kind = match classifier.kind_of(at, above) {
            RowKind::Group(words) if row_periods::is_bare_period(&words) => RowKind::Period(words),
            kind => kind,
        };
        above = above.then(&kind, || has_values(row, columns));
        kinds.push(kind);
    }
    kinds.resize(rows.len(), RowKind::Blank);
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
            RowKind::Indicator => Above { has_name: true, is_bare: !has_values() },
            RowKind::Blank | RowKind::SubRow | RowKind::NameGoesOn | RowKind::Note(_) => self,
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
    /// The last row in which something is printed in a column of figures.
    last: usize,
    /// Whether the names beside figures are printed bold.
    names_are_bold: bool,
    /// Whether rows such as `Target` and `England` belong to the names above them.
    have_parts: bool,
    /// What the rows are called by.
    named_by: NamedBy,
}

/// What the rows of a table are called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NamedBy {
    /// Words; some names may be numbers or judgements, which name nothing then.
    Words,
    /// Among words the numbers of telephone lines: all names without letters are such.
    Lines,
    /// Judgements: the rows say how much is judged so.
    Judgements,
}

impl NamedBy {
    fn of(rows: &[Vec<Cell>], shape: RowShape) -> Self {
        if are_judgements(rows, shape) {
            NamedBy::Judgements
        } else if are_lines(rows, shape) {
            NamedBy::Lines
        } else {
            NamedBy::Words
        }
    }
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
        let name = text(row, Some(shape.indicator()));
        let is_label = subject::is_label(name);
        let is_compared_body = self.is_compared_body(name);
        if is_label && !is_compared_body && above.has_name && (self.have_parts || above.is_bare) {
            return RowKind::SubRow;
        }
        if let Some((column, cell)) = lone::words(row, columns) {
            return self.lone_kind(column, cell, at, above);
        }
        if is_run_together(row, columns, shape.indicator()) {
            return RowKind::RunTogether;
        }
        if name.is_empty() { self.nameless_kind(row, above) } else { self.named_kind(name, at, above) }
    }

    /// What a row with a name and more is.
    fn named_kind(&self, name: &str, at: usize, above: Above) -> RowKind {
        let Classifier { columns, .. } = *self;
        let row = &self.rows[at];
        // The legend of the judgements below the table, `R | Below target`; or a count of them, which is no indicator's.
        if judgement::rag(name).is_some() && self.named_by != NamedBy::Judgements {
            return if has_figures(row, columns) { RowKind::Orphan } else { RowKind::Blank };
        }
        let is_figured = has_values(row, columns) || self.has_breakdown(row);
        if !is_figured || self.is_compared_body(name) {
            RowKind::Indicator
        } else if subject::is_label(name)
            || !(name.contains(char::is_alphabetic) || self.named_by == NamedBy::Lines)
        {
            RowKind::Orphan
        } else if self.goes_on_from(at, above) {
            RowKind::SubRow
        } else {
            RowKind::Indicator
        }
    }

    /// What a row without a name is.
    fn nameless_kind(&self, row: &[Cell], above: Above) -> RowKind {
        let has_breakdown = self.has_breakdown(row);
        if !has_breakdown && !has_values(row, self.columns) {
            RowKind::Blank
        } else if above.has_name && (has_breakdown || is_under_a_name(row, self.shape)) {
            RowKind::SubRow
        } else {
            RowKind::Orphan
        }
    }

    fn has_breakdown(&self, row: &[Cell]) -> bool {
        !text(row, self.shape.breakdown()).is_empty()
    }

    /// Whether a comparator stands in a list of bodies, as one of them.
    fn is_compared_body(&self, name: &str) -> bool {
        let in_list = subject::heads_bodies(&self.columns[self.shape.indicator()].text);
        in_list && matches!(subject::of(name), Some(Subject::Area(_)))
    }

    /// Whether a row repeats the name above it beside another label: `Plans | Target` below `Plans | Actual`.
    fn goes_on_from(&self, at: usize, above: Above) -> bool {
        let Classifier { rows, shape, .. } = *self;
        let same = |column| text(&rows[at], column) == text(&rows[at - 1], column);
        above.has_name
            && at > 0
            && subject::is_label(text(&rows[at], shape.breakdown()))
            && same(Some(shape.indicator()))
            && same(shape.reference())
            && !same(shape.breakdown())
    }
}

/// Whether names beside figures are printed bold.
fn are_bold(rows: &[Vec<Cell>], columns: &[Column], shape: RowShape) -> bool {
    let named = rows.iter().filter(|row| has_figures(row, columns));
    named.filter_map(|row| row.get(shape.indicator())).any(|cell| cell.bold)
}

/// Whether rows that say whom they describe, or which kind of figure they hold, belong to the names above them. They do
/// where at least half of the names have such rows: a single `England` below rows of districts belongs to none of these.
fn have_parts(rows: &[Vec<Cell>], columns: &[Column], shape: RowShape) -> bool {
    let printed = rows.iter().filter(|row| has_values(row, columns));
    let are_labels: Vec<bool> = printed
        .map(|row| text(row, Some(shape.indicator())))
        .filter(|name| !name.is_empty())
        .map(subject::is_label)
        .collect();
    let names = are_labels.iter().filter(|is_label| !**is_label).count();
    let with_parts = are_labels.windows(2).filter(|pair| !pair[0] && pair[1]).count();
    with_parts > 0 && 2 * with_parts >= names
}

/// Whether all names without letters, and one at least, are the numbers of telephone lines: `999`, `101`.
fn are_lines(rows: &[Vec<Cell>], shape: RowShape) -> bool {
    let names = rows.iter().map(|row| text(row, Some(shape.indicator())));
    let mut numbers = names.filter(|name| !name.is_empty() && !name.contains(char::is_alphabetic)).peekable();
    numbers.peek().is_some() && numbers.all(numbering::names_a_line)
}

/// Whether all names, and several, are judgements, with shares of what is judged so beside them: how many indicators have a
/// colour is no figure of any indicator.
fn are_judgements(rows: &[Vec<Cell>], shape: RowShape) -> bool {
    let is_share = |row: &Vec<Cell>| row.iter().any(|cell| cell.text.contains('%'));
    let names = || rows.iter().map(|row| text(row, Some(shape.indicator()))).filter(|name| !name.is_empty());
    names().nth(1).is_some()
        && names().all(|name| judgement::rag(name).is_some())
        && rows.iter().all(is_share)
}

/// Whether the name of the row above is merged over this row.
fn is_under_a_name(row: &[Cell], shape: RowShape) -> bool {
    row.get(shape.indicator()).is_some_and(|cell| cell.covered)
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Block, Grid};

    use crate::catalogue::Catalogue;
    use crate::read::{Options, read};
    use crate::testing::{document, general};

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
    fn blank_rows_part_no_indicator_from_its_rows() {
        check(
            "KPI | Q1 22/23 | Q2 22/23\nVisits | |\n | |\nActual | 5 | 6\n | |\nTarget | 7 | 8",
            &["-: - Visits / -"],
        );
        assert_eq!(general("KPI | Q1 22/23 | Q2 22/23\nVisits | |\n | |\nActual | 5 | 6").figures.len(), 2);
    }

    #[test]
    fn labels_down_the_side_in_rows_of_their_own_head_groups() {
        check(
            "Theme | KPI | May 22\nTimeliness | |\n | Plans | 5\nQuality | |\n | Audits | 6\n | Checks | 7",
            &["Timeliness: - Plans / -", "Quality: - Audits / -", "Quality: - Checks / -"],
        );
    }

    #[test]
    fn sentences_between_rows_head_no_group() {
        let reading = general(
            "KPI | May 22 | Jun 22\nPlans | 5 | 6\nFewer families asked for a plan than in spring. | < | <
             Visits | 7 | 8\nAll figures of this table come from the service itself. | < | <",
        );
        let found: Vec<(Option<&str>, Option<&str>)> = reading
            .figures
            .iter()
            .map(|figure| (figure.section.as_deref(), figure.note.as_deref()))
            .collect();
        let note = Some("Fewer families asked for a plan than in spring.");
        assert_eq!(found, [(None, note), (None, note), (None, None), (None, None)]);
    }

    #[test]
    fn bold_names_without_figures_head_groups() {
        let mut document = document("KPI | May 22 | Jun 22\nNumber of plans | |\nIssued | 5 | 6");
        for block in &mut document.blocks {
            if let Block::Grid(grid) = block {
                let rows = grid.rows().iter().cloned().enumerate().map(|(at, mut row)| {
                    row[0].bold = at < 2;
                    row
                });
                *grid = Grid::new(rows.collect(), grid.method);
            }
        }
        let reading = read(&document, &Catalogue::default(), &Options::default()).unwrap();
        let sections: Vec<Option<&str>> =
            reading.figures.iter().map(|figure| figure.section.as_deref()).collect();
        assert_eq!(sections, [Some("Number of plans"); 2]);
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
    fn figures_without_a_name_are_left_out() {
        let reading = general("Ref | KPI | May 22 | Jun 22\n | | 5 | 6\n 1 | Plans | 7 | 8");
        assert_eq!(reading.figures.len(), 2);
        assert_eq!(reading.findings.iter().map(|finding| finding.count).max(), Some(2));
    }
}
