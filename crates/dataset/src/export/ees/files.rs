//! The files of each kind of period: the data, and the metadata that say what its columns are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use boardlift_model::{Basis, Kind};
use boardlift_reference::{Measure, MeasureUnit, Vocabulary};
use strum::VariantArray;

use super::EesReport;
use super::cells::{Content, RowKey, Settled};
use super::place::COLUMNS;
use super::time::Family;
use crate::export::shorthand::Missing;
use crate::export::{ExportError, unwritten};
use crate::write::csv::write_records;
use crate::write::replace_file;

const METADATA: [&str; 8] = [
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
];

/// More decimals than the platform shows by itself say nothing more: what is not printed so stands in the data.
const MOST_DECIMALS: usize = 2;

/// What a filter says of a row that is not broken down by it.
const TOTAL: &str = "Total";

/// Writes the files of all kinds of periods that there are, and removes those that an earlier export wrote of others: beside
/// the new ones they would be taken for a part of them.
pub(super) fn write(
    settled: &Settled,
    vocabulary: &Vocabulary,
    folder: &Path,
    report: &mut EesReport,
) -> Result<(), ExportError> {
    let mut families: BTreeMap<Family, Vec<Row<'_>>> = BTreeMap::new();
    for row in settled {
        families.entry(row.0.time.family).or_default().push(row);
    }
    let others = Family::VARIANTS.iter().filter(|family| !families.contains_key(family));
    others.flat_map(|family| names(*family)).try_for_each(|name| remove(&folder.join(name)))?;
    for (family, rows) in families {
        let file = File::new(family, &rows, vocabulary);
        let [name, name_of_metadata] = names(family);
        let data = rows.iter().map(|row| file.record(row));
        let data = std::iter::once(file.names()).chain(data);
        replace_file(&folder.join(&name), |out| write_records(data, out))?;
        let metadata = file.metadata(&rows);
        replace_file(&folder.join(name_of_metadata), |out| write_records(metadata.iter(), out))?;
        report.files.push(name);
    }
    Ok(())
}

/// The data file of a kind of period, and that of its metadata.
fn names(family: Family) -> [String; 2] {
    ["csv", "meta.csv"].map(|ending| format!("{}.{ending}", family.file_stem()))
}

fn remove(path: &Path) -> Result<(), ExportError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(unwritten(path)),
    }
}

type Row<'s> = (&'s RowKey, &'s BTreeMap<String, Content>);

/// The columns of one file beside those of time and place.
struct File<'s> {
    filters: Vec<Filter>,
    indicators: Vec<Indicator<'s>>,
}

/// A column that tells rows of the same period and area apart.
struct Filter {
    column: &'static str,
    label: &'static str,
    hint: &'static str,
    item: fn(&RowKey) -> &str,
}

/// A column of values.
struct Indicator<'s> {
    id: &'s str,
    /// Nothing for a measure that is not in the vocabulary.
    measure: Option<&'s Measure>,
}

