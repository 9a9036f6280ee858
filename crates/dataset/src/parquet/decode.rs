//! A Parquet file's columns, and rows of them.

use std::fs::File;
use std::io::{Cursor, Read};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use polars::prelude::{
    AnyValue, Column, DataFrame, DataType, Float32Chunked, Float64Chunked, Int32Chunked, ListChunked,
    ParquetReader, PolarsError, PolarsResult, SerReader, Series, StringChunked, UInt32Chunked, UInt64Chunked,
};

use boardlift_model::Date;

use super::{SCHEMA_KEY, date_of_days, polars_type, seal};
use crate::read::ReadFault;
use crate::schema::{Field, Found, Row, RowMaker, SCHEMA_VERSION};

/// A column that stands in no file: the name of its folder says what all of its rows have there.
#[derive(Debug, Clone)]
pub(crate) struct Given<'g> {
    /// The column.
    pub(crate) column: &'static str,
    /// What all rows have there.
    pub(crate) value: Found<'g>,
}

/// The rows of the file.
pub(crate) fn rows<R: Row>(file: File) -> Result<Vec<R>, ReadFault> {
    let frame = columns::<R>(&whole(file)?, &[])?;
    picked(&frame, None, 0..frame.height())
}

/// The rows of a file that lacks one of the columns.
pub(crate) fn rows_with<R: Row>(file: File, given: &Given<'_>) -> Result<Vec<R>, ReadFault> {
    let frame = columns::<R>(&whole(file)?, &[given.column])?;
    picked(&frame, Some(given), 0..frame.height())
}

/// The rows of a file that lacks one of the columns in which another has this word. Where there are none, nothing but
/// that column is decoded.
pub(crate) fn rows_where<R: Row>(
    file: File,
    given: &Given<'_>,
    column: &'static str,
    word: &str,
) -> Result<Vec<R>, ReadFault> {
    let bytes = whole(file)?;
    let words = frame(&bytes, &[column])?;
    let rows: Vec<usize> = texts(&words, column)?
        .iter()
        .enumerate()
        .filter(|(_, found)| *found == Some(word))
        .map(|(row, _)| row)
        .collect();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    picked(&columns::<R>(&bytes, &[given.column])?, Some(given), rows)
}

/// The columns of a table, each of the type that the schema gives it, as they stand in a file's bytes; without those
/// that it lacks.
pub(crate) fn columns<R: Row>(bytes: &[u8], lacking: &[&str]) -> Result<DataFrame, ReadFault> {
    let fields = || R::FIELDS.iter().filter(|field| !lacking.contains(&field.name));
    let names: Vec<&'static str> = fields().map(|field| field.name).collect();
    let frame = frame(bytes, &names)?;
    fields().try_for_each(|field| typed(field, &frame).map(drop))?;
    Ok(frame)
}

/// The rows at these places of the columns, the first of which is 0.
fn picked<R: Row>(
    frame: &DataFrame,
    given: Option<&Given<'_>>,
    rows: impl IntoIterator<Item = usize>,
) -> Result<Vec<R>, ReadFault> {
    let columns = R::FIELDS.iter().map(|field| match given.filter(|given| given.column == field.name) {
        Some(given) => Ok(Cells::Given(given.value.clone())),
        None => cells(typed(field, frame)?),
    });
    let columns = columns.collect::<Result<Vec<_>, _>>()?;
    let maker = RowMaker::new::<R>();
    let row = |index: usize| {
        let values: Vec<Found<'_>> = columns.iter().map(|cells| cells.found(index)).collect();
        maker.row(&values).map_err(|mismatch| ReadFault::Row { row: index + 1, mismatch })
    };
    rows.into_iter().map(row).collect()
}

/// A column of words.
pub(crate) fn texts<'f>(frame: &'f DataFrame, name: &str) -> Result<&'f StringChunked, ReadFault> {
    frame.column(name).and_then(|column| column.str()).map_err(damaged)
}

/// The words of one row, column by column.
pub(crate) type Words = Vec<Option<String>>;

/// All of a file's columns as words: their names, and each row's words, with those of a list joined with `;`.
pub(crate) fn words(file: File) -> Result<(Vec<String>, Vec<Words>), ReadFault> {
    let bytes = whole(file)?;
    let frame = guarded(|| ParquetReader::new(Cursor::new(&bytes)).set_rechunk(true).finish())?;
    let names = frame.get_column_names().into_iter().map(ToString::to_string).collect();
    let series = frame.columns().iter().map(Column::as_materialized_series);
    let mut cells: Vec<_> = series.map(Series::iter).collect();
    let rows = (0..frame.height())
        .map(|_| cells.iter_mut().map(|column| column.next().and_then(|cell| word(&cell))).collect());
    Ok((names, rows.collect()))
}

