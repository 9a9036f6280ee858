//! The headings of a damaged table: which words head which column, and where they stand, whole, cut over two
//! rows, or with the first row's words run into them.
//!
//! A table that breaks over pages prints its headings again, and a converter seldom damages all of the prints
//! alike: the cleanest gives the words for the others. A table without one clean print has no headings here.

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::Years;
use boardlift_model::{Cell, Certainty, Place};

use super::figures::{self, Sign};

/// Any year will do to see that `Q1` names a period.
const ANY_YEARS: Years = Years { financial: Some(2000), academic: Some(2000) };
/// Prints of the headings that are compared.
const MOST_PRINTS: usize = 32;
/// Most words of a heading.
const LONGEST_HEADING: usize = 8;
/// A piece of a heading that was cut over two rows has few words.
const LONGEST_PIECE: usize = 4;

/// What a column holds, as far as rebuilding needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Labels of sections, often turned: a column without a heading left of the names.
    Sections,
    /// The indicators' numbers.
    References,
    /// The indicators' names.
    Names,
    /// Figures.
    Figures,
    /// Judgements and arrows.
    Marks,
    /// Comments and other words.
    Words,
}

/// The columns of a damaged table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Columns {
    /// The heading over each column; blank where none is printed.
    pub(super) headings: Vec<String>,
    /// What each column holds; as long as `headings`.
    pub(super) holds: Vec<Holds>,
    /// The column of the names.
    pub(super) names: usize,
    /// The column of the numbers.
    pub(super) references: Option<usize>,
}

impl Columns {
    /// The columns that hold this, from left to right.
    pub(super) fn of(&self, wanted: Holds) -> impl Iterator<Item = usize> + '_ {
        self.holds.iter().enumerate().filter(move |(_, holds)| **holds == wanted).map(|(at, _)| at)
    }
}

/// One physical row below the headings.
pub(super) type Line = Vec<Cell>;

/// The rows between one print of the headings and the next.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// Where the headings stand; nothing for rows above the first print.
    pub(super) header: Option<Place>,
    /// What the header row prints in the columns of sections.
    pub(super) header_sections: Vec<String>,
    /// The rows.
    pub(super) lines: Vec<Line>,
}

/// The columns by the cleanest print of the headings: one in which no cell goes on after words that another
/// print has alone. Of several the fullest, since a heading may also be cut.
pub(super) fn columns(rows: &[Vec<Cell>]) -> Option<Columns> {
    let prints: Vec<Vec<String>> = (0..rows.len())
        .filter(|&at| is_header(&rows[at]))
        .map(|at| with_piece_above(at.checked_sub(1).map(|above| rows[above].as_slice()), &rows[at]))
        .take(MOST_PRINTS)
        .collect();
    let cleanest = prints.iter().filter(|print| !prints.iter().any(|other| goes_on_after(print, other)));
    let fullness = |print: &&Vec<String>| {
        let known = print.iter().filter(|text| role(text).is_some()).count();
        (known, print.iter().map(String::len).sum::<usize>())
    };
    // Of equals the first.
    let headings = cleanest.rev().max_by_key(fullness)?.clone();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    by_headings(headings, width)
}

/// The rows of the table, cut at each print of the headings. Words that a converter ran into a header row
/// stand as the first row of what follows; a row that holds only pieces of headings is part of the print
/// below it.
pub(super) fn parts(rows: &[Vec<Cell>], columns: &Columns) -> Vec<Part> {
    let mut parts = vec![Part { header: None, header_sections: Vec::new(), lines: Vec::new() }];
    for row in rows {
        let Some(rest) = rest_of_header(row, columns) else {
            if let Some(part) = parts.last_mut() {
                part.lines.push(row.clone());
            }
            continue;
        };
        if let Some(before) = parts.last_mut()
            && before.lines.last().is_some_and(|line| is_piece_of_headings(line, columns))
        {
            before.lines.pop();
        }
        let header_sections =
            columns.of(Holds::Sections).filter_map(|at| row.get(at)).map(|cell| cell.text.clone());
        let lines = if rest.iter().all(Cell::is_blank) { Vec::new() } else { vec![rest] };
        parts.push(Part {
            header: row.first().map(|cell| cell.place.clone()),
            header_sections: header_sections.collect(),
            lines,
        });
    }
    parts.retain(|part| !part.lines.is_empty());
    parts
}

