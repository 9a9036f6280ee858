//! Tables of bare years over which words announce targets: `The following targets have been set: | 2022/23 | 2025/26`.
//!
//! Only the words right above a table say it, or its own title, and only where nothing in the table speaks of results: each
//! column of figures is headed by a period and nothing else, no row says which kind of figure it holds, nothing is judged.

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::targets;
use boardlift_model::{Block, Cell, Document, Grid, Kind};

use crate::columns::{Column, Reason, Use};
use crate::stretch::Stretch;
use crate::subject::{self, Subject};

/// Takes the columns of periods of such a table for targets. `block` is its block in the document, from 0.
pub(crate) fn take_targets(document: &Document, block: usize, grid: &Grid, stretches: &mut [Stretch]) {
    let above = block.checked_sub(1).map(|above| &document.blocks[above]);
    let line = above.and_then(|above| match above {
        Block::Heading(text) | Block::Paragraph(text) => Some(text.text.as_str()),
        _ => None,
    });
    for stretch in stretches {
        let title = stretch.title.as_deref().or(line);
        let body = &grid.rows()[stretch.body.clone()];
        if title.is_some_and(targets::announces) && is_silent(&stretch.columns, body) {
            stretch.columns.iter_mut().for_each(take);
        }
    }
}

/// Whether neither the columns nor the rows of a table say which kind of figure they hold.
fn is_silent(columns: &[Column], body: &[Vec<Cell>]) -> bool {
    let is_bare = |column: &Column| {
        column.value().is_none()
            || column.is_own_actual() && column.stem.is_empty() && column.period.is_some()
    };
    let judges = |column: &Column| {
        matches!(column.used, Use::Role(Role::Rag | Role::Direction | Role::Basis) | Use::UnknownFigures)
    };
    let is_kind =
        |cell: &Cell| matches!(subject::of(&cell.text), Some(Subject::Kind(_) | Subject::Remarks(_)));
    columns.iter().any(|column| column.value().is_some())
        && columns.iter().all(|column| is_bare(column) && !judges(column))
        && !body.iter().flatten().any(is_kind)
}

fn take(column: &mut Column) {
    if let Use::Value(value) = &mut column.used {
        value.kind = Kind::Target;
        column.reason = Reason::Caption;
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// The kinds of the figures of a table of two years.
    fn check(line: &str, table: &str, expected: &[&str]) {
        let figures = general(&format!("# Waste\n\n{line}\n\n{table}")).figures;
        let found: Vec<String> = figures.iter().map(|figure| figure.kind.to_string()).collect();
        assert_eq!(found, expected, "{line}: {table}");
    }

    const TABLE: &str = "Measure | 2022/23 | 2024/25\nRate of waste recycled | 58% | 64%";

    #[test]
    fn bare_years_below_words_that_announce_targets() {
        check("The following targets have been set in the plan:", TABLE, &["target", "target"]);
        check("# Targets 2022 to 2025", TABLE, &["target", "target"]);
        check("Progress against the targets set in the plan:", TABLE, &["actual", "actual"]);
    }

    #[test]
    fn a_table_that_speaks_of_results() {
        let line = "The following targets have been set:";
        let headed = "Measure | Actual 2022/23 | 2024/25\nRate of waste recycled | 58% | 64%";
        check(line, headed, &["actual", "actual"]);
        let judged = "Measure | 2022/23 | RAG\nRate of waste recycled | 58% | G\nRate of fires | 3% | R";
        check(line, judged, &["actual", "actual"]);
    }
}