fn word(cell: &AnyValue<'_>) -> Option<String> {
    match cell {
        AnyValue::Null => None,
        AnyValue::String(words) => Some((*words).to_owned()),
        AnyValue::Date(days) => date_of_days(*days).map(|day| day.to_string()),
        AnyValue::List(items) => {
            Some(items.iter().filter_map(|item| word(&item)).collect::<Vec<_>>().join(";"))
        }
        other => Some(other.to_string()),
    }
}

/// Shows each row of the file, in its order: its words in the columns of these names, and its day in another.
pub(crate) fn scan<const N: usize>(
    file: File,
    words_of: [&'static str; N],
    day: &'static str,
    mut visit: impl FnMut([Option<&str>; N], Option<Date>),
) -> Result<(), ReadFault> {
    let names: Vec<&'static str> = words_of.into_iter().chain([day]).collect();
    let frame = frame(&whole(file)?, &names)?;
    let columns: Vec<&StringChunked> =
        words_of.iter().map(|name| texts(&frame, name)).collect::<Result<_, _>>()?;
    let days = frame.column(day).and_then(|column| column.date()).map_err(damaged)?.physical();
    for row in 0..frame.height() {
        let mut words = [None; N];
        for (word, column) in words.iter_mut().zip(&columns) {
            *word = column.get(row);
        }
        visit(words, days.get(row).and_then(date_of_days));
    }
    Ok(())
}

/// The columns of these names, in this order, each in one piece.
fn frame(bytes: &[u8], names: &[&'static str]) -> Result<DataFrame, ReadFault> {
    let mut reader = ParquetReader::new(Cursor::new(bytes)).set_rechunk(true);
    let metadata = guarded(|| reader.get_metadata().cloned())?;
    let said = metadata.key_value_metadata().iter().flatten().find(|entry| entry.key == SCHEMA_KEY);
    let version = said.and_then(|entry| entry.value.as_deref());
    if version != Some(&SCHEMA_VERSION.to_string()) {
        let found = version.map_or_else(|| "one that says none".to_owned(), |found| format!("`{found}`"));
        return Err(ReadFault::Schema { found });
    }
    let schema = guarded(|| reader.schema())?;
    if let Some(column) = names.iter().find(|&&name| !schema.contains(name)) {
        return Err(ReadFault::MissingColumn { column });
    }
    let names = names.iter().map(|&name| name.to_owned()).collect();
    guarded(|| reader.with_columns(Some(names)).finish())
}

/// The file's bytes, if they are as they were written.
pub(crate) fn whole(mut file: File) -> Result<Vec<u8>, ReadFault> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(ReadFault::Io)?;
    if seal::is_whole(&bytes) {
        return Ok(bytes);
    }
    Err(ReadFault::Damaged { reason: "it does not have the checksum that it was written with".to_owned() })
}

/// What the engine stumbled over.
pub(crate) fn damaged(error: PolarsError) -> ReadFault {
    match error {
        PolarsError::IO { error, .. } => ReadFault::Io(std::io::Error::other(error)),
        error => ReadFault::Damaged { reason: error.to_string() },
    }
}

/// The engine reports most faults as an error, and stumbles over some.
fn guarded<T>(work: impl FnOnce() -> PolarsResult<T>) -> Result<T, ReadFault> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(damaged(error)),
        Err(_) => Err(ReadFault::Damaged { reason: "its pages cannot be decoded".to_owned() }),
    }
}

