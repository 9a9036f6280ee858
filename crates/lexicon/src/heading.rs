//! A whole column heading: its role, and what its words say of kind, area, basis and period.
//!
//! Reads the heading alone. A heading whose words nobody knows (`Kingston`, `Casework assurance`) has no role: whether
//! its column holds figures is for those to say who see the cells.

mod patterns;
mod relative;
mod roles;
mod whole;

use boardlift_model::{Basis, Kind};

pub use relative::{Relation, Relative, definitions, is_bare_result, names_no_period, relative};

use crate::area::{BETWEEN_LEVELS, Comparator};
use crate::period::{FoundPeriod, Named, Years};
use crate::{area, basis, fold, judgement};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The indicator's number: `Ref`, `KPI No`.
    Reference,
    /// The indicator's name: `Key Performance Indicator`, `Measure`.
    Indicator,
    /// Figures of this kind: `Target 22/23`, `Q1`, `Nat`, `Actual Jul 23`.
    Value(Kind),
    /// The row's judgement: `RAG`, `Status`.
    Rag,
    /// The printed arrow: `Actual Direction of Travel`, `Trend`.
    Direction,
    /// What the publisher wants: `Required direction of travel`, `Good is`.
    DesiredDirection,
    /// The row's comment: `Notes`, `Comment`, `Commentary`.
    Note,
    /// How figures gather up: `Data type`.
    Basis,
    /// The group that a row belongs to: `Theme`, `Priority area`.
    Section,
    /// The unit of the row: `Unit`, `Format`.
    Unit,
    /// An action table's subject: `Issue`, `Risk`.
    Issue,
    /// What is to be done: `Action to be taken:`.
    Action,
    /// Who does it: `By whom:`, `Lead`, `Owner`.
    Owner,
    /// When it is due: `Completion Date`, `Deadline`.
    Due,
    /// Known words that hold nothing for the dataset: `Data source`, `Frequency`, `National rank`, another
    /// document's numbering.
    Other,
}

/// What a heading's words say.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// What the column holds; nothing where the words are not known.
    pub role: Option<Role>,
    /// Whom the figures describe, where it is not the publisher.
    pub comparator: Option<Comparator>,
    /// The period that the heading names.
    pub period: Option<FoundPeriod>,
    /// The basis that the heading names.
    pub basis: Option<Basis>,
    /// The heading's [`key`](crate::fold::key) without the words of the period: equal stems make a series.
    pub stem: String,
}

/// Reads a whole heading: one level, or several joined with ` / `. An empty heading says nothing, and neither does a
/// text of more than 4 KiB.
///
/// The lowest level gives the role; where it is only a period, a comparator or an unknown name, the level above it
/// does. Of periods on several levels the shortest counts, and a year on any level serves the quarters of the
/// others.
pub fn read(text: &str, years: Years) -> Heading {
    let text = if text.len() > LONGEST { "" } else { text };
    let named = Named::of(text);
    let stated = named.stated_years();
    let years = stated.or(years);
    let levels = levels(text, &named, years);
    let role = role(&levels);
    let holds_figures = matches!(role, Some(Role::Value(_)) | None);
    let stems: Vec<&str> =
        levels.iter().map(|level| level.key.as_str()).filter(|key| !key.is_empty()).collect();
    Heading {
        role,
        comparator: levels.iter().rev().find_map(|level| level.comparator).filter(|_| holds_figures),
        period: period_of(&levels).map(|found| found.confirmed_by(stated)),
        basis: basis::find(text),
        stem: stems.join(" "),
    }
}

/// Whether a heading is nothing but what councils everywhere print: a period, a comparator, or words that are known
/// as a heading of their own, beside a period or none. It says what its column holds, and nothing of whose paper it is.
pub fn is_common(text: &str) -> bool {
    let key = fold::key(&Named::of(text).removed());
    key.is_empty() || area::comparator(text).is_some() || roles::are_stock(&key)
}

