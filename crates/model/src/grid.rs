//! Cells in rows and columns, before anybody asks what a column means.

use crate::page::{Shape, Turn};
use crate::place::Place;
use crate::terms::Direction;

/// A colour as its red, green and blue parts, 0 to 255 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rgb {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

/// How far a cell's text can be trusted to stand where the grid says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Certainty {
    /// Read as the document has it.
    #[default]
    Printed,
    /// Rebuilt from damaged text by a rule; its figures carry the flag `salvaged`.
    Salvaged,
    /// Something stood here, or may have, that can't be read with certainty. No figure is made of it, and it is
    /// not a blank either.
    Lost,
}

impl Rgb {
    /// The colour of ordinary print.
    pub const BLACK: Rgb = Rgb { red: 0, green: 0, blue: 0 };
    /// The colour of the paper.
    pub const WHITE: Rgb = Rgb { red: 255, green: 255, blue: 255 };
}

/// A small coloured thing in a cell: a circle or a pill drawn there, or a sign such as `●` printed in a colour of its
/// own. What it means is for the layouts to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What it looks like. A printed sign has the shape that it depicts.
    pub shape: Shape,
    /// Its colour.
    pub colour: Rgb,
}

impl Mark {
    /// The mark that a printed sign makes: its shape and its colour, where it has one of its own. A sign in ordinary
    /// ink is a letter like any other.
    pub fn printed(letter: char, ink: Rgb) -> Option<Mark> {
        // As the emoji are drawn, whatever the ink.
        let circle = |red, green, blue| Mark { shape: Shape::Ellipse, colour: Rgb { red, green, blue } };
        let shape = match letter {
            '●' | '•' | '⬤' | '⚫' | '○' | '◉' => Shape::Ellipse,
            '■' | '▪' | '◼' | '⬛' | '□' | '▮' => Shape::Rectangle,
            '▲' | '△' | '↑' | '⬆' | '⇧' | '⇑' | '▴' => Shape::Arrow(Direction::Up),
            '▼' | '▽' | '↓' | '⬇' | '⇩' | '⇓' | '▾' => Shape::Arrow(Direction::Down),
            '►' | '▶' | '→' | '➔' | '➡' | '⇒' | '⇨' | '↔' | '⬌' | '⇔' | '◄' | '◀' | '←' | '▸' => {
                Shape::Arrow(Direction::Same)
            }
            '◆' | '★' | '✓' | '✔' | '✗' | '✘' => Shape::Other,
            '🔴' => return Some(circle(221, 46, 68)),
            '🟠' => return Some(circle(244, 144, 12)),
            '🟡' => return Some(circle(253, 203, 88)),
            '🟢' => return Some(circle(120, 177, 89)),
            '🔵' => return Some(circle(85, 172, 238)),
            _ => return None,
        };
        is_coloured(ink).then_some(Mark { shape, colour: ink })
    }
}

/// Whether a colour is neither black nor nearly so.
fn is_coloured(ink: Rgb) -> bool {
    let Rgb { red, green, blue } = ink;
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    most - least > 40 || least > 96
}

/// One cell. A cell that spans several rows or columns stands once, at its top left; the cells that it covers
/// are in the grid too, with `covered` set and no text.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The printed words: white space folded, look-alike letters mapped, markup removed. Empty for a blank.
    pub text: String,
    /// The number that the file stores behind the text, on the scale that the text prints: `1.04%` may be 1.0437.
    /// Nothing where the file has the printed words alone.
    pub stored: Option<f64>,
    /// How many rows it spans, at least 1.
    pub row_span: u32,
    /// How many columns it spans, at least 1.
    pub col_span: u32,
    /// Whether another cell's span lies over this one.
    pub covered: bool,
    /// The colour behind the text, where the document gives one.
    pub fill: Option<Rgb>,
    /// The colour of the letters, where the document gives one and all of them have it.
    pub ink: Option<Rgb>,
    /// Coloured circles, pills, arrows and signs in the cell, from left to right. An arrow stands in the text too.
    pub marks: Vec<Mark>,
    /// Whether the text is printed bold.
    pub bold: bool,
    /// How the text is turned.
    pub turn: Turn,
    /// How far the text can be trusted.
    pub certainty: Certainty,
    /// Where the cell stood.
    pub place: Place,
}

impl Cell {
    /// A plain printed cell of one row and one column.
    pub fn new(text: impl Into<String>, place: Place) -> Self {
        Cell {
            text: text.into(),
            stored: None,
            row_span: 1,
            col_span: 1,
            covered: false,
            fill: None,
            ink: None,
            marks: Vec::new(),
            bold: false,
            turn: Turn::Upright,
            certainty: Certainty::Printed,
            place,
        }
    }

    /// Whether nothing is printed in the cell.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// How a grid was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::Display)]
#[strum(serialize_all = "snake_case")]
pub enum Method {
    /// Rows between `|` marks.
    Pipes,
    /// Cells between tab marks.
    Tabs,
    /// One cell a line, rebuilt from a repeated block of headings.
    CellLines,
    /// Rebuilt from the damaged output of another converter.
    Salvage,
    /// Cells of a worksheet.
    Sheet,
    /// Between commas, semicolons or tabs, a row a line.
    Delimited,
    /// A table of a web page or a Word paper, by its markup.
    Markup,
    /// Small blocks that each print one indicator, as cards and lists of terms do.
    Blocks,
    /// Between rules on a page.
    Ruled,
    /// Between the edges of coloured cells or bands on a page.
    Shaded,
    /// From the way that words line up, on a page or in the columns of a typed text.
    Aligned,
    /// Partly from rules or shading, partly from the way that words line up.
    Mixed,
}

/// A table: rows of cells, all rows equally wide.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The rows from top to bottom; each has `width` cells.
    rows: Vec<Vec<Cell>>,
    width: usize,
    /// How the grid was found.
    pub method: Method,
    /// Whether the source marks this table as going on from the one before, as an empty header row does.
    pub continues: bool,
}

impl Grid {
    /// A grid of the given rows. Shorter rows are filled up with blank cells at the place of their last cell;
    /// rows without any cell are dropped.
    pub fn new(rows: Vec<Vec<Cell>>, method: Method) -> Self {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut rows: Vec<Vec<Cell>> = rows.into_iter().filter(|row| !row.is_empty()).collect();
        for row in &mut rows {
            if let Some(place) = row.last().map(|cell| cell.place.clone()) {
                row.resize(width, Cell::new("", place));
            }
        }
        Grid { rows, width, method, continues: false }
    }

    /// The rows from top to bottom, each [`width`](Grid::width) cells wide.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// The places of all cells, to be told otherwise.
    pub fn places_mut(&mut self) -> impl Iterator<Item = &mut Place> {
        self.rows.iter_mut().flatten().map(|cell| &mut cell.place)
    }

    /// The number of columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The place of the first cell; nothing for a grid without cells.
    pub fn place(&self) -> Option<&Place> {
        self.rows.first().and_then(|row| row.first()).map(|cell| &cell.place)
    }
}
