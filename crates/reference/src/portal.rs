//! Where councils publish the papers of their committees: which system, at which address.
//!
//! An address in here is where somebody looked once. It is a start for a person who drafts a source, never a promise.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::error::ReferenceError;
use crate::table::DataFile;

/// What a council publishes its committees' papers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PortalSystem {
    /// ModernGov.
    ModernGov,
    /// CMIS.
    Cmis,
    /// Another system, or pages of its own.
    Other,
}

/// Where one council publishes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portal {
    /// The council's ONS code.
    pub code: String,
    /// With what.
    pub system: PortalSystem,
    /// The address: of ModernGov the site, of CMIS a page of it, of others the council's own site.
    pub base_url: String,
}

/// The table.
#[derive(Debug)]
pub(crate) struct Portals(Vec<Portal>);

impl Portals {
    pub(crate) fn load(file: DataFile<'_>) -> Result<Self, ReferenceError> {
        let mut codes = BTreeSet::new();
        let mut portals = Vec::new();
        for row in file.rows::<Portal>()? {
            if !codes.insert(row.fields.code.clone()) {
                return Err(row.unexpected("each council once", &row.fields.code));
            }
            portals.push(row.fields);
        }
        Ok(Portals(portals))
    }

    pub(crate) fn entries(&self) -> &[Portal] {
        &self.0
    }
}
