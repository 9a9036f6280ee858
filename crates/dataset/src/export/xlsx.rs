//! One workbook by the Analysis Function's guidance on releasing statistics in spreadsheets: a cover, a list of
//! contents, notes, the shorthand, what the columns mean, and one sheet a table.
//!
//! Each sheet holds one marked table with one row of headings, below its title and what is to be said of it, at the
//! left edge. No cells are merged, no colour says anything, nothing is hidden, filtered or frozen: the guidance asks
//! for none of these, since they stand in the way of those who read with a screen reader or enlarge the page.
//!
//! Rows go to the disk as they come, so that the size of a table costs no memory.

mod data;
mod front;
mod sheet;

use std::path::Path;

use boardlift_model::Observation;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::listing::listings;
use super::{ExportError, partitions, unwritten};
use crate::store::Dataset;
use crate::tables::{ActionRow, CommentaryRow, DocumentRow};
use crate::write::{WriteError, replace_path};
use data::{DataTable, figures, rows, words};

/// Writes the tables into a workbook, which replaces what is at `path` when it is complete.
pub(super) fn export(dataset: &Dataset, path: &Path) -> Result<(), ExportError> {
    let documents = dataset.documents()?;
    let (commentary, actions) = (dataset.commentary()?, dataset.actions()?);
    let listings = listings(dataset)?;
    let tables = [
        DataTable::of::<Observation>(figures_of(&documents))?,
        DataTable::of::<DocumentRow>(documents.len() as u64)?,
        DataTable::of::<CommentaryRow>(commentary.len() as u64)?,
        DataTable::of::<ActionRow>(actions.len() as u64)?,
    ];
    let [of_observations, of_documents, of_commentary, of_actions] = &tables;
    let listed = listings.iter().map(DataTable::of_listing).collect::<Result<Vec<_>, _>>()?;
    let all = [&tables[..], &listed].concat();
    let failed = failed(path);
    let write = |part: &Path| {
        let mut workbook = Workbook::new();
        workbook.set_properties(&properties().map_err(&failed)?);
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            workbook.set_tempdir(folder).map_err(&failed)?;
        }
        front::write(&mut workbook, &all).map_err(&failed)?;
        figures(&mut workbook, of_observations, partitions(dataset)?, &failed)?;
        rows(&mut workbook, of_documents, &documents).map_err(&failed)?;
        rows(&mut workbook, of_commentary, &commentary).map_err(&failed)?;
        rows(&mut workbook, of_actions, &actions).map_err(&failed)?;
        for (table, listing) in listed.iter().zip(&listings) {
            words(&mut workbook, table, listing).map_err(&failed)?;
        }
        workbook.save(part).map_err(&failed)
    };
    replace_path(path, unwritten(path), write)
}

/// How many figures the documents say that they have.
fn figures_of(documents: &[DocumentRow]) -> u64 {
    documents.iter().map(|document| u64::from(document.observations)).sum()
}

fn properties() -> Result<DocProperties, XlsxError> {
    // Every workbook says when it was made. This one has no clock to ask, and the same rows give the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new()
        .set_title("Figures of council board papers")
        .set_subject("Boardlift dataset")
        .set_creation_datetime(&made))
}

