//! The functions whose results are certain.

use std::borrow::Cow;

use super::{Context, Formula, Operand};

/// A function, by the name that it has in a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString)]
#[strum(serialize_all = "UPPERCASE")]
pub(crate) enum Function {
    And,
    Or,
    Not,
    IsBlank,
    IsNumber,
    IsText,
    IsError,
    Len,
    Trim,
    Left,
    Right,
    Search,
    Row,
    Column,
    Mod,
    Abs,
}

impl Function {
    /// Its value; nothing where it isn't certain, as with a wrong number of arguments.
    pub(super) fn of<'a>(self, arguments: &'a [Formula], context: Context<'a>) -> Option<Operand<'a>> {
        if let (Function::Row | Function::Column, []) = (self, arguments) {
            let place = if self == Function::Row { context.cell.row } else { context.cell.column };
            return Some(Operand::Number(f64::from(place) + 1.0));
        }
        let values = arguments.iter().map(|argument| argument.value(context)).collect::<Option<Vec<_>>>()?;
        if let Some(truth) = self.asks(&values) {
            return Some(Operand::Truth(truth));
        }
        if values.contains(&Operand::Error) { Some(Operand::Error) } else { self.makes(&values) }
    }

    /// What the functions say that take an error like any other value.
    fn asks(self, values: &[Operand<'_>]) -> Option<bool> {
        let [value] = values else { return None };
        match self {
            Function::IsBlank => Some(*value == Operand::Blank),
            Function::IsNumber => Some(matches!(value, Operand::Number(_))),
            Function::IsText => Some(matches!(value, Operand::Text(_))),
            Function::IsError => Some(*value == Operand::Error),
            _ => None,
        }
    }

    fn makes<'a>(self, values: &[Operand<'a>]) -> Option<Operand<'a>> {
        match (self, values) {
            (Function::And, [_, ..]) => Some(Operand::Truth(!truths(values)?.contains(&false))),
            (Function::Or, [_, ..]) => Some(Operand::Truth(truths(values)?.contains(&true))),
            (Function::Not, [value]) => Some(Operand::Truth(!truth(value)?)),
            (Function::Len, [value]) => Some(Operand::Number(words(value)?.chars().count() as f64)),
            (Function::Trim, [value]) => {
                let words = words(value)?;
                let kept: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
                Some(text(kept.join(" ")))
            }
            (Function::Left | Function::Right, [value]) => self.end_of(value, 1.0),
            (Function::Left | Function::Right, [value, count]) => self.end_of(value, number(count)?),
            (Function::Search, [wanted, value]) => {
                let found = contains(&words(value)?, &words(wanted)?)?;
                Some(if found { Operand::Number(1.0) } else { Operand::Error })
            }
            (Function::Abs, [value]) => Some(Operand::Number(number(value)?.abs())),
            (Function::Mod, [value, divisor]) => remainder(number(value)?, number(divisor)?),
            _ => None,
        }
    }

    /// So many letters of a text, from the left or from the right.
    fn end_of<'a>(self, value: &Operand<'_>, count: f64) -> Option<Operand<'a>> {
        let words = words(value)?;
        let length = words.chars().count();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float's cast saturates"
        )]
        let count = (count as usize).min(length);
        Some(text(match self {
            Function::Left => words.chars().take(count).collect(),
            _ => words.chars().skip(length - count).collect(),
        }))
    }
}

/// Two texts, one behind the other.
pub(super) fn joined<'a>(first: &Operand<'_>, second: &Operand<'_>) -> Option<Operand<'a>> {
    if *first == Operand::Error || *second == Operand::Error {
        return Some(Operand::Error);
    }
    Some(text(format!("{}{}", words(first)?, words(second)?)))
}

/// Whether a text holds another, whatever the case of its letters; nothing where the wanted text has place holders.
pub(crate) fn contains(text: &str, wanted: &str) -> Option<bool> {
    (!wanted.contains(['?', '*', '~'])).then(|| text.to_lowercase().contains(&wanted.to_lowercase()))
}

/// The words that a value has in a text; nothing for a number whose print depends on the program.
pub(crate) fn words<'v>(value: &'v Operand<'_>) -> Option<Cow<'v, str>> {
    match value {
        Operand::Text(words) => Some(Cow::Borrowed(words)),
        Operand::Blank => Some(Cow::Borrowed("")),
        Operand::Number(number) => {
            let print = number.to_string();
            let digits = print.chars().filter(char::is_ascii_digit).count();
            let is_plain = *number == 0.0 || (1e-4..1e11).contains(&number.abs());
            (is_plain && digits <= 15).then_some(Cow::Owned(print))
        }
        Operand::Truth(_) | Operand::Error => None,
    }
}

/// The remainder that has the sign of the divisor, of whole numbers.
fn remainder<'a>(number: f64, divisor: f64) -> Option<Operand<'a>> {
    if divisor == 0.0 {
        return Some(Operand::Error);
    }
    let is_whole = number.fract() == 0.0 && divisor.fract() == 0.0;
    is_whole.then(|| Operand::Number(number - divisor * (number / divisor).floor()))
}

fn text<'a>(words: String) -> Operand<'a> {
    Operand::Text(Cow::Owned(words))
}

fn truths(values: &[Operand<'_>]) -> Option<Vec<bool>> {
    values.iter().map(truth).collect()
}

fn truth(value: &Operand<'_>) -> Option<bool> {
    match value {
        Operand::Truth(truth) => Some(*truth),
        Operand::Number(number) => Some(*number != 0.0),
        _ => None,
    }
}

fn number(value: &Operand<'_>) -> Option<f64> {
    match value {
        Operand::Number(number) => Some(*number),
        Operand::Blank => Some(0.0),
        _ => None,
    }
}
