//! `boardlift layouts`: the layouts that documents are recognised by.

pub(crate) mod attempt;
mod changes;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod show;
