//! `boardlift measures list`: the vocabulary of measures.

use std::io::{self, IsTerminal, Write};

use boardlift_reference::{Measure, Vocabulary};
use comfy_table::Cell;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::args::MeasuresListArgs;
use crate::exit::{Failure, Outcome};
use crate::table::{self, terms, words};
use crate::terminal;

/// How the measures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum ListFormat {
    /// For people: id, name, unit and topic.
    Table,
    /// With the columns of the vocabulary itself, so that a list of one's own can start from it.
    Csv,
    /// The same, an object a line.
    Jsonl,
}

/// Prints the measures, those of one topic where one is asked for.
///
/// # Errors
///
/// Where no measure has the topic, with those that there are.
pub(crate) fn run(args: &MeasuresListArgs) -> Result<Outcome, Failure> {
    let vocabulary = args.vocabulary.vocabulary()?;
    let measures = of_topic(&vocabulary, args.topic.as_deref())?;
    let out = io::stdout();
    let for_people = if out.is_terminal() { ListFormat::Table } else { ListFormat::Csv };
    match args.to.unwrap_or(for_people) {
        ListFormat::Table => writeln!(anstream::stdout().lock(), "{}", as_table(&measures))?,
        ListFormat::Csv => {
            let mut csv = csv::Writer::from_writer(out.lock());
            measures.iter().try_for_each(|measure| csv.serialize(measure)).map_err(io::Error::from)?;
            csv.flush()?;
        }
        ListFormat::Jsonl => {
            let mut out = out.lock();
            for measure in measures {
                serde_json::to_writer(&mut out, measure).map_err(io::Error::from)?;
                out.write_all(b"\n")?;
            }
        }
    }
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
