//! Tables between tab marks, as spreadsheets and PDF readers put them on the clipboard.
//!
//! Keeps ragged rows, blank cells, group rows and headings that are printed again: the layouts know what they
//! mean. Takes no list and no indented words for a table.

use std::borrow::Cow;

use boardlift_lexicon::wording;
use boardlift_model::grid::Method;
use boardlift_model::{Block, Cell, Grid, Text};

use crate::glued::{self, Piece};
use crate::limits::Budget;
use crate::line::Line;
use crate::part::Part;
use crate::{markup, prose, salvage, shape};

/// How many lines between two rows are looked at to see whether the table goes on.
const GAP_LINES: usize = 3;

/// A table that goes on behind a blank line has at least this many columns: two columns are often a legend.
const SURE_WIDTH: usize = 4;

/// A run of lines between tab marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// How many lines it takes, blank ones and group titles between its rows included.
    pub(crate) lines: usize,
    /// Whether it is a table; else the tabs only indent words.
    pub(crate) is_table: bool,
}

/// The run that starts with the first line; nothing where that has no tabs between cells.
pub(crate) fn run(lines: &[Line<'_>]) -> Option<Run> {
    let first = lines.first().filter(|line| is_row(line))?;
    let mut widest = width(first);
    let mut end = 1;
    while let Some(next) = next_row(lines.get(end..).unwrap_or_default(), widest) {
        widest = widest.max(lines.get(end + next).map_or(0, width));
        end += next + 1;
    }
    let is_table = is_table(lines.get(..end).unwrap_or_default());
    Some(Run { lines: end, is_table })
}

/// The blocks of a run that is a table.
pub(crate) fn read(lines: &[Line<'_>], budget: &mut Budget) -> Part {
    let lines: Vec<&Line<'_>> = lines.iter().filter(|line| !line.is_blank()).collect();
    let widest = lines.iter().map(|line| line.text.trim_end().matches('\t').count() + 1).max().unwrap_or(0);
    if let Err(finding) = budget.admit(lines.len(), widest, lines.first().map(|line| line.place())) {
        return Part::finding(finding);
    }
    let rows = rows(&lines);
    if let Some(damage) = salvage::damage(&rows) {
        let (blocks, findings) = salvage::rebuild(rows, &damage);
        return Part { blocks, findings };
    }
    let (pieces, findings) = glued::part(rows);
    let mut part = Part { blocks: Vec::new(), findings };
    for piece in pieces {
        match piece {
            Piece::Rows(rows) => part.blocks.extend(table(rows)),
            Piece::Title(text) => part.blocks.push(Block::Heading(text)),
        }
    }
    part
}

/// The table of the given rows, below the titles that stand in its first rows.
fn table(mut rows: Vec<Vec<Cell>>) -> Vec<Block> {
    let is_sole = |row: &Vec<Cell>| row.iter().filter(|cell| !cell.is_blank()).count() == 1;
    let titles = rows.iter().take_while(|row| is_sole(row)).count();
    let heads = |row: &Vec<Cell>| shape::is_heading_row(row.iter().map(|cell| cell.text.as_str()));
    let body =
        if rows.get(titles).is_some_and(heads) { rows.split_off(titles) } else { std::mem::take(&mut rows) };
    let title = |cell: Cell| prose::lone(Text { text: cell.text, place: cell.place });
    let titles = rows.into_iter().flatten().filter(|cell| !cell.is_blank()).map(title);
    titles.chain([Block::Grid(Grid::new(body, Method::Tabs))]).collect()
}

/// The rows that hold words, without the columns on the right that are blank in all of them.
fn rows(lines: &[&Line<'_>]) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = lines.iter().map(|line| row(line)).collect();
    let last_word =
        |row: &Vec<Cell>| row.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
    let used = rows.iter().map(last_word).max().unwrap_or(0);
    for row in &mut rows {
        row.truncate(used);
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_blank()));
    rows
}

fn row(line: &Line<'_>) -> Vec<Cell> {
    let cell = |raw: &str| {
        let marked = markup::plain(&unquoted(raw));
        Cell { bold: marked.bold, ..Cell::new(marked.text, line.place()) }
    };
    line.text.trim_end().split('\t').map(cell).collect()
}

/// A cell without the quotes that spreadsheets put around cells with a comma or a quote, and only around these.
fn unquoted(raw: &str) -> Cow<'_, str> {
    let inside = raw.trim().strip_prefix('"').and_then(|inside| inside.strip_suffix('"'));
    match inside {
        Some(inside) if inside.replace("\"\"", "").contains('"') => Cow::Borrowed(raw),
        Some(inside) if inside.contains("\"\"") => Cow::Owned(inside.replace("\"\"", "\"")),
        Some(inside) if inside.contains(',') => Cow::Borrowed(inside),
        _ => Cow::Borrowed(raw),
    }
}

/// Whether tabs part cells on this line. A bullet that a tab parts from its words makes a list item.
fn is_row(line: &Line<'_>) -> bool {
    let is_piped = line.text.trim_start().starts_with('|');
    !line.is_blank() && line.text.contains('\t') && !is_piped && !is_tabbed_item(line.text)
}

fn is_tabbed_item(text: &str) -> bool {
    let words = text.trim();
    let is_item = words.matches('\t').count() == 1 && wording::list_item(words).is_some();
    is_item && words.split_once('\t').is_some_and(|(bullet, _)| wording::list_item(bullet).is_none())
}

fn width(line: &Line<'_>) -> usize {
    line.text.matches('\t').count() + 1
}

fn cells<'t>(line: &Line<'t>) -> impl Iterator<Item = &'t str> + Clone {
    line.text.split('\t').map(str::trim)
}

