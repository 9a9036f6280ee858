//! Colours against targets, and colours and arrows where there is no figure.
//!
//! Publishers allow themselves bands around a target, and some judge by something else altogether. A colour is held
//! against its target only where the paper's other colours agree with theirs.

use boardlift_model::{Basis, Kind, Observation, RagColour, Status, Unit};

use super::labels::says;
use super::papers::{Paper, Row, value};
use super::printed::{half_unit, with_column};
use super::suspicion::{Check, Suspicion};
use super::thresholds::{MOST_CONTRADICTIONS, WIDEST_BAND};
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
        is_plain: miss.abs() > half_unit(figure) * 1.0001 || half_unit(figure) >= 0.5 && miss.abs() >= 1.0,
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
    if missing.len() as f64 > MOST_CONTRADICTIONS * greens.len() as f64 {
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
    if passing.len() as f64 > MOST_CONTRADICTIONS * others.len() as f64 {
        return Vec::new();
    }
    passing.iter().map(|one| finding(paper, one, "meets")).collect()
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
