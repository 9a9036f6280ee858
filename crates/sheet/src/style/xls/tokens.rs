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
                if u16_at(rest, 6)? & 0xFF == 0 && u16_at(rest, 8)? & 0xFF == 0xFF {
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
