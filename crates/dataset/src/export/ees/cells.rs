//! One value a row and measure, out of what publishers say of it.
//!
//! Where two say different figures, or one prints its measure in two units, none is taken: which is right can't be told, and
//! a wrong figure is worse than a missing one.

use std::collections::BTreeMap;

use boardlift_model::{Basis, Kind, Observation};

use super::place::Place;
use super::time::Time;
use super::{EesReport, LeftOut};
use crate::export::shorthand::Missing;
use crate::schema::finite;

/// A row of a file. Its order is that of the rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowKey {
    pub(super) time: Time,
    pub(super) place: Place,
    pub(super) kind: Kind,
    pub(super) basis: Option<Basis>,
    pub(super) breakdown: Option<String>,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Content {
    Number(f64),
    Missing(Missing),
}

impl Content {
    fn of(observation: &Observation) -> Self {
        match finite(observation.figure.cell.value) {
            Some(number) => Content::Number(number),
            None => Content::Missing(Missing::of(observation)),
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Content::Number(_))
    }
}

/// The rows with their values, by measure.
pub(super) type Settled = BTreeMap<RowKey, BTreeMap<String, Content>>;

/// All that publishers say, gathered by row and measure.
#[derive(Debug, Default)]
pub(super) struct Cells {
    rows: BTreeMap<RowKey, BTreeMap<String, Vec<Claim>>>,
}

/// What one publisher says of a cell.
#[derive(Debug)]
struct Claim {
    content: Content,
    /// How many figures said it or something older.
    figures: u64,
}

impl Cells {
    /// Adds a publisher's newest figure of a cell, and how many it stands for; nothing for a figure of no measure.
    pub(super) fn add(&mut self, key: RowKey, observation: &Observation, figures: u64) {
        let Some(measure) = observation.measure.clone() else { return };
        let claims = self.rows.entry(key).or_default().entry(measure).or_default();
        claims.push(Claim { content: Content::of(observation), figures });
    }

    /// One value for each cell, and the count of those that are not taken.
    pub(super) fn settle(self, report: &mut EesReport) -> Settled {
        let mut settled = Settled::new();
        for (key, measures) in self.rows {
            for (measure, claims) in measures {
                let figures: u64 = claims.iter().map(|claim| claim.figures).sum();
                if let Some(content) = agreed(&claims) {
                    report.figures += 1;
                    report.leave_out(LeftOut::Superseded, figures - 1);
                    settled.entry(key.clone()).or_default().insert(measure, content);
                } else {
                    report.leave_out(LeftOut::Contradicting, figures);
                }
            }
        }
        settled
    }
}

/// What all claims say; those that hold no figure contradict nobody.
fn agreed(claims: &[Claim]) -> Option<Content> {
    let mut numbers = claims.iter().map(|claim| claim.content).filter(|content| content.is_number());
    match numbers.next() {
        Some(first) => numbers.all(|content| content == first).then_some(first),
        None => claims.first().map(|claim| claim.content),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publishers_must_agree_and_those_without_a_figure_contradict_nobody() {
        let check = |claims: &[Content], expected: Option<Content>| {
            let claims: Vec<Claim> = claims.iter().map(|&content| Claim { content, figures: 1 }).collect();
            assert_eq!(agreed(&claims), expected, "{claims:?}");
        };
        let (one, two) = (Content::Number(1.0), Content::Number(2.0));
        let missing = Content::Missing(Missing::NotAvailable);
        check(&[one], Some(one));
        check(&[one, one], Some(one));
        check(&[one, two], None);
        check(&[missing, one], Some(one));
        check(&[missing], Some(missing));
    }
}
