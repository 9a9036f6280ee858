//! Rows called `X as % of Y` against the rows of the same table that they are made of.

use boardlift_model::{Observation, Unit};

use super::labels::{base_of, counted};
use super::papers::{Paper, Row, value};
use super::printed::{half_unit, may_round_to, number, with_column};
use super::suspicion::{Check, Suspicion};
use super::thresholds::{MOST_ROWS, RELATION_WITNESSES};

/// How a share may be made of a row and its base.
#[derive(Debug, Clone, Copy)]
enum Made {
    /// The row's part of the base.
    Part,
    /// What the row has over the base, as a part of it: a gap.
    Excess,
}

impl Made {
    fn percent(self, of: f64, base: f64) -> f64 {
        match self {
            Made::Part => 100.0 * of / base,
            Made::Excess => 100.0 * (of - base) / base,
        }
    }
}

/// One column: the share, what it is of, its base, and what they give.
struct Column<'o> {
    share: &'o Observation,
    of: &'o Observation,
    base: &'o Observation,
    percent: f64,
    agrees: bool,
}

/// Shares that name their base, where most columns bear the reading out.
pub(super) fn check(paper: &Paper<'_>) -> Vec<Suspicion> {
    let mut found = Vec::new();
    for table in paper.tables().into_iter().filter(|table| table.len() <= MOST_ROWS) {
        for share in table.iter().filter(|row| row.unit() == Some(Unit::Percent)) {
            let base = base_of(&share.first().figure.indicator).and_then(|words| named(&words, table));
            if let Some(base) = base {
                found.extend(mismatches(paper, share, base, table));
            }
        }
    }
    found
}

/// The row of numbers whose label has all words of a base, and the fewest besides.
fn named<'t, 'o>(base: &str, table: &'t [Row<'o>]) -> Option<&'t Row<'o>> {
    let base = counted(base);
    let words: Vec<&str> = base.split(' ').filter(|word| !word.is_empty()).collect();
    let fitting =
        table.iter().filter(|row| matches!(row.unit(), Some(Unit::Count | Unit::Gbp))).filter_map(|row| {
            let label = counted(&row.first().figure.indicator);
            let has = |word: &&str| label.split(' ').any(|other| other == *word);
            words.iter().all(has).then(|| (label.split(' ').count(), row))
        });
    fitting.min_by_key(|(length, _)| *length).map(|(_, row)| row).filter(|_| !words.is_empty())
}

fn mismatches(paper: &Paper<'_>, share: &Row<'_>, base: &Row<'_>, table: &[Row<'_>]) -> Vec<Suspicion> {
    let candidates = table.iter().filter(|row| row.unit() == base.unit() && !std::ptr::eq(*row, base));
    let made =
        candidates.flat_map(|of| [Made::Part, Made::Excess].map(|made| columns(share, of, base, made)));
    let agreeing = |columns: &[Column<'_>]| columns.iter().filter(|column| column.agrees).count();
    let is_borne_out = |columns: &Vec<Column<'_>>| {
        let agreeing = agreeing(columns);
        agreeing > RELATION_WITNESSES && 2 * agreeing > columns.len()
    };
    let Some(best) = made.filter(is_borne_out).max_by_key(|columns| agreeing(columns)) else {
        return Vec::new();
    };
    let witnesses = agreeing(&best);
    let finding = |column: &Column<'_>| {
        let message = format!(
            "{} and {} give {}%, printed {}; {witnesses} other columns agree",
            with_column(column.of),
            column.base.figure.value_text,
            number(column.percent),
            column.share.figure.value_text,
        );
        Suspicion::of(Check::ShareMismatch, paper, column.share, &[column.of, column.base], message)
    };
    best.iter().filter(|column| !column.agrees).map(finding).collect()
}

fn columns<'o>(share: &Row<'o>, of: &Row<'o>, base: &Row<'o>, made: Made) -> Vec<Column<'o>> {
    let column = |&share: &&'o Observation| {
        let (of, base) = (of.beside(share)?, base.beside(share)?);
        let (printed, below) = (value(share)?, value(base).filter(|base| *base != 0.0)?);
        let percent = made.percent(value(of)?, below);
        // A gap is printed with a minus as often as without.
        let agrees = may_round_to(percent.abs(), printed.abs(), half_unit(share));
        Some(Column { share, of, base, percent, agrees })
    };
    share.figures.iter().filter_map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    #[test]
    fn a_share_that_names_its_base() {
        let paper = |share: &str| {
            format!(
                "Ref|KPI|Target 21/22|Q1 21/22|Q2 21/22|Q3 21/22\n\
                 7|HNB Spend|£31,791,000|£31,679,272|£32,103,720|£32,267,479\n\
                 13|Funding gap as % of HNB allocation|-22.76%|-22.33%|{share}|-25.60%\n\
                 15|HNB DSG allocation|£25,897,000|£25,896,881|£25,689,881|£25,689,881"
            )
        };
        check(Check::ShareMismatch, &paper("-24.79%"), &["13: -24.79%"]);
        check(Check::ShareMismatch, &paper("-24.97%"), &[]);
    }
}
