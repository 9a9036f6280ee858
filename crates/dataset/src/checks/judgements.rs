//! Colours against targets, and colours and arrows where there is no figure.
//!
//! Publishers allow themselves bands around a target, and some judge by something else altogether. A colour is held
//! against its target only where the paper's other colours agree with theirs.

use boardlift_model::{Basis, Kind, Observation, RagColour, Status, Unit};

use super::labels::says;
use super::papers::{Paper, Row, value};
use super::printed::{half_unit, with_column};
use super::suspicion::{Check, Suspicion};
use super::thresholds::{HABIT, MOST_CONTRADICTIONS, WIDEST_BAND};
use super::wanted::{Better, Wanted};

/// Words of labels whose figures are the same size for a quarter as for a year.
const OF_ANY_LENGTH: &[&str] = &["average", "avg", "mean", "median", "rate", "per", "ratio", "score"];

/// A colour, the figure that it judges, and how far that falls short of its target.
struct Judged<'o> {
    figure: &'o Observation,
    target: &'o Observation,
    better: Better,
    colour: RagColour,
    /// As a part of the target; below nought where the target is passed.
    shortfall: f64,
    /// Whether the shortfall is more than rounding.
    is_plain: bool,
}

impl Judged<'_> {
    fn is_green(&self) -> bool {
        matches!(self.colour, RagColour::Green | RagColour::Blue)
    }

    fn misses(&self) -> bool {
        self.is_plain && self.shortfall > 0.0
    }

    fn passes(&self) -> bool {
        // On the target, amber may be a warning; red can't.
        self.is_plain && self.shortfall < 0.0 || self.shortfall == 0.0 && self.colour == RagColour::Red
    }
}

/// Colours that their targets don't bear out, and judgements of nothing.
pub(super) fn check(paper: &Paper<'_>, wanted: &Wanted<'_>) -> Vec<Suspicion> {
    let judged: Vec<Judged<'_>> = paper.rows.iter().filter_map(|row| judged(row, wanted)).collect();
    let mut found = greens(paper, &judged);
    found.extend(others(paper, &judged));
    found.extend(paper.rows.iter().flat_map(|row| without_figure(paper, row)));
    found
}

/// The newest judged figure of a row, where its target is one for the same days.
fn judged<'o>(row: &Row<'o>, wanted: &Wanted<'_>) -> Option<Judged<'o>> {
    let figure = row.results().into_iter().rev().find(|o| o.figure.rag.is_some())?;
    let target = row.target_of(figure).filter(|target| is_for(target, figure, row))?;
    let (result, aim) = (value(figure)?, value(target)?);
    let better = wanted.of_row(row)?;
    let miss = better.shortfall(result, aim);
    let part = if aim == 0.0 { miss.signum() } else { miss / aim.abs() };
    Some(Judged {
        figure,
        target,
        better,
        colour: figure.figure.rag?.colour,
        shortfall: part,
        is_plain: miss.abs() > half_unit(figure),
    })
}

/// Whether a target can be held against a figure: a share against any, a number only against one for the same days.
fn is_for(target: &Observation, figure: &Observation, row: &Row<'_>) -> bool {
    let (aim, result) = (&target.figure, &figure.figure);
    if aim.cell.unit != result.cell.unit {
        return false;
    }
    let is_number = matches!(result.cell.unit, Some(Unit::Count | Unit::Gbp) | None);
    let days = |period: &Option<boardlift_model::StatedPeriod>| period.as_ref().map(|stated| stated.period);
    let (aim_days, days) = (days(&aim.period), days(&result.period));
    let gathers = matches!(result.basis, Some(Basis::Cumulative | Basis::Forecast | Basis::Rolling));
    !is_number
        || says(&row.first().figure.indicator, OF_ANY_LENGTH)
        || aim_days.is_none()
        || aim_days == days
        || result.basis == Some(Basis::Forecast)
        || gathers && aim_days.map(|days| days.end) == days.map(|days| days.end)
}

/// Greens that miss their target, where greens mean what they say: most of the paper's reach theirs, and no band explains
/// the rest.
fn greens(paper: &Paper<'_>, judged: &[Judged<'_>]) -> Vec<Suspicion> {
    let (greens, others): (Vec<&Judged<'_>>, Vec<&Judged<'_>>) =
        judged.iter().partition(|one| one.is_green());
    let missing: Vec<&Judged<'_>> = greens.iter().copied().filter(|one| one.misses()).collect();
    if is_habit(missing.len(), greens.len(), judged.len()) {
        return Vec::new();
    }
    // A band would leave no amber nearer to its target than a green.
    let nearest = others.iter().filter(|one| one.misses()).map(|one| one.shortfall).fold(f64::MAX, f64::min);
    let has_no_band = missing.iter().any(|one| one.shortfall > nearest);
    let is_wrong = |one: &&&Judged<'_>| has_no_band || one.shortfall > WIDEST_BAND;
    missing.iter().filter(is_wrong).map(|one| finding(paper, one, "misses")).collect()
}

