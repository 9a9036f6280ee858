//! Whether a question is one statement that only reads, and names tables that are there. How its columns are found is
//! the engine's business.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use sqlparser::ast::{
    self, Expr, NamedWindowExpr, Query, SetExpr, Visit, Visitor, WindowSpec, WindowType, visit_relations,
};
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
        let named = named(&statement);
        check_tables(&named, tables)?;
        if named.puts_nulls_last {
            return Err(QueryError::NullsLast);
        }
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

fn check_tables(named: &Named, tables: &[&str]) -> Result<(), QueryError> {
    let is_known = |name: &&String| tables.contains(&name.as_str()) || named.expressions.contains(*name);
    let unknown = named.relations.iter().find(|name| !is_known(name));
    match named.calls.first().or(unknown) {
        None => Ok(()),
        Some(name) => Err(QueryError::UnknownTable {
            name: name.clone(),
            suggestions: nearest(name, tables.iter().copied()),
            tables: tables.iter().map(|&table| table.to_owned()).collect(),
        }),
    }
}

/// What is to be known of a statement before the engine gets it.
#[derive(Default)]
struct Named {
    /// The tables that it names.
    relations: BTreeSet<String>,
    /// The expressions of its `WITH`s, which are tables to it.
    expressions: BTreeSet<String>,
    /// The functions that it calls where a table should stand: the engine has some that read files.
    calls: BTreeSet<String>,
    /// Whether a window asks for `NULLS LAST`, which the engine passes over: its answer would be a wrong one.
    puts_nulls_last: bool,
}

fn named(statement: &ast::Statement) -> Named {
    let mut named = Named::default();
    // Neither visitor ever breaks off.
    let _ = statement.visit(&mut named);
    let _ = visit_relations(statement, |relation| {
        named.relations.insert(plain(relation));
        ControlFlow::<()>::Continue(())
    });
    named
}

impl Visitor for Named {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let expressions = query.with.iter().flat_map(|with| &with.cte_tables);
        self.expressions.extend(expressions.map(|expression| expression.alias.name.value.clone()));
        self.puts_nulls_last |= windows(&query.body).any(puts_nulls_last);
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &ast::TableFactor) -> ControlFlow<()> {
        let is_table = matches!(
            factor,
            ast::TableFactor::Table { args: None, .. }
                | ast::TableFactor::Derived { .. }
                | ast::TableFactor::NestedJoin { .. }
        );
        if !is_table {
            self.calls.insert(factor.to_string());
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        if let Expr::Function(function) = expression
            && let Some(WindowType::WindowSpec(window)) = &function.over
        {
            self.puts_nulls_last |= puts_nulls_last(window);
        }
        ControlFlow::Continue(())
    }
}

/// The windows that a `SELECT` gives names to.
fn windows(body: &SetExpr) -> Box<dyn Iterator<Item = &WindowSpec> + '_> {
    match body {
        SetExpr::Select(select) => {
            Box::new(select.named_window.iter().filter_map(|window| match &window.1 {
                NamedWindowExpr::WindowSpec(window) => Some(window),
                NamedWindowExpr::NamedWindow(_) => None,
            }))
        }
        SetExpr::SetOperation { left, right, .. } => Box::new(windows(left).chain(windows(right))),
        _ => Box::new(std::iter::empty()),
    }
}

fn puts_nulls_last(window: &WindowSpec) -> bool {
    window.order_by.iter().any(|order| order.options.nulls_first == Some(false))
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
        check("SELECT * FROM documents ORDER BY title NULLS LAST", Ok(Statement::Read));
        check("SELECT rank() OVER (ORDER BY title NULLS FIRST) FROM documents", Ok(Statement::Read));
        check("SHOW TABLES", Ok(Statement::Read));
        check("EXPLAIN SELECT * FROM documents", Ok(Statement::Read));
        check("DESCRIBE documents", Ok(Statement::Describe("documents".to_owned())));
        check("DESC \"documents\"", Ok(Statement::Describe("documents".to_owned())));
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
        check("SELECT * FROM read_parquet('/etc/passwd')", Err("there is no table `read_parquet"));
        check(
            "WITH read_parquet AS (SELECT 1 AS a) SELECT * FROM read_parquet('/etc/passwd')",
            Err("there is no table `read_parquet"),
        );
        for window in [
            "OVER (ORDER BY value NULLS LAST)",
            "OVER w FROM documents WINDOW w AS (ORDER BY value NULLS LAST)",
        ] {
            check(&format!("SELECT rank() {window}"), Err("expected no NULLS LAST in a window"));
        }
        check("DESCRIBE figures", Err("there is no table `figures`; the tables are"));
        check("SELECT * FROM main.documents", Err("there is no table `main.documents`"));
    }
}
