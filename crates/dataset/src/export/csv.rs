//! One CSV file a table, in a folder, with a `datapackage.json` that says what their columns are.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

use super::{ExportError, Parts, RowSource, Sink, pour, unwritten};
use crate::schema::Row;
use crate::tables::TableName;
use crate::write::csv::{write_names, write_rows};
use crate::write::replace_path;

/// Writes the tables into a folder, which is made if it is not there. Files of these names are replaced.
pub(super) fn export(source: &impl RowSource, folder: &Path) -> Result<(), ExportError> {
    fs::create_dir_all(folder).map_err(unwritten(folder))?;
    pour(source, &mut Folder { path: folder })
}

struct Folder<'p> {
    path: &'p Path,
}

impl Sink for Folder<'_> {
    fn take<R: Row>(&mut self, table: TableName, parts: Parts<'_, R>) -> Result<(), ExportError> {
        let path = self.path.join(format!("{table}.csv"));
        let failed = unwritten(&path);
        replace_path(&path, &failed, |part| {
            let mut out = BufWriter::new(File::create(part).map_err(&failed)?);
            write_names::<R>(&mut out).map_err(&failed)?;
            for rows in parts {
                write_rows(&rows?, &mut out).map_err(&failed)?;
            }
            out.into_inner().map_err(|error| failed(error.into_error()))?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::tables;
    use crate::write::{Format, write};
    use strum::VariantArray;

    #[test]
    fn each_table_is_the_file_that_it_would_be_in_one_piece() {
        let folder = tempfile::tempdir().unwrap();
        export(&tables(), folder.path()).unwrap();
        for table in TableName::VARIANTS {
            let mut expected = Vec::new();
            write(&tables(), *table, Format::Csv, &mut expected).unwrap();
            assert_eq!(fs::read(folder.path().join(format!("{table}.csv"))).unwrap(), expected, "{table}");
        }
    }
}
