//! Reading tables: rows that know their file and line.
//!
//! A column that is missing, or that this crate does not know, is an error, so that a misspelt heading is found at
//! once and not read as an empty field.

use serde::de::DeserializeOwned;

use crate::error::ReferenceError;

/// A table: one of the program, or a user's own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DataFile<'t> {
    /// Its name, for messages.
    pub(crate) name: &'t str,
    /// Its text.
    pub(crate) text: &'t str,
}

/// One row and where it stands.
#[derive(Debug)]
pub(crate) struct Row<T> {
    /// Its fields.
    pub(crate) fields: T,
    /// The file that it stands in.
    pub(crate) file: String,
    /// The line that it starts on, from 1.
    pub(crate) line: u64,
}

impl<T> Row<T> {
    /// The error that this row does not hold what it should.
    pub(crate) fn unexpected(&self, expected: impl Into<String>, found: impl Into<String>) -> ReferenceError {
        ReferenceError::Unexpected {
            file: self.file.clone(),
            line: self.line,
            expected: expected.into(),
            found: found.into(),
        }
    }
}

impl DataFile<'_> {
    /// The rows in the file's order.
    pub(crate) fn rows<T: DeserializeOwned>(&self) -> Result<Vec<Row<T>>, ReferenceError> {
        let unreadable = |source| ReferenceError::Unreadable { file: self.name.to_owned(), source };
        let mut reader = csv::Reader::from_reader(self.text.as_bytes());
        let headers = reader.headers().map_err(unreadable)?.clone();
        let mut rows = Vec::new();
        for record in reader.into_records() {
            let record = record.map_err(unreadable)?;
            let line = record.position().map_or(0, csv::Position::line);
            let fields = record.deserialize(Some(&headers));
            let fields = fields.map_err(|source| in_column(self.name, line, &headers, &record, source))?;
            rows.push(Row { fields, file: self.name.to_owned(), line });
        }
        Ok(rows)
    }
}

/// The error of a field with its column's name, where that can be known.
fn in_column(
    file: &str,
    line: u64,
    headers: &csv::StringRecord,
    record: &csv::StringRecord,
    source: csv::Error,
) -> ReferenceError {
    let known = match source.kind() {
        csv::ErrorKind::Deserialize { err, .. } => {
            let fault = err.kind().to_string();
            // The reader forgets the field of a word that is none of a closed list; but it quotes the word.
            let quoted = || record.iter().position(|field| fault.split('`').nth(1) == Some(field));
            let field = err.field().and_then(|field| usize::try_from(field).ok()).or_else(quoted);
            field.and_then(|field| headers.get(field)).map(|column| (column.to_owned(), fault))
        }
        _ => None,
    };
    match known {
        Some((column, fault)) => ReferenceError::Field { file: file.to_owned(), line, column, fault },
        None => ReferenceError::Unreadable { file: file.to_owned(), source },
    }
}

/// The entries of a field that holds a list: `Hull City Council|Hull Council`.
pub(crate) fn list(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').map(str::trim).filter(|entry| !entry.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Pair {
        code: String,
        year: u16,
    }

    fn read(text: &str) -> Result<Vec<(Pair, u64)>, String> {
        let rows = DataFile { name: "pairs.csv", text }.rows::<Pair>();
        rows.map(|rows| rows.into_iter().map(|row| (row.fields, row.line)).collect())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn rows_know_the_line_that_they_start_on() {
        let rows = read("code,year\n\"two\nlines\",1\nb,2\n").unwrap();
        let lines: Vec<_> = rows.iter().map(|(pair, line)| (pair.code.as_str(), *line)).collect();
        assert_eq!(lines, [("two\nlines", 2), ("b", 4)]);
        assert_eq!(read("code,year\n").unwrap(), []);
    }

    #[test]
    fn errors_name_file_line_expected_and_found() {
        for (text, said) in [
            ("code,yaer\na,1\n", vec!["pairs.csv", "line: 2", "unknown field `yaer`", "`year`"]),
            ("code,year\na,b\n", vec!["pairs.csv", "line 2", "column `year`", "invalid digit"]),
            ("code,year\na\n", vec!["pairs.csv", "line: 2", "2 fields"]),
        ] {
            let error = read(text).unwrap_err();
            for words in said {
                assert!(error.contains(words), "{error:?} does not say {words:?}");
            }
        }
    }

    #[test]
    fn lists_are_split_at_bars() {
        let check = |field: &str, expected: &[&str]| assert_eq!(list(field).collect::<Vec<_>>(), expected);
        check("", &[]);
        check("a", &["a"]);
        check("a | b||c ", &["a", "b", "c"]);
    }
}
