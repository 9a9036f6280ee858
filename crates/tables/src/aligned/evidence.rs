//! What speaks for a table that was found by the way its words line up, and what against it.

use boardlift_model::Page;

use super::columns::Column;
use super::dividers::Divider;
use super::pieces::{Alignment, TableLine, alignment, is_figures};
use crate::layout::Report;

/// A table as found so far.
pub(super) struct Found<'a> {
    pub(super) columns: &'a [Column],
    /// The lines of headings.
    pub(super) heads: &'a [TableLine],
    /// The lines below them.
    pub(super) body: &'a [TableLine],
    /// How many rows the lines of the body make.
    pub(super) rows: usize,
    /// Rules and bands across the table, its frame included.
    pub(super) dividers: &'a [Divider],
    /// How many upright lines run down between the columns.
    pub(super) uprights: usize,
}

/// The points for and against.
pub(super) fn report(page: &Page, found: &Found<'_>) -> Report {
    let alignments: Vec<Alignment> =
        (0..found.columns.len()).map(|column| alignment(found.body, column)).collect();
    let framed = found.dividers.len() >= 2;
    // Two figures line up by chance.
    let figures: Vec<&Alignment> = alignments[1..]
        .iter()
        .filter(|a| is_figures(**a) && (a.items > 2 || framed && a.items > 1))
        .collect();
    let headings = headings(found, &alignments);
    let mut points = vec![
        ("figures line up", line_up(&figures, framed)),
        ("rows", rows(found, framed, headings > 0.0)),
        ("columns", columns(found.columns.len(), framed, headings > 0.0)),
        ("labels line up", 0.1 * alignments[0].agreeing),
        ("headings", headings),
        ("hairlines", hairlines(found.dividers)),
        ("rows ruled off", ruled_off(found)),
        ("cells drawn", drawn(found)),
        ("rows without figures", without_figures(found)),
        ("blank cells", blanks(found, &alignments, framed)),
        ("scale of a chart", if is_scale(page, found) { -1.5 } else { 0.0 }),
        ("contents list", if is_contents(page, found, framed || headings > 0.0) { -1.0 } else { 0.0 }),
    ];
    points.retain(|(_, points)| *points != 0.0);
    points.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    Report { points, ..Report::default() }
}

/// Figures that share an edge in each column are what makes a table without rules one.
fn line_up(figures: &[&Alignment], framed: bool) -> f32 {
    let items: usize = figures.iter().map(|column| column.items).sum();
    if items == 0 {
        return if framed { -0.2 } else { -1.0 };
    }
    let agreeing: f32 = figures.iter().map(|column| column.agreeing * column.items as f32).sum();
    // Four in ten agree by chance, where figures have one to three digits.
    0.4 * ((agreeing / items as f32 - 0.4) / 0.6).clamp(-0.5, 1.0)
}

/// Two lines that line up may do so by chance; six don't.
fn rows(found: &Found<'_>, framed: bool, headed: bool) -> f32 {
    let rows = found.body.iter().filter(|line| line.has_values()).count();
    match rows {
        0 | 1 if framed => -0.1,
        0 | 1 => -1.0,
        2 if framed => 0.0,
        2 if headed && found.columns.len() > 3 => -0.2,
        2 => -0.8,
        3 => 0.0,
        4 | 5 => 0.05,
        _ => 0.1,
    }
}

/// Two columns without a line or a heading are a list of values.
fn columns(count: usize, framed: bool, headed: bool) -> f32 {
    match count {
        0 | 1 => -1.0,
        2 if framed => 0.0,
        2 if headed => -0.25,
        2 => -0.8,
        3 => 0.05,
        _ => 0.1,
    }
}

/// Headings over most columns of figures.
fn headings(found: &Found<'_>, alignments: &[Alignment]) -> f32 {
    let is_headed = |column: usize| {
        let mut pieces = found.heads.iter().flat_map(|line| &line.pieces);
        pieces.any(|piece| piece.first <= column && column <= piece.last)
    };
    let figures = (1..alignments.len()).filter(|&column| is_figures(alignments[column]));
    let (headed, bare): (Vec<usize>, Vec<usize>) = figures.partition(|&column| is_headed(column));
    if headed.len() > bare.len() { 0.1 } else { 0.0 }
}

