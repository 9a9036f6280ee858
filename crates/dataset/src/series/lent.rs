//! What a figure that prints no unit or basis has from the others of its row.
//!
//! A missing figure prints neither, and a target seldom a basis; each is still of the same series as the figures beside
//! it. Where a whole row is missing, as in the first edition of a new indicator, the other papers tell, where all of
//! them agree.

use std::collections::{BTreeSet, HashMap};

use boardlift_model::{Basis, Kind, Observation, Status, Unit};

use super::Facets;
use super::label::{Depth, Row, Rows, SubjectId};

/// What the figures of each row count in and how they gather up.
pub(super) struct Lent {
    rows: HashMap<Row, Terms>,
    subjects: HashMap<SubjectId, Terms>,
}

/// What is stated by figures that are not missing, those that state none among them.
#[derive(Default)]
struct Terms {
    units: BTreeSet<Option<Unit>>,
    /// Of actuals alone: nothing else states a basis.
    bases: BTreeSet<Option<Basis>>,
}

impl Lent {
    pub(super) fn of(observations: &[Observation], rows: &Rows) -> Self {
        let mut lent = Lent { rows: HashMap::new(), subjects: HashMap::new() };
        for (observation, row) in observations.iter().zip(rows.of_figures()) {
            if observation.figure.cell.status == Status::Reported {
                lent.rows.entry(row).or_default().add(observation);
                lent.subjects.entry(row.subject(Depth::Measure)).or_default().add(observation);
            }
        }
        lent
    }

    /// The figure's own terms, and the lent ones where it has none and may borrow.
    pub(super) fn facets(&self, observation: &Observation, row: Row) -> Facets {
        let figure = &observation.figure;
        let missing = figure.cell.status != Status::Reported;
        let own = self.rows.get(&row);
        let others = || self.subjects.get(&row.subject(Depth::Measure));
        let unit = || own.or_else(others).and_then(|terms| only(&terms.units));
        let basis = || {
            let stated = own.filter(|terms| !terms.bases.is_empty());
            // A target in a row without actuals says nothing of how they gather up, and needs no basis.
            let lent = if missing { stated.or_else(others) } else { stated };
            lent.and_then(|terms| only(&terms.bases))
        };
        Facets {
            kind: figure.kind,
            basis: figure.basis.or_else(|| (missing || figure.kind != Kind::Actual).then(basis).flatten()),
            unit: figure.cell.unit.or_else(|| missing.then(unit).flatten()),
            period: figure.period.as_ref().map(|stated| stated.period),
        }
    }
}

impl Terms {
    fn add(&mut self, observation: &Observation) {
        self.units.insert(observation.figure.cell.unit);
        if observation.figure.kind == Kind::Actual {
            self.bases.insert(observation.figure.basis);
        }
    }
}

/// The one term that is stated, whether or not some state none.
fn only<T: Copy + Ord>(terms: &BTreeSet<Option<T>>) -> Option<T> {
    let mut stated = terms.iter().flatten();
    stated.next().copied().filter(|_| stated.next().is_none())
}
