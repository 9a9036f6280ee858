//! Totals against their parts, and years against their quarters or months.
//!
//! Which rows are the parts of which is told by the columns in which they add up; a label that says `total` needs fewer.

use boardlift_model::{Basis, Kind, Observation, PeriodType, Unit};

use super::labels::says;
use super::papers::{Paper, Row, is_of_a_year, value};
use super::printed::{half_unit, in_unit, number};
use super::suspicion::{Check, Suspicion};
use super::thresholds::{MOST_PARTS, MOST_ROWS, RELATION_WITNESSES, SUM_NEAR, TELLING_SUM, YEAR_OVER_PART};

/// Words of a label that names a total.
const TOTAL: &[&str] = &["total", "overall", "all"];

/// Totals of rows and of days.
pub(super) fn check(paper: &Paper<'_>) -> Vec<Suspicion> {
    let mut found = Vec::new();
    for table in paper.tables().into_iter().filter(|table| table.len() <= MOST_ROWS) {
        for at in 0..table.len() {
            found.extend(total(paper, table, at));
        }
    }
    for row in &paper.rows {
        found.extend(years(paper, row));
    }
    found
}

/// One column of a total and its parts.
struct Column<'o> {
    total: &'o Observation,
    parts: Vec<&'o Observation>,
    sum: f64,
    agrees: bool,
}

/// The columns of the row at `at` that its parts don't add up to, where in others they do.
fn total(paper: &Paper<'_>, table: &[Row<'_>], at: usize) -> Vec<Suspicion> {
    let row = &table[at];
    if !matches!(row.unit(), Some(Unit::Count | Unit::Gbp)) {
        return Vec::new();
    }
    let runs = (2..=MOST_PARTS).flat_map(|length| {
        let above = at.checked_sub(length).map(|from| &table[from..at]);
        let below = table.get(at + 1..at + 1 + length);
        above.into_iter().chain(below)
    });
    let of_the_unit = runs.filter(|parts| parts.iter().all(|part| part.unit() == row.unit()));
    let columns = of_the_unit.map(|parts| columns(row, parts));
    // Of two runs that fit as well, the shorter: it is tried first.
    let Some(best) = columns
        .filter(|columns| is_sum(row, columns))
        .reduce(|best, other| if agreeing(&other) > agreeing(&best) { other } else { best })
    else {
        return Vec::new();
    };
    let witnesses = agreeing(&best);
    let is_near = |column: &&Column<'_>| {
        let total = value(column.total).unwrap_or_default();
        !column.agrees && (column.sum - total).abs() <= SUM_NEAR * total.abs()
    };
    let finding = |column: &Column<'_>| {
        let unit = column.total.figure.cell.unit;
        let parts: Vec<String> =
            column.parts.iter().filter_map(|part| Some(in_unit(value(part)?, unit))).collect();
        let message = format!(
            "{} add up to {}, printed {}; in {witnesses} other columns they agree",
            parts.join(" + "),
            in_unit(column.sum, unit),
            column.total.figure.value_text,
        );
        Suspicion::of(Check::TotalMismatch, paper, column.total, &column.parts, message)
    };
    best.iter().filter(is_near).map(finding).collect()
}

/// Whether columns bear out that a row is a sum.
fn is_sum(row: &Row<'_>, columns: &[Column<'_>]) -> bool {
    let figure = &row.first().figure;
    let is_called =
        says(&figure.indicator, TOTAL) || figure.breakdown.as_deref().is_some_and(|words| says(words, TOTAL));
    let mut telling: Vec<u64> = columns
        .iter()
        .filter(|column| column.agrees && column.parts.iter().all(|part| value(part) != Some(0.0)))
        .filter_map(|column| value(column.total))
        .filter(|total| is_called || total.abs() >= TELLING_SUM)
        .map(f64::to_bits)
        .collect();
    telling.sort_unstable();
    telling.dedup();
    let least = if is_called { 1 } else { RELATION_WITNESSES };
    telling.len() >= least && 2 * agreeing(columns) > columns.len()
}

