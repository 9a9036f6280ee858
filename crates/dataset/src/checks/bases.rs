//! Numbers against their shares: what each share is a part of must be the same thing along a row.
//!
//! `65 (0.30)` says that 65 are 0.30 of 21 667. Where the rest of the row says 24 500 throughout, one of the two numbers is
//! wrong. Rows of numbers and rows of their shares are held against each other in the same way.

use std::collections::BTreeMap;

use boardlift_model::{Kind, Observation, Unit};

use super::labels::counted;
use super::papers::{Paper, Row, is_of_a_year, value};
use super::printed::number;
use super::suspicion::{Check, Suspicion};
use super::thresholds::{BASE_DRIFT, BASE_OTHER, BASE_SHARED, BASE_STEADY, BASE_WITNESSES, MOST_ROWS};

/// A number, its share, and between which bounds the base of the two lies.
struct Pair<'o> {
    share: &'o Observation,
    count: f64,
    percent: f64,
    low: f64,
    high: f64,
}

impl<'o> Pair<'o> {
    fn of(share: &'o Observation, count: f64, percent: f64, half_unit: f64) -> Option<Self> {
        let is_telling = count > 0.0 && percent > 2.0 * half_unit;
        let base = |percent: f64| 100.0 * count / percent;
        is_telling.then(|| Pair {
            share,
            count,
            percent,
            low: base(percent + half_unit),
            high: base(percent - half_unit),
        })
    }

    fn base(&self) -> f64 {
        100.0 * self.count / self.percent
    }

    /// How far its base lies from the stretch between two bounds, as a part of the nearer.
    fn apart(&self, low: f64, high: f64) -> f64 {
        if self.low > high {
            (self.low - high) / high
        } else if self.high < low {
            (low - self.high) / low
        } else {
            0.0
        }
    }
}

/// Numbers with brackets, and rows that go together.
pub(super) fn check(paper: &Paper<'_>) -> Vec<Suspicion> {
    let mut found = Vec::new();
    for table in paper.tables().into_iter().filter(|table| table.len() <= MOST_ROWS) {
        for row in table {
            found.extend(brackets(paper, row, table));
        }
        found.extend(rows(paper, table));
    }
    found
}

