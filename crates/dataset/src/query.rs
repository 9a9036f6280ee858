//! Questions to a dataset in SQL, answered by polars over its Parquet files as they are.
//!
//! ```text
//! SQL ──statement──▶ one statement that only reads ──tables──▶ lazy scans ──polars──▶ Answer ──▶ rows, files
//! ```
//!
//! Nothing is loaded beforehand: only the files, row groups and columns that a question needs are read, by the folders'
//! names and the files' own statistics. A question never changes a dataset, and reads no file outside it.

mod answer;
mod error;
mod statement;
mod tables;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use polars::prelude::{DataFrame, Engine, PolarsError, PolarsResult};
use polars::sql::SQLContext;

use statement::Statement;
use tables::Tables;

pub use answer::Answer;
pub use error::QueryError;
pub use tables::{QueryColumn, QueryTable};

/// The tables that a question may name, each with its columns.
///
/// # Errors
///
/// Where `dataset` is no dataset, or one of its files can't be read.
pub fn tables(dataset: &Path) -> Result<Vec<QueryTable>, QueryError> {
    Tables::open(dataset)?.listing()
}

/// The answer to a question: one `SELECT`, with or without `WITH`, or `SHOW TABLES`, `DESCRIBE`, `EXPLAIN`.
///
/// # Errors
///
/// Where `dataset` is no dataset, the question is no such statement, names a table or column that is not there or can't
/// be answered, or where a file that it needs is damaged.
pub fn query(dataset: &Path, question: &str) -> Result<Answer, QueryError> {
    let tables = Tables::open(dataset)?;
    match Statement::parse(question, &tables.names())? {
        Statement::Describe(table) => tables.describe(&table),
        Statement::Read => ask(&tables, question).map(Answer::new).map_err(|error| tables.explain(&error)),
    }
}

fn ask(tables: &Tables, question: &str) -> PolarsResult<DataFrame> {
    let mut context = SQLContext::new();
    for (name, frame) in tables.frames()? {
        context.register(name, frame);
    }
    // The streaming engine holds no more of a scan than it works on. One question has one answer.
    guarded(|| Ok(context.execute(question)?.collect_with_engine(Engine::Streaming)?.unwrap_single()))
}

