//! Many papers into one dataset, run after run: what is known is not read again, and a run that is killed is gone on with.
//!
//! ```text
//! inputs ──worklist──▶ Item ──look, in threads──▶ rows ──take, in order──▶ ledger ──merge──▶ the dataset's files
//! ```
//!
//! A document is its bytes: under another name or in another pack it is the same one, and a file that has changed holds
//! another. What was imported stays when its file goes.
//!
//! What was read waits in the ledger until all of the run is read, and is then brought into the dataset, file by file, each
//! written whole and renamed; last of all the table of documents, which says what the dataset has. Wherever a run is
//! killed, the next one finds either that a document is in the ledger or in the table, or that nobody knows it, and all
//! steps in between may be done twice. So the dataset comes out the same.
//!
//! In reading order:
//!
//! - `ledger`, `stamp`: what is remembered between runs, and when a file is still the same.
//! - `edition`, `known`: which documents are known, and which are to be read all the same.
//! - `worklist`: what is to be looked at.
//! - `look`, `rows`: looking at one document, in any thread.
//! - `take`, `summary`: taking what was found, in order.
//! - `merge`: from the ledger to the dataset.

mod edition;
mod error;
mod known;
mod ledger;
mod look;
mod merge;
mod rows;
mod stamp;
mod summary;
mod take;
mod worklist;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use boardlift_dataset::DocumentRow;
use boardlift_dataset::store::{Dataset, StoreError, Writer};

use crate::inputs::listed;
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

/// The folder in the dataset's that is Boardlift's own.
const STATE: &str = ".boardlift";

/// When so many bytes wait in the ledger they are brought into the dataset before more is read, so that what waits never
/// takes up more of the disk than this. It is some thirty thousand papers.
const MOST_WAITING_BYTES: usize = 512 << 20;

/// What is to be imported, and how.
#[derive(Debug, Clone, Copy)]
pub struct Order<'o> {
    /// Files, folders and packs; `-` is standard input.
    pub inputs: &'o [PathBuf],
    /// The dataset's folder. It is made if it is not there, and it is never an input.
    pub dataset: &'o Path,
    /// Whether documents are read again that an older Boardlift or other layouts have read, or that could not be read.
    pub refresh: bool,
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
pub fn import(
    order: &Order<'_>,
    reader: &PaperReader,
    watch: &mut dyn Watch,
) -> Result<Summary, ImportError> {
    let writer = Writer::open(order.dataset)?;
    let state = order.dataset.join(STATE);
    let began = Moment::now(&state).map_err(|source| ImportError::Folder { path: state.clone(), source })?;
    let mut ledger = Ledger::open(&state)?;
    let merger = Merger::new(&writer, reader.vocabulary(), order.jobs)?;
    let waiting: Vec<DocumentRow> = rows::unpack(&ledger.papers(PaperPart::Document)?)?;
    let resumed = waiting.len();
    if order.refresh {
        // What waits may be read again, and give figures of other partitions then.
        merger.merge(&mut ledger, watch)?;
    }
    let edition = Edition::of(reader.catalogue(), reader.vocabulary().measures());
    let documents = in_dataset(order.dataset)?.into_iter().chain(waiting);
    let known = Known::of(documents, ledger.readings()?, &edition, order.refresh);
    let worklist = Worklist::of(listed(order.inputs, Some(order.dataset)), &ledger, &known, began)?;
    let mut taker = Taker::new(&known, ledger);
    worklist.unchanged.iter().for_each(|id| taker.pass(id));
    let looker = Looker::new(reader, &known, &edition);
    watch.begin(worklist.items.len());
    in_order(
        &worklist.items,
        &threads(order.jobs)?,
        |item| looker.look(item),
        |item, looked| {
            taker.take(item, looked)?;
            watch.taken(&taker.summary);
            if taker.waiting_bytes > MOST_WAITING_BYTES { taker.merge(&merger, watch) } else { Ok(()) }
        },
    )?;
    taker.merge(&merger, watch)?;
    Ok(Summary { resumed, ..taker.summary })
}

/// The documents that a dataset has; none where it has never had any.
fn in_dataset(dataset: &Path) -> Result<Vec<DocumentRow>, StoreError> {
    match Dataset::open(dataset) {
        Err(StoreError::NoDataset { .. }) => Ok(Vec::new()),
        dataset => dataset?.documents(),
    }
}
