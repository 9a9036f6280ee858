//! The days that words name.

use std::ops::Range;

use boardlift_model::StatedPeriod;

/// The years that a document or a table names, for words such as `Q3` that need one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Years {
    /// First calendar year of the financial year that quarters and months without a year belong to.
    pub financial: Option<i16>,
    /// First calendar year of the academic year that terms and half terms without a year belong to.
    pub academic: Option<i16>,
}

/// A period found in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPeriod {
    /// The words and the days.
    pub stated: StatedPeriod,
    /// The bytes of the words in the text that was searched.
    pub span: Range<usize>,
    /// Whether the year came from [`Years`] and not from the words.
    pub inferred: bool,
}

/// The first period that stands in the words.
pub fn find(_text: &str, _years: Years) -> Option<FoundPeriod> {
    None
}
