//! What the reading has flagged, told with its numbers. The judgement itself was made where a row was read; here it is
//! held against the rest of the paper.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_model::{Flag, Kind, Observation, Unit};

use super::labels::says;
use super::papers::{Paper, Row, is_own, value};
use super::printed::{in_unit, with_column};
use super::suspicion::{Check, Suspicion};
use super::thresholds::{MOST_OF_WHAT_WAS_DUE, ODD_COLUMN};

/// Words of shares of what was due or planned: last year's rent is collected this year, and more beds are used than there
/// are.
const MAY_PASS_ONE_HUNDRED: &[&str] =
    &["collected", "collection", "recovered", "recovery", "occupancy", "utilisation", "achieved", "planned"];

/// Words of columns that tell a difference, whatever their row counts.
pub(super) const OF_DIFFERENCES: &[&str] = &["variance", "variation", "change", "difference", "+"];

/// What the flags of a paper's rows say.
pub(super) fn check(paper: &Paper<'_>) -> Vec<Suspicion> {
    let mut found = Vec::new();
    let odd_columns = columns_of_another_unit(paper);
    for row in &paper.rows {
        found.extend(over_100_percent(paper, row));
        found.extend(units(paper, row, &odd_columns));
        found.extend(jumps(paper, row));
        found.extend(malformed_numbers(paper, row));
    }
    found.extend(references(paper));
    found
}

fn flagged<'r, 'o>(row: &'r Row<'o>, flag: Flag) -> impl Iterator<Item = &'o Observation> + use<'r, 'o> {
    row.figures.iter().copied().filter(move |o| o.figure.flags.contains(&flag))
}

/// A share above one hundred is a slip where the rest of the row is below: a row that passes it more than once, or is meant
/// to, counts something that may.
fn over_100_percent(paper: &Paper<'_>, row: &Row<'_>) -> Option<Suspicion> {
    let over: Vec<&Observation> =
        row.figures.iter().copied().filter(|o| value(o).is_some_and(|v| v > 100.0)).collect();
    let [only] = over.as_slice() else { return None };
    let is_result = only.figure.flags.contains(&Flag::Over100Percent) && only.figure.kind == Kind::Actual;
    let may_pass = says(&only.figure.indicator, MAY_PASS_ONE_HUNDRED);
    if !is_result || may_pass && value(only)? <= MOST_OF_WHAT_WAS_DUE {
        return None;
    }
    let message = format!("expected a share of at most 100%, found {}", only.figure.value_text);
    Some(Suspicion::of(Check::Over100Percent, paper, only, &[], message))
}

/// Columns whose figures are odd in many rows: they count in another unit throughout, as growth beside numbers does.
fn columns_of_another_unit(paper: &Paper<'_>) -> BTreeSet<(u32, u32)> {
    let mut odd: BTreeMap<(u32, u32), (usize, usize)> = BTreeMap::new();
    for o in paper.rows.iter().flat_map(|row| row.figures.iter()).filter(|o| value(o).is_some()) {
        let (flagged, all) = odd.entry((o.figure.table, o.figure.column)).or_default();
        *flagged += usize::from(o.figure.flags.contains(&Flag::UnitDiffersFromRow));
        *all += 1;
    }
    let is_odd = |(flagged, all): (usize, usize)| flagged >= ODD_COLUMN && 2 * flagged > all;
    odd.into_iter().filter(|(_, counts)| is_odd(*counts)).map(|(column, _)| column).collect()
}

/// A figure without a sign that prints another unit is of that unit: `7 working days` among percentages.
fn prints_another_unit(observation: &Observation) -> bool {
    !matches!(
        observation.figure.cell.unit,
        None | Some(Unit::Percent | Unit::Count | Unit::Rate | Unit::Score)
    )
}

fn units<'r>(
    paper: &'r Paper<'_>,
    row: &'r Row<'_>,
    odd_columns: &'r BTreeSet<(u32, u32)>,
) -> impl Iterator<Item = Suspicion> + 'r {
    let of_the_row = |o: &&Observation| {
        let is_odd_column = odd_columns.contains(&(o.figure.table, o.figure.column));
        !is_odd_column && !prints_another_unit(o) && !says(&o.figure.column_text, OF_DIFFERENCES)
    };
    flagged(row, Flag::UnitDiffersFromRow).filter(of_the_row).filter_map(move |odd| {
        let has_sign = odd.figure.value_text.contains('%');
        let others: Vec<&Observation> = row
            .figures
            .iter()
            .copied()
            .filter(|o| value(o).is_some() && o.figure.value_text.contains('%') != has_sign)
            .filter(|o| !says(&o.figure.column_text, OF_DIFFERENCES))
            .collect();
        let (first, sign) = (others.first()?, if has_sign { "a percent sign" } else { "no percent sign" });
        let message = format!(
            "found {sign} at {}, where {} of its row {}: {}",
            odd.figure.value_text,
            if others.len() == 1 { "another".to_owned() } else { format!("{} others", others.len()) },
            match (has_sign, others.len()) {
                (true, 1) => "has none",
                (true, _) => "have none",
                (false, 1) => "has one",
                (false, _) => "have one",
            },
            with_column(first),
        );
        Some(Suspicion::of(Check::UnitDiffersFromRow, paper, odd, &[], message))
    })
}