/// How many lines ahead the table's next row stands; nothing where the table ends.
///
/// A blank line does not end a table where a row follows that fits it and is no headings: rows are printed with
/// space between them. Nor does a title between rows of the full width: it heads the rows below it.
fn next_row(ahead: &[Line<'_>], widest: usize) -> Option<usize> {
    let first = ahead.first()?;
    if is_row(first) {
        return Some(0);
    }
    if widest < SURE_WIDTH && !first.is_blank() {
        return None;
    }
    let gap = ahead.iter().take(GAP_LINES + 1).position(is_row)?;
    let between = ahead.get(..gap)?;
    let row = ahead.get(gap)?;
    let titles = between.iter().filter(|line| !line.is_blank()).count();
    let all_titles = between.iter().all(|line| line.is_blank() || is_group_title(line));
    // A row of nothing but tabs is one of the table's own.
    let empty = between.iter().filter(|line| !line.text.contains('\t')).count();
    let fits = match titles {
        0 => empty <= 1 && (width(row) == widest || (SURE_WIDTH..=widest).contains(&width(row))),
        1 => all_titles && width(row) == widest && widest >= SURE_WIDTH,
        _ => false,
    };
    (fits && !shape::is_heading_row(cells(row)) && (titles == 0 || shape::is_data_row(cells(row))))
        .then_some(gap)
}

fn is_group_title(line: &Line<'_>) -> bool {
    let text = line.text.trim();
    let is_marked = wording::list_item(text).is_some() || wording::footnote(text).is_some();
    !text.contains('|') && !is_marked && wording::is_title(text)
}

/// Whether the lines are a table: cells in more than one column, and more than a single label with its words.
fn is_table(lines: &[Line<'_>]) -> bool {
    let mut columns = lines.iter().flat_map(|line| {
        cells(line).enumerate().filter(|(_, cell)| !cell.is_empty()).map(|(column, _)| column)
    });
    let first = columns.next();
    let in_one_column = columns.all(|column| Some(column) == first);
    let mut rows = lines.iter().filter(|line| !line.is_blank());
    let sole_cells = rows.next().map_or(0, |line| cells(line).filter(|cell| !cell.is_empty()).count());
    let is_label = rows.next().is_none() && sole_cells <= 2;
    !in_one_column && !is_label
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::testing::{block_text, lines_of};

    fn check(text: &str, lines: usize, expected: &str) {
        let all = lines_of(text);
        let run = run(&all).expect("a run");
        assert_eq!(run, Run { lines, is_table: true }, "{text:?}");
        let part = read(&all[..run.lines], &mut Budget::new(&Limits::default()));
        assert_eq!(block_text(&part.blocks), expected, "from {text:?}");
    }

    fn check_no_table(text: &str) {
        assert!(run(&lines_of(text)).is_none_or(|run| !run.is_table), "{text:?}");
    }

    const HEADER: &str = "Ref\tIndicator\tTarget\tQ1";

    #[test]
    fn rows_keep_their_columns() {
        check(
            &format!("{HEADER}\n1\tPlans\t\t5\n\tHealth\n2\tReviews\t6"),
            4,
            "1: Ref | Indicator | Target | Q1\n2: 1 | Plans | · | 5\n3: · | Health | · | ·\n4: 2 | Reviews | 6 | ·\n",
        );
        check(
            "Ref\t\tAction\t\t\n1\tBacklog\tReview\t\t\nData Notes\t\t\t\t",
            3,
            "1: Ref | · | Action\n2: 1 | Backlog | Review\n3: Data Notes | · | ·\n",
        );
        check(
            "Key:\t\n\tBelow target\n\tAbove target",
            3,
            "1: Key: | ·\n2: · | Below target\n3: · | Above target\n",
        );
    }

    #[test]
    fn a_gap_ends_a_table_only_where_something_else_follows() {
        check(
            &format!("{HEADER}\n1\tPlans\t4\t5\n\n2\tReviews\t6\t7"),
            4,
            "1: Ref | Indicator | Target | Q1\n2: 1 | Plans | 4 | 5\n4: 2 | Reviews | 6 | 7\n",
        );
        check(
            &format!("{HEADER}\n1\tPlans\t4\t5\n\n{HEADER}\n1\tPlans\t4\t5"),
            2,
            "1: Ref | Indicator | Target | Q1\n2: 1 | Plans | 4 | 5\n",
        );
        check(
            &format!("{HEADER}\n1\tPlans\t4\t5\n\nKey:\tRed"),
            2,
            "1: Ref | Indicator | Target | Q1\n2: 1 | Plans | 4 | 5\n",
        );
        check(
            &format!("{HEADER}\n1\tPlans\t4\t5\nHealth\n2\tReviews\t6\t7"),
            4,
            "1: Ref | Indicator | Target | Q1\n2: 1 | Plans | 4 | 5\n3: Health | · | · | ·\n4: 2 | Reviews | 6 | 7\n",
        );
        check(
            &format!("{HEADER}\n1\tPlans\t4\t5\nThis ends the table.\n2\tReviews\t6\t7"),
            2,
            "1: Ref | Indicator | Target | Q1\n2: 1 | Plans | 4 | 5\n",
        );
    }

    #[test]
    fn titles_above_the_headings_are_titles() {
        check(
            &format!("SEND Dashboard\t\t\t\n{HEADER}\n1\tPlans\t4\t5"),
            3,
            "1: # SEND Dashboard\n2: Ref | Indicator | Target | Q1\n3: 1 | Plans | 4 | 5\n",
        );
    }

    #[test]
    fn spreadsheet_quotes_go() {
        check(
            "Ref\tIndicator\tTarget\n1\t\"Plans, new\"\t\"1,632\"\n2\t\"Rated \"\"good\"\"\"\t\"Good\" or \"better\"",
            3,
            "1: Ref | Indicator | Target\n2: 1 | Plans, new | 1,632\n3: 2 | Rated \"good\" | \"Good\" or \"better\"\n",
        );
    }

    #[test]
    fn lists_and_indented_words_are_no_tables() {
        check_no_table("•\tNumbers rise\n•\tTimes fall");
        check_no_table("1.\tNumbers rise");
        check_no_table("\tIndented words\n\tand more of them");
        check_no_table("Date:\t17 April 2024");
        check_no_table("No tabs at all");
    }

    #[test]
    fn ten_thousand_columns_are_set_aside() {
        let text = format!("a{0}\nb{0}", "\tc".repeat(10_000));
        let part = read(&lines_of(&text), &mut Budget::new(&Limits::default()));
        assert!(part.blocks.is_empty());
        assert_eq!(part.findings.len(), 1);
    }
}