/// The longest heading, in bytes.
const LONGEST: usize = 4096;

/// How many unknown words may stand beside a period in a heading of figures: more are a sentence.
const FEW_WORDS: usize = 6;

/// The figures that part the quarters of a group.
const QUARTILES: &[&str] = &[
    "upper quartile",
    "lower quartile",
    "top quartile",
    "bottom quartile",
    "best quartile",
    "worst quartile",
    "first quartile",
    "third quartile",
    "median quartile",
];

/// One level of a heading.
struct Level {
    /// Its words without those of its periods.
    key: String,
    /// Whether words of a period stand in it, also where their days can't be told.
    has_period: bool,
    /// The first period in it, with the bytes that it has in the whole heading.
    period: Option<FoundPeriod>,
    comparator: Option<Comparator>,
    /// What its words are known to mean.
    role: Option<Role>,
}

impl Level {
    /// A level that begins at this byte of the heading, and the words of its periods.
    fn of(text: &str, offset: usize, named: &Named, years: Years) -> Self {
        let words = named.removed();
        let key = fold::key(without_change_beside(without_target_beside(&words)));
        let role = roles::of_words(&key).or_else(|| (text.trim() == "#").then_some(Role::Reference));
        // What is set against a period is not the figure of that period.
        let is_its_own = role.is_some() || !roles::compare(&key);
        Level {
            has_period: !named.is_empty(),
            period: named.first(years).filter(|_| is_its_own).map(|found| FoundPeriod {
                span: found.span.start + offset..found.span.end + offset,
                ..found
            }),
            comparator: area::of_level_with_key(text, &key).or_else(|| quartile_of(&key)),
            role,
            key,
        }
    }

    /// Whether it is nothing but a period or a comparator: figures, of whatever kind the level above says.
    fn is_plain_figures(&self) -> bool {
        let is_period = || self.has_period && self.is_heading() && !roles::compare(&self.key);
        self.role.is_none() && (self.comparator.is_some() || is_period())
    }

    /// Whether it says how well a quarter of a group does at least or at most: a figure under the group's name. Alone it may be
    /// the quarter in which the publisher is.
    fn is_quartile(&self) -> bool {
        QUARTILES.contains(&self.key.as_str()) || quartile_of(&self.key).is_some()
    }

    /// Whether it says that the figures are how far others lie apart.
    fn is_distance(&self) -> bool {
        self.key.split(' ').next().is_some_and(|first| DISTANCES.contains(&first))
    }

    /// Whether the words beside a period are few and begin as a heading does: `47.7% (2022)` is a figure.
    fn is_heading(&self) -> bool {
        let begins_with_figure = self.key.starts_with(|c: char| c.is_ascii_digit() || "%£<>≤≥+".contains(c));
        !begins_with_figure && self.key.split(' ').count() <= FEW_WORDS
    }
}

/// The group whose quartile a key names: `national upper quartile`, `nat top qtile threshold`.
fn quartile_of(key: &str) -> Option<Comparator> {
    let limit = |word: &&str| !matches!(*word, "threshold" | "thresholds");
    let words = key.split(' ').filter(limit).map(|word| if word == "qtile" { "quartile" } else { word });
    let key = words.collect::<Vec<_>>().join(" ");
    let group = QUARTILES.iter().find_map(|quartile| key.strip_suffix(quartile))?;
    area::comparator(group.trim_end())
}

/// A level without the bracket at its end that says what its figures are measured against: `Attainment (Target: 95%)`. A
/// bracket without a figure says what the column holds, `Q1 (Target)`.
fn without_target_beside(words: &str) -> &str {
    let beside = || {
        let (level, bracket) = words.trim_end().strip_suffix(')')?.rsplit_once('(')?;
        let first = fold::key(bracket.split([' ', ':']).next()?);
        let is_target = matches!(first.as_str(), "target" | "targets" | "standard");
        let is_figured = bracket.contains(|c: char| c.is_ascii_digit());
        (is_target && is_figured && level.contains(char::is_alphabetic)).then_some(level)
    };
    beside().unwrap_or(words)
}

