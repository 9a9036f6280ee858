//! The statements that make the tables of the database, from the schema's columns.

use crate::export::listing::Listing;
use crate::schema::{Column, ColumnType, Field, Row};
use crate::tables::TableName;

/// What tells the rows of a table apart, and what joins it to others and is searched for.
struct Keys {
    primary: &'static [&'static str],
    foreign: &'static [Reference],
    indexes: &'static [&'static [&'static str]],
}

/// A column that holds the key of another table.
struct Reference {
    column: &'static str,
    table: &'static str,
    key: &'static str,
}

const TO_DOCUMENT: Reference = Reference { column: "document_id", table: "documents", key: "document_id" };
const TO_AUTHORITY: Reference = Reference { column: "authority_code", table: "authorities", key: "code" };

fn keys(table: TableName) -> Keys {
    match table {
        TableName::Documents => Keys {
            primary: &["document_id"],
            foreign: &[TO_AUTHORITY],
            indexes: &[&["authority_code", "period_start"]],
        },
        TableName::Observations => Keys {
            primary: &["observation_id"],
            // A measure may be a user's own, which the vocabulary of the last import need not have.
            foreign: &[TO_DOCUMENT, TO_AUTHORITY],
            // A measure across councils, a council over time, a document's figures.
            indexes: &[
                &["measure", "authority_code", "period_start"],
                &["authority_code", "period_start"],
                &["document_id"],
            ],
        },
        // Points of two headings of the same words may have the same place.
        TableName::Commentary => Keys { primary: &[], foreign: &[TO_DOCUMENT], indexes: &[&["document_id"]] },
        TableName::Actions => {
            Keys { primary: &["document_id", "position"], foreign: &[TO_DOCUMENT], indexes: &[] }
        }
    }
}

/// The statement that makes a table, with the meaning of each column as a comment.
pub(super) fn table_definition<R: Row>() -> String {
    let keys = keys(R::TABLE);
    let mut clauses: Vec<(String, &str)> = R::FIELDS
        .iter()
        .map(Field::column)
        .map(|column| (column_definition(&column), column.meaning))
        .collect();
    if !keys.primary.is_empty() {
        clauses.push((format!("PRIMARY KEY ({})", quoted_list(keys.primary)), "What tells two rows apart"));
    }
    for Reference { column, table, key } in keys.foreign {
        let (column, table, key) = (quoted(column), quoted(table), quoted(key));
        let clause = format!("FOREIGN KEY ({column}) REFERENCES {table} ({key})");
        clauses.push((clause, "The row that it points to"));
    }
    let last = clauses.len() - 1;
    let lines = clauses.iter().enumerate().map(|(index, (clause, meaning))| {
        format!("  {clause}{} -- {meaning}\n", if index == last { "" } else { "," })
    });
    format!("CREATE TABLE {} (\n{}) STRICT;\n", quoted(R::TABLE.as_str()), lines.collect::<String>())
}

/// The statement that makes the table of a vocabulary.
pub(super) fn listing_definition(listing: &Listing) -> String {
    let columns = listing.columns.iter().map(|column| {
        let key = if column == listing.key { " PRIMARY KEY NOT NULL" } else { "" };
        format!("  {} TEXT{key}", quoted(column))
    });
    format!(
        "CREATE TABLE {} (\n{}\n) STRICT;\n",
        quoted(listing.name),
        columns.collect::<Vec<_>>().join(",\n")
    )
}

/// The statement that adds a row of so many values to a table, with a place for each.
pub(super) fn insertion(table: &str, values: usize) -> String {
    format!("INSERT INTO {} VALUES ({})", quoted(table), vec!["?"; values].join(", "))
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