fn failed(path: &Path) -> impl Fn(XlsxError) -> ExportError {
    let path = path.to_owned();
    move |error| match error {
        XlsxError::IoError(source) => ExportError::Write(WriteError { path: path.clone(), source }),
        source => ExportError::Workbook { path: path.clone(), source },
    }
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx, open_workbook};

    use super::*;
    use crate::tables::Tables;
    use crate::testing::{dataset_of, tables};

    type Workbook = Xlsx<std::io::BufReader<std::fs::File>>;

    fn exported(tables: Tables) -> (tempfile::TempDir, Workbook) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dataset.xlsx");
        export(&dataset_of(tables, &folder.path().join("dataset")), &path).unwrap();
        let workbook = open_workbook(path).unwrap();
        (folder, workbook)
    }

    /// The cell of a column in a row of data, from 0, below the headings.
    fn cell(workbook: &mut Workbook, sheet: &str, row: usize, column: &str) -> Data {
        let range = workbook.worksheet_range(sheet).unwrap();
        let headings = range.rows().position(|row| row[0] == Data::String("observation_id".to_owned()));
        let headings = headings
            .or_else(|| range.rows().position(|row| row[0] == Data::String("document_id".to_owned())));
        let headings = headings.expect("the headings");
        let at = range
            .rows()
            .nth(headings)
            .unwrap()
            .iter()
            .position(|name| name == &Data::String(column.to_owned()));
        range.rows().nth(headings + 1 + row).unwrap()[at.expect("the column")].clone()
    }

    fn check(sheet: &str, row: usize, column: &str, expected: &Data) {
        let (_folder, mut workbook) = exported(tables());
        assert_eq!(&cell(&mut workbook, sheet, row, column), expected, "{column} in row {row} of {sheet}");
    }

    fn text(words: &str) -> Data {
        Data::String(words.to_owned())
    }

    #[test]
    fn values_have_their_types_and_missing_ones_their_shorthand() {
        // The figure without a period stands first.
        check("Observations", 1, "value", &Data::Float(89.5));
        check("Observations", 1, "indicator", &text("Plans finalised, in 20 weeks"));
        check("Observations", 0, "value", &text("[x]"));
        check("Observations", 0, "status", &text("blank"));
        check("Observations", 0, "unit", &Data::Empty);
        check("Observations", 1, "flags", &text("salvaged; authority_inferred"));
        check("Documents", 1, "status", &text("failed"));
        check("Actions", 0, "action", &text("Clear the backlog"));
        let (_folder, mut workbook) = exported(tables());
        let day = cell(&mut workbook, "Observations", 1, "period_start");
        assert!(matches!(day, Data::DateTime(day) if day.as_f64().total_cmp(&44_835.0).is_eq()), "{day:?}");
    }

    #[test]
    fn sheets_stand_in_the_order_of_the_guidance_and_empty_ones_are_none() {
        let front = ["Cover", "Contents", "Notes", "Shorthand", "Columns"];
        let data = ["Observations", "Documents", "Commentary", "Actions"];
        let listed = ["Measures", "Authorities"];
        let (_folder, workbook) = exported(tables());
        assert_eq!(workbook.sheet_names(), [&front[..], &data, &listed].concat());
        let (_folder, workbook) = exported(Tables::default());
        assert_eq!(workbook.sheet_names(), [&front[..], &listed].concat());
    }

    #[test]
    fn each_sheet_but_the_cover_has_one_marked_table_from_the_left_edge() {
        let (_folder, mut workbook) = exported(tables());
        workbook.load_tables().unwrap();
        let sheets = workbook.sheet_names();
        for sheet in sheets.iter().filter(|sheet| *sheet != "Cover") {
            let names: Vec<String> = workbook.table_names_in_sheet(sheet).into_iter().cloned().collect();
            assert_eq!(names, [format!("table_{}", sheet.to_lowercase())]);
            let table = workbook.table_by_name(&names[0]).unwrap();
            assert_eq!(table.data().start().expect("rows").1, 0, "{sheet}");
            assert!(
                workbook.worksheet_range(sheet).unwrap().rows().all(|row| row[0] != Data::Empty),
                "{sheet}"
            );
        }
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let paths = [folder.path().join("once.xlsx"), folder.path().join("again.xlsx")];
        let dataset = dataset_of(tables(), &folder.path().join("dataset"));
        for path in &paths {
            export(&dataset, path).unwrap();
        }
        assert!(std::fs::read(&paths[0]).unwrap() == std::fs::read(&paths[1]).unwrap());
    }

    #[test]
    fn figures_that_are_more_or_fewer_than_the_documents_say_are_an_error() {
        for figures in [2, 4] {
            let folder = tempfile::tempdir().unwrap();
            let mut tables = tables();
            tables.documents[0].observations = figures;
            let dataset = dataset_of(tables, &folder.path().join("dataset"));
            let error = export(&dataset, &folder.path().join("dataset.xlsx")).unwrap_err();
            let expected = format!("expected {figures} rows of observations, as the documents say, found 3");
            assert!(error.to_string().starts_with(&expected), "{error}");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn a_table_that_no_sheet_holds_is_refused() {
        let mut tables = tables();
        tables.documents[0].observations = 2_000_000;
        let folder = tempfile::tempdir().unwrap();
        let error = export(&dataset_of(tables, folder.path()), Path::new("never-written.xlsx")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected at most 1048571 rows of observations, found 2000000: \
             a worksheet holds no more, so export the dataset as csv or sqlite"
        );
    }
}
