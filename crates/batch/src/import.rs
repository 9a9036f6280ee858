//! Many papers into one dataset, run after run: what is known is not read again, and a run that is killed is gone on with.
//!
//! ```text
//! inputs ──worklist──▶ Item ──look, in threads──▶ rows ──take, in order──▶ ledger ──merge──▶ the dataset's files
//! ```
//!
//! A document is its bytes: under another name or in another pack it is the same one, and a file that has changed holds
//! another. What was imported stays when its file goes, until somebody withdraws it.
//!
//! Files that were fetched come with where they were published, and their rows say so. The first of the listings that have
//! a document counts; where it says otherwise than the document's rows do, the document is read again, since whose site
//! published it may decide whose figures they are.
//!
//! What was read waits in the ledger until all of the run is read, and is then brought into the dataset, file by file, each
//! written whole and renamed; last of all the table of documents, which says what the dataset has. Wherever a run is
//! killed, the next one finds either that a document is in the ledger or in the table, or that nobody knows it, and all
//! steps in between may be done twice. So the dataset comes out the same.
//!
//! In memory stand, for each job, one document and the packed rows of those that are done before their turn; a few hundred
//! bytes of each document that is known; and while files are written, for each job, a partition's new figures, at one to two
//! kilobytes each, its file and, as columns, the row groups of it that change; and at last, as columns, the tables of documents,
//! commentary and actions, one after the other.
//!
//! What a run costs goes with what is new, but for a little: the listing of the inputs and a look at each file's times; the
//! table of documents, which is read twice; and that, with commentary and actions where they gain rows, written once.
//!
//! Documents are read by workers where there are some: one that makes its worker run out of memory, stack or time costs its
//! own row. In this process it would end the run; what was taken before stays.
//!
//! In reading order:
//!
//! - `ledger`, `stamp`: what is remembered between runs, and when a file is still the same.
//! - `edition`, `known`: which documents are known, and which are to be read all the same.
//! - `worklist`: what is to be looked at.
//! - `look`, `packed`, `rows`: looking at one document, in any thread.
//! - `worker`: documents read in processes of their own.
//! - `take`, `summary`: taking what was found, in order.
//! - `merge`: from the ledger to the dataset.

mod edition;
mod error;
mod known;
mod ledger;
mod look;
mod merge;
mod packed;
mod rows;
mod stamp;
mod summary;
mod take;
mod worker;
mod worklist;

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::Path;

use boardlift_dataset::DocumentRow;
use boardlift_dataset::store::{Dataset, StoreError, Writer};
use boardlift_model::DocumentId;

use crate::inputs::Listed;
use crate::paper::PaperReader;
use crate::run::{in_order, threads};
use edition::Edition;
use known::Known;
use ledger::{Ledger, PaperPart};
use look::Looker;
use merge::Merger;
use stamp::Moment;
use take::Taker;
use worklist::Worklist;

pub use edition::Standing;
pub use error::ImportError;
pub use summary::{Failure, Given, Summary};
pub use worker::{ServeError, Workers, serve};

/// The folder in the dataset's that is Boardlift's own.
const STATE: &str = ".boardlift";

/// When so many bytes wait in the ledger they are brought into the dataset before more is read, so that what waits never
/// takes up more of the disk than this. It is some thirty thousand papers.
const MOST_WAITING_BYTES: usize = 512 << 20;

/// What is to be imported, and how.
pub struct Order<'o> {
    /// What is to be read, in the order in which names of one document count.
    pub inputs: Vec<Listed>,
    /// Documents that are to leave the dataset with all of their rows; those that it doesn't have are passed over. One that
    /// the inputs hold all the same is read anew and stays.
    pub withdrawn: &'o BTreeSet<DocumentId>,
    /// The dataset's folder. It is made if it is not there, and it is never an input.
    pub dataset: &'o Path,
    /// Whether documents are read again that an older Boardlift or other layouts have read, or that could not be read.
    pub refresh: bool,
    /// Who reads the documents; nothing for this process.
    pub workers: Option<&'o Workers>,
    /// How many documents are read at once; nothing for one a processor.
    pub jobs: Option<NonZeroUsize>,
}