fn jumps<'r>(paper: &'r Paper<'_>, row: &'r Row<'_>) -> impl Iterator<Item = Suspicion> + 'r {
    flagged(row, Flag::ImplausibleJump).filter_map(move |odd| {
        let others =
            || row.figures.iter().copied().filter(|o| o.id != odd.id && is_own(o) && value(o).is_some());
        // A target for years ahead may be many times today's number; a share has nowhere to go.
        let is_far_aim = odd.figure.kind == Kind::Target && odd.figure.cell.unit != Some(Unit::Percent);
        if is_far_aim || !others().any(|o| o.figure.cell.unit == odd.figure.cell.unit) {
            return None;
        }
        let others = others().filter_map(value);
        let (low, high) = others.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        let unit = odd.figure.cell.unit;
        let (found, low, high) = (in_unit(value(odd)?, unit), in_unit(low, unit), in_unit(high, unit));
        let message = format!(
            "found {found}, where the rest of the row lies between {low} and {high}: a slipped point?"
        );
        Some(Suspicion::of(Check::ImplausibleJump, paper, odd, &[], message))
    })
}

fn malformed_numbers<'r>(paper: &'r Paper<'_>, row: &'r Row<'_>) -> impl Iterator<Item = Suspicion> + 'r {
    flagged(row, Flag::MalformedNumber).map(move |odd| {
        let figure = &odd.figure;
        let Some(fraction) = figure.cell.fraction else {
            let message = format!("`{}` is not printed as a number should be", figure.value_text);
            return Suspicion::of(Check::MalformedNumber, paper, odd, &[], message);
        };
        let note = figure.note.as_deref().unwrap_or(&figure.value_text);
        let message = format!(
            "`{note}` has its digits parted; joined it is {}/{}",
            fraction.numerator, fraction.denominator
        );
        let suspicion = Suspicion::of(Check::MalformedNumber, paper, odd, &[], message);
        suspicion.of_the_reading("digits are parted where a line wraps, on the page or on the way from it")
    })
}

/// One finding a number, at its second indicator.
fn references(paper: &Paper<'_>) -> Vec<Suspicion> {
    let mut owners: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
    for row in &paper.rows {
        let first = row.first();
        let Some(reference) = first.figure.reference.as_deref() else { continue };
        let owners = owners.entry(reference).or_default();
        let is_known = owners.iter().any(|o| o.figure.indicator == first.figure.indicator);
        // Two show it.
        if owners.len() < 2 && first.figure.flags.contains(&Flag::DuplicateRef) && !is_known {
            owners.push(first);
        }
    }
    let finding = |(reference, owners): (&str, Vec<&Observation>)| {
        let [first, second, ..] = owners.as_slice() else { return None };
        let (one, two) = (&first.figure.indicator, &second.figure.indicator);
        let message = format!("{reference} is the number of `{one}` and of `{two}`");
        Some(Suspicion::of(Check::DuplicateRef, paper, second, &[first], message))
    };
    owners.into_iter().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    #[test]
    fn a_share_above_one_hundred() {
        let row = |label: &str, cells: &str| format!("Ref|KPI|Q1 22/23|Q2 22/23\n1|{label}|{cells}");
        check(Check::Over100Percent, &row("% of plans issued", "94%|195%"), &["1: 195%"]);
        check(Check::Over100Percent, &row("% of rent collected", "94%|101%"), &[]);
        // What passes it twice may.
        check(Check::Over100Percent, &row("% of plans issued", "104%|195%"), &[]);
    }

    #[test]
    fn a_sign_that_the_row_does_not_have() {
        let header = "Ref|KPI|Q1 22/23|Q2 22/23|Q3 22/23|Change\n";
        let rows = |cells: &str| format!("{header}1|Suspension rate|{cells}");
        check(Check::UnitDiffersFromRow, &rows("25.06|13.02%|25.0|"), &["1: 13.02%"]);
        check(Check::UnitDiffersFromRow, &rows("25.06|25.1|25.0|13.02%"), &[]);
    }

    #[test]
    fn a_number_of_two_indicators() {
        check(
            Check::DuplicateRef,
            "Ref|KPI|Q1 22/23\n1|Number of plans|3949\n2|% issued|67%\n2|% reviewed|53%",
            &["2: 53%"],
        );
    }
}
