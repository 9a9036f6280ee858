//! Rows as a Parquet file. The whole table stands in memory as columns before the first byte goes out.

use std::io::{self, Write};

use boardlift_model::Date;
use polars::prelude::{
    Column, CompatLevel, DataFrame, DataType, Float32Type, Float64Chunked, Int32Chunked, IntoColumn,
    KeyValueMetadata, ListBuilderTrait, ListPrimitiveChunkedBuilder, ListStringChunkedBuilder,
    NewChunkedArray, ParquetCompression, ParquetWriter, PlSmallStr, PolarsResult, SchemaExt, StringChunked,
    UInt32Chunked, UInt64Chunked,
};
use polars_parquet::write::schema_to_metadata_key;

use super::{SCHEMA_KEY, VERSION_KEY, days_since_1970, seal};
use crate::schema::{Access, Field, Row, SCHEMA_VERSION, VERSION, corners, finite};

/// Rows in one row group: enough for columns to pack well, few enough for an engine to leave out those that it doesn't need
/// and to share a large file among its threads. It is the size that engines recommend.
const ROWS_A_GROUP: usize = 128 * 1024;

/// One file: strings as UTF-8, dates as days, lists of strings and of 32-bit floats, all columns nullable.
pub(crate) fn write<R: Row>(rows: &[R], out: &mut dyn Write) -> io::Result<()> {
    let encoded = encode(rows).map_err(io::Error::other)?;
    out.write_all(&encoded)
}

/// Rows as columns, without those that the name of a folder says.
pub(crate) fn frame<R: Row>(rows: &[R], left_out: &[&str]) -> io::Result<DataFrame> {
    let fields = R::FIELDS.iter().filter(|field| !left_out.contains(&field.name));
    let columns = fields.map(|field| column(field, rows)).collect();
    DataFrame::new(rows.len(), columns).map_err(io::Error::other)
}

/// One file of a dataset.
///
/// It doesn't say which version of Boardlift wrote it: files that a later version has no reason to touch would differ from
/// those that it writes. The documents say by which version they were read.
pub(crate) fn file(frame: DataFrame) -> io::Result<Vec<u8>> {
    Ok(seal::sealed(encoded(frame, ROWS_A_GROUP, None).map_err(io::Error::other)?))
}

/// The same with all rows in one group, and not sealed.
pub(crate) fn one_group(frame: DataFrame) -> io::Result<Vec<u8>> {
    let rows = frame.height().max(1);
    encoded(frame, rows, None).map_err(io::Error::other)
}

/// The file's bytes, in memory: so an error of `out` stays what it is, and polars' own are told apart from it.
fn encode<R: Row>(rows: &[R]) -> PolarsResult<Vec<u8>> {
    let columns = R::FIELDS.iter().map(|field| column(field, rows)).collect();
    Ok(seal::sealed(encoded(DataFrame::new(rows.len(), columns)?, ROWS_A_GROUP, Some(VERSION))?))
}

fn encoded(mut frame: DataFrame, rows_a_group: usize, version: Option<&str>) -> PolarsResult<Vec<u8>> {
    let mut encoded = Vec::new();
    ParquetWriter::new(&mut encoded)
        .with_compression(ParquetCompression::Zstd(None))
        .with_row_group_size(Some(rows_a_group))
        .with_key_value_metadata(Some(metadata(&frame, version)))
        .finish(&mut frame)?;
    Ok(encoded)
}

/// The versions, and the types for Arrow readers. polars itself would name its newest string type there, which many
/// versions of pandas and pyarrow can't read.
fn metadata(frame: &DataFrame, version: Option<&str>) -> KeyValueMetadata {
    let types = schema_to_metadata_key(&frame.schema().to_arrow(CompatLevel::oldest()));
    let mut metadata = vec![(SCHEMA_KEY.to_owned(), SCHEMA_VERSION.to_string())];
    metadata.extend(version.map(|version| (VERSION_KEY.to_owned(), version.to_owned())));
    metadata.extend(types.value.map(|value| (types.key, value)));
    KeyValueMetadata::from_static(metadata)
}

fn column<R>(field: &Field<R>, rows: &[R]) -> Column {
    let name = PlSmallStr::from_static(field.name);
    match &field.access {
        Access::Text(get, _) => texts(name, rows.iter().map(get)),
        Access::Hash(_, get, _) => StringChunked::from_iter_values(name, rows.iter().map(get)).into_column(),
        Access::Name(get, _) => StringChunked::from_iter_values(name, rows.iter().map(get)).into_column(),
        Access::Term(_, get, _) => texts(name, rows.iter().map(get)),
        Access::Number(get, _) => {
            Float64Chunked::from_iter_options(name, rows.iter().map(|row| finite(get(row)))).into_column()
        }
        Access::Ordinal(get, _) => UInt32Chunked::from_iter_options(name, rows.iter().map(get)).into_column(),
        Access::Count(get, _) => UInt64Chunked::from_iter_values(name, rows.iter().map(get)).into_column(),
        Access::Date(get, _) => dates(name, rows.iter().map(get)),
        Access::Flags(get, _) => {
            lists(name, rows.iter().map(|row| get(row).iter().map(|flag| flag.as_str())))
        }
        Access::Address(get, _) => {
            let addresses = rows.iter().map(|row| get(row).map(|address| address.to_string()));
            StringChunked::from_iter_options(name, addresses).into_column()
        }
        Access::BBox(get, _) => boxes(name, rows.iter().map(|row| get(row).and_then(corners))),
    }
}

