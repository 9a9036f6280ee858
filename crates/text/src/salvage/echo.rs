//! Lines that are a garbled second reading of the figures above them.
//!
//! A converter that reads a scanned page meets the lower half of a row of ink once more and reads nonsense
//! out of it: `8070` below `80%`. Such a line may still carry words of its own, but none of its figures. A
//! line is taken for an echo only where it has no number of its own, stands in the columns of the line above,
//! agrees with it somewhere, and is garbled somewhere or the same throughout.

use boardlift_model::Cell;

use super::figures::{self, Sign};
use super::header::{Columns, Holds};
use super::refs;

/// A line that has only figures of the line above, and so many, is that line read again.
const FEWEST_COPIES: usize = 3;

/// How a cell stands to the cell above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// The same words, or the end of them.
    Same,
    /// The same digits, and rubbish for the sign of percentage: `8070` below `80%`.
    Misread,
    /// Not legible as a figure of the kind above.
    Garbled,
    /// Legible, and one character away.
    Near,
    /// Something of its own.
    Own,
}

/// Whether the figures of a line are a garbled second reading of those in the line above.
pub(super) fn is_echo(line: &[Cell], above: &[Cell], columns: &Columns) -> bool {
    if columns.references.is_some_and(|at| has_own_reference(text(line, at), text(above, at))) {
        return false;
    }
    let likenesses: Vec<Likeness> = columns
        .of(Holds::Figures)
        .map(|at| (text(line, at), text(above, at)))
        .filter(|(cell, _)| !cell.is_empty())
        .map(|(cell, above)| likeness(cell, above))
        .collect();
    let count = |wanted: Likeness| likenesses.iter().filter(|likeness| **likeness == wanted).count();
    let bad = count(Likeness::Garbled) + count(Likeness::Misread);
    let garbled = likenesses.len() >= 2 && count(Likeness::Same) > 0 && bad > 0;
    let misread = count(Likeness::Misread) >= 2;
    let copied = likenesses.len() >= FEWEST_COPIES && count(Likeness::Same) == likenesses.len();
    (garbled || misread || copied) && count(Likeness::Own) == 0
}

/// A number that is the upper line's again, or no clean number (`02` below `62`), is none of the line's own.
fn has_own_reference(reference: &str, above: &str) -> bool {
    refs::is_clean(reference) && reference != above
}

fn likeness(cell: &str, above: &str) -> Likeness {
    if above.is_empty() {
        Likeness::Own
    } else if above.ends_with(cell) {
        Likeness::Same
    } else if is_misread(cell, above) {
        Likeness::Misread
    } else if is_garbled(cell, above) {
        Likeness::Garbled
    } else if is_near(cell, above) {
        Likeness::Near
    } else {
        Likeness::Own
    }
}

/// A sign of percentage is read as two digits, `80%` as `8070`, or the whole as no figure at all.
fn is_garbled(cell: &str, above: &str) -> bool {
    let whole_above = figures::is_one(above);
    match (figures::is_one(cell), whole_above) {
        (true, true) => {
            figures::sign(above) == Sign::Percent
                && matches!(figures::sign(cell), Sign::Bare | Sign::Fraction)
        }
        (true, false) => false,
        (false, _) => true,
    }
}

fn is_misread(cell: &str, above: &str) -> bool {
    let digits = above.strip_suffix('%').filter(|digits| digits.len() >= 2);
    let rubbish = digits.and_then(|digits| cell.strip_prefix(digits));
    rubbish.is_some_and(|rubbish| matches!(rubbish.chars().count(), 1..=2) && !rubbish.contains('%'))
}

fn is_near(cell: &str, above: &str) -> bool {
    let differing = cell.chars().zip(above.chars()).filter(|(one, other)| one != other).count();
    cell.chars().count() == above.chars().count() && differing == 1
}

fn text(line: &[Cell], at: usize) -> &str {
    line.get(at).map_or("", |cell| cell.text.as_str())
}

#[cfg(test)]
mod tests {
    use boardlift_model::Place;

    use super::*;

    fn check(above: &str, line: &str, expected: bool) {
        let cells = |text: &str| -> Vec<Cell> {
            text.split('|').map(|cell| Cell::new(cell.trim(), Place::Line(1))).collect()
        };
        let columns = Columns {
            headings: ["Ref", "Indicator", "Target", "Q1", "Q2"].map(str::to_owned).to_vec(),
            holds: vec![Holds::References, Holds::Names, Holds::Figures, Holds::Figures, Holds::Figures],
            names: 1,
            references: Some(0),
        };
        assert_eq!(is_echo(&cells(line), &cells(above), &columns), expected, "{above} / {line}");
    }

    #[test]
    fn echoes() {
        check("7|Lamps|80%|67%|100%", "|lit|8070|0/4|100%", true);
        check("7|Lamps|80%|67%|100%", "|lit|8070|67%|100%", true);
        check("7|Lamps|TBC (not)|50%|80%", "07|in time|not)|30%|8070", true);
        check("7|Lamps|80%||100%", "|lit|8070||100%", true);
        check("7|Lamps|12|14|100", "|lit|12|14|100", true);
        check("7|Lamps|80%|67.5%|", "|lit|8076|67.5/|", true);
    }

    #[test]
    fn rows_of_their_own() {
        check("7|Lamps|80%|67%|100%", "8|Roads|80%|67%|100%", false);
        check("7|Lamps|80%|67%|", "|Roads|80%|67%|", false);
        check("7|Lamps|80%|67%|100%", "|Roads|80%|12%|100%", false);
        check("7|Lamps|80%|67%|", "|Roads|8070|67%|5", false);
        check("7|Lamps|80%|67%|100%", "18|Roads|8070|0/4|100%", false);
        check("7|Lamps|12|14|100", "|Roads|1212|13|100", false);
        check("7|Lamps|80%|67%|100%", "|Roads|||100%", false);
        check("|only words|||", "|more words|||", false);
    }
}
