//! A dataset for people and programs that don't read Parquet: CSV, a workbook, SQLite, and the open-data files of the
//! Department for Education.
//!
//! ```text
//! Dataset ──tables───▶ csv, sqlite, xlsx     all tables, all columns, row by row
//!         ──figures──▶ ees                   matched figures of known areas and periods, in that department's shape
//! ```
//!
//! Figures are taken a partition at a time: no exporter but `ees` holds more of them than one has. Nothing here changes
//! a value, and the same rows give the same bytes.

mod csv;
mod ees;
mod listing;
mod shorthand;
mod sqlite;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use boardlift_model::{DocumentId, Observation};
use boardlift_reference::Vocabulary;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::schema::Row;
use crate::store::{Dataset, Partition, StoreError};
use crate::write::WriteError;
use listing::{Listing, listings};

pub use ees::{EesReport, LeftOut};

/// What a dataset is exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum ExportFormat {
    /// A folder with one file a table (RFC 4180) and a `datapackage.json` that describes them.
    Csv,
    /// One workbook by the Analysis Function's guidance on releasing statistics in spreadsheets.
    Xlsx,
    /// One SQLite database with types, keys and indexes.
    Sqlite,
    /// A folder with the files of the Department for Education's open data standards, one pair a kind of period.
    Ees,
}

/// Why a dataset could not be exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The dataset could not be read.
    #[error(transparent)]
    Read(#[from] StoreError),
    /// The file or folder could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A database could not be written.
    #[error("cannot write `{}`", path.display())]
    Sqlite {
        /// The database.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A workbook could not be written.
    #[error("cannot write `{}`", path.display())]
    Workbook {
        /// The workbook.
        path: PathBuf,
        /// What stood in the way.
        source: rust_xlsxwriter::XlsxError,
    },
    /// A worksheet holds fewer rows than a table has.
    #[error(
        "expected at most {most} rows of {table}, found {found}: \
         a worksheet holds no more, so export the dataset as csv or sqlite"
    )]
    TooManyRows {
        /// The table.
        table: &'static str,
        /// How many rows a worksheet has room for.
        most: u32,
        /// How many there are.
        found: u64,
    },
    /// The documents tell of other figures than there are.
    #[error(
        "expected {expected} rows of {table}, as the documents say, found {found}: the dataset is damaged; import it again"
    )]
    RowCount {
        /// The table.
        table: &'static str,
        /// How many rows the documents tell of.
        expected: u32,
        /// How many there are.
        found: u32,
    },
}

/// What an export came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exported {
    /// All tables with all rows.
    All,
    /// The figures for which the shape has room.
    Ees(EesReport),
}

/// Exports a dataset: to a file for `xlsx` and `sqlite`, to a folder for `csv` and `ees`. What is there is replaced
/// when the new file is complete; other files of a folder are left alone.
///
/// `vocabulary` names the areas and measures of the Department for Education's files.
///
/// # Errors
///
/// Where the rows can't be read or the files can't be written.
pub fn export(
    dataset: &Dataset,
    format: ExportFormat,
    vocabulary: &Vocabulary,
    path: &Path,
) -> Result<Exported, ExportError> {
    match format {
        ExportFormat::Csv => csv::export(dataset, path).map(|()| Exported::All),
        ExportFormat::Xlsx => xlsx::export(dataset, path).map(|()| Exported::All),
        ExportFormat::Sqlite => sqlite::export(dataset, path).map(|()| Exported::All),
        ExportFormat::Ees => ees::export(dataset, vocabulary, path).map(Exported::Ees),
    }
}

/// The rows of a table, a part at a time.
type Parts<'p, R> = Box<dyn Iterator<Item = Result<Vec<R>, StoreError>> + 'p>;

/// What takes one table after the other.
trait Sink {
    /// Takes a table, from its first row to its last.
    fn take<R: Row>(&mut self, parts: Parts<'_, R>) -> Result<(), ExportError>;

    /// Takes a vocabulary.
    fn take_listing(&mut self, listing: &Listing) -> Result<(), ExportError>;
}

/// Hands all tables on. What others point to comes before them.
fn pour(dataset: &Dataset, sink: &mut impl Sink) -> Result<(), ExportError> {
    fn whole<'p, R: 'p>(rows: Vec<R>) -> Parts<'p, R> {
        Box::new(std::iter::once(Ok(rows)))
    }
    for listing in listings(dataset)? {
        sink.take_listing(&listing)?;
    }
    sink.take(whole(dataset.documents()?))?;
    sink.take(partitions(dataset)?)?;
    sink.take(whole(dataset.commentary()?))?;
    sink.take(whole(dataset.actions()?))
}

/// The figures, one partition at a time.
fn partitions(dataset: &Dataset) -> Result<Parts<'static, Observation>, StoreError> {
    let documents = named_documents(dataset)?;
    let partitions = dataset.partitions()?.into_iter();
    Ok(Box::new(partitions.map(move |partition| figures(&partition, &documents))))
}

/// The figures, those of one authority at a time.
fn authorities(dataset: &Dataset) -> Result<Parts<'static, Observation>, StoreError> {
    let documents = named_documents(dataset)?;
    let mut by_authority: BTreeMap<Option<String>, Vec<Partition>> = BTreeMap::new();
    for partition in dataset.partitions()? {
        by_authority.entry(partition.key().authority_code.clone()).or_default().push(partition);
    }
    Ok(Box::new(by_authority.into_values().map(move |partitions| {
        let parts = partitions.iter().map(|partition| figures(partition, &documents));
        Ok(parts.collect::<Result<Vec<_>, _>>()?.concat())
    })))
}

fn named_documents(dataset: &Dataset) -> Result<BTreeSet<DocumentId>, StoreError> {
    Ok(dataset.documents()?.into_iter().map(|row| row.source.id).collect())
}

/// A partition's figures. Those of documents that the dataset doesn't name belong to an import under way.
fn figures(partition: &Partition, documents: &BTreeSet<DocumentId>) -> Result<Vec<Observation>, StoreError> {
    let mut rows = partition.observations()?;
    rows.retain(|row| documents.contains(&row.document_id));
    Ok(rows)
}

/// The error of a file that could not be written.
fn unwritten(path: &Path) -> impl Fn(io::Error) -> ExportError {
    move |source| ExportError::Write(WriteError { path: path.to_owned(), source })
}