fn brackets(paper: &Paper<'_>, row: &Row<'_>, table: &[Row<'_>]) -> Vec<Suspicion> {
    let pairs: Vec<Pair<'_>> = row.own().filter_map(bracketed).collect();
    if !are_of_different_days(&pairs) {
        return Vec::new();
    }
    let against_printed = against_printed_base(paper, row, &pairs);
    if !against_printed.is_empty() {
        return against_printed;
    }
    let mut found = against_each_other(paper, Check::BracketMismatch, &pairs);
    found.retain(|suspicion| {
        let pair = pairs.iter().find(|pair| suspicion.observation_ids.first() == Some(&pair.share.id));
        !pair.is_some_and(|pair| is_shared(pair, row, table))
    });
    found
}

/// Whether another row of the table has the same base in the same column, or is it: then the base itself has moved.
fn is_shared(pair: &Pair<'_>, row: &Row<'_>, table: &[Row<'_>]) -> bool {
    let others =
        table.iter().filter(|other| !std::ptr::eq(*other, row)).filter_map(|other| other.beside(pair.share));
    let is_near =
        |low: f64, high: f64| low <= pair.high && pair.low <= high && high <= low * (1.0 + BASE_SHARED);
    others.into_iter().any(|other| {
        let is_it = value(other).is_some_and(|base| is_near(base, base));
        is_it || bracketed(other).is_some_and(|other| is_near(other.low, other.high))
    })
}

/// Columns of the same days count different things, each of a base of its own.
fn are_of_different_days(pairs: &[Pair<'_>]) -> bool {
    let days = |pair: &Pair<'_>| pair.share.figure.period.as_ref().map(|stated| stated.period);
    let mut all: Vec<_> = pairs.iter().map(days).collect();
    all.sort_unstable();
    all.windows(2).all(|two| two[0] != two[1])
}

/// The number and the share of `65 (0.30)`, `8.8% (33)`, `20 (10.5%)`.
fn bracketed(observation: &Observation) -> Option<Pair<'_>> {
    let cell = &observation.figure.cell;
    let (first, second) = (value(observation)?, cell.secondary_value?);
    let (outside, inside) = observation.figure.value_text.split_once('(')?;
    let is_percent = |unit: Option<Unit>, words: &str| unit == Some(Unit::Percent) || words.contains('%');
    if is_percent(cell.secondary_unit, inside) || inside.contains('.') && first.fract() == 0.0 {
        return Pair::of(observation, first, second, half_of_decimals(inside));
    }
    let is_share = is_percent(cell.unit, outside) && second.fract() == 0.0;
    if is_share { Pair::of(observation, second, first, half_of_decimals(outside)) } else { None }
}

/// Half of the last decimal, noughts included: within one row shares are printed alike.
fn half_of_decimals(words: &str) -> f64 {
    let decimals =
        words.split_once('.').map_or(0, |(_, rest)| rest.chars().take_while(char::is_ascii_digit).count());
    0.5 * 10f64.powi(-i32::try_from(decimals).unwrap_or(0))
}

/// Where a target or baseline is a plain number that one of the shares is exactly of, it is the base of all.
fn against_printed_base(paper: &Paper<'_>, row: &Row<'_>, pairs: &[Pair<'_>]) -> Vec<Suspicion> {
    let printed = row.reported(Kind::Target).chain(row.reported(Kind::Baseline));
    let is_plain =
        |o: &&Observation| o.figure.cell.unit == Some(Unit::Count) && o.figure.cell.secondary_value.is_none();
    let fits = |pair: &Pair<'_>, base: f64| (pair.low..=pair.high).contains(&base);
    let is_base = |base: f64| {
        let fitting = pairs.iter().filter(|pair| fits(pair, base)).count();
        fitting > 0 && pairs.iter().all(|pair| pair.count <= base)
    };
    let base = printed.filter(is_plain).find(|o| value(o).is_some_and(is_base));
    let Some((base, of)) = base.and_then(|o| Some((o, value(o)?))) else { return Vec::new() };
    let finding = |pair: &Pair<'_>| {
        let message = format!(
            "{} of {} is {}%, printed {}%",
            number(pair.count),
            number(of),
            number(100.0 * pair.count / of),
            number(pair.percent)
        );
        Suspicion::of(Check::BracketMismatch, paper, pair.share, &[base], message)
    };
    pairs.iter().filter(|pair| !fits(pair, of)).map(finding).collect()
}

/// Rows of numbers and rows of their shares, by the words of their labels.
fn rows(paper: &Paper<'_>, table: &[Row<'_>]) -> Vec<Suspicion> {
    let mut found = Vec::new();
    for (shares, numbers) in pairs_of_rows(table) {
        let cells = shares.own().filter(|o| o.figure.kind != Kind::Baseline);
        let pairs: Vec<Pair<'_>> = cells
            .filter_map(|share| {
                let count = value(numbers.beside(share)?)?;
                Pair::of(share, count, value(share)?, half_of_decimals(&share.figure.value_text))
            })
            .collect();
        found.extend(against_each_other(paper, Check::ShareAgainstCount, &pairs));
    }
    found
}

/// The rows of shares of one table, each with the only row that counts the same things.
fn pairs_of_rows<'t, 'o>(table: &'t [Row<'o>]) -> Vec<(&'t Row<'o>, &'t Row<'o>)> {
    let mut alike: BTreeMap<String, (Vec<&'t Row<'o>>, Vec<&'t Row<'o>>)> = BTreeMap::new();
    for row in table {
        let figure = &row.first().figure;
        let words = format!("{} {}", figure.indicator, figure.breakdown.as_deref().unwrap_or_default());
        let (shares, numbers) = alike.entry(counted(&words)).or_default();
        match row.unit() {
            Some(Unit::Percent) => shares.push(row),
            Some(Unit::Count) => numbers.push(row),
            _ => {}
        }
    }
    let pair = |(key, (shares, numbers)): (String, (Vec<&'t Row<'o>>, Vec<&'t Row<'o>>))| match (
        shares.as_slice(),
        numbers.as_slice(),
    ) {
        (&[share], &[number]) if !key.is_empty() => Some((share, number)),
        _ => None,
    };
    alike.into_iter().filter_map(pair).collect()
}

