//! What of a band is table and what stands above and below it, and which tables go on under a blank row.

use boardlift_lexicon::wording;

use super::band::Band;
use super::grid::Merges;
use super::heading;
use super::line::Line;
use crate::worksheet::Worksheet;

/// The most blank rows that a table has between its own rows. More of them part even rows that look alike.
const MOST_BLANK_ROWS: u32 = 3;
/// The most cells of a line above a table that is no row of it, where the table is at least twice as wide.
const FEW_CELLS: usize = 2;

/// What a worksheet is made of.
#[derive(Debug)]
pub(super) enum Piece<'s> {
    /// Words outside tables.
    Words(Line<'s>),
    /// A table.
    Table(Table<'s>),
}

/// The lines of a table, headings counted, names of groups among them.
#[derive(Debug)]
pub(super) struct Table<'s> {
    /// From top to bottom; never empty.
    pub(super) lines: Vec<Line<'s>>,
}

/// The pieces of all bands, in their order.
pub(super) fn pieces<'s>(bands: Vec<Band<'s>>, merges: &Merges, sheet: &Worksheet) -> Vec<Piece<'s>> {
    let mut pieces: Vec<Piece<'s>> = Vec::new();
    for band in bands {
        let Some(body) = body(&band.lines, merges, sheet) else {
            pieces.extend(band.lines.into_iter().map(Piece::Words));
            continue;
        };
        let mut lines = band.lines.into_iter();
        let above: Vec<Line<'s>> = lines.by_ref().take(body.start).collect();
        let rows: Vec<Line<'s>> = lines.by_ref().take(body.len()).collect();
        match pieces.last_mut() {
            Some(Piece::Table(table)) if goes_on(table, &above, &rows, sheet) => {
                table.lines.extend(above.into_iter().chain(rows));
            }
            _ => {
                pieces.extend(above.into_iter().map(Piece::Words));
                pieces.push(Piece::Table(Table { lines: rows }));
            }
        }
        pieces.extend(lines.map(Piece::Words));
    }
    pieces
}

/// Which lines of a band are its table; nothing where it has none.
fn body(lines: &[Line<'_>], merges: &Merges, sheet: &Worksheet) -> Option<std::ops::Range<usize>> {
    let widest = lines.iter().map(|line| line.cells.len()).max()?;
    let stands_above = |line: &Line<'_>| {
        let is_spread = line.cells.iter().any(|cell| merges.last_column(line.row, cell.column) > cell.column);
        line.is_lone()
            || is_labelled(line)
            || line.cells.len() <= FEW_CELLS && 2 * FEW_CELLS <= widest && !is_spread
    };
    // A row of few figures can stand in the midst of a table; above its headings it can't.
    let first_wide = lines.iter().position(|line| !stands_above(line))?;
    let last = lines.iter().rposition(|line| !line.is_lone())?;
    let bare = lines[last + 1..].iter().take_while(|line| is_bare_row(line, &lines[last], sheet)).count();
    Some(first_wide..last + 1 + bare)
}

/// `Meeting date: | 17.04.2024`: words and their label, in a line of their own.
fn is_labelled(line: &Line<'_>) -> bool {
    matches!(line.cells.as_slice(), [label, _] if label.text.ends_with(':'))
}

/// Whether a lone name below a table's last row is a row whose figures are all blank: lines are drawn around its blank
/// cells as around those of the row above, and it is set like the names above it.
fn is_bare_row(line: &Line<'_>, last: &Line<'_>, sheet: &Worksheet) -> bool {
    let Some(name) = line.cells.first() else { return false };
    let Some(above) = last.cells.iter().find(|cell| cell.column == name.column) else { return false };
    let columns = last.first()..=last.last();
    let lined = sheet.row(line.row).map_or(0, |row| {
        let is_lined = |cell: &&crate::worksheet::SheetCell| sheet.look(cell).lined;
        row.cells.iter().filter(|cell| columns.contains(&cell.column)).filter(is_lined).count()
    });
    lined >= last.cells.len() && lined > 1 && sheet.look(name).bold == sheet.look(above).bold
}

/// Whether the rows of a band are rows of the table above them: they have no headings of their own, stand in its
/// columns, not far below, and nothing but the names of groups stands between.
fn goes_on(table: &Table<'_>, above: &[Line<'_>], rows: &[Line<'_>], sheet: &Worksheet) -> bool {
    let (Some(last), Some(first)) = (table.lines.last(), above.iter().chain(rows).next()) else {
        return false;
    };
    let ends = |lines: &[Line<'_>]| {
        let first = lines.iter().map(Line::first).min();
        first.zip(lines.iter().map(Line::last).max())
    };
    let (Some((left, right)), Some((first_column, last_column))) = (ends(&table.lines), ends(rows)) else {
        return false;
    };
    // A band beside the table isn't below it.
    first.row.checked_sub(last.row).is_some_and(|rows| rows <= MOST_BLANK_ROWS + 1)
        && left <= first_column
        && last_column <= right
        && rows.first().is_some_and(|row| {
            !heading::heads(row, rows.get(1), sheet) && !heading::begins_with_heading_of_names(row)
        })
        && above.iter().all(|line| line.is_lone() && may_name_group(&line.text()))
}

fn may_name_group(text: &str) -> bool {
    wording::is_title(text) && wording::list_item(text).is_none() && wording::footnote(text).is_none()
}
