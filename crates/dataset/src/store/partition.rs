//! Where a figure is kept: partitions by publishing authority and by the year in which the figure's days begin.
//!
//! The folders are named as Hive names them, so that an engine that looks for one council or one year opens no other
//! files. The files have the schema's columns but `authority_code`, which is read from the folder as `year` is.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use boardlift_model::Observation;
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::editions::Sight;
use crate::parquet::decode::{self, Given};
use crate::read::{ReadError, ReadFault};
use crate::schema::Found;
use crate::schema::term;

/// The one file of a partition. Its name is the same in each version of its content.
const FILE: &str = "part-0.parquet";

/// The column that the outer folders say, and no file: engines refuse a column that both have, where they don't take it
/// for the same type.
pub(super) const AUTHORITY_CODE: &str = "authority_code";

/// Begins the names of the outer and of the inner folders.
const AUTHORITY: &str = "authority_code=";
const YEAR: &str = "year=";

/// Figures whose authority has no code. Hive's own word for null would do, but says nothing to those who read it.
const UNKNOWN: &str = "unknown";

/// The year of figures without a period. Hive has a word for null, but pandas can't read a folder in which it stands, and
/// any other word would make the column one of words. No figure is of the year 0.
const NO_YEAR: i16 = 0;

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
            year: year(row).filter(|&year| year != NO_YEAR),
        }
    }

    /// Its file below the folder of all partitions, with `/` between the parts.
    pub(super) fn file(&self) -> String {
        let authority = self.authority_code.as_deref().map_or_else(|| UNKNOWN.to_owned(), escaped);
        let year = self.year.unwrap_or(NO_YEAR);
        format!("{AUTHORITY}{authority}/{YEAR}{year}/{FILE}")
    }

    /// The key of a partition in folders of these names.
    fn of_folders(authority: &str, year: &str) -> Option<Self> {
        let authority_code = match authority.strip_prefix(AUTHORITY)? {
            UNKNOWN => None,
            code => Some(unescaped(code)?),
        };
        let year: i16 = year.strip_prefix(YEAR)?.parse().ok()?;
        Some(PartitionKey { authority_code, year: Some(year).filter(|&year| year != NO_YEAR) })
    }
}

fn year(row: &Observation) -> Option<i16> {
    row.figure.period.as_ref().map(|period| period.period.start.year())
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
    /// As [`read_parquet`](crate::read_parquet).
    pub fn observations(&self) -> Result<Vec<Observation>, StoreError> {
        let rows = decode::rows_with(self.open()?, &self.given());
        Ok(rows.map_err(|fault| fault.at(&self.path))?)
    }

    /// Its figures of one measure, in the order of the file, where they stand together.
    ///
    /// # Errors
    ///
    /// As [`read_parquet`](crate::read_parquet).
    pub fn observations_of(&self, measure: &str) -> Result<Vec<Observation>, StoreError> {
        let rows = decode::rows_where(self.open()?, &self.given(), "measure", measure);
        Ok(rows.map_err(|fault| fault.at(&self.path))?)
    }

    /// Shows what of each figure that has a period says how far the figures of its document go, with the document's id.
    /// Nothing else of the figures is read.
    ///
    /// # Errors
    ///
    /// Where the file can't be read, is damaged, or lacks one of the columns.
    pub fn sights(&self, mut visit: impl FnMut(&str, Sight)) -> Result<(), StoreError> {
        let columns = ["document_id", "area_type", "kind", "period_type", "status", "basis"];
        let scanned = decode::scan(self.open()?, columns, "period_end", |words, day| {
            let [document, area_type, kind, period_type, status, basis] = words;
            let sight = || {
                Some(Sight {
                    area_type: term(area_type?)?,
                    kind: term(kind?)?,
                    period_type: term(period_type?)?,
                    period_end: day?,
                    basis: basis.and_then(term),
                    status: term(status?)?,
                })
            };
            if let Some((document, sight)) = document.zip(sight()) {
                visit(document, sight);
            }
        });
        Ok(scanned.map_err(|fault| fault.at(&self.path))?)
    }

    /// The bytes of its file, if they are as they were written; nothing where it isn't there.
    pub(super) fn bytes(&self) -> Result<Option<Vec<u8>>, StoreError> {
        match self.open().and_then(|file| decode::whole(file).map_err(|fault| fault.at(&self.path))) {
            Err(error) if error.io_kind() == Some(io::ErrorKind::NotFound) => Ok(None),
            bytes => Ok(bytes.map(Some)?),
        }
    }

    /// What the name of its folder says, and no column of its file.
    fn given(&self) -> Given<'_> {
        let code = self.key.authority_code.as_deref().map_or(Found::Null, Found::Text);
        Given { column: AUTHORITY_CODE, value: code }
    }

    fn open(&self) -> Result<fs::File, ReadError> {
        fs::File::open(&self.path).map_err(|source| ReadFault::Io(source).at(&self.path))
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
fn folders(folder: &Path) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let failed = |source| StoreError::Io { path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut folders = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        // The listing itself says it of all but links, which are asked about one by one.
        let is_folder = match entry.file_type() {
            Ok(kind) if !kind.is_symlink() => kind.is_dir(),
            _ => entry.path().is_dir(),
        };
        if is_folder {
            folders.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
        }
    }
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(authority_code: Option<&str>, year: Option<i16>, folders: &str) {
        let key = PartitionKey { authority_code: authority_code.map(str::to_owned), year };
        assert_eq!(key.file(), format!("{folders}/part-0.parquet"));
        let (authority, year) = folders.split_once('/').unwrap();
        assert_eq!(PartitionKey::of_folders(authority, year), Some(key));
    }

    #[test]
    fn folders_say_the_key() {
        check(Some("E09000021"), Some(2022), "authority_code=E09000021/year=2022");
        check(Some("E09000021"), None, "authority_code=E09000021/year=0");
        check(None, Some(1999), "authority_code=unknown/year=1999");
        check(None, None, "authority_code=unknown/year=0");
        check(Some("../é"), Some(2022), "authority_code=%2E%2E%2F%C3%A9/year=2022");
    }

    #[test]
    fn other_folders_are_no_partitions() {
        for (authority, year) in [
            ("authority=E09000021", "year=2022"),
            ("authority_code=E09000021", "2022"),
            ("authority_code=E09000021", "year=__HIVE_DEFAULT_PARTITION__"),
            ("authority_code=E09000021", "year=99999"),
            ("authority_code=%", "year=2022"),
            ("authority_code=%zz", "year=2022"),
            ("authority_code=%FF", "year=2022"),
        ] {
            assert_eq!(PartitionKey::of_folders(authority, year), None, "{authority}/{year}");
        }
    }
}
