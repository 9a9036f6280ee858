//! The shorthand of the Government Analysis Function: what a published table prints in place of a figure that is
//! missing, and beside one that is not final.
//!
//! It has fewer words than the dataset's statuses, so this is where several statuses become one. The workbook prints
//! them in square brackets, the open-data files of the Department for Education without.

use boardlift_model::{Basis, Observation, Status};
use strum::VariantArray;

/// Why a figure is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub(super) enum Missing {
    /// There is none, for whatever reason is none of the others.
    NotAvailable,
    /// There can be none.
    NotApplicable,
    /// It is withheld to protect people.
    Confidential,
    /// It rounds to nought and is not nought.
    Low,
    /// It is withheld because it can't be relied on.
    Unreliable,
}

impl Missing {
    /// Why a figure without a value has none.
    ///
    /// A blank, a figure that is late, still to be confirmed or under another number, and words that are no figure are
    /// all "not available": nothing says that there could be none. A new indicator has no earlier figure, and can't
    /// have one. What was suppressed is confidential unless the paper prints that it is low.
    pub(super) fn of(observation: &Observation) -> Self {
        let printed = observation.figure.value_text.trim();
        match observation.figure.cell.status {
            Status::NotApplicable | Status::NewIndicator => Missing::NotApplicable,
            Status::Suppressed if matches!(printed, "~" | "low" | "[low]") => Missing::Low,
            Status::Suppressed => Missing::Confidential,
            Status::NotAvailable if printed == "[u]" => Missing::Unreliable,
            Status::NotAvailable
            | Status::Reported
            | Status::Blank
            | Status::ToBeConfirmed
            | Status::SeeOther
            | Status::Text => Missing::NotAvailable,
        }
    }

    /// The shorthand without brackets.
    pub(super) fn code(self) -> &'static str {
        match self {
            Missing::NotAvailable => "x",
            Missing::NotApplicable => "z",
            Missing::Confidential => "c",
            Missing::Low => "low",
            Missing::Unreliable => "u",
        }
    }

    /// What it says, for people.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Missing::NotAvailable => {
                "Not available: blank in the paper, late, still to be confirmed, printed under another number, or \
                 words that are no figure. The column status says which."
            }
            Missing::NotApplicable => {
                "Not applicable: the paper says so, or the indicator is new and has no earlier figure."
            }
            Missing::Confidential => "Confidential: withheld by the publisher to protect people.",
            Missing::Low => "Low: rounds to 0 but is not 0, as the publisher prints it.",
            Missing::Unreliable => "Low reliability: withheld by the publisher for that reason.",
        }
    }
}

/// What is said beside a figure that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub(super) enum Mark {
    /// Not final.
    Provisional,
    /// Changed since it was first published.
    Revised,
    /// Not counted.
    Estimated,
    /// Not yet happened.
    Forecast,
    /// Not to be compared with those before.
    Break,
    /// Not to be relied on.
    LowReliability,
}

impl Mark {
    /// The marks that the paper prints in a figure's cell, and that of a forecast.
    pub(super) fn of(observation: &Observation) -> impl Iterator<Item = Mark> + '_ {
        Mark::VARIANTS.iter().copied().filter(|mark| mark.is_of(observation))
    }

    fn is_of(self, observation: &Observation) -> bool {
        let figure = &observation.figure;
        figure.cell.value.is_some()
            && (figure.value_text.contains(self.shorthand())
                || self == Mark::Forecast && figure.basis == Some(Basis::Forecast))
    }

    /// The shorthand in its brackets.
    pub(super) fn shorthand(self) -> &'static str {
        match self {
            Mark::Provisional => "[p]",
            Mark::Revised => "[r]",
            Mark::Estimated => "[e]",
            Mark::Forecast => "[f]",
            Mark::Break => "[b]",
            Mark::LowReliability => "[u]",
        }
    }

    /// What it says, for people.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Mark::Provisional => "Provisional, as the publisher prints it.",
            Mark::Revised => "Revised, as the publisher prints it.",
            Mark::Estimated => "Estimated, as the publisher prints it.",
            Mark::Forecast => "Forecast: what the year is expected to end at.",
            Mark::Break => "Break in the series, as the publisher prints it.",
            Mark::LowReliability => "Low reliability, as the publisher prints it.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::tables;

    fn observation(status: Status, value_text: &str) -> Observation {
        let mut observation = tables().observations.remove(0);
        observation.figure.value_text = value_text.to_owned();
        observation.figure.cell.status = status;
        observation
    }

    #[test]
    fn every_status_has_its_shorthand() {
        let check = |status: Status, printed: &str, expected: &str| {
            assert_eq!(Missing::of(&observation(status, printed)).code(), expected, "{status} {printed:?}");
        };
        check(Status::Blank, "", "x");
        check(Status::NotApplicable, "N/A", "z");
        check(Status::NewIndicator, "New KPI", "z");
        check(Status::NotAvailable, "Not received", "x");
        check(Status::NotAvailable, "[u]", "u");
        check(Status::ToBeConfirmed, "TBC", "x");
        check(Status::SeeOther, "as KPI 64", "x");
        check(Status::Suppressed, "*", "c");
        check(Status::Suppressed, "[c]", "c");
        check(Status::Suppressed, "[low]", "low");
        check(Status::Suppressed, "~", "low");
        check(Status::Text, "Below National", "x");
        check(Status::Reported, "(0.02)", "x");
    }

    #[test]
    fn marks_stand_beside_figures_alone() {
        let check = |printed: &str, basis: Option<Basis>, value: Option<f64>, expected: &[&str]| {
            let mut observation = observation(Status::Reported, printed);
            observation.figure.basis = basis;
            observation.figure.cell.value = value;
            let marks: Vec<_> = Mark::of(&observation).map(Mark::shorthand).collect();
            assert_eq!(marks, expected, "{printed}");
        };
        check("12.1%", None, Some(12.1), &[]);
        check("12.1% [p]", None, Some(12.1), &["[p]"]);
        check("12 [r][e]", None, Some(12.0), &["[r]", "[e]"]);
        check("12", Some(Basis::Forecast), Some(12.0), &["[f]"]);
        check("[u]", None, None, &[]);
    }
}
