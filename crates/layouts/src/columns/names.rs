//! Which column holds the names of indicators, where no heading says it or several do, and which one parts their rows.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::value;
use boardlift_model::{Cell, Kind, Unit};

use super::{Column, Reason, Use, position};
use crate::contents::Contents;
use crate::header::ANY_YEARS;

/// A table of figures without a known heading for the names has them in the first column of words that tells its rows
/// apart; else in its first column of words.
pub(super) fn name_the_indicator(columns: &mut [Column], contents: &[Contents], body: &[Vec<Cell>]) {
    take_numbers_from_names(columns, contents);
    take_targets_for_names(columns, contents, body);
    let is_named = |column: &Column| column.is(Role::Indicator) || column.is(Role::Action);
    let holds_figures = |at: &usize| {
        columns[*at].value().is_some() || (columns[*at].used == Use::Nothing && contents[*at].are_figures())
    };
    let figures: Vec<usize> = (0..columns.len()).filter(holds_figures).collect();
    if columns.iter().any(is_named) || figures.is_empty() {
        return;
    }
    let first = (0..columns.len()).find(|&at| heads_figures(&columns[at], &contents[at]));
    let found = judgements_that_name(columns, contents)
        .or_else(|| names_before(first.unwrap_or(columns.len()), columns, contents, body))
        .or_else(|| names_before(columns.len(), columns, contents, body));
    if let Some(at) = found {
        columns[at].take(Use::Role(Role::Indicator), Reason::Position);
    }
}

/// Targets that are printed with what is to be done, `7,000 programmes completed`, name the rows of each objective where only
/// the objective stands before them and is printed once for several.
fn take_targets_for_names(columns: &mut [Column], contents: &[Contents], body: &[Vec<Cell>]) {
    let is_target = |column: &Column| column.value().is_some_and(|value| value.kind == Kind::Target);
    let Some(at) = columns.iter().position(is_target) else { return };
    let cells: Vec<&str> = body
        .iter()
        .filter_map(|row| row.get(at))
        .filter(|cell| !cell.is_blank())
        .map(|cell| cell.text.as_str())
        .collect();
    let different: BTreeSet<&str> = cells.iter().copied().collect();
    let are_phrases =
        cells.len() > 1 && different.len() == cells.len() && cells.iter().all(|text| is_deed(text));
    let groups =
        |column: &usize| columns[*column].is(Role::Section) && !contents[*column].tell_apart(cells.len());
    if are_phrases
        && at > 0
        && (0..at).all(|column| groups(&column) || columns[column].is(Role::Reference))
        && columns[at + 1..].iter().any(|column| column.value().is_some())
        && position(columns, Role::Indicator).is_none()
    {
        columns[at].take(Use::Role(Role::Indicator), Reason::Contents);
    }
}

/// Whether a text is a figure and at least two words that say of what: `15,000 offenders complete programmes`.
fn is_deed(text: &str) -> bool {
    let mut words = text.split(' ');
    let begins_with_count =
        words.next().is_some_and(|first| first.chars().all(|c| c.is_ascii_digit() || c == ','));
    // `20 working days` is a target by itself, whatever it is of.
    let unit = value::read(text, ANY_YEARS).cell.unit;
    let is_measured = !matches!(unit, None | Some(Unit::Count));
    begins_with_count
        && !is_measured
        && words.filter(|word| word.starts_with(char::is_alphabetic)).nth(1).is_some()
}

/// The first column, where it has each judgement once and all others hold figures of a period: what is judged so is the
/// indicator then.
fn judgements_that_name(columns: &[Column], contents: &[Contents]) -> Option<usize> {
    let (first, rest) = contents.split_first()?;
    let are_of_periods = columns
        .iter()
        .skip(1)
        .zip(rest)
        .all(|(column, contents)| column.period.is_some() && contents.are_figures());
    (!rest.is_empty() && first.are_judgements() && first.all_differ() && are_of_periods).then_some(0)
}

/// Whether a heading says that a column holds figures, and the column holds some.
fn heads_figures(column: &Column, contents: &Contents) -> bool {
    column.value().is_some() && !contents.are_words()
}

/// A column headed `KPI` that only numbers the rows is not their name, if another one of words has no known heading.
fn take_numbers_from_names(columns: &mut [Column], contents: &[Contents]) {
    let Some(at) = position(columns, Role::Indicator) else { return };
    let is_open =
        |other: usize| columns[other].used == Use::Nothing && contents[other].are_words() && other > at;
    let others = columns.iter().skip(at + 1).any(|column| column.is(Role::Indicator));
    let has_number = position(columns, Role::Reference).is_some();
    if contents[at].number_rows() && !others && !has_number && (0..columns.len()).any(is_open) {
        columns[at].take(Use::Role(Role::Reference), Reason::Contents);
    }
}

