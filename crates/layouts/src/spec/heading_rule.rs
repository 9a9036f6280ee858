//! What a spec says of a heading: a word, or a word with whom and when its figures are about.

use std::fmt;

use boardlift_lexicon::area;
use boardlift_lexicon::heading::Role;
use boardlift_model::{AreaClaim, Kind};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// What a heading means, whatever the general reading would make of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingRule {
    /// What its column holds.
    pub used: HeadingUse,
    /// Whom its figures describe, where it is not the publisher: a comparator by the name that the schema gives it, or
    /// any other body.
    pub area: Option<String>,
    /// The days that its figures cover, where the heading doesn't say them.
    pub period: Option<PeriodRule>,
}

impl HeadingRule {
    /// Whom its figures describe, in the terms of the schema where it has some.
    pub(crate) fn area_claim(&self) -> Option<AreaClaim> {
        let name = self.area.as_deref()?;
        Some(match area::comparator(name) {
            Some(comparator) => AreaClaim::Comparator(comparator.name),
            None => AreaClaim::Named(name.to_owned()),
        })
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadingUse {
    /// The indicator's number.
    Reference,
    /// The indicator's name.
    Indicator,
    /// Figures that happened.
    Actual,
    /// Figures aimed at.
    Target,
    /// Figures at the start.
    Baseline,
    /// Figures on the way.
    Milestone,
    /// The row's judgement.
    Rag,
    /// The printed arrow.
    Direction,
    /// What the publisher wants.
    DesiredDirection,
    /// The row's comment.
    Note,
    /// How figures gather up.
    Basis,
    /// The group that a row belongs to.
    Section,
    /// The unit of the row.
    Unit,
    /// Nothing for the dataset.
    Ignore,
}

impl HeadingUse {
    /// The role in the words of the lexicon.
    pub fn role(self) -> Role {
        match self {
            HeadingUse::Reference => Role::Reference,
            HeadingUse::Indicator => Role::Indicator,
            HeadingUse::Actual => Role::Value(Kind::Actual),
            HeadingUse::Target => Role::Value(Kind::Target),
            HeadingUse::Baseline => Role::Value(Kind::Baseline),
            HeadingUse::Milestone => Role::Value(Kind::Milestone),
            HeadingUse::Rag => Role::Rag,
            HeadingUse::Direction => Role::Direction,
            HeadingUse::DesiredDirection => Role::DesiredDirection,
            HeadingUse::Note => Role::Note,
            HeadingUse::Basis => Role::Basis,
            HeadingUse::Section => Role::Section,
            HeadingUse::Unit => Role::Unit,
            HeadingUse::Ignore => Role::Other,
        }
    }
}

/// The days that a column's figures cover, told from the period that the document states as the one it reports on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodRule {
    /// That period.
    Reported,
    /// The one of the same length right before it.
    Previous,
    /// The same one a year before.
    YearBefore,
    /// None, whatever the heading says: its words are no period.
    None,
}

/// A rule with more than a word, as a spec writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Detailed {
    #[serde(rename = "as")]
    used: HeadingUse,
    area: Option<String>,
    period: Option<PeriodRule>,
}

impl<'de> Deserialize<'de> for HeadingRule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RuleVisitor)
    }
}

struct RuleVisitor;

impl<'de> Visitor<'de> for RuleVisitor {
    type Value = HeadingRule;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word such as \"target\", or { as = \"actual\", area = \"England\" }")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<HeadingRule, E> {
        let used = HeadingUse::deserialize(word.into_deserializer())?;
        Ok(HeadingRule { used, area: None, period: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<HeadingRule, A::Error> {
        let Detailed { used, area, period } = Detailed::deserialize(MapAccessDeserializer::new(map))?;
        Ok(HeadingRule { used, area, period })
    }
}
