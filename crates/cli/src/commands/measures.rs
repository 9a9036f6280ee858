//! `boardlift measures`: the canonical measures, and which of them a label is of.

pub(crate) mod list;
pub(crate) mod matching;
pub(crate) mod unmatched;
