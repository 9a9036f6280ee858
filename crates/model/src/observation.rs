//! A figure that knows whose it is: one row of the dataset.

use std::fmt;

use crate::document::DocumentId;
use crate::figure::Figure;
use crate::terms::AreaType;

/// The body that publishes a document or stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Authority {
    /// Its ONS code: `E09000021`; nothing for a council that no vocabulary knows.
    pub code: Option<String>,
    /// Its name: `Kingston upon Thames`; as printed where no vocabulary knows it.
    pub name: String,
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) => write!(f, "{} ({code})", self.name),
            None => f.write_str(&self.name),
        }
    }
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
