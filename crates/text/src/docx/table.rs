//! Tables: rows and cells to grids, what stands in the cells to words; tables that only lay out a page to what they hold.
//!
//! The table's own markup says where each cell stands (ECMA-376 part 1, 17.4). A cell that runs on from the one above
//! prints nothing of its own.

use boardlift_model::{Block, Cell, Grid, Mark, Method, Place, Rgb, Shape, Turn};

use super::cells::{Merge, RawCell, Row, rows};
use super::colour::Paint;
use super::inline::{branch, content};
use super::notes::NoteKind;
use super::paper::Paper;
use super::styles::{Letters, Style};
use super::table_look::{CellLook, Position, Used};
use super::words::Words;
use super::xml::Element;

/// What stands in a cell.
#[derive(Default)]
struct Content<'p> {
    words: Words,
    place: Option<Place>,
    notes: Vec<(NoteKind, String)>,
    /// Tables in it that are tables of their own.
    tables: Vec<&'p Element<'p>>,
    /// What is painted behind its paragraphs.
    paints: Vec<Option<Rgb>>,
}

/// How a table looks.
struct Look<'p> {
    style: &'p Style,
    used: Used,
    /// What is painted behind all of it.
    paint: Option<Paint>,
    rows: usize,
    width: usize,
}

impl<'p> Paper<'p> {
    /// Reads a table.
    pub(super) fn table(&mut self, table: &'p Element<'p>) {
        let found = rows(table);
        self.hidden_rows += found.hidden;
        if is_layout(&found.rows) {
            for cell in found.rows.iter().flat_map(|row| &row.cells) {
                self.walk(cell.element);
            }
        } else {
            self.grid(table, &found.rows);
        }
    }

    fn grid(&mut self, table: &'p Element<'p>, rows: &[Row<'p>]) {
        let width = rows.iter().map(|row| row.end).max().unwrap_or(0);
        if let Err(finding) = self.budget.admit(rows.len(), width, Some(self.here())) {
            self.findings.push(finding);
            return;
        }
        let properties = table.child("tblPr");
        let shd = properties.and_then(|properties| properties.child("shd"));
        let look = Look {
            style: self.styles.of_table(properties),
            used: Used::of(properties),
            paint: shd.and_then(|shd| self.theme.shading(shd)),
            rows: rows.len(),
            width,
        };
        let mut grid: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
        let mut tables = Vec::new();
        let mut notes = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let mut cells = Vec::with_capacity(width);
            for raw in &row.cells {
                let content = self.content(raw, index, &look, &mut cells);
                tables.extend(content.tables);
                notes.extend(content.notes);
            }
            grid.push(cells);
        }
        span_rows(&mut grid, rows);
        let grid = Grid::new(grid, Method::Markup);
        let place = grid.place().cloned();
        self.blocks.push(Block::Grid(grid));
        if let Some(place) = place {
            self.add_notes(notes, &place);
        }
        for table in tables {
            self.table(table);
        }
    }

