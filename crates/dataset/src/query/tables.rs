//! The tables of a dataset as lazy scans of its files, and what it means when one can't be scanned.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use polars::io::HiveOptions;
use polars::prelude::{
    DataFrame, DataType, Field, IntoLazy, LazyFrame, ParquetReader, PlRefPath, PlSmallStr, PolarsError,
    PolarsResult, ScanArgsParquet, Schema, SerReader, polars_bail,
};

use super::error::{QueryError, nearest};
use super::{Answer, guarded};
use crate::schema::columns;
use crate::tables::TableName;

/// The table whose files stand in folders.
const PARTITIONED: &str = "observations";

/// A table that a question may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryTable {
    /// Its name.
    pub name: String,
    /// Its columns, in their order.
    pub columns: Vec<QueryColumn>,
}

/// A column that a question may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryColumn {
    /// Its name.
    pub name: String,
    /// What its values are, as SQL has them.
    pub type_name: String,
    /// What it means, where the schema says so.
    pub meaning: &'static str,
}

/// The tables of a dataset.
pub(super) struct Tables {
    files: Vec<TableFiles>,
}

/// The files that a table is made of.
struct TableFiles {
    name: String,
    /// The folder that the names of partitions are read from; nothing for a table of one file.
    folder: Option<PathBuf>,
    /// In the order of their names.
    paths: Vec<PathBuf>,
}

impl Tables {
    /// The tables that a folder has.
    pub(super) fn open(dataset: &Path) -> Result<Self, QueryError> {
        if !dataset.join(format!("{}.parquet", TableName::Documents)).is_file() {
            return Err(QueryError::NoDataset { path: dataset.to_owned() });
        }
        let folder = dataset.join(PARTITIONED);
        let observations = TableFiles {
            name: PARTITIONED.to_owned(),
            paths: partition_files(&folder)?,
            folder: Some(folder),
        };
        let others = entries(dataset)?.into_iter().filter_map(|path| TableFiles::of_file(&path));
        let mut files: Vec<TableFiles> = std::iter::once(observations).chain(others).collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        files.dedup_by(|later, first| later.name == first.name);
        Ok(Tables { files })
    }

    /// Their names, in order.
    pub(super) fn names(&self) -> Vec<&str> {
        self.files.iter().map(|table| table.name.as_str()).collect()
    }

    /// A scan of each.
    pub(super) fn frames(&self) -> PolarsResult<Vec<(&str, LazyFrame)>> {
        self.files.iter().map(|table| Ok((table.name.as_str(), table.scan()?))).collect()
    }

    /// Each with its columns.
    pub(super) fn listing(&self) -> Result<Vec<QueryTable>, QueryError> {
        self.files
            .iter()
            .map(|table| {
                let columns = table.columns().map_err(|error| self.explain(&error))?;
                Ok(QueryTable { name: table.name.clone(), columns })
            })
            .collect()
    }

    /// The columns of one table as an answer.
    pub(super) fn describe(&self, name: &str) -> Result<Answer, QueryError> {
        let table = self.files.iter().find(|table| table.name == name);
        let columns = table.map(TableFiles::columns).transpose().map_err(|error| self.explain(&error))?;
        Ok(Answer::of_columns(&columns.unwrap_or_default()))
    }

    /// What an error of the engine means: a damaged file is looked for, a name is told with those like it.
    pub(super) fn explain(&self, error: &PolarsError) -> QueryError {
        match root(error) {
            PolarsError::ColumnNotFound(message) | PolarsError::SchemaFieldNotFound(message) => {
                self.unknown_column(quoted_name(message))
            }
            PolarsError::SQLInterface(message) if message.starts_with("no column named") => {
                self.unknown_column(quoted_name(message))
            }
            PolarsError::Duplicate(message) => QueryError::SameName { name: quoted_name(message) },
            other => {
                self.damaged().unwrap_or_else(|| QueryError::Unanswerable { message: first_line(other) })
            }
        }
    }

    fn unknown_column(&self, name: String) -> QueryError {
        let known = self.known_columns();
        QueryError::UnknownColumn { suggestions: nearest(&name, known.iter().map(String::as_str)), name }
    }

    fn known_columns(&self) -> Vec<String> {
        let columns = self.files.iter().filter_map(|table| table.columns().ok()).flatten();
        let mut names: Vec<String> = columns.map(|column| column.name).collect();
        names.sort();
        names.dedup();
        names
    }

    /// The first file that can't be read whole: the engine doesn't name it.
    fn damaged(&self) -> Option<QueryError> {
        self.files.iter().flat_map(|table| &table.paths).find_map(|path| {
            let read = || ParquetReader::new(File::open(path)?).finish();
            let error = guarded(read).err()?;
            Some(QueryError::Unreadable { path: path.clone(), reason: first_line(root(&error)) })
        })
    }
}

