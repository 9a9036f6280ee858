//! How a row is made of the values of its columns, and what is said where they make none.
//!
//! A value that the schema doesn't have is refused, never dropped: what was read is written back one day, and a word
//! left out would be lost for good.

use std::fmt;

use boardlift_model::{BBox, Date, Flag};

use super::column::{Access, Field, Row, term};
use super::{Column, ColumnType};

/// What was found in one column of one row of a file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Found<'v> {
    /// Nothing.
    Null,
    /// Words.
    Text(&'v str),
    /// A number with a fraction or an exponent.
    Number(f64),
    /// A whole number.
    Whole(u64),
    /// A day.
    Date(Date),
    /// A list of words.
    Texts(Vec<&'v str>),
    /// A list of numbers.
    Numbers(Vec<f64>),
    /// Something that no column holds, in words for people.
    Other(String),
}

/// Why no row can be made of the values: one column holds what it can't.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column `{column}`: expected {expected}, found {found}")]
pub struct Mismatch {
    /// The column.
    pub column: &'static str,
    /// What the schema has there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// Makes rows out of their columns' values.
pub(crate) struct RowMaker {
    wholes: Vec<WholeAt>,
    one_of: Vec<usize>,
}

/// A [`Whole`](super::column::Whole) by the positions of its columns.
struct WholeAt {
    parts: Vec<usize>,
    extras: Vec<usize>,
}

impl RowMaker {
    /// For the rows `R`.
    pub(crate) fn new<R: Row>() -> Self {
        let positions = |names: &[&str]| {
            let at = |name: &&str| R::FIELDS.iter().position(|field| field.name == *name);
            names.iter().filter_map(at).collect::<Vec<_>>()
        };
        let wholes = R::WHOLES.iter();
        RowMaker {
            wholes: wholes
                .map(|whole| WholeAt { parts: positions(whole.parts), extras: positions(whole.extras) })
                .collect(),
            one_of: positions(R::ONE_OF),
        }
    }

    /// The row whose columns hold these values, in the schema's order.
    pub(crate) fn row<R: Row>(&self, values: &[Found<'_>]) -> Result<R, Mismatch> {
        let mut row = R::blank();
        for (field, value) in R::FIELDS.iter().zip(values) {
            field.put(&mut row, value)?;
        }
        self.check(R::FIELDS, values)?;
        row.settle();
        Ok(row)
    }

    /// Whether the values say whole things.
    fn check<R>(&self, fields: &[Field<R>], values: &[Found<'_>]) -> Result<(), Mismatch> {
        let is_there = |&at: &usize| values.get(at).is_some_and(|value| *value != Found::Null);
        let name = |at: usize| fields.get(at).map_or("", |field| field.name);
        for WholeAt { parts, extras } in &self.wholes {
            let missing = parts.iter().find(|&at| !is_there(at));
            let other = parts.iter().chain(extras).find(|&at| is_there(at));
            if let (Some(&missing), Some(&other)) = (missing, other) {
                let expected = format!("a value, as `{}` has one", name(other));
                return Err(Mismatch { column: name(missing), expected, found: Found::Null.to_string() });
            }
        }
        let held: Vec<usize> = self.one_of.iter().copied().filter(|at| is_there(at)).collect();
        match (held.as_slice(), self.one_of.as_slice()) {
            ([_], _) | ([], []) => Ok(()),
            ([], [first, ..]) | ([_, first, ..], _) => {
                let names: Vec<String> = self.one_of.iter().map(|&at| format!("`{}`", name(at))).collect();
                let expected = format!("a value in one of {}", names.join(", "));
                Err(Mismatch { column: name(*first), expected, found: format!("{} of them", held.len()) })
            }
        }
    }
}

impl<R> Field<R> {
    /// Puts what was found into the row.
    fn put(&self, row: &mut R, found: &Found<'_>) -> Result<(), Mismatch> {
        let is_put = match found {
            Found::Null => self.nullable.then_some(()),
            found => self.try_put(row, found),
        };
        is_put.ok_or_else(|| Mismatch {
            column: self.name,
            expected: expectation(&self.column()),
            found: found.to_string(),
        })
    }

    fn try_put(&self, row: &mut R, found: &Found<'_>) -> Option<()> {
        match (&self.access, found) {
            (Access::Text(_, set), Found::Text(text)) => set(row, text),
            (Access::Hash(digits, _, set), Found::Text(text)) if is_hash(text, *digits) => set(row, text),
            (Access::Name(_, set) | Access::Term(_, _, set), Found::Text(name)) => set(row, name)?,
            (Access::Number(_, set), Found::Number(number)) => set(row, *number),
            // JSON written by others may have `48` for 48.0; figures are far below 2^53.
            (Access::Number(_, set), Found::Whole(number)) => set(row, *number as f64),
            (Access::Ordinal(_, set), Found::Whole(number)) => set(row, u32::try_from(*number).ok()?),
            (Access::Count(_, set), Found::Whole(number)) => set(row, *number)?,
            (Access::Date(_, set), Found::Date(date)) => set(row, *date),
            (Access::Date(_, set), Found::Text(text)) => set(row, text.parse().ok()?),
            (Access::Flags(_, set), Found::Texts(names)) => {
                set(row, names.iter().map(|name| term::<Flag>(name)).collect::<Option<_>>()?);
            }
            (Access::Address(_, set), Found::Text(text)) => set(row, text.parse().ok()?),
            (Access::BBox(_, set), Found::Numbers(corners)) => {
                let &[x0, y0, x1, y1] = corners.as_slice() else { return None };
                // Corners were written in 32 bits, so nothing of them is lost.
                #[expect(clippy::cast_possible_truncation)]
                set(row, BBox { x0: x0 as f32, y0: y0 as f32, x1: x1 as f32, y1: y1 as f32 });
            }
            _ => return None,
        }
        Some(())
    }
}

fn is_hash(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// What a column may hold, in words for people.
fn expectation(column: &Column) -> String {
    let kind = match &column.column_type {
        ColumnType::Text => match column.name {
            "cell" => "an address in A1 style".to_owned(),
            "media_type" => "a media type that this version of Boardlift knows".to_owned(),
            _ => "words".to_owned(),
        },
        ColumnType::Hash(digits) => format!("{digits} lower-case hexadecimal digits"),
        ColumnType::Term(words) => format!("one of {}", words.join(", ")),
        ColumnType::Number => "a number".to_owned(),
        ColumnType::Ordinal => "a whole number from 1 to 4294967295".to_owned(),
        ColumnType::Count => "a whole number from 0".to_owned(),
        ColumnType::Date => "a date".to_owned(),
        ColumnType::Flags => "flags that this version of Boardlift knows".to_owned(),
        ColumnType::BBox => "four numbers".to_owned(),
    };
    if column.nullable { format!("{kind} or null") } else { kind }
}

/// For messages.
impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Found::Null => f.write_str("null"),
            Found::Text(text) => write!(f, "`{}`", shortened(text)),
            Found::Number(number) => write!(f, "{number}"),
            Found::Whole(number) => write!(f, "{number}"),
            Found::Date(date) => write!(f, "{date}"),
            Found::Texts(texts) => write!(f, "`{}`", shortened(&texts.join("`, `"))),
            Found::Numbers(numbers) => write!(f, "{} numbers", numbers.len()),
            Found::Other(words) => f.write_str(words),
        }
    }
}

/// The first words of a text that may be long; control characters, which a terminal would obey, are escaped.
fn shortened(text: &str) -> String {
    /// Enough to find the value by.
    const CHARACTERS: usize = 80;
    let mut shown: String = text.chars().take(CHARACTERS).flat_map(char::escape_debug).collect();
    if text.chars().nth(CHARACTERS).is_some() {
        shown.push('…');
    }
    shown
}
