//! The order of rows in their files: a function of the rows alone, so that the same rows give the same bytes.

use std::collections::HashSet;

use boardlift_model::Observation;
use polars::prelude::{BooleanChunked, DataFrame, PolarsResult, SortMultipleOptions};

use crate::parquet::decode;
use crate::read::ReadFault;
use crate::tables::{DocumentRow, TableName};

/// The column by which every table says whose its rows are.
pub(super) const DOCUMENT: &str = "document_id";

/// The columns by which the rows of a table stand in order, the first of which counts most. Rows that are alike in all of
/// them stand as they came, which for those of one document is as on its pages.
///
/// Of figures measure comes first: what is asked most is one measure over councils and years. Then what tells one series of
/// figures from another, then its periods, so that a series stands together and its values in the order of time; and like
/// stands beside like, which packs best. Last comes where the figure stood.
fn keys(table: TableName) -> &'static [&'static str] {
    match table {
        TableName::Observations => &[
            "measure",
            "indicator",
            "breakdown",
            "area",
            "kind",
            "period_start",
            "period_end",
            DOCUMENT,
            "table",
            "row",
            "column",
        ],
        TableName::Documents | TableName::Commentary => &[DOCUMENT],
        TableName::Actions => &[DOCUMENT, "position"],
    }
}

/// The rows of these parts in the order of their table. What is null comes after what is not, as in most engines.
pub(super) fn sorted(table: TableName, parts: Vec<DataFrame>) -> PolarsResult<DataFrame> {
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    parts.try_for_each(|part| all.vstack_mut_owned(part).map(drop))?;
    // Several tables are put in order at a time, by threads of our own.
    let options = SortMultipleOptions::new().with_nulls_last(true).with_maintain_order(true);
    all.sort_in_place(keys(table).iter().copied(), options.with_multithreaded(false))?;
    all.rechunk_mut();
    Ok(all)
}

/// The rows without those of these documents.
pub(super) fn without(frame: &DataFrame, documents: &HashSet<String>) -> Result<DataFrame, ReadFault> {
    let ids = decode::texts(frame, DOCUMENT)?;
    let stays: BooleanChunked = ids.iter().map(|id| id.is_none_or(|id| !documents.contains(id))).collect();
    frame.filter_seq(&stays).map_err(decode::damaged)
}

/// Each figure once, though it be given twice.
pub(super) fn dedup(rows: &mut Vec<Observation>) {
    let mut met = HashSet::new();
    rows.retain(|row| met.insert(row.id.clone()));
}

/// Each document once; of those with the same bytes the one stays whose file's name comes first.
pub(super) fn dedup_documents(rows: &mut Vec<DocumentRow>) {
    rows.sort_by(|a, b| (&a.source.id, &a.source.file_name).cmp(&(&b.source.id, &b.source.file_name)));
    rows.dedup_by(|a, b| a.source.id == b.source.id);
}

#[cfg(test)]
mod tests {
    use boardlift_model::{DocumentId, Kind, Period, StatedPeriod};

    use super::*;
    use crate::parquet::encode;
    use crate::testing::tables;

    /// A row of the tests that is changed a little, named by its id.
    fn row(id: &str, change: impl Fn(&mut Observation)) -> Observation {
        let mut row = tables().observations.swap_remove(0);
        row.id = id.to_owned();
        row.measure = Some("m".to_owned());
        row.figure.indicator = "i".to_owned();
        change(&mut row);
        row
    }

    fn year(row: &mut Observation, year: i16) {
        let period = Period::calendar_year(year).unwrap();
        row.figure.period = Some(StatedPeriod { text: String::new(), period });
    }

    /// The rows stand in this order, in whatever order they are given.
    fn check(rows: &[Observation]) {
        let frame = |rows: &[Observation]| encode::frame(rows, &[]).unwrap();
        let turned: Vec<Observation> = rows.iter().rev().cloned().collect();
        let (first, second) = turned.split_at(rows.len() / 2);
        let parts = vec![frame(first), frame(second)];
        assert!(sorted(TableName::Observations, parts).unwrap().equals_missing(&frame(rows)));
    }

    #[test]
    fn a_series_stands_together_in_the_order_of_time() {
        check(&[
            row("1", |row| year(row, 2021)),
            row("2", |row| year(row, 2022)),
            row("3", |row| row.figure.period = None),
            row("4", |row| row.figure.kind = Kind::Target),
            row("5", |row| row.area.name = None),
            row("6", |row| row.figure.indicator = "j".to_owned()),
            row("7", |row| row.measure = Some("n".to_owned())),
            row("8", |row| row.measure = None),
        ]);
    }

    #[test]
    fn cells_of_one_series_and_period_stand_as_in_their_documents() {
        check(&[
            row("1", |row| row.figure.column = 2),
            row("2", |row| row.figure.column = 10),
            row("3", |row| row.figure.row = 10),
            row("4", |row| row.figure.table = 10),
            row("5", |row| row.document_id = DocumentId("ff".repeat(32))),
        ]);
    }

    #[test]
    fn a_figure_that_is_given_twice_stands_once() {
        let rows = [row("1", |_| {}), row("2", |row| row.figure.row = 10)];
        let mut twice = [rows.clone(), rows.clone()].concat();
        dedup(&mut twice);
        assert_eq!(twice, rows);
    }
}