/// Whoever is told how an import goes.
pub trait Watch {
    /// So many documents are to be looked at; what need not be is left out.
    fn begin(&mut self, documents: usize);
    /// One of them was taken; this is what there is so far.
    fn taken(&mut self, so_far: &Summary);
    /// So many of the dataset's files are to be written.
    fn merging(&mut self, files: usize);
    /// One of them was written.
    fn merged(&mut self);
}

/// Brings documents into a dataset.
///
/// The dataset that comes out depends on nothing but the documents that were ever imported, by what they were read, and
/// which of several names of one document came first: not on the jobs, the runs, or the moments at which runs were
/// killed.
///
/// # Errors
///
/// Where the dataset is at work already, can't be read or can't be written to. What was imported before stays, and what
/// was read in this run is not read again by the next.
pub fn import(order: Order<'_>, reader: &PaperReader, watch: &mut dyn Watch) -> Result<Summary, ImportError> {
    let writer = Writer::open(order.dataset)?;
    let state = order.dataset.join(STATE);
    let began = Moment::now(&state).map_err(|source| ImportError::Folder { path: state.clone(), source })?;
    let mut ledger = Ledger::open(&state)?;
    let merger = Merger::new(&writer, reader.vocabulary(), order.jobs)?;
    let mut there = in_dataset(order.dataset)?;
    withdraw(order.withdrawn, &there, &mut ledger)?;
    let withdrawn = ledger.withdrawn()?;
    there.retain(|row| !withdrawn.contains(&row.source.id));
    let waiting: Vec<DocumentRow> = rows::unpack(&ledger.papers(PaperPart::Document)?)?;
    let resumed = waiting.len();
    if order.refresh {
        // What waits may be read again, and give figures of other partitions then.
        merger.merge(&mut ledger, watch)?;
    }
    let edition = Edition::of(reader.catalogue(), reader.vocabulary().measures());
    let known = Known::of(there.into_iter().chain(waiting), ledger.readings()?, &edition, order.refresh);
    let worklist = Worklist::of(order.inputs, &ledger, &known, began)?;
    let mut taker = Taker::new(&known, ledger)?;
    let looker = Looker::new(reader, order.workers, &known, &edition, &worklist.unchanged);
    watch.begin(worklist.items.len());
    in_order(
        &worklist.items,
        &threads(order.jobs)?,
        |item| looker.look(item),
        |item, looked| {
            taker.take(item, looked?)?;
            watch.taken(&taker.summary);
            if taker.waiting_bytes > MOST_WAITING_BYTES { taker.merge(&merger, watch) } else { Ok(()) }
        },
    )?;
    worklist.unchanged.iter().for_each(|(_, id)| taker.pass(id));
    taker.merge(&merger, watch)?;
    Ok(Summary { resumed, withdrawn: withdrawn.len(), ..taker.summary })
}

/// Takes note of the documents that are to leave, where the dataset has them or their rows wait for it.
fn withdraw(
    documents: &BTreeSet<DocumentId>,
    there: &[DocumentRow],
    ledger: &mut Ledger,
) -> Result<(), ImportError> {
    let waiting = ledger.documents()?;
    let named = there.iter().map(|row| &row.source.id).chain(&waiting);
    named.filter(|id| documents.contains(id)).try_for_each(|id| ledger.withdraw(id))?;
    ledger.commit()
}

/// The documents that a dataset has; none where it has never had any.
fn in_dataset(dataset: &Path) -> Result<Vec<DocumentRow>, StoreError> {
    match Dataset::open(dataset) {
        Err(StoreError::NoDataset { .. }) => Ok(Vec::new()),
        dataset => dataset?.documents(),
    }
}
