//! `boardlift measures unmatched`: the labels of a dataset that have no measure, and what comes near them.

use boardlift_dataset::store::Dataset;
use boardlift_dataset::unmatched::{Unmatched, UnmatchedLabels};
use boardlift_model::Unit;
use boardlift_reference::{LabelAnswer, MeasureQuery, Vocabulary};
use comfy_table::Cell;
use serde::Serialize;

use crate::args::MeasuresUnmatchedArgs;
use crate::exit::{Failure, Outcome};
use crate::records::{self, Record, RecordFormat};
use crate::table::{self, numbers, terms, words};
use crate::terminal;

/// A label as it is printed: flat, so that a spreadsheet can sort it.
#[derive(Debug, Serialize)]
struct LabelRecord {
    label: String,
    breakdown: Option<String>,
    section: Option<String>,
    unit: Option<&'static str>,
    figures: usize,
    documents: usize,
    authorities: usize,
    /// The measure that the label alone would mean; its figures do not state enough to be of it.
    means: Option<String>,
    why: String,
    nearest: String,
}

impl Record for LabelRecord {
    const COLUMNS: &'static [&'static str] = &[
        "label",
        "breakdown",
        "section",
        "unit",
        "figures",
        "documents",
        "authorities",
        "means",
        "why",
        "nearest",
    ];
}

/// Prints the labels, the most worthwhile first.
///
/// # Errors
///
/// Where the folder is no dataset or can't be read.
pub(crate) fn run(args: &MeasuresUnmatchedArgs) -> Result<Outcome, Failure> {
    let vocabulary = args.vocabulary.vocabulary()?;
    let mut labels = UnmatchedLabels::default();
    for partition in Dataset::open(&args.dataset)?.partitions()? {
        partition.observations()?.iter().for_each(|row| labels.count(row));
    }
    let ranked = labels.ranked();
    let rows = || ranked.iter().map(|label| LabelRecord::of(label, &vocabulary)).collect::<Vec<_>>();
    records::to_standard_output(RecordFormat::or_fitting(args.to), || as_table(&rows()), rows)?;
    Ok(Outcome::AllRead)
}

impl LabelRecord {
    fn of(label: &Unmatched, vocabulary: &Vocabulary) -> Self {
        let answer = vocabulary.label(&MeasureQuery {
            indicator: &label.indicator,
            breakdown: label.breakdown.as_deref(),
            section: label.section.as_deref(),
            unit: label.unit,
            ..MeasureQuery::default()
        });
        LabelRecord {
            label: label.indicator.clone(),
            breakdown: label.breakdown.clone(),
            section: label.section.clone(),
            unit: label.unit.map(Unit::as_str),
            figures: label.figures,
            documents: label.documents,
            authorities: label.authorities.len(),
            means: answer.measure.map(|found| found.id.to_owned()),
            nearest: nearest(&answer),
            why: answer.why,
        }
    }
}

/// The measures that come near in one cell: `ehcp_20wk_pct (it says `draft` besides)`.
fn nearest(answer: &LabelAnswer<'_>) -> String {
    let near = answer.nearest.iter().map(|near| format!("{} ({})", near.id, near.forbids));
    near.collect::<Vec<_>>().join("; ")
}

fn as_table(labels: &[LabelRecord]) -> String {
    let headings = [words("Label"), terms("Unit"), numbers("Figures"), numbers("Councils"), words("Nearest")];
    let row = |label: &LabelRecord| {
        let name = match &label.breakdown {
            Some(breakdown) => format!("{}: {breakdown}", label.label),
            None => label.label.clone(),
        };
        let near = label.means.as_ref().unwrap_or(&label.nearest);
        let (figures, authorities) = (label.figures.to_string(), label.authorities.to_string());
        [name.as_str(), label.unit.unwrap_or_default(), &figures, &authorities, near].map(Cell::new).to_vec()
    };
    table::table(terminal::width(), &headings, &labels.iter().map(row).collect::<Vec<_>>())
}
