//! Tables as files: JSON Lines, JSON, CSV and Parquet.
//!
//! All formats have all columns, in the schema's order, also where a table has no rows. The same rows give the same
//! bytes: nothing here asks a clock, a thread or a random number.

pub(crate) mod csv;
mod files;
mod json;

use std::io::{self, Write};

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::parquet::encode;
use crate::schema::Row;
use crate::tables::{TableName, Tables};

pub use files::{WriteError, replace_file, write_file, write_folder};
pub(crate) use files::{replace_path, replace_through};

/// How a table is written. The names are also the files' extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Format {
    /// JSON Lines: one object per row, every column in it, null where there is nothing. The lines of two sets of
    /// tables, one after the other, are the lines of both.
    Jsonl,
    /// One JSON document: the versions of schema and program, and the rows under the table's name, one a line.
    Json,
    /// RFC 4180 in UTF-8 without a byte order mark: a line of column names, then one record per row, lines ending
    /// with CR LF. Null is empty; the parts of a list are joined with `;`.
    Csv,
    /// Parquet, compressed with Zstandard, with the versions of schema and program in its key-value metadata as
    /// `boardlift.schema` and `boardlift.version`.
    Parquet,
}

impl Format {
    /// The name, which is also the extension.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Writes one table to a stream.
///
/// Numbers of type f64 and f32 are written in the fewest digits that give the same number back, always with a
/// fraction or an exponent: `2918.0`. Dates are ISO 8601. JSON Lines, JSON and CSV go out row by row; Parquet needs
/// all rows at once. `out` should be buffered.
///
/// # Errors
///
/// Where `out` can't be written to, the error that it gave.
pub fn write(tables: &Tables, table: TableName, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match table {
        TableName::Observations => write_rows(&tables.observations, format, out),
        TableName::Documents => write_rows(&tables.documents, format, out),
        TableName::Commentary => write_rows(&tables.commentary, format, out),
        TableName::Actions => write_rows(&tables.actions, format, out),
    }
}

/// Writes rows of one table to a stream, as [`write()`] does.
///
/// # Errors
///
/// Where `out` can't be written to, the error that it gave.
pub fn write_rows<R: Row>(rows: &[R], format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Jsonl => json::write_lines(rows, out),
        Format::Json => json::write_document(rows, out),
        Format::Csv => csv::write(rows, out),
        Format::Parquet => encode::write(rows, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::tables;

    fn bytes(tables: &Tables, table: TableName, format: Format) -> Vec<u8> {
        let mut out = Vec::new();
        write(tables, table, format, &mut out).unwrap();
        out
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        for table in TableName::VARIANTS {
            for format in Format::VARIANTS {
                let (once, again) = (bytes(&tables(), *table, *format), bytes(&tables(), *table, *format));
                assert!(once == again, "{table} as {format}");
            }
        }
    }

    #[test]
    fn a_stream_that_breaks_gives_its_own_error() {
        struct Broken;
        impl Write for Broken {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        for format in Format::VARIANTS {
            let error = write(&tables(), TableName::Observations, *format, &mut Broken).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{format}");
        }
    }

    #[test]
    fn names_are_those_of_the_command_line() {
        let names: Vec<&str> = Format::VARIANTS.iter().map(|format| format.as_str()).collect();
        assert_eq!(names, ["jsonl", "json", "csv", "parquet"]);
        assert_eq!("csv".parse(), Ok(Format::Csv));
        assert_eq!("actions".parse(), Ok(TableName::Actions));
    }
}
