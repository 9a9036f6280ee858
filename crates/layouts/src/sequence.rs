//! Months in a row of headings: those printed without a year, and those that don't follow from their neighbours.

use boardlift_lexicon::period::FoundPeriod;
use boardlift_model::{Period, PeriodType, StatedPeriod};

use crate::columns::{Column, Dated, Use};

/// Gives months without a year the year of the dated month that they follow on from: `Oct 22 | Nov | Dec | Jan`. Where no
/// month of the table is dated, the table's own year stands, but only if the months then run one way as printed; else the
/// year of none of them is known: `Jan | Feb | Mar | Apr` of a financial year may be any two of three.
pub(crate) fn settle_bare_months(columns: &mut [Column]) {
    let months: Vec<(usize, i32, bool)> = columns
        .iter()
        .enumerate()
        .filter_map(|(at, column)| Some((at, month_number(column)?, column.period.as_ref()?.inferred)))
        .collect();
    if !months.iter().any(|(_, _, bare)| *bare) {
        return;
    }
    let is_dated = months.iter().any(|(_, _, bare)| !bare);
    let steps: Vec<i32> = months.windows(2).map(|pair| pair[1].1 - pair[0].1).collect();
    let one_way = steps.iter().all(|step| *step > 0) || steps.iter().all(|step| *step < 0);
    let mut before: Option<i32> = None;
    let mut dated = None;
    for (at, month, bare) in months {
        if !bare {
            before = Some(month);
            dated = Some(at);
            continue;
        }
        let follows = before.map(|before| before + 1).filter(|next| (next - month).rem_euclid(12) == 0);
        let settled = if is_dated { follows } else { Some(month).filter(|_| one_way) };
        set_month(&mut columns[at], settled);
        if let Some(dated) = dated {
            columns[at].dated = Dated::AfterMonth(dated);
        }
        before = settled;
    }
}

