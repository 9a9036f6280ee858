//! One value a row and measure, out of all that papers print of it.
//!
//! The newest paper of a publisher speaks for it. Where one paper prints two values for a cell, or two publishers'
//! newest differ, none is taken: which is right can't be told, and a wrong figure is worse than a missing one.

use std::collections::BTreeMap;

use boardlift_model::{Basis, Date, Kind, Observation};

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

/// When a paper was published, as far as is known: the last day that it reports on, and that of its meeting. Two
/// papers of the same days have no order.
pub(super) type Edition = (Option<Date>, Option<Date>);

/// The rows with their values, by measure.
pub(super) type Settled = BTreeMap<RowKey, BTreeMap<String, Content>>;

/// All that papers print, gathered by row, measure and publisher.
#[derive(Debug, Default)]
pub(super) struct Cells {
    rows: BTreeMap<RowKey, BTreeMap<String, Vec<Claim>>>,
}

/// What the newest paper of one publisher says of a cell.
#[derive(Debug)]
struct Claim {
    publisher: Option<String>,
    edition: Edition,
    content: Content,
    /// How many figures said it or something older.
    figures: u64,
    /// Whether papers of the same days say something else.
    is_contradicted: bool,
}

impl Cells {
    /// Adds what one figure says of a cell; nothing for a figure of no measure.
    pub(super) fn add(&mut self, key: RowKey, observation: &Observation, edition: Edition) {
        let Some(measure) = observation.measure.clone() else { return };
        let claims = self.rows.entry(key).or_default().entry(measure).or_default();
        let publisher = observation.authority.as_ref().map(|authority| authority.name.clone());
        hear(claims, publisher, Content::of(observation), edition);
    }

    /// One value for each cell, and the count of those that are not taken.
    pub(super) fn settle(self, report: &mut EesReport) -> Settled {
        let mut settled = Settled::new();
        for (key, measures) in self.rows {
            for (measure, claims) in measures {
                let figures: u64 = claims.iter().map(|claim| claim.figures).sum();
                if let Some(content) = agreed(&claims) {
                    report.figures += 1;
                    leave_out(report, LeftOut::Superseded, figures - 1);
                    settled.entry(key.clone()).or_default().insert(measure, content);
                } else {
                    leave_out(report, LeftOut::Contradicting, figures);
                }
            }
        }
        settled
    }
}

fn hear(claims: &mut Vec<Claim>, publisher: Option<String>, content: Content, edition: Edition) {
    match claims.iter_mut().find(|claim| claim.publisher == publisher) {
        Some(claim) => claim.hear(content, edition),
        None => claims.push(Claim { publisher, edition, content, figures: 1, is_contradicted: false }),
    }
}

impl Claim {
    /// A newer paper speaks for the publisher, but one that prints no figure takes none back.
    fn hear(&mut self, content: Content, edition: Edition) {
        self.figures += 1;
        match (self.content.is_number(), content.is_number()) {
            (true, false) => {}
            (false, true) => self.say(content, edition),
            _ if edition > self.edition => self.say(content, edition),
            (true, true) if edition == self.edition && content != self.content => self.is_contradicted = true,
            _ => {}
        }
    }

    fn say(&mut self, content: Content, edition: Edition) {
        (self.content, self.edition, self.is_contradicted) = (content, edition, false);
    }
}

/// What all publishers say; those that print no figure contradict nobody.
fn agreed(claims: &[Claim]) -> Option<Content> {
    let mut numbers = claims.iter().filter(|claim| claim.content.is_number()).peekable();
    let Some(first) = numbers.peek().map(|claim| claim.content) else {
        return claims.first().map(|claim| claim.content);
    };
    numbers.all(|claim| claim.content == first && !claim.is_contradicted).then_some(first)
}

fn leave_out(report: &mut EesReport, reason: LeftOut, figures: u64) {
    if figures > 0 {
        *report.left_out.entry(reason).or_default() += figures;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i8) -> Edition {
        (Some(Date::constant(2024, 1, day)), None)
    }

    /// What a cell is settled as, of figures by publisher, edition and value; nothing where it is left out.
    fn check(figures: &[(&str, Edition, Option<f64>)], expected: Option<Content>) {
        let mut claims: Vec<Claim> = Vec::new();
        for (publisher, edition, value) in figures {
            let content = value.map_or(Content::Missing(Missing::NotAvailable), Content::Number);
            hear(&mut claims, Some((*publisher).to_owned()), content, *edition);
        }
        assert_eq!(agreed(&claims), expected, "{figures:?}");
        assert_eq!(claims.iter().map(|claim| claim.figures).sum::<u64>(), figures.len() as u64);
    }

    #[test]
    fn the_newest_paper_speaks_for_its_publisher() {
        let (one, two) = (Some(Content::Number(1.0)), Some(Content::Number(2.0)));
        check(&[("A", day(1), Some(1.0))], one);
        check(&[("A", day(1), Some(1.0)), ("A", day(2), Some(2.0))], two);
        check(&[("A", day(2), Some(2.0)), ("A", day(1), Some(1.0))], two);
        check(&[("A", day(1), Some(1.0)), ("A", (None, None), Some(2.0))], one);
    }

    #[test]
    fn what_prints_no_figure_takes_none_back() {
        let one = Some(Content::Number(1.0));
        check(&[("A", day(1), Some(1.0)), ("A", day(2), None)], one);
        check(&[("A", day(2), None), ("A", day(1), Some(1.0))], one);
        check(&[("A", day(1), None), ("B", day(1), Some(1.0))], one);
        check(&[("A", day(1), None)], Some(Content::Missing(Missing::NotAvailable)));
    }

    #[test]
    fn what_is_contradicted_is_left_out_until_a_newer_paper_settles_it() {
        let one = Some(Content::Number(1.0));
        check(&[("A", day(1), Some(1.0)), ("A", day(1), Some(2.0))], None);
        check(&[("A", day(1), Some(1.0)), ("A", day(1), Some(2.0)), ("A", day(2), Some(1.0))], one);
        check(&[("A", day(1), Some(1.0)), ("A", day(1), Some(1.0))], one);
        check(&[("A", day(1), Some(1.0)), ("B", day(2), Some(2.0))], None);
        check(&[("A", day(1), Some(1.0)), ("B", day(2), Some(1.0))], one);
    }
}
