//! The canonical measures, and which of them an indicator's label names.
//!
//! In reading order:
//!
//! - [`query`]: what is asked and what is answered.
//! - [`decide`]: which one of the measures that a label can be of is meant.
//! - [`explain`]: the same for a label alone, with the reason in words.
//! - [`matcher`]: from a label to the measures that it can be of.
//! - [`index`]: the measures and the labels that mean them, loaded and checked.
//! - [`words`]: a label's words as they are compared.
//! - [`terms`]: what a label says, in whatever order.
//! - [`wording`]: what must and may be said of a measure.
//! - [`spelling`]: slips of the pen.
//! - [`remark`]: what stands on a label beside its words.
//! - [`context`]: what section and document add to a label.
//! - [`named`]: from what a person calls a measure to its id.
//! - [`agreement`]: whether a figure's unit and basis can be those of a measure.

pub(crate) mod agreement;
mod context;
mod decide;
mod explain;
pub(crate) mod index;
mod matcher;
mod named;
pub(crate) mod query;
mod remark;
mod spelling;
mod terms;
mod wording;
mod words;

use serde::{Deserialize, Serialize};

use crate::table::list;

/// What a measure counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureUnit {
    /// Things or people.
    Count,
    /// Hundredths.
    Percent,
    /// So many for every hundred.
    #[serde(rename = "rate_per_100")]
    RatePer100,
    /// Pounds.
    Gbp,
    /// Millions of pounds.
    GbpMillions,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Full-time equivalent posts.
    Fte,
    /// Points of a scale.
    Score,
}

/// Which way is good, for the measure itself. What a board wants is kept with its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// Higher is better.
    Higher,
    /// Lower is better.
    Lower,
    /// Neither.
    None,
}

/// How widely a measure is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// By many councils.
    Core,
    /// By few.
    Extended,
}

/// How a measure gathers up over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Accumulation {
    /// A state on a day.
    Snapshot,
    /// The measure leaves it open; the figure's basis says.
    Unspecified,
    /// The answers to one survey.
    Survey,
    /// A year's figure.
    Annual,
    /// The single period alone.
    Period,
    /// Since the start of the year.
    Ytd,
    /// The twelve months that end with the period.
    #[serde(rename = "rolling_12m")]
    Rolling12m,
    /// What the year is expected to end at.
    FullYearForecast,
}

/// One canonical measure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its id, which never changes its meaning: `ehcp_20wk_pct`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it counts in.
    pub unit: MeasureUnit,
    /// Which way is good.
    pub polarity: Polarity,
    /// What it is about: `timeliness`.
    pub topic: String,
    /// How widely it is used.
    pub tier: Tier,
    /// The measures that are near to it share this.
    pub family: String,
    /// The measures that differ from it only in how they gather up over time share this, so that a label means
    /// all of them and the figure's basis picks one.
    pub series: String,
    /// How it gathers up over time.
    pub accumulation: Accumulation,
    /// Labels that mean it, separated by `|`.
    pub(crate) aliases: String,
    /// Labels that mean it only where section or document say what they are about: `send: No. of complaints`.
    pub(crate) scoped_aliases: String,
    /// What it counts, in a sentence or two.
    pub definition: String,
    /// Where the Department for Education publishes it, as far as known.
    pub dfe_equivalent: Option<String>,
}

impl Measure {
    /// Labels that mean it wherever they stand, in the file's order.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        list(&self.aliases)
    }

    /// Labels that mean it only under a subject, which stands before each: `send: No. of complaints`.
    pub fn scoped_aliases(&self) -> impl Iterator<Item = &str> {
        list(&self.scoped_aliases)
    }
}

impl Measure {
    /// The columns of the vocabulary, in their order.
    pub const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "unit",
        "polarity",
        "topic",
        "tier",
        "family",
        "series",
        "accumulation",
        "aliases",
        "scoped_aliases",
        "definition",
        "dfe_equivalent",
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn the_columns_are_those_of_the_file() {
        let first = data::MEASURES.text.lines().next().unwrap();
        assert_eq!(first, Measure::COLUMNS.join(","));
    }
}
