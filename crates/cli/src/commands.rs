//! The commands, one file each. A command joins what the rooms offer; it knows nothing that they should know.

pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod fetch;
pub(crate) mod import;
pub(crate) mod layouts;
pub(crate) mod measures;
pub(crate) mod query;
pub(crate) mod revisions;
pub(crate) mod schema;
pub(crate) mod sources;
pub(crate) mod tables;
pub(crate) mod worker;
