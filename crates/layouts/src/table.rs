//! The rows of a table under one heading: its groups of rows, and their figures.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use boardlift_lexicon::school;
use boardlift_model::grounds::{Headed, SectionGround};
use boardlift_model::{Cell, Figure, Finding, Kind, Quotes};

use crate::bodies::OwnNames;
use crate::colours::Colours;
use crate::columns::Column;
use crate::group::Group;
use crate::judged;
use crate::losses;
use crate::outline::Table;
use crate::row_periods;
use crate::row_reading::TableContext;
use crate::rows::{self, RowKind, RowShape};
use crate::run_together;
use crate::sections::Sections;
use crate::sisters;
use crate::stretch::{Ready, Stretch};

/// What tables gave.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Their figures, row by row.
    pub(crate) figures: Vec<Figure>,
    /// The words that the figures' grounds quote.
    pub(crate) quotes: Quotes,
    /// What was left out.
    pub(crate) findings: Vec<Finding>,
}

/// What holds for all tables of a document.
pub(crate) struct OfDocument {
    /// What its colours say.
    pub(crate) colours: Colours,
    /// What it calls its publisher.
    pub(crate) own: OwnNames,
    /// Its footnotes: mark and words.
    pub(crate) footnotes: Vec<(String, String)>,
}

/// Reads the rows of one stretch and adds what they give to what there is. `section` is the heading over the table.
pub(crate) fn read(
    table: &Table<'_>,
    stretch: &Stretch,
    ready: &Ready<'_>,
    of_document: &OfDocument,
    section: Option<(&str, SectionGround)>,
    gathered: &mut Gathered,
) {
    let body: &[Vec<Cell>] = &ready.spread.rows;
    let Some(shape) = RowShape::of(&stretch.columns, table.grid.method) else {
        return;
    };
    let kinds = rows::classify(body, &stretch.columns, shape);
    let headings = headed(table, stretch, &mut gathered.quotes);
    let mut context = TableContext {
        columns: &stretch.columns,
        headings: &headings,
        years: stretch.years,
        table: table.number,
        school_years: is_of_schools(body, &kinds, shape),
        footnotes: &of_document.footnotes,
        colours: &of_document.colours,
        own: &of_document.own,
        tints: &ready.tints,
        decorated: &[],
    };
    let (decorated, unclear) = judged::decorated(&context, body);
    context.decorated = &decorated;
    let title = stretch.title.as_deref().map(|title| (title, SectionGround::TitleLine));
    let mut sections = Sections::of(table.grid, stretch, title.or(section));
    gathered.findings.extend_from_slice(&ready.spread.findings);
    gathered.findings.extend(unclear);
    let targets = sisters::targets(body, &kinds, shape);
    let rows = Rows { cells: body, kinds: &kinds, shape, first: stretch.body.start, targets: &targets };
    rows.read(&context, &mut sections, gathered);
    gathered.findings.extend(losses::unused_columns(body, &stretch.columns));
    gathered.findings.extend(losses::unreadable(body, &stretch.columns, table.grid.method));
}

/// The rows of a stretch, each with what it is.
struct Rows<'a> {
    cells: &'a [Vec<Cell>],
    kinds: &'a [RowKind],
    shape: RowShape,
    /// The number of the first in the table, from 0.
    first: usize,
    /// The rows that hold the targets of others.
    targets: &'a BTreeSet<usize>,
}