/// A column of words.
pub(crate) fn texts(name: PlSmallStr, rows: impl Iterator<Item = Option<impl AsRef<str>>>) -> Column {
    StringChunked::from_iter_options(name, rows).into_column()
}

/// A column of days.
pub(crate) fn dates(name: PlSmallStr, rows: impl Iterator<Item = Option<Date>>) -> Column {
    Int32Chunked::from_iter_options(name, rows.map(|day| day.map(days_since_1970))).into_date().into_column()
}

/// A column of lists of words.
pub(crate) fn lists(
    name: PlSmallStr,
    rows: impl ExactSizeIterator<Item = impl IntoIterator<Item = impl AsRef<str>>>,
) -> Column {
    let mut builder = ListStringChunkedBuilder::new(name, rows.len(), 0);
    for words in rows {
        let words: Vec<_> = words.into_iter().collect();
        builder.append_values_iter(words.iter().map(AsRef::as_ref));
    }
    builder.finish().into_column()
}

fn boxes(name: PlSmallStr, rows: impl ExactSizeIterator<Item = Option<[f32; 4]>>) -> Column {
    let mut builder = ListPrimitiveChunkedBuilder::<Float32Type>::new(name, rows.len(), 0, DataType::Float32);
    rows.for_each(|corners| builder.append_opt_slice(corners.as_ref().map(<[f32; 4]>::as_slice)));
    builder.finish().into_column()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use boardlift_model::Observation;
    use polars::prelude::{AnyValue, ParquetReader, SerReader};

    use super::*;
    use crate::parquet::polars_type;
    use crate::schema::Value;
    use crate::tables::{ActionRow, CommentaryRow, DocumentRow, Tables};
    use crate::testing::tables;

    fn read_back<R: Row>(rows: &[R]) -> DataFrame {
        ParquetReader::new(Cursor::new(encode(rows).unwrap())).finish().unwrap()
    }

    fn is_same(read: &AnyValue<'_>, written: Value<'_>) -> bool {
        match (read, written) {
            (AnyValue::Null, Value::Null) => true,
            (AnyValue::String(_) | AnyValue::StringOwned(_), Value::Text(written)) => {
                read.get_str() == Some(written)
            }
            (AnyValue::String(_) | AnyValue::StringOwned(_), Value::Address(written)) => {
                read.get_str() == Some(written.to_string().as_str())
            }
            (AnyValue::Float64(read), Value::Number(written)) => read.to_bits() == written.to_bits(),
            (AnyValue::UInt32(read), Value::Whole(written)) => u64::from(*read) == written,
            (AnyValue::UInt64(read), Value::Whole(written)) => *read == written,
            (AnyValue::Date(read), Value::Date(written)) => *read == days_since_1970(written),
            (AnyValue::List(read), Value::Flags(written)) => {
                read.str().unwrap().iter().flatten().eq(written.iter().map(|flag| flag.as_str()))
            }
            (AnyValue::List(read), Value::BBox(written)) => read.f32().unwrap().iter().flatten().eq(written),
            _ => false,
        }
    }

    fn check<R: Row>(rows: &[R]) {
        let frame = read_back(rows);
        assert_eq!((frame.height(), frame.width()), (rows.len(), R::FIELDS.len()));
        for (column, field) in frame.columns().iter().zip(R::FIELDS) {
            assert_eq!(column.name(), field.name);
            assert_eq!(column.dtype(), &polars_type(&field.column().column_type), "{}", field.name);
            for (index, row) in rows.iter().enumerate() {
                let (read, written) = (column.get(index).unwrap(), field.value(row));
                assert!(is_same(&read, written), "{} of row {index}: {read} for {written:?}", field.name);
            }
        }
    }

    fn check_all(tables: &Tables) {
        check::<Observation>(&tables.observations);
        check::<DocumentRow>(&tables.documents);
        check::<CommentaryRow>(&tables.commentary);
        check::<ActionRow>(&tables.actions);
    }

    #[test]
    fn rows_and_types_read_back_as_they_were() {
        check_all(&tables());
    }

    #[test]
    fn a_table_without_rows_has_its_columns_and_their_types() {
        check_all(&Tables::default());
    }

    #[test]
    fn many_rows_read_back_as_they_were() {
        let few = tables().observations;
        let many: Vec<Observation> = few.iter().cycle().take(3_000).cloned().collect();
        check(&many);
    }

    #[test]
    fn the_metadata_say_the_versions() {
        let encoded = encode(&tables().actions).unwrap();
        let mut reader = ParquetReader::new(Cursor::new(encoded));
        let metadata = reader.get_metadata().unwrap().key_value_metadata().clone().unwrap_or_default();
        let value =
            |key: &str| metadata.iter().find(|entry| entry.key == key).and_then(|entry| entry.value.clone());
        assert_eq!(value("boardlift.schema").as_deref(), Some("1"));
        assert_eq!(value("boardlift.version").as_deref(), Some(VERSION));
    }
}
