//! The schema as a listing for people.

use boardlift_model::Flag;
use strum::VariantArray;

use super::{Column, ColumnType, SCHEMA_VERSION, columns};
use crate::tables::TableName;

/// All columns of all tables, one a line: name, type (with `?` where a row may have none) and meaning. The words
/// of a vocabulary stand below their column, flags with their meanings.
pub fn listing() -> String {
    let tables = TableName::VARIANTS.iter().map(|table| table_listing(*table));
    let parts: Vec<String> =
        std::iter::once(format!("schema version {SCHEMA_VERSION}\n")).chain(tables).collect();
    parts.join("\n")
}

fn table_listing(table: TableName) -> String {
    let columns = columns(table);
    let name_width = columns.iter().map(|column| column.name.len()).max().unwrap_or(0);
    let type_width = columns.iter().map(|column| type_name(column).len()).max().unwrap_or(0);
    let line = |name: &str, type_name: &str, meaning: &str| {
        format!("  {name:name_width$}  {type_name:type_width$}  {meaning}\n")
    };
    let entry = |column: &Column| {
        let first = line(column.name, &type_name(column), column.meaning);
        match &column.column_type {
            ColumnType::Term(words) => first + &line("", "", &format!("one of: {}", words.join(", "))),
            ColumnType::Flags => {
                let flags = Flag::VARIANTS.iter();
                first
                    + &flags
                        .map(|flag| line("", "", &format!("{flag}: {}", flag.meaning())))
                        .collect::<String>()
            }
            _ => first,
        }
    };
    format!("{table}\n") + &columns.iter().map(entry).collect::<String>()
}

fn type_name(column: &Column) -> String {
    format!("{}{}", column.column_type, if column.nullable { "?" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_has_its_line_under_its_table() {
        let text = listing();
        let mut first_words = text.lines().filter_map(|line| line.split_whitespace().next());
        for table in TableName::VARIANTS {
            assert!(first_words.any(|word| word == table.as_str()), "{table}");
            for column in columns(*table) {
                assert!(first_words.any(|word| word == column.name), "{} of {table}", column.name);
            }
        }
    }

    /// `expected` stands in the line of the column, or in the one below it.
    fn check(column: &str, expected: &str) {
        let text = listing();
        let lines: Vec<&str> =
            text.lines().skip_while(|line| line.split_whitespace().next() != Some(column)).take(3).collect();
        assert!(lines.join("\n").contains(expected), "{expected}: {lines:?}");
    }

    #[test]
    fn types_and_vocabularies_are_named() {
        check("value", " f64? ");
        check("bbox", " list<f32>? ");
        check("table", " u32 ");
        check("byte_size", " u64 ");
        check("rag", "one of: red, amber, green, blue");
        check("desired_direction", "one of: up, down\n");
        check("flags", "salvaged: Rebuilt from damaged text.");
    }
}
