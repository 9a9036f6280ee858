//! Rows whose cells a converter ran together, so that nobody can say which figure belongs where.
//!
//! Each sign is one that no printed row has: two cells of several figures each; a cell of several figures beside the blank
//! cell that one of them came from; figures behind a name in a row that has none in its own columns. A single cell of two
//! figures among others that are filled may be meant so.

use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::value;
use boardlift_model::{Cell, Finding, FindingKind, Status};

use crate::columns::Column;

/// So many figures behind a name are no part of it: one may be an age or a class.
const FIGURES_BEHIND_NAME: usize = 2;

/// Whether a row was run together with others, or its own cells were. `names` is the column of its name.
pub(crate) fn is_run_together(row: &[Cell], columns: &[Column], names: usize) -> bool {
    let values: Vec<&Cell> = values(row, columns).collect();
    let several = values.iter().filter(|cell| holds_several(&cell.text)).count();
    several >= 2 || beside_blank(&values) || (several == 0 && behind_name(row, &values, names) > 0)
}

/// The figures of such a row, as left out.
pub(crate) fn left_out(row: &[Cell], columns: &[Column], names: usize) -> Option<Finding> {
    let values: Vec<&Cell> = values(row, columns).collect();
    let behind = behind_name(row, &values, names);
    let printed: Vec<&Cell> = values.into_iter().filter(|cell| !cell.is_blank()).collect();
    let each = printed.iter().map(|cell| cell.text.split(' ').filter(|word| is_figure(word)).count().max(1));
    let count = behind + each.sum::<usize>();
    let first = printed.first().copied().or_else(|| row.get(names)).filter(|_| count > 0)?;
    let message = format!("figures that were run together were left out, the first is `{}`", first.text);
    let finding = Finding::warning(FindingKind::FigureLeftOut, message, Some(first.place.clone()));
    Some(finding.times(u32::try_from(count).unwrap_or(u32::MAX)))
}

fn values<'r>(row: &'r [Cell], columns: &'r [Column]) -> impl Iterator<Item = &'r Cell> {
    row.iter().zip(columns).filter(|(_, column)| column.value().is_some()).map(|(cell, _)| cell)
}

fn beside_blank(values: &[&Cell]) -> bool {
    let is_taken = |from: &Cell, other: &Cell| {
        holds_several(&from.text) && other.is_blank() && !other.covered && from.col_span < 2
    };
    values.windows(2).any(|pair| is_taken(pair[0], pair[1]) || is_taken(pair[1], pair[0]))
}

/// How many figures stand behind the name of a row whose own columns hold none.
fn behind_name(row: &[Cell], values: &[&Cell], names: usize) -> usize {
    let Some(name) = row.get(names).filter(|_| values.iter().all(|cell| !holds_figure(&cell.text))) else {
        return 0;
    };
    let count = name.text.rsplit(' ').take_while(|word| is_figure(word)).count();
    if count >= FIGURES_BEHIND_NAME { count } else { 0 }
}

fn holds_several(text: &str) -> bool {
    let mut words = text.split(' ');
    words.clone().nth(1).is_some()
        && words.all(is_figure)
        && value::read(text, Years::default()).cell.status == Status::Text
}

/// Whether a word is a whole figure and no year.
fn is_figure(word: &str) -> bool {
    let read = value::read(word, Years::default()).cell;
    read.status == Status::Reported && read.value.is_some() && period::find(word, Years::default()).is_none()
}

fn holds_figure(text: &str) -> bool {
    value::read(text, Years::default()).cell.status == Status::Reported
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// The values that are left, and of how many figures it is told that they are missing.
    fn check(rows: &str, expected: &[&str], missing: u32) {
        let reading = general(&format!("Ref | KPI | May 22 | Jun 22 | Jul 22\n{rows}"));
        let found: Vec<&str> = reading.figures.iter().map(|figure| figure.value_text.as_str()).collect();
        let told: u32 = reading.findings.iter().map(|finding| finding.count).sum();
        assert_eq!((&found[..], told), (expected, missing), "{rows}");
    }

    #[test]
    fn several_rows_that_stand_as_one() {
        check("1 | New plans Ceased plans | 194 125 | 175 74 | 40", &[], 5);
        check("1 | Number of visits | 10 + 115 | 7 12 | 9", &["10 + 115", "7 12", "9"], 0);
    }

    #[test]
    fn cells_that_ran_into_their_neighbours() {
        check("1 | Number of visits | 45 50 | | 9", &[], 3);
        check("1 | Number of visits | 45 | 50 52 |", &[], 3);
        check("1 | Number of visits 45 50 52 | | |", &[], 3);
    }

    #[test]
    fn blanks_and_names_of_printed_rows() {
        check("1 | Number of visits | 45 | | 9", &["45", "", "9"], 0);
        check("1 | Children aged 11 | | | 9", &["", "", "9"], 0);
        check("1 | Visits 2021 2022 | | | ", &["", "", ""], 0);
    }
}
