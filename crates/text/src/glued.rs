//! Lines that lost their line break: a title that stands at once behind the last cell of a table, and whole
//! tables on one line.
//!
//! Parts them only where it is certain; what can't be parted is left out and counted, since the figures of a line
//! that is too long stand under the wrong headings.

use boardlift_lexicon::heading::Role;
use boardlift_model::finding::FindingKind;
use boardlift_model::{Cell, Finding, Text};

use crate::shape;

/// The longest cell that a title is looked for in, in bytes: titles are short, and long cells are prose.
const SEARCHED_BYTES: usize = 400;

/// The fewest headings that tell a table's headings from other words.
const FEWEST_HEADINGS: usize = 3;

/// A stretch of a run of rows that was one table, or words between two tables.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece {
    /// Rows of one table.
    Rows(Vec<Vec<Cell>>),
    /// A title.
    Title(Text),
}

/// Parts a run of rows where a title or a further table was run into a line.
pub(crate) fn part(rows: Vec<Vec<Cell>>) -> (Vec<Piece>, Vec<Finding>) {
    let mut findings = Vec::new();
    let header = header_of(&rows);
    let mut tables: Vec<Vec<Vec<Cell>>> = Vec::new();
    let mut table: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
    // Whether the headings that the rows stand under were left out with the line that they were run into.
    let mut lacks_headings = false;
    for row in rows {
        if lacks_headings && !shape::is_heading_row(texts(&row)) {
            findings.push(left_out("a row whose headings can't be read was left out".to_owned(), &row));
            continue;
        }
        lacks_headings = false;
        let overlong = header.as_ref().filter(|header| is_overlong(&row, header.len()));
        let parted = overlong.and_then(|header| part_line(&row, header)).or_else(|| part_headings(&row));
        match (parted, overlong) {
            (Some((mut before, after)), _) => {
                table.append(&mut before);
                tables.push(std::mem::replace(&mut table, after));
            }
            (None, None) => table.push(row),
            (None, Some(header)) => {
                lacks_headings = holds_headings(row.get(1..).unwrap_or_default());
                let message = format!(
                    "a row of {} cells in a table of {} columns was left out",
                    row.len(),
                    header.len()
                );
                findings.push(left_out(message, &row));
            }
        }
    }
    tables.push(table);
    (tables.into_iter().flat_map(part_titles).collect(), findings)
}

/// Rows before headings that were run into their line, and the rows from the headings on.
type Parted = (Vec<Vec<Cell>>, Vec<Vec<Cell>>);

/// The words of the first heading row, which stands among the first rows: only titles come before it. Where a
/// whole table stands on one line, its leading headings.
fn header_of(rows: &[Vec<Cell>]) -> Option<Vec<String>> {
    let words = |row: &[Cell]| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    rows.iter().take(3).find_map(|row| {
        if shape::is_heading_row(texts(row)) {
            return Some(words(row));
        }
        let known = row.iter().take_while(|cell| shape::role(&cell.text).is_some()).count();
        (known >= FEWEST_HEADINGS).then(|| words(row.get(..known).unwrap_or_default()))
    })
}

fn texts(row: &[Cell]) -> impl Iterator<Item = &str> + Clone {
    row.iter().map(|cell| cell.text.as_str())
}

/// Two rows run together have, glued or not, at least this many cells.
fn is_overlong(row: &[Cell], width: usize) -> bool {
    width >= FEWEST_HEADINGS && row.len() + 1 >= 2 * width
}

fn holds_headings(row: &[Cell]) -> bool {
    let is_known = |cell: &Cell| cell.is_blank() || shape::role(&cell.text).is_some();
    let printed = |cells: &[Cell]| cells.iter().filter(|cell| !cell.is_blank()).count();
    row.split(|cell| !is_known(cell)).any(|known| printed(known) >= FEWEST_HEADINGS)
}

