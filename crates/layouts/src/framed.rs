//! Title lines and commentary inside a grid, set free as blocks of their own.
//!
//! Workbooks, and pages printed from them, put everything into one frame: the title merged over the whole width, then the
//! table, then the commentary merged over the whole width again. The grid keeps these rows, so that its rows stay
//! numbered as they are printed, and their words stand before and after it as headings and points too. Only words over
//! the whole width are taken; group rows between figures are none of them.

use std::borrow::Cow;

use boardlift_model::{Block, Cell, Document, Grid, Place, Text};

use crate::look::Look;

/// The sign of a point.
const BULLET: char = '•';
/// A heading that stands behind a point in the same cell has so many words at most.
const MOST_WORDS_OF_HEADING: usize = 12;

/// A document whose framed lines are free.
pub(crate) struct Freed<'a> {
    /// The document.
    pub(crate) document: Cow<'a, Document>,
    /// What each of its grids shows, in order.
    pub(crate) looks: Vec<Look>,
}

/// The document with the framed lines of its tables as blocks of their own.
pub(crate) fn set_free(document: &Document) -> Freed<'_> {
    let looks: Vec<Look> = document.grids().map(Look::at).collect();
    let mut shown = looks.iter();
    let framed: Vec<(Vec<Block>, Vec<Block>)> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Grid(grid) => shown.next().map(|look| around(grid, look)).unwrap_or_default(),
            _ => (Vec::new(), Vec::new()),
        })
        .collect();
    if framed.iter().all(|(before, after)| before.is_empty() && after.is_empty()) {
        return Freed { document: Cow::Borrowed(document), looks };
    }
    let blocks = document
        .blocks
        .iter()
        .zip(framed)
        .flat_map(|(block, (before, after))| before.into_iter().chain([block.clone()]).chain(after));
    let freed = Document {
        source: document.source.clone(),
        pages: document.pages,
        blocks: blocks.collect(),
        findings: document.findings.clone(),
    };
    Freed { document: Cow::Owned(freed), looks }
}

/// What a table says above its heading and below it, over its whole width.
fn around(grid: &Grid, look: &Look) -> (Vec<Block>, Vec<Block>) {
    let turned = look.turned().map(|piece| piece.row..piece.row + 1);
    match turned.or_else(|| look.header.as_ref().map(|header| header.rows.clone())) {
        Some(rows) => (above(grid, rows.start), below(grid, rows.end)),
        None => (Vec::new(), Vec::new()),
    }
}

fn above(grid: &Grid, heading: usize) -> Vec<Block> {
    let lines = grid.rows()[..heading].iter().filter_map(|row| whole_line(row));
    lines.flat_map(|cell| if has_points(cell) { points(cell) } else { vec![headline(cell)] }).collect()
}

/// The points below a heading, each group with the line right above it.
fn below(grid: &Grid, heading: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut line_above: Option<&Cell> = None;
    for row in &grid.rows()[heading..] {
        let line = whole_line(row);
        if let Some(cell) = line.filter(|cell| has_points(cell)) {
            blocks.extend(line_above.take().map(headline));
            blocks.extend(points(cell));
        } else {
            line_above = line;
        }
    }
    blocks
}

/// The only printed cell of a row, where it is merged over the whole width.
pub(crate) fn whole_line(row: &[Cell]) -> Option<&Cell> {
    let mut printed = row.iter().filter(|cell| !cell.is_blank());
    let cell = printed.next()?;
    (row.len() > 1 && cell.col_span as usize == row.len() && printed.next().is_none()).then_some(cell)
}

/// Whether a cell lists points.
pub(crate) fn has_points(cell: &Cell) -> bool {
    cell.text.contains(BULLET)
}

fn headline(cell: &Cell) -> Block {
    Block::Heading(Text { text: cell.text.clone(), place: cell.place.clone() })
}

/// The points of a cell, `What works • One. • Two.`, and the headings before and between them.
fn points(cell: &Cell) -> Vec<Block> {
    let mut parts = cell.text.split(BULLET).map(str::trim);
    let first = parts.next().unwrap_or_default();
    let mut blocks: Vec<Block> = text(first, &cell.place).map(Block::Heading).into_iter().collect();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let (point, heading) = if parts.peek().is_some() { split_heading(part) } else { (part, "") };
        blocks.extend(text(point, &cell.place).map(Block::ListItem));
        blocks.extend(text(heading, &cell.place).map(Block::Heading));
    }
    blocks
}

fn text(words: &str, place: &Place) -> Option<Text> {
    (!words.is_empty()).then(|| Text { text: words.to_owned(), place: place.clone() })
}

/// A point that ends with a full stop and the words behind it, which head the points that follow.
fn split_heading(part: &str) -> (&str, &str) {
    let Some(end) = part.rfind(". ").map(|at| at + 1) else { return (part, "") };
    let (point, rest) = (part[..end].trim(), part[end..].trim());
    let is_heading = rest.starts_with(char::is_uppercase)
        && !rest.ends_with(['.', ',', ';'])
        && rest.split_whitespace().count() <= MOST_WORDS_OF_HEADING;
    if is_heading { (point, rest) } else { (part, "") }
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    const TABLE: &str = "Ref | KPI | May 22\n1 | Number of plans | 5";

    /// Title, section of the first figure, and the commentary.
    fn check(lines: &str, title: &str, section: &str, commentary: &[&str]) {
        let reading = general(lines);
        let found: Vec<String> = reading
            .commentary
            .iter()
            .map(|point| format!("{}: {}", point.heading.as_deref().unwrap_or("-"), point.text))
            .collect();
        let of_figure = reading.figures.first().and_then(|figure| figure.section.clone());
        assert_eq!(reading.profile.title.as_deref().unwrap_or("-"), title, "{lines}");
        assert_eq!(of_figure.as_deref().unwrap_or("-"), section, "{lines}");
        assert_eq!(found, commentary, "{lines}");
    }

    #[test]
    fn lines_over_the_table() {
        check(&format!("Board scorecard | < | <\n | < | <\n{TABLE}"), "Board scorecard", "-", &[]);
        check(&format!("Board scorecard | < | <\n{TABLE}"), "Board scorecard", "-", &[]);
        check(
            &format!("# Board scorecard\n\nTimeliness | < | <\n{TABLE}"),
            "Board scorecard",
            "Timeliness",
            &[],
        );
    }

    #[test]
    fn points_below_the_table() {
        check(
            &format!(
                "# Dashboard\n\n{TABLE}\nCommentary | < | <\n• Plans went up. | < | <\n• So did visits. | < | <"
            ),
            "Dashboard",
            "-",
            &["Commentary: Plans went up.", "Commentary: So did visits."],
        );
    }

    #[test]
    fn points_in_one_cell() {
        check(
            &format!(
                "# Dashboard\n\n{TABLE}\nTrends • Plans rose by 3.5%. • Visits fell. What worries us? • Costs. • Gaps. | < | <"
            ),
            "Dashboard",
            "-",
            &[
                "Trends: Plans rose by 3.5%.",
                "Trends: Visits fell.",
                "What worries us?: Costs.",
                "What worries us?: Gaps.",
            ],
        );
    }

    #[test]
    fn group_rows_are_no_commentary() {
        check(&format!("# Dashboard\n\n{TABLE}\nQuality | < | <\n2 | Audits | 6"), "Dashboard", "-", &[]);
    }
}
