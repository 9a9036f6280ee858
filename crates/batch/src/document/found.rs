//! The tables of a document as they stand in it: each part of a table on its own page, with how it was found.

use boardlift_model::{Block, Document, Finding, Grid, Place};
use boardlift_tables::{PageLayout, Region, Report, Table, join};

use super::pages::LaidOut;

/// The tables of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundTables {
    /// How many pages the document has, where it has pages.
    pub pages: Option<u32>,
    /// The tables in reading order.
    pub tables: Vec<FoundTable>,
    /// What was unsure on the way to them.
    pub findings: Vec<Finding>,
}

/// One table, or the part of it that stands on one page.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundTable {
    /// Its number among the tables that were read, from 1. The parts of a table that runs over pages have the same.
    pub number: u32,
    /// Its box on its page; in a document without pages, where it begins. A table without cells has none.
    pub place: Option<Place>,
    /// Its cells.
    pub grid: Grid,
    /// What only the reader of pages tells.
    pub evidence: Option<Evidence>,
}

/// How a table on a page was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// How many of its first rows are headings.
    pub header_rows: usize,
    /// What spoke for it and against it.
    pub report: Report,
}

impl FoundTables {
    /// The tables of a document without pages.
    pub(super) fn of_document(document: Document) -> Self {
        let grids = document.blocks.into_iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            _ => None,
        });
        let tables = (1..)
            .zip(grids)
            .map(|(number, grid)| FoundTable { number, place: grid.place().cloned(), grid, evidence: None })
            .collect();
        FoundTables { pages: document.pages, tables, findings: document.findings }
    }

    /// The tables of the pages of a document that has so many pages.
    pub(super) fn of_pages(count: u32, laid_out: LaidOut) -> Self {
        let LaidOut { pages, findings } = laid_out;
        let joined = join(&pages);
        let of_page = |(page, numbers): (PageLayout, Vec<u32>)| {
            let number = page.number;
            let tables = page.regions.into_iter().filter_map(|region| match region {
                Region::Table(table) => Some(table),
                Region::Text(_) | Region::Key(_) => None,
            });
            tables.zip(numbers).map(move |(table, of_table)| part(number, of_table, table))
        };
        let tables = pages.into_iter().zip(joined.numbers).flat_map(of_page).collect();
        FoundTables { pages: Some(count), tables, findings }
    }
}

/// The part of a table that stands on a page.
fn part(page: u32, number: u32, table: Table) -> FoundTable {
    FoundTable {
        number,
        place: Some(Place::Page { page, bbox: table.bbox }),
        grid: table.grid,
        evidence: Some(Evidence { header_rows: table.header_rows, report: table.report }),
    }
}
