//! Which rows need more than their measure to be told apart.
//!
//! A paper may print a measure for two groups of children, or two measures so alike that one label means both. Rows of
//! one paper that give one thing different figures are different things; their words are told, and where these are
//! the same, their printed numbers. What is needed once is needed in all papers of the council, so that a row has one
//! series in all of them. Rows that print the same figure, such as a summary and its table, are one.

use std::collections::HashMap;

use boardlift_model::{Observation, Status};

use super::intern::Interner;
use super::label::{Depth, Row, Rows, SubjectId};
use super::lent::Lent;
use super::{Facets, area};
use crate::likeness::{Likeness, likeness};

/// How much it takes to tell what each row measures.
pub(super) struct Subjects {
    depths: HashMap<SubjectId, Depth>,
}

impl Subjects {
    /// Tells the rows apart as far as what is printed can.
    pub(super) fn of(observations: &[Observation], rows: &Rows, lent: &Lent) -> Self {
        let printed = printed(observations, rows, lent);
        let mut subjects = Subjects { depths: HashMap::new() };
        for depth in [Depth::Measure, Depth::Words] {
            let clashing = subjects.clashing_at(depth, &printed);
            subjects.depths.extend(clashing);
        }
        subjects
    }

    /// What the row measures.
    pub(super) fn of_row(&self, row: Row) -> SubjectId {
        row.subject(self.depth(row))
    }

    fn depth(&self, row: Row) -> Depth {
        let least = if row.measure.is_some() { Depth::Measure } else { Depth::Words };
        self.depths.get(&row.subject(Depth::Measure)).copied().unwrap_or(least)
    }

    /// The subjects told to this depth that a paper gives different figures, and the depth that they need.
    fn clashing_at(&self, depth: Depth, printed: &[Printed<'_>]) -> Vec<(SubjectId, Depth)> {
        let Some(deeper) = depth.deeper() else { return Vec::new() };
        let mut first: HashMap<_, &Printed<'_>> = HashMap::new();
        let mut clashing = Vec::new();
        for figure in printed.iter().filter(|figure| self.depth(figure.row) == depth) {
            let thing = (figure.row.document, figure.row.subject(depth), figure.area, figure.facets);
            let other = *first.entry(thing).or_insert(figure);
            let apart = figure.row.subject(deeper) != other.row.subject(deeper);
            if apart && likeness(&figure.observation.figure, &other.observation.figure) == Likeness::Different
            {
                clashing.push((figure.row.subject(Depth::Measure), deeper));
            }
        }
        clashing
    }
}

/// A figure that is not missing, and what it is a figure of.
struct Printed<'o> {
    observation: &'o Observation,
    row: Row,
    area: u32,
    facets: Facets,
}

fn printed<'o>(observations: &'o [Observation], rows: &Rows, lent: &Lent) -> Vec<Printed<'o>> {
    let mut areas = Interner::default();
    let figures = observations.iter().zip(rows.of_figures());
    let reported = figures.filter(|(observation, _)| observation.figure.cell.status == Status::Reported);
    let printed = reported.map(|(observation, row)| Printed {
        observation,
        row,
        area: areas.id(area(observation)),
        facets: lent.facets(observation, row),
    });
    printed.collect()
}
