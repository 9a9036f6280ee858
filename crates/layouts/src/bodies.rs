//! Whose the columns are that name a body: `England | London | Ourtown`.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_lexicon::{body, council, fold};
use boardlift_model::grounds::AreaGround;
use boardlift_model::{AreaClaim, AuthorityClaim, ClaimSource, Profile};

use crate::columns::{Column, Reason, Use, leaf_level};
use crate::stretch::Stretch;

/// So many unknown names beside comparators are bodies: a table may have a column or two that nobody knows, each of which
/// says something else of the figures.
const SIDE_BY_SIDE: usize = 3;

/// Words for a kind of body, which stand for the publisher in the papers of that kind, with the words of its name.
const KINDS: &[(&[&str], &[&str])] = &[
    (&["sch", "school", "our school", "this school"], &["school", "academy", "college"]),
    (&["trust", "our trust", "this trust"], &["trust"]),
    (&["force", "our force", "this force"], &["police", "constabulary"]),
    (&["council", "the council"], &["council"]),
];

/// Words that stand for the publisher beside others.
const PRONOUNS: &[&str] = &["us", "ours", "our council", "our authority", "this council", "own"];

/// Settles the bodies that columns name, before figures are read. A name that the document's own words have is the
/// publisher's; and where only one body stands beside the comparators of each year or quarter, it is the publisher too.
/// The publisher's name becomes a claim of the document's.
///
/// Any other name beside comparators under no year or quarter may be a body or not, `Ourtown` or `Cohort`: nobody can
/// say, and its figures are left out, unless the spec says it. Under a year it is a body and keeps its name, and so it does
/// among other bodies: beside the publisher, or where so many stand side by side that they are plainly compared.
pub(crate) fn settle<'a>(
    stretches: impl Iterator<Item = &'a mut Stretch>,
    profile: &mut Profile,
) -> OwnNames {
    let mut stretches: Vec<&mut Stretch> = stretches.collect();
    for column in stretches.iter_mut().flat_map(|stretch| &mut stretch.columns) {
        name_by_form(column);
    }
    let printed = OwnNames::of(profile);
    let (mut own, ground) = own_columns(&names(&stretches), &printed);
    let joint = joint_publishers(&stretches, &own);
    own.retain(|name| !joint.contains(name));
    for stretch in &mut stretches {
        let are_compared = are_compared(&stretch.columns, &own) || are_compared(&stretch.columns, &joint);
        for column in &mut stretch.columns {
            let leaf = leaf_level(&column.text);
            let is_said = column.text != leaf || column.reason == Reason::Layout || has_form(leaf);
            let Use::Value(value) = &mut column.used else { continue };
            match &value.area {
                AreaClaim::Named(name) if own.contains(name) => {
                    value.area = AreaClaim::Publisher;
                    column.name_ground = Some(ground);
                }
                AreaClaim::Named(_) if !is_said && !are_compared && column.reason != Reason::Contents => {
                    // What it dates is a figure of somebody's, and nothing says that it isn't the publisher's: it is read,
                    // and its reader is told.
                    if column.period.is_some() {
                        value.area = AreaClaim::Publisher;
                        column.reason = Reason::Contents;
                    } else {
                        column.used = Use::UnknownFigures;
                    }
                }
                _ => {}
            }
        }
    }
    let claims = own.into_iter().filter(|name| !is_pronoun(name) && !is_of_kind(name));
    let claims = claims.map(|text| AuthorityClaim { text, source: ClaimSource::Column });
    profile.authority_claims.extend(claims);
    profile.authority_claims.sort_by_key(|claim| claim.source);
    printed
}

/// The names that the document's own words have for the publisher.
#[derive(Debug, Default)]
pub(crate) struct OwnNames {
    /// The claims, as [`fold::key`] gives them, between spaces.
    claims: Vec<String>,
}

impl OwnNames {
    /// The names in a document's claims. A file's name is not printed.
    fn of(profile: &Profile) -> Self {
        let claims = profile.authority_claims.iter().filter(|claim| claim.source != ClaimSource::FileName);
        OwnNames { claims: claims.map(|claim| format!(" {} ", fold::key(&claim.text))).collect() }
    }

    /// Whether words are such a name, or stand for it: `Us`.
    pub(crate) fn has(&self, words: &str) -> bool {
        let name = format!(" {} ", fold::key(words));
        let is_printed = || name.len() > 2 && self.claims.iter().any(|claim| claim.contains(&name));
        is_pronoun(words) || self.is_kind(words) || is_printed()
    }

    /// Whether words are the kind of the publisher: `School` in a paper of `Hill School`.
    fn is_kind(&self, words: &str) -> bool {
        let key = fold::key(words);
        let known = KINDS.iter().find(|(kind, _)| kind.contains(&key.as_str()));
        known.is_some_and(|(_, names)| {
            self.claims.iter().any(|claim| names.iter().any(|name| claim.contains(&format!(" {name} "))))
        })
    }
}

/// Whether words are a kind of body and no name.
fn is_of_kind(words: &str) -> bool {
    KINDS.iter().any(|(kind, _)| kind.contains(&fold::key(words).as_str()))
}

/// Whether words stand for the publisher in any paper.
fn is_pronoun(words: &str) -> bool {
    PRONOUNS.contains(&fold::key(words).as_str())
}

/// A column of figures that only its contents tell is a body's where its heading has the form of a body's name.
fn name_by_form(column: &mut Column) {
    let name = leaf_level(&column.text).to_owned();
    if column.is_inferred()
        && has_form(&name)
        && let Use::Value(value) = &mut column.used
    {
        value.area = AreaClaim::Named(name);
    }
}