fn agreeing(columns: &[Column<'_>]) -> usize {
    columns.iter().filter(|column| column.agrees).count()
}

fn columns<'o>(row: &Row<'o>, parts: &[Row<'o>]) -> Vec<Column<'o>> {
    let column = |&total: &&'o Observation| {
        let printed = value(total)?;
        let parts: Vec<&Observation> = parts.iter().map(|part| part.beside(total)).collect::<Option<_>>()?;
        let values: Vec<f64> = parts.iter().map(|part| value(part)).collect::<Option<_>>()?;
        let sum: f64 = values.iter().sum();
        // Parts without decimals are exact: people and pounds are not rounded.
        let slack: f64 =
            parts.iter().chain([&total]).filter(|o| half_unit(o) < 0.5).map(|o| half_unit(o)).sum();
        Some(Column { total, parts, sum, agrees: (sum - printed).abs() <= slack + f64::EPSILON * sum.abs() })
    };
    row.figures.iter().filter_map(column).collect()
}

/// Years of a row that its quarters or months don't add up to, though they are numbers of the single periods.
fn years(paper: &Paper<'_>, row: &Row<'_>) -> Vec<Suspicion> {
    let is_flow = |o: &&Observation| {
        let is_counted = matches!(o.figure.cell.unit, Some(Unit::Count | Unit::Gbp));
        let gathers = matches!(o.figure.basis, Some(Basis::Cumulative | Basis::Rolling | Basis::Forecast));
        is_counted && !gathers
    };
    let results: Vec<&Observation> = row.reported(Kind::Actual).filter(is_flow).collect();
    let finding = |&year: &&Observation| {
        let days = year.figure.period.as_ref()?.period;
        let of_kind = |kind: PeriodType, count: usize| {
            let inside = |o: &&&Observation| {
                o.figure.period.as_ref().is_some_and(|stated| {
                    let part = stated.period;
                    part.kind == kind && part.start >= days.start && part.end <= days.end
                })
            };
            let parts: Vec<&Observation> = results.iter().filter(inside).copied().collect();
            (parts.len() == count).then_some(parts)
        };
        let parts = of_kind(PeriodType::Quarter, 4).or_else(|| of_kind(PeriodType::Month, 12))?;
        year_mismatch(paper, year, &parts)
    };
    results.iter().filter(|o| is_of_a_year(o)).filter_map(finding).collect()
}

fn year_mismatch(paper: &Paper<'_>, year: &Observation, parts: &[&Observation]) -> Option<Suspicion> {
    let values: Vec<f64> = parts.iter().filter_map(|part| value(part)).collect();
    let (printed, sum) = (value(year)?, values.iter().sum::<f64>());
    let largest = values.iter().copied().fold(f64::MIN, f64::max);
    let slack: f64 = parts.iter().copied().chain([year]).map(half_unit).filter(|half| *half < 0.5).sum();
    // A stock's year is about as large as its quarters, and parts that gather up end in it.
    let is_total = printed > YEAR_OVER_PART * largest && (sum - printed).abs() <= SUM_NEAR * printed;
    (is_total && (sum - printed).abs() > slack + f64::EPSILON * sum).then(|| {
        let message = format!(
            "its {} parts add up to {}, printed {}",
            parts.len(),
            number(sum),
            year.figure.value_text
        );
        Suspicion::of(Check::YearMismatch, paper, year, parts, message)
    })
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    #[test]
    fn a_total_is_the_sum_of_its_parts() {
        let paper = |total: &str| {
            format!(
                "Ref|KPI|Q1 22/23|Q2 22/23|Q3 22/23\n1|Number of new plans|51|51|37\n2|Number of plans moved in|49|26|21\n\
                 3|Number of plans changed|98|60|52\n4|Total number of plans|198|{total}|110"
            )
        };
        check(Check::TotalMismatch, &paper("137"), &[]);
        check(Check::TotalMismatch, &paper("147"), &["4: 147"]);
        // Rows that add up nowhere are no parts.
        check(Check::TotalMismatch, "Ref|KPI|Q1 22/23\n1|New|51\n2|Old|49\n3|Total plans|120", &[]);
    }

    #[test]
    fn a_sum_that_nobody_calls_one() {
        let paper = |spend: &str| {
            format!(
                "Ref|KPI|Q1 22/23|Q2 22/23|Q3 22/23\n7|Spend|£31,679,272|£32,103,720|{spend}\n\
                 8|Spend - direct|£29,838,396|£30,238,620|£30,435,204\n9|Spend - central|£1,840,876|£1,865,100|£1,832,275"
            )
        };
        check(Check::TotalMismatch, &paper("£32,267,479"), &[]);
        check(Check::TotalMismatch, &paper("£32,276,479"), &["7: £32,276,479"]);
    }

    #[test]
    fn a_year_is_the_sum_of_its_quarters() {
        let paper = |year: &str| {
            format!(
                "Ref|KPI|Q1 22/23|Q2 22/23|Q3 22/23|Q4 22/23|Actual 2022/23\n1|Number of referrals|51|49|60|40|{year}"
            )
        };
        check(Check::YearMismatch, &paper("200"), &[]);
        check(Check::YearMismatch, &paper("210"), &["1: 210"]);
        check(Check::YearMismatch, &paper("40"), &[]);
    }
}