fn set_month(column: &mut Column, month: Option<i32>) {
    let period = month.and_then(|month| {
        let (year, month) = ((month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1);
        Period::month(i16::try_from(year).ok()?, i8::try_from(month).ok()?)
    });
    let found = column.period.take().and_then(|found| {
        let stated = StatedPeriod { period: period?, ..found.stated };
        Some(FoundPeriod { stated, ..found })
    });
    if let Use::Value(value) = &mut column.used {
        value.period.clone_from(&found);
    }
    column.period = found;
}

/// Marks a heading whose month follows on from its neighbour's while its year does not: `Feb 23` beside `Mar 24` is
/// a slip for `Feb 24`. Only neighbours that differ in nothing but the period, and in how it lies to the report, make
/// a series.
pub(crate) fn mark_slips(columns: &mut [Column]) {
    let months: Vec<(usize, i32)> =
        columns.iter().enumerate().filter_map(|(at, column)| Some((at, month_number(column)?))).collect();
    let series: Vec<&[(usize, i32)]> = months
        .chunk_by(|a, b| are_alike(&columns[a.0], &columns[b.0]))
        .filter(|series| series.len() >= 2)
        .collect();
    let slips: Vec<usize> = series.iter().filter_map(|series| slip_in(series)).collect();
    for at in slips {
        if let Use::Value(value) = &mut columns[at].used {
            value.out_of_sequence = true;
        }
    }
}

fn are_alike(one: &Column, other: &Column) -> bool {
    let described = |column: &Column| column.value().map(|value| (value.kind, value.area.clone()));
    described(one) == described(other) && plain_stem(one).eq(plain_stem(other))
}

/// The words of a stem without those that say how its period lies to the report.
fn plain_stem(column: &Column) -> impl Iterator<Item = &str> {
    let is_relative =
        |word: &&str| matches!(*word, "current" | "previous" | "prev" | "prior" | "last" | "this" | "latest");
    column.stem.split(' ').filter(move |word| !is_relative(word))
}

fn month_number(column: &Column) -> Option<i32> {
    let Period { kind, start, .. } = column.value()?.period.as_ref()?.stated.period;
    (kind == PeriodType::Month).then(|| i32::from(start.year()) * 12 + i32::from(start.month()))
}

/// The member of a series of months that is a year or more off, where the others leave no doubt; of two, the older.
fn slip_in(series: &[(usize, i32)]) -> Option<usize> {
    let steps: Vec<i32> = series.windows(2).map(|pair| pair[1].1 - pair[0].1).collect();
    let follows = |step: i32| step.abs() == 1;
    let year_off = |step: i32| step.abs() > 2 && (step.rem_euclid(12) == 1 || step.rem_euclid(12) == 11);
    if let [step] = steps[..] {
        return year_off(step).then_some(if step < 0 { series[1].0 } else { series[0].0 });
    }
    if steps.iter().filter(|step| follows(**step)).count() * 2 < steps.len() - 1 {
        return None;
    }
    (0..series.len()).find_map(|at| {
        let before = at.checked_sub(1).map(|step| steps[step]);
        let after = steps.get(at).copied();
        let off = [before, after].into_iter().flatten().all(year_off);
        let rejoined = match (before, after) {
            (Some(before), Some(after)) => (before + after).abs() == 2,
            _ => true,
        };
        (off && rejoined).then_some(series[at].0)
    })
}

#[cfg(test)]
mod tests {
    use boardlift_lexicon::period::Years;
    use boardlift_model::{Cell, Place};

    use crate::columns::assign;
    use crate::header::Header;

    fn check(heading: &str, expected: &[usize]) {
        let header = Header::of_words(heading.split('|').map(str::to_owned));
        let row = header.texts.iter().map(|_| Cell::new("1", Place::Line(1))).collect();
        let columns = assign(&header, &[row], Years::default(), None);
        let is_slip = |at: &usize| columns[*at].value().is_some_and(|value| value.out_of_sequence);
        let found: Vec<usize> = (0..columns.len()).filter(is_slip).collect();
        assert_eq!(found, expected, "{heading}");
    }

    #[test]
    fn a_month_that_follows_with_a_year_that_does_not_is_a_slip() {
        check("Indicator|Performance Mar 24|Performance Feb 23", &[2]);
        check("Indicator|Performance Mar 24|Performance Feb 24", &[]);
        check("Indicator|Performance Mar 24|Performance Mar 23", &[]);
        check("Indicator|Current month Mar 24|Previous month Feb 23", &[2]);
        check("Indicator|Aug 21|Sep 21|Oct 22|Nov 21", &[3]);
        check("Indicator|Nov 21|Dec 21|Jan 22|Feb 22", &[]);
        check("Indicator|Nov 21|Dec 21|Jan 21|Feb 22", &[3]);
        check("Indicator|Dec 21|Jan 22|Nat|SN|Jan 21", &[]);
        check("Indicator|Target Mar 24|Performance Feb 23", &[]);
    }

    fn check_months(heading: &str, expected: &[&str]) {
        let header = Header::of_words(heading.split('|').map(str::to_owned));
        let row = header.texts.iter().map(|_| Cell::new("1", Place::Line(1))).collect();
        let years = Years { financial: Some(2023), academic: None };
        let found: Vec<String> = assign(&header, &[row], years, None)
            .iter()
            .filter(|column| column.value().is_some())
            .map(|column| {
                column
                    .period
                    .as_ref()
                    .map_or("-".to_owned(), |found| found.stated.period.start.strftime("%b %y").to_string())
            })
            .collect();
        assert_eq!(found, expected, "{heading}");
    }

    #[test]
    fn bare_months_follow_on_from_a_dated_one() {
        check_months("Indicator|Oct 22|Nov|Dec|Jan", &["Oct 22", "Nov 22", "Dec 22", "Jan 23"]);
        check_months("Indicator|Nov|Dec|Jan", &["Nov 23", "Dec 23", "Jan 24"]);
        check_months("Indicator|Jan|Feb|Mar|Apr", &["-", "-", "-", "-"]);
        check_months("Indicator|Mar 22|Jun", &["Mar 22", "-"]);
    }
}