/// A level without the bracket at its end that says what stands in the brackets of its cells: `Baseline (% change since 2012)`.
/// Under any other word than a baseline's the column may hold the change alone: `Performance (% change on 2021/22)`.
fn without_change_beside(words: &str) -> &str {
    let beside = || {
        let (level, bracket) = words.trim_end().strip_suffix(')')?.rsplit_once('(')?;
        let bracket = fold::key(bracket);
        let is_change =
            ["change", "% change", "percentage change"].iter().any(|change| bracket.starts_with(change));
        let is_baseline = || roles::of_words(&fold::key(level)) == Some(Role::Value(Kind::Baseline));
        (is_change && is_baseline()).then_some(level)
    };
    beside().unwrap_or(words)
}

/// Words over how far figures are from others: what they are measured from stands on the level below, or goes on there.
const DISTANCES: &[&str] = &["variance", "variation", "difference", "distance", "gap", "deviation", "change"];

/// The levels, the uppermost first. A period may run over two of them: `Q3 / 2022/23`.
fn levels(text: &str, named: &Named, years: Years) -> Vec<Level> {
    let mut ends =
        text.match_indices(BETWEEN_LEVELS).map(|(at, _)| at).filter(|at| !named.covers(*at)).peekable();
    if ends.peek().is_none() {
        return vec![Level::of(text, 0, named, years)];
    }
    let mut levels = Vec::new();
    let mut start = 0;
    for end in ends.chain([text.len()]) {
        let level = text.get(start..end).unwrap_or_default();
        levels.push(Level::of(level, start, &Named::of(level), years));
        start = end + BETWEEN_LEVELS.len();
    }
    levels
}

fn role(levels: &[Level]) -> Option<Role> {
    let (lowest, above) = levels.split_last()?;
    let upper_figures = above.iter().any(Level::is_plain_figures);
    match lowest.role {
        // `2021/22 / No.` beside `2021/22 / %`: the number of a year's cases, and of no row.
        Some(Role::Reference) if upper_figures => return Some(Role::Value(Kind::Actual)),
        // `Variance from target / trajectory` holds neither.
        Some(Role::Value(kind)) if kind != Kind::Actual && above.iter().any(Level::is_distance) => {
            return None;
        }
        Some(_) if lowest.is_quartile() && levels.iter().any(|level| level.comparator.is_some()) => {
            return Some(Role::Value(Kind::Actual));
        }
        Some(role) => return Some(role),
        None => {}
    }
    let inherited = above.iter().rev().find_map(|level| level.role).filter(|role| passes_down(*role));
    let figures = (lowest.is_plain_figures() || upper_figures).then_some(Role::Value(Kind::Actual));
    if above.iter().any(|level| roles::compare(&level.key)) {
        return None;
    }
    // `RAG ratings / Green` counts the judgements.
    if judgement::are_judgements(&lowest.key) {
        return inherited.filter(|role| matches!(role, Role::Value(_))).or(figures);
    }
    inherited.or(figures)
}

/// Whether a level's role is that of all columns below it. The names of rows stand in one column.
fn passes_down(role: Role) -> bool {
    matches!(role, Role::Value(_) | Role::Rag | Role::Direction | Role::DesiredDirection | Role::Note)
}

/// The shortest of the levels' periods; nothing where the lowest level that speaks of a period can't be told, since a
/// longer period above it would be the wrong one.
fn period_of(levels: &[Level]) -> Option<FoundPeriod> {
    levels.iter().rev().find(|level| level.has_period)?.period.as_ref()?;
    let periods = levels.iter().filter_map(|level| level.period.as_ref());
    periods
        .min_by_key(|found| {
            found.stated.period.start.until(found.stated.period.end).map_or(0, |days| days.get_days())
        })
        .cloned()
}

#[cfg(test)]
mod tests;
