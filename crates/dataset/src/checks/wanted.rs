//! Which way is better for an indicator, where the vocabulary, the paper or plain words say so.

use std::cmp::Ordering;
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

/// Words with which a label itself says which way is better.
const SAID_HIGHER: &[&str] = &["higher is better", "high is good", "bigger is better", "more is better"];
/// The same for the other way.
const SAID_LOWER: &[&str] =
    &["lower is better", "low is good", "smaller is better", "fewer is better", "less is better"];

/// Words of shares that are good as they grow. They stand before [`LOWER`]: complaints answered in time are good.
const HIGHER: &[&str] = &[
    "within",
    "on time",
    "in time",
    "on target",
    "satisfied",
    "satisfaction",
    "good or better",
    "good or outstanding",
    "answered",
    "achieved",
    "achieving",
    "attendance",
    "recycled",
    "resolved",
    "collected",
    "collection rate",
    "up to date",
    "decent homes standard",
    "employed",
    "employment",
    "waiting less than",
    "waited less than",
];

/// Words of shares that are bad as they grow. `complaints` is none: most shares of complaints are of those dealt with.
const LOWER_SHARES: &[&str] =
    &["overdue", "absence", "absent", "excluded", "suspended", "vacancies", "arrears", "missed", "sickness"];

/// Words of things that nobody wants more of.
const LOWER: &[&str] = &[
    "complaints",
    "overdue",
    "absence",
    "excluded",
    "exclusion",
    "exclusions",
    "suspension",
    "suspensions",
    "vacancies",
    "arrears",
    "missed",
    "sickness",
    "accidents",
    "backlog",
    "killed or seriously injured",
    "deaths",
    "waiting",
    "awaiting",
];

/// Words of what is done about such things.
const DONE: &[&str] = &[
    "answered",
    "closed",
    "completed",
    "dealt",
    "replied",
    "reply",
    "resolved",
    "responded",
    "response",
    "upheld",
];

/// Words that turn others round.
const TURNING: &[&str] =
    &["not", "no longer", "without", "more than", "over", "exceeding", "reduction", "decrease"];

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

    /// Which way is better for a row: by its measure, else by what the paper says it wants or by the bound that its target
    /// prints. Where no vocabulary knows the measure, by its words and the way from its baseline to its target, which
    /// must not contradict each other. A known measure that is neither good nor bad stays so.
    pub(super) fn of_row(&self, row: &Row<'_>) -> Option<Better> {
        let printed = self.of_measure(row).or_else(|| of_paper(row)).or_else(|| of_bound(row));
        if printed.is_some() || row.figures.iter().any(|o| o.measure.is_some()) {
            return printed;
        }
        match (of_words(row), of_way(row)) {
            (Some(words), Some(way)) => (words == way).then_some(words),
            (words, way) => words.or(way),
        }
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
    if says(label, SAID_LOWER) {
        return Some(Better::Lower);
    }
    if says(label, SAID_HIGHER) {
        return Some(Better::Higher);
    }
    if says(label, TURNING) {
        return None;
    }
    let is_share = row.unit().or_else(|| unit::of_label(label)) == Some(Unit::Percent);
    if is_share {
        let is_higher = says(label, HIGHER).then_some(Better::Higher);
        return is_higher.or_else(|| says(label, LOWER_SHARES).then_some(Better::Lower));
    }
    (says(label, LOWER) && !says(label, DONE)).then_some(Better::Lower)
}

/// The way from the baseline to the target of a number of things. Of a share it tells little: many a target is a limit
/// that allows for more than there was.
fn of_way(row: &Row<'_>) -> Option<Better> {
    let (baseline, mut targets) = (value(row.baseline()?)?, row.reported(Kind::Target).filter_map(value));
    let target = targets.next().filter(|_| targets.next().is_none())?;
    if !matches!(row.unit(), Some(Unit::Count) | None) || baseline <= 0.0 || target.fract() != 0.0 {
        return None;
    }
    match target.total_cmp(&baseline) {
        Ordering::Greater => Some(Better::Higher),
        Ordering::Less => Some(Better::Lower),
        Ordering::Equal => None,
    }
}
