//! Tables for people: aligned, and no wider than the line.

use comfy_table::{
    Attribute, Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Row, Table, TableStyle,
    Width,
};

/// A line under the headings and nothing else: most terminals are short.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::new('─', '─', '─', '─'));

/// How wide a column of names may be.
const NAME_WIDTH: u16 = 18;

/// Longer cells are cut: the dataset has all their words.
const LINES_PER_ROW: usize = 2;

/// One column of a table for people.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heading<'t> {
    /// The heading.
    pub(crate) text: &'t str,
    /// How the cells below it are set.
    set: Set,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    /// Words, which wrap where the line is short.
    Words,
    /// A name, which wraps and leaves the room to the words.
    Name,
    /// A term or a date, which never wraps.
    Term,
    /// A number, which never wraps and stands on the right.
    Number,
}

impl Set {
    fn constraint(self) -> Option<ColumnConstraint> {
        match self {
            Set::Words => None,
            Set::Name => Some(ColumnConstraint::UpperBoundary(Width::Fixed(NAME_WIDTH))),
            Set::Term | Set::Number => Some(ColumnConstraint::ContentWidth),
        }
    }
}

/// A column of words, which wrap where the line is short.
pub(crate) const fn words(text: &str) -> Heading<'_> {
    Heading { text, set: Set::Words }
}

/// A column of short names, which wrap and leave the room to the others.
pub(crate) const fn names(text: &str) -> Heading<'_> {
    Heading { text, set: Set::Name }
}

/// A column of terms or dates, which never wrap.
pub(crate) const fn terms(text: &str) -> Heading<'_> {
    Heading { text, set: Set::Term }
}

/// A column of numbers, which never wrap and stand on the right.
pub(crate) const fn numbers(text: &str) -> Heading<'_> {
    Heading { text, set: Set::Number }
}

/// The table as lines of at most `width` columns, without a line break at the end. It has colours; a stream that
/// wants none has to take them out.
pub(crate) fn table(width: u16, headings: &[Heading<'_>], rows: &[Vec<Cell>]) -> String {
    let mut table = Table::new();
    table
        .load_style(STYLE)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .enforce_styling()
        .set_header(headings.iter().map(|heading| Cell::new(heading.text).add_attribute(Attribute::Bold)));
    for row in rows {
        let mut row = Row::from(row.clone());
        row.max_height(LINES_PER_ROW);
        table.add_row(row);
    }
    for (column, heading) in table.column_iter_mut().zip(headings) {
        column.set_padding((0, 1));
        if let Some(constraint) = heading.set.constraint() {
            column.set_constraint(constraint);
        }
        if heading.set == Set::Number {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_keeps_to_its_width_and_never_breaks_a_number() {
        let rows = vec![vec![
            Cell::new("a name that is much too long for the line ".repeat(5)),
            Cell::new("1234567"),
        ]];
        let text = table(60, &[words("Name"), numbers("Figure")], &rows);
        let plain = anstream::adapter::strip_str(&text).to_string();
        assert!(plain.lines().all(|line| line.chars().count() <= 60), "{plain}");
        assert!(plain.contains("1234567"), "{plain}");
    }

    #[test]
    fn a_table_without_rows_is_its_headings() {
        let text = table(60, &[words("Name")], &[]);
        assert!(text.contains("Name"));
    }
}
