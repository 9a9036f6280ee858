//! The tables of a document with their headings, and the years that its quarters and terms belong to.

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::{self, Years};
use boardlift_model::{Block, Document, Grid, Kind, Period, PeriodType};

use crate::header::{self, Header};

/// One grid of a document with its heading.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    /// The grid.
    pub(crate) grid: &'a Grid,
    /// Its block in the document, from 0.
    pub(crate) block: usize,
    /// Its number among the document's tables, from 1.
    pub(crate) number: u32,
    /// Its heading at the top, where it has one.
    pub(crate) header: Option<Header>,
}

/// What is known of a document before any of its tables is read.
#[derive(Debug)]
pub(crate) struct Outline<'a> {
    /// Its tables in reading order.
    pub(crate) tables: Vec<Table<'a>>,
    /// The years that its title and prose name.
    pub(crate) years: Years,
}

/// The years that periods without a year belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TableYears {
    /// The years.
    pub(crate) years: Years,
    /// Whether the financial year follows only from the date of the baseline.
    pub(crate) inferred: bool,
}

impl<'a> Outline<'a> {
    /// Finds the headings of all tables.
    pub(crate) fn of(document: &'a Document) -> Self {
        let grids = document.blocks.iter().enumerate().filter_map(|(block, found)| match found {
            Block::Grid(grid) => Some((block, grid)),
            _ => None,
        });
        let tables = (1..)
            .zip(grids)
            .map(|(number, (block, grid))| Table { grid, block, number, header: header::find(grid) })
            .collect();
        Outline { tables, years: years_in_prose(document) }
    }
}

/// The years for the columns under these headings: the target's own year before the document's, and where neither
/// names one, the year that follows a baseline of 31 March.
pub(crate) fn years_of_columns(texts: &[String], document: Years) -> TableYears {
    let mut academic = None;
    let mut target = None;
    let mut baseline = None;
    for text in texts {
        let heading = heading::read(text, Years::default());
        let period = heading.period.map(|found| found.stated.period);
        match (heading.role, period) {
            (
                Some(Role::Value(Kind::Target)),
                Some(Period { kind: PeriodType::FinancialYear, start, .. }),
            ) => {
                target = target.or(Some(start.year()));
            }
            (Some(Role::Value(Kind::Baseline)), Some(Period { kind: PeriodType::Day, end, .. }))
                if (end.month(), end.day()) == (3, 31) =>
            {
                baseline = baseline.or(Some(end.year()));
            }
            _ => {}
        }
        academic = academic.or(period::years_named(text).academic);
    }
    let stated = target.or(document.financial);
    let years = Years { financial: stated.or(baseline), academic: academic.or(document.academic) };
    TableYears { years, inferred: stated.is_none() }
}

/// The first financial and the first academic year that headings and paragraphs name; headings come first, since a
/// paragraph may look back.
fn years_in_prose(document: &Document) -> Years {
    let mut years = Years::default();
    let headings = document.blocks.iter().filter_map(|block| match block {
        Block::Heading(text) => Some(text.text.as_str()),
        _ => None,
    });
    let paragraphs = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text.text.as_str()),
        _ => None,
    });
    for text in headings.chain(paragraphs) {
        let here = period::years_named(text);
        years.financial = years.financial.or(here.financial);
        years.academic = years.academic.or(here.academic);
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headings: &[&str], document: Option<i16>, expected: (Option<i16>, bool)) {
        let texts: Vec<String> = headings.iter().map(|&text| text.to_owned()).collect();
        let found = years_of_columns(&texts, Years { financial: document, academic: None });
        assert_eq!((found.years.financial, found.inferred), expected, "{headings:?}");
    }

    #[test]
    fn the_nearest_words_name_the_year() {
        check(&["Baseline 31st March 2022", "Target 22/23", "Q1"], Some(2019), (Some(2022), false));
        check(&["Target", "Q1"], Some(2019), (Some(2019), false));
        check(&["Baseline 31st March 2022", "Q1"], None, (Some(2022), true));
        check(&["Baseline June 2022", "Q1"], None, (None, true));
    }
}
