//! The tables of a document with their headings, and the years that its quarters and terms belong to.

use std::borrow::Cow;

use boardlift_lexicon::fold;
use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::{self, Years};
use boardlift_model::{Block, Grid, Kind, Period, PeriodType, Place, StatedPeriod};

use crate::halves;
use crate::header::{self, Header, printed};
use crate::indicators;
use crate::orientation::{self, Piece};
use crate::printed::Printed;
use crate::profile::reporting;
use crate::shapes::Shaped;
use crate::stretch;

/// A longer line is prose, in bytes.
pub(crate) const LONGEST_LINE: usize = 120;

/// One grid of a document with its heading.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    /// The grid, turned where it lies on its side.
    pub(crate) grid: Cow<'a, Grid>,
    /// Its block in the document, from 0.
    pub(crate) block: usize,
    /// Its number among the document's tables, from 1.
    pub(crate) number: u32,
    /// Its heading at the top, where it has one.
    pub(crate) header: Option<Header>,
    /// What the grid is of the printed tables.
    pub(crate) printed: Cow<'a, Printed>,
    /// The title that a turned table has in the grid, above its heading.
    pub(crate) title: Option<String>,
    /// The years that the lines right above it name, else those before the first table.
    pub(crate) years: Years,
    /// The years that the names of sheet and file name, for where no line does.
    pub(crate) years_of_names: Years,
    /// The period that these lines state.
    pub(crate) stated: Stated,
    /// The block right above it, from 0, where that is a line which states a period and more: the table's caption.
    pub(crate) caption: Option<usize>,
}

/// How many periods the lines right above a table, or the name of its sheet, state as reported on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stated {
    /// None.
    Nothing,
    /// One.
    Once(StatedPeriod),
    /// Several: which of them a column is about can't be told.
    Several,
}

impl Stated {
    /// By the headings above a table before the other lines there, and by these before the name of its sheet.
    fn over(grid: &Grid, above: &[&Block]) -> Self {
        let headings: Vec<&str> = above.iter().filter_map(|block| reporting::heading(block)).collect();
        let lines: Vec<&str> = above.iter().filter_map(|block| reporting::line(block)).collect();
        let sheet: Vec<&str> = grid.place().and_then(Place::sheet).into_iter().collect();
        let mut found = reporting::most_trusted(&[headings, lines.clone(), sheet], &lines).into_iter();
        match (found.next(), found.next()) {
            (None, _) => Stated::Nothing,
            (Some(stated), None) => Stated::Once(stated),
            (Some(_), Some(_)) => Stated::Several,
        }
    }
}

/// Where a grid stands, and what the lines above it say.
#[derive(Clone)]
struct Around {
    block: usize,
    number: u32,
    years: Years,
    years_of_names: Years,
    stated: Stated,
    caption: Option<usize>,
    /// Whether the line right above it announces figures of indicators.
    is_announced: bool,
}

impl<'a> Table<'a> {
    fn upright(grid: &'a Grid, header: Option<Header>, around: Around) -> Self {
        let Around { block, number, years, years_of_names, stated, caption, .. } = around;
        let grid = Cow::Borrowed(grid);
        Table {
            grid,
            block,
            number,
            header,
            printed: Cow::Owned(Printed::Whole),
            title: None,
            years,
            years_of_names,
            stated,
            caption,
        }
    }

    /// A grid that was made, so that its first row is known to be its heading. Of that not all is printed.
    fn made(grid: &'a Grid, printed: &'a Printed, around: Around) -> Self {
        let upright = Table::upright(grid, Some(Header::first_row(grid)), around);
        Table { printed: Cow::Borrowed(printed), ..upright }
    }

    /// The tables of one grid: itself, or its pieces where one of them lies on its side.
    fn of_grid(grid: &'a Grid, around: &Around) -> Vec<Self> {
        let with_years = |row: usize| {
            let years = years_above(grid, row, around.years);
            Around { years, ..around.clone() }
        };
        let turned = orientation::pieces(grid);
        let pieces = if turned.is_empty() { halves::pieces(grid) } else { turned };
        if pieces.is_empty() {
            let header = if around.is_announced { header::find_announced(grid) } else { header::find(grid) };
            let around =
                header.as_ref().map_or_else(|| around.clone(), |header| with_years(header.rows.start));
            return vec![Table::upright(grid, header, around)];
        }
        let of_piece = |piece: Piece| {
            let Piece { rows, grid: turned, header, printed } = piece;
            let title = header.as_ref().and_then(|_| stretch::lone_title(&grid.rows()[..rows.start]));
            let header = header.or_else(|| header::find(&turned));
            let upright = Table::upright(grid, header, with_years(rows.start));
            Table { grid: Cow::Owned(turned), printed: Cow::Owned(printed), title, ..upright }
        };
        pieces.into_iter().map(of_piece).collect()
    }
}

