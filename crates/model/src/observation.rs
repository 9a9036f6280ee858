//! A figure that knows whose it is: one row of the dataset.

use crate::document::DocumentId;
use crate::figure::Figure;
use crate::terms::AreaType;

/// A council that the vocabulary knows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Authority {
    /// Its ONS code: `E09000021`.
    pub code: String,
    /// Its name: `Kingston upon Thames`.
    pub name: String,
}

/// Whom or what a figure describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its name.
    pub name: Option<String>,
    /// Its ONS code, where it has one.
    pub code: Option<String>,
    /// What kind of body or place it is.
    pub area_type: AreaType,
}

/// One row of the table of observations.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// 16 hexadecimal digits: a stable hash of document, table, row and column.
    pub id: String,
    /// The document that it stands in.
    pub document_id: DocumentId,
    /// The council that published it.
    pub authority: Option<Authority>,
    /// Whom or what it describes.
    pub area: Area,
    /// The canonical measure, where one matches with certainty.
    pub measure: Option<String>,
    /// The layout that read it.
    pub layout: String,
    /// The figure itself.
    pub figure: Figure,
}
