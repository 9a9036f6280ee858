//! Which canonical measure each figure is of.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_model::{Basis, Figure, Kind, Reading, Status, Unit};
use boardlift_reference::{AuthorityEntry, MeasureQuery, Vocabulary};

/// The measure of each of the reading's figures, in their order.
///
/// A target or a blank cell seldom prints a unit or a basis of its own. It is taken to have those of its row, where
/// all figures of the row agree: it is a figure of the same measure as they are.
pub(super) fn measures(
    reading: &Reading,
    publisher: Option<&AuthorityEntry>,
    vocabulary: &Vocabulary,
) -> Vec<Option<String>> {
    let about: Vec<&str> =
        [&reading.profile.title, &reading.profile.board].into_iter().flatten().map(String::as_str).collect();
    let about = about.join(" ");
    let rows = rows(&reading.figures);
    let mut known: BTreeMap<Asked<'_>, Option<String>> = BTreeMap::new();
    let measure = |figure| {
        let label = Label::of(figure);
        let unit = figure.cell.unit.or_else(|| only(&rows.get(&label)?.units));
        let borrows = figure.kind != Kind::Actual || figure.cell.status == Status::Blank;
        let basis = figure.basis.or_else(|| only(&rows.get(&label).filter(|_| borrows)?.bases));
        let asked = Asked { label, unit, basis };
        let found = known.entry(asked).or_insert_with(|| {
            let query = asked.query(&about, publisher);
            vocabulary.measure(&query).map(|found| found.id.to_owned())
        });
        found.clone()
    };
    reading.figures.iter().map(measure).collect()
}

/// What the answer depends on within one document: the figures of a row mostly ask the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Asked<'f> {
    label: Label<'f>,
    unit: Option<Unit>,
    basis: Option<Basis>,
}

impl<'f> Asked<'f> {
    fn query(self, about: &'f str, publisher: Option<&'f AuthorityEntry>) -> MeasureQuery<'f> {
        MeasureQuery {
            indicator: self.label.indicator,
            breakdown: self.label.breakdown,
            section: self.label.section,
            document: Some(about),
            authority: publisher,
            unit: self.unit,
            basis: self.basis,
        }
    }
}

/// What tells the rows of a document apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Label<'f> {
    section: Option<&'f str>,
    reference: Option<&'f str>,
    indicator: &'f str,
    breakdown: Option<&'f str>,
}

impl<'f> Label<'f> {
    fn of(figure: &'f Figure) -> Self {
        Label {
            section: figure.section.as_deref(),
            reference: figure.reference.as_deref(),
            indicator: &figure.indicator,
            breakdown: figure.breakdown.as_deref(),
        }
    }
}

/// What the figures of one row count in and how they gather up.
#[derive(Default)]
struct Row {
    units: BTreeSet<Unit>,
    bases: BTreeSet<Basis>,
}

fn rows(figures: &[Figure]) -> BTreeMap<Label<'_>, Row> {
    let mut rows: BTreeMap<Label<'_>, Row> = BTreeMap::new();
    for figure in figures {
        let row = rows.entry(Label::of(figure)).or_default();
        row.units.extend(figure.cell.unit);
        row.bases.extend(figure.basis);
    }
    rows
}

fn only<T: Copy + Ord>(values: &BTreeSet<T>) -> Option<T> {
    values.first().copied().filter(|_| values.len() == 1)
}

#[cfg(test)]
mod tests {
    use boardlift_model::{CellValue, Flags, LayoutRef, Profile, Quotes};

    use super::*;
    use crate::testing::{full_figure, vocabulary};

    fn figure(indicator: &str, value: Option<f64>, unit: Option<Unit>, basis: Option<Basis>) -> Figure {
        let status = if value.is_some() { Status::Reported } else { Status::Blank };
        Figure {
            indicator: indicator.to_owned(),
            section: None,
            basis,
            cell: CellValue { value, unit, ..CellValue::without_figure(status) },
            ..full_figure()
        }
    }

    fn check(figures: Vec<Figure>, expected: &[Option<&str>]) {
        let reading = Reading {
            layout: LayoutRef { id: "generic".to_owned(), version: 1 },
            profile: Profile { title: Some("SEND dashboard".to_owned()), ..Profile::default() },
            figures,
            quotes: Quotes::default(),
            commentary: Vec::new(),
            actions: Vec::new(),
            indicator_tables: 1,
            flags: Flags::new(),
            findings: Vec::new(),
        };
        let found = measures(&reading, None, vocabulary());
        assert_eq!(found.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_figure_without_a_unit_is_of_its_rows_measure() {
        let plans = "Number of EHCPs";
        check(
            vec![figure(plans, Some(1630.0), Some(Unit::Count), None), figure(plans, None, None, None)],
            &[Some("ehcp_count"), Some("ehcp_count")],
        );
    }

    #[test]
    fn another_unit_is_another_measure_or_none() {
        let plans = "Number of EHCPs";
        check(
            vec![
                figure(plans, Some(1630.0), Some(Unit::Count), None),
                figure(plans, Some(3.9), Some(Unit::Percent), None),
            ],
            &[Some("ehcp_count"), None],
        );
    }

    #[test]
    fn what_the_vocabulary_does_not_have_is_none() {
        check(vec![figure("Bins emptied on time", Some(98.0), Some(Unit::Percent), None)], &[None]);
        check(Vec::new(), &[]);
    }

    #[test]
    fn a_row_that_disagrees_with_itself_lends_nothing() {
        assert_eq!(only(&BTreeSet::from([Unit::Count])), Some(Unit::Count));
        assert_eq!(only(&BTreeSet::from([Unit::Count, Unit::Percent])), None);
        assert_eq!(only::<Unit>(&BTreeSet::new()), None);
    }
}
