//! The numbers of indicators that stand in one cell with their names.
//!
//! Asked of tables without a column of numbers, once their figures are read. Tables of one indicator each are taken together,
//! since one name alone doesn't tell its number from a part of itself.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_lexicon::numbering;
use boardlift_model::Figure;
use boardlift_model::grounds::RefGround;

/// Parts the numbers from the names, table by table, where a table numbers its names alike.
pub(crate) fn split_off(figures: &mut [Figure]) {
    let mut names: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    let mut seen: BTreeSet<(u32, &str)> = BTreeSet::new();
    let numbered: BTreeSet<u32> =
        figures.iter().filter(|figure| figure.reference.is_some()).map(|figure| figure.table).collect();
    for figure in figures.iter().filter(|figure| !numbered.contains(&figure.table)) {
        let names = names.entry(figure.table).or_default();
        if seen.insert((figure.table, figure.indicator.as_str())) {
            names.push(&figure.indicator);
        }
    }
    let (single, several): (Vec<_>, Vec<_>) = names.into_iter().partition(|(_, names)| names.len() == 1);
    let together: Vec<(u32, &str)> =
        single.into_iter().filter_map(|(table, names)| Some((table, *names.first()?))).collect();
    let mut split: BTreeMap<(u32, String), (String, String)> = BTreeMap::new();
    for (table, names) in several {
        take(&mut split, &names.iter().map(|name| (table, *name)).collect::<Vec<_>>());
    }
    take(&mut split, &together);
    for figure in figures {
        if let Some((number, name)) = split.get(&(figure.table, figure.indicator.clone())) {
            figure.reference = Some(number.clone());
            figure.indicator.clone_from(name);
            figure.grounds.reference = RefGround::WithName;
        }
    }
}

/// Notes for each name of a table the number and the rest of it.
fn take(split: &mut BTreeMap<(u32, String), (String, String)>, names: &[(u32, &str)]) {
    let printed: Vec<&str> = names.iter().map(|(_, name)| *name).collect();
    for ((table, name), part) in names.iter().zip(numbering::split(&printed).unwrap_or_default()) {
        if let Some(part) = part {
            split.insert((*table, (*name).to_owned()), (part.number.to_owned(), part.name.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    fn check(lines: &str, expected: &[&str]) {
        let mut found: Vec<String> = general(lines)
            .figures
            .iter()
            .map(|figure| format!("{}|{}", figure.reference.as_deref().unwrap_or("-"), figure.indicator))
            .collect();
        found.dedup();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn tables_that_number_their_names() {
        check(
            "KPI | May 22 | Jun 22\n1.1 - Plans | 5 | 6\n1.2 - Visits | 7 | 8\nTotal | 12 | 14",
            &["1.1|Plans", "1.2|Visits", "-|Total"],
        );
        check("Ref | KPI | May 22\nA | 1. Plans | 5\nB | 2. Visits | 6", &["A|1. Plans", "B|2. Visits"]);
    }

    #[test]
    fn tables_of_one_indicator_are_taken_together() {
        let table = |name: &str| format!("KPI | May 22 | Jun 22\n{name} | 5 | 6\n\n");
        let two = format!("# A\n\n{}# B\n\n{}", table("NI 1: Plans"), table("NI 2: Visits"));
        check(&two, &["NI 1|Plans", "NI 2|Visits"]);
        check(&table("NI 1: Plans"), &["-|NI 1: Plans"]);
    }
}
