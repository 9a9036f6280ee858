//! The lines below a block of headings to rows: names, and the values that follow them.
//!
//! Where the lines come out even, a row is as many lines as there are headings. Otherwise blank cells left no line,
//! a row ends only where the next name begins, and [`place`](super::place) decides what stands where.

use boardlift_lexicon::wording;
use boardlift_model::Cell;
use boardlift_model::finding::FindingKind;
use boardlift_model::grid::Certainty;
use boardlift_model::{Finding, Place};

use super::Entry;
use super::header::{Column, Takes};
use super::place::{Likeness, Slot, place};
use crate::shape;

/// The most words of a line that may be a value in words: `Below National`. A row's name has more.
const VALUE_WORDS: usize = 4;

/// The longest number of a row, in bytes.
const CODE_BYTES: usize = 10;

/// The rows below one block of headings.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The rows, as wide as the block.
    pub(super) cells: Vec<Vec<Cell>>,
    /// How many values stand in the lines.
    pub(super) values: usize,
    /// What could not be placed.
    pub(super) findings: Vec<Finding>,
}

impl Rows {
    /// Whether there is neither a row nor a doubt.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.findings.is_empty()
    }
}

/// The rows that the entries hold.
pub(super) fn read(entries: &[&Entry<'_>], columns: &[Column]) -> Rows {
    let lines: Vec<Line<'_, '_>> = entries.iter().map(|entry| Line::new(entry)).collect();
    if let Some(rows) = even(&lines, columns) {
        return rows;
    }
    if columns.iter().any(|column| column.takes == Takes::Words) {
        return set_aside(&lines);
    }
    let mut rows = Rows::default();
    for row in group(&lines, columns, &mut rows) {
        let cells = cells(&row, columns, &mut rows);
        rows.cells.push(cells);
    }
    rows
}

/// The rows of so many cells each that the entries are.
pub(super) fn of_width(entries: &[Entry<'_>], width: usize) -> Rows {
    let cell = |entry: &Entry<'_>| Cell::new(entry.text.clone(), entry.line.place());
    let cells = entries.chunks(width.max(1)).map(|row| row.iter().map(cell).collect()).collect();
    let values = entries.iter().filter(|entry| shape::is_value(&entry.text)).count();
    Rows { cells, values, findings: Vec::new() }
}

/// An entry and what its words may be.
#[derive(Debug, Clone, Copy)]
struct Line<'e, 't> {
    entry: &'e Entry<'t>,
    likeness: Likeness,
}

impl<'e, 't> Line<'e, 't> {
    fn new(entry: &'e Entry<'t>) -> Self {
        Line { entry, likeness: Likeness::of(&entry.text) }
    }

    fn is_name(&self) -> bool {
        !self.likeness.is_value() && self.entry.text.contains(char::is_alphabetic)
    }

    fn is_code(&self) -> bool {
        let text = self.entry.text.as_str();
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'/');
        text.len() <= CODE_BYTES
            && text.bytes().all(is_plain)
            && text.bytes().any(|byte| byte.is_ascii_digit())
    }

    fn fits(&self, takes: Takes) -> bool {
        match takes {
            Takes::Code => self.is_code() || self.likeness.fits(Takes::Words) && self.entry.text.is_empty(),
            Takes::Label => self.is_name(),
            takes => self.likeness.fits(takes),
        }
    }

    fn cell(&self) -> Cell {
        Cell::new(self.entry.text.clone(), self.entry.line.place())
    }
}

/// Rows of as many lines as there are headings, where every line fits its column.
fn even(lines: &[Line<'_, '_>], columns: &[Column]) -> Option<Rows> {
    let fits = |row: &[Line<'_, '_>]| row.iter().zip(columns).all(|(line, column)| line.fits(column.takes));
    if lines.is_empty()
        || !lines.len().is_multiple_of(columns.len())
        || !lines.chunks(columns.len()).all(fits)
    {
        return None;
    }
    let cells: Vec<Vec<Cell>> =
        lines.chunks(columns.len()).map(|row| row.iter().map(Line::cell).collect()).collect();
    let values = lines.iter().filter(|line| line.likeness.is_value()).count();
    Some(Rows { cells, values, findings: Vec::new() })
}

/// With a column of words and rows of uneven length nothing tells a name from a note.
fn set_aside(lines: &[Line<'_, '_>]) -> Rows {
    let values = lines.iter().filter(|line| line.likeness.is_value()).count();
    let message = "a list with a column of words and rows of uneven length was left out";
    let place = lines.first().map(|line| line.entry.line.place());
    Rows { cells: Vec::new(), values, findings: vec![left_out(message.to_owned(), place, values)] }
}

/// One row before its values are placed.
#[derive(Debug, Default)]
struct Row<'e, 't> {
    code: Option<Line<'e, 't>>,
    name: Vec<Line<'e, 't>>,
    values: Vec<Line<'e, 't>>,
    /// Whether a line of it may belong to a neighbour.
    is_doubtful: bool,
}

fn group<'e, 't>(lines: &[Line<'e, 't>], columns: &[Column], rows: &mut Rows) -> Vec<Row<'e, 't>> {
    let has_codes = columns.iter().any(|column| column.takes == Takes::Code);
    let width = value_columns(columns).count();
    let mut grouped: Vec<Row<'e, 't>> = Vec::new();
    let mut begun = None;
    let mut orphans = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let names_next = lines.get(index + 1).is_some_and(|next| next.is_name() && !next.is_code());
        match grouped.last_mut() {
            open if has_codes && names_next && line.is_code() => begun = Some(begin(open, *line, width)),
            Some(open) if line.is_name() && begun.is_none() && wraps(open, line) => open.name.push(*line),
            _ if line.is_name() => {
                grouped.push(Row { name: vec![*line], ..begun.take().unwrap_or_default() });
            }
            Some(open) => open.values.push(*line),
            None => orphans.push(*line),
        }
    }
    if let Some(first) = orphans.first() {
        let message = "values without a name were left out".to_owned();
        rows.findings.push(left_out(message, Some(first.entry.line.place()), orphans.len()));
    }
    doubt_values_in_words(&mut grouped, width);
    grouped
}