fn hairlines(dividers: &[Divider]) -> f32 {
    match dividers.len() {
        0 => 0.0,
        1 => 0.05,
        2 => 0.1,
        _ => 0.15,
    }
}

/// Words in columns, without a figure, are a table if every row is ruled off from the next and has something in several
/// columns. The marks of a chart's axis, with its grid lines and its words, have not.
fn ruled_off(found: &Found<'_>) -> f32 {
    if found.body.iter().any(TableLine::has_values) {
        return 0.0;
    }
    let filled = found.body.iter().filter(|line| line.pieces.len() > 1).count();
    let ruled = found.dividers.len() > found.rows && filled * 4 >= found.rows * 3;
    if found.rows >= 2 && ruled { 0.4 } else { -1.0 }
}

/// A table with a line between most columns and most rows is better read from its lines.
fn drawn(found: &Found<'_>) -> f32 {
    let drawn = found.uprights * 2 >= found.columns.len() - 1 && found.dividers.len() * 3 >= found.rows * 2;
    if drawn { -0.25 } else { 0.0 }
}

/// Some rows only head a group; where most have no figures, the figures are by the way. A table of words has none.
fn without_figures(found: &Found<'_>) -> f32 {
    let figures = found.body.iter().filter(|line| line.has_values()).count();
    if figures == 0 {
        return 0.0;
    }
    let without = found.rows.saturating_sub(figures) as f32 / found.rows.max(1) as f32;
    -0.8 * (without - 0.4).max(0.0)
}

/// Some cells are blank; where most are, the columns are made up. Rules make it less likely that they are.
fn blanks(found: &Found<'_>, alignments: &[Alignment], framed: bool) -> f32 {
    let places = (found.rows * found.columns.len()).max(1) as f32;
    let filled: usize = alignments.iter().map(|column| column.items).sum();
    let weight = if framed { 0.6 } else { 1.5 };
    -weight * (1.0 - filled as f32 / places - 0.5).max(0.0)
}

/// Titles with page numbers that never fall, without headings: a list of contents.
fn is_contents(page: &Page, found: &Found<'_>, told_apart: bool) -> bool {
    if told_apart || found.columns.len() > 3 {
        return false;
    }
    let last = found.columns.len() - 1;
    let numbers: Option<Vec<u32>> = found
        .body
        .iter()
        .filter_map(|line| line.at(last).filter(|piece| piece.item.kind.is_value()))
        .map(|piece| piece.item.words.first().and_then(|&word| page.words[word].text.parse().ok()))
        .collect();
    numbers.is_some_and(|numbers| numbers.len() > 1 && numbers.is_sorted())
}

/// Figures that rise or fall by equal steps are marks on the axis of a chart. A column of row numbers does so too, but
/// has other figures beside it.
fn is_scale(page: &Page, found: &Found<'_>) -> bool {
    let columns: Vec<Vec<f64>> =
        (0..found.columns.len()).map(|column| numbers(page, found.body, column)).collect();
    let marks: usize = columns.iter().map(Vec::len).sum();
    let pieces: usize = found.body.iter().map(|line| line.pieces.len()).sum();
    let threes = columns.iter().flat_map(|numbers| numbers.windows(3));
    let equal = threes.clone().filter(|three| has_equal_steps(three)).count();
    marks * 2 > pieces && equal > 0 && equal * 5 >= threes.count() * 3
}

/// The numbers that stand in a column, where its words are numbers.
fn numbers(page: &Page, body: &[TableLine], column: usize) -> Vec<f64> {
    let pieces = body.iter().filter_map(|line| line.at(column));
    pieces
        .map(|piece| piece.item.words.first().map_or("", |&word| page.words[word].text.as_str()))
        .filter(|text| text.contains(|letter: char| letter.is_ascii_digit()))
        .filter_map(|text| text.replace([',', '%'], "").parse().ok())
        .collect()
}

/// Whether three numbers rise or fall by equal steps.
fn has_equal_steps(three: &[f64]) -> bool {
    let (first, second) = (three[1] - three[0], three[2] - three[1]);
    first != 0.0 && (second - first).abs() <= first.abs() / 100.0
}