/// Whether a row has a heading in most of its filled cells, the names' among them.
fn is_header(row: &[Cell]) -> bool {
    let filled: Vec<&Cell> = row.iter().filter(|cell| !cell.is_blank()).collect();
    // Most rows are rows of figures, and soon told.
    let is_figure =
        |cell: &&&Cell| matches!(figures::sign(&cell.text), Sign::Percent | Sign::Pounds | Sign::Bare);
    if 2 * filled.iter().filter(is_figure).count() > filled.len() {
        return false;
    }
    let mut unknown = 0;
    let mut names = false;
    let mut figures = 0;
    for cell in &filled {
        match role(&cell.text) {
            Some(Role::Indicator) => names = true,
            Some(Role::Value(_)) => figures += 1,
            Some(_) => {}
            None => unknown += 1,
        }
        if 3 * unknown > filled.len() {
            return false;
        }
    }
    names && figures >= 2
}

/// What a heading says. A cell with more words than any heading is not asked about.
fn role(text: &str) -> Option<Role> {
    let short = text.split_whitespace().nth(LONGEST_HEADING).is_none();
    if short { heading::read(text, ANY_YEARS).role } else { None }
}

/// A heading that takes two lines may be cut over two rows: `Baseline 31st` above `March 2021`. The row above
/// must hold nothing else.
fn with_piece_above(above: Option<&[Cell]>, row: &[Cell]) -> Vec<String> {
    let pieces = above.filter(|above| {
        let mut filled = above.iter().zip(row).filter(|(piece, _)| !piece.is_blank()).peekable();
        filled.peek().is_some()
            && filled
                .all(|(piece, cell)| !cell.is_blank() && is_short(&piece.text) && role(&piece.text).is_some())
    });
    row.iter()
        .enumerate()
        .map(|(at, cell)| match pieces.and_then(|above| above.get(at)).filter(|piece| !piece.is_blank()) {
            Some(piece) => format!("{} {}", piece.text, cell.text),
            None => cell.text.clone(),
        })
        .collect()
}

fn is_short(text: &str) -> bool {
    text.split_whitespace().nth(LONGEST_PIECE).is_none()
}

/// Whether a cell of this print holds a whole cell of the other and further words after it.
fn goes_on_after(print: &[String], other: &[String]) -> bool {
    print.iter().zip(other).any(|(longer, shorter)| {
        !shorter.is_empty() && rest_after(longer, shorter).is_some_and(|rest| !rest.is_empty())
    })
}

fn by_headings(mut headings: Vec<String>, width: usize) -> Option<Columns> {
    headings.resize(width, String::new());
    let roles: Vec<Option<Role>> = headings.iter().map(|text| role(text)).collect();
    let names = roles.iter().position(|role| *role == Some(Role::Indicator))?;
    let references = roles.iter().position(|role| *role == Some(Role::Reference));
    let first_named = names.min(references.unwrap_or(names));
    let holds = roles.iter().enumerate().map(|(at, role)| holds(at, *role, names, first_named)).collect();
    // What stands in the header over a column of sections is the first section's name.
    let headings = headings
        .into_iter()
        .enumerate()
        .map(|(at, text)| if at < first_named { String::new() } else { text })
        .collect();
    Some(Columns { headings, holds, names, references })
}

fn holds(at: usize, role: Option<Role>, names: usize, first_named: usize) -> Holds {
    match role {
        _ if at == names => Holds::Names,
        _ if at < first_named => Holds::Sections,
        Some(Role::Reference) => Holds::References,
        Some(Role::Value(_)) => Holds::Figures,
        Some(Role::Rag | Role::Direction | Role::DesiredDirection) => Holds::Marks,
        _ => Holds::Words,
    }
}

/// What is left of a header row once the headings are taken away; nothing for a row that is no header. A cell
/// that is one letter away from its heading is a misread heading.
fn rest_of_header(row: &[Cell], columns: &Columns) -> Option<Line> {
    let expected = columns.headings.iter().filter(|heading| !heading.is_empty()).count();
    let mut found = 0;
    let mut rest = Vec::with_capacity(row.len());
    for (cell, heading) in row.iter().zip(&columns.headings) {
        let left = if heading.is_empty() { None } else { rest_after_tail(&cell.text, heading) };
        found += usize::from(left.is_some());
        let text = match left {
            Some(left) => left,
            None if heading.is_empty() || is_misread(&cell.text, heading) => "",
            None => &cell.text,
        };
        rest.push(Cell { text: text.to_owned(), certainty: Certainty::Salvaged, ..cell.clone() });
    }
    (found >= 3 && 2 * found >= expected).then_some(rest)
}