/// One column of a frame, by its type.
enum Cells<'f> {
    Given(Found<'f>),
    Text(&'f StringChunked),
    Number(&'f Float64Chunked),
    Ordinal(&'f UInt32Chunked),
    Count(&'f UInt64Chunked),
    Date(&'f Int32Chunked),
    Texts(Lists<StringChunked>),
    Numbers(Lists<Float32Chunked>),
}

/// The items of all lists of a column, and which of them are whose. A list that is null has none.
struct Lists<T> {
    items: T,
    spans: Vec<Option<Range<usize>>>,
}

impl Cells<'_> {
    fn found(&self, row: usize) -> Found<'_> {
        match self {
            Cells::Given(value) => value.clone(),
            Cells::Text(texts) => texts.get(row).map_or(Found::Null, Found::Text),
            Cells::Number(numbers) => numbers.get(row).map_or(Found::Null, Found::Number),
            Cells::Ordinal(numbers) => {
                numbers.get(row).map_or(Found::Null, |number| Found::Whole(number.into()))
            }
            Cells::Count(numbers) => numbers.get(row).map_or(Found::Null, Found::Whole),
            Cells::Date(days) => days.get(row).map_or(Found::Null, |days| {
                date_of_days(days).map_or_else(|| Found::Other(format!("day {days} from 1970")), Found::Date)
            }),
            Cells::Texts(lists) => lists.found(row, |at| lists.items.get(at), Found::Texts),
            Cells::Numbers(lists) => {
                lists.found(row, |at| lists.items.get(at).map(f64::from), Found::Numbers)
            }
        }
    }
}

impl<T> Lists<T> {
    fn new(lists: &ListChunked, items: T) -> Self {
        let mut spans = Vec::with_capacity(lists.len());
        let mut before = 0;
        for chunk in lists.downcast_iter() {
            let offsets = chunk.offsets();
            spans.extend((0..chunk.len()).map(|index| {
                let (start, end) = offsets.start_end(index);
                let is_there = chunk.validity().is_none_or(|validity| validity.get_bit(index));
                is_there.then_some(before + start..before + end)
            }));
            before += chunk.values().len();
        }
        Lists { items, spans }
    }

    fn found<'f, I>(
        &self,
        row: usize,
        item: impl Fn(usize) -> Option<I>,
        found: impl Fn(Vec<I>) -> Found<'f>,
    ) -> Found<'f> {
        let Some(Some(span)) = self.spans.get(row) else { return Found::Null };
        let items: Option<Vec<I>> = span.clone().map(item).collect();
        items.map_or_else(|| Found::Other("a list that holds null".to_owned()), found)
    }
}

/// A column, if it has the type that the schema gives it.
fn typed<'f, R>(field: &Field<R>, frame: &'f DataFrame) -> Result<&'f Column, ReadFault> {
    let column = frame.column(field.name).map_err(|_| ReadFault::MissingColumn { column: field.name })?;
    let (expected, found) = (polars_type(&field.column().column_type), column.dtype());
    if *found != expected {
        let (expected, found) = (expected.to_string(), found.to_string());
        return Err(ReadFault::ColumnType { column: field.name, expected, found });
    }
    Ok(column)
}

fn cells(column: &Column) -> Result<Cells<'_>, ReadFault> {
    by_type(column).map_err(damaged)
}

fn by_type(column: &Column) -> PolarsResult<Cells<'_>> {
    Ok(match column.dtype() {
        DataType::Float64 => Cells::Number(column.f64()?),
        DataType::UInt32 => Cells::Ordinal(column.u32()?),
        DataType::UInt64 => Cells::Count(column.u64()?),
        DataType::Date => Cells::Date(column.date()?.physical()),
        DataType::List(items) if **items == DataType::Float32 => {
            let lists = column.list()?;
            Cells::Numbers(Lists::new(lists, lists.get_inner().f32()?.clone()))
        }
        DataType::List(_) => {
            let lists = column.list()?;
            Cells::Texts(Lists::new(lists, lists.get_inner().str()?.clone()))
        }
        _ => Cells::Text(column.str()?),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use boardlift_model::Observation;
    use polars::prelude::{KeyValueMetadata, ParquetWriter};

    use super::*;
    use crate::tables::CommentaryRow;

    /// What is said of a whole file of this one column that states a version of the schema, or none.
    fn check(version: Option<&str>, column: Column, expected: &str) {
        let mut frame = DataFrame::new(1, vec![column]).unwrap();
        let metadata = version.map(|version| vec![(SCHEMA_KEY.to_owned(), version.to_owned())]);
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes)
            .with_key_value_metadata(metadata.map(KeyValueMetadata::from_static))
            .finish(&mut frame)
            .unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), seal::sealed(bytes)).unwrap();
        let open = || File::open(file.path()).unwrap();
        assert_eq!(rows::<CommentaryRow>(open()).unwrap_err().to_string(), expected);
    }

    #[test]
    fn other_versions_columns_and_types_are_named() {
        let words = || Column::new("document_id".into(), ["a"]);
        check(None, words(), "expected a file of schema version 1, found one that says none");
        check(Some("2"), words(), "expected a file of schema version 1, found `2`");
        check(Some("1"), words(), "column `heading`: expected it, found none of that name");
    }

    #[test]
    fn a_column_of_another_type_is_named() {
        let field = Observation::FIELDS.iter().find(|field| field.name == "value").unwrap();
        let frame = DataFrame::new(1, vec![Column::new("value".into(), ["48"])]).unwrap();
        let fault = typed(field, &frame).err().unwrap().to_string();
        assert_eq!(fault, "column `value`: expected type f64, found type str");
    }
}
