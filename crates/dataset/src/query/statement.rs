//! Whether a question is one statement that only reads, and names tables that are there. How its columns are found is
//! the engine's business.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use sqlparser::ast::{self, Query, Visit, Visitor, visit_relations};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::{Parser, ParserOptions};

use super::error::{QueryError, nearest};

/// A statement that only reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Statement {
    /// The engine answers it.
    Read,
    /// A table's columns are asked for, which the engine has no word for.
    Describe(String),
}

impl Statement {
    /// The statement that a question is, to a dataset with these tables.
    ///
    /// # Errors
    ///
    /// Where it can't be parsed, is more or other than one reading statement, or names another table.
    pub(super) fn parse(question: &str, tables: &[&str]) -> Result<Self, QueryError> {
        let statement = single(question)?;
        check_tables(&statement, tables)?;
        match &statement {
            ast::Statement::Query(_) | ast::Statement::ShowTables { .. } => Ok(Statement::Read),
            ast::Statement::Explain { statement: inner, analyze: false, .. }
                if matches!(**inner, ast::Statement::Query(_)) =>
            {
                Ok(Statement::Read)
            }
            ast::Statement::ExplainTable { table_name, .. } => Ok(Statement::Describe(plain(table_name))),
            other => Err(QueryError::NotReading { found: first_word(&other.to_string()) }),
        }
    }
}

/// Parses as the engine does: by the same parser with the same options.
fn single(question: &str) -> Result<ast::Statement, QueryError> {
    let options = ParserOptions { trailing_commas: true, ..ParserOptions::default() };
    let parsed = Parser::new(&GenericDialect)
        .with_options(options)
        .try_with_sql(question)
        .and_then(|mut parser| parser.parse_statements())
        .map_err(|error| QueryError::Syntax { message: error.to_string() })?;
    let count = parsed.len();
    parsed.into_iter().next().filter(|_| count == 1).ok_or(QueryError::NotOne { found: count })
}

fn check_tables(statement: &ast::Statement, tables: &[&str]) -> Result<(), QueryError> {
    let mut named = Named::default();
    // Neither visitor ever breaks off.
    let _ = statement.visit(&mut named);
    let _ = visit_relations(statement, |relation| {
        named.relations.insert(plain(relation));
        ControlFlow::<()>::Continue(())
    });
    let is_known = |name: &&String| tables.contains(&name.as_str()) || named.expressions.contains(*name);
    match named.relations.iter().find(|name| !is_known(name)) {
        None => Ok(()),
        Some(name) => Err(QueryError::UnknownTable {
            name: name.clone(),
            suggestions: nearest(name, tables.iter().copied()),
            tables: tables.iter().map(|&table| table.to_owned()).collect(),
        }),
    }
}

/// What a statement names: tables, and the expressions of its `WITH`s.
#[derive(Default)]
struct Named {
    relations: BTreeSet<String>,
    expressions: BTreeSet<String>,
}

impl Visitor for Named {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let expressions = query.with.iter().flat_map(|with| &with.cte_tables);
        self.expressions.extend(expressions.map(|expression| expression.alias.name.value.clone()));
        ControlFlow::Continue(())
    }
}

/// The name without quotes, its parts joined with a full stop.
fn plain(name: &ast::ObjectName) -> String {
    let part = |part: &ast::ObjectNamePart| match part.as_ident() {
        Some(ident) => ident.value.clone(),
        None => part.to_string(),
    };
    name.0.iter().map(part).collect::<Vec<_>>().join(".")
}

fn first_word(statement: &str) -> String {
    statement.split_whitespace().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: [&str; 2] = ["documents", "observations"];

    fn check(question: &str, expected: Result<Statement, &str>) {
        let found = Statement::parse(question, &TABLES).map_err(|error| error.to_string());
        match (&found, &expected) {
            (Err(found), Err(expected)) => assert!(found.starts_with(expected), "{question}: {found}"),
            _ => assert_eq!(found, expected.map_err(str::to_owned), "{question}"),
        }
    }

    #[test]
    fn what_reads_is_taken() {
        check("SELECT 1", Ok(Statement::Read));
        check("select value from observations;", Ok(Statement::Read));
        check(
            "WITH d AS (SELECT * FROM documents) SELECT * FROM d JOIN observations USING (document_id)",
            Ok(Statement::Read),
        );
        check(
            "SELECT * FROM documents WHERE document_id IN (SELECT document_id FROM observations)",
            Ok(Statement::Read),
        );
        check("SELECT * FROM documents UNION ALL SELECT * FROM documents", Ok(Statement::Read));
        check("SHOW TABLES", Ok(Statement::Read));
        check("EXPLAIN SELECT * FROM documents", Ok(Statement::Read));
        check("DESCRIBE documents", Ok(Statement::Describe("documents".to_owned())));
        check("DESCRIBE TABLE \"documents\"", Ok(Statement::Describe("documents".to_owned())));
    }

    #[test]
    fn what_changes_is_refused() {
        for (question, word) in [
            ("DROP TABLE documents", "DROP"),
            ("DELETE FROM documents", "DELETE"),
            ("TRUNCATE TABLE documents", "TRUNCATE"),
            ("INSERT INTO documents VALUES (1)", "INSERT"),
            ("UPDATE documents SET title = 'x'", "UPDATE"),
            ("CREATE TABLE documents AS SELECT 1", "CREATE"),
            ("COPY documents TO 'x.csv'", "COPY"),
            ("EXPLAIN DELETE FROM documents", "EXPLAIN"),
        ] {
            let expected =
                format!("expected SELECT, WITH, SHOW TABLES, DESCRIBE or EXPLAIN SELECT, found {word}");
            check(question, Err(&expected));
        }
    }

    #[test]
    fn slips_are_told() {
        check("", Err("expected one statement, found none"));
        check("SELECT 1; SELECT 2", Err("expected one statement, found 2"));
        check("SELEC value", Err("cannot understand the question: "));
        check("SELECT * FROM", Err("cannot understand the question: "));
        check("SELECT 'open", Err("cannot understand the question: "));
        check(
            "SELECT * FROM observation",
            Err(
                "there is no table `observation`; did you mean `observations`? The tables are documents, observations",
            ),
        );
        check("SELECT * FROM read_parquet('/etc/passwd')", Err("there is no table `read_parquet`"));
        check("DESCRIBE figures", Err("there is no table `figures`; the tables are"));
        check("SELECT * FROM main.documents", Err("there is no table `main.documents`"));
    }
}
