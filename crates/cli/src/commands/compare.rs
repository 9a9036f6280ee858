//! `boardlift compare`: one measure across councils.

mod periods;
mod record;
mod screen;
mod subject;

use boardlift_dataset::compare::{self, Areas, Request};
use boardlift_dataset::store::Dataset;

use crate::args::CompareArgs;
use crate::exit::{Failure, Outcome};
use crate::papers::{Councils, Papers, dates_of};
use crate::records::{self, RecordFormat};
use crate::terminal::{self, Terminal};
use subject::Subject;

/// Compares what the dataset has of a measure.
pub(crate) fn run(args: &CompareArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let request = args.request()?;
    let vocabulary = args.vocabulary.vocabulary()?;
    let subject = Subject::of(args, &vocabulary)?;
    let dataset = Dataset::open(&args.dataset)?;
    let documents = dataset.documents()?;
    let councils = Councils::named(&args.authority, &vocabulary, &documents)?;
    let papers = Papers::new(&documents);
    let mut partitions = dataset.partitions()?;
    partitions.retain(|partition| councils.may_be_in(partition.key().authority_code.as_deref()));
    let mut rows = subject.figures(&partitions)?;
    rows.retain(|row| councils.published(row) && papers.of(&row.document_id).is_some());
    let comparison = compare::compare(&rows, &dates_of(&rows, &documents, &partitions)?, &request);
    records::to_standard_output(
        RecordFormat::or_fitting(args.to),
        || screen::tables(&comparison, &papers, terminal::width()),
        || record::records(&comparison, &papers),
    )?;
    if comparison.lines.is_empty() {
        terminal.warning(format_args!("the dataset has no such figures of {subject}"));
    }
    if comparison.undated > 0 {
        let count = comparison.undated;
        terminal.warning(format_args!(
            "{count} figures without a period are left out: nobody can say where they belong"
        ));
    }
    Ok(Outcome::AllRead)
}

impl CompareArgs {
    fn request(&self) -> Result<Request, Failure> {
        let named =
            |words: &Option<String>| words.as_deref().map(periods::named).transpose().map_err(Failure::Usage);
        let areas = match self.area.as_deref() {
            None => Areas::Councils,
            Some("all") => Areas::All,
            Some(name) => Areas::Named(name.to_owned()),
        };
        Ok(Request {
            kind: self.kind,
            areas,
            period_types: self.period_type.clone(),
            from: named(&self.from)?.map(|period| period.start),
            until: named(&self.to_period)?.map(|period| period.end),
        })
    }
}