impl Rows<'_> {
    /// Reads them group by group.
    fn read(&self, context: &TableContext<'_>, sections: &mut Sections<'_>, gathered: &mut Gathered) {
        let columns = context.columns;
        let mut of_period = Cow::Borrowed(columns);
        for group in groups(self.kinds) {
            let row = &self.cells[group.start];
            match &self.kinds[group.start] {
                RowKind::Group(words) => sections.enter_group(words),
                RowKind::Period(words) => {
                    of_period = Cow::Owned(row_periods::columns_of(columns, words, context.years.years));
                }
                RowKind::Orphan => {
                    gathered.findings.extend(losses::left_out(row, columns, losses::NAMELESS));
                }
                RowKind::RunTogether => {
                    let left_out = run_together::left_out(row, columns, self.shape.indicator());
                    gathered.findings.extend(left_out);
                }
                RowKind::Indicator => {
                    let context = TableContext { columns: &of_period, ..*context };
                    let (figures, findings) =
                        self.group(group).read(&context, sections, &mut gathered.quotes);
                    gathered.figures.extend(figures);
                    gathered.findings.extend(findings);
                }
                RowKind::Blank | RowKind::SubRow | RowKind::NameGoesOn | RowKind::Note(_) => {}
            }
        }
    }

    fn group(&self, rows: Range<usize>) -> Group<'_> {
        Group {
            rows: &self.cells[rows.clone()],
            kinds: &self.kinds[rows.clone()],
            first: self.first + rows.start,
            shape: self.shape,
            kind: self.targets.contains(&rows.start).then_some(Kind::Target),
        }
    }
}

/// What is printed over each column.
fn headed(table: &Table<'_>, stretch: &Stretch, quotes: &mut Quotes) -> Vec<Headed> {
    let of_column = |(at, column): (usize, &Column)| {
        if !table.printed.has_heading(at) {
            Headed::Shape
        } else if !table.printed.is_turned() {
            Headed::Column(quotes.keep(&column.text))
        } else if at == 0 || column.text.is_empty() {
            Headed::Across
        } else {
            Headed::Row(quotes.keep(&column.text))
        }
    };
    stretch.columns.iter().enumerate().map(of_column).collect()
}

/// Rows that belong together: an indicator with its sub-rows and the rest of its wrapped name, blank rows between them or
/// not; any other row alone.
fn groups(kinds: &[RowKind]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        let goes_on = matches!(kind, RowKind::SubRow | RowKind::NameGoesOn | RowKind::Note(_));
        let above = groups.iter().rposition(|group| !goes_on || kinds[group.start] != RowKind::Blank);
        match above.filter(|above| goes_on && kinds[groups[*above].start] == RowKind::Indicator) {
            Some(above) => {
                groups.truncate(above + 1);
                groups[above].end = at + 1;
            }
            None => groups.push(at..at + 1),
        }
    }
    groups
}