/// The engine reports most damage as an error, and stumbles over some.
fn guarded<T>(work: impl FnOnce() -> PolarsResult<T>) -> PolarsResult<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(PolarsError::ComputeError("the engine stumbled over it".into())))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::{Value, json};

    use super::*;
    use crate::parquet::encode;
    use crate::schema::Row;
    use crate::testing::tables;
    use crate::write::Format;

    fn write_table<R: Row>(rows: &[R], path: &Path) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        encode::write(rows, &mut fs::File::create(path).unwrap()).unwrap();
    }

    /// A dataset of Kingston's figures of 2022, and one of an unknown council without a period.
    fn dataset() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        // A folder whose own name looks like a partition's.
        let path = folder.path().join("run=1");
        let tables = tables();
        let mut unknown = tables.observations[1].clone();
        unknown.authority = None;
        let year = path.join("observations/authority_code=E09000021/year=2022");
        write_table(&tables.observations, &year.join("part-0.parquet"));
        let nowhere = path.join("observations/authority_code=unknown/year=__HIVE_DEFAULT_PARTITION__");
        write_table(&[unknown], &nowhere.join("part-0.parquet"));
        fs::write(year.join(".part-1.parquet.part"), "half a file").unwrap();
        write_table(&tables.documents, &path.join("documents.parquet"));
        write_table(&tables.commentary, &path.join("commentary.parquet"));
        write_table(&tables.actions, &path.join("actions.parquet"));
        folder
    }

    fn ask(question: &str) -> Result<Answer, QueryError> {
        query(&dataset().path().join("run=1"), question)
    }

    /// The answer as rows of values.
    fn check(question: &str, expected: &Value) {
        let answer = ask(question).unwrap_or_else(|error| panic!("{question}: {error}"));
        let found: Vec<Vec<Value>> = answer.values(usize::MAX).collect();
        assert_eq!(&json!(found), expected, "{question}");
    }

    fn check_error(question: &str, expected: &str) {
        let error = ask(question).map(|answer| answer.rows()).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{question}: {error}");
    }

    #[test]
    fn values_have_their_types() {
        check(
            "SELECT value, indicator, period_start, \"table\", flags, rag FROM observations WHERE line = 12",
            &json!([[
                89.5,
                "Plans finalised, in 20 weeks",
                "2022-10-01",
                1,
                ["salvaged", "authority_inferred"],
                "green"
            ]]),
        );
        check(
            "SELECT value, bbox FROM observations WHERE page = 3 AND year = 2022",
            &json!([[null, [36.0, 120.5, 99.25, 132.1]]]),
        );
        check("SELECT byte_size FROM documents WHERE status = 'ok'", &json!([[5_000_000_000_u64]]));
    }

    #[test]
    fn the_names_of_folders_are_columns() {
        check(
            "SELECT authority_code, year, count(*) AS n FROM observations GROUP BY authority_code, year ORDER BY n",
            &json!([["unknown", null, 1], ["E09000021", 2022, 3]]),
        );
    }

    #[test]
    fn what_analysts_ask_is_answered() {
        check(
            "SELECT count(*) FROM observations o JOIN documents d USING (document_id) WHERE d.title = 'SEND dashboard'",
            &json!([[4]]),
        );
        check(
            "SELECT median(value), max(value), count(DISTINCT unit) FROM observations",
            &json!([[44.8, 89.5, 1]]),
        );
        check(
            "WITH ranked AS (SELECT value, row_number() OVER (PARTITION BY authority_code ORDER BY value DESC NULLS LAST) AS place FROM observations)
             SELECT value FROM ranked WHERE place = 1 ORDER BY value",
            &json!([[89.5], [null]]),
        );
        check(
            "SELECT upper(substr(indicator, 1, 5)), round(value, 0) FROM observations WHERE value > 50",
            &json!([["PLANS", 90.0]]),
        );
        check(
            "SELECT extract(year FROM period_start), date '2022-10-01' = period_start FROM observations WHERE line = 12",
            &json!([[2022, true]]),
        );
        check(
            "SELECT indicator FROM observations WHERE indicator ILIKE '%PLANS%' AND value IS NOT NULL LIMIT 1",
            &json!([["Plans finalised, in 20 weeks"]]),
        );
        check(
            "SELECT CASE WHEN value > 50 THEN 'high' ELSE 'low' END FROM observations WHERE line = 12",
            &json!([["high"]]),
        );
        check(
            "SELECT action FROM actions a WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.document_id = a.document_id AND d.status = 'failed')",
            &json!([["Clear the backlog"]]),
        );
        check(
            "SELECT unnest(flags) AS flag FROM observations WHERE line = 12",
            &json!([["salvaged"], ["authority_inferred"]]),
        );
    }

    #[test]
    fn tables_and_columns_are_told() {
        check("SHOW TABLES", &json!([["actions"], ["commentary"], ["documents"], ["observations"]]));
        let columns: Vec<Vec<Value>> = ask("DESCRIBE observations").unwrap().values(usize::MAX).collect();
        assert_eq!(columns[0][0], "observation_id");
        assert_eq!(columns.last().unwrap()[0], "year");
        let listing = tables::Tables::open(&dataset().path().join("run=1")).unwrap().names().len();
        assert_eq!(listing, 4);
        assert!(ask("EXPLAIN SELECT value FROM observations WHERE year = 2022").unwrap().rows() > 0);
    }

    #[test]
    fn slips_are_told_with_the_nearest_names() {
        check_error("SELECT valeu FROM observations", "there is no column `valeu`; did you mean `value`");
        check_error(
            "SELECT o.perod_start FROM observations o",
            "there is no column `perod_start`; did you mean `period_start`",
        );
        check_error(
            "SELECT value FROM observation",
            "there is no table `observation`; did you mean `observations`?",
        );
        check_error("SELECT value FROM observations WHERE", "cannot understand the question: ");
        check_error("SELECT nosuch(value) FROM observations", "cannot answer the question: ");
        check_error("DELETE FROM observations", "expected SELECT, ");
    }

    #[test]
    fn a_damaged_file_is_named() {
        let folder = dataset();
        let path = folder.path().join("run=1");
        let damaged = path.join("observations/authority_code=E09000021/year=2022/part-0.parquet");
        let whole = fs::read(&damaged).unwrap();
        let mut spoilt = whole.clone();
        spoilt[4..400].fill(0xff);
        for bytes in [&whole[..whole.len() / 2], b"", b"PAR1 no parquet PAR1", &spoilt] {
            fs::write(&damaged, bytes).unwrap();
            let error = query(&path, "SELECT * FROM observations").map(|answer| answer.rows()).unwrap_err();
            let expected = format!("cannot read `{}`: ", damaged.display());
            assert!(error.to_string().starts_with(&expected), "{error}");
        }
    }

    #[test]
    fn a_dataset_without_figures_has_their_columns_and_another_folder_is_none() {
        let folder = dataset();
        let path = folder.path().join("run=1");
        fs::remove_dir_all(path.join("observations")).unwrap();
        let answer = query(&path, "SELECT authority_code, year, value FROM observations").unwrap();
        assert_eq!((answer.rows(), answer.columns().count()), (0, 3));
        let error = query(folder.path(), "SELECT 1").map(|answer| answer.rows()).unwrap_err();
        assert!(
            error.to_string().starts_with("expected a dataset, found no `documents.parquet` in `"),
            "{error}"
        );
    }

    #[test]
    fn an_answer_is_written_in_all_formats() {
        let check = |question: &str, format: Format, expected: &str| {
            let mut out = Vec::new();
            ask(question).unwrap().write(format, &mut out).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        };
        let question =
            "SELECT value, flags, rag, indicator FROM observations WHERE year = 2022 AND line = 12";
        let row = r#"{"value":89.5,"flags":["salvaged","authority_inferred"],"rag":"green","indicator":"Plans finalised, in 20 weeks"}"#;
        check(question, Format::Jsonl, &format!("{row}\n"));
        check(question, Format::Json, &format!("[\n{row}\n]\n"));
        let line = "89.5,salvaged;authority_inferred,green,\"Plans finalised, in 20 weeks\"";
        check(question, Format::Csv, &format!("value,flags,rag,indicator\r\n{line}\r\n"));
        let nothing = "SELECT value FROM observations WHERE year = 1066";
        check(nothing, Format::Jsonl, "");
        check(nothing, Format::Json, "[\n\n]\n");
        check(nothing, Format::Csv, "value\r\n");
        let mut out = Vec::new();
        ask(question).unwrap().write(Format::Parquet, &mut out).unwrap();
        assert!(out.starts_with(b"PAR1"));
    }
}
