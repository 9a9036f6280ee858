//! England, its regions, and the statistical neighbours: the areas that councils compare themselves with.
//!
//! An area is found by the name that the schema gives it. How boards word it (`Nat`, `SN`) is for
//! `boardlift_lexicon::area` to know.

use std::collections::HashMap;

use boardlift_lexicon::fold;
use boardlift_model::AreaType;
use serde::Deserialize;

use crate::error::ReferenceError;
use crate::table::DataFile;

/// An area that figures are compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Geography {
    /// Its ONS code; the statistical neighbours have none.
    pub code: Option<String>,
    /// The name that the schema gives it.
    pub name: String,
    /// What kind of area it is.
    pub area_type: AreaType,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    code: Option<String>,
    name: String,
    area_type: Kind,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Country,
    Region,
    StatisticalNeighbours,
}

/// The areas by name.
#[derive(Debug)]
pub(crate) struct Geographies {
    by_name: HashMap<String, Geography>,
}

impl Geographies {
    pub(crate) fn load(file: DataFile<'_>) -> Result<Self, ReferenceError> {
        let mut by_name = HashMap::new();
        for row in file.rows::<Record>()? {
            let Record { code, name, area_type } = &row.fields;
            let geography =
                Geography { code: code.clone(), name: name.clone(), area_type: (*area_type).into() };
            if by_name.insert(fold::key(name), geography).is_some() {
                return Err(row.unexpected("a name that no other area has", name));
            }
        }
        Ok(Geographies { by_name })
    }

    /// No code stands at two areas, so the order of looking doesn't matter.
    pub(crate) fn by_code(&self, code: &str) -> Option<&Geography> {
        self.by_name.values().find(|area| area.code.as_deref() == Some(code))
    }

    pub(crate) fn find(&self, name: &str) -> Option<&Geography> {
        self.by_name.get(&fold::key(name))
    }
}

impl From<Kind> for AreaType {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Country => AreaType::Country,
            Kind::Region => AreaType::Region,
            Kind::StatisticalNeighbours => AreaType::StatisticalNeighbours,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_once() {
        let text = "code,name,area_type\nE1,London,region\nE2,LONDON,region\n";
        let error = Geographies::load(DataFile { name: "geographies.csv", text }).unwrap_err();
        assert_eq!(
            error.to_string(),
            "geographies.csv, line 3: expected a name that no other area has, found `LONDON`"
        );
    }
}
