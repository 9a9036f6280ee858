//! Rows within a taller cell: rules that begin behind the first columns.
//!
//! An indicator with its result, its target and the country's figure below each other has one cell for its name, and
//! the rules between the three rows are drawn behind that cell alone. What stands in the first columns between two
//! rules over the whole width is then one cell, whichever of its rows its lines stand beside. Rules over the figures of
//! an account look alike, but there each row has a label of its own; such tables are left alone.

use boardlift_model::Page;

use super::centred::Label;
use super::columns::Column;
use super::dividers::{Begun, Divider, Dividers};
use super::pieces::{Piece, TableLine};

/// So many rules that begin behind the same columns are no chance.
const RULES: usize = 2;

/// Lines of a label are closer to each other than this part of the distance of rows: at the same distance each would be
/// the label of a row.
const CLOSER: f32 = 0.93;

/// A body with rows within taller cells.
pub(super) struct Nested {
    /// The lines without the labels of several rows.
    pub(super) body: Vec<TableLine>,
    /// The labels of several rows.
    pub(super) labels: Vec<Label>,
    /// What parts rows: the rules over the whole width and those within.
    pub(super) across: Vec<Divider>,
}

impl Nested {
    /// The body as rules within it tell; nothing if there are none, or if rows have labels of their own.
    pub(super) fn find(
        page: &Page,
        body: &[TableLine],
        columns: &[Column],
        across: &[Divider],
        dividers: &Dividers<'_>,
    ) -> Option<Nested> {
        let (first, last) = (body.first()?, body.last()?);
        let begun = dividers.begun(columns, first.baseline, last.baseline);
        let column = common_column(&begun)?;
        let (whole, inner): (Vec<Begun>, Vec<Begun>) = begun.iter().partition(|rule| rule.column == 0);
        let slot = |line: &TableLine| whole.partition_point(|rule| rule.divider.y < middle(line));
        let mut nested = Nested { body: Vec::new(), labels: Vec::new(), across: Vec::new() };
        for lines in body.chunk_by(|a, b| slot(a) == slot(b)) {
            nested.add_slot(page, lines, column, &inner)?;
        }
        let outer = across.iter().filter(|d| d.y <= first.baseline || d.y >= last.baseline);
        nested.across = outer.copied().chain(begun.iter().map(|rule| rule.divider)).collect();
        nested.across.sort_by(|a, b| a.y.total_cmp(&b.y));
        Some(nested)
    }

    /// Adds the lines between two rules over the whole width; nothing if its rows can't be told.
    fn add_slot(&mut self, page: &Page, lines: &[TableLine], column: usize, inner: &[Begun]) -> Option<()> {
        let row = |line: &TableLine| inner.partition_point(|rule| rule.divider.y < middle(line));
        if row(&lines[0]) == row(&lines[lines.len() - 1]) {
            self.body.extend_from_slice(lines);
            return Some(());
        }
        let is_label = |piece: &Piece| piece.last < column;
        let first = self.body.len();
        self.body.extend(lines.iter().filter_map(|line| kept(line, |piece| !is_label(piece))));
        let rows = &self.body[first..];
        let label: Vec<TableLine> = lines.iter().filter_map(|line| kept(line, is_label)).collect();
        let single = rows.chunk_by(|a, b| row(a) == row(b));
        let single = single.into_iter().all(|row| row.iter().filter(|line| line.has_values()).count() <= 1);
        let clear = rows.iter().flat_map(|line| &line.pieces).all(|piece| piece.first >= column);
        if rows.is_empty() || !single || !clear || !are_one_cell(page, &label, rows, column) {
            return None;
        }
        if !label.is_empty() {
            self.labels.push(Label { lines: label, first, last: self.body.len() - 1 });
        }
        Some(())
    }
}

/// The column behind which the rules within begin, all of them; whether there are enough.
fn common_column(begun: &[Begun]) -> Option<usize> {
    let mut inner = begun.iter().map(|rule| rule.column).filter(|&column| column > 0);
    let column = inner.next()?;
    let more = inner.clone().count();
    (more + 1 >= RULES && inner.all(|other| other == column)).then_some(column)
}

/// Whether the lines of each of the first columns are closer to each other than the rows are.
fn are_one_cell(page: &Page, label: &[TableLine], rows: &[TableLine], columns: usize) -> bool {
    let pitch = |baselines: &[f32]| baselines.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<f32>>();
    let rows: Vec<f32> = rows.iter().map(|line| line.baseline).collect();
    let closest = pitch(&rows).into_iter().fold(f32::INFINITY, f32::min);
    (0..columns).all(|column| {
        let lines: Vec<f32> =
            label.iter().filter_map(|line| line.at(column)).map(|piece| piece.baseline(page)).collect();
        pitch(&lines).into_iter().all(|pitch| pitch < CLOSER * closest)
    })
}

/// The line with the pieces that are to stay; nothing if there are none.
fn kept(line: &TableLine, stays: impl Fn(&Piece) -> bool) -> Option<TableLine> {
    let pieces: Vec<Piece> = line.pieces.iter().filter(|piece| stays(piece)).cloned().collect();
    (!pieces.is_empty()).then_some(TableLine { pieces, ..*line })
}

/// The middle of the small letters of a line.
fn middle(line: &TableLine) -> f32 {
    line.baseline - line.size / 4.0
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use crate::testing::PageBuilder;

    /// Three rows with two quarters for each name, rules between them from `from` on, and one below all.
    fn page(names: &[(f32, &str)], from: f32) -> String {
        let mut page = PageBuilder::new().text(10.0, 20.0, "Indicator").text(150.0, 20.0, "Q1");
        page = page.text(200.0, 20.0, "Q2").level(26.0, 8.0, 240.0);
        for block in 0..3_u8 {
            let top = 40.0 + 60.0 * f32::from(block);
            page = names.iter().fold(page, |page, (down, name)| page.text(10.0, top + down, name));
            for (row, kind) in [(0_u8, "Actual"), (1, "Target"), (2, "England")] {
                let y = top + 20.0 * f32::from(row);
                page = page.text(100.0, y, kind).text(150.0, y, "12%").text(200.0, y, "34%");
                page = page.level(y + 6.0, if row == 2 { 8.0 } else { from }, 240.0);
            }
        }
        read(&page.build())
    }

    #[test]
    fn a_name_beside_rules_is_one_cell() {
        let read = page(&[(0.0, "Waste sent for"), (12.0, "recycling")], 98.0);
        let rows: Vec<&str> = read.lines().skip(2).take(3).collect();
        let expected = [
            "Waste sent for recycling«3×1» | Actual | 12% | 34%",
            "· | Target | 12% | 34%",
            "· | England | 12% | 34%",
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn labels_beside_each_row_are_their_own() {
        let read = page(&[(0.0, "Income"), (20.0, "Costs"), (40.0, "Total")], 98.0);
        assert!(read.contains("\nIncome | Actual | 12% | 34%\nCosts | Target | 12% | 34%\n"), "{read}");
    }
}
