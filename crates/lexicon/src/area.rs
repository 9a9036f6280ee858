//! England, regions, statistical neighbours: whom a comparator column describes.

use boardlift_model::AreaType;

/// A place or group that figures are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparator {
    /// The name that the schema gives it: `England`, `South West`, `Statistical neighbours`.
    pub name: &'static str,
    /// What kind of place or group it is.
    pub area_type: AreaType,
}

/// The comparator that a column heading names, whatever else stands in it: `National AY 21/22`, `SN`.
pub fn comparator(_heading: &str) -> Option<Comparator> {
    None
}
