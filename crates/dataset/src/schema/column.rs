//! What a column is, and the value that it has in a row.

use std::fmt;

use boardlift_model::{Address, BBox, Date, Flags};
use serde::{Serialize, Serializer};

/// The type of a column's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnType {
    /// Words.
    Text,
    /// A hash of so many lower-case hexadecimal digits.
    Hash(usize),
    /// One of these words.
    Term(Vec<&'static str>),
    /// A number; never infinite and never "not a number".
    Number,
    /// A whole number below 2³² that counts from 1.
    Ordinal,
    /// A whole number from 0.
    Count,
    /// A day.
    Date,
    /// Words in `snake_case`; the list grows with the versions of Boardlift.
    Flags,
    /// Four numbers: left, top, right and bottom in points.
    BBox,
}

impl fmt::Display for ColumnType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ColumnType::Text | ColumnType::Hash(_) => "string",
            ColumnType::Term(_) => "enum",
            ColumnType::Number => "f64",
            ColumnType::Ordinal => "u32",
            ColumnType::Count => "u64",
            ColumnType::Date => "date",
            ColumnType::Flags => "list<string>",
            ColumnType::BBox => "list<f32>",
        })
    }
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    pub column_type: ColumnType,
    /// Whether a row may have none.
    pub nullable: bool,
    /// What it means, in a line.
    pub meaning: &'static str,
}

/// A row of one of the four tables.
pub(crate) trait Row: Sized + 'static {
    /// Its columns, in the schema's order.
    const FIELDS: &'static [Field<Self>];
}

/// One column of the rows `R`: what it means and how to find it in a row.
pub(crate) struct Field<R: 'static> {
    /// The column's name.
    pub(crate) name: &'static str,
    nullable: bool,
    meaning: &'static str,
    /// How its value is found, and so of which type it is.
    pub(crate) read: Read<R>,
}

/// How a column's value is found in a row.
pub(crate) enum Read<R: 'static> {
    /// Words.
    Text(for<'r> fn(&'r R) -> Option<&'r str>),
    /// A hash, and how many digits it has.
    Hash(usize, for<'r> fn(&'r R) -> &'r str),
    /// One word of a closed vocabulary, and that vocabulary.
    Term(fn() -> Vec<&'static str>, fn(&R) -> Option<&'static str>),
    /// A number.
    Number(fn(&R) -> Option<f64>),
    /// A whole number from 1.
    Ordinal(fn(&R) -> Option<u32>),
    /// A whole number from 0.
    Count(fn(&R) -> u64),
    /// A day.
    Date(fn(&R) -> Option<Date>),
    /// Flags.
    Flags(for<'r> fn(&'r R) -> &'r Flags),
    /// A cell of a worksheet.
    Address(fn(&R) -> Option<Address>),
    /// A box on a page.
    BBox(fn(&R) -> Option<BBox>),
}

/// A column that every row fills.
pub(super) const fn required<R>(name: &'static str, read: Read<R>, meaning: &'static str) -> Field<R> {
    Field { name, nullable: false, meaning, read }
}

/// A column that a row may leave null.
pub(super) const fn optional<R>(name: &'static str, read: Read<R>, meaning: &'static str) -> Field<R> {
    Field { name, nullable: true, meaning, read }
}

/// The words of a closed vocabulary, in its own order.
pub(super) fn terms<T: strum::VariantArray + Copy + Into<&'static str>>() -> Vec<&'static str> {
    T::VARIANTS.iter().map(|&term| term.into()).collect()
}

impl<R> Field<R> {
    /// The column without its way into the row.
    pub(crate) fn column(&self) -> Column {
        let column_type = match &self.read {
            Read::Text(_) | Read::Address(_) => ColumnType::Text,
            Read::Hash(digits, _) => ColumnType::Hash(*digits),
            Read::Term(words, _) => ColumnType::Term(words()),
            Read::Number(_) => ColumnType::Number,
            Read::Ordinal(_) => ColumnType::Ordinal,
            Read::Count(_) => ColumnType::Count,
            Read::Date(_) => ColumnType::Date,
            Read::Flags(_) => ColumnType::Flags,
            Read::BBox(_) => ColumnType::BBox,
        };
        Column { name: self.name, column_type, nullable: self.nullable, meaning: self.meaning }
    }

    /// The column's value in a row.
    pub(crate) fn value<'r>(&self, row: &'r R) -> Value<'r> {
        match &self.read {
            Read::Text(get) => get(row).map_or(Value::Null, Value::Text),
            Read::Hash(_, get) => Value::Text(get(row)),
            Read::Term(_, get) => get(row).map_or(Value::Null, Value::Text),
            Read::Number(get) => finite(get(row)).map_or(Value::Null, Value::Number),
            Read::Ordinal(get) => get(row).map_or(Value::Null, |number| Value::Whole(number.into())),
            Read::Count(get) => Value::Whole(get(row)),
            Read::Date(get) => get(row).map_or(Value::Null, Value::Date),
            Read::Flags(get) => Value::Flags(get(row)),
            Read::Address(get) => get(row).map_or(Value::Null, Value::Address),
            Read::BBox(get) => get(row).and_then(corners).map_or(Value::Null, Value::BBox),
        }
    }
}

/// The number, if it is one: no file can say "infinite" in a way that every reader understands.
pub(crate) fn finite(number: Option<f64>) -> Option<f64> {
    number.filter(|number| number.is_finite())
}

/// The box as left, top, right and bottom; nothing where one of them is no number.
pub(crate) fn corners(bbox: BBox) -> Option<[f32; 4]> {
    let corners = [bbox.x0, bbox.y0, bbox.x1, bbox.y1];
    corners.iter().all(|corner| corner.is_finite()).then_some(corners)
}

/// What stands in one column of one row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value<'r> {
    /// Nothing.
    Null,
    /// Words.
    Text(&'r str),
    /// A finite number.
    Number(f64),
    /// A whole number.
    Whole(u64),
    /// A day.
    Date(Date),
    /// Flags in the schema's order.
    Flags(&'r Flags),
    /// A cell, written in A1 style.
    Address(Address),
    /// Left, top, right and bottom, all finite.
    BBox([f32; 4]),
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_none(),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Number(number) => serializer.serialize_f64(*number),
            Value::Whole(number) => serializer.serialize_u64(*number),
            Value::Date(date) => serializer.collect_str(date),
            Value::Flags(flags) => serializer.collect_seq(flags.iter().map(|flag| flag.as_str())),
            Value::Address(address) => serializer.collect_str(address),
            Value::BBox(corners) => serializer.collect_seq(corners),
        }
    }
}
