//! What a column is, and the value that it has in a row. How a row is made of such values is in [`put`](super::put).

use std::fmt;

use boardlift_model::{Address, BBox, Date, Flags};
use serde::{Serialize, Serializer};

use crate::tables::TableName;

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

/// A row of one of the four tables: what it is written as, and how it is made of what was written.
pub trait Row: Sized + 'static {
    /// The table that it is a row of.
    const TABLE: TableName;

    /// Its columns, in the schema's order.
    const FIELDS: &'static [Field<Self>];

    /// Columns that say one thing together.
    const WHOLES: &'static [Whole];

    /// Columns of which a row has exactly one; there may be none such.
    const ONE_OF: &'static [&'static str];

    /// A row into which no column has been put yet. What no column holds stays as it is here.
    fn blank() -> Self;

    /// Fills in what follows from several columns, once all of them are in the row.
    fn settle(&mut self) {}
}

/// Columns that say one thing together.
#[derive(Debug)]
pub struct Whole {
    /// A row has all of these or none.
    pub(crate) parts: &'static [&'static str],
    /// A row that has the parts may have these too.
    pub(crate) extras: &'static [&'static str],
}

/// One column of the rows `R`: what it means, how to find it in a row and how to put it back.
pub struct Field<R: 'static> {
    /// The column's name.
    pub(crate) name: &'static str,
    pub(super) nullable: bool,
    meaning: &'static str,
    /// The two ways, out of a row and into it, and so of which type the values are.
    pub(crate) access: Access<R>,
}

/// How a column's value is found in a row, and how it is put into one that is being made.
///
/// Only what is not null is ever put. A way in that may fail gives nothing for a value that the row has no place for.
pub(crate) enum Access<R: 'static> {
    /// Words.
    Text(for<'r> fn(&'r R) -> Option<&'r str>, fn(&mut R, &str)),
    /// A hash, and how many digits it has.
    Hash(usize, for<'r> fn(&'r R) -> &'r str, fn(&mut R, &str)),
    /// One word of a vocabulary that is not part of the schema, and grows.
    Name(fn(&R) -> &'static str, fn(&mut R, &str) -> Option<()>),
    /// One word of a closed vocabulary, and that vocabulary.
    Term(fn() -> Vec<&'static str>, fn(&R) -> Option<&'static str>, fn(&mut R, &str) -> Option<()>),
    /// A number.
    Number(fn(&R) -> Option<f64>, fn(&mut R, f64)),
    /// A whole number from 1.
    Ordinal(fn(&R) -> Option<u32>, fn(&mut R, u32)),
    /// A whole number from 0.
    Count(fn(&R) -> u64, fn(&mut R, u64) -> Option<()>),
    /// A day.
    Date(fn(&R) -> Option<Date>, fn(&mut R, Date)),
    /// Flags.
    Flags(for<'r> fn(&'r R) -> &'r Flags, fn(&mut R, Flags)),
    /// A cell of a worksheet.
    Address(fn(&R) -> Option<Address>, fn(&mut R, Address)),
    /// A box on a page.
    BBox(fn(&R) -> Option<BBox>, fn(&mut R, BBox)),
}

/// A column that every row fills.
pub(super) const fn required<R>(name: &'static str, access: Access<R>, meaning: &'static str) -> Field<R> {
    Field { name, nullable: false, meaning, access }
}

/// A column that a row may leave null.
pub(super) const fn optional<R>(name: &'static str, access: Access<R>, meaning: &'static str) -> Field<R> {
    Field { name, nullable: true, meaning, access }
}

/// The words of a closed vocabulary, in its own order.
pub(super) fn terms<T: strum::VariantArray + Copy + Into<&'static str>>() -> Vec<&'static str> {
    T::VARIANTS.iter().map(|&term| term.into()).collect()
}

/// The term of a closed vocabulary that has this name.
pub(crate) fn term<T: strum::VariantArray + Copy + Into<&'static str>>(name: &str) -> Option<T> {
    T::VARIANTS.iter().copied().find(|&term| term.into() == name)
}

impl<R> Field<R> {
    /// The column without its ways into and out of the row.
    pub(crate) fn column(&self) -> Column {
        let column_type = match &self.access {
            Access::Text(..) | Access::Name(..) | Access::Address(..) => ColumnType::Text,
            Access::Hash(digits, ..) => ColumnType::Hash(*digits),
            Access::Term(words, ..) => ColumnType::Term(words()),
            Access::Number(..) => ColumnType::Number,
            Access::Ordinal(..) => ColumnType::Ordinal,
            Access::Count(..) => ColumnType::Count,
            Access::Date(..) => ColumnType::Date,
            Access::Flags(..) => ColumnType::Flags,
            Access::BBox(..) => ColumnType::BBox,
        };
        Column { name: self.name, column_type, nullable: self.nullable, meaning: self.meaning }
    }

    /// The column's value in a row.
    pub(crate) fn value<'r>(&self, row: &'r R) -> Value<'r> {
        match &self.access {
            Access::Text(get, _) => get(row).map_or(Value::Null, Value::Text),
            Access::Hash(_, get, _) => Value::Text(get(row)),
            Access::Name(get, _) => Value::Text(get(row)),
            Access::Term(_, get, _) => get(row).map_or(Value::Null, Value::Text),
            Access::Number(get, _) => finite(get(row)).map_or(Value::Null, Value::Number),
            Access::Ordinal(get, _) => get(row).map_or(Value::Null, |number| Value::Whole(number.into())),
            Access::Count(get, _) => Value::Whole(get(row)),
            Access::Date(get, _) => get(row).map_or(Value::Null, Value::Date),
            Access::Flags(get, _) => Value::Flags(get(row)),
            Access::Address(get, _) => get(row).map_or(Value::Null, Value::Address),
            Access::BBox(get, _) => get(row).and_then(corners).map_or(Value::Null, Value::BBox),
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
