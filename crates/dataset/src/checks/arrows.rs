//! Arrows against the values that they compare.
//!
//! What a paper's arrows compare is nowhere printed: this column with the one before, or with a year ago; the value, or
//! how good it is. Whichever most arrows of the paper agree with is taken, and where most agree with none, nothing is.

use boardlift_model::{Direction, Flag, Kind, Observation, Period, PeriodType};

use super::labels::says;
use super::papers::{Paper, Row, value};
use super::printed::{half_unit, with_column};
use super::suspicion::{Check, Suspicion};
use super::thresholds::{ARROW_AGREEMENT, ARROW_WITNESSES, FLAT, MOST_MONTHS_APART, TELLING_ARROWS};
use super::wanted::{Better, Wanted};

/// Words of columns that tell how others do, without naming them.
const OF_OTHERS: &[&str] = &["tq", "quartile", "average", "median", "mean", "benchmark"];

/// Which figure an arrow compares with.
#[derive(Debug, Clone, Copy)]
enum With {
    Before,
    AYearAgo,
}

/// What an arrow tells of the change.
#[derive(Debug, Clone, Copy)]
enum Tells {
    Change,
    Improvement,
}

/// An arrow's figure, the one that it is compared with, and which way the values went.
struct Compared<'o> {
    figure: &'o Observation,
    before: &'o Observation,
    arrow: Direction,
    went: Direction,
    is_small: bool,
    better: Option<Better>,
}

impl Compared<'_> {
    fn agrees(&self) -> bool {
        // A small change is as often called none.
        self.arrow == self.went || self.arrow == Direction::Same && self.is_small
    }
}

/// Arrows that the values don't bear out.
pub(super) fn check(paper: &Paper<'_>, wanted: &Wanted<'_>) -> Vec<Suspicion> {
    let meanings = [
        (With::Before, Tells::Change),
        (With::AYearAgo, Tells::Change),
        (With::Before, Tells::Improvement),
        (With::AYearAgo, Tells::Improvement),
    ];
    let agreeing = |all: &[Compared<'_>]| all.iter().filter(|one| one.agrees()).count();
    let all = meanings.map(|(with, tells)| compared(paper, wanted, with, tells));
    // Of two meanings that fit as well, the plainer: it stands first.
    let best =
        all.into_iter().reduce(|best, other| if agreeing(&other) > agreeing(&best) { other } else { best });
    let best = best.unwrap_or_default();
    let is_told =
        best.len() >= ARROW_WITNESSES && agreeing(&best) as f64 >= ARROW_AGREEMENT * best.len() as f64;
    if !is_told {
        return Vec::new();
    }
    let is_certain = |one: &&Compared<'_>| one.better == Some(Better::Higher) || tells_change(&best);
    let finding = |one: &Compared<'_>| {
        let message = format!(
            "the arrow of {} says {}, where the figure before is {}",
            with_column(one.figure),
            one.arrow,
            with_column(one.before),
        );
        Suspicion::of(Check::ArrowMismatch, paper, one.figure, &[one.before], message)
    };
    best.iter().filter(|one| !one.agrees()).filter(is_certain).map(finding).collect()
}

/// Whether arrows tell the change and not how good it is, which only figures that are better when lower can show.
fn tells_change(all: &[Compared<'_>]) -> bool {
    let lower = all.iter().filter(|one| one.better == Some(Better::Lower) && one.went != Direction::Same);
    let (agreeing, against): (Vec<_>, Vec<_>) = lower.partition(|one| one.arrow == one.went);
    agreeing.len() >= TELLING_ARROWS && agreeing.len() > against.len()
}

fn compared<'o>(paper: &Paper<'o>, wanted: &Wanted<'_>, with: With, tells: Tells) -> Vec<Compared<'o>> {
    let of_row = |row: &Row<'o>| {
        let better = wanted.of_row(row);
        let up = match tells {
            Tells::Change => Some(Better::Higher),
            Tells::Improvement => better,
        };
        let arrows = row.reported(Kind::Actual).filter_map(|figure| {
            let before = compared_with(figure, row, with)?;
            let compared = compare(figure, before, figure.figure.direction?, up?)?;
            Some(Compared { better, ..compared })
        });
        arrows.collect::<Vec<_>>()
    };
    paper.rows.iter().flat_map(of_row).collect()
}

fn compare<'o>(
    figure: &'o Observation,
    before: &'o Observation,
    arrow: Direction,
    up: Better,
) -> Option<Compared<'o>> {
    let (now, then) = (value(figure)?, value(before)?);
    let went = match (now.total_cmp(&then), up) {
        (std::cmp::Ordering::Equal, _) => bracket_went(figure, before),
        (std::cmp::Ordering::Greater, Better::Higher) | (std::cmp::Ordering::Less, Better::Lower) => {
            Direction::Up
        }
        _ => Direction::Down,
    };
    let is_small = (now - then).abs() <= (FLAT * then.abs()).max(half_unit(before).min(half_unit(figure)));
    Some(Compared { figure, before, arrow, went, is_small, better: None })
}