/// The rows that a line holds: rows, headings, and rows again, all of the width of the table. Nothing where the
/// numbers of cells do not come out even.
fn part_line(row: &[Cell], header: &[String]) -> Option<Parted> {
    let width = header.len();
    let start = (0..row.len()).find(|at| starts_header(row, *at, header))?;
    let seam = row.get(start)?.text.len().checked_sub(header.first()?.len())?;
    let (before, after) = cut(row, start, seam)?;
    let is_even = |cells: &[Cell]| cells.len() < width || cells.len().is_multiple_of(width);
    let rows = |cells: &[Cell]| cells.chunks(width).map(<[Cell]>::to_vec).collect();
    (is_even(&before) && is_even(&after)).then(|| (rows(&before), rows(&after)))
}

/// A row that ends in the headings of another table, the first of them run into its last cell.
fn part_headings(row: &[Cell]) -> Option<Parted> {
    let seam = |cell: &Cell| seam(&cell.text, |words| shape::role(words).is_some());
    let (start, seam) = row.iter().enumerate().skip(1).find_map(|(at, cell)| Some((at, seam(cell)?)))?;
    let (before, after) = cut(row, start, seam)?;
    let is_header = after.len() >= FEWEST_HEADINGS && shape::is_heading_row(texts(&after));
    is_header.then(|| (vec![before], vec![after]))
}

/// The cells up to the byte `seam` of the cell at `start`, and those from there on.
fn cut(row: &[Cell], start: usize, seam: usize) -> Option<(Vec<Cell>, Vec<Cell>)> {
    let (before, after) = row.split_at_checked(start)?;
    let (cell, others) = after.split_first()?;
    let (last, first) = cell.text.split_at_checked(seam)?;
    let piece = |text: &str| Cell { text: text.trim().to_owned(), ..cell.clone() };
    let last = (seam > 0).then(|| piece(last));
    let before = before.iter().cloned().chain(last).collect();
    let after = std::iter::once(piece(first)).chain(others.iter().cloned()).collect();
    Some((before, after))
}

/// Whether headings start with the cell at `at`, which may have words of the row before run into it: the table's own
/// again, or others of its width that begin with the same words.
fn starts_header(row: &[Cell], at: usize, header: &[String]) -> bool {
    let Some((first, others)) = header.split_first() else { return false };
    let starts = row.get(at).is_some_and(|cell| !first.is_empty() && cell.text.ends_with(first.as_str()));
    let end = row.len().min(at + header.len());
    let cells = || row.get(at + 1..end).unwrap_or_default().iter().map(|cell| cell.text.as_str());
    let is_same = || cells().len() == others.len() && cells().zip(others).all(|(cell, words)| cell == words);
    starts && (is_same() || shape::is_heading_row(std::iter::once(first.as_str()).chain(cells())))
}

fn left_out(message: String, row: &[Cell]) -> Finding {
    let values = texts(row).filter(|text| shape::is_value(text)).count();
    let place = row.first().map(|cell| cell.place.clone());
    let count = u32::try_from(values).unwrap_or(u32::MAX).max(1);
    Finding::warning(FindingKind::FigureLeftOut, message, place).times(count)
}

/// Cuts the rows where a title was run into the last cell of a table's last row: before headings, or at the end.
fn part_titles(rows: Vec<Vec<Cell>>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut table: Vec<Vec<Cell>> = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while let Some(mut row) = rows.next() {
        let stands_alone = rows.peek().is_some_and(|next| is_title_for_a_blank(&row, &table, next));
        let last = row.last_mut();
        let seam = last.as_ref().and_then(|cell| seam(&cell.text, is_title)).or(stands_alone.then_some(0));
        let ends = |next: Option<&Vec<Cell>>| next.is_none_or(|next| shape::is_heading_row(texts(next)));
        let title = match (last, seam) {
            // The first row of a table is its headings, and a heading may be written as a brand is.
            (Some(cell), Some(seam)) if !table.is_empty() && ends(rows.peek()) => {
                Some(Text { text: cell.text.split_off(seam), place: cell.place.clone() })
            }
            _ => None,
        };
        table.push(row);
        if let Some(title) = title {
            pieces.push(Piece::Rows(std::mem::take(&mut table)));
            pieces.push(Piece::Title(title));
        }
    }
    if !table.is_empty() {
        pieces.push(Piece::Rows(table));
    }
    pieces
}

