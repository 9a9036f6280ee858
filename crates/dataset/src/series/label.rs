//! The printed words that name a row, and how they are compared.

use std::collections::HashMap;
use std::sync::Arc;

use boardlift_lexicon::{fold, period};
use boardlift_model::{Figure, Observation};

use super::intern::Interner;
use super::{Publisher, Subject, Words, publisher};

/// The row that a figure stands in, in numbers of [`Rows`]. Two rows of a paper that are named alike are one row here:
/// nobody could tell them apart from another paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Row {
    pub(super) document: u32,
    pub(super) publisher: u32,
    pub(super) measure: Option<u32>,
    pub(super) words: u32,
    pub(super) reference: Option<u32>,
}

/// What is measured, as far as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SubjectId {
    pub(super) publisher: u32,
    measure: Option<u32>,
    words: Option<u32>,
    reference: Option<u32>,
}

/// How much of what is printed it takes to tell a subject from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// The measure; the words where there is none.
    Measure,
    /// The words too.
    Words,
    /// The printed number too.
    Reference,
}

impl Depth {
    /// The next that tells more, if there is one.
    pub(super) fn deeper(self) -> Option<Depth> {
        match self {
            Depth::Measure => Some(Depth::Words),
            Depth::Words => Some(Depth::Reference),
            Depth::Reference => None,
        }
    }
}

impl Row {
    /// What the row measures, told so far.
    pub(super) fn subject(self, depth: Depth) -> SubjectId {
        let wordless = depth == Depth::Measure && self.measure.is_some();
        SubjectId {
            publisher: self.publisher,
            measure: self.measure,
            words: (!wordless).then_some(self.words),
            reference: self.reference.filter(|_| depth == Depth::Reference),
        }
    }
}

/// The rows of many figures.
#[derive(Debug)]
pub(super) struct Rows {
    of_figures: Vec<Row>,
    publishers: Vec<Arc<Publisher>>,
    measures: Vec<String>,
    words: Vec<Words>,
    references: Vec<String>,
}

impl Rows {
    pub(super) fn of(observations: &[Observation]) -> Self {
        let (mut documents, mut publishers) = (Interner::default(), Interner::default());
        let (mut measures, mut references) = (Interner::default(), Interner::default());
        let mut words = KnownWords::default();
        let of_figures = observations.iter().map(|observation| Row {
            document: documents.id(&observation.document_id),
            publisher: publishers.id(publisher(observation)),
            measure: observation.measure.as_ref().map(|measure| measures.id(measure.clone())),
            words: words.id(&observation.figure),
            reference: observation
                .figure
                .reference
                .as_deref()
                .map(|printed| references.id(fold::key(printed))),
        });
        Rows {
            of_figures: of_figures.collect(),
            publishers: publishers.into_values().into_iter().map(Arc::new).collect(),
            measures: measures.into_values(),
            words: words.folded.into_values(),
            references: references.into_values(),
        }
    }

    /// The row of each figure, in the order of the figures.
    pub(super) fn of_figures(&self) -> impl Iterator<Item = Row> {
        self.of_figures.iter().copied()
    }

    /// The publisher behind the number that a [`SubjectId`] has.
    pub(super) fn publisher(&self, id: u32) -> Arc<Publisher> {
        self.publishers[id as usize].clone()
    }

    /// The words behind the numbers.
    pub(super) fn subject(&self, id: SubjectId) -> Subject {
        let text = |texts: &[String], id: Option<u32>| id.and_then(|id| texts.get(id as usize).cloned());
        Subject {
            measure: text(&self.measures, id.measure),
            words: id.words.and_then(|id| self.words.get(id as usize).cloned()),
            reference: text(&self.references, id.reference),
        }
    }
}

/// The words as printed are folded once: most rows are printed in edition after edition.
#[derive(Default)]
struct KnownWords<'o> {
    printed: HashMap<(Option<&'o str>, &'o str, Option<&'o str>), u32>,
    folded: Interner<Words>,
}

impl<'o> KnownWords<'o> {
    fn id(&mut self, figure: &'o Figure) -> u32 {
        let printed = (figure.section.as_deref(), figure.indicator.as_str(), figure.breakdown.as_deref());
        let fold = || {
            self.folded.id(Words {
                section: printed.0.map(section).filter(|section| !section.is_empty()),
                indicator: fold::key(printed.1),
                breakdown: printed.2.map(fold::key),
            })
        };
        *self.printed.entry(printed).or_insert_with(fold)
    }
}

/// A section's words without the period that they name: `Performance, Q3 2022/23` heads the same rows as it did in Q2.
fn section(printed: &str) -> String {
    let Some(found) = period::find(printed, period::Years::default()) else { return fold::key(printed) };
    let (before, after) = (printed.get(..found.span.start), printed.get(found.span.end..));
    fold::key(&format!("{} {}", before.unwrap_or_default(), after.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sections_period_is_none_of_its_words() {
        let check = |printed: &str, expected: &str| assert_eq!(section(printed), expected, "{printed}");
        check("Performance, Q3 2022/23", "performance");
        check("Caseload (March 2023)", "caseload");
        check("Our Children and Young People", "our children and young people");
        check("2022/23", "");
    }
}