/// The pairs whose base the others speak against.
fn against_each_other(paper: &Paper<'_>, check: Check, pairs: &[Pair<'_>]) -> Vec<Suspicion> {
    let mut bases: Vec<f64> = pairs.iter().map(Pair::base).collect();
    bases.sort_by(f64::total_cmp);
    let Some(&median) = bases.get(bases.len() / 2) else { return Vec::new() };
    let Some(middle) = pairs.iter().find(|pair| pair.base().total_cmp(&median).is_eq()) else {
        return Vec::new();
    };
    let is_witness = |pair: &&Pair<'_>| pair.apart(middle.low, middle.high) <= BASE_STEADY;
    let witnesses: Vec<&Pair<'_>> = pairs.iter().filter(is_witness).collect();
    let mut kinds: Vec<(u64, u64)> =
        witnesses.iter().map(|w| (w.count.to_bits(), w.percent.to_bits())).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() < BASE_WITNESSES || 2 * witnesses.len() <= pairs.len() {
        return Vec::new();
    }
    // From year to year a base moves by more than a slip does.
    if 2 * pairs.iter().filter(|pair| is_of_a_year(pair.share)).count() > pairs.len() {
        return Vec::new();
    }
    let low = witnesses.iter().map(|w| w.low).fold(f64::MAX, f64::min);
    let high = witnesses.iter().map(|w| w.high).fold(f64::MIN, f64::max);
    let is_off = |pair: &&Pair<'_>| (BASE_DRIFT..BASE_OTHER).contains(&pair.apart(low, high));
    let others: Vec<&Observation> = witnesses.iter().map(|w| w.share).collect();
    let finding = |pair: &Pair<'_>| {
        let message = format!(
            "{} and {}% are of {:.0}, where the row's other figures are of {:.0} to {:.0}; of that it would be {}% to {}%",
            number(pair.count),
            number(pair.percent),
            pair.base(),
            low,
            high,
            number(100.0 * pair.count / high),
            number(100.0 * pair.count / low),
        );
        Suspicion::of(check, paper, pair.share, &others, message)
    };
    pairs.iter().filter(is_off).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    #[test]
    fn brackets_of_one_base() {
        let header = "Ref|KPI|Q1 22/23|Q2 22/23|Q3 22/23\n";
        let row = |cells: &str| format!("{header}1|Number of pupils excluded|{cells}");
        check(Check::BracketMismatch, &row("34 (0.14)|65 (0.30)|104 (0.42)"), &["1: 65 (0.30)"]);
        check(Check::BracketMismatch, &row("34 (0.14)|65 (0.27)|104 (0.42)"), &[]);
        // Two witnesses are needed.
        check(Check::BracketMismatch, &row("34 (0.14)|65 (0.30)|"), &[]);
        // A base that moves throughout proves nothing.
        check(Check::BracketMismatch, &row("34 (0.14)|65 (0.30)|104 (0.60)"), &[]);
    }

    #[test]
    fn brackets_of_the_printed_target() {
        check(
            Check::BracketMismatch,
            "Ref|KPI|Target 22/23|Q1 22/23|Q2 22/23|Q3 22/23\n60|Interviews held|180|20 (10.5%)|28 (27%)|72 (40%)",
            &["60: 20 (10.5%)", "60: 28 (27%)"],
        );
    }

    #[test]
    fn shares_beside_the_numbers_of_the_same_things() {
        let paper = |share: &str| {
            format!(
                "Ref|KPI|Target 22/23|Q1 22/23|Q2 22/23|Q3 22/23\n\
                 1|Number of pupils on SEN Support|3259|2724|2750|2887\n\
                 2|% of pupils with SEN Support|12.0%|10.0%|10.1%|{share}"
            )
        };
        check(Check::ShareAgainstCount, &paper("9.9%"), &["2: 9.9%"]);
        check(Check::ShareAgainstCount, &paper("10.6%"), &[]);
    }
}
