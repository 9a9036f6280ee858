//! What a draft says of headings: what each was taken for, and which of them an analyst should look at.

use std::collections::BTreeSet;

use boardlift_lexicon::heading::{self, Role};
use boardlift_model::{AreaClaim, Kind, Profile};

use super::words;
use crate::columns::{Column, Reason, Use, ValueColumn};
use crate::header::ANY_YEARS;
use crate::seen::Seen;

/// A question that a document leaves open, and that a line of a spec answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPoint {
    /// A sensible answer, as a line of the spec.
    pub line: String,
    /// What is open, in words.
    pub why: String,
}

/// Each heading with what it was taken for, in the order in which they stand, each once.
pub(super) fn taken_for(seen: &[Seen]) -> Vec<(String, String)> {
    let mut known = BTreeSet::new();
    let mut headings = Vec::new();
    let of_indicators = seen.iter().filter(|stretch| stretch.of_indicators);
    for column in of_indicators.flat_map(columns) {
        let pattern = words::pattern(&column.text);
        let taken = role(column);
        if known.insert((pattern.clone(), taken.clone())) {
            headings.push((pattern, taken));
        }
    }
    headings
}

/// The headings that an analyst should look at, each once.
pub(super) fn open(seen: &[Seen], profile: &Profile) -> Vec<OpenPoint> {
    let mut asked = BTreeSet::new();
    let mut open = Vec::new();
    for stretch in seen.iter().filter(|stretch| !is_of_actions(stretch)) {
        let undated = reported(stretch, profile);
        for column in columns(stretch) {
            let Some(stem) = words::stem(column) else { continue };
            let Some((answer, why)) = question(column, undated) else { continue };
            if asked.insert(stem.clone()) {
                open.push(OpenPoint { line: format!("{} = {answer}", words::quoted(&stem)), why });
            }
        }
    }
    open
}

fn is_of_actions(stretch: &Seen) -> bool {
    stretch.columns.iter().any(|column| column.used == Use::Role(Role::Action))
}

/// The words of the period that the paper reports on, where no result of a stretch has a period.
fn reported<'p>(stretch: &Seen, profile: &'p Profile) -> Option<&'p str> {
    let has_period = |column: &Column| {
        column.value().is_some_and(|value| value.period.is_some()) && column.is_own_actual()
    };
    let stated = profile.period.as_ref().map(|stated| stated.text.as_str());
    stated.filter(|_| !stretch.columns.iter().any(has_period))
}

/// The first heading that names a period whose year stands nowhere.
pub(super) fn without_year(seen: &[Seen]) -> Option<OpenPoint> {
    let is_open = |column: &&Column| {
        column.value().is_some_and(|value| value.period.is_none())
            && heading::read(&column.text, ANY_YEARS).period.is_some()
    };
    let heading = &seen.iter().flat_map(columns).find(is_open)?.text;
    let why = format!("`{heading}` names no year, and neither does the paper; change it with each edition");
    Some(OpenPoint { line: "year = \"2023/24\"".to_owned(), why })
}

/// Whether a column of a stretch says what the publisher wants.
pub(super) fn say_what_is_wanted(stretch: &Seen) -> bool {
    stretch.columns.iter().any(|column| column.used == Use::Role(Role::DesiredDirection))
}

/// The columns of a stretch with words over them; none where these stand over the stretch before.
fn columns(stretch: &Seen) -> impl Iterator<Item = &Column> {
    let is_headed = stretch.headings.is_some();
    stretch.columns.iter().filter(move |column| is_headed && !column.text.is_empty())
}

fn question(column: &Column, reported: Option<&str>) -> Option<(&'static str, String)> {
    match &column.used {
        Use::UnknownFigures => Some((
            "\"actual\"",
            "figures stand under it and nothing says what they are: they were left out".to_owned(),
        )),
        Use::Nothing => Some(("\"ignore\"", "its words are not known: nothing was taken from it".to_owned())),
        Use::Value(value) => undated(column, value, reported).or_else(|| inferred(column)),
        Use::Breakdown | Use::Days | Use::Role(_) => inferred(column),
    }
}

/// Results without a period, in a table of which none has one and a paper that states one.
fn undated(column: &Column, value: &ValueColumn, reported: Option<&str>) -> Option<(&'static str, String)> {
    let reported = reported?;
    let own = value.kind == Kind::Actual && value.area == AreaClaim::Publisher;
    let is_silent = heading::read(&column.text, ANY_YEARS).period.is_none() && value.period.is_none();
    (own && is_silent).then(|| {
        let why = format!("its figures have no period; the paper reports on `{reported}`");
        ("{ as = \"actual\", period = \"reported\" }", why)
    })
}

fn inferred(column: &Column) -> Option<(&'static str, String)> {
    let by = match column.reason {
        Reason::Contents => "what stands under it",
        Reason::Position => "its place among the others",
        Reason::Neighbours => "the headings beside it",
        Reason::Caption => "the words over the table",
        Reason::Heading | Reason::Layout => return None,
    };
    let answer = word(&column.used)?;
    Some((answer, format!("taken for this by {by}, not by its words")))
}

/// What a column was taken for, in the words of a spec and then in plain ones.
fn role(column: &Column) -> String {
    let Use::Value(value) = &column.used else {
        return match &column.used {
            Use::Breakdown => "the names of sub-rows".to_owned(),
            Use::Days => "the days that the figures beside it cover".to_owned(),
            Use::UnknownFigures => "figures that nobody can name: left out".to_owned(),
            Use::Role(role) => word(&column.used).map_or_else(|| format!("{role:?}").to_lowercase(), plain),
            Use::Value(_) | Use::Nothing => "nothing".to_owned(),
        };
    };
    match &value.area {
        AreaClaim::Publisher => value.kind.to_string(),
        AreaClaim::Comparator(name) => format!("{} of {name}", value.kind),
        AreaClaim::Named(name) => format!("{} of {name}", value.kind),
    }
}

fn plain(word: &str) -> String {
    word.trim_matches('"').to_owned()
}

/// The word of specs for what a column holds, as TOML; nothing where there is none.
fn word(used: &Use) -> Option<&'static str> {
    Some(match used {
        Use::Value(value) => match value.kind {
            Kind::Actual => "\"actual\"",
            Kind::Target => "\"target\"",
            Kind::Baseline => "\"baseline\"",
            Kind::Milestone => "\"milestone\"",
        },
        Use::Role(role) => match role {
            Role::Reference => "\"reference\"",
            Role::Indicator => "\"indicator\"",
            Role::Rag => "\"rag\"",
            Role::Direction => "\"direction\"",
            Role::DesiredDirection => "\"desired_direction\"",
            Role::Note => "\"note\"",
            Role::Basis => "\"basis\"",
            Role::Section => "\"section\"",
            Role::Unit => "\"unit\"",
            Role::Other => "\"ignore\"",
            Role::Value(_) | Role::Issue | Role::Action | Role::Owner | Role::Due => return None,
        },
        Use::Breakdown | Use::Days | Use::UnknownFigures | Use::Nothing => return None,
    })
}
