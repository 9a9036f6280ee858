//! Which way is better for an indicator, where the vocabulary, the paper or plain words say so.

use std::collections::BTreeMap;

use boardlift_lexicon::unit;
use boardlift_model::{Direction, Kind, Qualifier, Unit};
use boardlift_reference::{Polarity, Vocabulary};

use super::labels::says;
use super::papers::{Row, value};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Better {
    Higher,
    Lower,
}

impl Better {
    /// By how much a value falls short of a target; below nought where it is better.
    pub(super) fn shortfall(self, value: f64, target: f64) -> f64 {
        match self {
            Better::Higher => target - value,
            Better::Lower => value - target,
        }
    }

    /// The word for it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Better::Higher => "higher",
            Better::Lower => "lower",
        }
    }
}

/// Words of shares that are good as they grow. They stand before [`LOWER`]: complaints answered in time are good.
const HIGHER: &[&str] = &[
    "within", "on time", "in time", "on target", "satisfied", "satisfaction", "good or better", "good or outstanding",
    "answered", "achieved", "achieving", "attendance", "recycled", "resolved", "collected", "collection rate", "up to date",
    "decent homes standard", "employed", "employment", "less than 18 weeks",
];

/// Words of things that nobody wants more of.
const LOWER: &[&str] = &[
    "complaints", "overdue", "absence", "absent", "excluded", "exclusion", "exclusions", "suspension", "suspensions",
    "vacancies", "arrears", "missed", "sickness", "accidents", "backlog", "killed or seriously injured", "deaths",
    "re offending", "waiting", "awaiting",
];

/// Words that turn others round.
const TURNING: &[&str] = &["not", "no longer", "without", "more than", "over", "exceeding", "reduction", "decrease"];

/// What the vocabulary knows of each measure.
pub(super) struct Wanted<'v> {
    polarities: BTreeMap<&'v str, Better>,
}

impl<'v> Wanted<'v> {
    /// Of the measures of a vocabulary.
    pub(super) fn of(vocabulary: &'v Vocabulary) -> Self {
        let known = vocabulary.measures().iter().filter_map(|measure| {
            let better = match measure.polarity {
                Polarity::Higher => Better::Higher,
                Polarity::Lower => Better::Lower,
                Polarity::None => return None,
            };
            Some((measure.id.as_str(), better))
        });
        Wanted { polarities: known.collect() }
    }

    /// What the measure itself is good for, whatever the publisher wants.
    pub(super) fn of_measure(&self, row: &Row<'_>) -> Option<Better> {
        let measure = row.figures.iter().find_map(|o| o.measure.as_deref())?;
        self.polarities.get(measure).copied()
    }

    /// Which way is better for a row: by its measure, else by what the paper says it wants, by the bound that its target
    /// prints, by its words, or by the way from its baseline to its target. Words and the way must not contradict each
    /// other.
    pub(super) fn of_row(&self, row: &Row<'_>) -> Option<Better> {
        let printed = || self.of_measure(row).or_else(|| of_paper(row)).or_else(|| of_bound(row));
        printed().or_else(|| match (of_words(row), of_way(row)) {
            (Some(words), Some(way)) => (words == way).then_some(words),
            (words, way) => words.or(way),
        })
    }
}

/// What the paper says it wants.
pub(super) fn of_paper(row: &Row<'_>) -> Option<Better> {
    match row.own().find_map(|o| o.figure.desired_direction)? {
        Direction::Up => Some(Better::Higher),
        Direction::Down => Some(Better::Lower),
        Direction::Same => None,
    }
}

/// `<50` is a target to stay below.
fn of_bound(row: &Row<'_>) -> Option<Better> {
    let mut targets = row.own().filter(|o| o.figure.kind == Kind::Target);
    match targets.find_map(|o| o.figure.cell.qualifier)? {
        Qualifier::Lt | Qualifier::Le => Some(Better::Lower),
        Qualifier::Gt | Qualifier::Ge => Some(Better::Higher),
        Qualifier::Approx => None,
    }
}

/// What plain words of the label say.
pub(super) fn of_words(row: &Row<'_>) -> Option<Better> {
    let label = &row.first().figure.indicator;
    if says(label, TURNING) {
        return None;
    }
    let is_share = row.unit().or_else(|| unit::of_label(label)) == Some(Unit::Percent);
    if is_share && says(label, HIGHER) {
        return Some(Better::Higher);
    }
    says(label, LOWER).then_some(Better::Lower)
}

/// The way from the baseline to the target.
fn of_way(row: &Row<'_>) -> Option<Better> {
    let (baseline, mut targets) = (value(row.baseline()?)?, row.reported(Kind::Target).filter_map(value));
    let target = targets.next()?;
    if target > baseline && targets.all(|later| later >= target) {
        Some(Better::Higher)
    } else if target < baseline && row.reported(Kind::Target).filter_map(value).all(|later| later <= target) {
        Some(Better::Lower)
    } else {
        None
    }
}
