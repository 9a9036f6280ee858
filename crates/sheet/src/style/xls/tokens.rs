//! Formulas as xls stores them: values before their operators (MS-XLS, 2.5.198).

use boardlift_model::Address;

use super::book::short_text;
use crate::biff::{Record, u16_at};
use crate::style::conditions::{Comparison, Formula, Function, Operation, Reference};

/// The cell that the formulas of conditional formats are written for here: so far from the first row and column that
/// every offset to the left and upwards fits.
pub(super) const BASE: Address = Address { row: 0x8000, column: 0x80 };

/// The most values and operators in one formula: each may lie one deeper than the one before.
const MOST_PARTS: usize = 256;

/// A formula; nothing for one that isn't certain to be understood.
pub(super) fn formula(tokens: &[u8]) -> Option<Formula> {
    let mut stack: Vec<Formula> = Vec::new();
    let mut rest = tokens;
    let mut parts = 0_usize;
    while let Some((kind, data)) = rest.split_first() {
        parts += 1;
        let size = token(*kind, data, &mut stack).filter(|_| parts <= MOST_PARTS)?;
        rest = data.get(size..)?;
    }
    let formula = stack.pop()?;
    stack.is_empty().then_some(formula)
}

/// Follows one token, and says how many bytes it has behind its kind.
fn token(kind: u8, data: &[u8], stack: &mut Vec<Formula>) -> Option<usize> {
    if let Some(comparison) = comparison(kind) {
        let sides = two(stack)?;
        stack.push(Formula::Compare(sides, comparison));
        return Some(0);
    }
    if let Some(operation) = operation(kind) {
        let sides = two(stack)?;
        stack.push(Formula::Arithmetic(sides, operation));
        return Some(0);
    }
    // Values come in three classes, which say how a function takes them.
    let of_class = if kind >= 0x40 { kind & 0x1F | 0x20 } else { kind };
    match of_class {
        0x08 => {
            let sides = two(stack)?;
            stack.push(Formula::Joined(sides));
            Some(0)
        }
        0x12 | 0x15 => Some(0),
        0x13 => {
            let value = stack.pop()?;
            let sides = Box::new([Formula::Number(0.0), value]);
            stack.push(Formula::Arithmetic(sides, Operation::Subtract));
            Some(0)
        }
        0x14 => {
            let value = stack.pop()?;
            stack.push(Formula::Arithmetic(Box::new([value, Formula::Number(100.0)]), Operation::Divide));
            Some(0)
        }
        0x17 => {
            stack.push(Formula::Text(short_text(data, 0)?.into()));
            let letters = usize::from(*data.first()?);
            Some(2 + if data.get(1)? & 1 == 0 { letters } else { 2 * letters })
        }
        // Spaces and hints for the calculation; jumps belong to functions that aren't followed.
        0x19 => matches!(data.first()?, 0x01 | 0x40 | 0x41).then_some(3),
        0x1D => {
            stack.push(Formula::Truth(*data.first()? != 0));
            Some(1)
        }
        0x1E => {
            stack.push(Formula::Number(f64::from(u16_at(data, 0)?)));
            Some(2)
        }
        0x1F => {
            stack.push(Formula::Number(f64::from_le_bytes(data.get(..8)?.try_into().ok()?)));
            Some(8)
        }
        0x21 => {
            let (function, count) = function(u16_at(data, 0)?)?;
            call(function, count, stack)?;
            Some(2)
        }
        0x22 => {
            let (function, _) = function(u16_at(data, 1)?)?;
            call(function, usize::from(*data.first()?), stack)?;
            Some(3)
        }
        0x24 | 0x2C => {
            stack.push(Formula::Cell(reference(u16_at(data, 0)?, u16_at(data, 2)?, of_class == 0x2C)?));
            Some(4)
        }
        _ => None,
    }
}

fn comparison(kind: u8) -> Option<Comparison> {
    Some(match kind {
        0x09 => Comparison::Less,
        0x0A => Comparison::LessOrEqual,
        0x0B => Comparison::Equal,
        0x0C => Comparison::GreaterOrEqual,
        0x0D => Comparison::Greater,
        0x0E => Comparison::NotEqual,
        _ => return None,
    })
}

fn operation(kind: u8) -> Option<Operation> {
    Some(match kind {
        0x03 => Operation::Add,
        0x04 => Operation::Subtract,
        0x05 => Operation::Multiply,
        0x06 => Operation::Divide,
        _ => return None,
    })
}

/// A function by its number (2.5.198.17), and how many values it takes where that is fixed.
fn function(number: u16) -> Option<(Function, usize)> {
    Some(match number {
        3 => (Function::IsError, 1),
        8 => (Function::Row, 1),
        9 => (Function::Column, 1),
        24 => (Function::Abs, 1),
        32 => (Function::Len, 1),
        36 => (Function::And, 0),
        37 => (Function::Or, 0),
        38 => (Function::Not, 1),
        39 => (Function::Mod, 2),
        82 => (Function::Search, 2),
        115 => (Function::Left, 2),
        116 => (Function::Right, 2),
        118 => (Function::Trim, 1),
        127 => (Function::IsText, 1),
        128 => (Function::IsNumber, 1),
        129 => (Function::IsBlank, 1),
        _ => return None,
    })
}

