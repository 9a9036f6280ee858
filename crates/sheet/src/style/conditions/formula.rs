//! The formulas of conditional formats, as far as their results are certain.
//!
//! Comparisons, sums and a few functions of cells of the same sheet. Everything else isn't parsed: ranges, names, other
//! sheets, the clock, functions by many. The order of words and whether two numbers that differ in the last digits count
//! as equal are left open too.

mod call;
mod compare;
mod parse;

use std::borrow::Cow;

use boardlift_model::Address;

use super::{Value, Values, at};

pub(crate) use call::{Function, contains, words};
pub(crate) use compare::{Relation, relate};
pub(crate) use parse::{parse, reference};

/// A formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Formula {
    /// A number.
    Number(f64),
    /// Words.
    Text(Box<str>),
    /// A truth.
    Truth(bool),
    /// A cell.
    Cell(Reference),
    /// Whether two values stand in a relation.
    Compare(Box<[Formula; 2]>, Comparison),
    /// A number from two.
    Arithmetic(Box<[Formula; 2]>, Operation),
    /// Two texts, one behind the other.
    Joined(Box<[Formula; 2]>),
    /// A function of values.
    Call(Function, Vec<Formula>),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// How two numbers make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// A cell that a formula names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reference {
    /// Its address, as it is written for the first cell of the format.
    pub(crate) address: Address,
    /// Whether the row stays the same for all cells (`$5`).
    pub(crate) fixed_row: bool,
    /// Whether the column does.
    pub(crate) fixed_column: bool,
}

/// What a formula is evaluated for.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The cell.
    pub(crate) cell: Address,
    /// The cell for which the formula is written.
    pub(crate) origin: Address,
    /// The sheet.
    pub(crate) values: &'a Values<'a>,
}

/// A value in a formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand<'a> {
    /// Of a cell with nothing in it.
    Blank,
    /// A number.
    Number(f64),
    /// Words.
    Text(Cow<'a, str>),
    /// A truth.
    Truth(bool),
    /// An error.
    Error,
}

impl Formula {
    /// The value for a cell; nothing where it isn't certain.
    pub(crate) fn value<'a>(&'a self, context: Context<'a>) -> Option<Operand<'a>> {
        match self {
            Formula::Number(number) => Some(Operand::Number(*number)),
            Formula::Text(words) => Some(Operand::Text(Cow::Borrowed(words))),
            Formula::Truth(truth) => Some(Operand::Truth(*truth)),
            Formula::Cell(reference) => Some(at(context.values, reference.seen_from(context)?).into()),
            Formula::Compare(sides, comparison) => {
                let [first, second] = sides.as_ref();
                comparison.of(&first.value(context)?, &second.value(context)?)
            }
            Formula::Arithmetic(sides, operation) => {
                let [first, second] = sides.as_ref();
                operation.of(&first.value(context)?, &second.value(context)?)
            }
            Formula::Joined(sides) => {
                let [first, second] = sides.as_ref();
                call::joined(&first.value(context)?, &second.value(context)?)
            }
            Formula::Call(function, arguments) => function.of(arguments, context),
        }
    }

    /// Whether the formula says yes for a cell. An error is no yes.
    pub(crate) fn holds(&self, context: Context<'_>) -> Option<bool> {
        match self.value(context)? {
            Operand::Truth(truth) => Some(truth),
            Operand::Number(number) => Some(number != 0.0),
            Operand::Error | Operand::Blank => Some(false),
            Operand::Text(_) => None,
        }
    }

    /// How many steps an evaluation takes at most.
    pub(crate) fn size(&self) -> usize {
        1 + match self {
            Formula::Compare(sides, _) | Formula::Arithmetic(sides, _) | Formula::Joined(sides) => {
                sides.iter().map(Formula::size).sum()
            }
            Formula::Call(_, arguments) => arguments.iter().map(Formula::size).sum(),
            _ => 0,
        }
    }

    /// Whether it means another cell for each cell of the format.
    pub(crate) fn is_relative(&self) -> bool {
        match self {
            Formula::Cell(reference) => !(reference.fixed_row && reference.fixed_column),
            Formula::Compare(sides, _) | Formula::Arithmetic(sides, _) | Formula::Joined(sides) => {
                sides.iter().any(Formula::is_relative)
            }
            Formula::Call(_, arguments) => arguments.iter().any(Formula::is_relative),
            Formula::Number(_) | Formula::Text(_) | Formula::Truth(_) => false,
        }
    }
}

