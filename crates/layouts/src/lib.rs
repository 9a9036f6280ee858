//! Document to reading: what the headings of a table mean, and what its rows therefore say.
//!
//! The *general reading* knows how councils write (through `lexicon`) and needs no preparation. A *layout spec* is
//! a TOML file that says how a particular publisher's document is recognised, by its headings, title and council and
//! never by its figures or prose, and only what differs there from the general reading: which authority and board publish
//! it, and which heading means something unusual.
//!
//! This crate is the only one that knows what a column means. It opens no file but a spec, knows no vocabulary of
//! authorities or measures (`reference` does), and never changes a printed value.
//!
//! In reading order:
//!
//! - [`spec`], [`catalogue`]: layouts as data, and the set of them.
//! - `look`: what a grid shows at first sight.
//! - `framed`: title lines and commentary that stand inside a table.
//! - `shapes`: indicators that are printed as blocks, cards and tables of labels, made into rows.
//! - `orientation`, `halves`: tables that lie on their side, turned, and those that stand in two halves, parted.
//! - `printed`: where the cells of grids stand that were turned, parted or made.
//! - `header`, `contents`, `columns`, `sequence`, `outline`: which rows of a grid are its heading, what each column holds, and which
//!   heading is a slip.
//! - `indicators`, `purpose`: which tables are of indicators, and what the others are for.
//! - `pattern`, `marks`, [`mod@recognise`]: which layout a document has, with the reasons.
//! - `headings`: which heading stands over which table.
//! - `announced`: tables over which words announce targets.
//! - `places`: columns of the places that figures are split by.
//! - `bodies`: whose the columns are that name a body.
//! - `dated`: the days of columns that are named by the paper's own period.
//! - `stretch`: the rows under each heading of a table.
//! - `rows`, `bands`, `run_together`: what kind of row each row is: group, indicator, sub-row, heading again, several in one.
//! - `tail`: what stands below a table in the same grid.
//! - `merged`: cells that are printed once for several rows or columns.
//! - `row_periods`: periods that stand in rows of their own.
//! - `sections`, `subject`, `sisters`: where rows stand, rows that say whom they describe, and rows that hold the targets of
//!   others.
//! - `legend`, `glossary`, `paint`, `colours`: what colours mean, which words a key gives them, which are a cell's own, and
//!   which judge.
//! - `table`, `group`, `row_reading`, `figure_period`, `figure_unit`, `newest`, `judged`: rows and columns to figures.
//! - `refs`: numbers of indicators that stand in one cell with their names.
//! - `losses`, `unparted`: what a table's reading leaves out, and rows in running text, as findings.
//! - `checks`, `duplicate_refs`: what looks wrong in the figures, as flags.
//! - `ruled`: what the spec says of days and wishes, where the document is silent.
//! - `seen`, `drift`: in what a document differs from the spec of its layout.
//! - [`draft`]: a spec to begin with, drafted from a document.
//! - `profile`, `commentary`, `actions`: what stands outside the tables of indicators.
//! - `parts`, `collected`: the tables of a document in turn.
//! - [`read`](fn@read): all of it.
//! - [`mod@explain`]: why each figure was read so.

pub mod catalogue;
pub mod draft;
pub mod explain;
pub mod recognise;
pub mod spec;

mod actions;
mod announced;
mod bands;
mod bodies;
mod checks;
mod collected;
mod colours;
mod columns;
mod commentary;
mod contents;
mod dated;
mod drift;
mod duplicate_refs;
mod figure_period;
mod figure_unit;
mod framed;
mod glossary;
mod group;
mod halves;
mod header;
mod headings;
mod indicators;
mod judged;
mod legend;
mod look;
mod losses;
mod marks;
mod merged;
mod newest;
mod orientation;
mod outline;
mod paint;
mod parts;
mod pattern;
mod places;
mod printed;
mod profile;
mod purpose;
mod read;
mod refs;
mod row_periods;
mod row_reading;
mod rows;
mod ruled;
mod run_together;
mod sections;
mod seen;
mod sequence;
mod shapes;
mod signs;
mod sisters;
mod stored;
mod stretch;
mod subject;
mod table;
mod tail;
mod unparted;

#[cfg(test)]
mod testing;

pub use catalogue::{Catalogue, CatalogueError};
pub use explain::{Because, explain};
pub use read::{GENERIC, GENERIC_VERSION, Options, read};
pub use recognise::{Recognition, recognise};
pub use spec::{Spec, SpecError};