/// Ambers and reds that pass their target, where most of the paper's don't.
fn others(paper: &Paper<'_>, judged: &[Judged<'_>]) -> Vec<Suspicion> {
    let others: Vec<&Judged<'_>> = judged.iter().filter(|one| !one.is_green()).collect();
    let passing: Vec<&Judged<'_>> = others.iter().copied().filter(|one| one.passes()).collect();
    if is_habit(passing.len(), others.len(), judged.len()) {
        return Vec::new();
    }
    passing.iter().map(|one| finding(paper, one, "meets")).collect()
}

/// Whether so many contradictions among the colours of one kind, and among all, show that the paper judges by something
/// else.
fn is_habit(contradictions: usize, of_kind: usize, of_all: usize) -> bool {
    let is_often = |all: usize| contradictions as f64 > MOST_CONTRADICTIONS * all as f64;
    is_often(of_all) || contradictions >= HABIT && is_often(of_kind)
}

fn finding(paper: &Paper<'_>, judged: &Judged<'_>, how: &str) -> Suspicion {
    let message = format!(
        "{} is {}, though it {how} the target {} ({} is better)",
        with_column(judged.figure),
        judged.colour,
        judged.target.figure.value_text,
        judged.better.as_str(),
    );
    Suspicion::of(Check::RagAgainstTarget, paper, judged.figure, &[judged.target], message)
}

/// A colour or an arrow beside words that say that there is no figure yet.
fn without_figure<'r>(paper: &'r Paper<'_>, row: &'r Row<'_>) -> impl Iterator<Item = Suspicion> + 'r {
    let is_missing = |o: &&Observation| {
        let is_awaited = matches!(o.figure.cell.status, Status::NotAvailable | Status::ToBeConfirmed);
        o.figure.kind == Kind::Actual && is_awaited && o.figure.cell.value.is_none()
    };
    row.own().filter(is_missing).filter_map(move |o| {
        let judged = match (o.figure.rag, o.figure.direction) {
            (Some(rag), _) => format!("judged {}", rag.colour),
            (None, Some(direction)) => format!("given an arrow ({direction})"),
            (None, None) => return None,
        };
        let message = format!("`{}` is no figure, and is {judged}", o.figure.value_text);
        Some(Suspicion::of(Check::JudgedWithoutFigure, paper, o, &[], message))
    })
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    fn paper(rows: &[&str]) -> String {
        format!("Ref|KPI|Target|Q4 22/23|RAG\n{}", rows.join("\n"))
    }

    #[test]
    fn a_green_that_misses_its_target() {
        let satisfied = "1|% of parents satisfied with support|90%|89.5%|G";
        let good =
            "2|% of plans issued within 20 weeks|60%|65%|G\n3|% of advice issued within 6 weeks|80%|90%|G";
        // Whether 89.5 may be green is told by the ambers: one is nearer to its target.
        check(
            Check::RagAgainstTarget,
            &paper(&[satisfied, good, "4|% of reviews held within 12 months|90%|89.9%|A"]),
            &["1: 89.5%"],
        );
        check(
            Check::RagAgainstTarget,
            &paper(&[satisfied, good, "4|% of reviews held within 12 months|90%|80%|A"]),
            &[],
        );
        check(
            Check::RagAgainstTarget,
            &paper(&["1|% of parents satisfied with support|90%|60%|G", good]),
            &["1: 60%"],
        );
    }

    #[test]
    fn a_paper_that_judges_by_something_else() {
        let greens = ["1|% of parents satisfied|90%|60%|G", "2|% of plans issued within 20 weeks|60%|30%|G"];
        check(Check::RagAgainstTarget, &paper(&greens), &[]);
    }

    #[test]
    fn an_amber_that_meets_its_target() {
        let bad =
            "2|% of plans issued within 20 weeks|60%|30%|R\n3|% of advice issued within 6 weeks|80%|70%|A";
        check(Check::RagAgainstTarget, &paper(&["1|% of pupils with a plan|95%|100%|A", bad]), &[]);
        check(
            Check::RagAgainstTarget,
            &paper(&["1|% of calls answered within a minute|95%|100%|A", bad]),
            &["1: 100%"],
        );
    }

    #[test]
    fn complaints_dealt_with_in_time_are_good() {
        let bad =
            "2|% of plans issued within 20 weeks|60%|30%|R\n3|% of advice issued within 6 weeks|80%|70%|A";
        let row = "1|% of stage 1 complaints responded to in 10 working days|95%|93.8%|R";
        check(Check::RagAgainstTarget, &paper(&[row, bad]), &[]);
    }

    #[test]
    fn a_number_of_a_quarter_has_no_target_of_a_year() {
        check(
            Check::RagAgainstTarget,
            "Ref|KPI|Baseline 31st March 2022|Target 22/23|Q3 22/23|RAG\n1|Number of sessions held|500|584|220|G",
            &[],
        );
    }

    #[test]
    fn a_judgement_of_nothing() {
        let row = |cell: &str| paper(&[&format!("22|% seen within 8 weeks|80%|{cell}|R")]);
        check(Check::JudgedWithoutFigure, &row("Not received"), &["22: Not received"]);
        check(Check::JudgedWithoutFigure, &row("57%"), &[]);
    }
}
