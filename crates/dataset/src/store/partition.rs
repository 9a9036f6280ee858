//! Where a figure is kept: partitions by publishing authority and by the year in which the figure's days begin.
//!
//! The folders are named as Hive names them, so that an engine that looks for one council or one year opens no other
//! files. The files have the schema's columns and no others; `authority_code` is among them, `year` is not.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use boardlift_model::{DocumentId, Observation};
use serde::{Deserialize, Serialize};

use super::{StoreError, or_none};
use crate::parquet::decode;
use crate::read::{ReadError, read_parquet};

/// The one file of a partition. Its name is the same in each version of its content.
const FILE: &str = "part-0.parquet";

/// The name of a folder is its column, this and its value.
const AUTHORITY: &str = "authority_code=";
const YEAR: &str = "year=";

/// Figures whose authority has no code. Hive's own word for null would do, but says nothing to those who read it.
const UNKNOWN: &str = "unknown";

/// What Hive writes for null: the year of figures without a period. A word would make a string of the column.
const NULL: &str = "__HIVE_DEFAULT_PARTITION__";

/// Which partition a figure is kept in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartitionKey {
    /// The ONS code of the authority that published it; nothing where that is not known.
    pub authority_code: Option<String>,
    /// The calendar year of the first day that it covers; nothing where it has no period.
    pub year: Option<i16>,
}

impl PartitionKey {
    /// The partition of a figure.
    pub fn of(row: &Observation) -> Self {
        PartitionKey {
            authority_code: row.authority.as_ref().and_then(|authority| authority.code.clone()),
            year: row.figure.period.as_ref().map(|period| period.period.start.year()),
        }
    }

    /// Its file below the folder of all partitions, with `/` between the parts.
    pub(super) fn file(&self) -> String {
        let authority = self.authority_code.as_deref().map_or_else(|| UNKNOWN.to_owned(), escaped);
        let year = self.year.map_or_else(|| NULL.to_owned(), |year| year.to_string());
        format!("{AUTHORITY}{authority}/{YEAR}{year}/{FILE}")
    }

    /// The key of a partition in folders of these names.
    fn of_folders(authority: &str, year: &str) -> Option<Self> {
        let authority_code = match authority.strip_prefix(AUTHORITY)? {
            UNKNOWN => None,
            code => Some(unescaped(code)?),
        };
        let year = match year.strip_prefix(YEAR)? {
            NULL => None,
            year => Some(year.parse().ok()?),
        };
        let key = PartitionKey { authority_code, year };
        Some(key)
    }
}

/// The code as the name of a folder. Codes are letters and digits; anything else is written as Hive does, `%2F`.
fn escaped(code: &str) -> String {
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    code.bytes().map(byte).collect()
}

fn unescaped(name: &str) -> Option<String> {
    let mut parts = name.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

/// One partition of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    key: PartitionKey,
    path: PathBuf,
}

impl Partition {
    /// The partition of this key, which may not be there, in the folder of all partitions.
    pub(super) fn new(key: PartitionKey, observations: &Path) -> Self {
        Partition { path: observations.join(key.file()), key }
    }

    /// Whose figures it holds, and of which year.
    pub fn key(&self) -> &PartitionKey {
        &self.key
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its figures, in the order of the file.
    ///
    /// # Errors
    ///
    /// As [`read_parquet`].
    pub fn observations(&self) -> Result<Vec<Observation>, StoreError> {
        Ok(read_parquet(&self.path)?)
    }

    /// Its figures of one measure, in the order of the file, where they stand together.
    ///
    /// # Errors
    ///
    /// As [`read_parquet`].
    pub fn observations_of(&self, measure: &str) -> Result<Vec<Observation>, StoreError> {
        let error = |fault: crate::ReadFault| fault.at(&self.path);
        let measures = self.column("measure")?;
        let is_of = |found: &Option<String>| found.as_deref() == Some(measure);
        let Some(first) = measures.iter().position(is_of) else { return Ok(Vec::new()) };
        let count = measures.iter().rposition(is_of).map_or(0, |last| last + 1 - first);
        let mut rows: Vec<Observation> = decode::rows_between(self.open()?, first, count).map_err(error)?;
        rows.retain(|row| row.measure.as_deref() == Some(measure));
        Ok(rows)
    }

    /// Its figures, none where it isn't there.
    pub(super) fn observations_so_far(&self) -> Result<Vec<Observation>, StoreError> {
        or_none(read_parquet(&self.path))
    }

    /// Whether it holds a figure of one of these documents.
    pub(super) fn holds_any(
        &self,
        documents: &std::collections::BTreeSet<DocumentId>,
    ) -> Result<bool, StoreError> {
        let ids = match self.column("document_id") {
            Err(error) if error.io_kind() == Some(io::ErrorKind::NotFound) => return Ok(false),
            ids => ids?,
        };
        Ok(ids.into_iter().flatten().any(|id| documents.contains(&DocumentId(id))))
    }

    fn column(&self, name: &'static str) -> Result<Vec<Option<String>>, ReadError> {
        decode::texts(self.open()?, name).map_err(|fault| fault.at(&self.path))
    }

    fn open(&self) -> Result<fs::File, ReadError> {
        fs::File::open(&self.path).map_err(|source| crate::ReadFault::Io(source).at(&self.path))
    }
}

/// The partitions in the folder of all partitions, in the order of their keys. None where there is no such folder.
pub(super) fn partitions(observations: &Path) -> Result<Vec<Partition>, StoreError> {
    let mut partitions = Vec::new();
    for (authority, authority_folder) in folders(observations)? {
        for (year, year_folder) in folders(&authority_folder)? {
            let key = PartitionKey::of_folders(&authority, &year).ok_or_else(|| StoreError::NoPartition {
                expected: "`authority_code=` with a code and in it one named `year=` with a year",
                path: year_folder.clone(),
            })?;
            let partition = Partition::new(key, observations);
            if partition.path.is_file() {
                partitions.push(partition);
            }
        }
    }
    partitions.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(partitions)
}

/// The folders in a folder, with their names. None where there is no such folder, or where it has just gone.
pub(super) fn folders(folder: &Path) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let failed = |source| StoreError::Io { path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut folders = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        if entry.path().is_dir() {
            folders.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
        }
    }
    Ok(folders)
}
