//! A table of the markup to a grid, as browsers lay out its cells (HTML standard, 4.9.12: forming a table).
//!
//! Columns and rows in which no cell begins take no room and are left out. What the cells mean is not asked, nor whether
//! the table only lays out a page: that is for [`blocks`](super::blocks) to ask before.

use boardlift_model::grid::Certainty;
use boardlift_model::{Cell, Finding, FindingKind, Grid, Method, Place, Rgb};

use super::look::Shown;
use super::page::Page;
use super::tree::Id;
use super::words;
use crate::limits::{Budget, MOST_COLUMN_SPAN};

/// The grid of a table, or why it is set aside. A table without cells has neither.
pub(super) fn grid(page: &Page<'_>, table: Id, budget: &mut Budget) -> Result<Option<Grid>, Finding> {
    let place = Place::Line(page.tree.node(table).line);
    let Some(model) = Model::of(&rows(page, table), page) else {
        let message = format!("a table of more than {} columns was set aside", Model::MOST_COLUMNS);
        return Err(Finding::warning(FindingKind::LimitReached, message, Some(place)));
    };
    let columns = Kept::of(model.cells.iter().map(|cell| cell.column));
    let rows = Kept::of(model.cells.iter().map(|cell| cell.row));
    if model.cells.is_empty() {
        return Ok(None);
    }
    budget.admit(rows.count(), columns.count(), Some(place))?;
    let mut grid: Vec<Vec<Option<Cell>>> = vec![vec![None; columns.count()]; rows.count()];
    for slot in &model.cells {
        put(&mut grid, slot, page, &rows, &columns);
    }
    Ok(Some(Grid::new(grid.into_iter().map(filled).collect(), Method::Markup)))
}

/// The rows of a table, in the order of the page but for the feet, which stand last.
pub(super) fn rows(page: &Page<'_>, table: Id) -> Vec<Row> {
    let mut groups: Vec<Vec<Id>> = vec![Vec::new()];
    let mut feet = Vec::new();
    for id in page.elements(table) {
        match page.tree.name(id) {
            "tr" => groups.last_mut().into_iter().for_each(|group| group.push(id)),
            "tfoot" => feet.push(group(page, id)),
            "thead" | "tbody" => groups.extend([group(page, id), Vec::new()]),
            _ => {}
        }
    }
    // Rows outside any group are one of their own between those that stand around them.
    let in_order = groups.into_iter().chain(feet).filter(|group| !group.is_empty());
    let of_group = |group: Vec<Id>| (1..=group.len()).rev().zip(group).map(|(left, id)| Row { id, left });
    in_order.flat_map(of_group).collect()
}

fn group(page: &Page<'_>, id: Id) -> Vec<Id> {
    page.elements(id).filter(|id| page.tree.name(*id) == "tr").collect()
}

/// The cells of a row.
pub(super) fn cells<'p>(page: &'p Page<'_>, row: Id) -> impl Iterator<Item = Id> + 'p {
    page.elements(row).filter(|id| matches!(page.tree.name(*id), "td" | "th"))
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// Its element.
    pub(super) id: Id,
    /// How many rows of its group are left, itself counted. No cell reaches into another group.
    left: usize,
}

/// Where the cells of a table stand.
#[derive(Debug, Default)]
struct Model {
    cells: Vec<Slot>,
}

/// A cell and the slots that it takes.
#[derive(Debug, Clone, Copy)]
struct Slot {
    id: Id,
    row: usize,
    column: usize,
    row_span: usize,
    col_span: usize,
}

impl Model {
    /// More columns than this, spans counted, are never laid out.
    const MOST_COLUMNS: usize = 1 << 14;

    /// The places of all cells; nothing where they are too wide.
    fn of(rows: &[Row], page: &Page<'_>) -> Option<Self> {
        let mut model = Model::default();
        // For each column the first row that no cell from above reaches into.
        let mut free_from: Vec<usize> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let mut column = 0;
            for id in cells(page, row.id) {
                while free_from.get(column).is_some_and(|free| *free > at) {
                    column += 1;
                }
                let slot = slot(page, id, at, column, row.left, &free_from);
                let end = column + slot.col_span;
                if end > Model::MOST_COLUMNS {
                    return None;
                }
                free_from.resize(free_from.len().max(end), 0);
                free_from[column..end].fill(at + slot.row_span);
                model.cells.push(slot);
                column = end;
            }
        }
        Some(model)
    }
}

/// The slots of a cell whose first one is known. It goes down to the end of its group at most, and to the right as far as
/// no cell from above is in its way: the standard lets both lie over each other, and no page means that.
fn slot(page: &Page<'_>, id: Id, row: usize, column: usize, left: usize, free_from: &[usize]) -> Slot {
    let span = |name: &str| page.tree.attribute(id, name).and_then(leading_number);
    let row_span = match span("rowspan") {
        Some(0) => left,
        span => span.unwrap_or(1).clamp(1, left),
    };
    let wanted = span("colspan").unwrap_or(1).clamp(1, MOST_COLUMN_SPAN);
    let after = free_from.get(column + 1..).unwrap_or_default();
    let free = after.iter().take(wanted - 1).take_while(|free| **free <= row).count();
    let col_span = if free < after.len() { free + 1 } else { wanted };
    Slot { id, row, column, row_span, col_span: col_span.min(wanted) }
}

