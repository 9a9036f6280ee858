//! Columns that are headed by the places that the figures are split by: `Local area / Northtown`, or `Northtown` under
//! `Waits by site`.
//!
//! Only printed words say so: the kind of place over the names, or a caption that ends with it above a table whose rows are
//! headed as indicators. Where the rows are the places, the columns are none.

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::{fold, place};
use boardlift_model::AreaClaim;

use crate::columns::{Column, Reason, Use, is_bare_name, leaf_level};
use crate::stretch::Stretch;

/// Words that make a column that of all places together: `Fife total`.
const OF_ALL: &[&str] = &["all", "average", "combined", "mean", "median", "overall", "total", "totals"];

/// Names the places of a table's columns. `captions` are the words over the whole table, the nearest first.
pub(crate) fn name(stretches: &mut [Stretch], captions: &[&str]) {
    for stretch in stretches {
        let nearest = stretch.title.as_deref().or(captions.first().copied());
        let is_split = nearest.is_some_and(place::splits) && has_indicators_down(&stretch.columns);
        for column in &mut stretch.columns {
            if is_split || is_under_a_kind(&column.text) {
                name_place(column);
            }
        }
    }
}

/// Whether the names of the rows are headed as those of indicators.
fn has_indicators_down(columns: &[Column]) -> bool {
    let names = columns.iter().find(|column| column.used == Use::Role(Role::Indicator));
    names.is_some_and(|names| names.reason == Reason::Heading && !place::is_kind(&names.text))
}

/// Whether the level above the lowest of a heading is a kind of place.
fn is_under_a_kind(text: &str) -> bool {
    let above = text.rsplit_once(" / ").map(|(above, _)| leaf_level(above));
    above.is_some_and(place::is_kind)
}

fn name_place(column: &mut Column) {
    let name = leaf_level(&column.text).to_owned();
    let is_own = column.is_own_actual();
    let Use::Value(value) = &mut column.used else { return };
    if is_own && is_bare_name(&name) && !is_of_all(&name) {
        value.area = AreaClaim::Named(name);
        column.reason = Reason::Neighbours;
    }
}

/// Whether a name is that of all bodies or places together.
pub(crate) fn is_of_all(name: &str) -> bool {
    fold::key(name).split(' ').any(|word| OF_ALL.contains(&word))
}

#[cfg(test)]
mod tests {
    use crate::testing::check_claims as check;

    /// Kind, area and days of each figure.
    #[test]
    fn places_under_their_kind() {
        check(
            "Measure | Local area | < | Total\n^ | Northtown | Southtown | ^\nPlans issued | 5 | 6 | 11",
            &["actual @=Northtown", "actual @=Southtown", "actual"],
        );
    }

    #[test]
    fn a_caption_that_splits_by_places() {
        let table =
            "Target | May 22 | < | <\n^ | ^ | Northtown | Southtown | Board total\nPlans | 4 | 5 | 6 | 11";
        check(
            &format!("# Waits by site\n\nMeasure | {table}"),
            &[
                "target",
                "actual @=Northtown 2022-05-01..2022-05-31",
                "actual @=Southtown 2022-05-01..2022-05-31",
                "actual 2022-05-01..2022-05-31",
            ],
        );
        check(
            &format!("# Waits\n\nMeasure | {table}"),
            &[
                "target",
                "actual 2022-05-01..2022-05-31",
                "actual 2022-05-01..2022-05-31",
                "actual 2022-05-01..2022-05-31",
            ],
        );
    }

    #[test]
    fn where_the_rows_are_the_places_the_columns_are_none() {
        check(
            "# Demand by ward, 2022/23\n\nWard | Requests | Visits (%)\nNorth | 5 | 6%",
            &["actual", "actual"],
        );
    }
}