fn call(function: Function, count: usize, stack: &mut Vec<Formula>) -> Option<()> {
    let arguments = stack.split_off(stack.len().checked_sub(count)?);
    stack.push(Formula::Call(function, arguments));
    Some(())
}

fn two(stack: &mut Vec<Formula>) -> Option<Box<[Formula; 2]>> {
    let second = stack.pop()?;
    let first = stack.pop()?;
    Some(Box::new([first, second]))
}

/// A cell: two bits say whether row and column move with the cell. In a format they are then offsets from it; where they
/// are not, as in a formula of a cell, a moving one isn't certain.
fn reference(row: u16, column: u16, is_offset: bool) -> Option<Reference> {
    let (moves_row, moves_column) = (column & 0x8000 != 0, column & 0x4000 != 0);
    if !is_offset && (moves_row || moves_column) {
        return None;
    }
    let [column, _] = column.to_le_bytes();
    let row = if moves_row { BASE.row.checked_add_signed(row.cast_signed().into())? } else { u32::from(row) };
    let column = if moves_column {
        BASE.column.checked_add_signed(column.cast_signed().into())?
    } else {
        u32::from(column)
    };
    Some(Reference { address: Address { row, column }, fixed_row: !moves_row, fixed_column: !moves_column })
}

/// The place of the sheet and the rows of a name that stands for the rows which a sheet repeats in print (2.4.150).
pub(super) fn title_rows(record: &Record<'_>) -> Option<(usize, (u32, u32))> {
    const IS_BUILT_IN: u16 = 0x20;
    const PRINT_TITLES: u8 = 0x07;
    let data = record.data;
    if record.u16(0)? & IS_BUILT_IN == 0
        || data.get(3) != Some(&1)
        || data.get(14..16) != Some(&[0, PRINT_TITLES])
    {
        return None;
    }
    let sheet = usize::from(record.u16(8)?.checked_sub(1)?);
    let mut tokens = data.get(16..16 + usize::from(record.u16(4)?))?;
    while let Some((kind, rest)) = tokens.split_first() {
        tokens = match kind {
            // A union, whose parts follow.
            0x29 => rest.get(2..)?,
            0x10 => rest,
            // An area of a sheet: whole rows go from the first column to the last.
            0x3B => {
                if rest.get(6) == Some(&0) && rest.get(8) == Some(&0xFF) {
                    let (first, last) = (u32::from(u16_at(rest, 2)?), u32::from(u16_at(rest, 4)?));
                    return (first <= last).then_some((sheet, (first, last)));
                }
                rest.get(10..)?
            }
            _ => return None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::conditions::Value;
    use crate::style::conditions::formula::Context;

    /// What a formula says for B3, with the words `On` in A3 and the number 7 in B3.
    fn check(tokens: &[u8], expected: Option<bool>) {
        let values = [(2, vec![(0, Value::Text("On")), (1, Value::Number(7.0))])];
        let context = Context { cell: Address { row: 2, column: 1 }, origin: BASE, values: &values };
        assert_eq!(formula(tokens).and_then(|formula| formula.holds(context)), expected, "{tokens:02X?}");
    }

    #[test]
    fn values_stand_before_their_operators() {
        // The cell itself: no rows down, no columns right, both moving.
        let itself = [0x4C, 0, 0, 0, 0xC0];
        let with = |rest: &[u8]| [&itself, rest].concat();
        check(&with(&[0x1E, 7, 0, 0x0B]), Some(true));
        check(&with(&[0x1E, 2, 0, 0x06, 0x1F, 0, 0, 0, 0, 0, 0, 0x0C, 0x40, 0x0B]), Some(true));
        check(&with(&[0x13, 0x1E, 0, 0, 0x09]), Some(true));
        check(&with(&[0x22, 1, 36, 0]), Some(true));
        check(&with(&[0x41, 128, 0]), Some(true));
        check(&with(&[0x41, 128]), None);
        check(&with(&[0x21, 128, 0]), Some(true));
        check(&with(&[0x19, 0x40, 0, 1, 0x1E, 7, 0, 0x0E]), Some(false));
    }

    #[test]
    fn cells_are_offsets_or_fixed() {
        let on = [0x17, 2, 0, b'o', b'n', 0x0B];
        // One column to the left in this row; the same with the column fixed; the row above.
        check(&[&[0x2C, 0, 0, 0xFF, 0xC0], on.as_slice()].concat(), Some(true));
        check(&[&[0x2C, 0, 0, 0, 0x80], on.as_slice()].concat(), Some(true));
        check(&[&[0x2C, 0xFF, 0xFF, 0, 0x80], on.as_slice()].concat(), Some(false));
        check(&[&[0x24, 2, 0, 0, 0], on.as_slice()].concat(), Some(true));
        check(&[&[0x24, 2, 0, 0, 0xC0], on.as_slice()].concat(), None);
        // Above the first row there is no cell.
        check(&[&[0x2C, 0xF0, 0xFF, 0, 0x80], on.as_slice()].concat(), None);
    }

    #[test]
    fn nothing_is_made_of_damage() {
        check(&[], None);
        check(&[0x0B], None);
        check(&[0x1E, 7], None);
        check(&[0x17, 9, 0, b'o'], None);
        check(&[0x1E, 1, 0, 0x1E, 1, 0], None);
        check(&[[0x1E, 1, 0].as_slice(), &[0x13; 10_000]].concat(), None);
    }
}