/// The number that a text begins with (HTML standard, 2.3.4.2), the largest one where it is larger.
fn leading_number(text: &str) -> Option<usize> {
    let text = text.trim_start();
    let text = text.strip_prefix('+').unwrap_or(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..digits).filter(|digits| !digits.is_empty())?;
    Some(number.parse().unwrap_or(usize::MAX))
}

/// The rows or columns in which a cell begins, in order.
struct Kept(Vec<usize>);

impl Kept {
    fn of(begins: impl Iterator<Item = usize>) -> Self {
        let mut kept: Vec<usize> = begins.collect();
        kept.sort_unstable();
        kept.dedup();
        Kept(kept)
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    /// How many are kept before this one.
    fn before(&self, at: usize) -> usize {
        self.0.partition_point(|kept| *kept < at)
    }
}

/// Puts a cell and the cells that it covers into the grid.
fn put(grid: &mut [Vec<Option<Cell>>], slot: &Slot, page: &Page<'_>, rows: &Kept, columns: &Kept) {
    let (top, bottom) = (rows.before(slot.row), rows.before(slot.row + slot.row_span));
    let (left, right) = (columns.before(slot.column), columns.before(slot.column + slot.col_span));
    let own = cell(page, slot.id);
    let covered = Cell { covered: true, fill: own.fill, ..Cell::new("", own.place.clone()) };
    for row in grid.iter_mut().take(bottom).skip(top) {
        for cell in row.iter_mut().take(right).skip(left) {
            *cell = Some(covered.clone());
        }
    }
    let span = |from: usize, to: usize| u32::try_from(to - from).unwrap_or(u32::MAX);
    let own = Cell { row_span: span(top, bottom), col_span: span(left, right), ..own };
    if let Some(place) = grid.get_mut(top).and_then(|row| row.get_mut(left)) {
        *place = Some(own);
    }
}

/// A cell of one row and one column.
fn cell(page: &Page<'_>, id: Id) -> Cell {
    let words = words::of_element(page, id);
    let is_lost = words.has_struck && words.text.is_empty();
    let fill = fill(page, id);
    let marks = words.marks.into_iter().filter(|mark| Some(mark.colour) != fill).collect();
    Cell {
        fill,
        ink: words.ink,
        marks,
        bold: words.bold,
        certainty: if is_lost { Certainty::Lost } else { Certainty::Printed },
        ..Cell::new(words.text, Place::Line(page.tree.node(id).line))
    }
}

/// The colour behind a cell: its own, or that of its row, its group or its table. White is the paper's.
fn fill(page: &Page<'_>, cell: Id) -> Option<Rgb> {
    let mut behind = page.tree.ancestors(cell).scan(true, |is_inside, id| {
        let goes_on = *is_inside;
        *is_inside = page.tree.name(id) != "table";
        goes_on.then(|| page.look(id).fill)
    });
    behind.find_map(|fill| fill).filter(|fill| *fill != Rgb::WHITE)
}

/// A row whose gaps are filled with blank cells, at the place of the cell before.
fn filled(row: Vec<Option<Cell>>) -> Vec<Cell> {
    let first = row.iter().flatten().next().map_or(Place::Line(1), |cell| cell.place.clone());
    let mut place = first;
    let fill = |cell: Option<Cell>| {
        let cell = cell.unwrap_or_else(|| Cell::new("", place.clone()));
        place = cell.place.clone();
        cell
    };
    row.into_iter().map(fill).collect()
}

/// Whether a table holds figures or words side by side, and is no frame that lays out a page.
///
/// A frame says so by its role, or holds in its cells what no cell of a table of figures does: a table, or a heading with
/// words below it. A table that has headings of its own, or a caption, is none.
pub(super) fn is_of_data(page: &Page<'_>, table: Id) -> bool {
    if super::furniture::is_presentation(page.tree, table) {
        return false;
    }
    let rows = rows(page, table);
    let cells: Vec<Id> = rows.iter().flat_map(|row| cells(page, row.id)).collect();
    let is_headed = cells.iter().any(|id| page.tree.name(*id) == "th")
        || page.elements(table).any(|id| matches!(page.tree.name(id), "caption" | "thead"));
    let is_single = cells.len() < 2;
    let is_column = rows.iter().all(|row| self::cells(page, row.id).count() < 2);
    !is_single && (is_headed || !is_column && !cells.iter().any(|id| lays_out(page, *id)))
}

/// Whether a cell holds what no cell of a table of figures does.
fn lays_out(page: &Page<'_>, cell: Id) -> bool {
    let is_read = |id: &Id| page.look(*id).shown == Shown::Seen;
    let says = |id: &Id| page.tree.words(*id).is_some_and(|words| words.contains(char::is_alphanumeric));
    let last = page.tree.within(cell).rfind(says).unwrap_or(cell);
    let mut within = page.tree.within(cell).filter(is_read);
    within.any(|id| match page.tree.name(id) {
        "table" => true,
        name => super::furniture::is_heading(name) && page.tree.node(id).end <= last,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::page_text;

    fn check(table: &str, expected: &str) {
        assert_eq!(page_text(&format!("<table>{table}</table>")), expected, "{table}");
    }

    #[test]
    fn missing_end_tags_are_no_hindrance() {
        check(
            "<caption>Plans<tr><th>Indicator<th>Q1\n<tr><td>Plans<td>5",
            "1: # Plans\n1: Indicator! | Q1!\n2: Plans | 5\n",
        );
        check("<td>a<td>b<tr><td>c</table><p>d", "1: a | b\n1: c | ·\n1: d\n");
    }

    #[test]
    fn heads_stand_first_and_feet_last() {
        check(
            "<tfoot><tr><td>t<td>9<tbody><tr><td>a<td>1<thead><tr><th>n<th>v<tbody><tr><td>b<td>2",
            "1: a | 1\n1: n! | v!\n1: b | 2\n1: t | 9\n",
        );
    }

    #[test]
    fn cells_span_rows_and_columns() {
        check("<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d", "1: a 2x1 | b 1x2 | <\n1: < | c | d\n");
        check("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", "1: a 3x1 | b\n1: < | c\n1: < | d\n");
        check("<tr><td rowspan=9>a<td>b<tr><td>c", "1: a 2x1 | b\n1: < | c\n");
        check("<tr><td rowspan=-1 colspan=x>a<td colspan=0>b<tr><td>c<td>d", "1: a | b\n1: c | d\n");
    }

    #[test]
    fn no_cell_reaches_out_of_its_group() {
        check("<thead><tr><th rowspan=3>a<th>b<tbody><tr><td>c<td>d", "1: a! | b!\n1: c | d\n");
    }

    #[test]
    fn cells_that_would_lie_over_each_other_share_the_room() {
        check(
            "<tr><td>a<td rowspan=2>b<td>x<tr><td colspan=3>c<tr><td>d<td>e<td>f",
            "1: a | b 2x1 | x\n1: c | < | ·\n1: d | e | f\n",
        );
    }

    #[test]
    fn columns_and_rows_in_which_nothing_begins_are_left_out() {
        check("<tr><td colspan=2>a<td colspan=3>b<tr><td colspan=2>c<td>d", "1: a | b\n1: c | d\n");
        check("<tr><td rowspan=2>a<td rowspan=2>b<tr><tr><td>c<td>d", "1: a | b\n1: c | d\n");
    }

    #[test]
    fn absurd_spans_cost_nothing() {
        check(
            "<tr><td colspan=1000000000>a<tr><td rowspan=1000000000>b<td>c<tr><td>d",
            "1: a 1x2 | <\n1: b 2x1 | c\n1: < | d\n",
        );
        let wide = "<td colspan=1000>x".repeat(100);
        check(&format!("<tr>{wide}<tr><td>a<td>b"), "");
    }

    #[test]
    fn fills_come_from_cell_row_and_table() {
        check(
            "<tr bgcolor=red><td>a<td style='background:#0f0'>b<tr><td style='background:white'>c<td class=x>d",
            "1: a on #ff0000 | b on #00ff00\n1: c | d\n",
        );
    }

    #[test]
    fn words_that_are_struck_out_are_none() {
        check("<tr><td>a<td><s>12</s> 14<tr><td>b<td><del>9</del>", "1: a | 14\n1: b | ?\n");
    }

    #[test]
    fn a_table_in_a_cell_stands_for_itself() {
        check(
            "<tr><th>a<th>b<tr><td>c<td>d<table><tr><td>e<td>f</table>g",
            "1: a! | b!\n1: c | dg\n1: e | f\n",
        );
        check("<tr><th>a<th>b<tr><td>c<td><table><tr><td>5</table>", "1: a! | b!\n1: c | 5\n");
    }

    #[test]
    fn a_table_that_lays_out_the_page_is_none() {
        check("<tr><td>Menu<td><table><tr><td>a<td>b</table>", "1: Menu\n1: a | b\n");
        check("<tr><td><h2>A</h2>One.<td><h2>B</h2>Two.", "1: # A\n1: One.\n1: # B\n1: Two.\n");
        check("<tr><td>one<tr><td>two", "1: one\n1: two\n");
        assert_eq!(page_text("<table role=presentation><tr><th>a<td>b</table>"), "1: # a\n1: b\n");
    }

    #[test]
    fn hidden_cells_take_no_room() {
        check(
            "<tr><th>a<th hidden>b<th>c<tr><td>d<td style='display: none'>e<td>f<tr class=d-none><td>g<td>h<td>i",
            "1: a! | c!\n1: d | f\n",
        );
    }
}