/// `10% (10)` after `10% (9)` went up all the same.
fn bracket_went(figure: &Observation, before: &Observation) -> Direction {
    let second = |o: &Observation| o.figure.cell.secondary_value;
    match second(figure).zip(second(before)) {
        Some((now, then)) if now > then => Direction::Up,
        Some((now, then)) if now < then => Direction::Down,
        _ => Direction::Same,
    }
}

/// The row's figure of the days right before, or of the same days a year ago.
fn compared_with<'o>(figure: &Observation, row: &Row<'o>, with: With) -> Option<&'o Observation> {
    let days = figure.figure.period.as_ref()?.period;
    let is_it = |o: &&Observation| {
        if o.id == figure.id {
            return false;
        }
        let Some(other) = o.figure.period.as_ref().map(|stated| stated.period) else { return false };
        let is_of_the_days = match with {
            // A heading whose year is a slip stands for the days beside it.
            With::Before => {
                is_right_before(other, days) || o.figure.flags.contains(&Flag::PeriodOutOfSequence)
            }
            With::AYearAgo => is_a_year_before(other, days),
        };
        is_of_the_days && !says(&o.figure.column_text, OF_OTHERS)
    };
    let end = |o: &Observation| o.figure.period.as_ref().map(|stated| stated.period.end);
    let fitting: Vec<&Observation> = row.reported(Kind::Actual).filter(is_it).collect();
    let last = fitting.iter().filter_map(|o| end(o)).max();
    let mut latest = fitting.into_iter().filter(|o| end(o) == last);
    match (latest.next(), latest.next()) {
        (Some(only), None) => Some(only),
        // Where several columns have the days, the one that is headed like the figure's own.
        (first, second) => {
            first.into_iter().chain(second).chain(latest).find(|o| heading(o) == heading(figure))
        }
    }
}

/// A heading without its figures: what a column holds, whatever its days.
fn heading(observation: &Observation) -> String {
    observation.figure.column_text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Whether the one is the last of its kind before the other. Up to a quarter may be left out: snapshots stand a month or a
/// quarter apart, and one column may hold an older month's figure.
fn is_right_before(before: Period, days: Period) -> bool {
    let is_adjacent = before.end.tomorrow().is_ok_and(|next| next == days.start);
    let may_be_apart =
        matches!(days.kind, PeriodType::Day | PeriodType::Month | PeriodType::Term | PeriodType::HalfTerm);
    let is_near =
        may_be_apart && before.end < days.start && months_between(before, days) <= MOST_MONTHS_APART;
    before.kind == days.kind && (is_adjacent || is_near)
}

fn is_a_year_before(before: Period, days: Period) -> bool {
    before.kind == days.kind
        && before.end.year() + 1 == days.end.year()
        && before.end.month() == days.end.month()
        && before.start.month() == days.start.month()
}

fn months_between(before: Period, days: Period) -> i32 {
    let month = |date: boardlift_model::Date| 12 * i32::from(date.year()) + i32::from(date.month());
    month(days.start) - month(before.end)
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    fn paper(rows: &[&str]) -> String {
        format!("Ref|KPI|Feb 24|Mar 24\n{}", rows.join("\n"))
    }

    const FOLLOWING: [&str; 5] = [
        "1|No. of complaints|8|16 ▲",
        "2|No. of complaints overdue|92|118 ▲",
        "3|% of plans issued within 20 weeks|53%|67% ▲",
        "4|% of calls answered within a minute|99%|96% ▼",
        "5|No. of plans|7359|7359 ↔",
    ];

    #[test]
    fn an_arrow_against_its_values() {
        let with = |row: &'static str| paper(&[&FOLLOWING[..], &[row]].concat());
        check(Check::ArrowMismatch, &with("27|Total number of referrals|102|98 ▲"), &["27: 98 ▲"]);
        check(Check::ArrowMismatch, &with("27|Total number of referrals|102|98 ▼"), &[]);
        check(Check::ArrowMismatch, &with("27|Total number of referrals|347|278 ↔"), &["27: 278 ↔"]);
        // Few call a change of two in a hundred one.
        check(Check::ArrowMismatch, &with("27|Total number of referrals|347|343 ↔"), &[]);
        check(Check::ArrowMismatch, &with("27|% found in favour|10% (9)|10% (10) ▲"), &[]);
    }

    #[test]
    fn arrows_that_tell_how_good_it_is() {
        check(
            Check::ArrowMismatch,
            &paper(&[
                "1|No. of complaints|8|16 ▼",
                "2|No. of complaints overdue|92|118 ▼",
                "3|% of plans issued within 20 weeks|53%|67% ▲",
                "4|% of calls answered within a minute|99%|96% ▼",
                "5|No. of suspensions|40|30 ▲",
            ]),
            &[],
        );
    }

    #[test]
    fn too_few_arrows_tell_nothing() {
        check(Check::ArrowMismatch, &paper(&["1|No. of complaints|8|16 ▲", "2|Referrals|102|98 ▲"]), &[]);
    }
}