/// Whether the last cell of a row holds nothing but the title of the table below: its own words are blank. It stands
/// where the table's headings want a figure, and further headings follow at once.
fn is_title_for_a_blank(row: &[Cell], table: &[Vec<Cell>], next: &[Cell]) -> bool {
    let (Some(last), Some(header)) = (row.last(), table.first()) else { return false };
    let wants_figure =
        header.last().is_some_and(|cell| matches!(shape::role(&cell.text), Some(Role::Value(_))));
    let is_words = is_title(&last.text) && !shape::is_value(&last.text);
    row.len() == header.len() && wants_figure && is_words && shape::is_heading_row(texts(next))
}

/// Where, in bytes, words of a wanted kind begin that were run into the words or the figure before them.
///
/// A capital must follow at once. What stands before it must be a whole value, or end in a word of its own:
/// `CareNotes`, `iPhone`, `McDonald` and `PfA` have no seam.
fn seam(text: &str, is_wanted: impl Fn(&str) -> bool) -> Option<usize> {
    if text.len() > SEARCHED_BYTES {
        return None;
    }
    let mut seams = text.char_indices().zip(text.chars().skip(1)).filter_map(|((at, before), char)| {
        (char.is_uppercase() && !before.is_whitespace()).then_some(at + before.len_utf8())
    });
    seams.find(|at| {
        text.split_at_checked(*at)
            .is_some_and(|(before, words)| is_wanted(words) && is_complete(before, words))
    })
}

fn is_complete(before: &str, after: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or(before);
    let follows_letter = word.ends_with(char::is_lowercase);
    let is_common_word = word.chars().count() >= 3 && word.chars().all(char::is_lowercase);
    let is_acronym =
        after.split_whitespace().next().is_some_and(|first| first.len() >= 3 && is_capitals(first));
    let is_word = follows_letter && (is_common_word || is_acronym && word.chars().count() >= 3);
    is_word || shape::is_value(before)
}

