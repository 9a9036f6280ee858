//! The open-data files of the Department for Education, as *explore education statistics* takes them: one pair of
//! files, data and metadata, for each kind of period.
//!
//! ```text
//! observations ──revisions──▶ the newest ──place, time──▶ who, when ──cells──▶ one value ──files──▶ CSV, metadata
//! ```
//!
//! A row is a period, an area, a kind of figure, a basis and a breakdown; each measure is a column. What that shape has
//! no room for is left out and counted by its reason: it is never bent to fit.

mod cells;
mod files;
mod place;
mod time;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use boardlift_model::{Basis, Observation, Period};
use boardlift_reference::Vocabulary;
use strum::{EnumMessage, VariantArray};

use super::{ExportError, authorities, unwritten};
use crate::editions::dates;
use crate::revisions::{Edition, History, histories_of, is_reported};
use crate::series::{Series, SeriesIndex};
use crate::store::Dataset;
use crate::tables::DocumentRow;
use cells::{Cells, RowKey};
use place::Place;
use time::Time;

/// What was written, and what there is no room for in that shape.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EesReport {
    /// The data files, in the order in which they were written; each has its metadata beside it.
    pub files: Vec<String>,
    /// How many figures the files have.
    pub figures: u64,
    /// How many were left out, by the reason.
    pub left_out: BTreeMap<LeftOut, u64>,
}

/// Why a figure is in none of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, EnumMessage, VariantArray)]
pub enum LeftOut {
    /// of no known measure
    NoMeasure,
    /// without a period
    NoPeriod,
    /// of a period that the standards have no identifier for
    OtherPeriod,
    /// rolling over several periods
    Rolling,
    /// of an area without a place in England
    NoPlace,
    /// a bound or a range
    Bound,
    /// of a measure under which one paper prints several rows
    SharedMeasure,
    /// of older papers, or printed again
    Superseded,
    /// printed with different values
    Contradicting,
}

impl LeftOut {
    /// The reason in words that follow a number: `12 without a period`.
    pub fn reason(self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }
}

impl EesReport {
    fn leave_out(&mut self, reason: LeftOut, figures: u64) {
        if figures > 0 {
            *self.left_out.entry(reason).or_default() += figures;
        }
    }
}

/// Writes the files into a folder, which is made if it is not there, in place of those of an earlier export.
pub(super) fn export(
    dataset: &Dataset,
    vocabulary: &Vocabulary,
    folder: &Path,
) -> Result<EesReport, ExportError> {
    let documents = dataset.documents()?;
    let mut report = EesReport::default();
    let mut cells = Cells::default();
    for rows in authorities(dataset)? {
        add(&rows?, &documents, vocabulary, &mut cells, &mut report);
    }
    fs::create_dir_all(folder).map_err(unwritten(folder))?;
    let settled = cells.settle(&mut report);
    files::write(&settled, vocabulary, folder, &mut report)?;
    Ok(report)
}

/// Adds what the papers of one authority say, the newest of each figure.
fn add(
    rows: &[Observation],
    documents: &[DocumentRow],
    vocabulary: &Vocabulary,
    cells: &mut Cells,
    report: &mut EesReport,
) {
    let index = SeriesIndex::new(rows);
    let mut fitting: BTreeMap<(&Series, Period), u64> = BTreeMap::new();
    for (position, row) in rows.iter().enumerate() {
        match fits(row, index.of(position), vocabulary) {
            Ok(period) => *fitting.entry((index.of(position), period)).or_default() += 1,
            Err(reason) => report.leave_out(reason, 1),
        }
    }
    for history in histories_of(rows, &index, &dates(rows, documents)) {
        let Some(&figures) = fitting.get(&(&history.series, history.period)) else { continue };
        match newest(&history).map(|row| (row, row_key(row, vocabulary))) {
            Some((row, Ok(key))) => cells.add(key, row, figures),
            // The newest is a bound, which has been counted.
            Some((_, Err(_))) => report.leave_out(LeftOut::Superseded, figures),
            None => report.leave_out(LeftOut::Contradicting, figures),
        }
    }
}

/// The figure as the newest paper that prints one has it: a later paper that prints none takes none back.
fn newest<'o>(history: &History<'o>) -> Option<&'o Observation> {
    let prints_one = |edition: &&Edition<'_>| edition.printings.iter().any(|row| is_reported(row));
    history.editions.iter().rev().find(prints_one).or(history.editions.last())?.printing()
}

