//! One SQLite database: every table with its types, keys, checks and indexes, and each column's meaning as a comment
//! in the table's own definition (`.schema`).
//!
//! Null is NULL, a date is text as ISO 8601, flags and boxes are JSON arrays, for which SQLite has functions. The
//! version of the schema is the database's `user_version`.

mod definition;

use std::path::Path;

use rusqlite::types::{Null, ToSqlOutput, Value as Owned, ValueRef};
use rusqlite::{Connection, Statement, params_from_iter};
use serde_json::json;

use super::listing::Listing;
use super::{ExportError, Parts, Sink, pour, unwritten};
use crate::schema::{Row, SCHEMA_VERSION, Value};
use crate::store::Dataset;
use crate::write::replace_path;
use definition::{indexes, insertion, listing_definition, table_definition};

/// Writes the tables into a database, which replaces what is at `path` when it is complete.
pub(super) fn export(dataset: &Dataset, path: &Path) -> Result<(), ExportError> {
    replace_path(path, unwritten(path), |part| {
        // What a killed run left is no database to add to.
        match std::fs::remove_file(part) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(unwritten(path)(error))?,
            _ => {}
        }
        let mut database = Database { connection: open(part).map_err(failed(path))?, path };
        pour(dataset, &mut database)?;
        database.finish().map_err(failed(path))
    })
}

struct Database<'p> {
    connection: Connection,
    path: &'p Path,
}

/// A database that is new and whole or thrown away: a journal would only cost time.
fn open(part: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(part)?;
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = {SCHEMA_VERSION}; BEGIN;"
    ))?;
    Ok(connection)
}

fn failed(path: &Path) -> impl Fn(rusqlite::Error) -> ExportError {
    move |source| ExportError::Sqlite { path: path.to_owned(), source }
}

impl Sink for Database<'_> {
    fn take<R: Row>(&mut self, parts: Parts<'_, R>) -> Result<(), ExportError> {
        let failed = failed(self.path);
        self.connection.execute_batch(&table_definition::<R>()).map_err(&failed)?;
        let insertion = insertion(R::TABLE.as_str(), R::FIELDS.len());
        let mut insertion = self.connection.prepare(&insertion).map_err(&failed)?;
        for rows in parts {
            rows?.iter().try_for_each(|row| insert(&mut insertion, row)).map_err(&failed)?;
        }
        self.connection.execute_batch(&indexes(R::TABLE)).map_err(&failed)
    }

    fn take_listing(&mut self, listing: &Listing) -> Result<(), ExportError> {
        self.insert_listing(listing).map_err(failed(self.path))
    }
}

impl Database<'_> {
    fn insert_listing(&self, listing: &Listing) -> rusqlite::Result<()> {
        self.connection.execute_batch(&listing_definition(listing))?;
        let mut insertion = self.connection.prepare(&insertion(listing.name, listing.columns.len()))?;
        listing.rows.iter().try_for_each(|row| insertion.execute(params_from_iter(row)).map(drop))
    }

    fn finish(self) -> rusqlite::Result<()> {
        self.connection.execute_batch("COMMIT; ANALYZE;")?;
        self.connection.close().map_err(|(_, error)| error)
    }
}

fn insert<R: Row>(insertion: &mut Statement<'_>, row: &R) -> rusqlite::Result<()> {
    insertion.execute(params_from_iter(R::FIELDS.iter().map(|field| stored(field.value(row))))).map(drop)
}