/// The years that the lines of one cell right above a row of a grid name, else those that are known.
fn years_above(grid: &Grid, row: usize, known: Years) -> Years {
    let lines = grid.rows()[..row].iter().rev().take_while(|row| printed(row).nth(1).is_none());
    let named = lines.filter_map(|row| printed(row).next()).map(|cell| period::years_named(&cell.text));
    first_named(named.fold(Years::default(), first_named), known)
}

/// What is known of a document before any of its tables is read.
#[derive(Debug)]
pub(crate) struct Outline<'a> {
    /// Its tables in reading order.
    pub(crate) tables: Vec<Table<'a>>,
}

/// The years that periods without a year belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TableYears {
    /// The years.
    pub(crate) years: Years,
    /// Where the financial year stands.
    pub(crate) financial: Option<YearSource>,
    /// Where the academic year stands.
    pub(crate) academic: Option<YearSource>,
}

/// Where a year stands that serves periods without one. Columns are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum YearSource {
    /// In the heading of the target.
    Target(usize),
    /// In the heading of the baseline, which is the day before the year begins.
    Baseline(usize),
    /// In another heading.
    Heading(usize),
    /// In the lines over the tables.
    Document,
    /// In the name of the sheet or the file.
    Name,
    /// In the layout's spec, which knows the edition.
    Layout,
}

impl TableYears {
    /// The same years, and where the document says nothing at all those that its spec gives to the edition.
    pub(crate) fn or_those_of(self, edition: Years) -> Self {
        let of_layout = |year: Option<i16>| year.map(|_| YearSource::Layout);
        TableYears {
            years: first_named(self.years, edition),
            financial: self.financial.or(of_layout(edition.financial)),
            academic: self.academic.or(of_layout(edition.academic)),
        }
    }

    /// Whether the financial year follows only from the name of the file, from the date of the baseline or from the spec.
    pub(crate) fn is_inferred(self) -> bool {
        !matches!(self.financial, Some(YearSource::Target(_) | YearSource::Document))
    }
}

impl<'a> Outline<'a> {
    /// Finds the headings of all tables and the years that they lie in.
    pub(crate) fn of(shaped: &'a Shaped<'_>) -> Self {
        let mut origins = shaped.origins.iter();
        let mut tables: Vec<Table<'a>> = Vec::new();
        let mut front = Years::default();
        let mut above = Years::default();
        let mut lines: Vec<&Block> = Vec::new();
        let blocks = &shaped.document.blocks;
        let file_name = &shaped.document.source.file_name;
        let years_of_file = period::years_named(&period::words_of_file_name(file_name));
        for (block, found) in blocks.iter().enumerate() {
            lines.push(found);
            match found {
                Block::Grid(grid) => {
                    if tables.is_empty() {
                        front = above;
                    }
                    let years = first_named(std::mem::take(&mut above), front);
                    let origin = origins.next();
                    let above_grid = block.checked_sub(1).and_then(|above| reporting::line(&blocks[above]));
                    let around = Around {
                        block,
                        is_announced: above_grid.is_some_and(indicators::announces_figures),
                        number: origin.map_or(0, |origin| origin.number),
                        years,
                        years_of_names: first_named(years_of_sheet(grid), years_of_file),
                        stated: Stated::over(grid, &std::mem::take(&mut lines)),
                        caption: block.checked_sub(1).filter(|&above| is_caption(&blocks[above])),
                    };
                    match origin.map(|origin| &origin.printed) {
                        Some(made @ Printed::Made { .. }) => tables.push(Table::made(grid, made, around)),
                        _ => tables.extend(Table::of_grid(grid, &around)),
                    }
                }
                Block::Heading(text) => above = first_named(above, period::years_named(&text.text)),
                Block::Paragraph(text) if states_its_period(&text.text) => {
                    above = first_named(above, period::years_named(&text.text));
                }
                Block::Paragraph(_) | Block::ListItem(_) | Block::Footnote { .. } | Block::Key(_) => {}
            }
        }
        Outline { tables }
    }
}

fn years_of_sheet(grid: &Grid) -> Years {
    grid.place().and_then(Place::sheet).map(period::years_named).unwrap_or_default()
}

fn first_named(first: Years, then: Years) -> Years {
    Years { financial: first.financial.or(then.financial), academic: first.academic.or(then.academic) }
}

/// Whether a block is a line that states the period of the table below it, among other words.
fn is_caption(block: &Block) -> bool {
    reporting::line(block).is_some_and(|words| {
        let is_period =
            period::find(words, Years::default()).is_some_and(|found| found.span == (0..words.len()));
        !is_period && period::reported(words, Years::default()).len() == 1
    })
}