/// A row that begins with what may be its number. If that may as well be the last value of the row before it, it is
/// taken for that, and both rows are in doubt.
fn begin<'e, 't>(open: Option<&mut Row<'e, 't>>, line: Line<'e, 't>, width: usize) -> Row<'e, 't> {
    match open {
        Some(open) if !is_next_code(open, &line, width) => {
            open.values.push(line);
            open.is_doubtful = true;
            Row { is_doubtful: true, ..Row::default() }
        }
        _ => Row { code: Some(line), ..Row::default() },
    }
}

/// Whether a number in front of a name certainly is the new row's number and not the row's last value.
fn is_next_code(open: &Row<'_, '_>, line: &Line<'_, '_>, width: usize) -> bool {
    let text = line.entry.text.as_str();
    let counts_on = || {
        let before = open.code.map_or("", |code| code.entry.text.as_str());
        let split = |text: &str| {
            let at = text.trim_end_matches(|char: char| char.is_ascii_digit()).len();
            let (stem, number) = text.split_at(at);
            Some((stem.to_owned(), number.parse::<u32>().ok()?))
        };
        split(before)
            .zip(split(text))
            .is_some_and(|(one, other)| one.0 == other.0 && one.1.checked_add(1) == Some(other.1))
    };
    text.contains(char::is_alphabetic) || open.values.len() == width || counts_on()
}

/// Whether a name goes on in the next line. Most names end no sentence, so only what can't end or can't begin a
/// name tells it; otherwise the first is a row of its own without values, or a group's title.
fn wraps(open: &Row<'_, '_>, line: &Line<'_, '_>) -> bool {
    if !open.values.is_empty() {
        return false;
    }
    let last = open.name.last().map_or("", |line| line.entry.text.as_str());
    let text = line.entry.text.as_str();
    wording::breaks_off(last) || wording::goes_on(text) || text.starts_with('(')
}

/// A value in words looks like the next row's name and would take the values after it along. Both rows are in doubt
/// where either reading holds: where a few words between two short rows make just one full row of them, and where
/// the words begin with a figure and the two rows fit into one.
fn doubt_values_in_words(rows: &mut [Row<'_, '_>], width: usize) {
    for index in 1..rows.len() {
        let [before, row] = rows.get_mut(index - 1..=index).unwrap_or_default() else { continue };
        let [name] = row.name.as_slice() else { continue };
        let joined = before.values.len() + 1 + row.values.len();
        let text = name.entry.text.as_str();
        let is_few = text.split_whitespace().count() <= VALUE_WORDS;
        let may_be_value = is_few && joined == width || shape::begins_with_figure(text) && joined <= width;
        if row.code.is_none() && may_be_value {
            before.is_doubtful = true;
            row.is_doubtful = true;
        }
    }
}

fn value_columns(columns: &[Column]) -> impl Iterator<Item = &Column> {
    columns.iter().filter(|column| !matches!(column.takes, Takes::Code | Takes::Label))
}

/// The cells of a row in the order of the columns. A blank or lost cell has the place of the row's first line.
fn cells(row: &Row<'_, '_>, columns: &[Column], rows: &mut Rows) -> Vec<Cell> {
    let own: Vec<&Column> = value_columns(columns).collect();
    let values: Vec<Likeness> = row.values.iter().map(|line| line.likeness).collect();
    let slots = if row.is_doubtful { vec![Slot::Lost; own.len()] } else { place(&values, &own) };
    let line = row.name.first().map_or(0, |line| line.entry.line.number);
    let empty = |certainty| Cell { certainty, ..Cell::new("", Place::Line(line)) };
    let mut slots = slots.into_iter();
    let mut placed = 0;
    let cells = columns
        .iter()
        .map(|column| match column.takes {
            Takes::Label => name_cell(row),
            Takes::Code => match row.code {
                Some(code) => code.cell(),
                None if row.is_doubtful => empty(Certainty::Lost),
                None => empty(Certainty::Printed),
            },
            _ => match slots.next() {
                Some(Slot::Value(value)) => {
                    placed += 1;
                    row.values.get(value).map_or_else(|| empty(Certainty::Lost), Line::cell)
                }
                Some(Slot::Blank) => empty(Certainty::Printed),
                Some(Slot::Lost) | None => empty(Certainty::Lost),
            },
        })
        .collect();
    rows.values += row.values.len();
    if placed < row.values.len() {
        let message =
            format!("{} values for {} columns: which cells are blank can't be told", values.len(), own.len());
        rows.findings.push(left_out(message, Some(Place::Line(line)), row.values.len() - placed));
    }
    cells
}

fn name_cell(row: &Row<'_, '_>) -> Cell {
    let words: Vec<&str> = row.name.iter().map(|line| line.entry.text.as_str()).collect();
    let line = row.name.first().map_or(0, |line| line.entry.line.number);
    Cell::new(words.join(" "), Place::Line(line))
}

fn left_out(message: String, place: Option<Place>, count: usize) -> Finding {
    let count = u32::try_from(count).unwrap_or(u32::MAX).max(1);
    Finding::warning(FindingKind::FigureLeftOut, message, place).times(count)
}
