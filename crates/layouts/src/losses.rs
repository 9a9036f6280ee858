//! What the reading of a table leaves out, as findings: figures that belong to nobody, columns that nobody knows, cells
//! that can't be read.

use boardlift_model::{Cell, Certainty, Finding, FindingKind, Method};

use crate::columns::{Column, Use};

/// Why figures belong to nobody whose name is missing or lost.
pub(crate) const NAMELESS: &str = "figures that no indicator's name stands beside were left out";
/// Why the cells of a row of judgements, arrows or comments are no figures.
pub(crate) const REMARKS: &str = "judgements or comments in a row of their own were left out";

/// The figures of a row of which none can be given to an indicator.
pub(crate) fn left_out(row: &[Cell], columns: &[Column], reason: &str) -> Option<Finding> {
    let figures: Vec<&Cell> = row
        .iter()
        .zip(columns)
        .filter(|(cell, column)| {
            column.value().is_some() && !cell.is_blank() && cell.certainty != Certainty::Lost
        })
        .map(|(cell, _)| cell)
        .collect();
    let first = figures.first()?;
    let message = format!("{reason}, the first is `{}`", first.text);
    let count = u32::try_from(figures.len()).unwrap_or(u32::MAX);
    Some(Finding::warning(FindingKind::FigureLeftOut, message, Some(first.place.clone())).times(count))
}

/// Columns that hold something but were not used, since nothing says what: figures are missed, words are told of.
pub(crate) fn unused_columns(body: &[Vec<Cell>], columns: &[Column]) -> Vec<Finding> {
    let unused = columns.iter().enumerate().filter_map(|(at, column)| match column.used {
        Use::UnknownFigures => Some((at, column, FindingKind::FigureLeftOut)),
        Use::Nothing => Some((at, column, FindingKind::UnknownHeading)),
        _ => None,
    });
    unused.filter_map(|(at, column, kind)| unused_column(body, at, column, kind)).collect()
}

fn unused_column(body: &[Vec<Cell>], at: usize, column: &Column, kind: FindingKind) -> Option<Finding> {
    unused_cells(body.iter().filter_map(|row| row.get(at)), at, &column.text, kind)
}

/// What is told of the cells of a column, from 0, that was not used, by the words over it.
pub(crate) fn unused_cells<'c>(
    cells: impl Iterator<Item = &'c Cell>,
    at: usize,
    heading: &str,
    kind: FindingKind,
) -> Option<Finding> {
    let cells: Vec<&Cell> = cells.filter(|cell| !cell.is_blank()).collect();
    let place = Some(cells.first()?.place.clone());
    let message = match heading {
        "" => format!("column {} has no heading; its cells were left out", at + 1),
        words => format!("the heading `{words}` says nothing known; its cells were left out"),
    };
    let finding = match kind {
        FindingKind::FigureLeftOut => Finding::warning(kind, message, place),
        _ => Finding::note(kind, message, place),
    };
    Some(finding.times(u32::try_from(cells.len()).unwrap_or(u32::MAX)))
}

/// The cells of figures that hold a glyph without a letter, or that a page's reader gave up. Readers that rebuild a table
/// from damaged text tell of their losses themselves.
pub(crate) fn unreadable(body: &[Vec<Cell>], columns: &[Column], method: Method) -> Option<Finding> {
    let is_rebuilt = matches!(method, Method::Salvage | Method::CellLines);
    let values =
        body.iter().flat_map(|row| row.iter().zip(columns)).filter(|(_, column)| column.value().is_some());
    let is_lost = |cell: &&Cell| {
        let given_up = cell.certainty == Certainty::Lost && cell.is_blank() && !is_rebuilt;
        given_up || cell.text.contains(char::REPLACEMENT_CHARACTER)
    };
    let lost: Vec<&Cell> = values.map(|(cell, _)| cell).filter(is_lost).collect();
    let place = Some(lost.first()?.place.clone());
    let message = "figures with letters or digits that can't be read were left out";
    let count = u32::try_from(lost.len()).unwrap_or(u32::MAX);
    Some(Finding::warning(FindingKind::FigureLeftOut, message, place).times(count))
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// The figures that are left, and of how many it is told that they are missing.
    fn check(lines: &str, expected: &[&str], missing: u32) {
        let reading = general(lines);
        let found: Vec<&str> = reading.figures.iter().map(|figure| figure.value_text.as_str()).collect();
        let told: u32 = reading.findings.iter().map(|finding| finding.count).sum();
        assert_eq!((&found[..], told), (expected, missing), "{lines}");
    }

    #[test]
    fn glyphs_without_letters_are_no_figures() {
        check("Indicator | May 22 | Jun 22\nPlans | 5\u{FFFD} | 6\nVisits | \u{FFFD} | 7", &["6", "7"], 2);
    }

    #[test]
    fn a_heading_that_cannot_be_read_names_no_column() {
        check("Indicator | May 22 | Mar 2\u{FFFD}\nPlans | 5 | 6\nVisits | 7 | 8", &["5", "7"], 2);
    }
}