/// Whether a line states the period that the paper is about, `Reporting period: January - March 2023`. Any other
/// sentence may look back or ahead.
fn states_its_period(line: &str) -> bool {
    let is_period =
        || period::find(line, Years::default()).is_some_and(|found| found.span == (0..line.len()));
    let says_so =
        || fold::key(line).split(' ').any(|word| matches!(word, "period" | "quarter" | "reporting"));
    line.len() <= LONGEST_LINE && !line.ends_with('.') && (is_period() || says_so())
}

/// The years for the columns under these headings: the target's own year before the document's, and where neither
/// names one, that of the names of sheet and file, else the year that follows a baseline of 31 March.
pub(crate) fn years_of_columns(texts: &[String], document: Years, names: Years) -> TableYears {
    let mut academic = None;
    let mut target = None;
    let mut baseline = None;
    for (at, text) in texts.iter().enumerate() {
        let heading = heading::read(text, Years::default());
        let period = heading.period.map(|found| found.stated.period);
        match (heading.role, period) {
            (
                Some(Role::Value(Kind::Target)),
                Some(Period { kind: PeriodType::FinancialYear, start, .. }),
            ) => {
                target = target.or(Some((start.year(), YearSource::Target(at))));
            }
            (Some(Role::Value(Kind::Baseline)), Some(Period { kind: PeriodType::Day, end, .. }))
                if (end.month(), end.day()) == (3, 31) =>
            {
                baseline = baseline.or(Some((end.year(), YearSource::Baseline(at))));
            }
            _ => {}
        }
        let of_heading = period::years_named(text).academic;
        academic = academic.or(of_heading.map(|year| (year, YearSource::Heading(at))));
    }
    let of = |source: YearSource| move |year: i16| (year, source);
    let (document, names) = ((document, YearSource::Document), (names, YearSource::Name));
    let financial = |(years, source): (Years, YearSource)| years.financial.map(of(source));
    let academic_of = |(years, source): (Years, YearSource)| years.academic.map(of(source));
    let (year, financial) = target.or(financial(document)).or(financial(names)).or(baseline).unzip();
    let (academic_year, academic) = academic.or(academic_of(document)).or(academic_of(names)).unzip();
    TableYears { years: Years { financial: year, academic: academic_year }, financial, academic }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes;
    use crate::testing::document;

    fn check(headings: &[&str], document: Option<i16>, expected: (Option<i16>, bool)) {
        let texts: Vec<String> = headings.iter().map(|&text| text.to_owned()).collect();
        let years = Years { financial: document, academic: None };
        let found = years_of_columns(&texts, years, Years::default());
        assert_eq!((found.years.financial, found.is_inferred()), expected, "{headings:?}");
    }

    #[test]
    fn the_nearest_words_name_the_year() {
        check(&["Baseline 31st March 2022", "Target 22/23", "Q1"], Some(2019), (Some(2022), false));
        check(&["Target", "Q1"], Some(2019), (Some(2019), false));
        check(&["Baseline 31st March 2022", "Q1"], None, (Some(2022), true));
        check(&["Baseline June 2022", "Q1"], None, (None, true));
    }

    #[test]
    fn the_name_of_the_file_names_the_year_where_no_line_does() {
        let years = |front: &str| {
            let mut document = document(&format!("{front}\n\nKPI|Q1|Q2\nPlans|5|6"));
            document.source.file_name = "scorecard-2023-24.xlsx".to_owned();
            let shaped = shapes::settle(&document);
            let outline = Outline::of(&shaped);
            let table = &outline.tables[0];
            let found = years_of_columns(&["Q1".to_owned()], table.years, table.years_of_names);
            (found.years.financial, found.is_inferred())
        };
        assert_eq!(years("# Scorecard"), (Some(2023), true));
        assert_eq!(years("# Scorecard 2022/23"), (Some(2022), false));
    }

    fn check_tables(lines: &str, expected: &[Option<i16>]) {
        let document = document(lines);
        let found: Vec<Option<i16>> = Outline::of(&shapes::settle(&document))
            .tables
            .iter()
            .map(|table| table.years.financial)
            .collect();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn a_table_lies_in_the_year_of_the_lines_above_it_or_of_the_front() {
        let table = "KPI|Q1|Q2\nPlans|5|6\n";
        check_tables(
            &format!("# Dashboard\n# 2022/23\n\n{table}\n# 2023/24\n\n{table}"),
            &[Some(2022), Some(2023)],
        );
        check_tables(&format!("# Q4 2022/23\n\n{table}\n# Finance\n\n{table}"), &[Some(2022), Some(2022)]);
        check_tables(
            &format!("# Dashboard\nReporting period: January - March 2023\n\n{table}"),
            &[Some(2022)],
        );
        check_tables(
            &format!("# Dashboard\nThe Inclusion Strategy 2018/19 set the aims.\n\n{table}"),
            &[None],
        );
    }
}
