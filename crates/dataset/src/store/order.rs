//! The order of rows in their files: a function of the rows alone, so that the same rows give the same bytes.

use std::cmp::Ordering;

use boardlift_model::{Observation, StatedPeriod};

use crate::tables::{ActionRow, CommentaryRow, DocumentRow};

/// Puts the figures of a partition in order, and drops a row that stands there already.
///
/// Measure comes first: what is asked most is one measure over councils and years, and then the file's statistics tell
/// an engine which row groups it can leave out. Then what tells one series of figures from another (indicator, breakdown,
/// area, kind), then its periods, so that a series stands together and its values in the order of time; and like
/// stands beside like, which packs best. Last comes where the figure stood, which tells any two rows apart. What is
/// null comes after what is not, as in most engines.
pub(super) fn sort(rows: &mut Vec<Observation>) {
    rows.sort_by(compare);
    rows.dedup_by(|a, b| a.id == b.id);
}

fn compare(a: &Observation, b: &Observation) -> Ordering {
    let (x, y) = (&a.figure, &b.figure);
    let start = |period: &StatedPeriod| period.period.start;
    let end = |period: &StatedPeriod| period.period.end;
    nulls_last(a.measure.as_ref(), b.measure.as_ref())
        .then_with(|| x.indicator.cmp(&y.indicator))
        .then_with(|| nulls_last(x.breakdown.as_ref(), y.breakdown.as_ref()))
        .then_with(|| nulls_last(a.area.name.as_ref(), b.area.name.as_ref()))
        .then_with(|| x.kind.as_str().cmp(y.kind.as_str()))
        .then_with(|| nulls_last(x.period.as_ref().map(start), y.period.as_ref().map(start)))
        .then_with(|| nulls_last(x.period.as_ref().map(end), y.period.as_ref().map(end)))
        .then_with(|| a.document_id.cmp(&b.document_id))
        .then_with(|| (x.table, x.row, x.column).cmp(&(y.table, y.row, y.column)))
}

fn nulls_last<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// Puts documents in the order of their ids, by which the other tables name them; of those with the same bytes the one
/// stays whose file's name comes first.
pub(super) fn sort_documents(rows: &mut Vec<DocumentRow>) {
    rows.sort_by(|a, b| (&a.source.id, &a.source.file_name).cmp(&(&b.source.id, &b.source.file_name)));
    rows.dedup_by(|a, b| a.source.id == b.source.id);
}

/// Puts narrative points in the order of their documents; those of one document keep theirs, which is that of the page.
pub(super) fn sort_commentary(rows: &mut [CommentaryRow]) {
    rows.sort_by(|a, b| a.document_id.cmp(&b.document_id));
}

/// Puts actions in the order of their documents, and of their numbers there.
pub(super) fn sort_actions(rows: &mut [ActionRow]) {
    rows.sort_by(|a, b| (&a.document_id, a.position).cmp(&(&b.document_id, b.position)));
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Kind, Period};

    use super::*;
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
        let ids = |rows: &[Observation]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        let mut turned: Vec<Observation> = rows.iter().rev().cloned().collect();
        sort(&mut turned);
        assert_eq!(ids(&turned), ids(rows));
        let mut doubled = [rows, rows].concat();
        sort(&mut doubled);
        assert_eq!(ids(&doubled), ids(rows));
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
            row("5", |row| row.document_id = boardlift_model::DocumentId("ff".repeat(32))),
        ]);
    }
}