/// What follows the heading, or a tail of it, at the beginning of the text.
fn rest_after_tail<'a>(text: &'a str, heading: &str) -> Option<&'a str> {
    let words = figures::words(heading);
    words.iter().find_map(|word| rest_after(text, &heading[word.start..]))
}

/// What follows these words at the beginning of the text.
fn rest_after<'a>(text: &'a str, beginning: &str) -> Option<&'a str> {
    let wanted = figures::words(beginning);
    let words = figures::first_words(text, wanted.len() + 1);
    let alike = words.len() >= wanted.len()
        && words
            .iter()
            .zip(&wanted)
            .all(|(word, want)| same_word(&text[word.clone()], &beginning[want.clone()]));
    alike.then(|| words.get(wanted.len()).map_or("", |next| &text[next.start..]))
}

/// Whether two words are the same, whatever their case and the marks around them.
pub(super) fn same_word(one: &str, other: &str) -> bool {
    one == other || bare(one).eq_ignore_ascii_case(bare(other))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_misread(text: &str, heading: &str) -> bool {
    let different = text.chars().zip(heading.chars()).filter(|(one, other)| one != other).count();
    let length = text.chars().count();
    length >= 2 && length == heading.chars().count() && different == 1
}

/// Whether every filled cell is a piece of its column's heading.
fn is_piece_of_headings(line: &[Cell], columns: &Columns) -> bool {
    line.iter()
        .zip(&columns.headings)
        .filter(|(cell, _)| !cell.is_blank())
        .all(|(cell, heading)| !heading.is_empty() && heading.contains(cell.text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<Cell>> {
        let line = |(at, line): (usize, &str)| {
            let place = Place::Line(u32::try_from(at).unwrap() + 1);
            line.split('|').map(|cell| Cell::new(cell.trim(), place.clone())).collect()
        };
        text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate().map(line).collect()
    }

    fn check(text: &str, headings: &str, expected: &[&str]) {
        let rows = rows(text);
        let columns = columns(&rows).unwrap();
        assert_eq!(columns.headings.join("|"), headings, "{text}");
        let parts = parts(&rows, &columns);
        let line = |line: &Line| line.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|");
        let lines: Vec<String> =
            parts.iter().map(|part| part.lines.iter().map(line).collect::<Vec<_>>().join(" / ")).collect();
        assert_eq!(lines, expected, "{text}");
    }

    #[test]
    fn clean_prints() {
        check(
            "Ref|Indicator|Target 19/20|Q1\n1|Parks|5|6",
            "Ref|Indicator|Target 19/20|Q1",
            &["1|Parks|5|6"],
        );
        check(
            "Ref|Indicator|Q1|Q2\n1|Parks|5|6\nRef|Indicator|Q1|Q2\n2|Trees|7|8",
            "Ref|Indicator|Q1|Q2",
            &["1|Parks|5|6", "2|Trees|7|8"],
        );
    }

    #[test]
    fn the_first_row_run_into_the_headings() {
        check(
            "Green|Ref 1|Indicator Parks|Q1 5|Q2 6\n|2|Trees|7|8\n|Ref|Indicator|Q1|Q2\n|3|Ponds|1|2",
            "|Ref|Indicator|Q1|Q2",
            &["|1|Parks|5|6 / |2|Trees|7|8", "|3|Ponds|1|2"],
        );
    }

    #[test]
    fn a_heading_cut_over_two_rows() {
        check(
            "||Baseline 1st||\nRef|Indicator|May 2019|Q1|RAG\n1|Parks|4|5|G\n||Baseline 1st||\nRef|Indicator|May 2019|Q1|KAG\n2|Trees|6|7|R",
            "Ref|Indicator|Baseline 1st May 2019|Q1|RAG",
            &["1|Parks|4|5|G", "2|Trees|6|7|R"],
        );
    }

    #[test]
    fn no_headings_no_columns() {
        assert_eq!(columns(&rows("1|Parks|5|6\n2|Trees|7|8")), None);
        assert_eq!(columns(&[]), None);
    }
}
