//! Numbers of rows that a converter lost, counted between printed ones.
//!
//! Where the rows between two printed numbers are exactly as many as the numbers between them, each row has
//! its number. One row more or less, or a stretch in which rows can't be counted, and the numbers stay
//! unknown.

use super::rows::{Item, Reference};

/// Longest stretch of numbers that is filled in. More missing in a row is no accident of a converter.
const LONGEST_STRETCH: usize = 24;

/// Whether a text is one clean number of a row: `7`, `1.02`; not `02`, `_` or `7 8`.
pub(super) fn is_clean(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('0')
        && text.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Fills in the numbers that follow from the printed ones.
pub(super) fn fill(items: &mut [Item]) {
    let anchors: Vec<(usize, u32)> =
        items.iter().enumerate().filter_map(|(at, item)| anchor(item).map(|number| (at, number))).collect();
    for pair in anchors.windows(2) {
        let &[(from, first), (to, last)] = pair else { continue };
        fill_between(&mut items[from + 1..to], first, last);
    }
}

fn anchor(item: &Item) -> Option<u32> {
    match item {
        Item::Row(row) => match &row.reference {
            Reference::Printed(number) => number.parse().ok(),
            _ => None,
        },
        Item::Gap(_) => None,
    }
}

fn fill_between(items: &mut [Item], first: u32, last: u32) {
    let Some(counts) = items.iter().map(rows_of).collect::<Option<Vec<u32>>>() else { return };
    let total = counts.iter().fold(0u32, |total, count| total.saturating_add(*count));
    let fits = last.checked_sub(first).and_then(|span| span.checked_sub(1)) == Some(total);
    if !fits || items.is_empty() || items.len() > LONGEST_STRETCH {
        return;
    }
    let firsts: Vec<u32> = counts
        .iter()
        .scan(first + 1, |next, count| {
            let own = *next;
            *next += count;
            Some(own)
        })
        .collect();
    if items.iter().zip(&firsts).all(|(item, number)| agrees(item, *number)) {
        for (item, number) in items.iter_mut().zip(firsts) {
            if let Item::Row(row) = item
                && row.reference != Reference::Printed(number.to_string())
            {
                row.reference = Reference::Counted(number.to_string());
            }
        }
    }
}

fn rows_of(item: &Item) -> Option<u32> {
    match item {
        Item::Row(_) => Some(1),
        Item::Gap(gap) => gap.rows,
    }
}

/// A number printed beside rows that were run together must be one that their lines could have: the row's own
/// or a neighbour's.
fn agrees(item: &Item, number: u32) -> bool {
    const FURTHEST: u32 = 4;
    match item {
        Item::Row(row) => match &row.reference {
            Reference::Shared(printed) => {
                printed.parse::<u32>().is_ok_and(|printed| printed.abs_diff(number) < FURTHEST)
            }
            _ => true,
        },
        Item::Gap(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use boardlift_model::Place;

    use super::super::rows::{Gap, Reason, Repair, Row};
    use super::*;

    /// Items by a letter each: a number is printed, `~7` is shared, `-` is missing, `(2)` is a gap of two
    /// rows, `(?)` a gap of unknown length.
    fn check(items: &str, expected: &str) {
        let mut items: Vec<Item> = items.split(' ').map(item).collect();
        fill(&mut items);
        let shown: Vec<String> = items.iter().map(show).collect();
        assert_eq!(shown.join(" "), expected);
    }

    fn item(text: &str) -> Item {
        if let Some(rows) = text.strip_prefix('(') {
            let rows = rows.trim_end_matches(')').parse().ok();
            return Item::Gap(Gap { place: Place::Line(1), rows, figures: 0, reason: Reason::NameLost });
        }
        let reference = match text.strip_prefix('~') {
            Some(shared) => Reference::Shared(shared.to_owned()),
            None if text == "-" => Reference::Missing,
            None => Reference::Printed(text.to_owned()),
        };
        let name = "Lamps".to_owned();
        Item::Row(Row { place: Place::Line(1), reference, name, cells: Vec::new(), repair: Repair::Nothing })
    }

    fn show(item: &Item) -> String {
        match item {
            Item::Gap(gap) => gap.rows.map_or("(?)".to_owned(), |rows| format!("({rows})")),
            Item::Row(row) => match &row.reference {
                Reference::Printed(number) => number.clone(),
                Reference::Counted(number) => format!("+{number}"),
                Reference::Shared(number) => format!("~{number}"),
                Reference::Missing => "-".to_owned(),
            },
        }
    }

    #[test]
    fn counting() {
        check("2 - - 5", "2 +3 +4 5");
        check("2 ~4 ~4 - 6", "2 +3 +4 +5 6");
        check("2 (2) - 6", "2 (2) +5 6");
        check("1 - 3 - - 6", "1 +2 3 +4 +5 6");
    }

    #[test]
    fn no_exact_fit() {
        check("2 - - 6", "2 - - 6");
        check("2 - (?) 5", "2 - (?) 5");
        check("5 - 2", "5 - 2");
        check("- 5 -", "- 5 -");
        check("1.1 - 1.3", "1.1 - 1.3");
        check("2 ~40 - 5", "2 ~40 - 5");
    }

    #[test]
    fn clean_numbers() {
        for text in ["7", "12", "1.02", "10"] {
            assert!(is_clean(text), "{text}");
        }
        for text in ["", "02", "_", "7 8", "7.", "a"] {
            assert!(!is_clean(text), "{text}");
        }
    }
}
