//! Whose the columns are that name a body: `England | London | Ourtown`.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_lexicon::fold;
use boardlift_model::{AreaClaim, AuthorityClaim, ClaimSource, Profile};

use crate::columns::{Column, Reason, Use, leaf_level};
use crate::stretch::Stretch;

/// So many unknown names beside comparators are bodies: a table may have a column or two that nobody knows, each of which
/// says something else of the figures.
const SIDE_BY_SIDE: usize = 3;

/// Settles the bodies that columns name, before figures are read. A name that the document's own words have is the
/// publisher's; and where only one body stands beside the comparators of each year or quarter, it is the publisher too.
/// The publisher's name becomes a claim of the document's.
///
/// Any other name beside comparators under no year or quarter may be a body or not, `Ourtown` or `Cohort`: nobody can
/// say, and its figures are left out, unless the spec says it. Under a year it is a body and keeps its name, and so it does
/// among other bodies: beside the publisher, or where so many stand side by side that they are plainly compared.
pub(crate) fn settle<'a>(stretches: impl Iterator<Item = &'a mut Stretch>, profile: &mut Profile) {
    let mut stretches: Vec<&mut Stretch> = stretches.collect();
    let own = own_names(&names(&stretches), profile);
    for stretch in &mut stretches {
        let are_compared = are_compared(&stretch.columns, &own);
        for column in &mut stretch.columns {
            let is_said = column.text != leaf_level(&column.text) || column.reason == Reason::Layout;
            let Use::Value(value) = &mut column.used else { continue };
            match &value.area {
                AreaClaim::Named(name) if own.contains(name) => value.area = AreaClaim::Publisher,
                AreaClaim::Named(_) if !is_said && !are_compared => column.used = Use::UnknownFigures,
                _ => {}
            }
        }
    }
    let claims = own.into_iter().map(|text| AuthorityClaim { text, source: ClaimSource::Column });
    profile.authority_claims.extend(claims);
    profile.authority_claims.sort_by_key(|claim| claim.source);
}

/// Whether the names of columns are those of bodies that are set side by side.
fn are_compared(columns: &[Column], own: &[String]) -> bool {
    let names: BTreeSet<&String> = columns
        .iter()
        .filter_map(|column| match &column.value()?.area {
            AreaClaim::Named(name) => Some(name),
            _ => None,
        })
        .collect();
    names.len() >= SIDE_BY_SIDE || names.iter().any(|name| own.contains(name))
}

/// The names, each with whether a year or quarter stands over it.
fn names(stretches: &[&mut Stretch]) -> BTreeMap<String, bool> {
    let mut names = BTreeMap::new();
    for column in stretches.iter().flat_map(|stretch| &stretch.columns) {
        if let Some(AreaClaim::Named(name)) = column.value().map(|value| &value.area) {
            *names.entry(name.clone()).or_insert(false) |= column.text != leaf_level(&column.text);
        }
    }
    names
}

fn own_names(names: &BTreeMap<String, bool>, profile: &Profile) -> Vec<String> {
    let claims = profile.authority_claims.iter().filter(|claim| claim.source != ClaimSource::FileName);
    let printed: Vec<String> = claims.map(|claim| format!(" {} ", fold::key(&claim.text))).collect();
    let is_printed = |name: &String| {
        let name = format!(" {} ", fold::key(name));
        printed.iter().any(|words| words.contains(&name))
    };
    let own: Vec<String> = names.keys().filter(|name| is_printed(name)).cloned().collect();
    let under_levels: Vec<&String> =
        names.iter().filter(|(_, levels)| **levels).map(|(name, _)| name).collect();
    match under_levels[..] {
        [only] if own.is_empty() => vec![only.clone()],
        _ => own,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{general, line};

    fn check(lines: &str, expected: &[&str]) {
        let found: Vec<String> = general(lines).figures.iter().map(line).collect();
        let columns: Vec<&str> = found.iter().filter_map(|line| line.split(" · ").nth(2)).collect();
        assert_eq!(columns, expected, "{lines}");
    }

    #[test]
    fn a_name_that_the_document_prints_is_the_publisher() {
        check(
            "# Ourtown dashboard\n\nKPI | Ourtown | England\nPlans | 5 | 6",
            &["actual", "actual @England"],
        );
    }

    #[test]
    fn the_only_name_under_the_years_is_the_publisher() {
        check(
            "KPI | 2022 | |\n | England | Ourtown |\nPlans | 5 | 6",
            &["actual @England 2022-01-01..2022-12-31", "actual 2022-01-01..2022-12-31"],
        );
    }

    #[test]
    fn names_side_by_side_are_bodies() {
        check(
            "KPI | Ashford | Dover | Swale | England\nPlans | 5 | 6 | 7 | 8",
            &["actual @=Ashford", "actual @=Dover", "actual @=Swale", "actual @England"],
        );
        check(
            "# Dover dashboard\n\nKPI | Dover | Swale | England\nPlans | 5 | 6 | 7",
            &["actual", "actual @=Swale", "actual @England"],
        );
    }

    #[test]
    fn a_name_that_may_be_none_is_left_out() {
        check(
            "KPI | May 22 | England | Cohort\nPlans | 5 | 6 | 99",
            &["actual 2022-05-01..2022-05-31", "actual @England"],
        );
    }
}