fn stored(value: Value<'_>) -> ToSqlOutput<'_> {
    match value {
        Value::Null => ToSqlOutput::from(Null),
        Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        Value::Number(number) => ToSqlOutput::from(number),
        // Only a file's size could be more than 2³², and none has 2⁶³ bytes.
        Value::Whole(number) => ToSqlOutput::from(i64::try_from(number).unwrap_or(i64::MAX)),
        Value::Date(date) => ToSqlOutput::Owned(Owned::Text(date.to_string())),
        Value::Flags(flags) => {
            let names: Vec<&str> = flags.iter().map(|flag| flag.as_str()).collect();
            ToSqlOutput::Owned(Owned::Text(json!(names).to_string()))
        }
        Value::Address(address) => ToSqlOutput::Owned(Owned::Text(address.to_string())),
        Value::BBox(corners) => {
            // By way of its digits, so that 99.1 is not written as the nearest f64 to the f32.
            let corners = corners.map(|corner| format!("{corner:?}"));
            ToSqlOutput::Owned(Owned::Text(format!("[{}]", corners.join(","))))
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value as Stored;

    use super::*;
    use crate::tables::Tables;
    use crate::testing::{dataset_of, tables};

    fn exported(tables: Tables) -> (tempfile::TempDir, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dataset.sqlite");
        export(&dataset_of(tables, &folder.path().join("dataset")), &path).unwrap();
        let connection = Connection::open(path).unwrap();
        (folder, connection)
    }

    fn check(query: &str, expected: &Stored) {
        let (_folder, connection) = exported(tables());
        let found: Stored = connection.query_row(query, (), |row| row.get(0)).unwrap();
        assert_eq!(&found, expected, "{query}");
    }

    fn text(words: &str) -> Stored {
        Stored::Text(words.to_owned())
    }

    #[test]
    fn values_have_their_types() {
        check("SELECT value FROM observations WHERE line = 12", &Stored::Real(89.5));
        check("SELECT value FROM observations WHERE status = 'blank'", &Stored::Null);
        check("SELECT value_text FROM observations WHERE status = 'blank'", &text(""));
        check("SELECT period_start FROM observations WHERE line = 12", &text("2022-10-01"));
        check("SELECT flags ->> 1 FROM observations WHERE line = 12", &text("authority_inferred"));
        check("SELECT bbox ->> 2 FROM observations WHERE page = 3", &Stored::Real(99.25));
        check("SELECT cell FROM observations WHERE sheet IS NOT NULL", &text("C7"));
        check("SELECT \"table\" + \"column\" FROM observations WHERE line = 12", &Stored::Integer(6));
        check("SELECT byte_size FROM documents WHERE status = 'ok'", &Stored::Integer(5_000_000_000));
        check("SELECT count(*) FROM observations", &Stored::Integer(3));
        check("SELECT count(*) FROM documents JOIN actions USING (document_id)", &Stored::Integer(1));
        check(
            "SELECT name FROM authorities JOIN observations ON code = authority_code LIMIT 1",
            &text("Kingston upon Thames"),
        );
        check("PRAGMA user_version", &Stored::Integer(SCHEMA_VERSION.into()));
        check("SELECT count(*) FROM pragma_foreign_key_check", &Stored::Integer(0));
    }

    #[test]
    fn a_table_says_what_its_columns_mean() {
        let (_folder, connection) = exported(Tables::default());
        let find = "SELECT sql FROM sqlite_schema WHERE name = 'observations'";
        let definition: String = connection.query_row(find, (), |row| row.get(0)).unwrap();
        for line in [
            r#"  "value" REAL, -- The figure, in `unit`; a percentage is the printed number"#,
            r#"  "kind" TEXT NOT NULL CHECK ("kind" IN ('actual', 'target', 'baseline', 'milestone')), -- What"#,
            r#"  PRIMARY KEY ("observation_id"), --"#,
            r#"  FOREIGN KEY ("document_id") REFERENCES "documents" ("document_id"), --"#,
            r#"  FOREIGN KEY ("authority_code") REFERENCES "authorities" ("code") --"#,
        ] {
            assert!(definition.contains(line), "{line} in {definition}");
        }
    }

    #[test]
    fn searches_for_a_measure_have_their_index() {
        let (_folder, connection) = exported(tables());
        let plan =
            "EXPLAIN QUERY PLAN SELECT * FROM observations WHERE measure = 'a' AND authority_code = 'b'";
        let step: String = connection.query_row(plan, (), |row| row.get("detail")).unwrap();
        assert!(step.contains("observations_by_measure_authority_code_period_start"), "{step}");
    }

    #[test]
    fn the_same_rows_give_the_same_bytes_over_what_a_killed_run_left() {
        let folder = tempfile::tempdir().unwrap();
        let (once, again) = (folder.path().join("once.sqlite"), folder.path().join("again.sqlite"));
        let dataset = dataset_of(tables(), &folder.path().join("dataset"));
        export(&dataset, &once).unwrap();
        std::fs::write(folder.path().join("again.sqlite.part"), "half a database").unwrap();
        export(&dataset, &again).unwrap();
        assert!(std::fs::read(&once).unwrap() == std::fs::read(&again).unwrap());
        assert!(!folder.path().join("again.sqlite.part").exists());
    }

    #[test]
    fn rows_that_break_a_key_leave_the_old_file_and_name_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dataset.sqlite");
        std::fs::write(&path, "the old one").unwrap();
        let mut twice = tables();
        twice.actions.extend(tables().actions);
        let error = export(&dataset_of(twice, &folder.path().join("dataset")), &path).unwrap_err();
        assert_eq!(error.to_string(), format!("cannot write `{}`", path.display()));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "the old one");
    }
}
