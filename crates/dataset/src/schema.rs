//! The output schema: every column of every table, once.
//!
//! A column says its name, its meaning, whether it may be null, how its value is found in a row and how it is put into
//! one; its type follows from the last two. All writers, the JSON Schema and the listing for people are made from these lists, so
//! that a new column is one new entry. A change to them is a new [`SCHEMA_VERSION`].

mod actions;
mod column;
mod commentary;
mod documents;
mod json;
mod list;
mod observations;
mod parts;
mod put;

use boardlift_model::Observation;

use crate::tables::{ActionRow, CommentaryRow, DocumentRow, TableName};

pub use column::Row;
pub(crate) use column::{Access, Field, Value, corners, finite, term};
pub use column::{Column, ColumnType};
pub use json::json_schema;
pub use list::listing;
pub use put::Mismatch;
pub(crate) use put::{Found, RowMaker};

/// The version of the schema, which every file states: in the Parquet metadata and in each JSON document.
pub const SCHEMA_VERSION: u32 = 1;

/// The version of Boardlift that writes the files.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The columns of a table, in the schema's order.
pub fn columns(table: TableName) -> Vec<Column> {
    fn of<R: Row>() -> Vec<Column> {
        R::FIELDS.iter().map(Field::column).collect()
    }
    match table {
        TableName::Observations => of::<Observation>(),
        TableName::Documents => of::<DocumentRow>(),
        TableName::Commentary => of::<CommentaryRow>(),
        TableName::Actions => of::<ActionRow>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `names` as the schema's document prints them, `?` for what may be null.
    fn check(table: TableName, names: &str) {
        let found: Vec<String> = columns(table)
            .iter()
            .map(|column| format!("{}{}", column.name, if column.nullable { "?" } else { "" }))
            .collect();
        let expected: Vec<&str> = names.split_whitespace().collect();
        assert_eq!(found, expected, "{table}");
    }

    #[test]
    fn columns_are_those_of_the_schema_in_its_order() {
        check(
            TableName::Observations,
            "observation_id document_id authority_code? authority? area? area_code? area_type section? ref? indicator
             breakdown? measure? kind column_text period_text? period_type? period_start? period_end? basis?
             value_text value? value_upper? unit? qualifier? status numerator? denominator? secondary_value?
             secondary_unit? value_note? rag? rag_source? direction? desired_direction? note? page? sheet? cell?
             bbox? line? table row column layout flags",
        );
        check(
            TableName::Documents,
            "document_id file_name source_url? media_type byte_size title? authority_code? authority? board?
             period_text? period_start? period_end? meeting_date? pages? layout? layout_version? boardlift_version
             tables indicators observations status error? flags",
        );
        check(TableName::Commentary, "document_id heading? position text page? line?");
        check(
            TableName::Actions,
            "document_id position ref? issue? action owner? due_text? due? page? line?",
        );
    }
}