impl<'s> File<'s> {
    fn new(family: Family, rows: &[Row<'s>], vocabulary: &'s Vocabulary) -> Self {
        let ids: BTreeSet<&str> = rows.iter().flat_map(|row| row.1.keys().map(String::as_str)).collect();
        let known = vocabulary.measures().iter().filter(|measure| ids.contains(measure.id.as_str()));
        let known: Vec<Indicator<'_>> =
            known.map(|measure| Indicator { id: &measure.id, measure: Some(measure) }).collect();
        let is_known = |id: &&str| known.iter().any(|indicator| indicator.id == *id);
        let unknown: Vec<&str> = ids.iter().copied().filter(|id| !is_known(id)).collect();
        let unknown = unknown.into_iter().map(|id| Indicator { id, measure: None });
        File { filters: filters(family), indicators: known.into_iter().chain(unknown).collect() }
    }

    fn names(&self) -> Vec<String> {
        let time = ["time_period", "time_identifier"];
        let filters = self.filters.iter().map(|filter| filter.column);
        let indicators = self.indicators.iter().map(|indicator| indicator.id);
        time.into_iter().chain(COLUMNS).chain(filters).chain(indicators).map(str::to_owned).collect()
    }

    /// A figure that no paper prints is not available, as far as this dataset knows.
    fn record(&self, (key, values): &Row<'_>) -> Vec<String> {
        let time = [key.time.period.as_str(), key.time.identifier];
        let filters = self.filters.iter().map(|filter| (filter.item)(key));
        let values = self.indicators.iter().map(|indicator| match values.get(indicator.id) {
            Some(Content::Number(number)) => number.to_string(),
            Some(Content::Missing(missing)) => missing.code().to_owned(),
            None => Missing::NotAvailable.code().to_owned(),
        });
        let fields = time.into_iter().chain(key.place.fields()).chain(filters);
        fields.map(str::to_owned).chain(values).collect()
    }

    fn metadata(&self, rows: &[Row<'_>]) -> Vec<Vec<String>> {
        let names = METADATA.map(str::to_owned).to_vec();
        // A filter of one item is no choice, and the standards want none in the metadata.
        let is_choice = |filter: &&Filter| {
            rows.iter().map(|(key, _)| (filter.item)(key)).collect::<BTreeSet<_>>().len() > 1
        };
        let filters = self.filters.iter().filter(is_choice).map(Filter::metadata);
        let indicators = self.indicators.iter().map(|indicator| indicator.metadata(rows));
        std::iter::once(names).chain(filters).chain(indicators).collect()
    }
}

fn filters(family: Family) -> Vec<Filter> {
    let detail = family.detail().map(|detail| Filter {
        column: detail.column,
        label: detail.label,
        hint: detail.hint,
        item: |key| key.time.detail.as_deref().unwrap_or(TOTAL),
    });
    let mut filters = vec![
        Filter {
            column: "figure_kind",
            label: "Kind of figure",
            hint: "Filter by what role the figure plays",
            item: |key| kind(key.kind),
        },
        Filter {
            column: "figure_basis",
            label: "Basis",
            hint: "Filter by how the figure gathers up over its period",
            item: |key| basis(key.basis),
        },
        Filter {
            column: "breakdown",
            label: "Breakdown",
            hint: "Filter by the printed name of the sub-row",
            item: |key| key.breakdown.as_deref().unwrap_or(TOTAL),
        },
    ];
    filters.extend(detail);
    filters
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Actual => "Actual",
        Kind::Target => "Target",
        Kind::Baseline => "Baseline",
        Kind::Milestone => "Milestone",
    }
}

fn basis(basis: Option<Basis>) -> &'static str {
    match basis {
        None => "Not stated",
        Some(Basis::InPeriod) => "In the period",
        Some(Basis::Cumulative) => "Since the start of the year",
        Some(Basis::Rolling) => "Rolling",
        Some(Basis::Forecast) => "Forecast",
    }
}

impl Filter {
    fn metadata(&self) -> Vec<String> {
        [self.column, "Filter", self.label, "", "", "", self.hint, ""].map(str::to_owned).to_vec()
    }
}

impl Indicator<'_> {
    fn metadata(&self, rows: &[Row<'_>]) -> Vec<String> {
        let label = self.measure.map_or(self.id, |measure| &measure.name);
        let grouping = self.measure.map(|measure| sentence(&measure.topic)).unwrap_or_default();
        let unit = match self.measure.map(|measure| measure.unit) {
            Some(MeasureUnit::Percent) => "%",
            // Millions of pounds are read as pounds.
            Some(MeasureUnit::Gbp | MeasureUnit::GbpMillions) => "£",
            _ => "",
        };
        let decimals = rows.iter().filter_map(|(_, values)| values.get(self.id)).map(decimals).max();
        let decimals = decimals.unwrap_or(0).min(MOST_DECIMALS).to_string();
        [self.id, "Indicator", label, &grouping, unit, &decimals, "", ""].map(str::to_owned).to_vec()
    }
}

/// `early_intervention` as a heading: `Early intervention`.
fn sentence(topic: &str) -> String {
    let words = topic.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn decimals(content: &Content) -> usize {
    match content {
        Content::Number(number) => {
            number.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len())
        }
        Content::Missing(_) => 0,
    }
}
