//! `boardlift measures list`: the vocabulary of measures.

use boardlift_reference::{Measure, Vocabulary};
use comfy_table::Cell;
use serde::Serialize;

use crate::args::MeasuresListArgs;
use crate::exit::{Failure, Outcome};
use crate::records::{self, Record, RecordFormat};
use crate::table::{self, terms, words};
use crate::terminal;

/// A measure with the columns of the vocabulary itself, so that a list of one's own can start from it.
#[derive(Debug, Serialize)]
#[serde(transparent)]
struct Listed<'v>(&'v Measure);

impl Record for Listed<'_> {
    const COLUMNS: &'static [&'static str] = Measure::COLUMNS;
}

/// Prints the measures, those of one topic where one is asked for.
///
/// # Errors
///
/// Where no measure has the topic, with those that there are.
pub(crate) fn run(args: &MeasuresListArgs) -> Result<Outcome, Failure> {
    let vocabulary = args.vocabulary.vocabulary()?;
    let measures = of_topic(&vocabulary, args.topic.as_deref())?;
    records::to_standard_output(
        RecordFormat::or_fitting(args.to),
        || as_table(&measures),
        || measures.iter().copied().map(Listed).collect(),
    )?;
    Ok(Outcome::AllRead)
}

fn of_topic<'v>(vocabulary: &'v Vocabulary, topic: Option<&str>) -> Result<Vec<&'v Measure>, Failure> {
    let is_wanted = |measure: &&Measure| topic.is_none_or(|topic| measure.topic == topic);
    let measures: Vec<_> = vocabulary.measures().iter().filter(is_wanted).collect();
    if measures.is_empty() {
        let mut topics: Vec<_> = vocabulary.measures().iter().map(|measure| measure.topic.as_str()).collect();
        topics.sort_unstable();
        topics.dedup();
        let (found, known) = (topic.unwrap_or_default(), topics.join(", "));
        return Err(Failure::Usage(anyhow::anyhow!("expected one of the topics {known}, found `{found}`")));
    }
    Ok(measures)
}

fn as_table(measures: &[&Measure]) -> String {
    let row = |measure: &&Measure| {
        [&measure.id, &measure.name, measure.unit.as_str(), &measure.topic].map(Cell::new).to_vec()
    };
    let rows: Vec<_> = measures.iter().map(row).collect();
    table::table(terminal::width(), &[terms("Id"), words("Name"), terms("Unit"), terms("Topic")], &rows)
}
