//! The statements that make the tables of the database, from the schema's columns.

use crate::schema::{Column, ColumnType, Field, Row};
use crate::tables::TableName;

/// What tells the rows of a table apart, and what joins it to others and is searched for.
struct Keys {
    primary: &'static [&'static str],
    foreign: &'static [(&'static str, TableName)],
    indexes: &'static [&'static [&'static str]],
}

fn keys(table: TableName) -> Keys {
    const OF_DOCUMENT: &[(&str, TableName)] = &[("document_id", TableName::Documents)];
    match table {
        TableName::Documents => {
            Keys { primary: &["document_id"], foreign: &[], indexes: &[&["authority_code", "period_start"]] }
        }
        TableName::Observations => Keys {
            primary: &["observation_id"],
            foreign: OF_DOCUMENT,
            // A measure across councils, a council over time, a document's figures.
            indexes: &[
                &["measure", "authority_code", "period_start"],
                &["authority_code", "period_start"],
                &["document_id"],
            ],
        },
        // Points of two headings without words may have the same place.
        TableName::Commentary => Keys { primary: &[], foreign: OF_DOCUMENT, indexes: &[&["document_id"]] },
        TableName::Actions => {
            Keys { primary: &["document_id", "position"], foreign: OF_DOCUMENT, indexes: &[] }
        }
    }
}

/// The statement that makes a table, with the meaning of each column as a comment.
pub(super) fn table_definition<R: Row>(table: TableName) -> String {
    let keys = keys(table);
    let mut clauses: Vec<(String, &str)> = R::FIELDS
        .iter()
        .map(Field::column)
        .map(|column| (column_definition(&column), column.meaning))
        .collect();
    if !keys.primary.is_empty() {
        clauses.push((format!("PRIMARY KEY ({})", quoted_list(keys.primary)), "What tells two rows apart"));
    }
    for (column, other) in keys.foreign {
        let clause =
            format!("FOREIGN KEY ({0}) REFERENCES {1} ({0})", quoted(column), quoted(other.as_str()));
        clauses.push((clause, "The row that it belongs to"));
    }
    let last = clauses.len() - 1;
    let lines = clauses.iter().enumerate().map(|(index, (clause, meaning))| {
        format!("  {clause}{} -- {meaning}\n", if index == last { "" } else { "," })
    });
    format!("CREATE TABLE {} (\n{}) STRICT;\n", quoted(table.as_str()), lines.collect::<String>())
}

/// The statement that adds a row, with a place for each value.
pub(super) fn insertion<R: Row>(table: TableName) -> String {
    let places = vec!["?"; R::FIELDS.len()];
    format!("INSERT INTO {} VALUES ({})", quoted(table.as_str()), places.join(", "))
}

/// The statements that make a table's indexes, which is quicker after its rows are there.
pub(super) fn indexes(table: TableName) -> String {
    let indexes = keys(table).indexes.iter().map(|columns| {
        let name = quoted(&format!("{table}_by_{}", columns.join("_")));
        format!("CREATE INDEX {name} ON {} ({});\n", quoted(table.as_str()), quoted_list(columns))
    });
    indexes.collect()
}

fn column_definition(column: &Column) -> String {
    let name = quoted(column.name);
    let storage = match column.column_type {
        ColumnType::Number => "REAL",
        ColumnType::Ordinal | ColumnType::Count => "INTEGER",
        ColumnType::Text
        | ColumnType::Hash(_)
        | ColumnType::Term(_)
        | ColumnType::Date
        | ColumnType::Flags
        | ColumnType::BBox => "TEXT",
    };
    let needed = if column.nullable { "" } else { " NOT NULL" };
    let check = match &column.column_type {
        ColumnType::Term(words) => format!(" CHECK ({name} IN ('{}'))", words.join("', '")),
        _ => String::new(),
    };
    format!("{name} {storage}{needed}{check}")
}

fn quoted_list(names: &[&str]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

/// A name that is no word of SQL's own: a table has columns `table`, `column` and `row`.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}
