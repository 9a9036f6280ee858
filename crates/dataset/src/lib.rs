//! The last step: a reading becomes rows of four tables, and the tables become files.
//!
//! ```text
//! Reading ──resolve──▶ Paper (one document's rows) ──gather──▶ Tables ──write──▶ JSON Lines, JSON, CSV, Parquet
//! ```
//!
//! This crate alone knows the output schema, and it alone knows polars. It reads no documents, decides nothing
//! about what a cell means, and prints nothing.
//!
//! In reading order:
//!
//! - [`mod@resolve`]: whose figures they are, and which area and measure each describes.
//! - [`tables`]: the rows of the four tables.
//! - [`schema`]: every column of every table: name, type, meaning and where its value comes from. The writers, the
//!   JSON Schema and the printed listing all come from these lists.
//! - [`mod@write`]: one table to a stream, to a file, or all four to a folder.
//! - [`checks`]: what looks wrong in the published figures.
//! - [`series`]: what makes two figures points of one line.
//! - [`editions`]: in which order papers came out; [`likeness`]: whether two printings say the same.
//! - [`revisions`]: what became of each figure from edition to edition.
//! - [`mod@compare`]: one measure across councils.
//! - [`unmatched`]: which labels have no measure, and how much hangs on each.
//! - [`store`]: the dataset as a folder of Parquet files, written a partition at a time and read back as the same rows.
//! - [`export`]: a dataset for people who don't read Parquet; `query`: questions to it in SQL, with the feature `sql`.

pub mod checks;
pub mod compare;
pub mod editions;
pub mod export;
pub mod likeness;
mod parquet;
#[cfg(feature = "sql")]
pub mod query;
pub mod read;
pub mod resolve;
pub mod revisions;
pub mod schema;
pub mod series;
pub mod store;
pub mod tables;
pub mod unmatched;
pub mod write;

pub use read::{ReadError, ReadFault, read_json_lines, read_parquet, rows_of_json_lines};
pub use resolve::{Told, resolve};
pub use schema::{Column, ColumnType, SCHEMA_VERSION, VERSION, columns, json_schema, listing};
pub use tables::{ActionRow, CommentaryRow, DocumentRow, Paper, TableName, Tables};
pub use write::{Format, WriteError, replace_file, write, write_file, write_folder, write_rows};

#[cfg(test)]
mod testing;
