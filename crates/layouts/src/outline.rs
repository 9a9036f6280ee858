//! The tables of a document with their headings, and the years that its quarters and terms belong to.

mod above;
mod years;

use boardlift_lexicon::period::{self, Years};
use boardlift_model::{Block, Cell, Grid};

use crate::header::{self, Header, printed};
use crate::look::{Look, Piece};
use crate::pattern::HeadingRow;
use crate::printed::Printed;
use crate::shapes::{Origin, Shaped};
use crate::spec::Spec;
use crate::stretch;

use above::{Around, Lines};
use years::first_named;

pub(crate) use above::{LONGEST_LINE, Stated};
pub(crate) use years::{TableYears, YearSource, years_of_columns};

/// One grid of a document with its heading.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    /// The grid, turned where it lies on its side.
    pub(crate) grid: &'a Grid,
    /// Its block in the document, from 0.
    pub(crate) block: usize,
    /// Its number among the document's tables, from 1.
    pub(crate) number: u32,
    /// Its heading at the top, where it has one.
    pub(crate) header: Option<Header>,
    /// What the grid is of the printed tables.
    pub(crate) printed: &'a Printed,
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

impl<'a> Table<'a> {
    fn upright(grid: &'a Grid, number: u32, header: Option<Header>, around: Around) -> Self {
        let Around { block, years, years_of_names, stated, caption, .. } = around;
        Table {
            grid,
            block,
            number,
            header,
            printed: &Printed::Whole,
            title: None,
            years,
            years_of_names,
            stated,
            caption,
        }
    }

    /// A grid that was made, so that its first row is known to be its heading. Of that not all is printed.
    fn made(grid: &'a Grid, number: u32, printed: &'a Printed, around: Around) -> Self {
        let upright = Table::upright(grid, number, Some(Header::first_row(grid)), around);
        Table { printed, ..upright }
    }

    /// The tables of one grid: itself, or its pieces where one of them lies on its side.
    fn of_grid(grid: &'a Grid, number: u32, look: &'a Look, around: &Around) -> Vec<Self> {
        let with_years = |row: usize| {
            let years = years_above(grid, row, around.years);
            Around { years, ..around.clone() }
        };
        if look.pieces.is_empty() {
            let announced = || if around.is_announced { header::nearest(grid) } else { None };
            let header = look.header.clone().or_else(announced);
            let around =
                header.as_ref().map_or_else(|| around.clone(), |header| with_years(header.rows.start));
            return vec![Table::upright(grid, number, header, around)];
        }
        let of_piece = |piece: &'a Piece| {
            let Piece { row, grid: own, header, printed } = piece;
            let title = if printed.is_turned() { stretch::lone_title(&grid.rows()[..*row]) } else { None };
            let upright = Table::upright(own, number, header.clone(), with_years(*row));
            Table { printed, title, ..upright }
        };
        look.pieces.iter().map(of_piece).collect()
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

impl<'a> Outline<'a> {
    /// Gives tables of which no heading is known the one that a layout writes, where a row of theirs reads so.
    pub(crate) fn head_by(&mut self, spec: &Spec) {
        let written: Vec<HeadingRow> =
            spec.tables.iter().map(|table| HeadingRow::written(&table.columns)).collect();
        let is_written = |row: &[Cell]| {
            let row = HeadingRow::printed(row.iter().map(|cell| cell.text.as_str()));
            written.iter().any(|written| written.is_same(&row))
        };
        for table in self.tables.iter_mut().filter(|table| table.header.is_none()) {
            table.header = header::by_words(table.grid, is_written);
        }
    }

    /// Finds the headings of all tables and the years that they lie in.
    pub(crate) fn of(shaped: &'a Shaped<'_>) -> Self {
        let mut origins = shaped.origins.iter();
        let mut tables: Vec<Table<'a>> = Vec::new();
        let mut lines = Lines::default();
        let file_name = &shaped.document.source.file_name;
        let years_of_file = period::years_named(&period::words_of_file_name(file_name));
        for (at, block) in shaped.document.blocks.iter().enumerate() {
            let Block::Grid(grid) = block else {
                lines.take(block);
                continue;
            };
            let around = lines.end_at(grid, at, years_of_file);
            match origins.next() {
                Some(Origin::Made { number, printed }) => {
                    tables.push(Table::made(grid, *number, printed, around));
                }
                Some(Origin::Printed { number, look }) => {
                    tables.extend(Table::of_grid(grid, *number, look, &around));
                }
                None => {}
            }
        }
        above::caption_by_periods(&mut tables, &shaped.document.blocks);
        Outline { tables }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framed;
    use crate::shapes;
    use crate::testing::document;

    #[test]
    fn the_name_of_the_file_names_the_year_where_no_line_does() {
        let years = |front: &str| {
            let mut document = document(&format!("{front}\n\nKPI|Q1|Q2\nPlans|5|6"));
            document.source.file_name = "scorecard-2023-24.xlsx".to_owned();
            let freed = framed::set_free(&document);
            let shaped = shapes::settle(&freed);
            let outline = Outline::of(&shaped);
            let table = &outline.tables[0];
            let found = years_of_columns(&["Q1".to_owned()], None, table.years, table.years_of_names);
            (found.years.financial, found.is_inferred())
        };
        assert_eq!(years("# Scorecard"), (Some(2023), true));
        assert_eq!(years("# Scorecard 2022/23"), (Some(2022), false));
    }

    fn check_tables(lines: &str, expected: &[Option<i16>]) {
        let document = document(lines);
        let freed = framed::set_free(&document);
        let shaped = shapes::settle(&freed);
        let tables = Outline::of(&shaped).tables;
        let found: Vec<Option<i16>> = tables.iter().map(|table| table.years.financial).collect();
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
