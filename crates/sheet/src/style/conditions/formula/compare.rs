//! How values compare in a workbook: numbers by size, words without regard to upper and lower case.

use super::{Comparison, Operand};

/// How one value stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// It is less.
    Less,
    /// It is the same.
    Equal,
    /// It is greater.
    Greater,
    /// It isn't the same, and which comes first depends on the program and its language.
    Different,
}

/// Two numbers nearer than this, for their size, may count as equal: programs compare the first fifteen digits.
const NEAR: f64 = 1e-14;

/// How the first value stands to the second; nothing for numbers too near to tell. Errors have no relation.
pub(crate) fn relate(first: &Operand<'_>, second: &Operand<'_>) -> Option<Relation> {
    use Operand::{Blank, Number, Text, Truth};
    Some(match (first, second) {
        (Number(first), Number(second)) => return relate_numbers(*first, *second),
        (Blank, Number(second)) => return relate_numbers(0.0, *second),
        (Number(first), Blank) => return relate_numbers(*first, 0.0),
        (Text(first), Text(second)) => same(first.to_lowercase() == second.to_lowercase()),
        (Blank, Text(words)) | (Text(words), Blank) => same(words.is_empty()),
        (Truth(first), Truth(second)) => same(first == second),
        (Blank, Truth(truth)) | (Truth(truth), Blank) => same(!truth),
        (Blank, Blank) => Relation::Equal,
        _ => Relation::Different,
    })
}

impl Comparison {
    /// The truth that comparing two values gives; an error where one of them is one.
    pub(super) fn of<'a>(self, first: &Operand<'_>, second: &Operand<'_>) -> Option<Operand<'a>> {
        if matches!(first, Operand::Error) || matches!(second, Operand::Error) {
            return Some(Operand::Error);
        }
        self.holds(relate(first, second)?).map(Operand::Truth)
    }

    /// Whether values that stand in this relation pass the comparison.
    pub(crate) fn holds(self, relation: Relation) -> Option<bool> {
        use Relation::{Different, Equal, Greater, Less};
        match (self, relation) {
            (Comparison::Equal, relation) => Some(relation == Equal),
            (Comparison::NotEqual, relation) => Some(relation != Equal),
            (_, Different) => None,
            (Comparison::Less, relation) => Some(relation == Less),
            (Comparison::LessOrEqual, relation) => Some(relation != Greater),
            (Comparison::Greater, relation) => Some(relation == Greater),
            (Comparison::GreaterOrEqual, relation) => Some(relation != Less),
        }
    }
}

#[expect(clippy::float_cmp, reason = "the very same numbers are equal, and only near ones are in doubt")]
fn relate_numbers(first: f64, second: f64) -> Option<Relation> {
    if first == second {
        return Some(Relation::Equal);
    }
    let is_near = (first - second).abs() <= NEAR * first.abs().max(second.abs());
    (!is_near).then_some(if first < second { Relation::Less } else { Relation::Greater })
}

fn same(is_same: bool) -> Relation {
    if is_same { Relation::Equal } else { Relation::Different }
}
