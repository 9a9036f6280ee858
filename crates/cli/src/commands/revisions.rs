//! `boardlift revisions`: figures that papers print with different values.

mod record;
mod screen;

use std::collections::BTreeMap;

use boardlift_dataset::DocumentRow;
use boardlift_dataset::editions::dates;
use boardlift_dataset::revisions::{History, histories};
use boardlift_dataset::store::{Dataset, Partition, StoreError};
use boardlift_model::Observation;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::args::RevisionsArgs;
use crate::exit::{Failure, Outcome};
use crate::papers::{Councils, Papers, dates_of};
use crate::records::{self, RecordFormat};
use crate::terminal::{self, Terminal};
use record::PrintingRecord;

/// Lists what became of figures from edition to edition.
pub(crate) fn run(args: &RevisionsArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let vocabulary = args.vocabulary.vocabulary()?;
    let named = args.measure.as_deref().map(|name| vocabulary.measures_by_id_or_label(name)).transpose()?;
    let measures = named.map(|measures| measures.into_iter().map(|measure| measure.id.clone()).collect());
    let dataset = Dataset::open(&args.dataset)?;
    let documents = dataset.documents()?;
    let councils = Councils::named(&args.authority, &vocabulary, &documents)?;
    let wanted = Wanted { args, measures, councils, documents: &documents, papers: Papers::new(&documents) };
    let partitions: Vec<Vec<Partition>> = by_council(dataset.partitions()?, &wanted.councils);
    // One council after the other: the figures of all of them need not fit into memory.
    let found: Result<Vec<_>, StoreError> =
        partitions.into_par_iter().map(|partitions| wanted.records(&partitions)).collect();
    let found = record::numbered(found?.into_iter().flatten().collect());
    records::to_standard_output(
        RecordFormat::or_fitting(args.to),
        || screen::table(&found, terminal::width()),
        || found.clone(),
    )?;
    let count = found.last().map_or(0, PrintingRecord::figure);
    terminal.say(format_args!("{count} figures in {} documents", documents.len()));
    Ok(Outcome::AllRead)
}

/// The partitions of each council that is wanted; those without a code stand together.
fn by_council(partitions: Vec<Partition>, councils: &Councils) -> Vec<Vec<Partition>> {
    let mut by_code: BTreeMap<Option<String>, Vec<Partition>> = BTreeMap::new();
    for partition in partitions {
        let code = partition.key().authority_code.clone();
        if councils.may_be_in(code.as_deref()) {
            by_code.entry(code).or_default().push(partition);
        }
    }
    by_code.into_values().collect()
}

/// Which figures are wanted.
struct Wanted<'a> {
    args: &'a RevisionsArgs,
    /// All, where none is named.
    measures: Option<Vec<String>>,
    councils: Councils,
    documents: &'a [DocumentRow],
    papers: Papers<'a>,
}

impl Wanted<'_> {
    /// The records of the figures of one council.
    fn records(&self, partitions: &[Partition]) -> Result<Vec<Vec<PrintingRecord>>, StoreError> {
        let mut rows = Vec::new();
        for partition in partitions {
            rows.extend(self.figures(partition)?);
        }
        rows.retain(|row| self.councils.published(row) && self.papers.of(&row.document_id).is_some());
        // Of a council whose figures were all read, they tell how far its papers go.
        let dates = match self.measures {
            None => dates(&rows, self.documents),
            Some(_) => dates_of(&rows, self.documents, partitions)?,
        };
        let histories = histories(&rows, &dates);
        let wanted = histories.iter().filter(|history| self.wants(history));
        Ok(wanted.map(|history| record::records(history, &self.papers)).collect())
    }

    fn figures(&self, partition: &Partition) -> Result<Vec<Observation>, StoreError> {
        let Some(measures) = &self.measures else { return partition.observations() };
        let found: Result<Vec<_>, _> = measures.iter().map(|id| partition.observations_of(id)).collect();
        Ok(found?.into_iter().flatten().collect())
    }

    fn wants(&self, history: &History<'_>) -> bool {
        self.args.change.iter().any(|change| history.count(*change) > 0)
    }
}
