//! `boardlift layouts`: the layouts that documents are recognised by.

pub(crate) mod attempt;
pub(crate) mod list;
pub(crate) mod show;