impl TableFiles {
    /// The table that a file in the dataset's folder is, by its name.
    fn of_file(path: &Path) -> Option<Self> {
        let name = path.file_stem()?.to_str()?.to_owned();
        let is_table = path.extension()? == "parquet" && !name.starts_with('.') && path.is_file();
        is_table.then(|| TableFiles { name, folder: None, paths: vec![path.to_owned()] })
    }

    fn scan(&self) -> PolarsResult<LazyFrame> {
        let Some(first) = self.paths.first() else {
            return Ok(DataFrame::empty_with_schema(&empty_schema()).lazy());
        };
        // The engine passes over files without a byte, and an answer without their figures would be a wrong one.
        if let Some(empty) = self.paths.iter().find(|path| path.metadata().is_ok_and(|file| file.len() == 0))
        {
            polars_bail!(ComputeError: "`{}` is empty", empty.display());
        }
        // A folder is given as such: of a pattern or a list of files, the engine takes the names of the folders above
        // it for partitions too.
        let (path, hive_options) = match &self.folder {
            Some(folder) => (folder, partition_options()),
            None => (first, HiveOptions::new_disabled()),
        };
        let options = ScanArgsParquet { hive_options, glob: false, ..Default::default() };
        LazyFrame::scan_parquet(PlRefPath::try_from_path(path)?, options)
    }

    fn columns(&self) -> PolarsResult<Vec<QueryColumn>> {
        let schema = self.scan()?.collect_schema()?;
        let known = self.name.parse().map(columns).unwrap_or_default();
        let meaning = |name: &str| match known.iter().find(|column| column.name == name) {
            Some(column) => column.meaning,
            None if self.folder.is_some() => {
                "Calendar year of `period_start`, by which the files are parted; 0 without a period"
            }
            None => "",
        };
        let column = |(name, data_type): (&PlSmallStr, &DataType)| QueryColumn {
            name: name.to_string(),
            type_name: data_type.to_string(),
            meaning: meaning(name),
        };
        Ok(schema.iter().map(column).collect())
    }
}

/// What the names of the folders say, and of which types it is.
fn partition_options() -> HiveOptions {
    let schema = Schema::from_iter([
        Field::new("authority_code".into(), DataType::String),
        Field::new("year".into(), DataType::Int32),
    ]);
    HiveOptions { schema: Some(Arc::new(schema)), try_parse_dates: false, ..HiveOptions::new_enabled() }
}

/// The columns of observations where there are none yet.
fn empty_schema() -> Schema {
    let columns = columns(TableName::Observations);
    let fields = columns
        .iter()
        .map(|column| Field::new(column.name.into(), crate::parquet::polars_type(&column.column_type)));
    fields.chain([Field::new("year".into(), DataType::Int32)]).collect()
}

/// The Parquet files two folders down, in the order of their names; none where there is no such folder yet.
///
/// # Errors
///
/// Where another file is among them: the engine would take it for one of theirs.
fn partition_files(folder: &Path) -> Result<Vec<PathBuf>, QueryError> {
    let mut files = Vec::new();
    let mut folders = if folder.is_dir() { vec![folder.to_owned()] } else { Vec::new() };
    while let Some(folder) = folders.pop() {
        for path in entries(&folder)? {
            if path.is_dir() {
                folders.push(path);
            } else if TableFiles::of_file(&path).is_some() {
                files.push(path);
            } else {
                return Err(QueryError::Stray { path });
            }
        }
    }
    files.sort();
    Ok(files)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, QueryError> {
    let unreadable =
        |error: io::Error| QueryError::Unreadable { path: folder.to_owned(), reason: error.to_string() };
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let mut paths =
        entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>().map_err(unreadable)?;
    paths.sort();
    Ok(paths)
}

/// The error without the contexts that polars wraps round it.
fn root(error: &PolarsError) -> &PolarsError {
    match error {
        PolarsError::Context { error, .. } | PolarsError::ExprContext { error, .. } => root(error),
        other => other,
    }
}

/// polars tells its whole plan below the line that matters.
fn first_line(error: &PolarsError) -> String {
    error.to_string().lines().next().unwrap_or_default().trim().to_owned()
}

/// The name that a message speaks of: what stands in its first quotes, or its first line.
fn quoted_name(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let quote = line.chars().find(|letter| matches!(letter, '"' | '\'' | '`'));
    quote.and_then(|quote| line.split(quote).nth(1)).unwrap_or(line).to_owned()
}