/// The period of a figure that a row of the files can hold.
fn fits(row: &Observation, series: &Series, vocabulary: &Vocabulary) -> Result<Period, LeftOut> {
    row_key(row, vocabulary)?;
    if series.subject.words.is_some() {
        return Err(LeftOut::SharedMeasure);
    }
    row.figure.period.as_ref().map(|stated| stated.period).ok_or(LeftOut::NoPeriod)
}

/// The row that a figure stands in.
fn row_key(observation: &Observation, vocabulary: &Vocabulary) -> Result<RowKey, LeftOut> {
    let figure = &observation.figure;
    if observation.measure.is_none() {
        return Err(LeftOut::NoMeasure);
    }
    if figure.basis == Some(Basis::Rolling) {
        return Err(LeftOut::Rolling);
    }
    let stated = figure.period.as_ref().ok_or(LeftOut::NoPeriod)?;
    let time = Time::of(stated.period).ok_or(LeftOut::OtherPeriod)?;
    let place = Place::of(&observation.area, vocabulary).ok_or(LeftOut::NoPlace)?;
    if figure.cell.qualifier.is_some() || figure.cell.value_upper.is_some() {
        return Err(LeftOut::Bound);
    }
    Ok(RowKey { time, place, kind: figure.kind, basis: figure.basis, breakdown: figure.breakdown.clone() })
}

#[cfg(test)]
mod tests {
    use boardlift_model::{AreaType, Kind, Period, Qualifier, StatedPeriod};

    use super::*;
    use crate::tables::Tables;
    use crate::testing::{dataset_of, tables, vocabulary};

    const MEASURE: &str = "ehcp_20wk_pct";

    /// Kingston's figure of quarter 3, of a measure.
    fn figure() -> Observation {
        let mut observation = tables().observations.remove(0);
        observation.measure = Some(MEASURE.to_owned());
        observation
    }

    fn changed(change: impl FnOnce(&mut Observation)) -> Observation {
        let mut observation = figure();
        change(&mut observation);
        observation
    }

