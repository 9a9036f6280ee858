//! Refs that stand at two different indicators.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_model::{Figure, Flag};

/// Flags figures whose ref stands at another indicator too. Numbering may start anew with a table: where a table
/// begins with the ref that a numbering began with, another one begins, and refs are compared within one only.
pub(crate) fn flag(figures: &mut [Figure]) {
    let numberings = numberings(figures);
    let mut owners: BTreeMap<Numbered, BTreeSet<Owner>> = BTreeMap::new();
    for figure in figures.iter() {
        if let Some(numbered) = numbered(figure, &numberings) {
            owners.entry(numbered).or_default().insert((figure.section.clone(), figure.indicator.clone()));
        }
    }
    for figure in figures {
        let is_doubled = numbered(figure, &numberings)
            .and_then(|ref_| owners.get(&ref_))
            .is_some_and(|owners| owners.len() > 1);
        if is_doubled {
            figure.flags.insert(Flag::DuplicateRef);
        }
    }
}

/// A ref within its numbering.
type Numbered = (u32, String);

/// An indicator by its section and name.
type Owner = (Option<String>, String);

fn numbered(figure: &Figure, numberings: &BTreeMap<u32, u32>) -> Option<Numbered> {
    let numbering = numberings.get(&figure.table).copied().unwrap_or(0);
    Some((numbering, figure.reference.clone()?))
}

/// Which numbering each table belongs to.
fn numberings(figures: &[Figure]) -> BTreeMap<u32, u32> {
    let mut numberings = BTreeMap::new();
    let mut began_with: Option<&str> = None;
    let mut numbering = 0;
    for figure in figures {
        let Some(first) = figure.reference.as_deref() else { continue };
        if numberings.contains_key(&figure.table) {
            continue;
        }
        if began_with.is_some_and(|began| began == first) {
            numbering += 1;
        }
        began_with = began_with.or(Some(first));
        numberings.insert(figure.table, numbering);
    }
    numberings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::general;

    /// The refs that are flagged, once each.
    fn check(lines: &str, expected: &[&str]) {
        let reading = general(lines);
        let flagged = reading.figures.iter().filter(|figure| figure.flags.contains(&Flag::DuplicateRef));
        let found: BTreeSet<String> = flagged
            .map(|figure| format!("{} {}", figure.reference.as_deref().unwrap_or("-"), figure.indicator))
            .collect();
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{lines}");
    }

    #[test]
    fn a_ref_that_goes_on_in_the_next_table_is_doubled() {
        let tables =
            "# One\n\nRef|KPI|May 22\n7|Plans|5\n8|Visits|6\n\n# Two\n\nRef|KPI|May 22\n8|Cost|7\n9|Spend|8";
        check(tables, &["8 Cost", "8 Visits"]);
    }

    #[test]
    fn numbering_may_start_anew_with_a_table() {
        let tables =
            "# One\n\nRef|KPI|May 22\n1|Plans|5\n2|Visits|6\n\n# Two\n\nRef|KPI|May 22\n1|Cost|7\n2|Spend|8";
        check(tables, &[]);
        check("Ref|KPI|May 22\n1|Plans|5\n2|Visits|6\n1|Cost|7", &["1 Cost", "1 Plans"]);
    }

    #[test]
    fn sub_rows_share_their_ref() {
        check("Ref|KPI||May 22\n7|Absence|SEN|5\n||EHCP|6", &[]);
    }
}