/// The first of the columns before `end` that may hold names and tells the rows apart, else the first that may. One that is
/// headed as the group of the rows comes after those that nobody knows, and one of mere numbers comes last. The first column
/// beside the numbers may hold them whatever else its heading may mean: `Source`, `Performance`.
fn names_before(end: usize, columns: &[Column], contents: &[Contents], body: &[Vec<Cell>]) -> Option<usize> {
    let rows = body.iter().filter(|row| has_figure_beside(row, columns, contents)).count();
    let known_otherwise = |at: usize| match columns[at].used {
        Use::Nothing => Some(0),
        Use::Role(Role::Section) => Some(1),
        Use::Value(_) | Use::Role(Role::Other) => {
            let is_first = columns[..at].iter().all(|column| column.is(Role::Reference));
            (is_first && columns[at].period.is_none()).then_some(2)
        }
        _ => None,
    };
    let candidates = (0..end).filter(|&at| contents[at].are_words() && known_otherwise(at).is_some());
    candidates.min_by_key(|&at| {
        let tells_apart = contents[at].tell_apart(rows);
        (contents[at].are_numbers(), !tells_apart, known_otherwise(at), at)
    })
}

fn has_figure_beside(row: &[Cell], columns: &[Column], contents: &[Contents]) -> bool {
    let mut cells = row.iter().zip(columns).zip(contents);
    cells.any(|((cell, column), contents)| {
        let holds_figures = column.value().is_some() || column.used == Use::Nothing;
        holds_figures && contents.are_figures() && !cell.is_blank()
    })
}

/// Of several columns headed as the indicator, `KPI | Description`, the one with the most words is its name, but a
/// description beside a name that tells the rows apart only explains it. Units are units, single words before the name are
/// its number, and any other is the group.
pub(super) fn keep_one_indicator(columns: &mut [Column], contents: &[Contents], body: &[Vec<Cell>]) {
    let headed: Vec<usize> = (0..columns.len()).filter(|&at| columns[at].is(Role::Indicator)).collect();
    let most_words = |&&at: &&usize| (words_in(at, body), Reverse(at));
    let Some(&longest) = headed.iter().max_by_key(most_words) else { return };
    let has_number = position(columns, Role::Reference).is_some();
    for &at in headed.iter().filter(|&&at| at != longest) {
        let cells = body.iter().filter(|row| row.get(at).is_some_and(|cell| !cell.is_blank())).count();
        let single_words = words_in(at, body) == cells;
        let role = match () {
            () if contents[at].are_units() => Role::Unit,
            () if at < longest && single_words && !has_number => Role::Reference,
            () => Role::Section,
        };
        columns[at].take(Use::Role(role), Reason::Neighbours);
    }
}

fn words_in(at: usize, body: &[Vec<Cell>]) -> usize {
    body.iter().filter_map(|row| row.get(at)).map(|cell| cell.text.split_whitespace().count()).sum()
}

/// Whether a column parts the rows of one indicator: it has no heading, it goes on where the name is left blank, or it
/// tells rows apart that have the same name.
pub(super) fn parts_rows(at: usize, names: usize, columns: &[Column], body: &[Vec<Cell>]) -> bool {
    let rows =
        body.iter().filter_map(|row| Some((row.get(names)?.text.as_str(), row.get(at)?.text.as_str())));
    let (with_name, without): (Vec<_>, Vec<_>) =
        rows.filter(|(_, part)| !part.is_empty()).partition(|(name, _)| !name.is_empty());
    if columns[at].text.is_empty() || !without.is_empty() {
        return true;
    }
    let different: BTreeSet<&str> = with_name.iter().map(|(name, _)| *name).collect();
    let pairs: BTreeSet<&(&str, &str)> = with_name.iter().collect();
    different.len() < with_name.len() && pairs.len() == with_name.len()
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn judgements_that_name_the_rows() {
        check(
            "# Roads\n\n | 2021/22 | 2022/23\nGreen | 75% | 74%\nRed | 25% | 26%",
            &[
                "Green · 2021/22 · actual 2021-04-01..2022-03-31 · `75%` reported = 75 percent",
                "Green · 2022/23 · actual 2022-04-01..2023-03-31 · `74%` reported = 74 percent",
                "Red · 2021/22 · actual 2021-04-01..2022-03-31 · `25%` reported = 25 percent",
                "Red · 2022/23 · actual 2022-04-01..2023-03-31 · `26%` reported = 26 percent",
            ],
        );
        check("# Roads\n\n | 2021/22 | 2022/23\nGreen | 75% | 74%\nGreen | 25% | 26%", &[]);
        check("# Indicators by colour\n\n | 2021/22 | 2022/23\nGreen | 12 | 14\nRed | 3 | 1", &[]);
    }
}
