//! Why a report can't be made.

use boardlift_dataset::store::StoreError;

/// A report that could not be made. What was fetched and imported stays.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The dataset can't be read.
    #[error(transparent)]
    Dataset(#[from] StoreError),
    /// A feed can't be put into XML.
    #[error("cannot write the feed")]
    Feed(#[from] atom_syndication::Error),
}
