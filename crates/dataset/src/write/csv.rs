//! CSV, as RFC 4180 has it: what cannot be told in one field is joined with `;`, and null is an empty field.

use std::io::{self, Write};

use csv::{ErrorKind, Terminator, WriterBuilder};

use crate::schema::{Row, Value};

/// A line of column names, then one record per row.
pub(super) fn write<R: Row>(rows: &[R], out: &mut dyn Write) -> io::Result<()> {
    write_names::<R>(out)?;
    write_rows(rows, out)
}

/// The line of column names.
pub(crate) fn write_names<R: Row>(out: &mut dyn Write) -> io::Result<()> {
    write_records(std::iter::once(R::FIELDS.iter().map(|field| field.name)), out)
}

/// One record per row, below those that are there.
pub(crate) fn write_rows<R: Row>(rows: &[R], out: &mut dyn Write) -> io::Result<()> {
    write_records(rows.iter().map(|row| R::FIELDS.iter().map(|field| text(field.value(row)))), out)
}

/// Records as they are, a line each.
pub(crate) fn write_records<F: AsRef<[u8]>>(
    records: impl Iterator<Item = impl IntoIterator<Item = F>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    for record in records {
        writer.write_record(record).map_err(io_error)?;
    }
    writer.flush()
}

/// The field's words. `{:?}` writes a number in the fewest digits that give it back, and a fraction with all of them.
fn text(value: Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.to_owned(),
        Value::Number(number) => format!("{number:?}"),
        Value::Whole(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Flags(flags) => flags.iter().map(|flag| flag.as_str()).collect::<Vec<_>>().join(";"),
        Value::Address(address) => address.to_string(),
        Value::BBox(corners) => corners.map(|corner| format!("{corner:?}")).join(";"),
    }
}

/// The stream's own error, so that a caller can tell a closed pipe from a full disk.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::columns;
    use crate::tables::{TableName, Tables};
    use crate::testing::tables;
    use crate::write::{Format, write};

    fn written(tables: &Tables, table: TableName) -> String {
        let mut out = Vec::new();
        write(tables, table, Format::Csv, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn check(row: usize, column: &str, expected: &str) {
        let text = written(&tables(), TableName::Observations);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let at = reader.headers().unwrap().iter().position(|name| name == column).expect("the column");
        let record = reader.records().nth(row).expect("the row").unwrap();
        assert_eq!(&record[at], expected, "`{column}` of row {row}");
    }

    #[test]
    fn fields_read_back_as_they_were() {
        check(0, "indicator", "Plans finalised, in 20 weeks");
        check(0, "value_text", "89.5% \"17/19\" ▲");
        check(0, "note", "17/19\nas at Q3");
        check(0, "numerator", "17.0");
        check(0, "period_start", "2022-10-01");
        check(0, "flags", "salvaged;authority_inferred");
        check(1, "value", "");
        check(1, "flags", "");
        check(1, "bbox", "36.0;120.5;99.25;132.1");
        check(2, "value", "0.1");
        check(2, "value_upper", "");
        check(2, "secondary_value", "1e16");
        check(2, "line", "");
        check(2, "column", "5");
    }

    #[test]
    fn names_come_first_also_where_there_are_no_rows_and_lines_end_with_cr_lf() {
        for table in <TableName as strum::VariantArray>::VARIANTS {
            let names: Vec<&str> = columns(*table).iter().map(|column| column.name).collect();
            assert_eq!(written(&Tables::default(), *table), format!("{}\r\n", names.join(",")));
        }
    }
}
