//! Small tables of one indicator each, with periods across and labels down the side: `Actual`, `Target`, `England`. Each figure
//! has two labels, and both together are what would head its column in a row.
//!
//! The name stands in the corner, over the whole width, or above the table.

use boardlift_lexicon::fold;
use boardlift_lexicon::heading::Role;
use boardlift_lexicon::period::{self, Years};
use boardlift_model::{Cell, Grid};

use super::{Found, printed};
use crate::shapes::label;
use crate::shapes::piece::{self, What};

/// Words that head the labels at the side and name no indicator.
const CORNERS: [&str; 13] = [
    "year",
    "years",
    "period",
    "quarter",
    "month",
    "date",
    "date range",
    "time period",
    "reporting period",
    "financial year",
    "academic year",
    "type",
    "area",
];

/// What a period comes to, beside its parts.
const WHOLES: [&str; 6] = ["full year", "whole year", "year", "annual", "year total", "total"];

/// The name, where the table prints it, and the figures with both their labels; nothing for any other table.
pub(super) fn read(grid: &Grid) -> Option<Vec<Found<'_>>> {
    let rows = grid.rows();
    let top = rows.iter().position(|row| printed(row).len() > 1)?;
    let body = &rows[top + 1..];
    let sides: Vec<&str> = body.iter().map(|row| row[0].text.as_str()).collect();
    let is_one_indicator = are_sides(&sides) && heads_periods(&rows[top]);
    let across: Vec<&str> = rows[top][1..].iter().map(|cell| cell.text.as_str()).collect();
    if !is_one_indicator || are_dated_twice(&sides, &across) || !body.iter().any(|row| holds_figures(row)) {
        return None;
    }
    let titles = rows[..top].iter().enumerate().flat_map(|(at, row)| {
        printed(row).into_iter().map(move |(column, cell)| Found::title(cell, at, column))
    });
    let corner = &rows[top][0];
    let mut found: Vec<Found<'_>> = titles.collect();
    if is_name(&corner.text) {
        found.push(Found { what: What::Words, cell: corner, row: top, column: 0 });
    }
    for (row, cells) in body.iter().enumerate() {
        let is_for_all = is_for_all(cells);
        for (column, cell) in cells.iter().enumerate().skip(1) {
            let heading = &rows[top][column].text;
            let is_left = cell.covered || is_for_all && cell.is_blank();
            if heading.is_empty() || is_left {
                continue;
            }
            let side = &cells[0].text;
            let what = What::Labelled(if is_for_all { side.clone() } else { format!("{side} / {heading}") });
            found.push(Found { what, cell, row: top + 1 + row, column });
        }
    }
    Some(found)
}

/// Whether words in the corner name an indicator and not what stands below or beside them.
pub(super) fn is_name(corner: &str) -> bool {
    piece::what(corner) == Some(What::Words) && !CORNERS.contains(&fold::key(corner).as_str())
}

/// Whether all of at least two rows say at their side what kind of figure they hold, of whom, or for which year.
fn are_sides(labels: &[&str]) -> bool {
    let is_side = |label: &&str| {
        matches!(label::role(label), Some(Role::Value(_) | Role::Rag | Role::Direction | Role::Note))
    };
    labels.len() > 1 && labels.iter().all(is_side)
}

/// Whether the words of a row but the first, two at least, name periods or what a period comes to: `Full year`.
fn heads_periods(row: &[Cell]) -> bool {
    let words: Vec<&str> =
        row[1..].iter().filter(|cell| !cell.is_blank()).map(|cell| cell.text.as_str()).collect();
    let periods = words.iter().filter(|words| label::is_period(words)).count();
    let is_whole = |words: &str| {
        WHOLES.contains(&fold::key(words).as_str()) || matches!(label::role(words), Some(Role::Value(_)))
    };
    periods > 0 && words.len() > 1 && words.iter().all(|words| label::is_period(words) || is_whole(words))
}

/// The role of a heading that is one or two words and no name, such as `Target` or `England average`.
pub(super) fn kind_of_figure(words: &str) -> Option<Role> {
    let is_short = words.split_whitespace().count() <= 2 && !label::is_period(words);
    label::role(words)
        .filter(|role| is_short && matches!(role, Role::Value(_) | Role::Rag | Role::Direction | Role::Note))
}

/// Whether years stand both down the side and across, as cohorts and the years in which they were counted: nobody can say which
/// of the two a figure is of.
pub(super) fn are_dated_twice(sides: &[&str], across: &[&str]) -> bool {
    let any = |words: &[&str]| words.iter().any(|words| period::is_whole(words, Years::default()));
    any(sides) && any(across)
}

/// Whether a row has a single figure and a label that says it is for the year as a whole: `Year end target`. It is for no
/// quarter then, whichever it stands under.
fn is_for_all(row: &[Cell]) -> bool {
    let key = fold::key(&row[0].text);
    let words: Vec<&str> = key.split(' ').collect();
    let is_end = |pair: &[&str]| matches!(pair, ["year" | "yr", "end"] | ["end" | "full" | "whole", "year"]);
    let says_so =
        words.iter().any(|word| matches!(*word, "annual" | "yearly")) || words.windows(2).any(is_end);
    says_so && printed(&row[1..]).len() == 1
}

fn holds_figures(row: &[Cell]) -> bool {
    row[1..].iter().any(|cell| label::holds_figure(&cell.text))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn what_is_for_the_whole_year_is_for_no_quarter() {
        let table =
            "# Quarter 2 2022/23\n\nRent collected | Q1 | Q2\n2022/23 | £500 | £900\nTarget | £510 | £950";
        let quarters = [
            "Rent collected · 2022/23 / Q1 · actual 2022-04-01..2022-06-30 · `£500` reported = 500 gbp",
            "Rent collected · 2022/23 / Q2 · actual 2022-07-01..2022-09-30 · `£900` reported = 900 gbp",
            "Rent collected · Target / Q1 · target 2022-04-01..2022-06-30 · `£510` reported = 510 gbp",
            "Rent collected · Target / Q2 · target 2022-07-01..2022-09-30 · `£950` reported = 950 gbp",
        ];
        let with = |last: &[&'static str]| [&quarters[..], last].concat();
        check(
            &format!("{table}\nYear end target | £2,000 |"),
            &with(&["Rent collected · Year end target · target · `£2,000` reported = 2000 gbp"]),
        );
        check(
            &format!("{table}\n2021/22 | £480 | £880"),
            &with(&[
                "Rent collected · 2021/22 / Q1 · actual 2021-04-01..2021-06-30 · `£480` reported = 480 gbp",
                "Rent collected · 2021/22 / Q2 · actual 2021-07-01..2021-09-30 · `£880` reported = 880 gbp",
            ]),
        );
    }
}
