//! One CSV file a table, in a folder, with a `datapackage.json` that says what their columns are.

mod package;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::listing::Listing;
use super::{ExportError, Parts, Sink, pour, unwritten};
use crate::schema::Row;
use crate::store::Dataset;
use crate::write::csv::{write_names, write_records, write_rows};
use crate::write::{replace_file, replace_path};

/// Writes the tables into a folder, which is made if it is not there. Files of these names are replaced.
pub(super) fn export(dataset: &Dataset, folder: &Path) -> Result<(), ExportError> {
    fs::create_dir_all(folder).map_err(unwritten(folder))?;
    pour(dataset, &mut Folder { path: folder })?;
    package::write(dataset, folder)
}

struct Folder<'p> {
    path: &'p Path,
}

impl Sink for Folder<'_> {
    fn take<R: Row>(&mut self, parts: Parts<'_, R>) -> Result<(), ExportError> {
        let path = self.path.join(format!("{}.csv", R::TABLE));
        let failed = unwritten(&path);
        replace_path(&path, &failed, |part| {
            let mut out = BufWriter::new(File::create(part).map_err(&failed)?);
            write_names::<R>(&mut out).map_err(&failed)?;
            for rows in parts {
                write_rows(&rows?, &mut out).map_err(&failed)?;
            }
            out.flush().map_err(&failed)
        })
    }

    fn take_listing(&mut self, listing: &Listing) -> Result<(), ExportError> {
        let path = self.path.join(format!("{}.csv", listing.name));
        Ok(replace_file(&path, |out| write_listing(listing, out))?)
    }
}

fn write_listing(listing: &Listing, out: &mut dyn Write) -> io::Result<()> {
    let names = listing.columns.iter().map(String::as_str).collect();
    let rows =
        listing.rows.iter().map(|row| row.iter().map(|words| words.as_deref().unwrap_or_default()).collect());
    write_records(std::iter::once::<Vec<&str>>(names).chain(rows), out)
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;
    use crate::tables::TableName;
    use crate::testing::{dataset_of, tables, vocabulary};
    use crate::write::{Format, write};

    fn exported() -> (tempfile::TempDir, Dataset) {
        let folder = tempfile::tempdir().unwrap();
        let dataset = dataset_of(tables(), &folder.path().join("dataset"));
        export(&dataset, &folder.path().join("tables")).unwrap();
        (folder, dataset)
    }

    #[test]
    fn each_table_is_the_file_that_it_would_be_in_one_piece() {
        let (folder, dataset) = exported();
        let mut observations = Vec::new();
        for partition in dataset.partitions().unwrap() {
            observations.extend(partition.observations().unwrap());
        }
        let tables = crate::Tables { observations, ..tables() };
        for table in TableName::VARIANTS {
            let mut expected = Vec::new();
            write(&tables, *table, Format::Csv, &mut expected).unwrap();
            let path = folder.path().join(format!("tables/{table}.csv"));
            assert!(fs::read(path).unwrap() == expected, "{table}");
        }
    }

    #[test]
    fn the_vocabularies_are_tables_too() {
        let (folder, _) = exported();
        let mut reader = csv::Reader::from_path(folder.path().join("tables/measures.csv")).unwrap();
        assert_eq!(reader.headers().unwrap().iter().next(), Some("id"));
        assert_eq!(reader.records().count(), vocabulary().measures().len());
        let councils = fs::read_to_string(folder.path().join("tables/authorities.csv")).unwrap();
        assert!(councils.contains("\r\nE09000021,Kingston upon Thames,"));
    }
}
