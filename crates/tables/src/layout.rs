//! What a page becomes: regions of text and tables, in reading order.

use boardlift_model::{BBox, Grid, KeyEntry, Method, Rgb};

/// One page, laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct PageLayout {
    /// Its number, from 1.
    pub number: u32,
    /// Its width in points.
    pub width: f32,
    /// Its height in points.
    pub height: f32,
    /// What stands on it, in reading order.
    pub regions: Vec<Region>,
}

impl PageLayout {
    /// The tables in reading order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.regions.iter().filter_map(|region| match region {
            Region::Table(table) => Some(table),
            Region::Text(_) | Region::Key(_) => None,
        })
    }
}

/// One piece of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Region {
    /// Lines of text that belong together.
    Text(TextBlock),
    /// A key of colours.
    Key(Vec<KeyEntry>),
    /// A table.
    Table(Table),
}

/// Lines of text that belong together: a heading, a paragraph, a point of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct TextBlock {
    /// The words: lines joined with one space.
    pub text: String,
    /// Where they stand.
    pub bbox: BBox,
    /// The type size of most of the letters, in points.
    pub size: f32,
    /// Whether most of the letters are bold.
    pub bold: bool,
    /// The colour of most of the letters.
    pub ink: Rgb,
    /// How many lines they take.
    pub lines: u32,
    /// The bullet that stands before them, where one does.
    pub bullet: Option<String>,
    /// The raised mark of a footnote that stands before them, where one does.
    pub note_mark: Option<String>,
}

/// A table on one page.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its cells. Each knows its box on the page.
    pub grid: Grid,
    /// Where it stands.
    pub bbox: BBox,
    /// How many of its first rows are headings.
    pub header_rows: usize,
    /// How it was found.
    pub report: Report,
}

/// How a table was found: the sum of the points for and against it, each with its reason.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Reasons and points, the most important first. Points above nought speak for the table.
    pub points: Vec<(&'static str, f32)>,
    /// Other tables that may have stood at the same place and were worth less.
    pub rivals: Vec<Rival>,
}

/// A table that may have stood at the place of a better one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rival {
    /// How it was found.
    pub method: Method,
    /// How many rows it had.
    pub rows: usize,
    /// How many columns it had.
    pub columns: usize,
    /// The sum of its points.
    pub score: f32,
}

impl Report {
    /// The sum of the points.
    pub fn score(&self) -> f32 {
        self.points.iter().map(|(_, points)| points).sum()
    }
}