    /// Adds a cell with those that it spans to its row, after the blank ones before it; gives what its words bring along.
    fn content(
        &mut self,
        raw: &RawCell<'p>,
        row: usize,
        look: &Look<'p>,
        cells: &mut Vec<Cell>,
    ) -> Content<'p> {
        let position = Position {
            row,
            rows: look.rows,
            column: raw.column,
            end: raw.column + raw.span,
            width: look.width,
        };
        let styled = look.style.table.look(look.used, position);
        let letters = styled.letters.over(look.style.letters);
        let mut content = Content::default();
        if raw.merge == Merge::Continues {
            self.pass_over(raw.element);
        } else {
            self.fill(raw.element, letters, &mut content);
        }
        let place = content.place.take().unwrap_or_else(|| self.here());
        while cells.len() < raw.column {
            cells.push(Cell::new("", place.clone()));
        }
        let cell = self.cell(raw, &content, styled, look, place.clone());
        cells.push(cell);
        let covered = Cell { covered: true, ..Cell::new("", place) };
        cells.extend(std::iter::repeat_n(covered, raw.span - 1));
        content
    }

    fn cell(
        &self,
        raw: &RawCell<'p>,
        content: &Content<'p>,
        styled: CellLook,
        look: &Look<'p>,
        place: Place,
    ) -> Cell {
        let properties = raw.element.child("tcPr");
        let own = properties.and_then(|properties| properties.child("shd"));
        let paint = own.and_then(|shd| self.theme.shading(shd)).or(styled.paint).or(look.paint);
        let text = content.words.text();
        Cell {
            col_span: u32::try_from(raw.span).unwrap_or(u32::MAX),
            fill: paint.and_then(Paint::colour).or_else(|| paragraphs_paint(&content.paints)),
            ink: content.words.ink(),
            marks: content.words.marks().to_vec(),
            bold: content.words.is_bold(),
            turn: if text.is_empty() { Turn::Upright } else { turn(properties) },
            ..Cell::new(text, place)
        }
    }

    /// Adds what stands in a cell, or in a part of it, to its content.
    fn fill(&mut self, parent: &'p Element<'p>, letters: Letters, found: &mut Content<'p>) {
        for child in parent.children() {
            match child.name() {
                "p" => self.fill_paragraph(child, letters, found),
                "tbl" => self.fill_table(child, letters, found),
                "sdt" => {
                    if let Some(content) = content(child) {
                        self.fill(content, letters, found);
                    }
                }
                "AlternateContent" => {
                    if let Some(branch) = branch(child) {
                        self.fill(branch, letters, found);
                    }
                }
                "customXml" | "ins" | "moveTo" => self.fill(child, letters, found),
                _ => {}
            }
        }
    }

    fn fill_paragraph(&mut self, paragraph: &'p Element<'p>, letters: Letters, found: &mut Content<'p>) {
        let read = self.read(paragraph, Some(letters));
        found.place.get_or_insert(read.place);
        let inline = read.inline;
        if let Some(number) = &read.number {
            found.words.push_plain(" ");
            found.words.push_plain(number);
        }
        if !inline.words.text().is_empty() {
            found.paints.push(read.properties.paint.and_then(Paint::colour));
        }
        found.words.append(inline.words);
        found.notes.extend(inline.notes);
        for content in inline.boxes {
            self.fill(content, letters, found);
        }
    }

    /// A table of rows and columns in a cell stands for itself; one of a single row or column only arranges the cell's
    /// words, and its fills are pills behind them.
    fn fill_table(&mut self, table: &'p Element<'p>, letters: Letters, found: &mut Content<'p>) {
        let inner = rows(table);
        if is_data(&inner.rows) {
            found.tables.push(table);
            return;
        }
        self.hidden_rows += inner.hidden;
        for cell in inner.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.merge != Merge::Continues)
        {
            let shd = cell.element.path(&["tcPr", "shd"]);
            let colour = shd.and_then(|shd| self.theme.shading(shd)).and_then(Paint::colour);
            if let Some(colour) = colour {
                found.words.push_mark(Mark { shape: Shape::Pill, colour });
            }
            self.fill(cell.element, letters, found);
        }
    }
}

/// Whether a table only lays out a page: it is one box of words, or half of its cells and more hold tables of their own.
fn is_layout(rows: &[Row<'_>]) -> bool {
    let cells: Vec<&RawCell<'_>> = rows.iter().flat_map(|row| &row.cells).collect();
    if let [cell] = cells[..] {
        return cell.element.child("tbl").is_some() || rows[0].end == 1;
    }
    let holds_table = |cell: &&&RawCell<'_>| {
        cell.element.children().any(|child| child.name() == "tbl" && is_data(&super::cells::rows(child).rows))
    };
    let is_filled = |cell: &&&RawCell<'_>| cell.element.descendant("t").is_some();
    let holding = cells.iter().filter(holds_table).count();
    holding > 0 && holding * 2 >= cells.iter().filter(is_filled).count()
}

/// Whether a table has rows and columns.
fn is_data(rows: &[Row<'_>]) -> bool {
    rows.len() > 1 && rows.iter().any(|row| row.cells.len() > 1)
}

/// Lets cells span the rows below them that they run on in, and covers these.
fn span_rows(grid: &mut [Vec<Cell>], rows: &[Row<'_>]) {
    let width = rows.iter().map(|row| row.end).max().unwrap_or(0);
    // For each column the row of the cell that a cell below may run on from.
    let mut open: Vec<usize> = vec![0; width];
    for (index, row) in rows.iter().enumerate() {
        for raw in &row.cells {
            if raw.merge == Merge::Continues {
                grid[open[raw.column]][raw.column].row_span += 1;
                grid[index].iter_mut().skip(raw.column).take(raw.span).for_each(|cell| cell.covered = true);
            } else {
                open[raw.column] = index;
            }
        }
    }
}

/// The colour behind all paragraphs of a cell.
fn paragraphs_paint(paints: &[Option<Rgb>]) -> Option<Rgb> {
    let first = paints.first().copied().flatten()?;
    paints.iter().all(|paint| *paint == Some(first)).then_some(first)
}

/// How a cell's words are turned (17.18.93; the strict names are those of 2008).
fn turn(properties: Option<&Element<'_>>) -> Turn {
    let direction = properties.and_then(|properties| properties.child("textDirection")?.value());
    match direction.as_deref() {
        Some("btLr" | "lr") => Turn::Up,
        Some("tbRl" | "rl" | "tbRlV" | "rlV" | "tbLrV" | "lrV") => Turn::Down,
        _ => Turn::Upright,
    }
}