fn is_capitals(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

/// Whether words are a title of several words: most of the longer ones begin with a capital.
fn is_title(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let long: Vec<&&str> = words.iter().filter(|word| word.chars().count() >= 4).collect();
    let capitalised = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let first = words.first().map_or(0, |word| word.chars().count());
    words.len() >= 3 && first >= 3 && long.len() >= 2 && capitalised * 3 >= long.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{block_text, lines_of};
    use boardlift_model::grid::Method;
    use boardlift_model::{Block, Grid};

    fn check(text: &str, expected: &str, left_out: u32) {
        let row = |line: &crate::line::Line<'_>| {
            line.text.split('\t').map(|cell| Cell::new(cell, line.place())).collect()
        };
        let (pieces, findings) = part(lines_of(text).iter().map(row).collect());
        let block = |piece| match piece {
            Piece::Rows(rows) => Block::Grid(Grid::new(rows, Method::Tabs)),
            Piece::Title(text) => Block::Heading(text),
        };
        assert_eq!(block_text(&pieces.into_iter().map(block).collect::<Vec<_>>()), expected, "from {text:?}");
        assert_eq!(findings.iter().map(|finding| finding.count).sum::<u32>(), left_out);
    }

    #[test]
    fn a_title_behind_the_last_cell_is_a_title() {
        check(
            "Green\tOn target\nRed\tBelow the levelSEND Board Key Performance Indicators",
            "1: Green | On target\n2: Red | Below the level\n2: # SEND Board Key Performance Indicators\n",
            0,
        );
        check(
            "A\t5\nB\t6%Education Scrutiny Committee",
            "1: A | 5\n2: B | 6%\n2: # Education Scrutiny Committee\n",
            0,
        );
        check(
            "Ref\tIndicator\tTarget\n1\tPlans\tSchools Forum Dashboard\nRef\tIndicator\tTarget\n1\tVisits\t5",
            "1: Ref | Indicator | Target\n2: 1 | Plans | ·\n2: # Schools Forum Dashboard\n\
             3: Ref | Indicator | Target\n4: 1 | Visits | 5\n",
            0,
        );
        check("A\t5\nB\tN/ASEND Improvement Board", "1: A | 5\n2: B | N/A\n2: # SEND Improvement Board\n", 0);
        check(
            "A\t5\nB\t6Schools Forum Dashboard\nRef\tIndicator\tTarget\n1\tPlans\t5",
            "1: A | 5\n2: B | 6\n2: # Schools Forum Dashboard\n3: Ref | Indicator | Target\n4: 1 | Plans | 5\n",
            0,
        );
    }

    #[test]
    fn capitals_inside_a_word_are_no_seam() {
        for words in [
            "Unable to obtain / CareNotes",
            "CareNotes System Outage Report",
            "from the iPhone Survey Of Parents",
            "McDonald Road Primary School",
            "PfA Team Annual Report",
            "Number of EHCPs Issued In Month",
            "YouTube Views Of The Film",
            "12A High Street Flats",
            "see levelSEND",
        ] {
            check(&format!("A\t5\nB\t{words}"), &format!("1: A | 5\n2: B | {words}\n"), 0);
        }
    }

    #[test]
    fn tables_on_one_line_are_parted_at_the_repeated_headings() {
        check(
            "Ref\tIndicator\tTarget\n1\tPlans\t5\tRef\tIndicator\tTarget\t2\tReviews\t6\t3\tAppeals\t7",
            "1: Ref | Indicator | Target\n2: 1 | Plans | 5\n2: Ref | Indicator | Target\n2: 2 | Reviews | 6\n2: 3 | Appeals | 7\n",
            0,
        );
        check(
            "Ref\tIndicator\tTarget\n1\tPlans\t5SEND Improvement BoardRef\tIndicator\tTarget\n2\tReviews\t6",
            "1: Ref | Indicator | Target\n2: 1 | Plans | 5\n2: # SEND Improvement Board\n2: Ref | Indicator | Target\n3: 2 | Reviews | 6\n",
            0,
        );
        check(
            "Ref\tIndicator\tTarget\t1\tPlans\t5\t2\tReviews\t6",
            "1: Ref | Indicator | Target\n1: 1 | Plans | 5\n1: 2 | Reviews | 6\n",
            0,
        );
    }

    #[test]
    fn other_headings_of_the_same_width_are_headings() {
        check(
            "Ref\tIndicator\tQ1\n1\tPlans\t5Ref\tIndicator\tQ2\n2\tReviews\t6",
            "1: Ref | Indicator | Q1\n2: 1 | Plans | 5\n2: Ref | Indicator | Q2\n3: 2 | Reviews | 6\n",
            0,
        );
    }

    #[test]
    fn headings_behind_another_table_are_headings() {
        check(
            "Key\t\n\tAt or above the levelKPI No\tIndicator\tTarget\n1\tPlans\t5",
            "1: Key | ·\n2: · | At or above the level\n2: KPI No | Indicator | Target\n3: 1 | Plans | 5\n",
            0,
        );
        check(
            "Ref\tIndicator\tTarget\n1\tPlans\tN/AKPI No\tIndicator\tTarget\tActual\n2\tReviews\t6\t7",
            "1: Ref | Indicator | Target\n2: 1 | Plans | N/A\n2: KPI No | Indicator | Target | Actual\n3: 2 | Reviews | 6 | 7\n",
            0,
        );
    }

    #[test]
    fn rows_whose_headings_are_unreadable_are_left_out_too() {
        check(
            "Ref\tIndicator\tTarget\n1\tPlans\t5Nr\tIndicator\tTarget\tActual\n2\tReviews\t6\nRef\tIndicator\tTarget\n3\tAppeals\t8",
            "1: Ref | Indicator | Target\n4: Ref | Indicator | Target\n5: 3 | Appeals | 8\n",
            3,
        );
    }

    #[test]
    fn an_uneven_line_is_left_out_and_counted() {
        check(
            "Ref\tIndicator\tTarget\n1\tPlans\t5\t2\tReviews\t6\t7\n3\tAppeals\t8",
            "1: Ref | Indicator | Target\n3: 3 | Appeals | 8\n",
            5,
        );
    }
}
