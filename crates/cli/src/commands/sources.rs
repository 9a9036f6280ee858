//! `boardlift sources`: what is watched, as data.

pub(crate) mod check;
pub(crate) mod list;
pub(crate) mod new;