impl Reference {
    fn seen_from(self, context: Context<'_>) -> Option<Address> {
        let moved = |written: u32, fixed: bool, cell: u32, origin: u32| {
            if fixed { Some(written) } else { (written + cell).checked_sub(origin) }
        };
        let Address { row, column } = self.address;
        Some(Address {
            row: moved(row, self.fixed_row, context.cell.row, context.origin.row)?,
            column: moved(column, self.fixed_column, context.cell.column, context.origin.column)?,
        })
    }
}

impl<'a> From<Value<'a>> for Operand<'a> {
    fn from(value: Value<'a>) -> Self {
        match value {
            Value::Blank => Operand::Blank,
            Value::Number(number) => Operand::Number(number),
            Value::Text(words) => Operand::Text(Cow::Borrowed(words)),
            Value::Truth(truth) => Operand::Truth(truth),
            Value::Error => Operand::Error,
        }
    }
}

impl Operation {
    /// Texts that look like numbers aren't taken for numbers, and neither are truths.
    fn of<'a>(self, first: &Operand<'_>, second: &Operand<'_>) -> Option<Operand<'a>> {
        let number = |operand: &Operand<'_>| match operand {
            Operand::Number(number) => Some(*number),
            Operand::Blank => Some(0.0),
            _ => None,
        };
        if matches!(first, Operand::Error) || matches!(second, Operand::Error) {
            return Some(Operand::Error);
        }
        let (first, second) = (number(first)?, number(second)?);
        let result = match self {
            Operation::Add => first + second,
            Operation::Subtract => first - second,
            Operation::Multiply => first * second,
            Operation::Divide => first / second,
        };
        Some(if result.is_finite() { Operand::Number(result) } else { Operand::Error })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a formula written for C3 says for D5, in a sheet with words in A1, numbers in D4 and D5, and E5 blank.
    fn check(expected: Option<bool>, formulas: &[&str]) {
        let values = [
            (0, vec![(0, Value::Text("Off track")), (1, Value::Error)]),
            (3, vec![(3, Value::Number(4.0))]),
            (4, vec![(3, Value::Number(5.5)), (4, Value::Blank)]),
        ];
        let (cell, origin) = (Address { row: 4, column: 3 }, Address { row: 2, column: 2 });
        for formula in formulas {
            let said =
                parse(formula).and_then(|formula| formula.holds(Context { cell, origin, values: &values }));
            assert_eq!(said, expected, "{formula}");
        }
    }

    #[test]
    fn cells_move_with_the_cell() {
        check(
            Some(true),
            &["C3=5.5", "C3>$D$4", "C2=4", "$D3=C3", "C$5=5.5", "C3>=D$4 + 1.5", "$A$1=\"off TRACK\""],
        );
        check(Some(false), &["C3<$D4", "C3<>5.5", "D3>0", "Z9=1", "$A$1=\"track\""]);
    }

    #[test]
    fn functions_that_are_certain() {
        check(
            Some(true),
            &[
                "AND(C3>5,C3<=6)",
                "OR(C3=1,NOT(C3=2))",
                "NOT(ISERROR(SEARCH(\"off\",$A$1)))",
                "LEFT($A$1,LEN(\"off\"))=\"off\"",
                "RIGHT($A$1,5)=\"TRACK\"",
                "LEN(TRIM(D3))=0",
                "ISBLANK(D3)",
                "MOD(ROW(),2)=1",
                "C3*2=11",
                "-C3<0",
                "C3>50%",
                "C3&\"\"=\"5.5\"",
            ],
        );
        check(
            Some(false),
            &["ISERROR(SEARCH(\"off\",$A$1))", "$B$1=1", "C3/0>1", "AND($B$1,TRUE)", "ISTEXT(C3)"],
        );
    }

    #[test]
    fn nothing_is_said_that_is_not_certain() {
        check(
            None,
            &[
                "SUM(A1:A5)>3",
                "A1:A5=3",
                "Sheet2!A1=1",
                "Target>3",
                "TODAY()>C3",
                "$A$1<\"z\"",
                "$A$1>5",
                "C3=5.50000000000001",
                "SEARCH(\"o*f\",$A$1)=1",
                "MOD(C3,2)=1",
                "C3=",
                "(C3=5.5",
                "C3=5.5)",
                "\"a",
                "$A$1",
            ],
        );
    }

    #[test]
    fn deep_and_long_formulas_are_left_alone() {
        check(None, &[&("(".repeat(10_000) + "1" + &")".repeat(10_000)), &"1+".repeat(5_000)]);
        check(Some(true), &[&("-".repeat(8_000) + "1"), &("(".repeat(40) + "1" + &")".repeat(40))]);
        check(None, &[&(vec!["1"; 4_000].join("+") + "=0")]);
        check(Some(false), &[&(vec!["1"; 200].join("+") + "=0")]);
    }
}