fn is_of_schools(body: &[Vec<Cell>], kinds: &[RowKind], shape: RowShape) -> bool {
    let names = body
        .iter()
        .zip(kinds)
        .filter(|(_, kind)| **kind == RowKind::Indicator)
        .map(|(row, _)| &row[shape.indicator()].text);
    let (school, other): (Vec<_>, Vec<_>) = names.partition(|name| school::is_statistic(name));
    school.len() > other.len()
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn rows_without_a_figure_below_a_merged_name() {
        check(
            "KPI | | 2022/23\nPlans issued | Actual | 5\n^ | England |",
            &[
                "Plans issued · 2022/23 · actual 2022-04-01..2023-03-31 · `5` reported = 5",
                "Plans issued · 2022/23 · actual @England 2022-04-01..2023-03-31 · `` blank",
            ],
        );
    }

    #[test]
    fn one_row_with_all_there_is() {
        check(
            "Ref | Key Performance Indicator | Target 22/23 | Q1 | Q2 | Notes | RAG | Data type
             3 | % of plans issued in 20 weeks | 60% | 50% | | 4/8 | R | Cumulative data",
            &[
                "3 % of plans issued in 20 weeks · Target 22/23 · target 2022-04-01..2023-03-31 · `60%` reported = 60 percent",
                "3 % of plans issued in 20 weeks · Q1 · actual 2022-04-01..2022-06-30 · `50%` reported = 50 percent 4/8 cumulative rag=red",
                "3 % of plans issued in 20 weeks · Q2 · actual 2022-07-01..2022-09-30 · `` blank",
            ],
        );
    }

    #[test]
    fn two_levels_sub_rows_and_a_broken_wish() {
        check(
            "# Achievements

             Ref | Indicator | | Good | 2018/19 | | RAG
              | | | | England | Ourtown |
             74 | Progress 8 scores: SEN Support EHCPs | SEN Support | Higher | -0.4 | -0.6 | G
              | | EHCPs | is better | -1.2 | -0.8 | R",
            &[
                "74 Progress 8 scores: / SEN Support · 2018/19 / England · actual @England 2018-09-01..2019-08-31 · `-0.4` reported = -0.4 score wanted=up !period_inferred",
                "74 Progress 8 scores: / SEN Support · 2018/19 / Ourtown · actual 2018-09-01..2019-08-31 · `-0.6` reported = -0.6 score rag=green wanted=up !period_inferred",
                "74 Progress 8 scores: / EHCPs · 2018/19 / England · actual @England 2018-09-01..2019-08-31 · `-1.2` reported = -1.2 score wanted=up !period_inferred",
                "74 Progress 8 scores: / EHCPs · 2018/19 / Ourtown · actual 2018-09-01..2019-08-31 · `-0.8` reported = -0.8 score rag=red wanted=up !period_inferred",
            ],
        );
    }

    #[test]
    fn a_year_beside_its_own_quarters_is_theirs() {
        check(
            "KPI | 2021/22 | Q1 2022/23 | 2022/23
             Permanent exclusions | 5 | 6 | 7",
            &[
                "Permanent exclusions · 2021/22 · actual 2021-09-01..2022-08-31 · `5` reported = 5 !period_inferred",
                "Permanent exclusions · Q1 2022/23 · actual 2022-04-01..2022-06-30 · `6` reported = 6",
                "Permanent exclusions · 2022/23 · actual 2022-04-01..2023-03-31 · `7` reported = 7",
            ],
        );
    }

    #[test]
    fn a_table_without_a_heading_goes_on() {
        check(
            "# Quality

             Ref | KPI | May 22
             1 | Number of plans | 5

             ^¹ Without June

             ~ 2 | Number of visits | 6¹",
            &[
                "1 Number of plans · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5 count",
                "2 Number of visits · May 22 · actual 2022-05-01..2022-05-31 · `6¹` reported = 6 count note=Without June",
            ],
        );
        check(
            "Ref | KPI | May 22\n1 | Number of plans | 5\n\n# Contacts\n\n2 | Number of visits | 6",
            &["1 Number of plans · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5 count"],
        );
    }

    #[test]
    fn a_heading_again_changes_the_columns() {
        check(
            "KPI No | KPIs | Autumn 23 | National
             1 | Number of suspensions | 5 | N/A
             KPI No | KPIs | HT3 23/24 | National AY 21/22
             2 | Number of exclusions | 7 | 8",
            &[
                "1 Number of suspensions · Autumn 23 · actual 2023-09-01..2023-12-31 · `5` reported = 5 count",
                "1 Number of suspensions · National · actual @England · `N/A` not_applicable",
                "2 Number of exclusions · HT3 23/24 · actual 2024-01-01..2024-02-29 · `7` reported = 7 count",
                "2 Number of exclusions · National AY 21/22 · actual @England 2021-09-01..2022-08-31 · `8` reported = 8 count",
            ],
        );
    }

    #[test]
    fn a_heading_again_by_the_words_over_the_names() {
        check(
            "Period | 2021/22 | 2022/23 | Target
             Plans issued | 5 | 6 | 7
             Appeals performance Period | 2020/21 | | 2021/22
             Appeals upheld | 8 | | 9",
            &[
                "Plans issued · 2021/22 · actual 2021-04-01..2022-03-31 · `5` reported = 5",
                "Plans issued · 2022/23 · actual 2022-04-01..2023-03-31 · `6` reported = 6",
                "Plans issued · Target · target · `7` reported = 7",
                "Appeals upheld · 2020/21 · actual 2020-04-01..2021-03-31 · `8` reported = 8",
                "Appeals upheld · 2021/22 · actual 2021-04-01..2022-03-31 · `9` reported = 9",
            ],
        );
    }

    #[test]
    fn the_cell_beats_the_column() {
        check(
            "KPI | Actual Jul 23
             Percentage of children absent | 12.1% (academic year 22/23)",
            &[
                "Percentage of children absent · Actual Jul 23 · actual 2022-09-01..2023-08-31 · `12.1% (academic year 22/23)` reported = 12.1 percent",
            ],
        );
    }
}