    /// Exports the figures: each file as `name: line | line`, and the report.
    fn exported(mut observations: Vec<Observation>) -> (Vec<String>, EesReport) {
        for (number, observation) in observations.iter_mut().enumerate() {
            observation.id = format!("{number:016x}");
        }
        let folder = tempfile::tempdir().unwrap();
        let dataset = dataset_of(Tables { observations, ..tables() }, &folder.path().join("dataset"));
        let files = folder.path().join("files");
        let report = export(&dataset, vocabulary(), &files).unwrap();
        let mut files: Vec<String> = fs::read_dir(files)
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let lines = fs::read_to_string(&path).unwrap().lines().collect::<Vec<_>>().join(" | ");
                format!("{}: {lines}", path.file_name().unwrap().to_str().unwrap())
            })
            .collect();
        files.sort();
        (files, report)
    }

    #[test]
    fn a_pair_of_files_has_rows_of_places_and_columns_of_measures() {
        let england = changed(|observation| {
            observation.area = tables().observations[1].area.clone();
            observation.figure.cell.value = Some(50.25);
        });
        let target = changed(|observation| {
            observation.figure.kind = Kind::Target;
            observation.figure.cell.value = Some(90.0);
        });
        let (files, report) = exported(vec![target, figure(), england]);
        let time = "time_period,time_identifier";
        let place = "geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name";
        let basis = "Since the start of the year,Total";
        let kingston = "202223,Financial year Q3,Local authority,E92000001,England,E12000007,London,314,E09000021,Kingston upon Thames";
        let expected = [
            format!(
                "figures_financial_year_quarters.csv: {time},{place},figure_kind,figure_basis,breakdown,{MEASURE}"
            ),
            format!("202223,Financial year Q3,National,E92000001,England,,,,,,Actual,{basis},50.25"),
            format!("{kingston},Actual,{basis},89.5"),
            format!("{kingston},Target,{basis},90"),
        ];
        assert_eq!(files[0], expected.join(" | "));
        let expected = [
            "figures_financial_year_quarters.meta.csv: col_name,col_type,label,indicator_grouping,indicator_unit,\
             indicator_dp,filter_hint,filter_grouping_column",
            "figure_kind,Filter,Kind of figure,,,,Filter by what role the figure plays,",
            "ehcp_20wk_pct,Indicator,",
        ];
        assert!(files[1].starts_with(&expected.join(" | ")), "{}", files[1]);
        assert!(files[1].ends_with(",%,2,,"), "{}", files[1]);
        assert_eq!(report.files, ["figures_financial_year_quarters.csv"]);
        assert_eq!((report.figures, report.left_out.len()), (3, 0));
    }

    #[test]
    fn kinds_of_periods_have_files_of_their_own() {
        let half_term = changed(|observation| {
            observation.figure.period =
                Period::half_term(2022, 2).map(|period| StatedPeriod { text: "HT2".to_owned(), period });
        });
        let (files, report) = exported(vec![half_term, figure()]);
        assert_eq!(report.files, ["figures_financial_year_quarters.csv", "figures_terms.csv"]);
        assert!(files[2].contains(",breakdown,half_term,"), "{}", files[2]);
        assert!(files[2].contains("202223,Autumn term,"), "{}", files[2]);
        assert!(files[2].ends_with(",Total,Half term 2,89.5"), "{}", files[2]);
    }

    #[test]
    fn what_has_no_room_is_counted_by_its_reason() {
        let check = |reason: LeftOut, change: fn(&mut Observation)| {
            let (files, report) = exported(vec![changed(change)]);
            assert_eq!(report.left_out, BTreeMap::from([(reason, 1)]));
            assert!(files.is_empty() && report.figures == 0, "{files:?}");
        };
        check(LeftOut::NoMeasure, |observation| observation.measure = None);
        check(LeftOut::NoPeriod, |observation| observation.figure.period = None);
        check(LeftOut::Rolling, |observation| observation.figure.basis = Some(Basis::Rolling));
        check(LeftOut::NoPlace, |observation| observation.area.area_type = AreaType::StatisticalNeighbours);
        check(LeftOut::Bound, |observation| observation.figure.cell.qualifier = Some(Qualifier::Lt));
        check(LeftOut::OtherPeriod, |observation| {
            let period = Period::month_range((2023, 12), (2024, 2)).unwrap();
            observation.figure.period = Some(StatedPeriod { text: String::new(), period });
        });
    }

    #[test]
    fn of_two_values_for_a_cell_none_is_taken() {
        let other = changed(|observation| observation.figure.cell.value = Some(88.0));
        let (files, report) = exported(vec![figure(), other]);
        assert_eq!(report.left_out, BTreeMap::from([(LeftOut::Contradicting, 2)]));
        assert!(files.is_empty());
        let (_, report) = exported(vec![figure(), figure()]);
        assert_eq!((report.figures, report.left_out), (1, BTreeMap::from([(LeftOut::Superseded, 1)])));
    }

    #[test]
    fn two_rows_of_one_measure_are_not_one_column() {
        let of = |indicator: &str, value: f64| {
            changed(|observation| {
                observation.figure.indicator = indicator.to_owned();
                observation.figure.cell.value = Some(value);
                observation.figure.value_text = format!("{value}%");
            })
        };
        let (files, report) = exported(vec![of("All schools", 89.0), of("Special schools", 45.0)]);
        assert_eq!(report.left_out, BTreeMap::from([(LeftOut::SharedMeasure, 2)]));
        assert!(files.is_empty());
    }

    #[test]
    fn each_reason_follows_a_number() {
        assert!(LeftOut::VARIANTS.iter().all(|reason| !reason.reason().is_empty()));
    }

    #[test]
    fn files_of_an_earlier_export_do_not_stay_beside_those_of_a_later() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("files");
        let export_of = |observation: Observation, name: &str| {
            let tables = Tables { observations: vec![observation], ..tables() };
            export(&dataset_of(tables, &folder.path().join(name)), vocabulary(), &out).unwrap().files
        };
        let yearly = changed(|observation| {
            let period = Period::calendar_year(2022).unwrap();
            observation.figure.period = Some(StatedPeriod { text: "2022".to_owned(), period });
        });
        assert_eq!(export_of(figure(), "first"), ["figures_financial_year_quarters.csv"]);
        fs::write(out.join("figures_of_ours.csv"), "").unwrap();
        assert_eq!(export_of(yearly, "second"), ["figures_calendar_year.csv"]);
        let mut names: Vec<_> = fs::read_dir(&out)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(
            names,
            ["figures_calendar_year.csv", "figures_calendar_year.meta.csv", "figures_of_ours.csv"]
        );
    }
}