/// Whether words have the form of a public body's name, and are nothing else.
fn has_form(words: &str) -> bool {
    body::is_whole_name(words) || council::is_whole_name(words)
}

/// Whether the names of columns are those of bodies that are set side by side.
fn are_compared(columns: &[Column], own: &[String]) -> bool {
    let names: BTreeSet<&String> = columns.iter().filter_map(named).collect();
    names.len() >= SIDE_BY_SIDE || names.iter().any(|name| own.contains(name))
}

/// The names of bodies that publish a paper together, side by side in one table: neither speaks for the paper.
fn joint_publishers(stretches: &[&mut Stretch], own: &[String]) -> Vec<String> {
    let of_stretch = |stretch: &&mut Stretch| {
        let named = stretch.columns.iter().filter_map(|column| named(column));
        let own: BTreeSet<String> =
            named.filter(|name| own.contains(name) && !is_pronoun(name)).cloned().collect();
        if own.len() > 1 { own } else { BTreeSet::new() }
    };
    stretches.iter().flat_map(of_stretch).collect::<BTreeSet<String>>().into_iter().collect()
}

/// The body that a column names.
fn named(column: &Column) -> Option<&String> {
    match &column.value()?.area {
        AreaClaim::Named(name) => Some(name),
        _ => None,
    }
}

/// The names, each with whether a year or quarter stands over it.
fn names(stretches: &[&mut Stretch]) -> BTreeMap<String, bool> {
    let mut names = BTreeMap::new();
    for column in stretches.iter().flat_map(|stretch| &stretch.columns) {
        if let Some(name) = named(column) {
            *names.entry(name.clone()).or_insert(false) |= column.text != leaf_level(&column.text);
        }
    }
    names
}

/// The names of columns that are the publisher's, and what says so.
fn own_columns(names: &BTreeMap<String, bool>, printed: &OwnNames) -> (Vec<String>, AreaGround) {
    let own: Vec<String> = names.keys().filter(|name| printed.has(name)).cloned().collect();
    let under_levels: Vec<&String> =
        names.iter().filter(|(_, levels)| **levels).map(|(name, _)| name).collect();
    match under_levels[..] {
        [only] if own.is_empty() => (vec![only.clone()], AreaGround::OnlyName),
        _ => (own, AreaGround::PrintedName),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_claims as check;

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
    fn publishers_side_by_side_are_bodies() {
        check(
            "Dover District Council and Swale Borough Council\n\nKPI | Dover | Swale | England\nPlans | 5 | 6 | 7",
            &["actual @=Dover", "actual @=Swale", "actual @England"],
        );
    }

    #[test]
    fn us_and_them() {
        check(
            "KPI | Us | Them | England\nPlans | 5 | 6 | 7",
            &["actual", "actual @=Them", "actual @England"],
        );
        check(
            "KPI | Q1 22/23 | Devon Council | Humberside Police\nPlans | 4% | 5% | 6%",
            &["actual 2022-04-01..2022-06-30", "actual @=Devon Council", "actual @=Humberside Police"],
        );
    }

    #[test]
    fn the_kind_of_the_publisher() {
        let table = "KPI | School | Nat\nPlans | 5 | 6";
        check(&format!("# Hill School results\n\n{table}"), &["actual", "actual @England"]);
        check(&format!("# Ourtown Council\n\n{table}"), &["actual @England"]);
    }

    #[test]
    fn a_name_with_its_period_in_brackets() {
        check(
            "# Hill School results\n\nSubject | School | Local Authority (2018) | National\nReading | 5% | 6% | 7%",
            &["actual", "actual @=Local Authority 2018-01-01..2018-12-31", "actual @England"],
        );
        check(
            "KPI | Cohort (2018) | England (2018)\nPlans | 5% | 6%",
            &["actual 2018-01-01..2018-12-31", "actual @England 2018-01-01..2018-12-31"],
        );
    }

    #[test]
    fn names_of_which_all_rows_measure_the_same() {
        check(
            "Measure | Acorn Care | North Wold\nVisits on time | 91% | 88%\nComplaints | 3 | 5",
            &["actual @=Acorn Care", "actual @=North Wold", "actual @=Acorn Care", "actual @=North Wold"],
        );
        check(
            "Measure | Cases Opened | Cases Closed\nHousing | 91 | 88\nPlanning | 3 | 5",
            &["actual", "actual", "actual", "actual"],
        );
        check(
            "Measure | Cases Opened | Opened In Time\nHousing | 91 | 88%\nPlanning | 3 | 5%",
            &["actual", "actual", "actual", "actual"],
        );
        check(
            "Measure | Granted outright | Looked after\nVisits on time | 91% | 88%\nComplaints | 3 | 5",
            &["actual", "actual", "actual", "actual"],
        );
    }

    #[test]
    fn bodies_down_the_rows() {
        check(
            "# Ourtown Council\n\nProvider | 2022/23\nAcorn Care | 91%\nOurtown | 88%\nAll providers | 90%",
            &[
                "actual @=Acorn Care 2022-04-01..2023-03-31",
                "actual 2022-04-01..2023-03-31",
                "actual 2022-04-01..2023-03-31",
            ],
        );
        check("Ward | 2022/23\nNorth Wold | 91%", &["actual 2022-04-01..2023-03-31"]);
    }

    #[test]
    fn a_name_that_may_be_none_is_left_out() {
        check(
            "KPI | May 22 | England | Cohort\nPlans | 5 | 6 | 99",
            &["actual 2022-05-01..2022-05-31", "actual @England"],
        );
    }
}
